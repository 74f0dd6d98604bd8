"""Auto-assign jobs on the wire."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from contracts.conflicts import ConflictOut
from contracts.fields import Ids, Instant, Whole, fault
from contracts.incoming import Incoming
from contracts.outgoing import Outgoing
from planning_core.domain.job import JobStatus

OptionName = Annotated[str, StringConstraints(min_length=1, max_length=100)]


def _scalar(value: Any) -> Any:
    if not isinstance(value, str | int | float | bool):
        raise fault("not_a_scalar")
    if isinstance(value, str) and len(value) > 300:
        raise fault("too_long", limit=300)
    return value


OptionValue = Annotated[
    Any,
    AfterValidator(_scalar),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "maxLength": 300}, {"type": "number"}, {"type": "boolean"}]}
    ),
]


class AutoAssignIn(Incoming):
    """Which seats to fill: shifts that start in the period, kept to what is named."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "from": "2026-03-02T00:00:00+01:00",
                    "to": "2026-03-30T00:00:00+02:00",
                    "time_limit_seconds": 30,
                    "seed": 1,
                }
            ]
        }
    )

    from_: Instant = Field(alias="from")
    to: Instant
    site_ids: Ids = Field(default=[])
    mission_ids: Ids = Field(default=[])
    shift_ids: Ids = Field(default=[])
    time_limit_seconds: Annotated[Whole, Field(ge=1, le=86_400)] = 60
    seed: Annotated[Whole, Field(ge=0, le=2**31 - 1)] = 0
    options: Annotated[dict[OptionName, OptionValue], Field(max_length=100)] = Field(
        default={},
        description="Weights (missing_weight, soft_weight, surplus_weight, wishes_weight, change_weight,"
        " nights_weight, weekends_weight, hours_weight, continuity_weight: points from 0 to 1000000),"
        " least_change (true or false), keep (codes of rules, with commas between), steps and patience (whole"
        " numbers).",
    )


class AcceptIn(Incoming):
    """Which proposals to confirm; left out or null: all of them."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"assignment_ids": ["019a8e5c-0000-7000-8000-000000000021"]}]}
    )

    assignment_ids: Ids | None = None


class CoverageOut(Outgoing):
    """Seats wanted and filled in the job's scope."""

    wanted: int
    filled: int
    ratio: float


class ProposalOut(Outgoing):
    """One person proposed for one seat, and why (a higher score is better)."""

    assignment_id: str
    shift_id: str
    collaborator_id: str
    score: float
    reasons: dict[str, Any] = Field(
        description="The terms of the score; under `terms` what this person on this seat adds to each term of"
        " the objective, in points; under `runners_up` up to three others who could take the seat, each with"
        " the `difference` of the objective, in all and by `terms`."
    )
    standing: bool = Field(description="false: the assignment was removed or rejected since.")


class NearMissOut(Outgoing):
    """Whoever would break least of all who cannot take a seat, and what would let them."""

    collaborator_id: str
    conflicts: list[ConflictOut] = Field(description="What they would break: which rule, by how much.")
    instead_of_shift_ids: list[str] = Field(
        description="The fewest shifts of theirs without which they could take it; empty: that does not help."
    )
    remedy: str = Field(description="What would fill the seat, in the caller's language.")


class ClashOut(Outgoing):
    """Shifts that cannot all be filled, whoever is put where; without any one of them the others can."""

    shift_ids: list[str]
    collaborator_ids: list[str] = Field(description="All who could take one of them.")
    message: str = Field(description="A sentence in the caller's language.")


class ExcludedOut(Outgoing):
    """A rule that keeps people from a seat."""

    rule: str = Field(description="Its code; `rejected`: they were rejected for this shift.")
    count: int = Field(description="How many people; one who breaks several rules counts under each.")
    collaborator_ids: list[str] = Field(description="Some of them.")


class UnfilledOut(Outgoing):
    """A shift that still lacks people, how many people each rule excluded, and who came nearest."""

    shift_id: str
    missing: int
    reasons: list[ExcludedOut] = Field(description="The most frequent first.")
    nearest: NearMissOut | None = Field(description="null: nobody was left to ask, or no time to.")
    clash: ClashOut | None = Field(
        description="Why no choice of people could have filled it; null: not known to be so."
    )


class JobSummary(Outgoing):
    """How far an auto-assign job is, and what it was asked to fill."""

    job_id: str
    status: JobStatus
    progress: float = Field(description="From 0 to 1.")
    coverage: CoverageOut
    objective: float | None = Field(description="What was minimised.")
    bound: float | None = Field(description="No plan has an objective below it; null: not known.")
    gap: float | None = Field(
        description="How far above the bound the objective is, as a share of it; null: not known."
    )
    terms: dict[str, float] = Field(
        description="The parts of the objective by name, in points, once the job is over; empty: not told."
    )
    from_: Instant = Field(alias="from", description="Shifts that start in this period are filled.")
    to: Instant
    site_ids: list[str]
    mission_ids: list[str]
    shift_ids: list[str]
    time_limit_seconds: int
    seed: int
    options: dict[str, Any] = Field(description="As they were given when the job was started.")
    user_id: str = Field(description="Who started it.")
    created_at: Instant
    started_at: Instant | None
    finished_at: Instant | None
    error: str | None


class JobOut(JobSummary):
    """The state of an auto-assign job, with what it found."""

    terms_by_person: dict[str, dict[str, float]] = Field(
        description="What people whom the job proposed have a share in of the objective, by id and term."
    )
    conflicts: list[ConflictOut] = Field(description="Conflicts in the job's scope, once it is over.")
    proposals: list[ProposalOut]
    unfilled: list[UnfilledOut]


class JobList(Outgoing):
    """The newest jobs, newest first."""

    items: list[JobSummary]


class AcceptedOut(JobOut):
    """A job, and which of the proposals wanted were confirmed by this call."""

    accepted_assignment_ids: list[str]
    skipped_assignment_ids: list[str] = Field(
        description="Left alone, for somebody removed, rejected, confirmed or locked them since."
    )
