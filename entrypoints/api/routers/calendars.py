"""Calendars that people subscribe to: their addresses, and what is fetched there."""

from __future__ import annotations

import hashlib
from typing import Annotated

from fastapi import Header, Path, Request, Response
from starlette.status import HTTP_200_OK, HTTP_304_NOT_MODIFIED

from contracts.calendars import MEDIA_TYPE, CalendarAnswer, CalendarMade, feed
from entrypoints.api.calls import Answer, CallDep, names_tag
from entrypoints.api.declarations import POST_PROBLEMS, EntityId, IdempotencyKey, done, problems
from entrypoints.api.limits import count_calendar
from entrypoints.api.refusals import NoCalendar
from entrypoints.api.rendering import Record
from entrypoints.api.routes import PREFIX, FeedRoute, router
from entrypoints.bootstrap import App
from planning_core.domain.record import to_record
from planning_core.ports.calendars import CalendarToken
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.calendars import (
    calendar_of,
    end_calendar,
    read_calendar,
    renew_calendar,
    token_of_calendar,
    use_is_news,
)

routes = router("calendars")
feeds = router("calendars", FeedRoute)
_TAG = {"ETag": {"description": "Of the feed's content.", "schema": {"type": "string"}}}


@routes.get(
    "/collaborators/{id}/calendar",
    summary="Whether a person has a calendar address",
    response_model=CalendarAnswer,
    responses={**done(CalendarAnswer, "Since when, and when it was fetched last."), **problems("not-found")},
)
def read_one(call: CallDep, entity_id: EntityId) -> Response:
    """For planners, and for members their own."""

    def read(uow: UnitOfWork) -> Answer:
        token = calendar_of(entity_id, principal=call.principal, uow=uow)
        return Answer(body={"calendar": None if token is None else _record(token)})

    return call.read(read)


@routes.post(
    "/collaborators/{id}/calendar",
    summary="Make a person's calendar address, or renew it",
    status_code=201,
    response_model=CalendarMade,
    responses={
        201: {"model": CalendarMade, "description": "The calendar and, this once, its address."},
        **problems("not-found", *POST_PROBLEMS),
    },
)
def renew(call: CallDep, entity_id: EntityId, key: IdempotencyKey = None) -> Response:
    """An earlier address opens nothing from now on. The address is kept nowhere.

    Whoever is kept to sites or teams may not: a calendar shows all of a person's work.
    """
    secret, digest = call.app.mint()

    def write(uow: UnitOfWork) -> Answer:
        record = _record(renew_calendar(entity_id, digest, uow=uow, **call.writing))
        path = f"{PREFIX}/calendars/{secret}.ics"
        return Answer(
            status=201,
            body={"calendar": record, "path": path},
            repeat={"calendar": record, "path": None},
        )

    return call.write(write)


@routes.delete(
    "/collaborators/{id}/calendar",
    summary="Take a person's calendar address back",
    response_model=CalendarAnswer,
    responses={**done(CalendarAnswer, "They have none."), **problems("not-found")},
)
def end(call: CallDep, entity_id: EntityId) -> Response:
    """It opens nothing from now on. Nothing happens where there is none."""

    def write(uow: UnitOfWork) -> Answer:
        end_calendar(entity_id, uow=uow, **call.writing)
        return Answer(body={"calendar": None})

    return call.write(write)


@feeds.get(
    "/calendars/{token}.ics",
    summary="A person's published shifts as an iCalendar feed",
    response_class=Response,
    responses={
        200: {
            "description": "The feed (RFC 5545): work to come, and that of the year before.",
            "headers": _TAG,
            "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
        },
        304: {"description": "As the tag shown says.", "headers": _TAG},
        **problems("not-found"),
    },
)
def fetch(
    request: Request,
    token: Annotated[str, Path(description="The secret of a calendar address.")],
    if_none_match: Annotated[str | None, Header(alias="If-None-Match")] = None,
) -> Response:
    """For calendar programs, which show the address alone: no other secret opens it."""
    app: App = request.app.state.planning
    count_calendar(request, app)
    with app.unit_of_work(writes=False) as uow:
        found = token_of_calendar(app.digest_of(token), uow=uow)
        if found is None:
            raise NoCalendar
        body = _content(found, request, uow)
    if use_is_news(found, app.clock.now()):
        request.app.state.uses.note_calendar(found.collaborator_id)
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": "private, no-cache"}
    if names_tag(if_none_match, tag):
        return Response(None, HTTP_304_NOT_MODIFIED, headers)
    headers["Content-Disposition"] = 'inline; filename="planning.ics"'
    return Response(body, HTTP_200_OK, headers, f"{MEDIA_TYPE}; charset=utf-8")


def _content(token: CalendarToken, request: Request, uow: UnitOfWork) -> bytes:
    """The feed, or what was made of it earlier on the same day if nothing was written since."""
    now = request.app.state.planning.clock.now()
    kept, number = request.app.state.kept, uow.events.last_sequence()
    key = ("calendar", token.collaborator_id, now.date())
    body: bytes | None = kept.get(number, key)
    if body is None:
        calendar = read_calendar(token.collaborator_id, uow=uow, now=now)
        body = feed(calendar.name, calendar.events)
        kept.put(number, key, body)
    return body


def _record(token: CalendarToken) -> Record:
    record = to_record(token)
    del record["digest"]
    return record
