"""Dates and instants as they are typed, and the things that options name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time

from planning_core.domain.time import FIRST_INSTANT, LAST_INSTANT, Window, to_utc, wall_to_instant
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.import_references import Ambiguous, References

FROM_HELP = "Start: YYYY-MM-DD (midnight in the organization's time zone) or an RFC 3339 instant."
TO_HELP = "End, not included: YYYY-MM-DD (midnight in the organization's time zone) or an RFC 3339 instant."


def instant_of(text: str, option: str, uow: UnitOfWork) -> datetime:
    """The instant that an option names; a date is its first instant in the organization's zone."""
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            _keep_in_range(day, text, option)
            return wall_to_instant(day, time(), uow.rules.timezone())
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise InvalidInput([Fault(option, text, "no_such_period")]) from None
    if found.tzinfo is None:
        raise InvalidInput([Fault(option, text, "naive_instant")])
    _keep_in_range(found.date(), text, option)
    return to_utc(found.astimezone(UTC), option)


def period_of(
    since: str | None, until: str | None, uow: UnitOfWork
) -> tuple[datetime | None, datetime | None]:
    """The instants of `--from` and `--to`, of which either may be left out; not empty, not reversed."""
    start = None if since is None else instant_of(since, "--from", uow)
    end = None if until is None else instant_of(until, "--to", uow)
    if start is not None and end is not None and start >= end:
        raise InvalidInput([Fault("--to", until, "end_not_after_start")])
    return start, end


def window_of(since: str, until: str, uow: UnitOfWork) -> Window:
    """The period from `--from` to `--to`, neither empty nor reversed."""
    start, end = period_of(since, until, uow)
    if start is None or end is None:
        raise ValueError("both ends are needed")
    return Window(start, end)


def keep_to(allowed: Iterable[str], given: Sequence[str], option: str) -> tuple[str, ...]:
    """The words given to an option; raises InvalidInput for those that are none of the words allowed."""
    known = tuple(allowed)
    limits = {"allowed": ", ".join(known)}
    faults = [Fault(option, one, "not_allowed", limits) for one in given if one not in known]
    if faults:
        raise InvalidInput(faults)
    return tuple(given)


def _keep_in_range(day: date, text: str, option: str) -> None:
    if not FIRST_INSTANT.year <= day.year <= LAST_INSTANT.year:
        raise InvalidInput([Fault(option, text, "instant_out_of_range")])


def day_of(text: str, option: str) -> date:
    """The date that an option names."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise InvalidInput([Fault(option, text, "not_a_date")]) from None
    _keep_in_range(found, text, option)
    return found


def ids_of(kind: str, names: Sequence[str], option: str, uow: UnitOfWork) -> tuple[str, ...]:
    """Ids of the things that an option names by external reference, id, or a name that only one has."""
    references = References(uow)
    references.load(kind, names)
    found, faults = [], []
    for name in names:
        entity = references.get(kind, name)
        if entity is None:
            faults.append(Fault(option, name, "unknown_reference", {"entity": kind}))
        elif isinstance(entity, Ambiguous):
            faults.append(Fault(option, name, "ambiguous_name", {"entity": kind}))
        else:
            found.append(entity.id)
    if faults:
        raise InvalidInput(faults)
    return tuple(found)
