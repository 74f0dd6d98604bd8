"""Shift templates on the wire."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field

from contracts.conflicts import ConflictOut
from contracts.fields import (
    Day,
    ExternalRef,
    Id,
    Ids,
    Name,
    ReadOnly,
    WallText,
    WallTime,
    Weekdays,
    Whole,
)
from contracts.incoming import EntityIn
from contracts.outgoing import Listing, Outgoing
from contracts.shifts import People

WeekMinutes = Annotated[Whole, Field(ge=0, le=10_080)]

TEMPLATE_EXAMPLE: dict[str, Any] = {
    "name": "Early",
    "mission_id": "019a8e5c-0000-7000-8000-000000000001",
    "site_id": "019a8e5c-0000-7000-8000-000000000002",
    "role_id": "019a8e5c-0000-7000-8000-000000000003",
    "start_time": "06:00",
    "duration_minutes": 480,
    "break_minutes": 30,
    "weekdays": [1, 2, 3, 4, 5],
    "headcount": 2,
}


class ShiftTemplateIn(EntityIn):
    """A template to create, or what an existing one shall become."""

    model_config = ConfigDict(json_schema_extra={"examples": [TEMPLATE_EXAMPLE]})
    entity: ClassVar[str] = "shift_template"

    id: ReadOnly
    name: Name
    mission_id: Id
    site_id: Id
    role_id: Id
    start_time: WallTime = Field(description="Wall time of the site, HH:MM.")
    duration_minutes: Annotated[Whole, Field(ge=1, le=10_080)]
    break_minutes: WeekMinutes | None = 0
    weekdays: Weekdays | None = Field(default=[1, 2, 3, 4, 5, 6, 7], description="1 Monday to 7 Sunday.")
    valid_from: Day | None = None
    valid_until: Day | None = Field(default=None, description="The last day on which it makes a shift.")
    headcount: People | None = 1
    soft_capacity: People | None = None
    hard_capacity: People | None = None
    required_skill_ids: Ids | None = Field(default=[])
    team_id: Id | None = None
    not_followed_by: Ids | None = Field(
        default=[], description="Templates that a person must not work on the next day."
    )
    external_ref: ExternalRef | None = None
    version: ReadOnly


class ShiftTemplateOut(Outgoing):
    """A recipe for shifts, in local wall time of its site."""

    id: str
    name: str
    mission_id: str
    site_id: str
    role_id: str
    start_time: WallText
    duration_minutes: int
    break_minutes: int
    weekdays: list[int]
    valid_from: Day | None
    valid_until: Day | None
    headcount: int
    soft_capacity: int | None
    hard_capacity: int | None
    required_skill_ids: list[str]
    team_id: str | None
    not_followed_by: list[str]
    external_ref: str | None
    version: int


class ShiftTemplateAnswer(Outgoing):
    """A template and the conflicts that writing it caused or left."""

    shift_template: ShiftTemplateOut
    conflicts: list[ConflictOut]


class ShiftTemplatePage(Listing):
    """One page of templates."""

    items: list[ShiftTemplateAnswer]
