"""Every rule's own examples: what it accepts, what it refuses, and nothing else."""

import pytest

from planning_core.domain.history import RuleSetting
from planning_core.rules.base import Rule
from planning_core.rules.engine import evaluate
from planning_core.rules.examples import Example, windows
from planning_core.rules.registry import built_in_rules, rule_book
from planning_core.rules.sentences import sentence

ACCEPTED = [
    pytest.param(rule.code, example, id=f"{rule.code}: {example.title}")
    for rule in built_in_rules()
    for example in rule.accepted
]
REFUSED = [
    pytest.param(rule.code, example, id=f"{rule.code}: {example.title}")
    for rule in built_in_rules()
    for example in rule.refused
]


def codes_found(code: str, example: Example) -> set[str]:
    rules = rule_book(settings=[RuleSetting(id=code, parameters=example.parameters)])
    return {conflict.rule for conflict in evaluate(example.plan(), rules)}


@pytest.mark.parametrize(("code", "example"), ACCEPTED)
def test_accepted_example_breaks_no_rule(code: str, example: Example) -> None:
    assert codes_found(code, example) == set()


@pytest.mark.parametrize(("code", "example"), REFUSED)
def test_refused_example_breaks_its_rule_alone(code: str, example: Example) -> None:
    assert codes_found(code, example) == {code}


@pytest.mark.parametrize(("code", "example"), REFUSED)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_refused_example_reads_as_a_full_sentence(code: str, example: Example, language: str) -> None:
    rules = rule_book(settings=[RuleSetting(id=code, parameters=example.parameters)])

    said = {sentence(conflict, language, {}) for conflict in evaluate(example.plan(), rules)}

    assert [text for text in said if "?" in text or "{" in text or not text.endswith(".")] == []


@pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.code)
def test_rule_shows_what_it_accepts_and_refuses_in_every_variant(rule: Rule) -> None:
    rules = [
        rule_book(settings=[RuleSetting(id=rule.code, parameters=example.parameters)])
        for example in rule.refused
    ]
    patterns = {
        conflict.details.get("pattern", "")
        for book, example in zip(rules, rule.refused, strict=True)
        for conflict in evaluate(example.plan(), book)
    }

    assert patterns == set(rule.sentences)
    assert len(rule.accepted) > 0


@pytest.mark.parametrize("rule", built_in_rules(), ids=lambda rule: rule.code)
def test_rule_speaks_both_languages(rule: Rule) -> None:
    texts = [rule.description, *rule.sentences.values()]

    assert {tuple(sorted(text)) for text in texts} == {("en", "fr")}


def test_times_of_examples_follow_the_clock_on_the_wall() -> None:
    found = [(start.isoformat(), end.isoformat()) for start, end in windows("w4 Sat-Sun 22:00-06:00")]

    assert found == [
        ("2025-03-29T21:00:00+00:00", "2025-03-30T04:00:00+00:00"),
        ("2025-03-30T20:00:00+00:00", "2025-03-31T04:00:00+00:00"),
    ]


@pytest.mark.parametrize("text", ["Monday 09:00-12:00", "Mon 9-12", "Mon 09:00", ""])
def test_time_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a time of an example"):
        list(windows(text))
