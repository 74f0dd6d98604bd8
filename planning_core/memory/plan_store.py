"""The plan's entities in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.domain.reference import Mission
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift, ShiftStatus, ShiftTemplate
from planning_core.memory.plan_edits import carry_out
from planning_core.memory.plan_listing import list_page
from planning_core.memory.state import State
from planning_core.ports.listing import AVAILABILITY_MARGIN, NAMED, REFERENCES, refers
from planning_core.ports.plan_store import Page, Query


class InMemoryPlanStore:
    """Entities in dicts by kind and id; looking around takes time in proportion to the plan."""

    def __init__(self, state: State) -> None:
        self._tables = state.entities

    @property
    def _shifts(self) -> dict[str, Shift]:
        return cast("dict[str, Shift]", self._tables["shift"])

    @property
    def _assignments(self) -> dict[str, Assignment]:
        return cast("dict[str, Assignment]", self._tables["assignment"])

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity of that kind and id, or None."""
        return self._tables[kind].get(entity_id)

    def get_many(self, kind: str, ids: Collection[str]) -> dict[str, Entity]:
        """Those of these ids that exist, by id."""
        table = self._tables[kind]
        return {one: table[one] for one in ids if one in table}

    def gather(self, wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Entity]:
        """Those of these ids of several kinds that exist, by kind and id."""
        return {
            (kind, one): entity
            for kind, ids in wanted.items()
            for one, entity in self.get_many(kind, ids).items()
        }

    def by_external_ref(self, kind: str, refs: Collection[str]) -> dict[str, Entity]:
        """Those that carry one of these external references, by reference."""
        wanted = set(refs)
        return {
            ref: entity
            for entity in self._tables[kind].values()
            if (ref := getattr(entity, "external_ref", None)) in wanted and ref is not None
        }

    def assignments_of_shifts(self, shift_ids: Collection[str]) -> list[Entity]:
        """All assignments to these shifts, rejected ones too."""
        wanted = set(shift_ids)
        return [one for one in self._assignments.values() if one.shift_id in wanted]

    def neighbourhood(
        self, *, collaborator_ids: Collection[str], shift_ids: Collection[str], window: Window | None
    ) -> list[Entity]:
        """What rules must see to judge these people and these shifts, each entity once."""
        people, named = set(collaborator_ids), self.get_many("shift", set(shift_ids))
        assignments = [
            one
            for one in self._assignments.values()
            if one.shift_id in named or (one.collaborator_id in people and self._meets(one, window))
        ]
        shifts = {**named, **self.get_many("shift", {one.shift_id for one in assignments})}
        around: list[Entity] = [*self.get_many("collaborator", people).values()]
        around += self._said_of(people, window)
        around += [*shifts.values(), *assignments]
        for kind, field in (("role", "role_id"), ("shift_template", "template_id"), ("site", "site_id")):
            around += self._named_by(kind, field, shifts.values())
        around += self._named_by("mission", "mission_id", named.values())
        return around + self.blackouts_over(cast("list[Shift]", list(named.values())))

    def _meets(self, assignment: Assignment, window: Window | None) -> bool:
        shift = self._shifts.get(assignment.shift_id)
        return shift is not None and (window is None or shift.window.overlaps(window))

    def _said_of(self, people: set[str], window: Window | None) -> list[Entity]:
        wide = window.widened(AVAILABILITY_MARGIN) if window else None
        said: list[Any] = [
            one for one in self._tables["availability"].values() if cast(Any, one).collaborator_id in people
        ]
        return [one for one in said if wide is None or _overlaps(one, wide.start, wide.end)]

    def _named_by(self, kind: str, field: str, entities: Iterable[Entity]) -> list[Entity]:
        ids = {getattr(one, field) for one in entities}
        return list(self.get_many(kind, ids).values())

    def blackouts_over(self, shifts: Collection[Shift]) -> list[Entity]:
        """Blackouts that overlap one of these shifts at its site, whether the shift is stored or not."""
        windows: dict[str, list[Window]] = {}
        for shift in shifts:
            windows.setdefault(shift.site_id, []).append(shift.window)
        blackouts: list[Any] = list(self._tables["blackout"].values())
        return [
            one
            for one in blackouts
            if any(_overlaps(one, window.start, window.end) for window in windows.get(one.site_id, ()))
        ]

    def collaborators_working(
        self, *, role_id: str | None = None, template_id: str | None = None
    ) -> set[str]:
        """People with an assignment (not rejected) on a shift of that role or of that template."""
        shifts = {
            shift.id
            for shift in self._shifts.values()
            if (role_id is not None and shift.role_id == role_id)
            or (template_id is not None and shift.template_id == template_id)
        }
        return {
            one.collaborator_id for one in self._assignments.values() if one.active and one.shift_id in shifts
        }

    def shifts_at(self, site_id: str, window: Window) -> set[str]:
        """Ids of shifts of a site, not cancelled, that overlap a window."""
        return {
            shift.id
            for shift in self._shifts.values()
            if shift.site_id == site_id
            and shift.status is not ShiftStatus.CANCELLED
            and shift.window.overlaps(window)
        }

    def shift_outside(self, mission: Mission) -> str | None:
        """The id of a shift or template of that mission that its sites, roles or window leave out."""
        templates = cast("dict[str, ShiftTemplate]", self._tables["shift_template"])
        shifts = (one for one in self._shifts.values() if one.status is not ShiftStatus.CANCELLED)
        outside = [one.id for one in shifts if not _fits(one, mission)]
        outside = outside or [one.id for one in templates.values() if not _fits(one, mission)]
        return min(outside, default=None)

    def period(
        self, window: Window, *, site_ids: Collection[str] = (), mission_ids: Collection[str] = ()
    ) -> list[Entity]:
        """The shifts that start in a window with their assignments, kept to sites and missions."""
        shifts = {
            shift.id: shift
            for shift in self._shifts.values()
            if window.start <= shift.starts_at < window.end
            and (not site_ids or shift.site_id in site_ids)
            and (not mission_ids or shift.mission_id in mission_ids)
        }
        return [*shifts.values(), *self.assignments_of_shifts(shifts)]

    def first_reference(self, kind: str, entity_id: str) -> tuple[str, str] | None:
        """Kind and id of one entity that refers to this one, or None."""
        for other, field in REFERENCES[kind]:
            found = [one.id for one in self._tables[other].values() if refers(one, field, entity_id)]
            if found:
                return other, min(found)
        return None

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Names of people, skills, roles, sites, teams, missions and templates by id."""
        found: list[Any] = [one for kind in NAMED for one in self.get_many(kind, ids).values()]
        return {one.id: one.name for one in found}

    def page(self, query: Query) -> Page:
        """One page, shifts and assignments in order of the shift's start, then id; the rest by id."""
        return list_page(self._tables, query)

    def collaborator_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of people, in order, following `after`."""
        return self._ids("collaborator", after, limit)

    def shift_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of shifts, in id order, following `after`."""
        return self._ids("shift", after, limit)

    def write(self, edits: Sequence[Edit], *, overlapping: bool = False) -> None:
        """Carry out edits, those of one kind in their order."""
        carry_out(self._tables, edits)

    def _ids(self, kind: str, after: str | None, limit: int) -> list[str]:
        return sorted(one for one in self._tables[kind] if after is None or one > after)[:limit]


def _overlaps(entity: Any, start: datetime, end: datetime) -> bool:
    """Whether something with a window of its own, or a recurrence, may touch `[start, end)`."""
    if entity.starts_at is None:
        return True
    return bool(entity.starts_at < end and start < entity.ends_at)


def _fits(entity: Shift | ShiftTemplate, mission: Mission) -> bool:
    if entity.mission_id != mission.id:
        return True
    if entity.site_id not in mission.site_ids or entity.role_id not in mission.role_ids:
        return False
    return isinstance(entity, ShiftTemplate) or mission.window.contains(entity.window)
