"""Writes docs/rules/*.md from the registry: `python docs/generate_rules.py`.

A rule's page is what the rule says of itself: its figures, its source, its sentences and its examples.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from planning_core.domain.history import RuleSetting
from planning_core.domain.people import Contract
from planning_core.rules.base import Parameter, Rule
from planning_core.rules.engine import evaluate
from planning_core.rules.examples import Duty, Example, Said
from planning_core.rules.registry import built_in_rules, rule_book
from planning_core.rules.rule_sets import RULE_SETS
from planning_core.rules.sentences import duration, sentence

FOLDER = Path(__file__).resolve().parent / "rules"


def pages() -> Mapping[str, str]:
    """Every page by its file name."""
    rules = built_in_rules()
    return {"index.md": _index(rules), **{f"{rule.code}.md": _page(rule) for rule in rules}}


def _index(rules: tuple[Rule, ...]) -> str:
    lines = [
        "# Rules",
        "",
        "Made from the registry by `docs/generate_rules.py`; change the rule, not this page.",
        "",
        "| rule | severity | what it finds | source |",
        "| --- | --- | --- | --- |",
        *(
            f"| [`{rule.code}`]({rule.code}.md) | {rule.severity.value} | {rule.description['en']}"
            f" | {rule.legal_source or ''} |"
            for rule in rules
        ),
        "",
        "## Rule sets",
        "",
        "`fr`, the default, is France's Code du travail: every rule as above. `eu` holds the minimums of"
        " Directive 2003/88/EC and differs in this:",
        "",
        *(f"- `{code}`: {_departure(setting)}" for code, setting in sorted(RULE_SETS["eu"].items())),
        "",
    ]
    return "\n".join(lines)


def _departure(setting: RuleSetting) -> str:
    if setting.active is False:
        return "not in force"
    return ", ".join(f"`{name}` = {value}" for name, value in setting.parameters.items())


def _page(rule: Rule) -> str:
    lines = [f"# `{rule.code}`", "", rule.description["en"], "", rule.description["fr"], ""]
    lines += [f"- Severity: {rule.severity.value}{' (fixed)' if rule.severity_fixed else ''}"]
    lines += [f"- Source: {rule.legal_source}"] if rule.legal_source else []
    lines += [] if rule.overridable else ["- Cannot be overridden"]
    lines += ["- Cannot be switched off"] if rule.always_active else []
    lines += ["", "## How it judges", "", *_prose(rule)]
    if rule.parameters:
        lines += [
            "## Parameters",
            "",
            "| name | default | unit | from | to |",
            "| --- | --- | --- | --- | --- |",
        ]
        lines += [
            f"| `{p.name}` | {_figure(p)} | {p.unit} | {p.minimum} | {p.maximum} |" for p in rule.parameters
        ]
        lines += [""]
    lines += ["## Accepted", ""]
    for example in rule.accepted:
        lines += [*_example(example), ""]
    lines += ["## Refused", ""]
    for example in rule.refused:
        lines += [*_example(example), *_said(rule, example), ""]
    return "\n".join(lines)


def _prose(rule: Rule) -> Iterator[str]:
    for line in (type(rule).__doc__ or "").splitlines():
        yield line.strip()
    if not (type(rule).__doc__ or "").endswith("    "):
        yield ""


def _figure(parameter: Parameter) -> str:
    spoken = parameter.unit == "minutes" and parameter.default >= 60
    return f"{parameter.default} ({duration(parameter.default)})" if spoken else str(parameter.default)


def _example(example: Example) -> Iterator[str]:
    yield f"**{example.title[0].upper()}{example.title[1:]}**"
    yield ""
    for duty in example.work:
        yield f"- {_duty(duty)}"
    given = {
        field.name: getattr(example, field.name)
        for field in attrs.fields(Example)
        if field.name not in ("title", "work") and getattr(example, field.name) != _default(field.name)
    }
    for name, value in given.items():
        yield f"- {name.replace('_', ' ')}: {_value(value)}"


def _default(name: str) -> object:
    return getattr(Example(title="", work=()), name)


def _duty(duty: Duty) -> str:
    return ", ".join([f"`{duty.when}`", *_departures(duty, Duty(duty.when), "when")])


def _departures(given: attrs.AttrsInstance, usual: attrs.AttrsInstance, *skipped: str) -> Iterator[str]:
    for field in attrs.fields(type(given)):
        value = getattr(given, field.name)
        if field.name not in skipped and value != getattr(usual, field.name, None):
            yield f"{field.name.replace('_', ' ')} {_value(value)}"


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} ({_value(held)})" if held else str(key) for key, held in value.items())
    if isinstance(value, tuple):
        return ", ".join(_value(item) for item in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Contract | Said):
        fields = {field.name: getattr(value, field.name) for field in attrs.fields(type(value))}
        return " ".join(f"{key} {_value(held)}" for key, held in fields.items() if held)
    return str(value)


def _said(rule: Rule, example: Example) -> Iterator[str]:
    rules = rule_book(settings=[RuleSetting(id=rule.code, parameters=example.parameters)])
    for conflict in evaluate(example.plan(), rules):
        yield ""
        yield f"> {sentence(conflict, 'en', {})}"
        yield ">"
        yield f"> {sentence(conflict, 'fr', {})}"


def main() -> int:
    """Write every page and drop those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    made = pages()
    for stale in {path.name for path in FOLDER.glob("*.md")} - set(made):
        (FOLDER / stale).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
