"""Seats that no choice of people could fill: the fewest that clash."""

from __future__ import annotations

from planning_core.domain.job import Clash
from planning_core.domain.kinds import Entity
from planning_core.domain.plan import Plan
from planning_core.domain.work import Shift
from tests.unit.solver.agency import person, reference, shift
from tests.unit.solver.solving import solve


def clashes(*entities: Entity) -> list[Clash | None]:
    """The clash of each shift that stays empty."""
    return [seat.clash for seat in solve(Plan([*reference(), *entities], timezone="Europe/Paris")).unfilled]


def steward(day: int, name: str, turn: int = 0, **fields: object) -> Shift:
    """A shift for stewards: those of one day are at the same time unless they have other turns."""
    return shift(day, turn, id=name, role_id="steward", **fields)


def test_more_shifts_at_once_than_people_clash_with_none_of_the_others() -> None:
    found = clashes(
        person(1),
        person(4),
        *(steward(0, name) for name in ("a", "b", "c")),
        steward(2, "d"),
        steward(4, "e"),
    )

    assert found == [Clash(shift_ids=("a", "b", "c"), collaborator_ids=("person-001", "person-004"))]


def test_nobody_who_may_is_a_clash_of_that_shift_alone() -> None:
    assert clashes(person(3), steward(0, "a"), steward(2, "b")) == [
        Clash(shift_ids=("a",)),
        Clash(shift_ids=("b",)),
    ]


def test_a_shift_that_wants_more_than_there_are_clashes_alone() -> None:
    assert clashes(person(1), person(4), steward(0, "a", headcount=3)) == [
        Clash(shift_ids=("a",), collaborator_ids=("person-001", "person-004"))
    ]


def test_a_late_and_an_early_shift_clash_where_one_person_is_left() -> None:
    assert clashes(person(1), steward(0, "late", 2), steward(1, "early"), steward(4, "far")) == [
        Clash(shift_ids=("late", "early"), collaborator_ids=("person-001",))
    ]
