"""What an import did, or would do: figures per kind, the rows refused and why, the conflicts it made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.importing import ImportItem, Place
from planning_core.errors import Fault, InvalidInput, PlanningError

MOST_FAULTS = 1000
MOST_CONFLICTS = 200

Cause: TypeAlias = Fault | PlanningError | Conflict


@attrs.frozen(kw_only=True)
class ImportFault:
    """Why a row is refused. `column` is what the file calls the field at fault, where it is one field's."""

    place: Place
    kind: str
    column: str | None
    value: Any
    cause: Cause


OnFault: TypeAlias = Callable[[ImportFault], None]


@attrs.define
class KindCount:
    """What became of the rows of one kind."""

    read: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0


@attrs.define
class ImportReport:
    """The account of one import.

    `faults` and `conflicts` hold the first of them, `fault_count` and `conflict_counts` (by rule and type)
    say how many there are. `conflicts` are those that this import brought about; `blocking_count` of them
    refuse it. `refused`: the caller must roll back. `on_fault` is told every fault, some perhaps twice.
    `names` are those, by id, that the conflicts among the faults speak of.
    """

    on_fault: OnFault | None = None
    counts: dict[str, KindCount] = attrs.field(factory=dict)
    faults: list[ImportFault] = attrs.field(factory=list)
    fault_count: int = 0
    conflicts: list[Conflict] = attrs.field(factory=list)
    conflict_counts: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    blocking_count: int = 0
    refused: bool = False
    names: dict[str, str] = attrs.field(factory=dict)

    def of(self, kind: str) -> KindCount:
        """The figures of one kind."""
        if kind not in self.counts:
            self.counts[kind] = KindCount()
        return self.counts[kind]

    def refuse(self, item: ImportItem, causes: Iterable[Cause]) -> None:
        """Note that a row is refused, with each of the reasons."""
        self.of(item.kind).refused += 1
        for cause in causes:
            self._add_fault(item, cause)

    def _add_fault(self, item: ImportItem, cause: Cause) -> None:
        path, value = (cause.path, cause.value) if isinstance(cause, Fault) else (None, None)
        fault = ImportFault(
            place=item.place, kind=item.kind, column=_column(item, path), value=value, cause=cause
        )
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(fault)
        if self.on_fault is not None:
            self.on_fault(fault)

    def found(self, conflicts: Iterable[Conflict]) -> None:
        """Note conflicts that this import brought about."""
        for conflict in conflicts:
            self.conflict_counts[conflict.rule, conflict.type.value] += 1
            if len(self.conflicts) < MOST_CONFLICTS:
                self.conflicts.append(conflict)

    @property
    def written(self) -> int:
        """How many rows created or updated something."""
        return sum(count.created + count.updated for count in self.counts.values())


def _column(item: ImportItem, path: str | None) -> str | None:
    """What the file calls the field that a fault's path leads to."""
    if not path:
        return None
    for field in (path, ".".join(path.split(".")[:2]), path.split(".")[0]):
        if field in item.columns:
            return item.columns[field]
    return path


def ids_named(conflicts: Iterable[Conflict]) -> set[str]:
    """The ids that sentences about these conflicts may name."""
    found: set[str] = set()
    for conflict in conflicts:
        found.update(conflict.collaborator_ids)
        for value in conflict.details.values():
            several = value if isinstance(value, list | tuple) else [value]
            found.update(one for one in several if isinstance(one, str))
    return found


def causes_of(error: PlanningError) -> tuple[Cause, ...]:
    """The reasons that an error gives for refusing a row."""
    return error.faults if isinstance(error, InvalidInput) else (error,)
