"""Conflicts as sentences that a planner reads, in French or English.

A rule's template names what its findings' `details` hold. Beside the plain value (`{limit}`) there are
`{person}` (the first person concerned), `{people}` (all of them), and these forms: `{found:duration}` for
minutes, `{day:date}`, `{week:week}`, `{skill_id:name}`, and `{found:day|days}`, which says the number with
the word that goes with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from string import Formatter
from typing import Any

from planning_core.domain.conflict import Conflict
from planning_core.rules.base import Rule
from planning_core.rules.registry import all_rules

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
}
_AND = {"en": " and ", "fr": " et "}
_UNKNOWN = {"en": "An unknown rule ({rule}) is broken.", "fr": "Une règle inconnue ({rule}) est enfreinte."}


def sentence(
    conflict: Conflict,
    language: str,
    names: Mapping[str, str],
    rules: Iterable[Rule] = (),
) -> str:
    """What a conflict says, in that language (`fr`, `fr-CA`, `en`, ...; any other: English).

    `names` gives names by id; an id without one stands for itself. `rules` are rules beyond those of the
    registry. A rule that has no sentence in that language speaks English.
    """
    spoken = language.lower().partition("-")[0]
    templates = _templates(conflict, rules)
    chosen = templates.get(spoken) or templates.get("en")
    words = spoken if spoken in _WEEKDAYS and spoken in templates else "en"
    if not chosen:
        known = spoken if spoken in _UNKNOWN else "en"
        return _UNKNOWN[known].format(rule=conflict.rule)
    return _Words(words, conflict, names).fill(chosen)


def named_in(conflict: Conflict, language: str, rules: Iterable[Rule] = ()) -> Sequence[str]:
    """Ids whose names that sentence says, in no order."""
    templates = _templates(conflict, rules)
    chosen = templates.get(language.lower().partition("-")[0]) or templates.get("en") or ""
    most, details = _names_said(chosen)
    named = (conflict.details.get(key) for key in details)
    return (*conflict.collaborator_ids[:most], *(one for one in named if isinstance(one, str)))


@lru_cache(maxsize=1024)
def _names_said(template: str) -> tuple[int | None, tuple[str, ...]]:
    """How many of the people a template names at most (None: all), and the details that it says by name."""
    fields = [(field, form) for _, field, form in _pieces(template) if field is not None]
    people = {field for field, _ in fields}
    most = None if "people" in people else int("person" in people)
    return most, tuple(field for field, form in fields if form == "name")


def _templates(conflict: Conflict, rules: Iterable[Rule]) -> Mapping[str, str]:
    rule = next((r for r in rules if r.code == conflict.rule), None) or _registered().get(conflict.rule)
    if rule is None:
        return {}
    return rule.sentences.get(str(conflict.details.get("pattern", ""))) or rule.sentences.get("") or {}


@lru_cache(maxsize=1)
def _registered() -> Mapping[str, Rule]:
    return {rule.code: rule for rule in all_rules()}


@lru_cache(maxsize=1024)
def _pieces(template: str) -> Sequence[tuple[str, str | None, str]]:
    """A template taken apart, once: text, and after it a field (None: no more) with its form."""
    return [(text, field, form or "") for text, field, form, _ in Formatter().parse(template)]


class _Words:
    """Fills a template with the words of one language; what a conflict does not hold becomes `?`."""

    def __init__(self, language: str, conflict: Conflict, names: Mapping[str, str]) -> None:
        self._language = language
        self._conflict = conflict
        self._names = names

    def fill(self, template: str) -> str:
        """The sentence that a template comes to."""
        found = []
        for text, field, form in _pieces(template):
            found.append(text)
            if field is not None:
                found.append(self._formed(self._value(field), form))
        return "".join(found)

    def _value(self, field: str) -> Any:
        if field in ("person", "people"):
            ids = self._conflict.collaborator_ids
            said = ids if field == "people" else ids[:1]
            return self._listed([self._names.get(person, person) for person in said])
        return self._conflict.details.get(field, "?")

    def _formed(self, value: Any, format_spec: str) -> str:
        if "|" in format_spec:
            return self._counted(value, *format_spec.split("|", 1))
        if format_spec == "name":
            return self._names.get(value, str(value))
        try:
            if format_spec == "duration":
                return duration(value)
            if format_spec == "date":
                return day(value, self._language)
            if format_spec == "week":
                return week(value, self._language)
        except (TypeError, ValueError):
            return str(value)
        return str(value)

    def _listed(self, people: Sequence[str]) -> str:
        if len(people) < 2:
            return people[0] if people else "?"
        return ", ".join(people[:-1]) + _AND[self._language] + people[-1]

    def _counted(self, value: Any, one: str, several: str) -> str:
        # French counts nought as one, English as several.
        singular = value in (0, 1) if self._language == "fr" else value == 1
        return f"{value} {one if singular else several}"


def duration(minutes: int) -> str:
    """`11 h 30`, `11 h`, `45 min` for whole minutes."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def day(label: str, language: str) -> str:
    """`Monday 3 March 2025`, `lundi 3 mars 2025` for `2025-03-03`; raises ValueError for no date."""
    found = date.fromisoformat(label)
    number = "1er" if language == "fr" and found.day == 1 else str(found.day)
    return (
        f"{_WEEKDAYS[language][found.weekday()]} {number} {_MONTHS[language][found.month - 1]} {found.year}"
    )


def week(label: str, language: str) -> str:
    """`week 10 of 2025`, `semaine 10 de 2025` for `2025-W10`; raises ValueError for anything else."""
    year, number = label.split("-W")
    return f"semaine {int(number)} de {year}" if language == "fr" else f"week {int(number)} of {year}"
