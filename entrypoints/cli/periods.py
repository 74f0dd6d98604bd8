"""Dates and instants as they are typed, and the things that options name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from planning_core.domain.time import wall_to_instant
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.import_references import Ambiguous, References

FROM_HELP = "Start: YYYY-MM-DD (midnight in the organization's time zone) or an RFC 3339 instant."
TO_HELP = "End, not included: YYYY-MM-DD (midnight in the organization's time zone) or an RFC 3339 instant."


def instant_of(text: str, option: str, uow: UnitOfWork) -> datetime:
    """The instant that an option names; a date is its first instant in the organization's zone."""
    try:
        if len(text) == 10:
            return wall_to_instant(date.fromisoformat(text), time(), uow.rules.timezone())
        found = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise InvalidInput([Fault(option, text, "no_such_period")]) from None
    if found.tzinfo is None:
        raise InvalidInput([Fault(option, text, "naive_instant")])
    return found.astimezone(UTC)


def day_of(text: str, option: str) -> date:
    """The date that an option names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput([Fault(option, text, "not_a_date")]) from None


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
