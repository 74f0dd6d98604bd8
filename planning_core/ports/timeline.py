"""A window of the plan as a page draws it: columns, read without building an entity for each row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

import attrs

from planning_core.domain.people import Availability
from planning_core.domain.record import encode, to_record
from planning_core.domain.time import Window, micros
from planning_core.domain.work import Assignment, Shift

Columns = dict[str, list[Any]]
"""Values by column; all of a group are of the same length, and what stands at one place belongs together."""

MICROS_A_MILLISECOND = 1_000

SHIFT_COLUMNS = (
    "id",
    "template_id",
    "mission_id",
    "site_id",
    "role_id",
    "start_ms",
    "end_ms",
    "break_minutes",
    "status",
    "headcount",
    "soft_capacity",
    "hard_capacity",
    "required_skill_ids",
    "shortage_weight",
    "surplus_weight",
    "note",
    "external_ref",
    "version",
    "changed_since_publication",
    "ever_published",
)
ASSIGNMENT_COLUMNS = (
    "id",
    "shift_id",
    "collaborator_id",
    "role_id",
    "status",
    "locked",
    "source",
    "override",
    "note",
    "version",
    "changed_since_publication",
)
AVAILABILITY_COLUMNS = (
    "id",
    "collaborator_id",
    "kind",
    "start_ms",
    "end_ms",
    "weight",
    "template_id",
    "reason",
    "version",
)
REFERENCE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "site": ("id", "name", "timezone", "version"),
    "mission": ("id", "name", "starts_at", "ends_at", "site_ids", "role_ids", "team_id", "version"),
    "role": ("id", "name", "required_skill_ids", "version"),
    "skill": ("id", "name"),
    "team": ("id", "name", "colour"),
    "collaborator": (
        "id",
        "name",
        "team_id",
        "site_ids",
        "role_ids",
        "skills",
        "timezone",
        "contract",
        "active",
        "version",
    ),
    "blackout": ("id", "site_id", "starts_at", "ends_at", "severity", "reason"),
}
"""What a timeline tells of each thing that is not a column."""


@attrs.frozen(kw_only=True)
class TimelineQuery:
    """Which part of the plan: what overlaps the window, its shifts kept to sites, missions, roles and people.

    `collaborator_ids` keeps shifts with an assignment of one of them that is not rejected. An empty tuple
    keeps all.
    """

    window: Window
    site_ids: tuple[str, ...] = ()
    mission_ids: tuple[str, ...] = ()
    role_ids: tuple[str, ...] = ()
    collaborator_ids: tuple[str, ...] = ()

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        """The filters of its shifts that are set, by field."""
        named = {
            "site_id": self.site_ids,
            "mission_id": self.mission_ids,
            "role_id": self.role_ids,
            "collaborator_id": self.collaborator_ids,
        }
        return {field: values for field, values in named.items() if values}


@attrs.frozen(kw_only=True)
class TimelineRows:
    """What is stored of a window, as JSON values; instants in columns are milliseconds since 1970.

    `references` holds, by kind, the records that the fields of `REFERENCE_FIELDS` make: every site, mission,
    role, skill and team, people who are active or stand in `assignments`, blackouts of the window (of the
    sites asked for); by name, then id, blackouts by start, then id. `shifts` and `assignments` (every status,
    all of each shift) come by start, then id. `availability` holds what overlaps the window and is no
    recurrence, `recurring` every recurrence; both of the people asked for.
    """

    references: Mapping[str, Sequence[Mapping[str, Any]]]
    shifts: Columns
    assignments: Columns
    availability: Columns
    recurring: Sequence[Availability]


class TimelineReader(Protocol):
    """Reads windows of the plan."""

    def rows(self, query: TimelineQuery) -> TimelineRows:
        """Shifts that overlap the window and match, all their assignments, and what both speak of."""
        ...


def milliseconds(value: Any) -> int:
    """Whole milliseconds from 1970 to an instant."""
    return micros(value) // MICROS_A_MILLISECOND


def columns_of(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Columns:
    """Rows whose values stand in the order of these names, as columns."""
    found = list(rows)
    return {name: [row[place] for row in found] for place, name in enumerate(names)}


def shift_columns(shifts: Iterable[Shift]) -> Columns:
    """The columns of these shifts, in their order."""
    return columns_of(SHIFT_COLUMNS, (_row(SHIFT_COLUMNS, one) for one in shifts))


def assignment_columns(assignments: Iterable[Assignment]) -> Columns:
    """The columns of these assignments, in their order."""
    return columns_of(ASSIGNMENT_COLUMNS, (_row(ASSIGNMENT_COLUMNS, one) for one in assignments))


def availability_columns(entries: Iterable[Availability]) -> Columns:
    """The columns of these windows of availability, in their order."""
    return columns_of(AVAILABILITY_COLUMNS, (_row(AVAILABILITY_COLUMNS, one) for one in entries))


_INSTANTS = {"start_ms": "starts_at", "end_ms": "ends_at"}


def _row(names: Sequence[str], entity: Any) -> list[Any]:
    return [
        milliseconds(getattr(entity, _INSTANTS[name])) if name in _INSTANTS else encode(getattr(entity, name))
        for name in names
    ]


def reference_record(kind: str, entity: Any) -> dict[str, Any]:
    """What a timeline tells of a thing of that kind."""
    record = to_record(entity)
    return {name: record[name] for name in REFERENCE_FIELDS[kind]}


def by_name(records: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Records in the order in which lists show them."""
    return sorted(records, key=lambda one: (one["name"].casefold(), one["id"]))
