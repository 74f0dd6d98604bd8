"""`planning rules`: the rules in force, and setting them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from entrypoints.cli.conflicts import show_conflicts
from entrypoints.cli.session import session_of, show, show_json
from planning_core.domain.history import RuleSetting
from planning_core.domain.reference import to_severity
from planning_core.errors import Fault, InvalidInput
from planning_core.rules.registry import RuleInForce
from planning_core.use_cases.rules_in_force import choose_rule_set, rules_in_force, set_rule, setting_of

commands = typer.Typer(help="Show and set the rules in force.", invoke_without_command=True)

_JSON = typer.Option("--json", help="Write JSON.")


@commands.callback()
def show_rules(context: typer.Context, as_json: Annotated[bool, _JSON] = False) -> None:
    """Show every rule with its severity and parameters."""
    if context.invoked_subcommand is not None:
        return
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        rules, rule_set = list(rules_in_force(uow)), uow.rules.rule_set()
    if as_json:
        show_json({"rule_set": rule_set, "rules": [_record(rule, session.language) for rule in rules]})
        return
    session.tell("rule_set", name=rule_set)
    session.table(
        ("code", "active", "severity", "parameters", "description"),
        [
            (
                rule.code,
                session.word("yes" if rule.active else "no"),
                session.word(rule.severity.value),
                ", ".join(f"{name}={value}" for name, value in rule.parameters.items()),
                _description(rule, session.language),
            )
            for rule in rules
        ],
    )


@commands.command("set")
def set_(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The rule's code.")],
    on: Annotated[bool | None, typer.Option("--on/--off", help="Turn the rule on or off.")] = None,
    severity: Annotated[str | None, typer.Option(help="hard or soft.")] = None,
    param: Annotated[list[str] | None, typer.Option(help="name=value; repeatable.")] = None,
    reset: Annotated[bool, typer.Option("--reset", help="First forget what was set before.")] = False,
) -> None:
    """Turn a rule on or off, change its severity or its parameters; the plan is checked again."""
    session = session_of(context)
    with session.app(from_nothing=True) as app, app.unit_of_work() as uow:
        current = RuleSetting(id=code) if reset else setting_of(code, uow)
        setting = RuleSetting(
            id=code,
            active=current.active if on is None else on,
            severity=current.severity if severity is None else to_severity(severity),
            parameters={**current.parameters, **_parameters(param or [])},
        )
        outcome = set_rule(setting, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids)
        uow.commit()
        rule = outcome.rule
        values = ", ".join(f"{name}={value}" for name, value in rule.parameters.items())
        state, severe = session.word("on" if rule.active else "off"), session.word(rule.severity.value)
        show(f"{rule.code}: {state}, {severe} {values}".rstrip())
        show_conflicts(outcome.conflicts, session, uow)


@commands.command("use")
def use(
    context: typer.Context,
    rule_set: Annotated[str, typer.Argument(help="fr or eu.")],
    timezone: Annotated[str | None, typer.Option(help="The organization's time zone as well.")] = None,
) -> None:
    """Choose the rule set; the plan is checked again."""
    session = session_of(context)
    with session.app(from_nothing=True) as app, app.unit_of_work() as uow:
        choose_rule_set(
            rule_set,
            principal=session.principal,
            uow=uow,
            clock=app.clock,
            ids=app.ids,
            timezone=timezone,
        )
        uow.commit()
    session.tell("rule_set", name=rule_set)


def _parameters(texts: list[str]) -> dict[str, int]:
    found = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark:
            raise InvalidInput([Fault("--param", text, "not_a_setting")])
        try:
            found[name.strip()] = int(value)
        except ValueError:
            raise InvalidInput([Fault(f"--param {name}", value, "not_a_whole_number")]) from None
    return found


def _description(rule: RuleInForce, language: str) -> str:
    texts = rule.rule.description
    return texts.get(language) or texts.get("en", "")


def _record(rule: RuleInForce, language: str) -> dict[str, Any]:
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "active": rule.active,
        "parameters": {
            p.name: {"value": rule.parameters[p.name], "unit": p.unit, "default": p.default}
            for p in rule.rule.parameters
        },
        "description": _description(rule, language),
        "legal_source": rule.rule.legal_source,
    }
