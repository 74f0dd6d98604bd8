"""A plan: an immutable, indexed view of entities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

from planning_core.domain.change import Edit
from planning_core.domain.kinds import KINDS, Entity, kind_of
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.reference import Blackout, Mission, Role, Site, Skill, Team
from planning_core.domain.time import Window, zone
from planning_core.domain.work import Assignment, Shift, ShiftStatus, ShiftTemplate
from planning_core.errors import Fault, InvalidInput

Tables = dict[str, dict[str, Any]]


class Plan:
    """Entities by kind and id, with the indexes that rules ask for.

    `timezone` is that of people who have none of their own. `known` is the window that the plan
    claims to hold completely (None: whatever is in it); runs that touch its edge are not judged too
    short. A plan never changes: `with_edits` and `with_entities` make another one.
    """

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        *,
        timezone: str = "UTC",
        known: Window | None = None,
    ) -> None:
        zone(timezone)
        self.timezone = timezone
        self.known = known
        self._tables: Tables = {kind: {} for kind in KINDS}
        for entity in entities:
            table = self._tables[kind_of(entity)]
            if entity.id in table:
                raise InvalidInput([Fault(f"{kind_of(entity)}.{entity.id}", entity.id, "repeated")])
            table[entity.id] = entity

    @classmethod
    def of_tables(cls, tables: Tables, timezone: str, known: Window | None) -> Plan:
        """A plan over tables that nobody else holds."""
        plan = cls(timezone=timezone, known=known)
        plan._tables.update(tables)
        return plan

    def table(self, kind: str) -> Mapping[str, Entity]:
        """All entities of one kind by id."""
        return self._tables[kind]

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity of that kind and id, or None."""
        return cast("Entity | None", self._tables[kind].get(entity_id))

    def entities(self) -> Iterable[Entity]:
        """Every entity, kind by kind, each after those that it refers to."""
        for kind in KINDS:
            yield from self._tables[kind].values()

    @property
    def skills(self) -> Mapping[str, Skill]:
        """Skills by id."""
        return self._tables["skill"]

    @property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""
        return self._tables["role"]

    @property
    def sites(self) -> Mapping[str, Site]:
        """Sites by id."""
        return self._tables["site"]

    @property
    def teams(self) -> Mapping[str, Team]:
        """Teams by id."""
        return self._tables["team"]

    @property
    def missions(self) -> Mapping[str, Mission]:
        """Missions by id."""
        return self._tables["mission"]

    @property
    def collaborators(self) -> Mapping[str, Collaborator]:
        """Collaborators by id."""
        return self._tables["collaborator"]

    @property
    def shift_templates(self) -> Mapping[str, ShiftTemplate]:
        """Shift templates by id."""
        return self._tables["shift_template"]

    @property
    def shifts(self) -> Mapping[str, Shift]:
        """Shifts by id."""
        return self._tables["shift"]

    @property
    def assignments(self) -> Mapping[str, Assignment]:
        """Assignments by id."""
        return self._tables["assignment"]

    @cached_property
    def _by_collaborator(self) -> Mapping[str, Sequence[Assignment]]:
        return _grouped(self.assignments.values(), "collaborator_id")

    @cached_property
    def _by_shift(self) -> Mapping[str, Sequence[Assignment]]:
        return _grouped(self.assignments.values(), "shift_id")

    @cached_property
    def _availability(self) -> Mapping[str, Sequence[Availability]]:
        return _grouped(self._tables["availability"].values(), "collaborator_id")

    @cached_property
    def _blackouts(self) -> Mapping[str, Sequence[Blackout]]:
        return _grouped(self._tables["blackout"].values(), "site_id")

    def assignments_of(self, collaborator_id: str) -> Sequence[Assignment]:
        """All assignments of a person, rejected ones too, in no order."""
        return self._by_collaborator.get(collaborator_id, ())

    def assignments_on(self, shift_id: str) -> Sequence[Assignment]:
        """All assignments to a shift, rejected ones too."""
        return self._by_shift.get(shift_id, ())

    def availability_of(self, collaborator_id: str) -> Sequence[Availability]:
        """What is said of a person's time."""
        return self._availability.get(collaborator_id, ())

    def blackouts_of(self, site_id: str) -> Sequence[Blackout]:
        """When a site takes no work."""
        return self._blackouts.get(site_id, ())

    def is_active(self, assignment: Assignment) -> bool:
        """Whether an assignment counts for the rules: not rejected, on a shift that is not cancelled."""
        shift = self.shifts.get(assignment.shift_id)
        return assignment.active and shift is not None and shift.status is not ShiftStatus.CANCELLED

    def timezone_of(self, collaborator_id: str) -> str:
        """The home zone of a person."""
        person = self.collaborators.get(collaborator_id)
        return (person.timezone if person else None) or self.timezone

    def with_edits(self, edits: Iterable[Edit]) -> Plan:
        """This plan after these edits."""
        tables: Tables = dict(self._tables)
        copied: set[str] = set()
        for edit in edits:
            if edit.entity not in copied:
                tables[edit.entity] = dict(tables[edit.entity])
                copied.add(edit.entity)
            if edit.after is None:
                tables[edit.entity].pop(edit.id, None)
            else:
                tables[edit.entity][edit.id] = edit.after
        return Plan.of_tables(tables, self.timezone, self.known)


def _grouped(items: Iterable[Any], key: str) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for item in items:
        groups[getattr(item, key)].append(item)
    return dict(groups)
