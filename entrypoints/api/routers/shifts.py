"""Shifts; making them from templates, copying a period."""

from __future__ import annotations

from fastapi import Response

from contracts.shifts import CopyIn, GenerateIn, ShiftAnswer, ShiftIn, ShiftPage, ShiftsMade
from entrypoints.api.calls import Answer, Call, CallDep
from entrypoints.api.crud import Noun, crud_router
from entrypoints.api.declarations import POST_PROBLEMS, REPLAYED_HEADER, IdempotencyKey, problems
from entrypoints.api.outcomes import edit_items
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.copy import CopyShifts, copy_shifts
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.generate import GenerateShifts, generate_shifts

routes = crud_router(
    Noun(
        kind="shift",
        path="/shifts",
        body=ShiftIn,
        answer=ShiftAnswer,
        page=ShiftPage,
        one="a shift",
        many="shifts",
        after_delete="The cancelled shift where it was ever published, else the draft as it last was.",
    )
)

_MADE = {
    201: {"model": ShiftsMade, "description": "The shifts made.", "headers": REPLAYED_HEADER},
    **problems("hard-conflict", *POST_PROBLEMS),
}


@routes.post(
    "/shifts/generate",
    summary="Make a period's shifts from templates",
    status_code=201,
    response_model=ShiftsMade,
    responses=_MADE,
)
def generate(call: CallDep, body: GenerateIn, key: IdempotencyKey = None) -> Response:
    """Days on which a template has its shift already are left out, so that twice makes nothing twice."""
    command = GenerateShifts(first_day=body.from_, end_day=body.to, template_ids=tuple(body.template_ids))
    return call.write(lambda uow: _made(call, generate_shifts(command, uow=uow, **call.writing), uow))


@routes.post(
    "/shifts/copy",
    summary="Copy a period's shifts onto another",
    status_code=201,
    response_model=ShiftsMade,
    responses=_MADE,
)
def copy(call: CallDep, body: CopyIn, key: IdempotencyKey = None) -> Response:
    """By whole local days, as drafts; assignments, where asked for, as proposed ones."""
    command = CopyShifts(
        starts_at=body.from_,
        ends_at=body.to,
        onto=body.onto,
        with_assignments=body.with_assignments,
        site_ids=tuple(body.site_ids),
        mission_ids=tuple(body.mission_ids),
    )
    return call.write(lambda uow: _made(call, copy_shifts(command, uow=uow, **call.writing), uow))


def _made(call: Call, outcome: Outcome, uow: UnitOfWork) -> Answer:
    call.count(outcome)
    view = call.view(uow)
    return Answer(
        status=201,
        body={
            "items": edit_items(call, outcome, ("shift",), uow),
            "conflicts": view.conflicts(outcome.conflicts),
            "new_conflicts": view.conflicts(outcome.new_conflicts),
        },
    )
