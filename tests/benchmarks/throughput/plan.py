"""A plan in which fifty thousand assignments can still be made, no rule refusing any of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from planning_core import Entity, Mission, Shift
from tests.benchmarks.year_plan import FIRST_DAY, Size, an_id, entities

SIZE = Size(200)
FIRST_FREE_WEEK, FREE_WEEKS = 53, 49


def plan() -> Iterator[Entity]:
    """A year that is staffed, and after it days of work for which nobody is assigned yet."""
    yield from entities(SIZE)
    yield Mission(
        id=an_id(4, 9999),
        name="The year after",
        starts_at=_instant(FIRST_FREE_WEEK * 7, 0),
        ends_at=_instant((FIRST_FREE_WEEK + FREE_WEEKS) * 7, 0),
        site_ids=tuple(an_id(3, site) for site in range(SIZE.sites)),
        role_ids=(an_id(2, 1),),
    )
    for day in _days():
        for site in range(SIZE.sites):
            yield Shift(
                id=_free_shift(day, site),
                mission_id=an_id(4, 9999),
                site_id=an_id(3, site),
                role_id=an_id(2, 1),
                starts_at=_instant(day, 7),
                ends_at=_instant(day, 13),
                break_minutes=20,
                headcount=SIZE.people_a_site,
            )


def wishes() -> Iterator[dict[str, str]]:
    """Assignments as the API takes them, those close together of different people on different shifts."""
    for day in _days():
        for place in range(SIZE.people_a_site):
            for site in range(SIZE.sites):
                yield {
                    "shift_id": _free_shift(day, site),
                    "collaborator_id": an_id(6, site * SIZE.people_a_site + place),
                    "role_id": an_id(2, 1),
                    "status": "confirmed",
                }


def shift_ids() -> list[str]:
    """Shifts of the staffed year."""
    return [an_id(8, number) for number in range(SIZE.sites * SIZE.weeks * 7 * 3)]


def _days() -> list[int]:
    """Workdays after the year, as days since its first."""
    return [(FIRST_FREE_WEEK + week) * 7 + weekday for week in range(FREE_WEEKS) for weekday in range(5)]


def _free_shift(day: int, site: int) -> str:
    return an_id(10, day * SIZE.sites + site)


def _instant(day: int, hour: int) -> datetime:
    return datetime.combine(FIRST_DAY + timedelta(days=day), time(hour), tzinfo=UTC)
