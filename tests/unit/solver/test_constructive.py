"""The constructive solver: who it proposes, whom it leaves alone, and what it says about empty seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from planning_core.domain.history import RuleSetting
from planning_core.domain.job import Coverage
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability, Contract, HeldSkill
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity, Skill
from planning_core.ports.solver import Solution
from planning_core.rules.base import Finding, Parameters, Rule, single, text
from planning_core.rules.registry import rule_book
from planning_core.rules.subjects import PersonTimeline
from planning_core.use_cases.preview import check
from tests.unit.solver.agency import MONDAY, agency, person, reference, shift
from tests.unit.solver.solving import people_on, put, solve, with_solution


def small(*entities: Entity) -> Plan:
    """A plan of the agency's reference data and what a test adds."""
    return Plan([*reference(), *entities], timezone="Europe/Paris")


def test_solve_fills_every_seat_where_there_are_people_enough() -> None:
    plan = agency(people=12, days=14, headcount=2)

    solution = solve(plan)

    assert solution.coverage == Coverage(wanted=84, filled=84)
    assert solution.unfilled == ()
    assert [c for c in check(with_solution(plan, solution)) if c.type is Severity.HARD] == []


def test_solve_spreads_work_by_contract() -> None:
    plan = agency(people=9, days=14, headcount=1)

    worked = Counter(a.collaborator_id for a in solve(plan).assignments)

    part_time = sorted(n for p, n in worked.items() if int(p[-3:]) % 3 == 2)
    full_time = sorted(n for p, n in worked.items() if int(p[-3:]) % 3 != 2)
    assert (part_time, full_time) == ([3, 4, 4], [5, 5, 5, 5, 5, 6])


def test_solve_repeats_itself_for_the_same_seed_only() -> None:
    plan = agency(people=9, days=7)

    first, second, other = solve(plan, seed=1), solve(plan, seed=1), solve(plan, seed=2)

    assert first == second
    assert [a.collaborator_id for a in first.assignments] != [a.collaborator_id for a in other.assignments]


def test_solve_goes_on_from_an_earlier_plan() -> None:
    plan = agency(people=9, days=7)
    earlier = solve(plan, seed=1)
    half = earlier.pairs[::2]

    resumed = solve(plan, seed=2, start=half)
    without_time = solve(plan, start=earlier.pairs, elapsed=lambda: 1e9)

    assert set(half) <= set(resumed.pairs)
    assert resumed.coverage == earlier.coverage
    assert without_time.pairs == earlier.pairs


def test_solve_leaves_out_of_an_earlier_plan_what_no_longer_goes() -> None:
    plan = small(person(1), person(2, active=False), shift(0), shift(1, status="cancelled"))
    gone = [
        ("shift-000-0", "person-002"),
        ("shift-001-0", "person-001"),
        ("shift-000-0", "nobody"),
        ("x", "y"),
    ]

    solution = solve(plan, start=[*gone, ("shift-000-0", "person-001"), ("shift-000-0", "person-001")])

    assert solution.pairs == (("shift-000-0", "person-001"),)


def test_solve_keeps_what_stands_and_counts_it() -> None:
    kept = put(1, "shift-000-0", "person-001", locked=True)
    plan = small(person(1), person(3), person(4), shift(0, headcount=2), kept)

    solution = solve(plan)

    assert people_on(solution, "shift-000-0") == ["person-004"]
    assert solution.coverage == Coverage(wanted=2, filled=2)


def test_solve_never_asks_again_who_was_rejected_for_a_shift() -> None:
    turned_down = put(1, "shift-000-0", "person-001", status="rejected")
    plan = small(person(1), shift(0), turned_down)

    solution = solve(plan)

    assert solution.assignments == ()
    assert solution.unfilled[0].reasons == (
        {"rule": "rejected", "count": 1, "collaborator_ids": ["person-001"]},
    )


def test_solve_leaves_out_inactive_people_and_cancelled_shifts() -> None:
    plan = small(person(1, active=False), shift(0), shift(1, status="cancelled"))

    solution = solve(plan)

    assert solution.assignments == ()
    assert [(seat.shift_id, seat.missing, seat.reasons) for seat in solution.unfilled] == [
        ("shift-000-0", 1, ())
    ]


def test_solve_fills_the_heavier_of_two_shifts_when_one_must_stay_empty() -> None:
    heavy = shift(0, 1, role_id="steward", shortage_weight=5)
    plan = small(person(1), shift(0), heavy)

    solution = solve(plan)

    assert [a.shift_id for a in solution.assignments] == ["shift-000-1"]
    assert solution.objective == 1000.0


def test_solve_prefers_whoever_wishes_for_the_time() -> None:
    wish = Availability(
        id="wish",
        collaborator_id="person-004",
        kind="preferred",
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
        weight=3,
    )
    plan = small(person(1), person(4), shift(0), wish)

    solution = solve(plan)

    assert people_on(solution, "shift-000-0") == ["person-004"]
    assert solution.proposals[0].reasons == {
        "load": 0.938,
        "soft": 0,
        "wishes": 3,
        "continuity": 0.0,
        "runner_up": {"collaborator_id": "person-001", "score": -0.9375},
    }


def test_solve_avoids_undesired_time_but_fills_the_seat_all_the_same() -> None:
    def dislikes(person_id: str) -> Availability:
        return Availability(
            id=f"no-{person_id}",
            collaborator_id=person_id,
            kind="undesired",
            starts_at=MONDAY,
            ends_at=MONDAY + timedelta(days=1),
        )

    one = small(person(1), person(4), shift(0), dislikes("person-001"))
    both = small(person(1), shift(0), dislikes("person-001"))

    assert people_on(solve(one), "shift-000-0") == ["person-004"]
    assert people_on(solve(both), "shift-000-0") == ["person-001"]
    assert solve(both).objective == 1.0


def test_solve_moves_somebody_to_fill_a_seat_that_only_they_can_take() -> None:
    medic = person(1, skills=(HeldSkill(skill_id="first-aid"),))
    wish = Availability(
        id="wish",
        collaborator_id="person-001",
        kind="preferred",
        starts_at=MONDAY + timedelta(days=6),
        ends_at=MONDAY + timedelta(days=7),
        weight=3,
    )
    sunday, monday = shift(6), shift(7, required_skill_ids=("first-aid",))
    never_two_days = rule_book(settings=[RuleSetting(id="consecutive_days", parameters={"max_days": 1})])
    plan = small(Skill(id="first-aid", name="First aid"), medic, person(4), sunday, monday, wish)

    solution = solve(plan, never_two_days)

    assert people_on(solution, sunday.id) == ["person-004"]
    assert people_on(solution, monday.id) == ["person-001"]
    assert solution.unfilled == ()


def test_unfilled_seat_counts_everybody_under_each_rule_that_excludes_them() -> None:
    away = Availability(
        id="leave",
        collaborator_id="person-001",
        kind="leave",
        starts_at=MONDAY,
        ends_at=MONDAY + timedelta(days=1),
    )
    busy = put(1, "shift-000-1", "person-004", role_id="technician")
    plan = small(person(1), person(3), person(4), shift(0, headcount=1), shift(0, 1, headcount=1), busy, away)

    solution = solve(plan)

    assert [(seat.shift_id, seat.missing) for seat in solution.unfilled] == [("shift-000-0", 1)]
    assert solution.unfilled[0].reasons == (
        {"rule": "absence", "count": 1, "collaborator_ids": ["person-001"]},
        {"rule": "daily_hours", "count": 1, "collaborator_ids": ["person-004"]},
        {"rule": "double_booking", "count": 1, "collaborator_ids": ["person-004"]},
        {"rule": "role_mismatch", "count": 1, "collaborator_ids": ["person-003"]},
    )


def test_unfilled_seat_names_five_people_at_most() -> None:
    plan = small(*(person(3 * n) for n in range(7)), shift(0))

    reasons = solve(plan).unfilled[0].reasons

    assert reasons == (
        {
            "rule": "role_mismatch",
            "count": 7,
            "collaborator_ids": ["person-000", "person-003", "person-006", "person-009", "person-012"],
        },
    )


class NoMonday(Rule):
    """A third party's rule: nobody starts on the first Monday."""

    code = "no_monday"
    severity = Severity.HARD
    description = text(en="No work on that Monday.", fr="Pas de travail ce lundi.")
    sentences = single(en="{person} works.", fr="{person} travaille.")

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Every piece of work that starts on that day."""
        for work in timeline.works:
            if work.shift.starts_at < MONDAY + timedelta(days=1):
                yield Finding(
                    subject=(work.id,),
                    details={},
                    start=work.start,
                    end=work.end,
                    excess=1,
                    assignment_ids=(work.id,),
                )


def test_solve_obeys_a_rule_of_a_third_party() -> None:
    plan = small(person(1), shift(0), shift(1))

    solution = solve(plan, rule_book(extra=[NoMonday()]))

    assert [a.shift_id for a in solution.assignments] == ["shift-001-0"]
    assert solution.unfilled[0].reasons == (
        {"rule": "no_monday", "count": 1, "collaborator_ids": ["person-001"]},
    )


def test_solve_obeys_an_administrator_who_turns_rules_off() -> None:
    plan = small(person(1), *(shift(day) for day in range(7)))
    without = rule_book(
        settings=[
            RuleSetting(id=code, active=False) for code in ("consecutive_days", "weekly_hours", "weekly_rest")
        ]
    )

    assert solve(plan).coverage == Coverage(wanted=7, filled=6)
    assert solve(plan, without).coverage == Coverage(wanted=7, filled=7)


def test_solve_without_time_proposes_nothing_and_says_what_is_missing() -> None:
    plan = agency(people=9, days=7)

    solution = solve(plan, elapsed=lambda: 61.0, time_limit_seconds=60)

    assert solution.assignments == ()
    assert solution.coverage == Coverage(wanted=21, filled=0)
    assert [seat.missing for seat in solution.unfilled] == [1] * 21
    assert solution.objective == 21_000.0


def test_solve_keeps_the_best_so_far_when_told_to_stop() -> None:
    plan = agency(people=9, days=14)
    ticks = count()
    told: list[float] = []

    def progress(share: float, best: Solution | None) -> bool:
        told.append(share)
        return len(told) < 3

    stopped = solve(plan, progress=progress, elapsed=lambda: next(ticks) / 100)

    assert told == sorted(told)
    assert 0 < stopped.coverage.filled < 42
    assert stopped.coverage.filled == len(stopped.assignments)
    assert [c for c in check(with_solution(plan, stopped)) if c.type is Severity.HARD] == []


def test_solve_tells_the_best_so_far_as_it_goes() -> None:
    plan = agency(people=9, days=14)
    ticks = count()
    filled: list[int] = []

    def progress(share: float, best: Solution | None) -> bool:
        filled.append(best.coverage.filled if best else -1)
        return True

    solution = solve(plan, progress=progress, elapsed=lambda: next(ticks) / 100)

    assert filled[0] == 0
    assert filled[-1] == solution.coverage.filled == 42
    assert filled == sorted(filled)


def test_solve_keeps_to_a_contracts_maxima_though_they_are_soft() -> None:
    contract = Contract(max_weekends=1, max_shifts_per_day=1, max_period_minutes=5 * 450)
    somebody = person(1, contract=contract, role_ids=("steward",))
    plan = small(somebody, *(shift(day) for day in range(21)))

    solution = solve(plan)

    found = {c.rule for c in check(with_solution(plan, solution))}
    assert solution.coverage == Coverage(wanted=21, filled=5)
    assert found == {"understaffed"}
    assert {r["rule"] for u in solution.unfilled for r in u.reasons} == {"contract_hours"}
