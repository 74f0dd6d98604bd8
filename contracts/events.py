"""What open pages are told as it happens: the data of server-sent events."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from contracts.fields import Instant
from contracts.outgoing import Outgoing
from planning_core.domain.job import JobStatus


class EventSequence(Outgoing):
    """A place in the row of events: of `hello` and `plan.reset`, and all that a member is told."""

    sequence: int


class Changed(Outgoing):
    """One thing that was written; `version` is null where it is gone, or has none."""

    entity: str
    id: str
    action: str
    version: int | None


class PlanChanged(EventSequence):
    """`plan.changed`: what one write brought about; with `truncated` there is more than the list says."""

    at: Instant
    user_id: str
    request_id: str | None
    changes: list[Changed]
    truncated: bool


class PlanChecked(EventSequence):
    """`plan.checked`: the whole plan was checked anew, and so many conflicts stand."""

    at: Instant
    conflicts: int


class JobChanged(EventSequence):
    """`job.changed`: how far an auto-assign job is."""

    at: Instant
    job_id: str
    status: JobStatus
    progress: float
    coverage: dict[str, Any] = Field(description="`wanted`, `filled`, `ratio`.")
    objective: float | None
    bound: float | None
    gap: float | None


EventData = PlanChanged | PlanChecked | JobChanged | EventSequence
