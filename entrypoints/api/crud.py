"""The five endpoints that every noun of the plan has: list, create, read, replace, delete."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

import attrs
from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from contracts.incoming import EntityIn, to_entity
from entrypoints.api.calls import Answer, Call, CallDep, etag, expected_version
from entrypoints.api.declarations import (
    BODY_PROBLEMS,
    ETAG_HEADER,
    POST_PROBLEMS,
    WRITE_PROBLEMS,
    EntityId,
    IdempotencyKey,
    IfMatch,
    done,
    made,
    problems,
)
from entrypoints.api.listing import Paging, closed, filters_of, paging, query_of
from entrypoints.api.routes import PREFIX, router
from entrypoints.api.visibility import one_of, page_of, require_own
from planning_core.domain.change import Change, create, delete, update
from planning_core.domain.conflict import Conflict
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome
from planning_core.use_cases.write import apply_changes

_ABOUT = frozenset({"shift", "assignment", "collaborator"})


@attrs.frozen(kw_only=True)
class Noun:
    """A kind of entity as the API offers it."""

    kind: str
    path: str
    body: type[EntityIn]
    answer: type[BaseModel]
    page: type[BaseModel]
    one: str
    many: str
    after_delete: str = "It as it last was."

    def location(self, entity_id: str) -> str:
        """Where an entity is read."""
        return f"{PREFIX}{self.path}/{entity_id}"


def crud_router(noun: Noun) -> APIRouter:
    """The noun's router with its five endpoints."""
    routes = router(noun.many)
    _add_list(routes, noun)
    _add_create(routes, noun)
    _add_read(routes, noun)
    _add_replace(routes, noun)
    _add_delete(routes, noun)
    return routes


def _typed(
    endpoint: Callable[..., Response], noun: Noun, action: str, **types: Any
) -> Callable[..., Response]:
    """The endpoint under a name of its own, its parameters typed for this noun."""
    endpoint.__name__ = f"{action}_{noun.kind}"
    endpoint.__annotations__.update(types)
    return endpoint


def _add_list(routes: APIRouter, noun: Noun) -> None:
    def list_all(call: CallDep, asked: Paging) -> Response:
        return call.read_list(lambda uow: _listed(call, noun, asked, uow))

    routes.get(
        noun.path,
        summary=f"List {noun.many}",
        response_model=noun.page,
        responses={**done(noun.page, f"One page of {noun.many}."), **problems()},
    )(_typed(list_all, noun, "list", asked=Annotated[filters_of(noun.kind), Query()]))


def _add_create(routes: APIRouter, noun: Noun) -> None:
    def create_one(call: CallDep, body: EntityIn, key: IdempotencyKey = None) -> Response:
        entity = to_entity(body, call.app.ids.new_id())
        return call.write(lambda uow: _written(call, noun, create(entity), uow, made_new=True))

    routes.post(
        noun.path,
        summary=f"Create {noun.one}",
        status_code=201,
        response_model=noun.answer,
        responses={
            **made(noun.answer, "It, and the conflicts that concern it."),
            **problems("hard-conflict", *POST_PROBLEMS),
        },
    )(_typed(create_one, noun, "create", body=noun.body))


def _add_read(routes: APIRouter, noun: Noun) -> None:
    def read_one(call: CallDep, entity_id: EntityId) -> Response:
        return call.read(lambda uow: _one(call, noun, entity_id, uow))

    routes.get(
        noun.path + "/{id}",
        summary=f"Read {noun.one}",
        response_model=noun.answer,
        responses={
            **done(noun.answer, "It, and the conflicts that concern it.", **ETAG_HEADER),
            **problems("not-found"),
        },
    )(_typed(read_one, noun, "read"))


def _add_replace(routes: APIRouter, noun: Noun) -> None:
    def replace_one(call: CallDep, entity_id: EntityId, body: EntityIn, if_match: IfMatch = None) -> Response:
        entity = to_entity(body, entity_id)
        change = update(entity, expected_version(if_match))
        return call.write(lambda uow: _written(call, noun, change, uow))

    routes.put(
        noun.path + "/{id}",
        summary=f"Replace {noun.one}",
        response_model=noun.answer,
        responses={
            **done(noun.answer, "It as it now is, and the conflicts that concern it.", **ETAG_HEADER),
            **problems("not-found", *WRITE_PROBLEMS, *BODY_PROBLEMS),
        },
    )(_typed(replace_one, noun, "replace", body=noun.body))


def _add_delete(routes: APIRouter, noun: Noun) -> None:
    def delete_one(call: CallDep, entity_id: EntityId, if_match: IfMatch = None) -> Response:
        change = delete(noun.kind, entity_id, expected_version(if_match))
        return call.write(lambda uow: _written(call, noun, change, uow))

    routes.delete(
        noun.path + "/{id}",
        summary=f"Delete {noun.one}",
        response_model=noun.answer,
        responses={
            **done(noun.answer, noun.after_delete, **ETAG_HEADER),
            **problems("not-found", *WRITE_PROBLEMS),
        },
    )(_typed(delete_one, noun, "delete"))


def _listed(call: Call, noun: Noun, asked: Paging, uow: UnitOfWork) -> Answer:
    query = query_of(noun.kind, asked, call.path)
    with paging(asked):
        page = page_of(query, call.principal, uow)
    items = page.items
    view = call.view(uow)
    conflicts = view.by_id(conflicts_about(noun.kind, items, uow))
    return Answer(
        body={
            "items": [{noun.kind: view.entity(e), "conflicts": conflicts.get(e.id, [])} for e in items],
            "next": closed(page.next, call.path),
        }
    )


def _one(call: Call, noun: Noun, entity_id: str, uow: UnitOfWork) -> Answer:
    entity = one_of(noun.kind, entity_id, call.principal, uow)
    conflicts = conflicts_about(noun.kind, [entity], uow).get(entity_id, [])
    return Answer(body=call.view(uow).answer(entity, conflicts), headers=etag(entity.version))


def _written(call: Call, noun: Noun, change: Change, uow: UnitOfWork, *, made_new: bool = False) -> Answer:
    require_own([change], call.principal, uow)
    outcome = apply_changes([change], uow=uow, **call.writing)
    call.count(outcome)
    entity = outcome.entity_at(0)
    if made_new and noun.kind in _ABOUT:
        conflicts = list(outcome.conflicts)  # whatever names what is new was judged just now
    else:
        conflicts = standing(noun.kind, entity, outcome, uow)
    headers = etag(entity.version)
    if made_new:
        headers["Location"] = noun.location(entity.id)
    return Answer(
        body=call.view(uow).answer(entity, conflicts), status=201 if made_new else 200, headers=headers
    )


def standing(kind: str, entity: Entity, outcome: Outcome, uow: UnitOfWork) -> list[Conflict]:
    """Conflicts to answer a write with: those that concern the entity, and all that the write brought."""
    about = conflicts_about(kind, [entity], uow).get(entity.id, [])
    found = {c.fingerprint: c for c in (*about, *outcome.new_conflicts)}
    return sorted(found.values(), key=Conflict.sort_key)


def conflicts_about(kind: str, entities: Iterable[Entity], uow: UnitOfWork) -> dict[str, list[Conflict]]:
    """Stored conflicts that concern these entities, by id."""
    if kind in _ABOUT:
        return uow.conflicts.about(kind, [e.id for e in entities])
    if kind == "availability":
        return _of_availability([e for e in entities if isinstance(e, Availability)], uow)
    return {}


def _of_availability(entries: Sequence[Availability], uow: UnitOfWork) -> dict[str, list[Conflict]]:
    """Conflicts that name an entry among their figures."""
    if not entries:
        return {}
    people = uow.conflicts.about("collaborator", {e.collaborator_id for e in entries})
    found: dict[str, list[Conflict]] = {}
    for entry in entries:
        own = [
            c for c in people.get(entry.collaborator_id, ()) if c.details.get("availability_id") == entry.id
        ]
        if own:
            found[entry.id] = own
    return found
