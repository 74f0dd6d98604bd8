"""Publishing, versions, and what changed between them."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from contracts.batch import BatchAnswer
from contracts.publications import (
    DiffAnswer,
    PublicationAnswer,
    PublicationPage,
    PublishAnswer,
    PublishIn,
    PublishPreview,
)
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import (
    LOCATION_HEADER,
    POST_PROBLEMS,
    REPLAYED_HEADER,
    IdempotencyKey,
    done,
    problems,
)
from entrypoints.api.listing import Paging, closed, opened
from entrypoints.api.outcomes import edit_items, outcome_record
from entrypoints.api.rendering import as_if_published, diff_record, publication_record
from entrypoints.api.routes import PREFIX, router
from planning_core.domain.history import Publication
from planning_core.domain.principal import AccessRole
from planning_core.domain.time import Window
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.publications_read import list_publications, read_publication
from planning_core.use_cases.publish import (
    PublishPeriod,
    compare_publications,
    preview_publication,
    publish,
)
from planning_core.use_cases.restore import restore_publication
from planning_core.use_cases.unknown import unknown

routes = router("publications")
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="A version's number.")]


@routes.post(
    "/publish",
    summary="Publish a period as the next version",
    status_code=201,
    response_model=PublishAnswer,
    responses={
        201: {
            "model": PublishAnswer,
            "description": "The version.",
            "headers": {**LOCATION_HEADER, **REPLAYED_HEADER},
        },
        **problems("hard-conflict", "locked", *POST_PROBLEMS),
    },
)
def publish_period(call: CallDep, body: PublishIn, key: IdempotencyKey = None) -> Response:
    """Refused while a hard conflict that nobody overrode stands in the scope."""
    command = _command(body)

    def write(uow: UnitOfWork) -> Answer:
        call.require(AccessRole.PUBLISHER, "publish")
        _check_scope(command, uow)
        published = publish(command, uow=uow, **call.writing)
        return Answer(
            status=201,
            headers={"Location": f"{PREFIX}/publications/{published.publication.number}"},
            body={
                "publication": publication_record(published.publication),
                "conflicts": call.view(uow).conflicts(published.conflicts),
                "diff": diff_record(published.diff, uow),
            },
        )

    return call.write(write)


@routes.post(
    "/publish/preview",
    summary="What publishing a period now would change",
    response_model=PublishPreview,
    responses={
        **done(PublishPreview, "The differences, and what stands in the way.", **REPLAYED_HEADER),
        **problems(*POST_PROBLEMS),
    },
)
def preview_publish(call: CallDep, body: PublishIn, key: IdempotencyKey = None) -> Response:
    """Writes nothing."""
    command = _command(body)

    def read(uow: UnitOfWork) -> Answer:
        call.require(AccessRole.VIEWER, "preview a publication")
        _check_scope(command, uow)
        conflicts, diff = preview_publication(command, principal=call.principal, uow=uow)
        return Answer(
            body={
                "conflicts": call.view(uow).conflicts(conflicts),
                "diff": diff_record(as_if_published(diff), uow),
                "would_be_refused": any(c.blocks for c in conflicts),
            }
        )

    return call.check(read)


@routes.get(
    "/publications",
    summary="List versions, newest first",
    response_model=PublicationPage,
    responses={**done(PublicationPage, "One page of versions."), **problems()},
)
def list_versions(call: CallDep, asked: Annotated[Paging, Query()]) -> Response:
    """Without their snapshots."""
    after = _number(asked.cursor, call.path)

    def read(uow: UnitOfWork) -> Answer:
        page, below = list_publications(after, asked.limit, principal=call.principal, uow=uow)
        items = [{"publication": publication_record(p), "conflicts": []} for p in page]
        return Answer(body={"items": items, "next": None if below is None else closed(str(below), call.path)})

    return call.read(read)


@routes.get(
    "/publications/{number}",
    summary="Read a version with all that it holds",
    response_model=PublicationAnswer,
    responses={**done(PublicationAnswer, "The version."), **problems("not-found")},
)
def read_version(call: CallDep, number: Number) -> Response:
    """With the conflicts that stand today in its period and scope."""

    def read(uow: UnitOfWork) -> Answer:
        publication = read_publication(number, principal=call.principal, uow=uow)
        conflicts = uow.conflicts.find(_scope(publication))
        return Answer(
            body={
                "publication": publication_record(publication, snapshot=True),
                "conflicts": call.view(uow).conflicts(conflicts),
            }
        )

    return call.read(read)


@routes.get(
    "/publications/{number}/diff/{other}",
    summary="What changed between two versions, person by person",
    response_model=DiffAnswer,
    responses={**done(DiffAnswer, "From the first to the second."), **problems("not-found")},
)
def compare(call: CallDep, number: Number, other: Number) -> Response:
    """Of the whole published plan after each of the two."""

    def read(uow: UnitOfWork) -> Answer:
        diff = compare_publications(number, other, principal=call.principal, uow=uow)
        return Answer(body={"diff": diff_record(diff, uow)})

    return call.read(read)


@routes.post(
    "/publications/{number}/restore",
    summary="Put a version's shifts back as drafts",
    response_model=BatchAnswer,
    responses={
        **done(BatchAnswer, "The shifts and assignments that this altered.", **REPLAYED_HEADER),
        **problems("not-found", "hard-conflict", "locked", *POST_PROBLEMS),
    },
)
def restore(call: CallDep, number: Number, key: IdempotencyKey = None) -> Response:
    """With the assignments that they had. One decision: a new hard conflict refuses all of it."""

    def write(uow: UnitOfWork) -> Answer:
        outcome = restore_publication(number, uow=uow, **call.writing)
        call.count(outcome)
        shown = edit_items(call, outcome, ("shift", "assignment"), uow)
        return Answer(body=outcome_record(call, outcome, shown, uow))

    return call.write(write)


def _command(body: PublishIn) -> PublishPeriod:
    if body.from_ >= body.to:
        raise InvalidInput([Fault("to", body.to.isoformat(), "end_not_after_start")])
    return PublishPeriod(
        window=Window(body.from_, body.to),
        site_ids=tuple(body.site_ids),
        mission_ids=tuple(body.mission_ids),
        note=body.note,
    )


def _check_scope(command: PublishPeriod, uow: UnitOfWork) -> None:
    """Raise InvalidInput for sites and missions that are not there: nothing would be published, silently."""
    faults = unknown("site", command.site_ids, "site_ids", uow)
    faults += unknown("mission", command.mission_ids, "mission_ids", uow)
    if faults:
        raise InvalidInput(faults)


def _scope(publication: Publication) -> ConflictQuery:
    return ConflictQuery(
        ends_after=publication.starts_at,
        starts_before=publication.ends_at,
        site_ids=publication.site_ids,
        mission_ids=publication.mission_ids,
    )


def _number(cursor: str | None, path: str) -> int | None:
    place = opened(cursor, path)
    if place is None:
        return None
    if not (place.isascii() and place.isdigit() and len(place) < 10):
        raise InvalidInput([Fault("query.cursor", cursor, "broken_cursor")])
    return int(place)
