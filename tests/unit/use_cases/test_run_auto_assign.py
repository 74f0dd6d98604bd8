"""Running an auto-assign job: what it writes, and what happens when the world moves or breaks meanwhile."""

from __future__ import annotations

from typing import Any

import attrs

from planning_core import (
    AssignmentStatus,
    Availability,
    RuleBook,
    Source,
    check,
    update,
)
from planning_core.domain.change import delete
from planning_core.domain.job import AutoAssignRequest, Coverage, JobStatus
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.ports.history import AuditQuery
from planning_core.ports.solver import Seats, Solution, Solver
from planning_core.solver import ConstructiveSolver
from tests.small_plan import ANNA, BEN, NOW, PLANNER, Office, a_shift, an_assignment, at
from tests.unit.use_cases.job_runs import assignments, meanwhile, on_shift, run, start, worker_of


def leave(person: str, day: int) -> Availability:
    """A day of leave."""
    return Availability(
        id=f"leave-{person}-{day}",
        collaborator_id=person,
        kind="leave",
        starts_at=at(day),
        ends_at=at(day + 1),
    )


def cut_short(rules: RuleBook) -> Solver:
    """A solver that has no time at all."""
    return Hurried(ConstructiveSolver(rules))


@attrs.frozen
class Hurried:
    """A solver whose time is always up."""

    solver: ConstructiveSolver

    def solve(self, seats: Seats, **tools: Any) -> Solution:
        """What the constructive solver finds without time."""
        return self.solver.solve(seats, **{**tools, "elapsed_seconds": lambda: 1e9})


def test_run_writes_proposals_and_ends_the_job(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4), a_shift(3, day=5, headcount=3))

    job = run(office, start(office))

    proposed = assignments(office)
    assert (job.status, job.progress, job.attempts, worker_of(job), job.error) == (
        JobStatus.SUCCEEDED,
        1.0,
        1,
        "w1",
        None,
    )
    assert (job.started_at, job.finished_at) == (NOW, NOW)
    assert (job.coverage, job.objective) == (Coverage(wanted=6, filled=5), 1000.0)
    assert sorted(p.assignment_id for p in job.proposals) == sorted(proposed)
    assert {(a.source, a.status) for a in proposed.values()} == {(Source.AUTO, AssignmentStatus.PROPOSED)}
    assert [(seat.shift_id, seat.missing) for seat in job.unfilled] == [(a_shift(3).id, 1)]


def test_run_writes_in_the_name_of_whoever_started_it(office: Office) -> None:
    office.add(a_shift(1))
    job = run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        entry = uow.audit.page(AuditQuery(entities=("assignment",))).items[0]
    assert (entry.user_id, entry.action, entry.entity_id, entry.request_id) == (
        PLANNER.user_id,
        "create",
        job.proposals[0].assignment_id,
        job.id,
    )


def test_run_with_nothing_to_fill_succeeds(office: Office) -> None:
    job = run(office, start(office))

    assert (job.status, job.coverage, job.proposals) == (JobStatus.SUCCEEDED, Coverage(), ())


def test_second_run_leaves_what_it_proposes_again_as_it_is(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))
    first = run(office, start(office))
    stood = assignments(office)

    second = run(office, start(office))

    assert assignments(office) == stood
    assert {p.assignment_id for p in second.proposals} == {p.assignment_id for p in first.proposals}
    assert second.coverage == Coverage(wanted=2, filled=2)


def test_second_run_replaces_the_proposals_that_it_does_not_make_again(office: Office) -> None:
    office.add(a_shift(1))
    first = run(office, start(office))
    person = first.proposals[0].collaborator_id
    office.add(leave(person, 3))

    second = run(office, start(office))

    assert sorted(assignments(office)) == sorted(p.assignment_id for p in second.proposals)
    assert {p.collaborator_id for p in second.proposals} == {ANNA, BEN} - {person}


def test_second_run_keeps_what_was_confirmed_locked_or_made_by_hand(office: Office) -> None:
    by_hand, confirmed, locked, open_ = (a_shift(n, day=2 + n) for n in range(1, 5))
    office.add(by_hand, confirmed, locked, open_, an_assignment(1, by_hand, BEN))
    run(office, start(office))
    for one in assignments(office).values():
        if one.shift_id == confirmed.id:
            office.write(update(attrs.evolve(one, status="confirmed")))
        if one.shift_id == locked.id:
            office.write(update(attrs.evolve(one, locked=True)))
    kept = {i: a for i, a in assignments(office).items() if a.shift_id != open_.id}

    job = run(office, start(office))

    assert {i: a for i, a in assignments(office).items() if i in kept} == kept
    assert [p.shift_id for p in job.proposals] == [open_.id]
    assert job.coverage == Coverage(wanted=4, filled=4)


def test_leave_entered_meanwhile_costs_that_proposal_only(office: Office) -> None:
    office.add(a_shift(1, headcount=2), a_shift(2, day=4, headcount=2))

    job = run(office, start(office), meanwhile(lambda: office.add(leave(ANNA, 3))))

    assert job.status is JobStatus.SUCCEEDED
    assert on_shift(office, a_shift(1).id) == [BEN]
    assert on_shift(office, a_shift(2).id) == sorted([ANNA, BEN])
    assert (job.coverage, job.objective) == (Coverage(wanted=4, filled=3), 1000.0)
    assert [(seat.shift_id, seat.missing, seat.reasons) for seat in job.unfilled] == [
        (a_shift(1).id, 1, ({"rule": "absence", "count": 1, "collaborator_ids": [ANNA]},))
    ]
    assert sorted(p.assignment_id for p in job.proposals) == sorted(assignments(office))


def test_seat_filled_by_hand_meanwhile_is_not_filled_twice(office: Office) -> None:
    shift = a_shift(1)
    office.add(shift)

    job = run(office, start(office), meanwhile(lambda: office.add(an_assignment(1, shift, ANNA))))

    assert on_shift(office, shift.id) == [ANNA]
    assert (job.proposals, job.coverage) == ((), Coverage(wanted=1, filled=1))


def test_shift_deleted_meanwhile_takes_its_proposals_along(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))

    job = run(office, start(office), meanwhile(lambda: office.write(delete("shift", a_shift(1).id))))

    assert [p.shift_id for p in job.proposals] == [a_shift(2).id]
    assert job.coverage == Coverage(wanted=1, filled=1)


def test_person_gone_inactive_meanwhile_gets_nothing(office: Office) -> None:
    office.add(a_shift(1, headcount=2))
    anna = office.get("collaborator", ANNA)

    job = run(
        office, start(office), meanwhile(lambda: office.write(update(attrs.evolve(anna, active=False))))
    )

    assert on_shift(office, a_shift(1).id) == [BEN]
    assert job.coverage == Coverage(wanted=2, filled=1)


def test_proposal_confirmed_meanwhile_stays(office: Office) -> None:
    office.add(a_shift(1))
    run(office, start(office))
    (first,) = assignments(office).values()

    job = run(
        office,
        start(office),
        meanwhile(lambda: office.write(update(attrs.evolve(first, status="confirmed")))),
    )

    assert [(a.id, a.status) for a in assignments(office).values()] == [
        (first.id, AssignmentStatus.CONFIRMED)
    ]
    assert job.proposals == ()


def test_what_a_run_writes_breaks_no_hard_rule(office: Office) -> None:
    office.add(*(a_shift(n, day=3 + n // 2, start=6 + 9 * (n % 2), end=14 + 9 * (n % 2)) for n in range(20)))

    run(office, start(office))

    with office.unit_of_work(writes=False) as uow:
        window = AutoAssignRequest(starts_at=at(1), ends_at=at(31)).window
        loaded = uow.plan.neighbourhood(collaborator_ids=[ANNA, BEN], shift_ids=[], window=window)
    assert [c for c in check(Plan(loaded)) if c.type is Severity.HARD] == []


def test_run_cut_short_keeps_earlier_proposals_that_do_better(office: Office) -> None:
    office.add(a_shift(1), a_shift(2, day=4))
    first = run(office, start(office))

    second = run(office, start(office), cut_short)

    assert sorted(assignments(office)) == sorted(p.assignment_id for p in first.proposals)
    assert (second.status, second.coverage, second.proposals) == (
        JobStatus.SUCCEEDED,
        Coverage(wanted=2, filled=2),
        (),
    )


def test_earlier_proposals_that_break_a_rule_by_now_give_way(office: Office) -> None:
    office.add(a_shift(1, headcount=2))
    run(office, start(office))
    office.add(leave(ANNA, 3))

    job = run(office, start(office))

    assert on_shift(office, a_shift(1).id) == [BEN]
    assert job.coverage == Coverage(wanted=2, filled=1)
