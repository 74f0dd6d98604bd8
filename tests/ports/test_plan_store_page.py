"""Pages of a plan store: what they keep, and that none is lost or told twice."""

from __future__ import annotations

from typing import Any

import pytest

from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.reference import Blackout, Skill
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.plan_store import FILTERS, Query
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, FULL, HOUR, START, a_shift, an_assignment, store


def every(storage: UnitOfWorkFactory, **query: Any) -> list[str]:
    """Ids of all pages, one after the other."""
    found: list[str] = []
    after = None
    with storage(writes=False) as work:
        while True:
            page = work.plan.page(Query(after=after, **query))
            found += [one.id for one in page.items]
            if page.next is None:
                return found
            assert len(page.items) == query["limit"]
            after = page.next


@pytest.mark.parametrize("kind", ["shift", "assignment"])
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 12, 100])
def test_pages_by_start_neither_lose_nor_repeat_where_starts_are_equal(
    storage: UnitOfWorkFactory, kind: str, limit: int
) -> None:
    names = [f"{name}:é" for name in "dcbaFEDCBA21"]
    shifts = [a_shift(name, START + (number // 4) * HOUR) for number, name in enumerate(names)]
    store(storage, *shifts, *(an_assignment(name, name) for name in names))

    found = every(storage, kind=kind, limit=limit)

    assert found == [one.id for one in sorted(shifts, key=lambda one: (one.starts_at, one.id))]


@pytest.mark.parametrize("limit", [1, 2, 5, 6])
def test_pages_by_id_follow_code_points(storage: UnitOfWorkFactory, limit: int) -> None:
    names = ["b", "A", "é", "a:1", "Z", "10"]
    store(storage, *(Collaborator(id=name, name="x") for name in names))

    found = every(storage, kind="collaborator", limit=limit)

    assert found == ["10", "A", "Z", "a:1", "b", "é"]


def test_ids_follow_a_given_one(storage: UnitOfWorkFactory) -> None:
    names = ["b", "a", "d", "c"]
    store(storage, *(Collaborator(id=name, name="x") for name in names), *(a_shift(name) for name in names))

    with storage(writes=False) as work:
        assert work.plan.collaborator_ids(None, 3) == ["a", "b", "c"]
        assert work.plan.collaborator_ids("b", 3) == ["c", "d"]
        assert work.plan.shift_ids(None, 3) == ["a", "b", "c"]
        assert work.plan.shift_ids("d", 3) == []


@pytest.mark.parametrize("kind", ["shift", "assignment", "availability", "blackout"])
def test_page_of_a_window_holds_what_overlaps_it(storage: UnitOfWorkFactory, kind: str) -> None:
    windows = {
        "before": (START - HOUR, START),
        "into": (START - HOUR, START + HOUR),
        "over": (START - 400 * DAY, START + 400 * DAY),
        "inside": (START + HOUR, START + 2 * HOUR),
        "out": (START + 23 * HOUR, START + 25 * HOUR),
        "after": (START + DAY, START + 2 * DAY),
    }
    for name, (start, end) in windows.items():
        span: dict[str, Any] = {"id": name, "starts_at": start, "ends_at": end}
        if kind == "availability":
            store(storage, Availability(collaborator_id="p", kind="leave", **span))
        elif kind == "blackout":
            store(storage, Blackout(site_id="s", **span))
        else:
            store(storage, a_shift(name, start, (end - start) / HOUR), an_assignment(name, name))

    within = every(storage, kind=kind, limit=10, ends_after=START, starts_before=START + DAY)
    from_then = every(storage, kind=kind, limit=10, ends_after=START)
    until_then = every(storage, kind=kind, limit=10, starts_before=START + DAY)

    assert sorted(within) == ["inside", "into", "out", "over"]
    assert sorted(from_then) == ["after", "inside", "into", "out", "over"]
    assert sorted(until_then) == ["before", "inside", "into", "out", "over"]


def test_recurring_availability_is_in_every_window(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    found = every(storage, kind="availability", limit=10, ends_after=START + 99 * DAY)

    assert found == ["recurring"]


def test_page_of_missions_is_kept_to_a_window(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    assert every(storage, kind="mission", limit=10, ends_after=START) == ["mission"]
    assert every(storage, kind="mission", limit=10, ends_after=START + 300 * DAY) == []


def test_window_is_of_no_account_for_what_has_none(storage: UnitOfWorkFactory) -> None:
    store(storage, *FULL)

    assert every(storage, kind="skill", limit=10, ends_after=START + 9000 * DAY) == ["skill"]


VALUES = {
    **{
        name: (name.removesuffix("_id"),)
        for name in ("mission_id", "site_id", "role_id", "shift_id", "team_id")
    },
    "collaborator_id": ("person",),
    "template_id": ("template",),
}
SPECIAL: dict[tuple[str, str], str] = {
    ("availability", "kind"): "undesired",
    ("shift", "status"): "published",
    ("assignment", "status"): "confirmed",
    ("assignment", "source"): "import",
    ("blackout", "severity"): "soft",
    **{
        (kind, "external_ref"): ref
        for kind, ref in (
            *(("skill", "S-1"), ("role", "R-1"), ("site", "L-1"), ("team", "T-1"), ("mission", "M-1")),
            *(("blackout", "B-1"), ("collaborator", "P-1"), ("shift_template", "N-1"), ("shift", "H-1")),
        )
    },
}


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, fields in FILTERS.items() for field in sorted(fields)]
)
def test_every_filter_keeps_what_has_one_of_its_values(
    storage: UnitOfWorkFactory, kind: str, field: str
) -> None:
    store(storage, *FULL)
    value = SPECIAL.get((kind, field)) or VALUES[field][0]

    kept = every(storage, kind=kind, limit=10, where={field: ("nothing", value)})
    dropped = every(storage, kind=kind, limit=10, where={field: ("nothing",)})

    expected = {
        "availability": ["recurring", "window"],
        "shift_template": ["template"],
        "collaborator": ["person"],
    }
    assert kept == (["window"] if field == "kind" else expected.get(kind, [kind]))
    assert dropped == []


def test_filters_are_all_to_be_met(storage: UnitOfWorkFactory) -> None:
    store(storage, a_shift("s"), a_shift("t", site_id="other"), a_shift("u", role_id="other"))

    found = every(storage, kind="shift", limit=10, where={"site_id": ("site",), "role_id": ("role", "x")})

    assert found == ["s"]


def test_shift_of_a_person_who_was_rejected_is_not_theirs(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        *(a_shift("s"), a_shift("t"), an_assignment("a", "s", "ann")),
        an_assignment("b", "t", "ann", status="rejected"),
    )

    assert every(storage, kind="shift", limit=10, where={"collaborator_id": ("ann",)}) == ["s"]


def test_assignment_is_filtered_by_site_and_mission_of_its_shift(storage: UnitOfWorkFactory) -> None:
    store(
        storage,
        *(a_shift("s", mission_id="m"), a_shift("t", site_id="other", mission_id="m"), a_shift("u")),
        *(an_assignment(name, name) for name in "stu"),
    )

    where = {"site_id": ("site",), "mission_id": ("m", "n")}

    assert every(storage, kind="assignment", limit=10, where=where) == ["s"]


def test_unknown_field_is_refused(storage: UnitOfWorkFactory) -> None:
    with storage(writes=False) as work, pytest.raises(InvalidInput) as caught:
        work.plan.page(Query(kind="skill", where={"name": ("x",)}))

    assert caught.value.faults == (Fault("name", "name", "unknown_field"),)


@pytest.mark.parametrize(
    ("kind", "cursor"),
    [
        *(
            ("shift", text)
            for text in ("", "x", "12", "12:", ":a", "1e9:a", "9" * 40 + ":a", "-9" * 9 + ":a")
        ),
        *(("skill", text) for text in ("", "x" * 201)),
    ],
)
def test_broken_cursor_is_refused(storage: UnitOfWorkFactory, kind: str, cursor: str) -> None:
    with storage(writes=False) as work, pytest.raises(InvalidInput) as caught:
        work.plan.page(Query(kind=kind, after=cursor))

    assert caught.value.faults == (Fault("cursor", cursor, "broken_cursor"),)


def test_page_ends_where_the_limit_meets_the_last_one(storage: UnitOfWorkFactory) -> None:
    store(storage, *(Skill(id=name, name="x") for name in "ab"))

    with storage(writes=False) as work:
        page = work.plan.page(Query(kind="skill", limit=2))

    assert ([one.id for one in page.items], page.next) == (["a", "b"], None)


def test_people_are_kept_to_those_who_name_a_site(storage: UnitOfWorkFactory) -> None:
    sites = {"a": ("x", 'q"uote', "é"), "b": ("y",), "c": (), "d": ("xy", "y")}
    store(storage, *(Collaborator(id=one, name="x", site_ids=named) for one, named in sites.items()))

    found = {
        wanted: every(storage, kind="collaborator", limit=1, where={"site_id": wanted})
        for wanted in (("x",), ("y", "x"), ('q"uote',), ("é",), ("uote",), ("z",))
    }

    assert found == {
        ("x",): ["a"],
        ("y", "x"): ["a", "b", "d"],
        ('q"uote',): ["a"],
        ("é",): ["a"],
        ("uote",): [],
        ("z",): [],
    }
