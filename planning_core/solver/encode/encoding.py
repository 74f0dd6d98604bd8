"""A plan and the rules in force as a problem, and rosters of it as pairs of shift and person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from planning_core.domain.job import Pair
from planning_core.domain.objective import SCALE, Objective
from planning_core.ports.solver import Seats
from planning_core.rules.registry import RuleBook
from planning_core.solver.encode.cover import Cover
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.fairness import Fairness
from planning_core.solver.encode.frame import Frame
from planning_core.solver.encode.habits import Habits
from planning_core.solver.encode.hours import Hours
from planning_core.solver.encode.minima import with_minima_that_can_be_kept
from planning_core.solver.encode.pairs import Pairs
from planning_core.solver.encode.patterns import Patterns
from planning_core.solver.encode.qualified import Qualified
from planning_core.solver.encode.rest import Rest
from planning_core.solver.encode.said import Said
from planning_core.solver.encode.units import common_unit, in_units
from planning_core.solver.problem import Problem, Roster

UNTOUCHED = ("inactive_person", "missing_break", "site_blackout")
"""Rules that placing people cannot break: only active people are placed, the rest looks at shifts alone."""

ENCODED: Mapping[str, str] = MappingProxyType(
    {
        code: family.__name__
        for family in (Cover, Hours, Pairs, Patterns, Qualified, Rest, Said)
        for code in family.codes
    }
    | dict.fromkeys(UNTOUCHED, "untouched")
)
"""By the code of a rule: the encoding that holds it. The rules of other packages have none: what they refuse
is learnt from the evaluator."""


@attrs.frozen(kw_only=True)
class Encoded:
    """A problem with what leads back to the plan. Costs of the problem are `unit` thousandths of a point.

    `unfillable` seats are wanted beyond what their shifts hold; `unfillable_cost` thousandths they cost.
    """

    problem: Problem
    drafts: Sequence[Draft]
    frame: Frame
    unfillable: int
    unfillable_cost: int
    unit: int

    def points(self, cost: int) -> float:
        """A cost of the problem in points."""
        return cost * self.unit / SCALE

    def pairs(self, roster: Roster) -> list[Pair]:
        """Who is put where, in the order of the shifts."""
        found = [
            (duty, person.person_id)
            for person, taken in zip(self.problem.staff, roster, strict=True)
            for duty in taken
        ]
        return [(self.problem.duties[duty].shift_id, person_id) for duty, person_id in sorted(found)]

    def roster(self, pairs: Iterable[Pair]) -> Roster:
        """The roster of these pairs, those left out that nobody may take (any more)."""
        taken: dict[str, set[int]] = {}
        for shift_id, person_id in pairs:
            if shift_id in self.frame.position:
                taken.setdefault(person_id, set()).add(self.frame.position[shift_id])
        return tuple(
            tuple(sorted(taken[person.person_id].intersection(person.options)))
            if person.person_id in taken
            else ()
            for person in self.problem.staff
        )


def encode(seats: Seats, rules: RuleBook, objective: Objective | None = None) -> Encoded:
    """The problem of filling these seats under these rules; by default with the weights of the request."""
    if objective is None:
        objective = Objective.of(seats.request.options)
    frame = Frame(seats, rules, objective)
    people = sorted((p for p in seats.plan.collaborators.values() if p.active), key=lambda p: p.id)
    drafts = [Draft(frame, one, frame.view(one.timezone or seats.plan.timezone)) for one in people]
    hours, pairs = Hours(frame), Pairs(frame)
    screens = (Qualified(frame), Said(frame), pairs, Habits(frame, seats.earlier))
    bounds = (pairs, hours, Patterns(frame, hours), Rest(frame))
    for draft in drafts:
        for screen in screens:
            screen.screen(draft)
        draft.settle()
        for bound in bounds:
            bound.bind(draft)
    Fairness(frame).bind(drafts)
    duties, constant, unfillable = Cover(frame).duties(drafts)
    calendars = {
        timezone: number for number, timezone in enumerate(dict.fromkeys(d.view.timezone for d in drafts))
    }
    problem = Problem(
        duties=duties,
        staff=tuple(draft.staff(calendars[draft.view.timezone]) for draft in drafts),
        exclusions=tuple(pairs.exclusions),
        calendars=tuple(frame.view(timezone).days for timezone in calendars),
        constant=constant + sum(draft.constants.total() for draft in drafts),
    )
    problem = with_minima_that_can_be_kept(problem)
    unit = common_unit(problem)
    return Encoded(
        problem=in_units(problem, unit),
        drafts=drafts,
        frame=frame,
        unfillable=unfillable,
        unfillable_cost=constant,
        unit=unit,
    )
