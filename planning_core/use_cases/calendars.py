"""Calendars that people subscribe to: the secrets in their addresses, and what such an address shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import attrs

from planning_core.domain.history import PublishedShift
from planning_core.domain.people import Collaborator
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Forbidden, NotFound
from planning_core.ports.calendars import CalendarToken
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.limits import require_person, require_without_limits
from planning_core.use_cases.own_plan import published_to
from planning_core.use_cases.record_writes import record_action
from planning_core.use_cases.tokens import NOTED_EVERY

SHOWN_FOR = timedelta(days=366)
"""Past work stays in a calendar for so long."""
_AT_ONCE = 200


@attrs.frozen(kw_only=True)
class CalendarEvent:
    """Work of one person as a publication told of it; `number` and `told_at` are the publication's.

    `id` is the assignment's: it stays when the work is moved.
    """

    id: str
    number: int
    told_at: datetime
    starts_at: datetime
    ends_at: datetime
    confirmed: bool
    role: str
    mission: str
    site: str
    note: str | None


@attrs.frozen(kw_only=True)
class Calendar:
    """What a person's address shows, by start."""

    collaborator_id: str
    name: str
    events: tuple[CalendarEvent, ...]


def renew_calendar(
    collaborator_id: str,
    digest: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> CalendarToken:
    """Keep a new calendar token of somebody; an earlier one opens nothing from now on.

    Whoever is kept to a part of the plan may not: the address would show them the rest of a person's work.
    Raises NotFound, for members also of others; Forbidden; OutsideLimits.
    """
    before = calendar_of(collaborator_id, principal=principal, uow=uow)
    require_without_limits(principal)
    token = CalendarToken(
        collaborator_id=collaborator_id,
        digest=digest,
        user_id=principal.user_id,
        created_at=clock.now(),
    )
    uow.calendars.put(token)
    record_action(
        "create" if before is None else "update",
        "calendar",
        collaborator_id,
        _shown(before),
        _shown(token),
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )
    return token


def end_calendar(
    collaborator_id: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> None:
    """Take somebody's calendar token back, if there is one. Raises as `calendar_of` does."""
    before = calendar_of(collaborator_id, principal=principal, uow=uow)
    if before is None:
        return
    uow.calendars.remove(collaborator_id)
    record_action(
        "delete",
        "calendar",
        collaborator_id,
        _shown(before),
        None,
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )


def calendar_of(collaborator_id: str, *, principal: Principal, uow: UnitOfWork) -> CalendarToken | None:
    """Somebody's calendar token: a member's own, a planner's of whom their part of the plan holds.

    Raises NotFound, for members also of others; Forbidden; OutsideLimits.
    """
    own = principal.role is AccessRole.MEMBER and principal.collaborator_id is not None
    if not own and not principal.may(AccessRole.PLANNER):
        raise Forbidden("calendar", AccessRole.PLANNER.value)
    person = uow.plan.get("collaborator", collaborator_id)
    if not isinstance(person, Collaborator) or (own and collaborator_id != principal.collaborator_id):
        raise NotFound("collaborator", collaborator_id)
    require_person(person, principal, uow)
    return uow.calendars.get(collaborator_id)


def token_of_calendar(digest: str, *, uow: UnitOfWork) -> CalendarToken | None:
    """The calendar token with that digest, of somebody who still works here."""
    token = uow.calendars.by_digest(digest)
    person = None if token is None else uow.plan.get("collaborator", token.collaborator_id)
    return token if isinstance(person, Collaborator) and person.active else None


def use_is_news(token: CalendarToken, now: datetime) -> bool:
    """Whether a use of it then is worth noting: none was for a while."""
    return token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY


def read_calendar(collaborator_id: str, *, uow: UnitOfWork, now: datetime) -> Calendar:
    """What is published to a person: work to come, and that of the year before."""
    numbers = uow.publications.published_to(collaborator_id)
    told = {
        shift_id: held
        for shift_id, held in published_to(collaborator_id, uow).items()
        if held.shift.ends_at > now - SHOWN_FOR
    }
    instants = _instants({numbers[one] for one in told}, uow)
    mentioned = {i for held in told.values() for i in _mentioned(held)}
    names = uow.plan.names([*mentioned, collaborator_id])
    events = [
        CalendarEvent(
            id=assignment.id,
            number=numbers[shift_id],
            told_at=instants[numbers[shift_id]],
            starts_at=held.shift.starts_at,
            ends_at=held.shift.ends_at,
            confirmed=assignment.status.value == "confirmed",
            role=names.get(assignment.role_id, ""),
            mission=names.get(held.shift.mission_id, ""),
            site=names.get(held.shift.site_id, ""),
            note=held.shift.note,
        )
        for shift_id, held in told.items()
        for assignment in held.assignments
    ]
    events.sort(key=lambda one: (one.starts_at, one.id))
    return Calendar(
        collaborator_id=collaborator_id, name=names.get(collaborator_id, ""), events=tuple(events)
    )


def _mentioned(held: PublishedShift) -> Iterable[str]:
    shift = held.shift
    return (shift.site_id, shift.mission_id, *(one.role_id for one in held.assignments))


def _instants(numbers: set[int], uow: UnitOfWork) -> dict[int, datetime]:
    """When these publications were made."""
    found: dict[int, datetime] = {}
    after = max(numbers) + 1 if numbers else None
    while after is not None and len(found) < len(numbers):
        page = uow.publications.newest(after, _AT_ONCE)
        found.update((one.number, one.published_at) for one in page if one.number in numbers)
        after = page[-1].number if page else None
    return found


def _shown(token: CalendarToken | None) -> dict[str, object] | None:
    """What the audit keeps of a calendar token: nothing that helps to guess it."""
    if token is None:
        return None
    return {"collaborator_id": token.collaborator_id, "user_id": token.user_id}
