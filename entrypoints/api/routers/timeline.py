"""A window of the plan in one answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

from fastapi import Header, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from contracts.fields import Id, Instant
from contracts.timeline import TimelineOut
from entrypoints.api.calls import Answer, Call, CallDep
from entrypoints.api.declarations import done, problems
from entrypoints.api.member_timeline import read_own_timeline
from entrypoints.api.rendering import Record
from entrypoints.api.routes import router
from planning_core.domain.principal import AccessRole
from planning_core.domain.record import encode
from planning_core.domain.time import Window
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.timeline import TimelineQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.reasons import whose_reasons
from planning_core.use_cases.timeline import Timeline, read_timeline

MOST_DAYS = 100
FORM = 2
"""Grows when the form of the answer does, so that no page takes one that its browser kept for the new one."""

_TAG_HEADER = {"ETag": {"description": "What was written last, and for whom.", "schema": {"type": "string"}}}
IfNoneMatch = Annotated[
    str | None,
    Header(alias="If-None-Match", description="The `ETag` of an answer that the caller still has."),
]

routes = router("timeline")


class TimelineFilters(BaseModel):
    """The window, and what its shifts are kept to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    from_: Instant = Field(alias="from", description="Keeps what ends after.")
    to: Instant = Field(description=f"Keeps what starts before; at most {MOST_DAYS} days on.")
    site_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])
    mission_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])
    role_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])
    collaborator_id: Annotated[list[Id], Field(max_length=500)] = Field(default=[])


@routes.get(
    "/timeline",
    summary="All that a page needs of a window",
    response_model=TimelineOut,
    responses={
        **done(TimelineOut, "The window.", **_TAG_HEADER),
        304: {"description": "As the caller has it.", "headers": _TAG_HEADER},
        **problems(),
    },
)
def timeline(
    call: CallDep, asked: Annotated[TimelineFilters, Query()], if_none_match: IfNoneMatch = None
) -> Response:
    """Shifts that overlap the window with all their assignments, as columns, and what both speak of.

    Filters narrow shifts with what hangs on them; the lists that they refer to stay whole. A member sees
    their own published shifts, and of the lists what these name. Whoever is kept to sites or teams sees the
    shifts of these, and in `elsewhere` when people work on others.
    """
    query = _query(asked)
    return call.read_tagged(lambda uow: _window(call, query, uow), if_none_match, form=FORM)


def _query(asked: TimelineFilters) -> TimelineQuery:
    if asked.from_ >= asked.to:
        raise InvalidInput([Fault("query.to", asked.to.isoformat(), "end_not_after_start")])
    if asked.to - asked.from_ > timedelta(days=MOST_DAYS):
        raise InvalidInput([Fault("query.to", asked.to.isoformat(), "window_too_long", {"days": MOST_DAYS})])
    return TimelineQuery(
        window=Window(asked.from_, asked.to),
        site_ids=tuple(asked.site_id),
        mission_ids=tuple(asked.mission_id),
        role_ids=tuple(asked.role_id),
        collaborator_ids=tuple(asked.collaborator_id),
    )


def _window(call: Call, query: TimelineQuery, uow: UnitOfWork) -> Answer:
    sequence = uow.events.last_sequence()
    view = call.view(uow)
    if call.principal.may(AccessRole.VIEWER):
        found, seen = read_timeline(query, principal=call.principal, uow=uow)
        conflicts = view.told(seen)
    else:
        found, theirs = read_own_timeline(query, call.principal, uow)
        conflicts = view.conflicts(theirs)
    head = {
        "from": encode(query.window.start),
        "to": encode(query.window.end),
        "sequence": sequence,
        "timezone": uow.rules.timezone(),
    }
    return Answer(body={**head, **_parts(call, found, conflicts, uow)})


def _parts(call: Call, found: Timeline, conflicts: list[Record], uow: UnitOfWork) -> Record:
    named = {"skill": "skills", "team": "teams", "site": "sites", "mission": "missions", "role": "roles"}
    return {
        **{plural: found.references[kind] for kind, plural in named.items()},
        "collaborators": found.references["collaborator"],
        "blackouts": found.references["blackout"],
        "shifts": found.shifts,
        "assignments": found.assignments,
        "availability": {**found.availability, "reason": _reasons(call, found, uow)},
        "conflicts": conflicts,
        "coverage": found.coverage,
        "elsewhere": found.elsewhere,
    }


def _reasons(call: Call, found: Timeline, uow: UnitOfWork) -> Sequence[str | None]:
    """Why people are away, as far as the caller may know."""
    reasons: Sequence[str | None] = found.availability["reason"]
    people = [one["id"] for one in found.references["collaborator"]]
    places = found.availability["collaborator"]
    known = whose_reasons({people[place] for place in places}, call.principal, uow)
    return [reason if people[place] in known else None for reason, place in zip(reasons, places, strict=True)]
