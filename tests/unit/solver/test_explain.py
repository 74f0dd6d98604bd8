"""Who came nearest to an empty seat, and what would fill it."""

from __future__ import annotations

from datetime import timedelta

from planning_core.domain.job import NearMiss
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.domain.plan import Plan
from tests.unit.solver.agency import MONDAY, person, reference, shift
from tests.unit.solver.solving import put, solve

AWAY = Availability(
    id="leave",
    collaborator_id="person-001",
    kind="leave",
    starts_at=MONDAY,
    ends_at=MONDAY + timedelta(days=1),
)


def nearest(*entities: Entity) -> NearMiss | None:
    """The near miss of the only seat that stays empty."""
    [seat] = solve(Plan([*reference(), *entities], timezone="Europe/Paris")).unfilled
    return seat.nearest


def test_whoever_is_busy_is_nearer_than_who_lacks_the_role_or_is_away() -> None:
    busy = put(1, "shift-000-1", "person-004", role_id="technician")

    near = nearest(person(1), person(3), person(4), shift(0), shift(0, 1), busy, AWAY)

    assert near is not None
    assert (near.collaborator_id, near.instead_of) == ("person-004", ("shift-000-1",))
    assert {one.rule for one in near.conflicts} == {"daily_hours", "double_booking"}
    assert {one for found in near.conflicts for one in found.assignment_ids} == {"old-1"}


def test_of_two_short_rests_the_longer_is_nearer() -> None:
    late = shift(0, 2, id="late", role_id="host")
    later = shift(0, 2, id="later", role_id="host", ends_at=MONDAY + timedelta(hours=23))
    early = shift(1, 0)
    people = person(0, role_ids=("steward", "host")), person(1, role_ids=("steward", "host"))
    held = put(1, "later", "person-000", role_id="host"), put(2, "late", "person-001", role_id="host")

    near = nearest(*people, late, later, early, *held)

    assert near is not None
    assert (near.collaborator_id, near.instead_of) == ("person-001", ("late",))
    assert [(one.rule, one.details["found"], one.details["limit"]) for one in near.conflicts] == [
        ("min_rest", 480, 660)
    ]


def test_locked_work_is_not_to_be_given_up() -> None:
    busy = put(1, "shift-000-1", "person-004", role_id="technician", locked=True)

    near = nearest(person(4), shift(0), shift(0, 1), busy)

    assert near is not None
    assert near.instead_of == ()


def test_only_what_stands_in_the_way_is_to_be_given_up() -> None:
    everything = [shift(day, 0) for day in range(7)]
    held = [put(day, f"shift-{day:03}-0", "person-001") for day in range(6)]

    near = nearest(person(1), *everything, *held)

    assert near is not None
    assert len(near.instead_of) == 1


def test_nobody_to_ask_leaves_nobody_near() -> None:
    assert nearest(shift(0)) is None
