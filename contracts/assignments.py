"""Assignments of people to shifts on the wire."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, StringConstraints

from contracts.conflicts import ConflictOut
from contracts.fields import Flag, Id, Name, ReadOnly, Text
from contracts.incoming import EntityIn, Valued
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.work import AssignmentStatus, Override, Source

ASSIGNMENT_EXAMPLE: dict[str, Any] = {
    "shift_id": "019a8e5c-0000-7000-8000-000000000011",
    "collaborator_id": "019a8e5c-0000-7000-8000-000000000031",
    "role_id": "019a8e5c-0000-7000-8000-000000000003",
    "status": "confirmed",
}


class OverrideIn(Valued):
    """Hard conflicts that may stand, rule by rule, and why; who says so is the caller."""

    makes: ClassVar[type[Any]] = Override
    read_only: ClassVar[frozenset[str]] = frozenset({"user_id"})

    rules: list[Annotated[Name, StringConstraints(max_length=200)]] = Field(min_length=1, max_length=100)
    reason: Annotated[Text, StringConstraints(min_length=1)]
    user_id: ReadOnly


class OverrideOut(Outgoing):
    """Hard conflicts that may stand, why, and who said so."""

    rules: list[str]
    reason: str
    user_id: str | None


class AssignmentIn(EntityIn):
    """An assignment to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASSIGNMENT_EXAMPLE]})
    entity: ClassVar[str] = "assignment"
    read_only: ClassVar[frozenset[str]] = frozenset({"id", "version", "source", "changed_since_publication"})

    id: ReadOnly
    shift_id: Id
    collaborator_id: Id
    role_id: Id = Field(description="The shift's role.")
    status: AssignmentStatus | None = AssignmentStatus.PROPOSED
    locked: Flag | None = Field(default=False, description="A locked one refuses every change but unlocking.")
    source: ReadOnly
    override: OverrideIn | None = None
    note: Text | None = None
    version: ReadOnly
    changed_since_publication: ReadOnly


class AssignmentOut(Outgoing):
    """One person on one shift."""

    id: str
    shift_id: str
    collaborator_id: str
    role_id: str
    status: AssignmentStatus
    locked: bool
    source: Source
    override: OverrideOut | None
    note: str | None
    version: int
    changed_since_publication: bool


class AssignmentAnswer(Outgoing):
    """An assignment and the conflicts that concern it."""

    assignment: AssignmentOut
    conflicts: list[ConflictOut]


class AssignmentPage(Listing):
    """One page of assignments."""

    items: list[AssignmentAnswer]
