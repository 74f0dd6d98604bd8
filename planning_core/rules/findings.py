"""Short ways for a rule to say what it found, with the ids in time order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from planning_core.domain.reference import Severity
from planning_core.rules.base import Finding
from planning_core.rules.subjects import PersonTimeline, ShiftStaffing, Work


def person_finding(
    timeline: PersonTimeline,
    works: Iterable[Work],
    *,
    subject: tuple[str, ...],
    details: Mapping[str, Any],
    window: tuple[int, int],
    excess: int,
) -> Finding:
    """A finding about some of one person's work; `window` in micros."""
    concerned = sorted(works, key=lambda work: (work.start, work.end, work.id))
    return Finding(
        subject=subject,
        details=details,
        start=window[0],
        end=window[1],
        excess=excess,
        shift_ids=tuple(dict.fromkeys(work.shift.id for work in concerned)),
        assignment_ids=tuple(work.id for work in concerned),
        collaborator_ids=(timeline.id,),
    )


def shift_finding(
    staffing: ShiftStaffing,
    *,
    details: Mapping[str, Any],
    excess: int,
    subject: tuple[str, ...] = (),
    window: tuple[int, int] | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding about one shift and everybody on it; subject and window are the shift's own by default."""
    start, end = window or (staffing.start, staffing.end)
    active = sorted(staffing.active, key=lambda assignment: assignment.id)
    return Finding(
        subject=subject or (staffing.shift.id,),
        details=details,
        start=start,
        end=end,
        excess=excess,
        shift_ids=(staffing.shift.id,),
        assignment_ids=tuple(assignment.id for assignment in active),
        collaborator_ids=tuple(dict.fromkeys(assignment.collaborator_id for assignment in active)),
        severity=severity,
    )
