"""The one write path: every write is a list of changes that goes through here."""

from __future__ import annotations

from collections.abc import Sequence

from planning_core.domain.change import Change
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import HardConflicts, OutsideLimits
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome, decide
from planning_core.use_cases.limits import named
from planning_core.use_cases.load import concern_all, load_plan
from planning_core.use_cases.permissions import require_for, require_own
from planning_core.use_cases.record_writes import record_conflicts, record_edits
from planning_core.use_cases.transitions import Author


def decide_stored(
    changes: Sequence[Change],
    *,
    principal: Principal,
    uow: UnitOfWork,
    as_is: bool = False,
    asking: bool = False,
) -> Outcome:
    """What changes would come to on the stored plan; writes nothing.

    `asking` leaves it at that, so that whoever reads the plan may ask, whether or not they may write it.
    Raises what `apply_changes` raises, but for HardConflicts and InUse.
    """
    if asking:
        principal.require(AccessRole.VIEWER, "preview changes")
    else:
        require_for(changes, principal)
    if as_is:
        principal.require(AccessRole.PUBLISHER, "bring in a plan as it is")
    uow.hold_plan(alone=concern_all(changes))
    plan, rules = load_plan(changes, uow)
    for change in changes:
        current = plan.get(change.entity, change.id)
        if isinstance(current, Availability) and not asking:
            require_own(current, principal)
    try:
        return decide(plan, changes, Author(principal=principal, rules=rules, trusted=as_is))
    except OutsideLimits as error:
        raise named(error, uow) from None


def apply_changes(
    changes: Sequence[Change],
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    as_is: bool = False,
    request_id: str | None = None,
) -> Outcome:
    """Carry out a list of changes, all or none; the caller commits.

    A decision that would make a new hard conflict raises HardConflicts; facts are written whatever they
    break. `as_is` (right of a publisher) brings in a plan that stands elsewhere with its conflicts. Raises
    InvalidInput, NotFound, Forbidden, OutsideLimits, StaleVersion, IllegalTransition, Locked, InUse; nothing
    is written then, provided that the caller rolls back.
    """
    outcome = decide_stored(changes, principal=principal, uow=uow, as_is=as_is)
    if outcome.blocking:
        raise HardConflicts(outcome.blocking, changes)
    # Conflicts first: from the audit entries on, writers of an organization wait for each other's commit.
    record_conflicts(outcome.before, outcome.after, uow)
    record_edits(
        outcome.edits,
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
        overlapping=as_is,
    )
    return outcome
