"""Finds in Python sources what the core must not do: read a clock, roll dice, touch the outside."""

import ast
from dataclasses import dataclass, field

CLOCKS_AND_DICE = frozenset(
    {
        "datetime.date.today",
        "datetime.datetime.now",
        "datetime.datetime.today",
        "datetime.datetime.utcnow",
        "os.urandom",
        "uuid.uuid1",
        "uuid.uuid4",
        "uuid.uuid6",
        "uuid.uuid7",
        "uuid.uuid8",
    }
)
# Nothing in these is of use without a clock or without chance.
MODULES = frozenset({"random", "secrets", "time", "uuid_utils"})
BUILTINS = frozenset({"input", "open", "print"})


@dataclass(frozen=True, order=True)
class Finding:
    """One use of a forbidden name: the line it stands on and the name in full."""

    line: int
    name: str


@dataclass
class _Scan(ast.NodeVisitor):
    """Follows what the imports of one module call things, and notes each forbidden one that is used."""

    origins: dict[str, str] = field(default_factory=dict)
    findings: set[Finding] = field(default_factory=set)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._note_module(node.lineno, alias.name)
            root = alias.name.partition(".")[0]
            self.origins[alias.asname or root] = alias.name if alias.asname else root

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level:
            return
        module = node.module or ""
        self._note_module(node.lineno, module)
        for alias in node.names:
            full = f"{module}.{alias.name}"
            self.origins[alias.asname or alias.name] = full
            self._note(node.lineno, full)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        full = self._full_name(node)
        if full is None:
            self.generic_visit(node)
        else:
            self._note(node.lineno, full)

    def visit_Name(self, node: ast.Name) -> None:
        if node.id in BUILTINS and node.id not in self.origins:
            self.findings.add(Finding(node.lineno, node.id))
        self._note(node.lineno, self.origins.get(node.id, ""))

    def _full_name(self, node: ast.expr) -> str | None:
        if isinstance(node, ast.Name):
            return self.origins.get(node.id)
        if isinstance(node, ast.Attribute):
            owner = self._full_name(node.value)
            return f"{owner}.{node.attr}" if owner else None
        return None

    def _note(self, line: int, full: str) -> None:
        if full in CLOCKS_AND_DICE:
            self.findings.add(Finding(line, full))

    def _note_module(self, line: int, module: str) -> None:
        if module.partition(".")[0] in MODULES:
            self.findings.add(Finding(line, module))


def forbidden_uses(source: str) -> list[Finding]:
    """Every use of a clock, of chance, or of the outside in that source, by line.

    A name counts when it is used at all, called or handed on (`factory=datetime.now`), under whatever
    name it was imported. Raises SyntaxError for a source that is not Python.
    """
    scan = _Scan()
    scan.visit(ast.parse(source))
    return sorted(scan.findings)
