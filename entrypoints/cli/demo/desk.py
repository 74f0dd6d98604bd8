"""The desk at which the demo's plan is made: it writes through the use cases, as any door does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import attrs

from entrypoints.cli.demo.calendar import DemoCalendar
from planning_core import (
    AccessRole,
    Change,
    Conflict,
    Entity,
    HardConflicts,
    Outcome,
    Plan,
    Principal,
    RuleBook,
)
from planning_core.domain.kinds import KINDS
from planning_core.ports.clock import Clock
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.ids import IdSource
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.generate import GenerateShifts, every, generate_shifts
from planning_core.use_cases.preview import preview_changes
from planning_core.use_cases.publish import Published, PublishPeriod, publish
from planning_core.use_cases.rules_in_force import rules_in_force
from planning_core.use_cases.write import apply_changes

ADMINISTRATOR = Principal(user_id="anne.administration", role=AccessRole.ADMIN)
PLANNER = Principal(user_id="claire.planning", role=AccessRole.PLANNER)
PUBLISHER = Principal(user_id="denis.exploitation", role=AccessRole.PUBLISHER)


class DemoTarget(Protocol):
    """What the demo needs of the product as it is wired."""

    @property
    def unit_of_work(self) -> UnitOfWorkFactory:
        """Opens transactions."""
        ...

    @property
    def clock(self) -> Clock:
        """Tells the time."""
        ...

    @property
    def ids(self) -> IdSource:
        """Makes ids."""
        ...


@attrs.frozen
class Desk:
    """One transaction per step, each by the person whose work it is."""

    target: DemoTarget

    def write(self, changes: Sequence[Change], principal: Principal = PLANNER) -> Outcome:
        """Carry out changes. Raises what `apply_changes` raises."""
        with self.target.unit_of_work() as uow:
            outcome = apply_changes(
                changes, principal=principal, uow=uow, clock=self.target.clock, ids=self.target.ids
            )
            uow.commit()
            return outcome

    def try_to(self, changes: Sequence[Change], principal: Principal = PLANNER) -> bool:
        """Carry out changes unless they are refused for a hard conflict; whether they were carried out."""
        try:
            self.write(changes, principal)
        except HardConflicts:
            return False
        return True

    def preview(self, changes: Sequence[Change], principal: Principal = PLANNER) -> Outcome:
        """What changes would come to."""
        with self.target.unit_of_work(writes=False) as uow:
            return preview_changes(changes, principal=principal, uow=uow)

    def generate(self, calendar: DemoCalendar) -> Outcome:
        """Make all shifts that the templates call for."""
        command = GenerateShifts(first_day=calendar.day(0), end_day=calendar.day(calendar.weeks))
        with self.target.unit_of_work() as uow:
            outcome = generate_shifts(
                command, principal=PLANNER, uow=uow, clock=self.target.clock, ids=self.target.ids
            )
            uow.commit()
            return outcome

    def publish(self, calendar: DemoCalendar, note: str) -> Published:
        """Publish the weeks that are to be published, with a note for the readers."""
        command = PublishPeriod(window=calendar.span(0, calendar.published), note=note)
        with self.target.unit_of_work() as uow:
            published = publish(
                command, principal=PUBLISHER, uow=uow, clock=self.target.clock, ids=self.target.ids
            )
            uow.commit()
            return published

    def plan(self) -> tuple[Plan, RuleBook]:
        """All that is stored, and the rules in force."""
        with self.target.unit_of_work(writes=False) as uow:
            entities: list[Entity] = []
            for kind in KINDS:
                entities += every(Query(kind=kind, limit=500), uow)
            return Plan(entities, timezone=uow.rules.timezone()), rules_in_force(uow)

    def conflicts(self) -> list[Conflict]:
        """Every standing conflict."""
        with self.target.unit_of_work(writes=False) as uow:
            return uow.conflicts.find(ConflictQuery())

    def publications(self) -> int:
        """How many publications there are."""
        with self.target.unit_of_work(writes=False) as uow:
            return len(uow.publications.newest(None, 100))
