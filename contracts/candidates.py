"""Who could take a seat of a shift."""

from __future__ import annotations

from pydantic import Field

from contracts.conflicts import ConflictOut
from contracts.outgoing import Outgoing
from planning_core.domain.work import AssignmentStatus


class CandidateReasons(Outgoing):
    """The terms of a score, in days of load: it is `wishes + continuity - load - 5 * soft`."""

    load: float = Field(description="Days of eight hours around the shift, this one too, as of full time.")
    soft: int = Field(description="Weight of the soft conflicts that it would bring about.")
    wishes: int = Field(description="Weight of the wishes that it would meet.")
    continuity: float = Field(description="Work on the same mission or site within a week.")


class CandidateOut(Outgoing):
    """A person and the seat."""

    collaborator_id: str
    name: str
    eligible: bool = Field(description="Whether a write would take it as it stands, without an override.")
    rank: int | None = Field(description="From 1, the best, among the eligible; null of the excluded.")
    score: float | None = Field(description="Higher is better; null of the excluded.")
    reasons: CandidateReasons | None = Field(description="Null of the excluded.")
    conflicts: list[ConflictOut] = Field(
        description="What it would bring about: of the excluded, at least what excludes them."
    )
    assigned: bool = Field(description="Already on the shift.")
    assignment_id: str | None = Field(description="Their assignment to it, be it rejected.")
    assignment_status: AssignmentStatus | None
    minutes_in_week: int = Field(description="Worked already in the week of the shift, in minutes.")
    contract_weekly_minutes: int | None


class CandidatesOut(Outgoing):
    """People for a shift: the eligible by rank, then the excluded by name."""

    items: list[CandidateOut]
    eligible: int = Field(description="How many are eligible in all.")
    total: int = Field(description="How many were judged in all.")
