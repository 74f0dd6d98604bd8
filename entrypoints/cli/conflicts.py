"""Conflicts as the command line shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.conflicts import ConflictOut
from entrypoints.cli.local_times import LocalTimes
from entrypoints.cli.session import Session, show
from planning_core.domain.conflict import Conflict
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.sentences import sentence
from planning_core.use_cases.import_report import ids_named

SHOWN = 50


def conflict_records(
    conflicts: Sequence[Conflict], session: Session, uow: UnitOfWork
) -> list[dict[str, Any]]:
    """Conflicts as the HTTP API answers them."""
    names = uow.plan.names(ids_named(conflicts))
    return [
        ConflictOut(
            type=one.type,
            rule=one.rule,
            details=dict(one.details),
            message=sentence(one, session.language, names),
            shift_ids=list(one.shift_ids),
            assignment_ids=list(one.assignment_ids),
            collaborator_ids=list(one.collaborator_ids),
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            fingerprint=one.fingerprint,
            overridden=one.overridden,
            elsewhere=one.elsewhere,
        ).model_dump(mode="json")
        for one in conflicts
    ]


def show_conflicts(
    conflicts: Sequence[Conflict], session: Session, uow: UnitOfWork, *, most: int = SHOWN, total: int = 0
) -> None:
    """Show the first conflicts, each with its sentence; `total` is how many there are in all.

    When each begins is told on the clocks of its shift's site.
    """
    shown = conflicts[:most]
    names = uow.plan.names(ids_named(shown))
    times = LocalTimes.of((shift_id for one in shown for shift_id in one.shift_ids), uow)
    rows = [
        (
            session.word(one.type.value) + ("*" if one.overridden else ""),
            one.rule,
            times.told(one.starts_at, one.shift_ids),
            sentence(one, session.language, names),
        )
        for one in shown
    ]
    if rows:
        session.table(("type", "rule", "from", "conflict"), rows)
    more = max(total, len(conflicts)) - len(shown)
    if more > 0:
        show(session.say("more_conflicts", n=more))
