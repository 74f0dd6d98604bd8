"""Answers that are no entities have exactly the shape of their contract too."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from contracts.access import MeOut, TokenMade, TokenPage
from contracts.audit import AuditPage
from contracts.auto_assign import JobList, JobOut
from contracts.problems import Problem
from contracts.publications import PublishAnswer, PublishPreview
from contracts.rules import RuleAnswer
from tests.api.world import MARCH, World

CASES: list[tuple[str, str, Any, type[BaseModel]]] = [
    ("GET", "/me", None, MeOut),
    ("GET", "/audit", None, AuditPage),
    ("GET", "/tokens", None, TokenPage),
    ("GET", "/rules/min_rest", None, RuleAnswer),
    ("POST", "/tokens", {"name": "till", "role": "viewer"}, TokenMade),
    ("POST", "/publish", MARCH, PublishAnswer),
    ("POST", "/publish/preview", MARCH, PublishPreview),
    ("POST", "/auto-assign/start", MARCH, JobOut),
    ("GET", "/auto-assign/jobs", None, JobList),
]


@pytest.mark.parametrize(("method", "path", "body", "model"), CASES, ids=[f"{c[0]} {c[1]}" for c in CASES])
def test_answer_has_exactly_the_shape_of_its_contract(
    world: World, method: str, path: str, body: Any, model: type[BaseModel]
) -> None:
    shift = world.shift(headcount=2)
    world.assignment(shift["id"], status="confirmed")

    answer = world.admin.call(method, path, body).json()

    assert model.model_validate(answer).model_dump(mode="json", by_alias=True) == answer


def test_problem_has_the_shape_of_its_contract(world: World) -> None:
    world.assignment(world.shift()["id"])
    clash = world.shift(start="10:00", end="12:00", break_minutes=0)

    problem = world.admin.post("/assignments", world.assignment_body(clash["id"])).json()

    parsed = Problem.model_validate(problem)
    assert parsed.model_dump(mode="json", by_alias=True, exclude_unset=True) == problem
    assert parsed.model_extra == {}
