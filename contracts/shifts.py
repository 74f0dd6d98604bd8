"""Shifts on the wire; generation from templates and copying of a period."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from contracts.conflicts import ConflictOut
from contracts.fields import Day, ExternalRef, Flag, Id, Ids, Instant, ReadOnly, Text, Whole
from contracts.incoming import EntityIn, Incoming
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.work import MAX_PEOPLE, MAX_WEIGHT, ShiftStatus

People = Annotated[Whole, Field(ge=0, le=MAX_PEOPLE)]
Weight = Annotated[Whole, Field(ge=0, le=MAX_WEIGHT)]

SHIFT_EXAMPLE: dict[str, Any] = {
    "mission_id": "019a8e5c-0000-7000-8000-000000000001",
    "site_id": "019a8e5c-0000-7000-8000-000000000002",
    "role_id": "019a8e5c-0000-7000-8000-000000000003",
    "starts_at": "2026-03-02T09:00:00+01:00",
    "ends_at": "2026-03-02T17:00:00+01:00",
    "break_minutes": 30,
    "headcount": 2,
    "hard_capacity": 3,
    "note": "Load-in by the back door",
}


class ShiftIn(EntityIn):
    """A shift to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHIFT_EXAMPLE]})
    entity: ClassVar[str] = "shift"
    read_only: ClassVar[frozenset[str]] = frozenset(
        {"id", "version", "changed_since_publication", "ever_published"}
    )

    id: ReadOnly
    template_id: Id | None = None
    mission_id: Id
    site_id: Id = Field(description="A site of the mission.")
    role_id: Id = Field(description="A role of the mission.")
    starts_at: Instant
    ends_at: Instant
    break_minutes: Weight | None = 0
    status: ShiftStatus | None = ShiftStatus.DRAFT
    headcount: People | None = Field(default=1, description="How many people are wanted.")
    soft_capacity: People | None = None
    hard_capacity: People | None = None
    required_skill_ids: Ids | None = Field(default=[])
    shortage_weight: Weight | None = Field(default=None, description="Cost of a missing person.")
    surplus_weight: Weight | None = Field(default=None, description="Cost of a person too many.")
    note: Text | None = None
    external_ref: ExternalRef | None = None
    version: ReadOnly
    changed_since_publication: ReadOnly
    ever_published: ReadOnly


class ShiftOut(Outgoing):
    """One concrete piece of work, with a demand for people."""

    id: str
    template_id: str | None
    mission_id: str
    site_id: str
    role_id: str
    starts_at: Instant
    ends_at: Instant
    break_minutes: int
    status: ShiftStatus
    headcount: int
    soft_capacity: int | None
    hard_capacity: int | None
    required_skill_ids: list[str]
    shortage_weight: int | None
    surplus_weight: int | None
    note: str | None
    external_ref: str | None
    version: int
    changed_since_publication: bool
    ever_published: bool = Field(description="People may have been told of it: deleting cancels it.")


class ShiftAnswer(Outgoing):
    """A shift and the conflicts that concern it."""

    shift: ShiftOut
    conflicts: list[ConflictOut]


class ShiftPage(Listing):
    """One page of shifts."""

    items: list[ShiftAnswer]


class GenerateIn(Incoming):
    """The days for which templates make shifts; `to` is the first day left out."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"from": "2026-03-02", "to": "2026-03-30"}]})

    from_: Day = Field(alias="from")
    to: Day
    template_ids: Ids = Field(default=[], description="Empty: every template.")


class CopyIn(Incoming):
    """A period whose shifts are copied, and the instant onto which its start falls."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "from": "2026-03-02T00:00:00+01:00",
                    "to": "2026-03-09T00:00:00+01:00",
                    "onto": "2026-03-09T00:00:00+01:00",
                    "with_assignments": True,
                }
            ]
        }
    )

    from_: Instant = Field(alias="from")
    to: Instant
    onto: Instant
    with_assignments: Flag = False
    site_ids: Ids = Field(default=[])
    mission_ids: Ids = Field(default=[])


class ShiftsMade(Outgoing):
    """The shifts that generating or copying made, with the conflicts that concern each."""

    items: list[ShiftAnswer]
    conflicts: list[ConflictOut]
    new_conflicts: list[ConflictOut]
