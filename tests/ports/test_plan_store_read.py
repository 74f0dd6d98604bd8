"""What a plan store finds around an entity."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.people import Availability, Collaborator, Contract, HeldSkill
from planning_core.domain.reference import Blackout, Mission, Role, Site, Skill, Team
from planning_core.domain.time import Window
from planning_core.domain.work import ShiftTemplate
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, FULL, HOUR, START, a_shift, an_assignment, store

WINDOW = Window(START, START + DAY)


def a_person(name: str, **fields: Any) -> Collaborator:
    return Collaborator(id=name, name=name, **fields)


def a_mission(name: str, **fields: Any) -> Mission:
    wide = {"starts_at": START - 9 * DAY, "ends_at": START + 9 * DAY}
    places = {"site_ids": ("site",), "role_ids": ("role",)}
    return Mission(id=name, name=name, **{**wide, **places, **fields})


def a_template(name: str, **fields: Any) -> ShiftTemplate:
    places = {"mission_id": "mission", "site_id": "site", "role_id": "role"}
    start = {"start_time": START.time(), "duration_minutes": 60}
    return ShiftTemplate(id=name, name=name, **{**places, **start, **fields})


def said(name: str, person: str, start: datetime, hours: int = 8) -> Availability:
    return Availability(
        id=name, collaborator_id=person, kind="leave", starts_at=start, ends_at=start + hours * HOUR
    )


def closed(name: str, site: str, start: datetime, hours: int = 8) -> Blackout:
    return Blackout(id=name, site_id=site, starts_at=start, ends_at=start + hours * HOUR)


def places(*names: str) -> list[Entity]:
    """A site, role, mission and template for each name."""
    return [
        entity
        for name in names
        for entity in (
            Site(id=f"site-{name}", name=name, timezone="UTC"),
            Role(id=f"role-{name}", name=name),
            a_mission(f"mission-{name}", site_ids=(f"site-{name}",), role_ids=(f"role-{name}",)),
            a_template(
                f"template-{name}",
                mission_id=f"mission-{name}",
                site_id=f"site-{name}",
                role_id=f"role-{name}",
            ),
        )
    ]


def placed(name: str, place: str, start: datetime, hours: float = 8) -> Any:
    """A shift at one of those places."""
    ids = {f"{kind}_id": f"{kind}-{place}" for kind in ("site", "role", "mission", "template")}
    return a_shift(name, start, hours, **ids)


def keys(entities: list[Entity]) -> list[tuple[str, str]]:
    return sorted((kind_of(entity), entity.id) for entity in entities)


def test_neighbourhood_holds_what_rules_must_see_and_no_more(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        *places("named", "worked", "far"),
        *(a_person(name) for name in ("ann", "bob", "eve")),
        placed("named", "named", START),
        placed("worked", "worked", START + 20 * HOUR),
        placed("long", "worked", START - 6 * DAY, 6 * 24 + 1),
        placed("before", "far", START - 8 * HOUR),
        placed("after", "far", START + DAY),
        an_assignment("bob-named", "named", "bob", status="rejected"),
        an_assignment("ann-worked", "worked", "ann", status="rejected"),
        an_assignment("ann-long", "long", "ann"),
        an_assignment("ann-before", "before", "ann"),
        an_assignment("ann-after", "after", "ann"),
        an_assignment("bob-worked", "worked", "bob"),
        said("ann-now", "ann", START),
        said("ann-near", "ann", START + 2 * DAY),
        said("ann-far", "ann", START + 4 * DAY),
        said("ann-past", "ann", START - 3 * DAY, 23),
        said("ann-long", "ann", START - 90 * DAY, 24 * 90),
        said("bob-now", "bob", START),
        closed("closed-named", "site-named", START + 7 * HOUR),
        closed("closed-later", "site-named", START + 8 * HOUR),
        closed("closed-long", "site-named", START - 40 * DAY, 24 * 40 + 1),
        closed("closed-worked", "site-worked", START),
    )

    with storage(writes=False) as work:
        around = work.plan.neighbourhood(collaborator_ids=["ann"], shift_ids=["named"], window=WINDOW)

    assert keys(around) == [
        ("assignment", "ann-long"),
        ("assignment", "ann-worked"),
        ("assignment", "bob-named"),
        ("availability", "ann-long"),
        ("availability", "ann-near"),
        ("availability", "ann-now"),
        ("blackout", "closed-long"),
        ("blackout", "closed-named"),
        ("collaborator", "ann"),
        ("mission", "mission-named"),
        ("role", "role-named"),
        ("role", "role-worked"),
        ("shift", "long"),
        ("shift", "named"),
        ("shift", "worked"),
        ("shift_template", "template-named"),
        ("shift_template", "template-worked"),
        ("site", "site-named"),
        ("site", "site-worked"),
    ]


def test_neighbourhood_without_a_window_holds_all_of_a_persons_work(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        *FULL,
        a_shift("old", START - 900 * DAY),
        an_assignment("old", "old"),
        said("past", "person", START - 900 * DAY),
    )

    with storage(writes=False) as work:
        around = work.plan.neighbourhood(collaborator_ids=["person"], shift_ids=[], window=None)

    assert keys(around) == [
        ("assignment", "assignment"),
        ("assignment", "old"),
        ("availability", "past"),
        ("availability", "recurring"),
        ("availability", "window"),
        ("collaborator", "person"),
        ("role", "role"),
        ("shift", "old"),
        ("shift", "shift"),
        ("shift_template", "template"),
        ("site", "site"),
    ]


def test_neighbourhood_holds_an_entity_reached_twice_once(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    with storage(writes=False) as work:
        around = work.plan.neighbourhood(
            collaborator_ids=["person", "person"], shift_ids=["shift", "shift"], window=WINDOW
        )

    assert keys(around) == [
        *(("assignment", "assignment"), ("availability", "recurring"), ("availability", "window")),
        *(("blackout", "blackout"), ("collaborator", "person"), ("mission", "mission"), ("role", "role")),
        *(("shift", "shift"), ("shift_template", "template"), ("site", "site")),
    ]


def test_neighbourhood_of_nothing_is_empty(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    with storage(writes=False) as work:
        assert work.plan.neighbourhood(collaborator_ids=[], shift_ids=[], window=WINDOW) == []
        assert work.plan.neighbourhood(collaborator_ids=["x"], shift_ids=["x"], window=None) == []


def test_assignments_of_shifts_hold_rejected_ones(storage: UnitOfWorkFactory) -> None:
    kept, rejected = an_assignment("a", "s"), an_assignment("b", "s", "eve", status="rejected")
    store(storage, a_shift("s"), a_shift("t"), kept, rejected, an_assignment("c", "t"))

    with storage(writes=False) as work:
        found = work.plan.assignments_of_shifts(["s", "none"])

    assert sorted(found, key=lambda one: one.id) == [kept, rejected]


def test_collaborators_working_are_those_not_rejected(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        a_shift("s", role_id="rigger", template_id="night"),
        a_shift("t", role_id="driver"),
        an_assignment("a", "s", "ann"),
        an_assignment("b", "s", "bob", status="rejected"),
        an_assignment("c", "t", "eve"),
    )

    with storage(writes=False) as work:
        assert work.plan.collaborators_working(role_id="rigger") == {"ann"}
        assert work.plan.collaborators_working(role_id="driver") == {"eve"}
        assert work.plan.collaborators_working(template_id="night") == {"ann"}
        assert work.plan.collaborators_working(role_id="role") == set()
        assert work.plan.collaborators_working() == set()


def test_shifts_at_a_site_overlap_the_window_and_are_not_cancelled(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        a_shift("inside", START + HOUR),
        a_shift("over", START - 5 * DAY, 24 * 9),
        a_shift("before", START - 8 * HOUR),
        a_shift("after", START + DAY),
        a_shift("cancelled", START, status="cancelled"),
        a_shift("elsewhere", START, site_id="other"),
    )

    with storage(writes=False) as work:
        assert work.plan.shifts_at("site", WINDOW) == {"inside", "over"}


@pytest.mark.parametrize(
    ("entity", "outside"),
    [
        (a_shift("x"), None),
        (a_shift("x", site_id="other"), "x"),
        (a_shift("x", role_id="other"), "x"),
        (a_shift("x", START - 9 * DAY - HOUR), "x"),
        (a_shift("x", START + 9 * DAY - HOUR), "x"),
        (a_shift("x", START + 9 * DAY - 8 * HOUR), None),
        (a_shift("x", site_id="other", status="cancelled"), None),
        (a_shift("x", site_id="other", mission_id="other"), None),
        (a_template("x"), None),
        (a_template("x", site_id="other"), "x"),
        (a_template("x", role_id="other"), "x"),
    ],
)
def test_shift_outside_is_one_that_the_mission_leaves_out(
    storage: UnitOfWorkFactory, entity: Entity, outside: str | None
) -> None:
    store(storage, entity)

    with storage(writes=False) as work:
        assert work.plan.shift_outside(a_mission("mission")) == outside


def test_period_holds_shifts_that_start_in_it_with_their_assignments(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        a_shift("first", START),
        a_shift("cancelled", START + HOUR, status="cancelled"),
        a_shift("before", START - HOUR),
        a_shift("after", START + DAY),
        a_shift("elsewhere", START, site_id="other"),
        a_shift("other", START, mission_id="other"),
        *(an_assignment(name, name) for name in ("first", "cancelled", "before", "elsewhere", "other")),
    )

    with storage(writes=False) as work:
        everything = keys(work.plan.period(WINDOW))
        at_site = keys(work.plan.period(WINDOW, site_ids=["site"]))
        of_mission = keys(work.plan.period(WINDOW, site_ids=["site", "other"], mission_ids=["other"]))

    assert everything == [
        *(("assignment", name) for name in ("cancelled", "elsewhere", "first", "other")),
        *(("shift", name) for name in ("cancelled", "elsewhere", "first", "other")),
    ]
    assert at_site == [
        *(("assignment", name) for name in ("cancelled", "first", "other")),
        *(("shift", name) for name in ("cancelled", "first", "other")),
    ]
    assert of_mission == [("assignment", "other"), ("shift", "other")]


ODD = 'od"d%_\\é'

REFERENCES = [
    ("skill", Role(id="x", name="x", required_skill_ids=("z", ODD))),
    ("skill", a_person("x", skills=(HeldSkill(skill_id=ODD),))),
    ("skill", a_template("x", required_skill_ids=(ODD,))),
    ("skill", a_shift("x", required_skill_ids=(ODD,))),
    ("role", a_mission("x", role_ids=("z", ODD))),
    ("role", a_person("x", role_ids=(ODD,))),
    ("role", a_template("x", role_id=ODD)),
    ("role", a_shift("x", role_id=ODD)),
    ("role", an_assignment("x", "s", role_id=ODD)),
    ("site", a_mission("x", site_ids=(ODD,))),
    ("site", closed("x", ODD, START)),
    ("site", a_person("x", site_ids=(ODD,))),
    ("site", a_template("x", site_id=ODD)),
    ("site", a_shift("x", site_id=ODD)),
    ("team", a_mission("x", team_id=ODD)),
    ("team", a_person("x", team_id=ODD)),
    ("team", a_template("x", team_id=ODD)),
    ("mission", a_template("x", mission_id=ODD)),
    ("mission", a_shift("x", mission_id=ODD)),
    ("collaborator", said("x", ODD, START)),
    ("collaborator", an_assignment("x", "s", ODD)),
    ("shift_template", a_shift("x", template_id=ODD)),
    ("shift_template", a_template("x", not_followed_by=(ODD,))),
    (
        "shift_template",
        Availability(
            id="x",
            collaborator_id="p",
            kind="preferred",
            starts_at=START,
            ends_at=START + DAY,
            template_id=ODD,
        ),
    ),
    ("shift_template", a_person("x", contract=Contract(max_shifts_per_template={ODD: 1}))),
]


@pytest.mark.parametrize(
    ("kind", "referring"), REFERENCES, ids=lambda one: one if isinstance(one, str) else kind_of(one)
)
def test_first_reference_finds_each_way_to_refer(
    storage: UnitOfWorkFactory, kind: str, referring: Entity
) -> None:
    store(storage, a_shift("s"), referring)

    with storage(writes=False) as work:
        assert work.plan.first_reference(kind, ODD) == (kind_of(referring), "x")
        assert work.plan.first_reference(kind, 'od"d%_\\É') is None
        assert work.plan.first_reference(kind, "d") is None


def test_first_reference_to_a_shift_is_its_first_assignment(storage: UnitOfWorkFactory) -> None:
    store(storage, a_shift("s"), a_shift("t"), an_assignment("b", "s"), an_assignment("a", "s", "eve"))

    with storage(writes=False) as work:
        assert work.plan.first_reference("shift", "s") == ("assignment", "a")
        assert work.plan.first_reference("shift", "t") is None


def test_template_that_names_itself_is_not_in_its_own_way(storage: UnitOfWorkFactory) -> None:
    store(storage, a_template("x", not_followed_by=("x",)))

    with storage(writes=False) as work:
        assert work.plan.first_reference("shift_template", "x") is None


def test_word_that_only_stands_in_a_contract_is_no_reference(storage: UnitOfWorkFactory) -> None:
    store(storage, a_person("x", contract=Contract(weekly_minutes=5)))

    with storage(writes=False) as work:
        assert work.plan.first_reference("shift_template", "weekly_minutes") is None


def test_names_are_those_of_every_kind_that_has_one(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL, Team(id="unasked", name="x"), Skill(id="k", name="Skill K"))

    with storage(writes=False) as work:
        found = work.plan.names(
            ["skill", "role", "site", "team", "mission", "person", "template", "k", "shift", "?"]
        )

    assert found == {
        "skill": "Élingage « lourd »",
        "role": "Rigger",
        "site": "Halle",
        "team": "Nord",
        "mission": "Salon",
        "person": "Zoé Ünal",
        "template": "Night",
        "k": "Skill K",
    }


def test_names_of_more_people_than_one_statement_takes(storage: UnitOfWorkFactory) -> None:
    people = [a_person(f"{n:04}") for n in range(1201)]
    store(storage, *people)

    with storage(writes=False) as work:
        assert work.plan.names([one.id for one in people]) == {one.id: one.name for one in people}
