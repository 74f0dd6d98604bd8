"""Local times of import rows as the instants that they are."""

from __future__ import annotations

from typing import Any

from planning_core.domain.importing import LocalTime
from planning_core.domain.time import FIRST_INSTANT, LAST_INSTANT, wall_to_instant
from planning_core.errors import Fault

_YEARS = range(FIRST_INSTANT.year + 1, LAST_INSTANT.year)


def at_home(fields: dict[str, Any], timezone: str, faults: list[Fault]) -> None:
    """Put instants in the place of local times, and the zone into a calendar's weekly time without one.

    A time that the clock skips is the first instant after the gap, one that it shows twice the first of both.
    """
    for name, value in fields.items():
        if isinstance(value, LocalTime):
            if value.value.year not in _YEARS:
                faults.append(Fault(name, value.value.isoformat(), "instant_out_of_range"))
            else:
                fields[name] = wall_to_instant(value.value.date(), value.value.time(), timezone)
    weekly = fields.get("recurrence")
    if "event" in fields and weekly is not None and not weekly.get("timezone"):
        fields["recurrence"] = {**weekly, "timezone": timezone}
