"""An auto-assign job: what was asked for, how far it is, what it found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

import attrs

from planning_core.domain import checks
from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.domain.time import Window
from planning_core.domain.work import Shift, ShiftStatus


class JobStatus(StrEnum):
    """A job's state; the last three are final."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


def to_job_status(value: JobStatus | str) -> JobStatus:
    """The member of JobStatus that a word names."""
    return checks.member(JobStatus, value, "status")


FINAL = frozenset({JobStatus.SUCCEEDED, JobStatus.FAILED, JobStatus.CANCELLED})


Pair = tuple[str, str]
"""The id of a shift, and that of a collaborator on it."""


@attrs.frozen(kw_only=True)
class AutoAssignRequest:
    """Which seats to fill: shifts that start in the window, kept to the sites, missions or shifts named.

    `time_limit_seconds` bounds the search; the same `seed` and plan give the same answer. `options` are the
    solver's own.
    """

    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    site_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    mission_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    shift_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    time_limit_seconds: int = attrs.field(default=60, validator=checks.whole(1, 86_400))
    seed: int = attrs.field(default=0, validator=checks.whole(0, 2**31 - 1))
    options: Mapping[str, Any] = attrs.field(factory=dict, hash=False)

    def __attrs_post_init__(self) -> None:
        checks.ordered(self.starts_at, self.ends_at, "to")

    @property
    def window(self) -> Window:
        """The period in which the seats' shifts start."""
        return Window(self.starts_at, self.ends_at)

    def covers(self, shift: Shift) -> bool:
        """Whether a shift's seats are to be filled: not cancelled, in the period and among what was named."""
        return (
            shift.status is not ShiftStatus.CANCELLED
            and self.starts_at <= shift.starts_at < self.ends_at
            and (not self.site_ids or shift.site_id in self.site_ids)
            and (not self.mission_ids or shift.mission_id in self.mission_ids)
            and (not self.shift_ids or shift.id in self.shift_ids)
        )


@attrs.frozen(kw_only=True)
class Proposal:
    """One person proposed for one seat, with the score it got and why (higher is better)."""

    assignment_id: str
    shift_id: str
    collaborator_id: str
    score: float
    reasons: Mapping[str, Any] = attrs.field(factory=dict, hash=False)


def _as_found(conflicts: Iterable[Conflict]) -> tuple[Conflict, ...]:
    """Conflicts whose weight may come from storage, as a word."""
    return tuple(attrs.evolve(one, type=Severity(one.type)) for one in conflicts)


@attrs.frozen(kw_only=True)
class NearMiss:
    """Whoever broke least of all who cannot take a seat: what they would break.

    They could take it `instead_of` these shifts of theirs, the fewest that will do; empty: giving up work
    does not help.
    """

    collaborator_id: str
    conflicts: tuple[Conflict, ...] = attrs.field(converter=_as_found, hash=False)
    instead_of: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple)


@attrs.frozen(kw_only=True)
class Clash:
    """Shifts that cannot all be filled, whoever is put where; without any one of them the others can.

    `collaborator_ids` are all who could take one of them.
    """

    shift_ids: tuple[str, ...] = attrs.field(converter=checks.text_tuple)
    collaborator_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple)


@attrs.frozen(kw_only=True)
class UnfilledSeat:
    """A shift that still lacks people: how many, how many people each rule excluded, and who came nearest.

    `clash` is why it could not have been filled by any choice (None: not known to be so).

    `reasons` is a tuple of `{"rule": code, "count": n, "collaborator_ids": [some of them]}`, most frequent
    first.
    """

    shift_id: str
    missing: int
    reasons: tuple[Mapping[str, Any], ...] = attrs.field(default=(), hash=False)
    nearest: NearMiss | None = None
    clash: Clash | None = None


@attrs.frozen(kw_only=True)
class Coverage:
    """Seats wanted and seats filled in a job's scope."""

    wanted: int = 0
    filled: int = 0

    @property
    def ratio(self) -> float:
        """Filled over wanted; 1.0 where nothing is wanted."""
        return 1.0 if self.wanted == 0 else self.filled / self.wanted


@attrs.frozen(kw_only=True)
class Job:
    """The state of one auto-assign job. `progress` runs from 0 to 1; `objective` is what was minimised.

    `best` is the best plan found so far, last saved while the solver works and empty once the job is over;
    `coverage` and `objective` are its figures then. Nothing has an objective below `bound` (None: not known).
    `terms` are the parts of the objective by name, once the job is over, where the solver tells them;
    `terms_by_person` those that people whom it proposed have a share in.
    `worked_seconds` is how long solvers had worked when the row was last written.
    """

    id: str = attrs.field(validator=checks.is_id)
    request: AutoAssignRequest
    fingerprint: str
    user_id: str
    status: JobStatus = attrs.field(default=JobStatus.QUEUED, converter=to_job_status)
    progress: float = 0.0
    coverage: Coverage = attrs.field(factory=Coverage)
    objective: float | None = None
    bound: float | None = None
    terms: Mapping[str, float] = attrs.field(factory=dict, hash=False)
    terms_by_person: Mapping[str, Mapping[str, float]] = attrs.field(factory=dict, hash=False)
    best: tuple[Pair, ...] = attrs.field(default=(), repr=False)
    worked_seconds: float = 0.0
    proposals: tuple[Proposal, ...] = ()
    unfilled: tuple[UnfilledSeat, ...] = ()
    error: str | None = None
    created_at: datetime = attrs.field(converter=checks.to_instant)
    started_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)
    finished_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)
    attempts: int = 0
    worker: str | None = None
    heartbeat_at: datetime | None = attrs.field(default=None, converter=checks.to_optional_instant)
    cancel_requested: bool = False

    @property
    def gap(self) -> float | None:
        """How far the objective may be from the best there is, as a share of it; None: not known.

        There is no share of an objective of nothing.
        """
        if self.objective is None or self.bound is None:
            return None
        above = max(0.0, self.objective - self.bound)
        if not above:
            return 0.0
        return above / abs(self.objective) if self.objective else None

    @property
    def over(self) -> bool:
        """Whether the job has reached a final state."""
        return self.status in FINAL
