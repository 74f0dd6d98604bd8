"""A public instance as an import file: `python -m tests.rostering.convert INSTANCE.txt OUT.json`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from planning_core.domain.time import week_of
from tests.rostering.instance import BrokenInstance, Cover, Instance, Person, Request, read_instance

FIRST_DAY = date(2024, 1, 1)
"""Day 0, a Monday."""

START = time(6)
"""All types of shift begin together: none crosses midnight, and only the successions stated are forbidden."""

SITE, ROLE, MISSION = "site", "staff", "plan"

UNSTATED = (
    "average_weekly_hours",
    "daily_hours",
    "min_rest",
    "missing_break",
    "shift_length",
    "weekly_hours",
    "weekly_rest",
)
"""Rules of labour law, of which the public instances know nothing."""

Row = dict[str, Any]


def day_of(number: int) -> date:
    """The date of a day counted from 0."""
    return FIRST_DAY + timedelta(days=number)


def shift_ref(day: int, code: str) -> str:
    """The external reference of the shift of that type on that day."""
    return f"D{day:03d}-{code}"


def to_import(instance: Instance) -> dict[str, Any]:
    """The import file, as JSON values, that holds an instance.

    Each type of shift becomes a template, each line of cover a shift, each person a collaborator with a
    contract, each day off an unavailable day, each request a wish in the window of that very shift.
    A type without cover on a day on which somebody asks for it becomes a shift that wants nobody.
    """
    return {
        "rule_set": "fr",
        "timezone": "UTC",
        "rules": list(_rules(instance)),
        "roles": [{"external_ref": ROLE, "name": "Staff"}],
        "sites": [{"external_ref": SITE, "name": instance.name, "timezone": "UTC"}],
        "missions": [_mission(instance)],
        "shift_templates": list(_templates(instance)),
        "collaborators": [_collaborator(person) for person in instance.people],
        "availability": [*_days_off(instance), *_wishes(instance)],
        "shifts": [_shift(instance, cover) for cover in _wanted(instance)],
    }


def _rules(instance: Instance) -> Iterator[Row]:
    """What the instance states is counted over its own horizon; what it does not state is off.

    The caps on a person's minutes are hard, as the instance says. The pattern of days stays soft: a plan
    that is built up shift by shift passes through states that fall short of minimum runs and minutes.
    """
    weeks = instance.days // 7
    period = {"period_weeks": weeks, "period_offset_weeks": week_of(FIRST_DAY.toordinal()) % weeks}
    yield {"code": "contract_hours", "severity": "hard", "parameters": period}
    yield {"code": "contract_pattern", "parameters": period}
    yield {"code": "consecutive_days", "parameters": {"max_days": 366}}
    for code in UNSTATED:
        yield {"code": code, "active": False}


def _mission(instance: Instance) -> Row:
    return {
        "external_ref": MISSION,
        "name": instance.name,
        "starts_at": _instant(0, time()),
        "ends_at": _instant(instance.days, time()),
        "sites": [SITE],
        "roles": [ROLE],
    }


def _templates(instance: Instance) -> Iterator[Row]:
    for shift in instance.shifts:
        yield {
            "external_ref": shift.code,
            "name": f"Shift {shift.code}",
            "mission": MISSION,
            "site": SITE,
            "role": ROLE,
            "start_time": f"{START:%H:%M}",
            "duration_minutes": shift.minutes,
            "not_followed_by": list(shift.not_followed_by),
        }


def _collaborator(person: Person) -> Row:
    return {
        "external_ref": person.code,
        "name": f"Person {person.code}",
        "roles": [ROLE],
        "timezone": "UTC",
        "contract": {
            "min_period_minutes": person.min_minutes,
            "max_period_minutes": person.max_minutes,
            "max_consecutive_days": person.max_run,
            "min_consecutive_days": person.min_run,
            "min_consecutive_days_off": person.min_days_off,
            "max_weekends": person.max_weekends,
            "max_shifts_per_day": 1,
            "max_shifts_per_template": dict(person.most_by_type),
        },
    }


def _days_off(instance: Instance) -> Iterator[Row]:
    for person in instance.people:
        for day in person.days_off:
            yield {
                "collaborator": person.code,
                "kind": "unavailable",
                "starts_at": _instant(day, time()),
                "ends_at": _instant(day + 1, time()),
            }


def _wishes(instance: Instance) -> Iterator[Row]:
    for request in instance.requests:
        starts_at, ends_at = _window(instance, request.day, request.shift)
        yield {
            "collaborator": request.person,
            "kind": "preferred" if request.wanted else "undesired",
            "starts_at": starts_at,
            "ends_at": ends_at,
            "template": request.shift,
            "weight": request.weight,
        }


def _wanted(instance: Instance) -> list[Cover]:
    covered = {(cover.day, cover.shift) for cover in instance.cover}
    asked = {(r.day, r.shift): r for r in instance.requests if (r.day, r.shift) not in covered}
    return [*instance.cover, *(_nobody(request) for request in asked.values())]


def _nobody(request: Request) -> Cover:
    return Cover(request.day, request.shift, 0, 0, 0)


def _shift(instance: Instance, cover: Cover) -> Row:
    starts_at, ends_at = _window(instance, cover.day, cover.shift)
    return {
        "external_ref": shift_ref(cover.day, cover.shift),
        "template": cover.shift,
        "mission": MISSION,
        "site": SITE,
        "role": ROLE,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "headcount": cover.wanted,
        "shortage_weight": cover.missing_weight,
        "surplus_weight": cover.surplus_weight,
    }


def _window(instance: Instance, day: int, code: str) -> tuple[str, str]:
    minutes = next(shift.minutes for shift in instance.shifts if shift.code == code)
    start = datetime.combine(day_of(day), START, tzinfo=UTC)
    return start.isoformat(), (start + timedelta(minutes=minutes)).isoformat()


def _instant(day: int, clock: time) -> str:
    return datetime.combine(day_of(day), clock, tzinfo=UTC).isoformat()


def main(arguments: list[str]) -> int:
    """Convert one file; 0 done, 2 wrong use or a file that is no instance."""
    if len(arguments) != 2:
        print("usage: python -m tests.rostering.convert INSTANCE.txt OUT.json", file=sys.stderr)  # noqa: T201 - a command speaks so
        return 2
    try:
        document = to_import(read_instance(Path(arguments[0])))
        Path(arguments[1]).write_text(json.dumps(document, indent=1), encoding="utf-8")
    except (BrokenInstance, OSError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - a command speaks so
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
