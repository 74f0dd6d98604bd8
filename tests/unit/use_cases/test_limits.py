"""A caller who is kept to sites or teams, at the use cases that every door goes through."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import attrs
import pytest

from planning_core import (
    AccessRole,
    Assignment,
    Availability,
    Change,
    Collaborator,
    Entity,
    Limits,
    Mission,
    OutsideLimits,
    Plan,
    Principal,
    Shift,
    Site,
    Team,
    create,
    delete,
    preview,
    update,
)
from planning_core.domain.kinds import kind_of
from planning_core.errors import Forbidden, PlanningError
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.sentences import error_sentence
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.preview import preview_changes
from planning_core.use_cases.repairs import find_repairs
from tests.small_plan import (
    ADMIN,
    ANNA,
    BEN,
    MISSION,
    ROLE,
    SITE,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
    reference_data,
)

PARK, CREW, GUARD, GARDEN = (an_id(n) for n in range(50, 54))


def limited(role: AccessRole = AccessRole.PLANNER, **limits: tuple[str, ...]) -> Principal:
    """Somebody kept to these sites or teams."""
    return Principal(user_id="lena", role=role, limits=Limits(**limits))


OF_HALL = limited(site_ids=(SITE,))
OF_CREW = limited(team_ids=(CREW,))
OF_BOTH = limited(site_ids=(SITE,), team_ids=(GUARD,))


def park_shift(number: int, **values: Any) -> Shift:
    """A shift of the Guard's mission at the Park."""
    return a_shift(number, **{"site_id": PARK, "mission_id": GARDEN, **values})


def two_places() -> list[Entity]:
    """The Hall with the Crew's mission and Anna, the Park with the Guard's and Ben."""
    found = {one.id: one for one in reference_data()}
    mission, anna, ben = found[MISSION], found[ANNA], found[BEN]
    assert isinstance(mission, Mission)
    assert isinstance(anna, Collaborator)
    assert isinstance(ben, Collaborator)
    found[MISSION] = attrs.evolve(mission, team_id=CREW)
    found[ANNA] = attrs.evolve(anna, site_ids=(SITE, PARK), team_id=CREW)
    found[BEN] = attrs.evolve(ben, site_ids=(PARK,), team_id=GUARD)
    teams = [Team(id=CREW, name="Crew"), Team(id=GUARD, name="Guard")]
    garden = attrs.evolve(mission, id=GARDEN, name="Garden", site_ids=(PARK,), team_id=GUARD)
    return [*teams, Site(id=PARK, name="Park", timezone="Europe/Paris"), *found.values(), garden]


@pytest.fixture
def town(office: Office) -> Office:
    """The office with both places in it."""
    known = {SITE, ROLE, MISSION, ANNA, BEN}
    fresh = [one for one in two_places() if office.get(type(one).__name__.lower(), one.id) is None]
    office.add(*(one for one in fresh if one.id not in known))
    for one in two_places():
        if one.id in (MISSION, ANNA, BEN):
            office.write(update(one))
    return office


def leave(person: str) -> Availability:
    return Availability(id=an_id(3100), collaborator_id=person, kind="leave", starts_at=at(9), ends_at=at(10))


@pytest.mark.parametrize("who", [OF_HALL, OF_CREW])
@pytest.mark.parametrize(
    "changes",
    [
        [create(park_shift(9))],
        [create(an_assignment(9, park_shift(1), BEN))],
        [delete("shift", an_id(1001))],
        [update(a_shift(1))],
        [update(park_shift(2))],
        [create(leave(BEN))],
        [create(a_shift(8)), create(park_shift(9))],
    ],
    ids=["create", "assign", "delete", "take over", "give away", "leave", "one of two"],
)
def test_change_outside_is_refused_written_or_tried(
    town: Office, who: Principal, changes: list[Change]
) -> None:
    town.add(park_shift(1), a_shift(2, day=4))

    with pytest.raises(OutsideLimits) as written:
        town.write(*changes, principal=who)
    with pytest.raises(OutsideLimits) as tried, town.unit_of_work(writes=False) as uow:
        preview_changes(changes, principal=who, uow=uow)

    named = ("site", PARK, "Park") if who is OF_HALL else ("team", GUARD, "Guard")
    for error in (written.value, tried.value):
        assert (error.what, error.entity_id, error.name) == named


@pytest.mark.parametrize("who", [OF_HALL, OF_CREW])
def test_change_inside_is_written(town: Office, who: Principal) -> None:
    shift = a_shift(2)

    town.add(shift, an_assignment(2, shift, ANNA), leave(ANNA), principal=who)

    assert town.get("assignment", an_id(2002)) is not None


def test_of_site_and_team_both_must_hold(town: Office) -> None:
    with pytest.raises(OutsideLimits) as of_team:
        town.add(a_shift(1), principal=OF_BOTH)
    with pytest.raises(OutsideLimits) as of_site:
        town.add(park_shift(1), principal=OF_BOTH)

    assert [of_team.value.name, of_site.value.name] == ["Crew", "Park"]


def test_person_who_works_everywhere_is_of_no_site(town: Office) -> None:
    anna = town.get("collaborator", ANNA)
    town.write(update(attrs.evolve(anna, site_ids=())))

    with pytest.raises(OutsideLimits) as refused:
        town.add(leave(ANNA), principal=OF_HALL)

    assert error_sentence(refused.value, "fr").startswith("Votre accès est limité à certains sites")
    assert refused.value.entity_id is None


def test_limits_hold_in_a_plan_of_ones_own() -> None:
    plan = Plan([*two_places(), park_shift(1)])

    with pytest.raises(OutsideLimits) as refused:
        preview(plan, [delete("shift", an_id(1001))], principal=OF_CREW)

    assert (refused.value.what, refused.value.entity_id) == ("team", GUARD)


def test_administrator_with_limits_administers_nothing(town: Office) -> None:
    boss = limited(AccessRole.ADMIN, site_ids=(SITE,))

    with pytest.raises(Forbidden):
        town.add(Team(id=an_id(60), name="New"), principal=boss)


def test_repair_leaves_work_of_others_alone(town: Office) -> None:
    own, theirs = a_shift(1, start=8, end=16), park_shift(2, start=14, end=20)
    seats: list[Assignment] = [an_assignment(1, own), an_assignment(2, theirs)]
    town.add(own, theirs, *seats, as_is=True)

    with town.unit_of_work(writes=False) as uow:
        clash = next(c for c in uow.conflicts.find(ConflictQuery()) if c.rule == "double_booking")
        conflict, repairs = find_repairs(
            clash.fingerprint, principal=OF_HALL, uow=uow, ids=town.ids, judge_for=PlanSeatJudge
        )

    assert (conflict.shift_ids, conflict.assignment_ids, conflict.elsewhere) == (
        (own.id,),
        (seats[0].id,),
        True,
    )
    assert conflict.fingerprint == clash.fingerprint
    touched = {change.id for repair in repairs for change in repair.idea.changes}
    assert repairs != []
    assert touched.isdisjoint({theirs.id, seats[1].id})


def test_limits_written_in_another_order_are_the_same() -> None:
    assert Limits(site_ids=("b", "a", "a")) == Limits(site_ids=("a", "b"))
    assert not Limits()


def a_place(chance: random.Random, day: int) -> Shift:
    """The shift of that day, at either place: the first ten days are the Hall's unless somebody moved one."""
    usual = a_shift if day < 10 else park_shift
    place = usual if chance.random() < 0.8 else chance.choice((a_shift, park_shift))
    return place(day, day=day, note=chance.choice((None, "new")))


def any_change(chance: random.Random) -> Change:
    """A change of some work or absence, at either place, of what stands, stood, or never did."""
    day = chance.randrange(3, 17)
    shift = a_place(chance, day)
    person = chance.choice((ANNA, BEN))
    seat = an_assignment(chance.randrange(3, 17), shift, person)
    rest = attrs.evolve(leave(person), id=an_id(3100 + chance.randrange(3)), starts_at=at(20), ends_at=at(21))
    entity: Entity = chance.choice((shift, seat, seat, rest))
    return chance.choice((create, update, remove))(entity)


def remove(entity: Entity) -> Change:
    return delete(kind_of(entity), entity.id)


def of_others(office: Office) -> dict[str, Entity]:
    """All work of the Park, and what is said of Ben's time."""
    with office.unit_of_work(writes=False) as uow:
        shifts = {one.id: one for one in uow.plan.page(Query(kind="shift", limit=500)).items}
        seats = uow.plan.page(Query(kind="assignment", limit=500)).items
        said = uow.plan.page(Query(kind="availability", where={"collaborator_id": (BEN,)}, limit=500)).items
    theirs = {i for i, one in shifts.items() if isinstance(one, Shift) and one.site_id == PARK}
    on_them = [one for one in seats if isinstance(one, Assignment) and one.shift_id in theirs]
    return {one.id: one for one in (*(shifts[i] for i in theirs), *on_them, *said)}


@pytest.mark.parametrize("who", [OF_HALL, OF_CREW], ids=["site", "team"])
@pytest.mark.parametrize("seed", range(3))
def test_no_list_of_changes_alters_what_is_of_others(town: Office, who: Principal, seed: int) -> None:
    chance, ends = random.Random(seed), Counter[str]()
    rounds = 150
    town.add(*(a_place(random.Random(0), day) for day in range(3, 17)))

    for number in range(rounds):
        writer = who if number % 3 else ADMIN
        changes = [any_change(chance) for _ in range(chance.choice((1, 1, 2)))]
        before = of_others(town)
        try:
            town.write(*changes, principal=writer)
        except PlanningError as error:
            ends[f"{writer.user_id} {type(error).__name__}"] += 1
        else:
            ends[f"{writer.user_id} wrote"] += 1
        if writer is who:
            assert of_others(town) == before

    assert {"ada wrote", "lena wrote", "lena OutsideLimits"} <= ends.keys()
    assert ends.total() == rounds
