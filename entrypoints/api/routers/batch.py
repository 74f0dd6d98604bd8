"""Lists of changes, all or nothing."""

from __future__ import annotations

from fastapi import Response

from contracts.batch import BatchAnswer, BatchIn, to_changes
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import (
    POST_PROBLEMS,
    REPLAYED_HEADER,
    WRITE_PROBLEMS,
    IdempotencyKey,
    done,
    problems,
)
from entrypoints.api.outcomes import change_items, outcome_record
from entrypoints.api.routes import router
from entrypoints.api.visibility import require_own
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.write import apply_changes

routes = router("batch")


@routes.post(
    "/batch",
    summary="Write a list of changes, all or nothing",
    response_model=BatchAnswer,
    responses={
        **done(BatchAnswer, "What each change came to.", **REPLAYED_HEADER),
        **problems("not-found", *WRITE_PROBLEMS, *POST_PROBLEMS),
    },
)
def write_batch(call: CallDep, body: BatchIn, key: IdempotencyKey = None) -> Response:
    """Checked as one plan. A `create` may carry an id of the caller's, so that later changes refer to it."""
    changes = to_changes(body.changes, call.app.ids.new_id)

    def write(uow: UnitOfWork) -> Answer:
        require_own(changes, call.principal, uow)
        outcome = apply_changes(changes, uow=uow, **call.writing)
        call.count(outcome)
        return Answer(body=outcome_record(call, outcome, change_items(call, outcome, uow), uow))

    return call.write(write)
