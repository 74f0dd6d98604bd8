"""Repairs of a standing conflict."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import Response

from contracts.repairs import RepairsIn, RepairsOut
from entrypoints.api.calls import Answer, Call, CallDep
from entrypoints.api.declarations import POST_PROBLEMS, REPLAYED_HEADER, IdempotencyKey, done, problems
from entrypoints.api.rendering import Record, View
from entrypoints.api.routes import router
from planning_core.domain.change import Change
from planning_core.domain.reference import Site
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.solver import PlanSeatJudge
from planning_core.use_cases.repair_sentences import mentioned, repair_sentence
from planning_core.use_cases.repairs import Repair, find_repairs

routes = router("conflicts")


@routes.post(
    "/conflicts/repairs",
    summary="Ways to mend a standing conflict",
    response_model=RepairsOut,
    responses={
        **done(RepairsOut, "The conflict and its repairs, at most six.", **REPLAYED_HEADER),
        **problems("not-found", *POST_PROBLEMS),
    },
)
def repairs(call: CallDep, body: RepairsIn, key: IdempotencyKey = None) -> Response:
    """Each is tried by the rules of a write: it resolves the conflict and brings about no hard one."""

    def read(uow: UnitOfWork) -> Answer:
        conflict, found = find_repairs(
            body.fingerprint, principal=call.principal, uow=uow, ids=call.app.ids, judge_for=PlanSeatJudge
        )
        view = call.view(uow)
        return Answer(
            body={
                "conflict": view.conflicts([conflict])[0],
                "repairs": _records(call, found, view),
            }
        )

    return call.check(read)


def _records(call: Call, found: list[Repair], view: View) -> list[Record]:
    uow = view.uow
    names = uow.plan.names({one for repair in found for one in mentioned(repair.idea)})
    sites = uow.plan.get_many("site", {repair.idea.shift.site_id for repair in found})
    zones = {one.id: one.timezone for one in sites.values() if isinstance(one, Site)}
    return [_record(repair, view, call.language, names, zones) for repair in found]


def _record(
    repair: Repair, view: View, language: str, names: Mapping[str, str], zones: Mapping[str, str]
) -> Record:
    idea, outcome = repair.idea, repair.outcome
    return {
        "kind": idea.kind.value,
        "message": repair_sentence(idea, language, names, zones[idea.shift.site_id]),
        "changes": [_change(one, view) for one in idea.changes],
        "resolved_conflicts": view.conflicts(outcome.resolved_conflicts),
        "new_conflicts": view.conflicts(outcome.new_conflicts),
    }


def _change(change: Change, view: View) -> Record:
    return {
        "op": change.op.value,
        "entity": change.entity,
        "id": change.id,
        "expected_version": change.expected_version,
        "data": None if change.data is None else view.entity(change.data),
    }
