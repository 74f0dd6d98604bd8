"""What the document promises holds for requests made from it, right ones and wrong ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    missing_required_header,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from contracts.assignments import ASSIGNMENT_EXAMPLE
from contracts.availability import AVAILABILITY_EXAMPLE
from contracts.people import COLLABORATOR_EXAMPLE
from contracts.shifts import SHIFT_EXAMPLE
from contracts.templates import TEMPLATE_EXAMPLE
from entrypoints.api.app import create_app
from entrypoints.api.openapi import DOCUMENT
from entrypoints.api.routes import PREFIX
from planning_core.domain.principal import AccessRole
from planning_core.use_cases.tokens import create_token
from tests.api.conftest import INSTALLER, MakeApp
from tests.api.world import Caller

CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    missing_required_header,
    negative_data_rejection,
    unsupported_method,
    ignored_auth,
)


# On each database half as many, and others: together as many as one alone would be asked.
EXAMPLES = 5
SEEDS = {"sqlite": 1, "postgresql": 2}
TOO_LONG = 431


def _id(number: int) -> str:
    return f"019a8e5c-0000-7000-8000-{number:012d}"


def _made_of_examples(admin: Caller) -> None:
    """A plan whose ids are those of the document's examples, so that these meet something."""
    window = {"starts_at": "2026-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}
    mission = {"name": "Fair", **window, "site_ids": [_id(2)], "role_ids": [_id(3)]}
    made: list[tuple[str, int, dict[str, Any]]] = [
        ("skill", 4, {"name": "Forklift"}),
        ("role", 3, {"name": "Sound engineer"}),
        ("site", 2, {"name": "Hall", "timezone": "Europe/Paris"}),
        ("mission", 1, mission),
        ("collaborator", 31, COLLABORATOR_EXAMPLE),
        ("shift_template", 5, TEMPLATE_EXAMPLE),
        ("shift", 11, SHIFT_EXAMPLE),
        ("assignment", 21, {**ASSIGNMENT_EXAMPLE, "status": "proposed"}),
        ("availability", 41, {**AVAILABILITY_EXAMPLE, "kind": "undesired"}),
    ]
    changes = [{"op": "create", "entity": k, "id": _id(n), "data": d} for k, n, d in made]
    response = admin.post("/batch", {"changes": changes})
    assert response.status_code == 200, response.text


@pytest.fixture(scope="module")
def described(make_app: MakeApp) -> tuple[Any, dict[str, str]]:
    """The API over a small plan, as its own document describes it; calls carry an administrator's token."""
    app = attrs.evolve(make_app(), start=_nothing, close=_nothing, hear=lambda _: _nothing)
    secret, digest = app.mint()
    with app.unit_of_work() as uow:
        create_token(
            "admin", AccessRole.ADMIN, digest, principal=INSTALLER, uow=uow, clock=app.clock, ids=app.ids
        )
        uow.commit()
    api = create_app(app)
    _made_of_examples(Caller(TestClient(api), secret))
    return schemathesis.openapi.from_asgi(f"{PREFIX}/openapi.json", api), {
        "Authorization": f"Bearer {secret}"
    }


def _nothing() -> None:
    """The client starts and ends the server around every call; jobs are no matter here."""


ENDLESS = f"{PREFIX}/events"
"""Answers for as long as somebody listens; `test_events` asks it, rightly and wrongly."""


def _operations(mode: GenerationMode) -> Iterator[tuple[str, str]]:
    """Method and path of each operation; what takes nothing but a language cannot be asked wrongly."""
    for path, operations in json.loads(DOCUMENT.read_text("utf-8"))["paths"].items():
        if path == ENDLESS:
            continue
        for method, operation in operations.items():
            taken = [p for p in operation.get("parameters", []) if p["name"] != "Accept-Language"]
            if taken or "requestBody" in operation or mode is GenerationMode.POSITIVE:
                yield method.upper(), path


CASES = [(*operation, mode) for mode in GenerationMode for operation in _operations(mode)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "mode"), CASES, ids=[f"{method} {path} {mode.value}" for method, path, mode in CASES]
)
def test_operation_keeps_to_the_document(
    described: tuple[Any, dict[str, str]], sql: str, method: str, path: str, mode: GenerationMode
) -> None:
    schema, headers = described

    @seed(SEEDS[sql])
    @given(case=schema[path][method].as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=False,  # an example follows from the seed
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate],
    )
    def keeps_to_the_document(case: schemathesis.Case[Any]) -> None:
        hold_to_the_document(case, headers)

    keeps_to_the_document()


def hold_to_the_document(case: schemathesis.Case[Any], headers: dict[str, str]) -> None:
    """Put a request to the API and hold its answer against the document."""
    response = case.call(headers=headers)
    # An address that is too long is refused before anything in it is looked at.
    lost = response.status_code == TOO_LONG or _loses_a_fault(case)
    checks = [c for c in CHECKS if c is not negative_data_rejection or not lost]
    case.validate_response(
        response, checks=checks, headers=headers, transport_kwargs={"headers": dict(headers)}
    )


def _loses_a_fault(case: schemathesis.Case[Any]) -> bool:
    """Whether a query parameter, wrong as it may be, reads right or not at all once it stands in an address.

    Nothing and empty lists are not sent; of a mapping in the place of a list the keys are, as its items.
    """
    return any(value in ([], None) or isinstance(value, dict) for value in (case.query or {}).values())
