"""Errors on the wire: problem details as RFC 9457 lays down, with members of our own."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from contracts.conflicts import ConflictOut
from contracts.import_answers import ImportAnswer


class FaultOut(BaseModel):
    """One thing wrong with one value of a request."""

    path: str = Field(description="Where it stands: `headcount`, `changes.0.data.starts_at`, `query.limit`.")
    value: Any = Field(description="What was sent, shortened where it is long.")
    reason: str = Field(description="A sentence in the caller's language.")
    code: str = Field(description="A stable word for the reason.")


class AttemptedOut(BaseModel):
    """One change that was refused."""

    op: str
    entity: str
    id: str
    data: dict[str, Any] | None


class UserOut(BaseModel):
    """What still relies on a thing."""

    entity: str
    id: str


class OutsideOut(BaseModel):
    """What the caller's access does not reach: a site, a team, or (`whole`) anything beyond its own."""

    kind: Literal["site", "team", "whole"]
    id: str | None
    name: str | None


class Problem(BaseModel):
    """What went wrong. Members below `instance` are there only for the kinds that they belong to."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    type: str = Field(description="`urn:planning-pro:problem:` and a stable kind.")
    title: str
    status: int
    detail: str = Field(description="A sentence in the caller's language.")
    instance: str = Field(description="`urn:planning-pro:request:` and the request's id.")
    errors: list[FaultOut] | None = Field(default=None, description="invalid")
    conflicts: list[ConflictOut] | None = Field(default=None, description="hard-conflict")
    attempted: list[AttemptedOut] | None = Field(default=None, description="hard-conflict")
    from_: str | None = Field(default=None, alias="from", description="illegal-transition: what stands")
    to: str | None = Field(default=None, description="illegal-transition: what was wanted")
    expected: int | None = Field(default=None, description="stale-version: what the caller saw")
    current: int | None = Field(default=None, description="stale-version: what stands")
    used_by: UserOut | None = Field(default=None, description="in-use")
    account: ImportAnswer | None = Field(default=None, description="import-refused")
    needed: str | None = Field(default=None, description="forbidden: the least role that may")
    outside: OutsideOut | None = Field(
        default=None, description="forbidden, in the place of `needed`: what the caller is not let into"
    )
