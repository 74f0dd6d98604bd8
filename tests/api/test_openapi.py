"""The OpenAPI document: kept, complete, and true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from entrypoints.api.openapi import DOCUMENT, document

pytestmark = pytest.mark.storeless("the document")

METHODS = frozenset({"get", "post", "put", "delete"})


@pytest.fixture(scope="module")
def made() -> dict[str, Any]:
    """The document as the code makes it."""
    loaded: dict[str, Any] = json.loads(document())
    return loaded


def _operations(made: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            assert method in METHODS
            yield f"{method.upper()} {path}", operation


def test_document_kept_in_the_contracts_is_the_one_that_the_code_makes() -> None:
    kept = DOCUMENT.read_text("utf-8")

    assert kept == document(), "run: python -m entrypoints.api.openapi"


def test_every_operation_has_a_summary_and_a_tag(made: dict[str, Any]) -> None:
    bare = [name for name, op in _operations(made) if not (op.get("summary") and op.get("tags"))]

    assert bare == []


def test_every_body_has_an_example(made: dict[str, Any]) -> None:
    schemas = made["components"]["schemas"]
    bodies = {
        f"{name} {kind}": content["schema"]
        for name, op in _operations(made)
        for kind, content in op.get("requestBody", {}).get("content", {}).items()
    }

    without = [name for name, schema in bodies.items() if not _model(schema, schemas).get("examples")]
    assert without == []


def _model(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    if "type" in schema:
        return schema
    reference = schema.get("$ref") or next(s["$ref"] for s in schema["anyOf"] if "$ref" in s)
    model: dict[str, Any] = schemas[reference.rpartition("/")[2]]
    return model


def test_every_guarded_operation_declares_its_refusals(made: dict[str, Any]) -> None:
    guarded = [(name, op) for name, op in _operations(made) if op.get("security")]

    for name, operation in guarded:
        assert {"401", "403", "422", "503"} <= set(operation["responses"]), name
        if "requestBody" in operation:
            assert {"413", "415"} <= set(operation["responses"]), name


def test_every_declared_problem_has_an_example(made: dict[str, Any]) -> None:
    for name, response in made["components"]["responses"].items():
        examples = response["content"]["application/problem+json"]["examples"]

        assert all(e["value"]["type"].startswith("urn:planning-pro:problem:") for e in examples.values()), (
            name
        )


def test_every_post_of_a_known_caller_takes_an_idempotency_key(made: dict[str, Any]) -> None:
    without = [
        name
        for name, op in _operations(made)
        if name.startswith("POST")
        and op["security"]
        and "Idempotency-Key" not in {p["name"] for p in op["parameters"]}
    ]

    assert without == []


def test_every_named_schema_and_response_exists(made: dict[str, Any]) -> None:
    named = set(_references(made))

    assert {r for r in named if _resolve(made, r) is None} == set()


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref" and isinstance(value, str):
                yield value
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _resolve(made: dict[str, Any], reference: str) -> Any:
    node: Any = made
    for part in reference.removeprefix("#/").split("/"):
        node = node.get(part) if isinstance(node, dict) else None
    return node
