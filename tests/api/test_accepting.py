"""Accepting a job's proposals when the plan has moved on since."""

from __future__ import annotations

from datetime import datetime

import pytest

from contracts.auto_assign import AcceptedOut
from entrypoints.bootstrap import App
from planning_core.domain.job import AutoAssignRequest, Job, Proposal
from tests.api.world import MARCH, World, kind_of


@pytest.fixture
def proposed(world: World) -> list[str]:
    """Ids of two proposals on two days."""
    return [world.assignment(world.shift(day)["id"])["id"] for day in (2, 4)]


@pytest.fixture
def job_id(app: App, world: World, proposed: list[str]) -> str:
    """A job that is over and proposed them."""
    request = AutoAssignRequest(
        starts_at=datetime.fromisoformat(MARCH["from"]), ends_at=datetime.fromisoformat(MARCH["to"])
    )
    proposals = tuple(
        Proposal(assignment_id=one, shift_id=one, collaborator_id=world.anna, score=1.0) for one in proposed
    )
    with app.unit_of_work() as uow:
        job = Job(
            id=app.ids.new_id(),
            request=request,
            fingerprint="f",
            user_id="admin",
            status="succeeded",
            proposals=proposals,
            created_at=app.clock.now(),
        )
        uow.jobs.add(job)
        uow.commit()
    return job.id


def test_accepting_names_what_it_confirmed_and_what_it_skipped(
    world: World, job_id: str, proposed: list[str]
) -> None:
    world.admin.delete(f"/assignments/{proposed[0]}")

    answer = world.admin.post(f"/auto-assign/accept/{job_id}").json()

    assert AcceptedOut.model_validate(answer).model_dump(mode="json", by_alias=True) == answer
    assert answer["accepted_assignment_ids"] == proposed[1:]
    assert answer["skipped_assignment_ids"] == proposed[:1]
    assert [p["standing"] for p in answer["proposals"]] == [False, True]


def test_accepting_twice_skips_what_is_confirmed(world: World, job_id: str, proposed: list[str]) -> None:
    first = world.admin.post(f"/auto-assign/accept/{job_id}")
    second = world.admin.post(f"/auto-assign/accept/{job_id}", {"assignment_ids": proposed})

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json()["accepted_assignment_ids"] == proposed
    assert (second.json()["accepted_assignment_ids"], second.json()["skipped_assignment_ids"]) == (
        [],
        proposed,
    )


def test_accepting_a_job_of_which_nothing_stands_is_refused(
    world: World, job_id: str, proposed: list[str]
) -> None:
    for one in proposed:
        world.admin.delete(f"/assignments/{one}")

    refused = world.admin.post(f"/auto-assign/accept/{job_id}")
    status = world.admin.get(f"/auto-assign/status/{job_id}").json()

    assert (refused.status_code, kind_of(refused)) == (409, "illegal-transition")
    assert [p["standing"] for p in status["proposals"]] == [False, False]
