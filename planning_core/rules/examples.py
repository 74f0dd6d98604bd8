"""Examples that a rule gives of itself: what it accepts and what it refuses.

They are the rule's tests and its page in the documentation. Times are local to Europe/Paris and belong to
weeks counted from 1: `"Mon 14:00-22:00"`, `"Tue 22:00-06:00"` (over midnight), `"Mon 08:00-Wed 09:00"`,
`"w2 Sat 09:00-12:00"` (the second week), `"w1-w12 Mon-Fri 09:00-17:00"` (one a day, in each week).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta

import attrs

from planning_core.domain.kinds import Entity
from planning_core.domain.people import (
    Availability,
    AvailabilityKind,
    Collaborator,
    Contract,
    HeldSkill,
    Recurrence,
)
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Blackout, Mission, Role, Severity, Site, Skill
from planning_core.domain.time import Window, wall_to_instant
from planning_core.domain.work import Assignment, Shift, ShiftTemplate

TIMEZONE = "Europe/Paris"
FIRST_MONDAY = date(2025, 3, 3)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
PEOPLE = ("Ann", "Ben", "Cleo")
SITES = ("hall", "stage")
ROLES = ("agent", "steward")

_DAY = "|".join(DAYS)
_WHEN = re.compile(
    rf"(?:w(?P<week>\d+)(?:-w(?P<last_week>\d+))? )?(?P<day>{_DAY})(?:-(?P<last_day>{_DAY}))? "
    rf"(?P<start>\d\d:\d\d)-(?:(?P<end_day>{_DAY}) )?(?P<end>\d\d:\d\d)"
)
_DATE = re.compile(rf"(?:w(?P<week>\d+) )?(?P<day>{_DAY})")


@attrs.frozen
class Duty:
    """One shift of an example, or several alike where `when` names several days.

    The first `people` of Ann, Ben and Cleo work it; a `headcount` of None asks for as many. A
    `break_minutes` of None is 20 where the shift lasts six hours or more. `as_role` is the role in
    which they work where that is not the shift's.
    """

    when: str
    people: int = attrs.field(default=1, kw_only=True)
    break_minutes: int | None = attrs.field(default=None, kw_only=True)
    template: str | None = attrs.field(default=None, kw_only=True)
    site: str = attrs.field(default="hall", kw_only=True)
    role: str = attrs.field(default="agent", kw_only=True)
    as_role: str | None = attrs.field(default=None, kw_only=True)
    skills: tuple[str, ...] = attrs.field(default=(), kw_only=True)
    headcount: int | None = attrs.field(default=None, kw_only=True)
    soft_capacity: int | None = attrs.field(default=None, kw_only=True)
    hard_capacity: int | None = attrs.field(default=None, kw_only=True)


@attrs.frozen
class Said:
    """What is said of Ann's time: a kind and a window, every week where `weekly`."""

    kind: str
    when: str
    weekly: bool = attrs.field(default=False, kw_only=True)
    template: str | None = attrs.field(default=None, kw_only=True)
    weight: int | None = attrs.field(default=None, kw_only=True)


def _duties(work: Iterable[Duty | str]) -> tuple[Duty, ...]:
    return tuple(Duty(item) if isinstance(item, str) else item for item in work)


@attrs.frozen(kw_only=True)
class Example:
    """A small plan around Ann, who works everywhere as an agent, and the title that says what it shows.

    `skills` are those that Ann holds, each with its last day (None: without end); `role_skills` those
    that the role of agent takes. `templates` maps a shift template to those that must not follow it.
    `blackouts` maps windows in which the hall takes no work to "hard" or "soft". `known_weeks` are the
    first and last week that the plan claims to hold whole. `parameters` are the rule's, where they
    differ from its defaults.
    """

    title: str
    work: tuple[Duty, ...] = attrs.field(converter=_duties)
    contract: Contract | None = None
    roles: tuple[str, ...] = ("agent",)
    role_skills: tuple[str, ...] = ()
    skills: Mapping[str, str | None] = attrs.field(factory=dict)
    sites: tuple[str, ...] = ()
    active: bool = True
    said: tuple[Said, ...] = ()
    blackouts: Mapping[str, str] = attrs.field(factory=dict)
    templates: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    known_weeks: tuple[int, int] | None = None
    parameters: Mapping[str, int] = attrs.field(factory=dict)

    def plan(self) -> Plan:
        """The plan that the example speaks of."""
        known = None
        if self.known_weeks:
            first, last = self.known_weeks
            known = Window(_midnight(7 * (first - 1)), _midnight(7 * last))
        return Plan([*self._reference(), *self._people(), *self._work()], timezone=TIMEZONE, known=known)

    def _reference(self) -> Iterator[Entity]:
        named = {*self.role_skills, *self.skills, *(s for duty in self.work for s in duty.skills)}
        for skill in sorted(named):
            yield Skill(id=skill, name=skill)
        yield Role(id="agent", name="agent", required_skill_ids=self.role_skills)
        yield Role(id="steward", name="steward")
        for site in SITES:
            yield Site(id=site, name=site, timezone=TIMEZONE)
        yield Mission(
            id="mission",
            name="Mission",
            starts_at=datetime(2025, 1, 1, tzinfo=UTC),
            ends_at=datetime(2027, 1, 1, tzinfo=UTC),
            site_ids=SITES,
            role_ids=ROLES,
        )
        for number, (when, severity) in enumerate(self.blackouts.items()):
            for start, end in windows(when):
                yield Blackout(
                    id=f"blackout-{number}",
                    site_id="hall",
                    starts_at=start,
                    ends_at=end,
                    severity=Severity(severity),
                )
        for name, barred in self.templates.items():
            yield ShiftTemplate(
                id=name,
                name=name,
                mission_id="mission",
                site_id="hall",
                role_id="agent",
                start_time=time(9),
                duration_minutes=480,
                not_followed_by=barred,
            )

    def _people(self) -> Iterator[Entity]:
        for name in PEOPLE[: max((duty.people for duty in self.work), default=1) or 1]:
            yield Collaborator(
                id=name,
                name=name,
                role_ids=self.roles,
                site_ids=self.sites,
                contract=self.contract,
                active=self.active,
                skills=tuple(
                    HeldSkill(skill_id=skill, valid_until=day_of(last) if last else None)
                    for skill, last in self.skills.items()
                ),
            )
        for number, said in enumerate(self.said):
            start, end = next(windows(said.when))
            yield _availability(f"said-{number}", said, start, end)

    def _work(self) -> Iterator[Entity]:
        number = 0
        for duty in self.work:
            for start, end in windows(duty.when):
                number += 1
                yield _shift(f"shift-{number}", duty, start, end)
                for name in PEOPLE[: duty.people]:
                    yield Assignment(
                        id=f"{name}-{number}",
                        shift_id=f"shift-{number}",
                        collaborator_id=name,
                        role_id=duty.as_role or duty.role,
                    )


def _availability(entry_id: str, said: Said, start: datetime, end: datetime) -> Availability:
    if not said.weekly:
        return Availability(
            id=entry_id,
            collaborator_id=PEOPLE[0],
            kind=AvailabilityKind(said.kind),
            starts_at=start,
            ends_at=end,
            template_id=said.template,
            weight=said.weight,
        )
    found = _parsed(said.when)
    first = DAYS.index(found["day"]) + 1
    last = DAYS.index(found["last_day"]) + 1 if found["last_day"] else first
    return Availability(
        id=entry_id,
        collaborator_id=PEOPLE[0],
        kind=AvailabilityKind(said.kind),
        recurrence=Recurrence(
            weekdays=tuple(range(first, last + 1)),
            start_time=time.fromisoformat(found["start"]),
            end_time=time.fromisoformat(found["end"]),
            timezone=TIMEZONE,
        ),
        template_id=said.template,
        weight=said.weight,
    )


def _shift(shift_id: str, duty: Duty, start: datetime, end: datetime) -> Shift:
    pause = duty.break_minutes
    if pause is None:
        pause = 20 if end - start >= timedelta(hours=6) else 0
    return Shift(
        id=shift_id,
        template_id=duty.template,
        mission_id="mission",
        site_id=duty.site,
        role_id=duty.role,
        starts_at=start,
        ends_at=end,
        break_minutes=pause,
        headcount=duty.people if duty.headcount is None else duty.headcount,
        soft_capacity=duty.soft_capacity,
        hard_capacity=duty.hard_capacity,
        required_skill_ids=duty.skills,
    )


def _parsed(when: str) -> dict[str, str]:
    match = _WHEN.fullmatch(when)
    if match is None:
        raise ValueError(f"not a time of an example: {when!r}")
    return {name: found or "" for name, found in match.groupdict().items()}


def _midnight(days: int) -> datetime:
    return wall_to_instant(FIRST_MONDAY + timedelta(days=days), time(), TIMEZONE)


def day_of(text: str) -> date:
    """The date of `"Sun"` or `"w2 Sun"`; raises ValueError for anything else."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"not a day of an example: {text!r}")
    weeks = int(match["week"] or 1) - 1
    return FIRST_MONDAY + timedelta(weeks=weeks, days=DAYS.index(match["day"]))


def windows(when: str) -> Iterator[tuple[datetime, datetime]]:
    """The windows in UTC that a text such as `"w1-w2 Mon-Fri 09:00-17:00"` names, in time order.

    Raises ValueError for a text of another form.
    """
    found = _parsed(when)
    week = int(found["week"] or 1)
    first = DAYS.index(found["day"])
    last = DAYS.index(found["last_day"]) if found["last_day"] else first
    start, end = time.fromisoformat(found["start"]), time.fromisoformat(found["end"])
    for number in range(week, int(found["last_week"] or week) + 1):
        for weekday in range(first, last + 1):
            day = FIRST_MONDAY + timedelta(weeks=number - 1, days=weekday)
            if found["end_day"]:
                later = (DAYS.index(found["end_day"]) - weekday) % 7
            else:
                later = 1 if end <= start else 0
            yield (
                wall_to_instant(day, start, TIMEZONE),
                wall_to_instant(day + timedelta(days=later), end, TIMEZONE),
            )
