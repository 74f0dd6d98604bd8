"""What every plan store must agree on: filters, cursors, and who refers to whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from planning_core.domain.kinds import KINDS
from planning_core.domain.time import instant, micros, to_utc
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.plan_store import FILTERS, Query

AVAILABILITY_MARGIN = timedelta(days=2)
"""What is said of a person's time is asked for by local day, which may reach past a window's edges."""

BY_START = frozenset({"shift", "assignment"})
"""Kinds listed in order of the shift's start; all others go by id."""

WINDOWED = frozenset({"mission", "blackout", "availability", "shift", "assignment"})
"""Kinds that a query can keep to a window; for the others it is of no account."""

LISTED: Mapping[tuple[str, str], str] = {
    (kind, f"{noun}_id"): f"{noun}_ids" for kind in ("mission", "collaborator") for noun in ("site", "role")
}
"""Filters, by kind and name, that look into a list, and the field that holds it."""

REFERENCES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "skill": (
        ("role", "required_skill_ids"),
        ("collaborator", "skills"),
        ("shift_template", "required_skill_ids"),
        ("shift", "required_skill_ids"),
    ),
    "role": (
        ("mission", "role_ids"),
        ("collaborator", "role_ids"),
        ("shift_template", "role_id"),
        ("shift", "role_id"),
        ("assignment", "role_id"),
    ),
    "site": (
        ("mission", "site_ids"),
        ("blackout", "site_id"),
        ("collaborator", "site_ids"),
        ("shift_template", "site_id"),
        ("shift", "site_id"),
    ),
    "team": (("mission", "team_id"), ("collaborator", "team_id"), ("shift_template", "team_id")),
    "mission": (("shift_template", "mission_id"), ("shift", "mission_id")),
    "collaborator": (("availability", "collaborator_id"), ("assignment", "collaborator_id")),
    "blackout": (),
    "availability": (),
    "shift_template": (
        ("shift", "template_id"),
        ("shift_template", "not_followed_by"),
        ("availability", "template_id"),
        ("collaborator", "contract"),
    ),
    "shift": (("assignment", "shift_id"),),
    "assignment": (),
}
"""Per kind, the fields of other kinds that name it, in the order in which `first_reference` looks."""

NAMED = ("collaborator", "skill", "role", "site", "team", "mission", "shift_template")
"""Kinds that carry a name."""


def refers(entity: Any, field: str, entity_id: str) -> bool:
    """Whether that field of an entity names that id. A template that names itself refers to nobody else."""
    value = getattr(entity, field)
    if entity.id == entity_id or value is None:
        return False
    if field == "skills":
        return any(held.skill_id == entity_id for held in value)
    if field == "contract":
        return entity_id in value.max_shifts_per_template
    return entity_id in value if isinstance(value, tuple) else bool(value == entity_id)


def check_query(query: Query) -> None:
    """Raise InvalidInput for an unknown kind or a field that the kind is not filtered by."""
    if query.kind not in KINDS:
        raise InvalidInput([Fault("entity", query.kind, "not_allowed", {"allowed": ", ".join(KINDS)})])
    faults = [Fault(name, name, "unknown_field") for name in query.where if name not in FILTERS[query.kind]]
    if faults:
        raise InvalidInput(faults)


def start_cursor(starts_at: datetime, entity_id: str) -> str:
    """Where a listing by start stands after that entity."""
    return f"{micros(starts_at)}:{entity_id}"


def read_start_cursor(text: str) -> tuple[datetime, str]:
    """Start and id that a cursor of a listing by start names. Raises InvalidInput (`broken_cursor`)."""
    start, _, entity_id = text.partition(":")
    try:
        if not entity_id:
            raise ValueError
        return to_utc(instant(int(start))), entity_id
    except (ValueError, OverflowError, InvalidInput):
        raise broken_cursor(text) from None


def read_id_cursor(text: str) -> str:
    """The id that a cursor of a listing by id names. Raises InvalidInput (`broken_cursor`)."""
    if not 0 < len(text) <= 200:
        raise broken_cursor(text)
    return text


def read_number_cursor(text: str) -> int:
    """The number that a cursor of a listing by number names. Raises InvalidInput (`broken_cursor`)."""
    if not text.isascii() or not text.isdigit() or len(text) > 18:
        raise broken_cursor(text)
    return int(text)


def broken_cursor(text: str) -> InvalidInput:
    """The error for a cursor that no listing gave out."""
    return InvalidInput([Fault("cursor", text, "broken_cursor")])
