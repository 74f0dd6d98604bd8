"""A window of the plan in one answer, for a page that draws it.

Shifts, assignments, availability and coverage come as columns: every list of a group has the same length, and
what stands at one place belongs together. Instants in columns are milliseconds since 1970-01-01 UTC; columns
named for a thing hold its place in that thing's list.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from contracts.assignments import OverrideOut
from contracts.conflicts import ConflictOut
from contracts.fields import Instant
from contracts.outgoing import Outgoing
from contracts.people import ContractOut, HeldSkillOut
from planning_core.domain.people import AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.domain.work import AssignmentStatus, ShiftStatus, Source

Place: TypeAlias = Annotated[int, Field(ge=0)]
Milliseconds: TypeAlias = int


class TimelineSite(Outgoing):
    """A place to work at."""

    id: str
    name: str
    timezone: str
    version: int


class TimelineMission(Outgoing):
    """A job for a client or an event."""

    id: str
    name: str
    starts_at: Instant
    ends_at: Instant
    site_ids: list[str]
    role_ids: list[str]
    team_id: str | None
    version: int


class TimelineRole(Outgoing):
    """What a person does on a shift."""

    id: str
    name: str
    required_skill_ids: list[str]
    version: int


class TimelineSkill(Outgoing):
    """A qualification."""

    id: str
    name: str


class TimelineTeam(Outgoing):
    """A group of people or of work."""

    id: str
    name: str
    colour: str | None


class TimelineCollaborator(Outgoing):
    """A person who is active, or who stands in an assignment shown."""

    id: str
    name: str
    team_id: str | None
    site_ids: list[str]
    role_ids: list[str]
    skills: list[HeldSkillOut]
    timezone: str | None
    contract: ContractOut | None
    active: bool
    version: int


class TimelineBlackout(Outgoing):
    """A window in which a site takes no work."""

    id: str
    site_id: str
    starts_at: Instant
    ends_at: Instant
    severity: Severity
    reason: str | None


class TimelineShifts(Outgoing):
    """Shifts that overlap the window, by start, then id."""

    id: list[str]
    template_id: list[str | None]
    mission: list[Place] = Field(description="Places in `missions`.")
    site: list[Place] = Field(description="Places in `sites`.")
    role: list[Place] = Field(description="Places in `roles`.")
    start_ms: list[Milliseconds]
    end_ms: list[Milliseconds]
    break_minutes: list[int]
    status: list[ShiftStatus]
    headcount: list[int]
    soft_capacity: list[int | None]
    hard_capacity: list[int | None]
    required_skill_ids: list[list[str]]
    shortage_weight: list[int | None]
    surplus_weight: list[int | None]
    note: list[str | None]
    external_ref: list[str | None]
    version: list[int]
    changed_since_publication: list[bool]
    ever_published: list[bool]


class TimelineAssignments(Outgoing):
    """All assignments of the shifts, of every status, by the shift's start, then id."""

    id: list[str]
    shift: list[Place] = Field(description="Places in `shifts`.")
    collaborator: list[Place] = Field(description="Places in `collaborators`.")
    role: list[Place] = Field(description="Places in `roles`.")
    status: list[AssignmentStatus]
    locked: list[bool]
    source: list[Source]
    override: list[OverrideOut | None]
    note: list[str | None]
    version: list[int]
    changed_since_publication: list[bool]


class TimelineAvailability(Outgoing):
    """What overlaps the window of people's availability, each occurrence of a recurrence for itself."""

    id: list[str]
    collaborator: list[Place] = Field(description="Places in `collaborators`.")
    kind: list[AvailabilityKind]
    start_ms: list[Milliseconds]
    end_ms: list[Milliseconds]
    weight: list[int | None]
    template_id: list[str | None] = Field(description="A wish about shifts of this template only.")
    recurring: list[bool] = Field(description="An occurrence: others carry the same id.")
    reason: list[str | None] = Field(description="Shown to planners and to the person; null to others.")
    version: list[int]


class TimelineCoverage(Outgoing):
    """Seats over time, each value from its instant to the next; the last one to the window's end.

    Shifts that are not cancelled; people who are not rejected, of each shift no more than its seats.
    """

    at_ms: list[Milliseconds]
    wanted: list[int]
    assigned: list[int]


class TimelineElsewhere(Outgoing):
    """When people work on shifts that the caller may not see: neither where nor on what."""

    collaborator: list[Place] = Field(description="Places in `collaborators`.")
    start_ms: list[Milliseconds]
    end_ms: list[Milliseconds]


class TimelineOut(Outgoing):
    """All that a page needs of a window."""

    from_: Instant = Field(alias="from")
    to: Instant
    sequence: int = Field(description="Number of the newest event that is in it.")
    timezone: str = Field(description="The organization's: of people who have none of their own.")
    sites: list[TimelineSite]
    missions: list[TimelineMission]
    roles: list[TimelineRole]
    skills: list[TimelineSkill]
    teams: list[TimelineTeam]
    collaborators: list[TimelineCollaborator]
    shifts: TimelineShifts
    assignments: TimelineAssignments
    availability: TimelineAvailability
    blackouts: list[TimelineBlackout]
    conflicts: list[ConflictOut]
    coverage: TimelineCoverage
    elsewhere: TimelineElsewhere | None = Field(
        default=None, description="Told to callers who are kept to sites or teams."
    )
