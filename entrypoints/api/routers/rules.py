"""The rules in force, and how the organization sets them."""

from __future__ import annotations

from collections import defaultdict
from typing import Annotated

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.fields import Id, Instant
from contracts.rules import RuleAnswer, RuleIn, RulePage
from entrypoints.api.calls import Answer, Call, CallDep, etag, expected_version
from entrypoints.api.declarations import BODY_PROBLEMS, ETAG_HEADER, IfMatch, done, problems
from entrypoints.api.rendering import Record, rule_record
from entrypoints.api.routes import router
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import RuleSetting
from planning_core.domain.principal import AccessRole
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.registry import RuleBook, RuleInForce, rule_book
from planning_core.rules.rule_sets import RULE_SETS
from planning_core.use_cases.rules_in_force import rules_in_force, set_rule, setting_of

routes = router("rules")
Code = Annotated[str, Path(max_length=100, description="A rule's code.")]


class RuleFilters(BaseModel):
    """Whose conflicts to show with the rules; without a period none are."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: Instant | None = Field(default=None, alias="from")
    to: Instant | None = None
    site_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])
    mission_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])
    collaborator_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])


@routes.get(
    "/rules",
    summary="The rules in force and, of a period, the conflicts that stand",
    response_model=RulePage,
    responses={**done(RulePage, "Every rule."), **problems()},
)
def list_rules(call: CallDep, asked: Annotated[RuleFilters, Query()]) -> Response:
    """With `from` and `to`, the conflicts that overlap that period, as they are stored."""
    call.require(AccessRole.VIEWER, "read rules")
    if asked.from_ is not None and asked.to is not None and asked.from_ >= asked.to:
        raise InvalidInput([Fault("query.to", asked.to.isoformat(), "end_not_after_start")])
    return call.read(lambda uow: _listed(call, asked, uow))


@routes.get(
    "/rules/{code}",
    summary="Read a rule",
    response_model=RuleAnswer,
    responses={**done(RuleAnswer, "The rule.", **ETAG_HEADER), **problems("not-found")},
)
def read_rule(call: CallDep, code: Code) -> Response:
    """As it holds for this organization."""
    call.require(AccessRole.VIEWER, "read rules")

    def read(uow: UnitOfWork) -> Answer:
        rule = rules_in_force(uow).get(code)
        return _one(call, rule, setting_of(code, uow).version, (), uow)

    return call.read(read)


@routes.put(
    "/rules/{code}",
    summary="Turn a rule on or off, set its severity or its parameters",
    response_model=RuleAnswer,
    responses={
        **done(
            RuleAnswer, "The rule as it now holds, and the conflicts that this brought up.", **ETAG_HEADER
        ),
        **problems("not-found", "stale-version", *BODY_PROBLEMS),
    },
)
def replace_rule(call: CallDep, code: Code, body: RuleIn, if_match: IfMatch = None) -> Response:
    """What the body leaves out holds as the organization's rule set says. Applies from now on."""
    version = expected_version(if_match)

    def write(uow: UnitOfWork) -> Answer:
        usual = _usual(uow).get(code)
        outcome = set_rule(_setting(code, body, usual), expected_version=version, uow=uow, **call.writing)
        call.metrics.found(outcome.conflicts)
        return _one(call, outcome.rule, outcome.setting.version, outcome.conflicts, uow)

    return call.write(write)


def _usual(uow: UnitOfWork) -> RuleBook:
    """The rules as the organization's rule set alone lays them down."""
    return rule_book(RULE_SETS[uow.rules.rule_set()])


def _setting(code: str, body: RuleIn, usual: RuleInForce) -> RuleSetting:
    """What differs from the rule set; what a body merely repeats of it is no setting of its own."""
    given = {name: value for name, value in (body.parameters or {}).items() if value is not None}
    return RuleSetting(
        id=code,
        active=None if body.active == usual.active else body.active,
        severity=None if body.severity == usual.severity else body.severity,
        parameters={n: v for n, v in given.items() if usual.parameters.get(n) != v},
    )


def _one(
    call: Call, rule: RuleInForce, version: int, conflicts: tuple[Conflict, ...], uow: UnitOfWork
) -> Answer:
    record = rule_record(rule, _usual(uow).get(rule.code), version, call.language)
    body = {"rule": record, "conflicts": call.view(uow).conflicts(conflicts)}
    return Answer(body=body, headers=etag(version))


def _listed(call: Call, asked: RuleFilters, uow: UnitOfWork) -> Answer:
    usual = _usual(uow)
    versions = {setting.id: setting.version for setting in uow.rules.settings()}
    conflicts = call.view(uow).conflicts(_found(asked, uow))
    by_rule: dict[str, list[Record]] = defaultdict(list)
    for conflict in conflicts:
        by_rule[conflict["rule"]].append(conflict)
    items = [
        {
            "rule": rule_record(rule, usual.get(rule.code), versions.get(rule.code, 0), call.language),
            "conflicts": by_rule.get(rule.code, []),
        }
        for rule in rules_in_force(uow)
    ]
    return Answer(body={"items": items, "next": None, "conflicts": conflicts})


def _found(asked: RuleFilters, uow: UnitOfWork) -> list[Conflict]:
    if asked.from_ is None and asked.to is None:
        return []
    return uow.conflicts.find(
        ConflictQuery(
            ends_after=asked.from_,
            starts_before=asked.to,
            site_ids=tuple(asked.site_id),
            mission_ids=tuple(asked.mission_id),
            collaborator_ids=tuple(asked.collaborator_id),
        )
    )
