"""The pattern of days, weekends and shifts that was agreed with the person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from planning_core.domain.people import Contract
from planning_core.domain.reference import Severity
from planning_core.domain.time import MINUTE, day_label, week_label, week_of
from planning_core.rules.base import Finding, Parameters, Rule, text, variants
from planning_core.rules.examples import Duty, Example
from planning_core.rules.findings import person_finding
from planning_core.rules.periods import PERIOD, by_period, first_week
from planning_core.rules.subjects import PersonTimeline, Work

EDGE_DAYS = 28
"""Where a plan makes no claim, a run with no other work within so many days lies at its edge."""


class ContractPattern(Rule):
    """Days worked and off in a row, weekends, shifts and minutes against the contract.

    A run that touches the edge of what is known is not judged too short: the edge of the plan's claim
    or, where it makes none, a run without other work in the four weeks before or after it. Weekends,
    shifts per template and minimum minutes are counted over periods; a period without work, or not
    wholly known, is not judged too little.
    """

    code = "contract_pattern"
    severity = Severity.SOFT
    parameters = PERIOD
    description = text(
        en="Days in a row worked or off, weekends, shifts per day and per template, or minutes of a period"
        " do not keep to the contract.",
        fr="Les jours travaillés ou non d'affilée, les week-ends, les shifts par jour et par modèle ou les"
        " minutes d'une période ne respectent pas le contrat.",
    )
    sentences = variants(
        min_consecutive_days=text(
            en="{person} works only {found:day|days} in a row from {first_day:date}; the contract says"
            " {limit} at least.",
            fr="{person} ne travaille que {found:jour|jours} d'affilée à partir du {first_day:date} ;"
            " son contrat en prévoit {limit} au moins.",
        ),
        min_consecutive_days_off=text(
            en="{person} has only {found:day|days} off in a row from {first_day:date}; the contract says"
            " {limit} at least.",
            fr="{person} n'a que {found:jour|jours} de repos d'affilée à partir du {first_day:date} ;"
            " son contrat en prévoit {limit} au moins.",
        ),
        max_weekends=text(
            en="{person} works {found:weekend|weekends} from {week:week} to {week_to:week};"
            " the contract allows {limit}.",
            fr="{person} travaille {found:week-end|week-ends} de la {week:week} à la {week_to:week} ;"
            " son contrat en permet {limit}.",
        ),
        max_shifts_per_day=text(
            en="{person} starts {found:shift|shifts} on {day:date}; the contract allows {limit}.",
            fr="{person} commence {found:shift|shifts} le {day:date} ; son contrat en permet {limit}.",
        ),
        max_shifts_per_template=text(
            en="{person} works {template_id:name} {found:time|times} from {week:week} to {week_to:week};"
            " the contract allows {limit}.",
            fr="{person} est {found:fois|fois} en {template_id:name} de la {week:week} à la {week_to:week} ;"
            " son contrat en permet {limit}.",
        ),
        min_period_minutes=text(
            en="{person} works only {found:duration} from {week:week} to {week_to:week};"
            " the contract says {limit:duration} at least.",
            fr="{person} ne travaille que {found:duration} de la {week:week} à la {week_to:week} ;"
            " son contrat prévoit {limit:duration} au moins.",
        ),
    )

    accepted = (
        Example(
            title="a run cut off by the edge of what is known",
            work=("Mon 09:00-14:00", "Thu-Fri 09:00-14:00"),
            contract=Contract(min_consecutive_days=2),
        ),
        Example(
            title="two days off between two runs",
            work=("Mon-Tue 09:00-14:00", "Fri-Sat 09:00-14:00"),
            contract=Contract(min_consecutive_days_off=2),
        ),
        Example(
            title="two weekends, each in a period of its own",
            work=("w4 Sat 09:00-14:00", "w5 Sun 09:00-14:00"),
            contract=Contract(max_weekends=1),
        ),
        Example(
            title="a period that is not wholly known",
            work=("w4 Mon 09:00-14:00",),
            contract=Contract(min_period_minutes=600),
            known_weeks=(3, 4),
        ),
    )
    refused = (
        Example(
            title="a single day of work between two runs",
            work=("Mon-Tue 09:00-14:00", "Thu 09:00-14:00", "Sat-Sun 09:00-14:00"),
            contract=Contract(min_consecutive_days=2),
        ),
        Example(
            title="a single day off",
            work=("Mon-Tue 09:00-14:00", "Thu-Fri 09:00-14:00"),
            contract=Contract(min_consecutive_days_off=2),
        ),
        Example(
            title="two weekends of one period",
            work=("w1-w2 Sat 09:00-14:00",),
            contract=Contract(max_weekends=1),
        ),
        Example(
            title="two shifts on one day",
            work=("Mon 09:00-12:00", "Mon 14:00-17:00"),
            contract=Contract(max_shifts_per_day=1),
        ),
        Example(
            title="a template too many times in a period",
            work=(Duty("Mon-Wed 09:00-13:00", template="early"),),
            contract=Contract(max_shifts_per_template={"early": 2}),
            templates={"early": ()},
        ),
        Example(
            title="too little work in a period",
            work=("w1-w4 Mon 09:00-14:00",),
            contract=Contract(min_period_minutes=1_201),
            known_weeks=(1, 4),
        ),
    )

    def reach(self, parameters: Parameters) -> timedelta:
        """The whole period, and any run that a contract is likely to speak of."""
        return timedelta(weeks=max(parameters["period_weeks"] + 1, 12))

    def binds_auto_assign(self, details: Mapping[str, Any]) -> bool:
        """The maxima: the minima can only be reached step by step."""
        return str(details["pattern"]).startswith("max_")

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterator[Finding]:
        """Each thing that the contract speaks of, in turn."""
        contract = timeline.collaborator.contract
        if contract is None:
            return
        yield from _short_runs(timeline, contract)
        yield from _crowded_days(timeline, contract)
        yield from _weekends(timeline, contract, parameters)
        yield from _templates(timeline, contract, parameters)
        yield from _thin_periods(timeline, contract, parameters)


def _short_runs(timeline: PersonTimeline, contract: Contract) -> Iterator[Finding]:
    runs = timeline.runs
    if contract.min_consecutive_days is not None:
        pattern, least = "min_consecutive_days", contract.min_consecutive_days
        for first, last in _inside(timeline, runs if timeline.known_days else list(_between_others(runs))):
            if last - first + 1 < least:
                yield _short(timeline, pattern, least, first, last, timeline.works_on(first, last))
    if contract.min_consecutive_days_off is not None:
        pattern, least = "min_consecutive_days_off", contract.min_consecutive_days_off
        gaps = [(before[1] + 1, after[0] - 1) for before, after in pairwise(runs)]
        for first, last in _inside(timeline, gaps):
            if last - first + 1 < least:
                yield _short(timeline, pattern, least, first, last, timeline.works_on(first - 1, last + 1))


def _between_others(runs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs with work not long before and not long after them: the rest lie at the edge of what is known.

    The distance is bounded, so that the answer does not depend on how far one looks.
    """
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if run[0] - before[1] <= EDGE_DAYS and after[0] - run[1] <= EDGE_DAYS:
            yield run


def _inside(timeline: PersonTimeline, runs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The runs that do not touch the edge of what the plan claims to know."""
    known = timeline.known_days
    for first, last in runs:
        if known is None or (first > known[0] and last < known[1]):
            yield first, last


def _short(
    timeline: PersonTimeline, pattern: str, least: int, first: int, last: int, works: Iterable[Work]
) -> Finding:
    found = last - first + 1
    return person_finding(
        timeline,
        works,
        subject=(timeline.id, pattern),
        details={
            "pattern": pattern,
            "found": found,
            "limit": least,
            "unit": "days",
            "first_day": day_label(first),
            "last_day": day_label(last),
        },
        window=(timeline.calendar.midnight(first), timeline.calendar.midnight(last + 1)),
        excess=least - found,
    )


def _crowded_days(timeline: PersonTimeline, contract: Contract) -> Iterator[Finding]:
    most = contract.max_shifts_per_day
    if most is None:
        return
    for day, works in timeline.works_by_start_day.items():
        if len(works) > most:
            yield person_finding(
                timeline,
                works,
                subject=(timeline.id, "max_shifts_per_day", day_label(day)),
                details={
                    "pattern": "max_shifts_per_day",
                    "found": len(works),
                    "limit": most,
                    "unit": "shifts",
                    "day": day_label(day),
                },
                window=(timeline.calendar.midnight(day), timeline.calendar.midnight(day + 1)),
                excess=len(works) - most,
            )


def _weekends(timeline: PersonTimeline, contract: Contract, parameters: Parameters) -> Iterator[Finding]:
    most = contract.max_weekends
    if most is None:
        return
    weeks = {week_of(day): 1 for day in timeline.days if day % 7 in (6, 0)}
    for first, found in by_period(weeks, parameters).items():
        if found > most:
            worked = [
                work
                for work in timeline.works_in(*_window(timeline, first, parameters))
                if any(
                    day % 7 in (6, 0) and first_week(week_of(day), parameters) == first
                    for day, _ in work.parts
                )
            ]
            yield _counted(timeline, "max_weekends", first, parameters, (found, most, "weekends"), worked)


def _templates(timeline: PersonTimeline, contract: Contract, parameters: Parameters) -> Iterator[Finding]:
    caps = contract.max_shifts_per_template
    if not caps:
        return
    counts: Counter[tuple[int, str]] = Counter()
    for work in timeline.works:
        template = work.shift.template_id
        if template is not None and template in caps:
            counts[first_week(week_of(work.day), parameters), template] += 1
    for (first, template), found in counts.items():
        if found > caps[template]:
            worked = [
                work
                for work in timeline.works
                if work.shift.template_id == template and first_week(week_of(work.day), parameters) == first
            ]
            figures = (found, caps[template], "shifts")
            yield _counted(
                timeline, "max_shifts_per_template", first, parameters, figures, worked, template_id=template
            )


def _thin_periods(timeline: PersonTimeline, contract: Contract, parameters: Parameters) -> Iterator[Finding]:
    least = contract.min_period_minutes
    if least is None:
        return
    known = timeline.known_days
    for first, worked in by_period(timeline.worked_by_week, parameters).items():
        days = first * 7 + 1, (first + parameters["period_weeks"]) * 7
        if worked < least * MINUTE and (known is None or (known[0] <= days[0] and days[1] <= known[1])):
            works = timeline.works_in(*_window(timeline, first, parameters))
            figures = (worked // MINUTE, least, "minutes")
            yield _counted(timeline, "min_period_minutes", first, parameters, figures, works)


def _window(timeline: PersonTimeline, first: int, parameters: Parameters) -> tuple[int, int]:
    days = timeline.calendar
    return days.week_window(first)[0], days.week_window(first + parameters["period_weeks"] - 1)[1]


def _counted(
    timeline: PersonTimeline,
    pattern: str,
    first: int,
    parameters: Parameters,
    figures: tuple[int, int, str],
    works: Iterable[Work],
    **more: str,
) -> Finding:
    """What was counted over one period: `figures` are what was found, the limit and the unit."""
    found, limit, unit = figures
    return person_finding(
        timeline,
        works,
        subject=(timeline.id, pattern, week_label(first), *more.values()),
        details={
            "pattern": pattern,
            "found": found,
            "limit": limit,
            "unit": unit,
            "week": week_label(first),
            "week_to": week_label(first + parameters["period_weeks"] - 1),
            **more,
        },
        window=_window(timeline, first, parameters),
        excess=abs(found - limit),
    )
