"""Sentences that a planner reads."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from string import Formatter
from typing import Any, ClassVar

import pytest

from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.rules.base import Finding, Parameters, Rule
from planning_core.rules.registry import built_in_rules
from planning_core.rules.sentences import day, duration, named_in, sentence, week
from planning_core.rules.subjects import PersonTimeline

NAMES = {"p1": "Nora Petit", "p2": "Luc Roy", "p3": "Zoé Blanc", "k": "CACES 3"}


class Fridays(Rule):
    """A rule of another package, in English alone."""

    code = "no_fridays"
    severity = Severity.SOFT
    description: ClassVar[Mapping[str, str]] = {"en": "Nobody works on Fridays."}
    sentences: ClassVar[Mapping[str, Mapping[str, str]]] = {
        "": {"en": "{people} work on {day:date}: {found:time|times}, {missing} and {skill_id:name}."}
    }

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        yield from ()


def conflict(rule: str, people: tuple[str, ...] = ("p1",), **details: Any) -> Conflict:
    return Conflict(
        type=Severity.HARD,
        rule=rule,
        owner="p1",
        details=details,
        shift_ids=(),
        assignment_ids=(),
        collaborator_ids=people,
        starts_at=datetime(2025, 3, 3, tzinfo=UTC),
        ends_at=datetime(2025, 3, 4, tzinfo=UTC),
        subject=(),
        excess=1,
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("fr", "Nora Petit n'a que 7 h 05 de repos avant sa prise de poste du samedi 1er mars 2025"),
        ("fr-CA", "Nora Petit n'a que 7 h 05 de repos avant sa prise de poste du samedi 1er mars 2025"),
        ("en-GB", "Nora Petit rests only 7 h 05 before the work of Saturday 1 March 2025"),
        ("de", "Nora Petit rests only 7 h 05 before the work of Saturday 1 March 2025"),
    ],
)
def test_sentence_speaks_the_language_asked_for_or_english(language: str, expected: str) -> None:
    found = conflict("min_rest", pattern="between", found=425, limit=660, day="2025-03-01")

    assert sentence(found, language, NAMES).partition(";")[0].strip() == expected


def test_id_without_a_name_stands_for_itself() -> None:
    found = conflict("missing_skill", ("nobody",), pattern="missing", skill_id="s9", day="2025-03-03")

    assert sentence(found, "en", NAMES) == (
        "nobody does not hold s9, which the shift of Monday 3 March 2025 requires."
    )


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (("p1",), "Nora Petit"),
        (("p1", "p2"), "Nora Petit and Luc Roy"),
        (("p1", "p2", "p3"), "Nora Petit, Luc Roy and Zoé Blanc"),
        ((), "?"),
    ],
)
def test_foreign_rule_without_french_speaks_english_and_lacks_nothing_fatal(
    people: tuple[str, ...], said: str
) -> None:
    found = conflict("no_fridays", people, day="not a day", found=2, skill_id="k")

    assert sentence(found, "fr", NAMES, [Fridays()]) == f"{said} work on not a day: 2 times, ? and CACES 3."


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "An unknown rule (gone) is broken."),
        ("fr", "Une règle inconnue (gone) est enfreinte."),
        ("es", "An unknown rule (gone) is broken."),
    ],
)
def test_conflict_of_a_rule_no_longer_installed_still_reads(language: str, expected: str) -> None:
    assert sentence(conflict("gone"), language, NAMES) == expected


@pytest.mark.parametrize(
    ("found", "english", "french"),
    [(0, "0 people are", "0 personne est"), (1, "1 person is", "1 personne est")],
)
def test_number_takes_the_word_that_goes_with_it(found: int, english: str, french: str) -> None:
    given = conflict("hard_capacity", found=found, limit=0, day="2025-03-03")

    assert sentence(given, "en", NAMES).startswith(english)
    assert sentence(given, "fr", NAMES).startswith(french)


@pytest.mark.parametrize(
    ("minutes", "said"), [(0, "0 min"), (45, "45 min"), (60, "1 h"), (690, "11 h 30"), (6005, "100 h 05")]
)
def test_duration_reads_in_hours_and_minutes(minutes: int, said: str) -> None:
    assert duration(minutes) == said


def test_days_and_weeks_read_in_words() -> None:
    assert [
        day("2025-08-31", "fr"),
        day("2025-12-01", "en"),
        week("2025-W07", "fr"),
        week("2020-W53", "en"),
    ] == [
        "dimanche 31 août 2025",
        "Monday 1 December 2025",
        "semaine 7 de 2025",
        "week 53 of 2020",
    ]


class AskedOf(dict[str, str]):
    """Names that remembers whose it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = set[str]()

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return default


@pytest.mark.parametrize("rule", [*built_in_rules(), Fridays()], ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_names_said_are_those_that_the_sentence_asks_for(rule: Rule, language: str) -> None:
    for pattern, templates in rule.sentences.items():
        fields = {field for text in templates.values() for _, field, _, _ in Formatter().parse(text) if field}
        fields -= {"person", "people"}
        details: dict[str, Any] = {**{field: f"the {field}" for field in fields}, "pattern": pattern}
        found, names = conflict(rule.code, ("p1", "p2", "p3"), **details), AskedOf()

        said = named_in(found, language, [rule])
        sentence(found, language, names, [rule])

        assert sorted(said) == sorted(names.asked)
