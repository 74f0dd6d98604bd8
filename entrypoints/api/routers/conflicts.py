"""Checking without writing."""

from __future__ import annotations

from fastapi import Response

from contracts.batch import PlanIn, PreviewAnswer, PreviewIn, to_changes, to_entities
from entrypoints.api.calls import Answer, Call, CallDep
from entrypoints.api.declarations import POST_PROBLEMS, REPLAYED_HEADER, IdempotencyKey, done, problems
from entrypoints.api.outcomes import change_items, outcome_record
from entrypoints.api.rendering import conflict_record
from entrypoints.api.routes import router
from planning_core.domain.change import Change
from planning_core.domain.plan import Plan
from planning_core.domain.principal import AccessRole
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.alignment import check_alignment
from planning_core.use_cases.preview import check, preview_changes
from planning_core.use_cases.rules_in_force import rules_in_force

routes = router("conflicts")


@routes.post(
    "/conflicts/preview",
    summary="Check changes, or a whole plan, without writing",
    response_model=PreviewAnswer,
    responses={
        **done(PreviewAnswer, "What the changes would come to.", **REPLAYED_HEADER),
        **problems("not-found", "illegal-transition", "locked", "in-use", "stale-version", *POST_PROBLEMS),
    },
)
def preview(call: CallDep, body: PreviewIn, key: IdempotencyKey = None) -> Response:
    """Says what a write would do, by the same function. Of a plan given whole, the stored one is no part."""
    call.require(AccessRole.VIEWER, "preview changes")
    if body.plan is not None:
        whole = body.plan
        return call.check(lambda uow: _of_plan(call, whole, uow))
    changes = to_changes(body.changes or [], call.app.ids.new_id)
    return call.check(lambda uow: _of_changes(call, changes, uow))


def _of_changes(call: Call, changes: list[Change], uow: UnitOfWork) -> Answer:
    outcome = preview_changes(changes, principal=call.principal, uow=uow)
    record = outcome_record(call, outcome, change_items(call, outcome, uow), uow)
    record["blocking_conflicts"] = call.view(uow).conflicts(outcome.blocking)
    record["would_be_refused"] = bool(outcome.blocking)
    return Answer(body=record)


def _of_plan(call: Call, whole: PlanIn, uow: UnitOfWork) -> Answer:
    entities = to_entities(whole, call.app.ids.new_id)
    plan = Plan(entities, timezone=whole.timezone or uow.rules.timezone())
    _check_agreement(plan)
    found = check(plan, rules_in_force(uow))
    names = {e.id: name for e in entities if isinstance(name := getattr(e, "name", None), str)}
    records = [conflict_record(c, call.language, names) for c in found]
    blocking = [record for record, c in zip(records, found, strict=True) if c.blocks]
    by_shift: dict[str, list[object]] = {}
    for record, conflict in zip(records, found, strict=True):
        for shift_id in conflict.shift_ids:
            by_shift.setdefault(shift_id, []).append(record)
    view = call.view(uow)
    return Answer(
        body={
            "items": [
                {"shift": view.entity(s), "conflicts": by_shift.get(s.id, [])} for s in plan.shifts.values()
            ],
            "conflicts": records,
            "new_conflicts": records,
            "resolved_conflicts": [],
            "blocking_conflicts": blocking,
            "would_be_refused": bool(blocking),
        }
    )


def _check_agreement(plan: Plan) -> None:
    """Raise InvalidInput, with all faults, where things in a plan name what is not in it or do not fit."""
    faults: list[Fault] = []
    for entity in plan.entities():
        try:
            check_alignment(entity, plan)
        except InvalidInput as error:
            faults += [f.under(f"plan.{entity.id}") for f in error.faults]
    if faults:
        raise InvalidInput(faults)
