"""Random plans of a few people over some weeks, with months of history and rules of any figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

import attrs

from planning_core.domain.history import RuleSetting
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.kinds import Entity
from planning_core.domain.people import (
    Availability,
    AvailabilityKind,
    Collaborator,
    Contract,
    HeldSkill,
    Recurrence,
)
from planning_core.domain.reference import Blackout, Mission, Role, Severity, Site, Skill
from planning_core.domain.work import Assignment, AssignmentStatus, Shift, ShiftTemplate, Source

ZONES = ("Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Havana")
MONDAYS = (date(2025, 3, 24), date(2025, 10, 20), date(2025, 3, 3), date(2026, 12, 21))
"""Weeks around clock changes of one zone or another, and the turn of a year."""

TURNS = ((6, 480), (13, 480), (22, 540), (8, 240), (17, 210), (9, 600), (23, 120), (0, 360))
"""Local hour and minutes of a shift: over midnight, split days, nights, long days."""

SITES, ROLES, SKILLS = ("hall", "stage", "yard"), ("agent", "guide"), ("licence", "first aid")
HISTORY_WEEKS = 12
SOFT_OR_HARD = ("contract_pattern", "undesired_time", "outside_availability", "missing_skill", "succession")
"""Rules that a ward may take more or less seriously than usual."""


@attrs.frozen(kw_only=True)
class Ward:
    """A plan, what to fill of it, and how the rules are set."""

    entities: tuple[Entity, ...]
    request: AutoAssignRequest
    settings: tuple[RuleSetting, ...]
    timezone: str


def random_ward(seed: int, steps: int = 20_000) -> Ward:
    """The same plan for the same seed."""
    return _Making(Random(seed)).ward(steps)


class _Making:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.zone = random.choice(ZONES)
        self.monday = random.choice(MONDAYS)
        self.weeks = random.choice((1, 2, 2, 3))
        self.sites = [Site(id=one, name=one, timezone=random.choice((self.zone, *ZONES))) for one in SITES]

    def ward(self, steps: int) -> Ward:
        start = datetime.combine(self.monday, time(), tzinfo=UTC)
        people = [self._person(number) for number in range(self.random.randint(2, 7))]
        entities: list[Entity] = [*self._reference(start), *people]
        for person in people:
            entities += self._said(person, start)
        open_shifts = [
            self._shift(f"open-{number}", start, 0, self.weeks * 7)
            for number in range(self.random.randint(4, 12 * self.weeks))
        ]
        entities += open_shifts
        for person in people:
            entities += self._history(person, start)
        entities += self._standing(people, open_shifts)
        request = AutoAssignRequest(
            starts_at=start,
            ends_at=start + timedelta(weeks=self.weeks),
            seed=self.random.randint(0, 1000),
            options=self._options(steps),
            time_limit_seconds=120,
        )
        return Ward(
            entities=tuple(entities), request=request, settings=tuple(self._settings()), timezone=self.zone
        )

    def _reference(self, start: datetime) -> Iterator[Entity]:
        yield from (Skill(id=one, name=one) for one in SKILLS)
        yield Role(id="agent", name="agent")
        yield Role(id="guide", name="guide", required_skill_ids=("licence",))
        yield from self.sites
        yield Mission(
            id="mission",
            name="Mission",
            starts_at=start - timedelta(days=400),
            ends_at=start + timedelta(days=400),
            site_ids=SITES,
            role_ids=ROLES,
        )
        for number, (hour, minutes) in enumerate(TURNS):
            barred = tuple(f"turn-{other}" for other in range(number) if self.random.random() < 0.2)
            yield ShiftTemplate(
                id=f"turn-{number}",
                name=f"Turn {number}",
                mission_id="mission",
                site_id=self.random.choice(SITES),
                role_id="agent",
                start_time=time(hour),
                duration_minutes=minutes,
                not_followed_by=barred,
            )
        if self.random.random() < 0.3:
            first = start + timedelta(hours=self.random.randint(0, 24 * 7))
            yield Blackout(
                id="closed",
                site_id=self.random.choice(SITES),
                starts_at=first,
                ends_at=first + timedelta(hours=self.random.randint(1, 60)),
            )

    def _person(self, number: int) -> Collaborator:
        until = self.monday + timedelta(days=self.random.randint(0, 7 * self.weeks))
        return Collaborator(
            id=f"person-{number}",
            name=f"Person {number}",
            role_ids=self.random.choice((ROLES, ROLES, ("agent",))),
            site_ids=self.random.choice(((), (), SITES[:2])),
            skills=tuple(
                HeldSkill(skill_id=one, valid_until=self.random.choice((None, None, until)))
                for one in SKILLS
                if self.random.random() < 0.8
            ),
            timezone=self.random.choice((None, None, None, *ZONES)),
            contract=self._contract() if self.random.random() < 0.8 else None,
            active=self.random.random() < 0.95,
        )

    def _contract(self) -> Contract:
        random = self.random
        limits: dict[str, Any] = {
            "weekly_minutes": random.choice((0, 900, 1440, 2100, 2400)),
            "max_daily_minutes": random.choice((300, 480, 600)),
            "max_weekly_minutes": random.choice((900, 2100, 2880)),
            "max_period_minutes": random.randint(1500, 6000),
            "max_consecutive_days": random.randint(2, 6),
            "min_consecutive_days": random.randint(1, 2),
            "min_consecutive_days_off": random.randint(1, 3),
            "min_period_minutes": random.randint(0, 1500),
            "max_weekends": random.randint(0, 2),
            "max_shifts_per_day": random.randint(1, 2),
            "max_shifts_per_template": {f"turn-{random.randint(0, 7)}": random.randint(0, 2)},
        }
        return Contract(**{name: value for name, value in limits.items() if random.random() < 0.35})

    def _said(self, person: Collaborator, start: datetime) -> Iterator[Availability]:
        for number in range(self.random.randint(0, 3)):
            kind = self.random.choice(list(AvailabilityKind))
            wish = kind in (AvailabilityKind.PREFERRED, AvailabilityKind.UNDESIRED)
            values: dict[str, Any] = {"id": f"{person.id}-said-{number}", "collaborator_id": person.id}
            if wish:
                values["weight"] = self.random.choice((None, 1, 5, 1000))
                values["template_id"] = self.random.choice((None, None, "turn-0"))
            if self.random.random() < 0.3:
                hours = sorted(self.random.sample(range(24), 2))
                recurrence = Recurrence(
                    weekdays=tuple(sorted(self.random.sample(range(1, 8), 3))),
                    start_time=time(hours[0]),
                    end_time=time(hours[1]),
                    timezone=self.random.choice(ZONES),
                )
                yield Availability(**values, kind=kind, recurrence=recurrence)
            else:
                first = start + timedelta(hours=self.random.randint(-24, 24 * 7 * self.weeks))
                length = timedelta(hours=self.random.randint(1, 100))
                yield Availability(**values, kind=kind, starts_at=first, ends_at=first + length)

    def _shift(self, shift_id: str, start: datetime, first: int, last: int) -> Shift:
        turn = self.random.randrange(len(TURNS))
        hour, minutes = TURNS[turn]
        at = start + timedelta(days=self.random.randrange(first, last), hours=hour)
        if self.random.random() < 0.2:
            at += timedelta(minutes=15 * self.random.randint(-20, 20))
        at = max(at, start) if first == 0 else at
        surplus = self.random.choice((None, None, None, 1))
        headcount = self.random.choice((1, 1, 1, 2, 3, 0))
        return Shift(
            id=shift_id,
            mission_id="mission",
            template_id=self.random.choice((None, f"turn-{turn}", f"turn-{turn}")),
            site_id=self.random.choice(SITES),
            role_id=self.random.choice(("agent", "agent", *ROLES)),
            starts_at=at,
            ends_at=at + timedelta(minutes=minutes),
            break_minutes=self.random.choice((0, 0, 20, 45)),
            required_skill_ids=self.random.choice(((), (), (), ("first aid",))),
            headcount=headcount,
            shortage_weight=self.random.choice((None, None, 3, 100)),
            surplus_weight=surplus,
            soft_capacity=self.random.choice((None, None, headcount + 1)),
            hard_capacity=self.random.choice((None, None, headcount + 2)),
        )

    def _history(self, person: Collaborator, start: datetime) -> Iterator[Entity]:
        """Work of the weeks before, now and then of those within and after, whatever the rules say of it."""
        often = self.random.choice((0, 1, 3, 5))
        for week in range(-HISTORY_WEEKS, self.weeks + 1):
            often_now = often if week < 0 else int(self.random.random() < 0.15)
            for number in range(often_now):
                shift = self._shift(f"{person.id}-{week}-{number}", start, 7 * week, 7 * week + 7)
                yield attrs.evolve(shift, headcount=1, hard_capacity=None, soft_capacity=None)
                yield Assignment(
                    id=f"{shift.id}-held",
                    shift_id=shift.id,
                    collaborator_id=person.id,
                    role_id=shift.role_id,
                    status=AssignmentStatus.CONFIRMED,
                )

    def _standing(self, people: list[Collaborator], shifts: list[Shift]) -> Iterator[Assignment]:
        """Assignments that are there already: proposed before, rejected, locked, confirmed."""
        pairs = {(self.random.choice(shifts).id, self.random.choice(people).id) for _ in range(4)}
        by_id = {shift.id: shift for shift in shifts}
        for number, (shift_id, person_id) in enumerate(sorted(pairs)):
            yield Assignment(
                id=f"stood-{number}",
                shift_id=shift_id,
                collaborator_id=person_id,
                role_id=by_id[shift_id].role_id,
                status=self.random.choice(list(AssignmentStatus)),
                locked=self.random.random() < 0.3,
                source=self.random.choice((Source.AUTO, Source.MANUAL)),
            )

    def _options(self, steps: int) -> dict[str, Any]:
        options: dict[str, Any] = {"steps": steps}
        if self.random.random() < 0.2:
            options["least_change"] = True
        if self.random.random() < 0.2:
            options["keep"] = "contract_pattern, undesired_time"
        for name in ("nights", "weekends", "hours", "wishes", "continuity", "surplus"):
            if self.random.random() < 0.2:
                options[f"{name}_weight"] = self.random.choice((0, 0.01, 3, 1_000_000))
        return options

    def _settings(self) -> Iterator[RuleSetting]:
        random = self.random
        figures: dict[str, dict[str, Any]] = {
            "min_rest": {"rest_minutes": random.choice((480, 660, 720))},
            "weekly_rest": {"rest_minutes": random.choice((1440, 2100, 2880))},
            "daily_hours": {"max_minutes": random.choice((480, 600, 780))},
            "weekly_hours": {"max_minutes": random.choice((1200, 2400, 2880))},
            "shift_length": {"max_minutes": random.choice((600, 780, 1440))},
            "average_weekly_hours": {
                "max_minutes": random.choice((900, 1800, 2640)),
                "weeks": random.choice((2, 6, 12)),
            },
            "consecutive_days": {"max_days": random.choice((3, 5, 6))},
            "contract_hours": {"period_weeks": random.choice((1, 2, 4))},
            "contract_pattern": {"period_weeks": random.choice((1, 2, 4))},
        }
        for code in sorted({*figures, *SOFT_OR_HARD}):
            if random.random() < 0.4:
                values: dict[str, Any] = {}
                if code in figures:
                    values["parameters"] = figures[code]
                if code in SOFT_OR_HARD:
                    values["severity"] = random.choice(list(Severity))
                if random.random() < 0.1:
                    values["active"] = False
                yield RuleSetting(id=code, **values)
