"""What pydantic found wrong with a request, as the domain's faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from contracts.incoming import MOST_FAULTS
from planning_core.domain.kinds import KINDS
from planning_core.errors import Fault

MAX_FAULTS = MOST_FAULTS
MAX_SHOWN = 200
"""Characters of a refused value that an answer repeats."""

Limits = Mapping[str, Any]
Meaning = tuple[str, Callable[[Limits], Limits]]


def _none(_: Limits) -> Limits:
    return {}


_MEANINGS: Mapping[str, Meaning] = {
    "missing": ("missing", _none),
    "extra_forbidden": ("unknown_field", _none),
    "string_type": ("not_text", _none),
    "string_too_short": ("empty", _none),
    "string_too_long": ("too_long", lambda c: {"limit": c["max_length"]}),
    "string_pattern_mismatch": ("wrong_form", lambda c: {"pattern": c["pattern"]}),
    "too_short": ("empty", _none),
    "too_long": ("too_many", lambda c: {"limit": c["max_length"]}),
    "greater_than_equal": ("below_minimum", lambda c: {"minimum": c["ge"]}),
    "less_than_equal": ("over_maximum", lambda c: {"maximum": c["le"]}),
    "bool_type": ("not_a_flag", _none),
    "bool_parsing": ("not_a_flag", _none),
    "int_type": ("not_a_whole_number", _none),
    "int_parsing": ("not_a_whole_number", _none),
    "int_parsing_size": ("not_a_whole_number", _none),
    "int_from_float": ("not_a_whole_number", _none),
    "list_type": ("not_a_list", _none),
    "dict_type": ("not_a_mapping", _none),
    "model_type": ("not_an_object", _none),
    "model_attributes_type": ("not_an_object", _none),
    "enum": ("not_allowed", lambda c: {"allowed": _words(c["expected"])}),
    "literal_error": ("not_allowed", lambda c: {"allowed": _words(c["expected"])}),
}


def _words(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[Fault]:
    """The faults that pydantic's errors come to, at most 200."""
    faults: list[Fault] = []
    for error in errors:
        if len(faults) == MAX_FAULTS:
            break
        faults.append(_fault(error))
    return faults


def _fault(error: Mapping[str, Any]) -> Fault:
    kind, limits = error["type"], error.get("ctx") or {}
    path = path_of(error["loc"])
    value = None if kind == "missing" else shown(error.get("input"))
    if kind == "union_tag_invalid":
        allowed = {"allowed": limits["expected_tags"].replace("'", "")}
        return Fault(f"{path}.entity", shown(limits["tag"]), "not_allowed", allowed)
    if kind == "union_tag_not_found":
        return Fault(f"{path}.entity", None, "missing")
    if "reason" in limits:
        return Fault(path, value, limits["reason"], {k: v for k, v in limits.items() if k != "reason"})
    reason, pick = _MEANINGS.get(kind, ("invalid", _none))
    return Fault(path, value, reason, pick(limits))


def path_of(loc: Sequence[str | int]) -> str:
    """`changes.0.data.headcount`, `query.limit`: where a fault stands, as the caller wrote it."""
    parts = list(loc)
    if parts and parts[0] == "body":
        parts = parts[1:] or ["body"]
    if len(parts) > 2 and parts[0] == "changes" and parts[2] in KINDS:
        del parts[2]
    return ".".join(str(part) for part in parts)


def shown(value: Any) -> Any:
    """A refused value as an answer may repeat it: short, and sure to be JSON."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        text = repr(value)
        return value if len(text) < 20 and text not in ("inf", "-inf", "nan") else text[:MAX_SHOWN]
    if isinstance(value, str):
        clean = value[:MAX_SHOWN].encode("utf-8", "backslashreplace").decode()
        return clean + "…" if len(value) > MAX_SHOWN else clean
    if isinstance(value, dict):
        return {} if not value else "{…}"
    if isinstance(value, list | tuple):
        return [] if not value else "[…]"
    return str(value)[:MAX_SHOWN]
