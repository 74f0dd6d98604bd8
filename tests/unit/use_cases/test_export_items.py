"""Items of an export: by name, and of several that an import takes for one the one that it means."""

from __future__ import annotations

import pytest

from planning_core import Availability
from planning_core.domain.principal import Limits, Principal
from planning_core.domain.work import AssignmentStatus
from planning_core.errors import Forbidden, OutsideLimits
from planning_core.memory import InMemoryDatabase
from planning_core.ports.plan_store import Query
from planning_core.use_cases.export_items import export_items
from tests.small_plan import (
    ADMIN,
    ANNA,
    BEN,
    SITE,
    VIEWER,
    Office,
    a_shift,
    an_assignment,
    an_id,
    at,
    reference_data,
)
from tests.unit.use_cases.importing import brought_in, stored


@pytest.fixture
def office() -> Office:
    """The small organization in memory."""
    office = Office(InMemoryDatabase().unit_of_work)
    office.add(*reference_data())
    return office


def exported(office: Office, kind: str, principal: Principal = ADMIN) -> list[dict[str, object]]:
    """All items of a kind."""
    with office.unit_of_work(writes=False) as uow:
        return list(export_items(Query(kind=kind), principal=principal, uow=uow))


def a_leave(number: int, person: str = ANNA, weight: int | None = None) -> Availability:
    """Three days away."""
    return Availability(
        id=an_id(number), collaborator_id=person, kind="leave", starts_at=at(3), ends_at=at(6), weight=weight
    )


def test_assignment_that_stands_is_written_not_the_rejected_one(office: Office) -> None:
    shift = a_shift(100)
    rejected = an_assignment(202, shift, status=AssignmentStatus.REJECTED)
    office.add(shift, an_assignment(201, shift, note="stands"), rejected)

    assert [row["note"] for row in exported(office, "assignment")] == ["stands"]


def test_time_said_twice_is_written_once_and_person_by_person(office: Office) -> None:
    office.add(a_leave(301, BEN), a_leave(302), a_leave(303, weight=5))

    found = [(row["collaborator_id"], row["weight"]) for row in exported(office, "availability")]

    assert found == [(ANNA, 5), (BEN, None)]


def test_row_named_by_its_id_means_what_has_no_reference(office: Office) -> None:
    office.add(a_shift(100))

    report = brought_in(
        office, {"site": [{"external_ref": SITE, "name": "Hall 2", "timezone": "Europe/Paris"}]}
    )

    assert (report.counts["site"].created, report.counts["site"].updated) == (0, 1)
    assert [(one.id, one.name, one.external_ref) for one in stored(office, "site")] == [
        (SITE, "Hall 2", None)
    ]


def test_export_is_for_planners_of_the_whole_plan(office: Office) -> None:
    limited = Principal(user_id="lea", role=ADMIN.role, limits=Limits(site_ids=(SITE,)))

    with pytest.raises(Forbidden):
        exported(office, "shift", VIEWER)
    with pytest.raises(OutsideLimits):
        exported(office, "shift", limited)
