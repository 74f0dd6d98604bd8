"""What endpoints declare for the OpenAPI document: problems with examples, headers, parameters."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Header, Path

from contracts.conflicts import CONFLICT_EXAMPLE
from contracts.fields import Id
from entrypoints.api.problems import KINDS, MEDIA_TYPE, URN, Kind

Responses = dict[int | str, dict[str, Any]]

IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="A repeat within 24 h answers what the first did, and does it once. 1 to 200 characters.",
    ),
]
IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        description='The version that the caller saw, as `"3"`; another one standing is a 412. `*`: any.',
    ),
]
EntityId = Annotated[Id, Path(alias="id")]

ETAG_HEADER = {"ETag": {"description": 'The version, as `"3"`.', "schema": {"type": "string"}}}
LOCATION_HEADER = {"Location": {"description": "Where it is read.", "schema": {"type": "string"}}}
REPLAYED_HEADER = {
    "Idempotency-Replayed": {
        "description": "`true`: the answer of an earlier request.",
        "schema": {"type": "string"},
    }
}
RETRY_HEADER = {"Retry-After": {"description": "Seconds.", "schema": {"type": "string"}}}
CHALLENGE_HEADER = {"WWW-Authenticate": {"description": "Bearer.", "schema": {"type": "string"}}}

_ID = "019a8e5c-0000-7000-8000-000000000011"
_EXAMPLES: dict[str, dict[str, Any]] = {
    "forbidden": {"detail": "This (publish) needs the role publisher.", "needed": "publisher"},
    "hard-conflict": {
        "detail": "Refused: 1 hard conflict(s) would stand. Nothing was written.",
        "conflicts": [CONFLICT_EXAMPLE],
        "attempted": [{"op": "create", "entity": "assignment", "id": _ID, "data": {"id": _ID}}],
    },
    "illegal-transition": {
        "detail": "This shift is published and cannot become draft.",
        "from": "published",
        "to": "draft",
    },
    "in-use": {
        "detail": f"This site is in use by the mission {_ID}.",
        "used_by": {"entity": "mission", "id": _ID},
    },
    "import-refused": {
        "detail": "Nothing was written. Rows at fault: 1; new hard conflicts: 0.",
        "account": {
            "written": False,
            "dry_run": False,
            "refused": True,
            "counts": {"site": {"read": 2, "created": 1, "updated": 0, "unchanged": 0, "refused": 1}},
            "fault_count": 1,
            "faults": [
                {
                    "file": "sites.csv",
                    "line": 3,
                    "path": None,
                    "kind": "site",
                    "column": "nom",
                    "value": None,
                    "reason": "is needed",
                    "code": "required",
                }
            ],
            "blocking_count": 0,
            "conflict_counts": [],
            "conflicts": [],
        },
    },
    "stale-version": {
        "detail": "This shift has changed meanwhile: version 4, not 3.",
        "expected": 3,
        "current": 4,
    },
    "invalid": {
        "detail": "ends_at: must be after the start",
        "errors": [
            {
                "path": "ends_at",
                "value": "2026-03-02T08:00:00Z",
                "reason": "must be after the start",
                "code": "end_not_after_start",
            }
        ],
    },
}


def problems(*names: str) -> Responses:
    """The declarations of these kinds of problem, and of those that any call can meet."""
    by_status: dict[int, list[Kind]] = {}
    for kind in dict.fromkeys(KINDS.values()):
        if kind.name in names or kind.name in _ANYWHERE:
            by_status.setdefault(kind.status, []).append(kind)
    return {status: _response(kinds) for status, kinds in by_status.items()}


_ANYWHERE = frozenset(
    {
        "unauthenticated",
        "forbidden",
        "no-access",
        "cross-site",
        "invalid",
        "body-too-large",
        "body-too-slow",
        "head-too-large",
        "too-many-requests",
        "unavailable",
        "internal",
    }
)

WRITE_PROBLEMS = ("hard-conflict", "illegal-transition", "locked", "in-use", "stale-version")
BODY_PROBLEMS = ("unsupported-media-type",)
POST_PROBLEMS = ("idempotency-key-reused", *BODY_PROBLEMS)


def _response(kinds: list[Kind]) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if kinds[0].status == 401:
        headers = CHALLENGE_HEADER
    if kinds[0].status in (429, 503):
        headers = RETRY_HEADER
    return {
        "description": " / ".join(f"`{kind.name}`: {kind.title}" for kind in kinds),
        "headers": headers,
        "content": {
            MEDIA_TYPE: {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": {kind.name: {"value": _example(kind)} for kind in kinds},
            }
        },
    }


def _example(kind: Kind) -> dict[str, Any]:
    return {
        "type": URN + kind.name,
        "title": kind.title,
        "status": kind.status,
        "detail": kind.title + ".",
        "instance": "urn:planning-pro:request:019a8e5c-0000-7000-8000-0000000000ff",
        **_EXAMPLES.get(kind.name, {}),
    }


def made(model: type[Any], description: str) -> Responses:
    """The declaration of a 201 with its headers."""
    headers = {**ETAG_HEADER, **LOCATION_HEADER, **REPLAYED_HEADER}
    return {201: {"model": model, "description": description, "headers": headers}}


def done(model: type[Any], description: str, **headers: dict[str, Any]) -> Responses:
    """The declaration of a 200."""
    return {200: {"model": model, "description": description, "headers": headers}}
