"""Availability, absences and wishes on the wire."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from contracts.conflicts import ConflictOut
from contracts.fields import Day, Id, Instant, ReadOnly, Text, Timezone, WallText, WallTime, Weekdays, Whole
from contracts.incoming import EntityIn, Valued
from contracts.outgoing import Listing, Outgoing
from planning_core.domain.people import AvailabilityKind, Recurrence

AVAILABILITY_EXAMPLE: dict[str, Any] = {
    "collaborator_id": "019a8e5c-0000-7000-8000-000000000031",
    "kind": "leave",
    "starts_at": "2026-03-02T00:00:00+01:00",
    "ends_at": "2026-03-09T00:00:00+01:00",
    "reason": "Paid leave",
}
WISH_EXAMPLE: dict[str, Any] = {
    "collaborator_id": "019a8e5c-0000-7000-8000-000000000031",
    "kind": "undesired",
    "recurrence": {
        "weekdays": [3],
        "start_time": "18:00",
        "end_time": "23:00",
        "timezone": "Europe/Paris",
    },
    "weight": 2,
}


class RecurrenceIn(Valued):
    """A weekly window in local wall time; an end not after the start lies on the next day."""

    makes: ClassVar[type[Any]] = Recurrence

    weekdays: Weekdays = Field(description="1 Monday to 7 Sunday: days on which a window starts.")
    start_time: WallTime
    end_time: WallTime
    timezone: Timezone
    valid_from: Day | None = None
    valid_until: Day | None = None


class RecurrenceOut(Outgoing):
    """A weekly window in local wall time."""

    weekdays: list[int]
    start_time: WallText
    end_time: WallText
    timezone: str
    valid_from: Day | None
    valid_until: Day | None


class AvailabilityIn(EntityIn):
    """What is said of a person's time: either one window or a weekly recurrence."""

    model_config = ConfigDict(json_schema_extra={"examples": [AVAILABILITY_EXAMPLE, WISH_EXAMPLE]})
    entity: ClassVar[str] = "availability"

    id: ReadOnly
    collaborator_id: Id
    kind: AvailabilityKind
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    recurrence: RecurrenceIn | None = None
    weight: Annotated[Whole, Field(ge=0, le=1_000_000)] | None = None
    template_id: Id | None = Field(default=None, description="A wish about shifts of this template only.")
    reason: Text | None = None
    version: ReadOnly


class AvailabilityOut(Outgoing):
    """When a person can, would like to, would rather not, or cannot work."""

    id: str
    collaborator_id: str
    kind: AvailabilityKind
    starts_at: Instant | None
    ends_at: Instant | None
    recurrence: RecurrenceOut | None
    weight: int | None
    template_id: str | None
    reason: str | None = Field(description="Shown to planners and to the person; null to others.")
    version: int


class AvailabilityAnswer(Outgoing):
    """A window of a person's time and the conflicts that concern the person."""

    availability: AvailabilityOut
    conflicts: list[ConflictOut]


class AvailabilityPage(Listing):
    """One page of availability."""

    items: list[AvailabilityAnswer]
