"""A filled plan as the roster that a judge of public instances reads: `roster[person][day]`."""

from __future__ import annotations

from collections.abc import Iterable

from planning_core import Plan
from tests.rostering.convert import FIRST_DAY
from tests.rostering.instance import Instance

Roster = list[list[str | None]]
Worked = tuple[str, int, str]


def roster_of(instance: Instance, worked: Iterable[Worked]) -> Roster:
    """The roster of people at work, each a person's code, a day from 0 and a type of shift.

    People stand in the instance's order. Raises ValueError for a person unknown to the instance or put to
    work twice on one day.
    """
    rows: dict[str, list[str | None]] = {p.code: [None] * instance.days for p in instance.people}
    for person, day, code in worked:
        if person not in rows:
            raise ValueError(f"{person} is not one of the instance's people")
        if rows[person][day] is not None:
            raise ValueError(f"{person} works twice on day {day}")
        rows[person][day] = code
    return [rows[p.code] for p in instance.people]


def worked_in(plan: Plan) -> list[Worked]:
    """Who works when in a plan that came from an instance: its active assignments."""
    found = []
    for assignment in plan.assignments.values():
        shift = plan.shifts[assignment.shift_id]
        person = plan.collaborators[assignment.collaborator_id].external_ref
        code = plan.shift_templates[shift.template_id or ""].external_ref
        if plan.is_active(assignment) and person is not None and code is not None:
            found.append((person, (shift.starts_at.date() - FIRST_DAY).days, code))
    return sorted(found)
