"""The plan of `planning demo`: an events company, made by the product itself."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from zoneinfo import ZoneInfo

import attrs

from entrypoints.cli.demo import story as tale
from entrypoints.cli.demo.calendar import DemoCalendar
from entrypoints.cli.demo.company import PARIS
from entrypoints.cli.demo.desk import ADMINISTRATOR, DemoTarget, Desk
from entrypoints.cli.demo.reference import Directory, reference_data
from entrypoints.cli.demo.said import said
from planning_core import Severity, create

LEAST_WEEKS, MOST_WEEKS = 4, 26
_PAST_WEEKS = 2


@attrs.frozen(kw_only=True)
class DemoSummary:
    """How much was written, and for which days `[first_day, end_day)`."""

    first_day: date
    end_day: date
    sites: int
    missions: int
    people: int
    templates: int
    shifts: int
    assignments: int
    publications: int
    hard_conflicts: int
    soft_conflicts: int


def write_demo(
    app: DemoTarget, *, weeks: int = 8, first_day: date | None = None, seed: int = 1
) -> DemoSummary:
    """Write an events company's plan of that many weeks (4 to 26) into an organization that has none.

    `first_day` is a Monday; None begins two weeks before the current one, so that the first half of the plan,
    which is published twice, lies around today. The same days and seed give the same plan. Raises ValueError
    for other days or weeks.
    """
    calendar = _calendar(app, weeks, first_day)
    chance = Random(seed)  # noqa: S311 - makes data, not secrets
    desk, directory = Desk(app), Directory(app.ids)
    entities = [*reference_data(directory, calendar, chance), *said(directory, calendar)]
    desk.write([create(entity) for entity in entities], ADMINISTRATOR)
    desk.generate(calendar)
    story = tale.Story(desk, directory, calendar, chance)
    tale.staff_published_weeks(story)
    desk.publish(calendar, "Première version du planning")
    tale.correct(story)
    desk.publish(calendar, "Remplacements, horaires décalés à Londres, renfort à la Grande Nef")
    tale.events_overtake(story)
    tale.staff_later_weeks(story)
    return _summary(desk, calendar)


def _calendar(app: DemoTarget, weeks: int, first_day: date | None) -> DemoCalendar:
    if not LEAST_WEEKS <= weeks <= MOST_WEEKS:
        raise ValueError(f"weeks must be from {LEAST_WEEKS} to {MOST_WEEKS}")
    if first_day is None:
        today = app.clock.now().astimezone(ZoneInfo(PARIS)).date()
        first_day = today - timedelta(days=today.weekday(), weeks=_PAST_WEEKS)
    if first_day.weekday() != 0:
        raise ValueError(f"{first_day} is no Monday")
    return DemoCalendar(first_day, weeks)


def _summary(desk: Desk, calendar: DemoCalendar) -> DemoSummary:
    plan, _ = desk.plan()
    conflicts = desk.conflicts()
    hard = sum(c.type is Severity.HARD for c in conflicts)
    return DemoSummary(
        first_day=calendar.day(0),
        end_day=calendar.day(calendar.weeks),
        sites=len(plan.sites),
        missions=len(plan.missions),
        people=len(plan.collaborators),
        templates=len(plan.shift_templates),
        shifts=len(plan.shifts),
        assignments=len(plan.assignments),
        publications=desk.publications(),
        hard_conflicts=hard,
        soft_conflicts=len(conflicts) - hard,
    )
