"""Who could take a seat of a shift."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response

from contracts.candidates import CandidatesOut
from contracts.fields import Id
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import EntityId, done, problems
from entrypoints.api.rendering import Record
from entrypoints.api.routes import router
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.candidates import Candidate, rank_candidates

routes = router("shifts")


@routes.get(
    "/shifts/{id}/candidates",
    summary="Rank people for a seat of a shift",
    response_model=CandidatesOut,
    responses={**done(CandidatesOut, "The eligible by rank, then the excluded."), **problems("not-found")},
)
def candidates(
    call: CallDep,
    entity_id: EntityId,
    role_id: Annotated[Id | None, Query(description="Keeps who holds that role.")] = None,
    limit: Annotated[int, Query(ge=1, le=1_000, description="Most people told of.")] = 100,
) -> Response:
    """By the rules of a write: whoever is eligible can be assigned, whoever is not would be refused."""

    def read(uow: UnitOfWork) -> Answer:
        found = rank_candidates(
            entity_id, principal=call.principal, uow=uow, judge_for=PlanSeatJudge, role_id=role_id
        )
        view = call.view(uow)
        told = view.by_id({one.person.id: one.conflicts for one in found[:limit]})
        return Answer(
            body={
                "items": [_record(one, told[one.person.id]) for one in found[:limit]],
                "eligible": sum(one.eligible for one in found),
                "total": len(found),
            }
        )

    return call.read(read)


def _record(one: Candidate, conflicts: list[Record]) -> Record:
    assignment, contract = one.assignment, one.person.contract
    return {
        "collaborator_id": one.person.id,
        "name": one.person.name,
        "eligible": one.eligible,
        "rank": one.rank,
        "score": one.score,
        "reasons": one.reasons,
        "conflicts": conflicts,
        "assigned": assignment is not None and assignment.active,
        "assignment_id": None if assignment is None else assignment.id,
        "assignment_status": None if assignment is None else assignment.status.value,
        "minutes_in_week": one.minutes_in_week,
        "contract_weekly_minutes": None if contract is None else contract.weekly_minutes,
    }
