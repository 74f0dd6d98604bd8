"""The stored plan as items that an import would take back: fields by name, names in place of ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import attrs

from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Assignment
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.alignment import REFERENCES
from planning_core.use_cases.generate import every
from planning_core.use_cases.import_stored import stored_by_key
from planning_core.use_cases.limits import require_without_limits

AT_ONCE = 500
_PEOPLE_AT_ONCE = 50

Names = dict[tuple[str, str], str]


def export_items(query: Query, *, principal: Principal, uow: UnitOfWork) -> Iterator[dict[str, Any]]:
    """What the query matches, as `data` of import items: a portion at a time, in an order an import keeps.

    Others are named by external reference, or by id where they have none; so is what has none itself. Of
    several that an import would take for one, the one that it means. For planners without limits, who may
    know everybody's reasons. Raises Forbidden, OutsideLimits.
    """
    principal.require(AccessRole.PLANNER, "export")
    require_without_limits(principal)
    for entities in _portions(query, uow):
        names = _names(entities, uow)
        for entity in entities:
            yield _data(query.kind, entity, names)


def _portions(query: Query, uow: UnitOfWork) -> Iterator[Sequence[Entity]]:
    if query.kind == "availability":
        yield from _by_person(query, uow)
        return
    query = attrs.evolve(query, limit=AT_ONCE)
    while True:
        page = uow.plan.page(query)
        yield _meant(query.kind, page.items, uow) if query.kind == "assignment" else page.items
        if page.next is None:
            return
        query = attrs.evolve(query, after=page.next)


def _by_person(query: Query, uow: UnitOfWork) -> Iterator[Sequence[Entity]]:
    """What is said of people's time, person by person: what is said twice is seen without keeping it all."""
    after: str | None = None
    while people := uow.plan.collaborator_ids(after, _PEOPLE_AT_ONCE):
        after = people[-1]
        place = {person: n for n, person in enumerate(people)}
        of_these = attrs.evolve(query, where={"collaborator_id": tuple(people)}, limit=AT_ONCE)
        found = [one for one in every(of_these, uow) if isinstance(one, Availability)]
        found.sort(key=lambda one: place[one.collaborator_id])
        yield _meant(query.kind, found, uow)


def _meant(kind: str, entities: Sequence[Entity], uow: UnitOfWork) -> list[Entity]:
    """Those that an import means by what they say."""
    keys = [
        {name: getattr(one, name) for name in ("shift_id", "collaborator_id") if hasattr(one, name)}
        for one in entities
        if isinstance(one, Assignment | Availability)
    ]
    if not keys:
        return []
    meant = {one.id for one in stored_by_key(kind, keys, {}, uow).values()}
    return [one for one in entities if one.id in meant]


def _names(entities: Iterable[Entity], uow: UnitOfWork) -> Names:
    """What those are called that these entities speak of."""
    wanted: dict[str, set[str]] = {}
    for entity in entities:
        for kind, ids in _spoken_of(entity):
            wanted.setdefault(kind, set()).update(ids)
    return {key: reference_of(one) for key, one in uow.plan.gather(wanted).items()}


def _spoken_of(entity: Entity) -> Iterator[tuple[str, Collection[str]]]:
    for field, kind in REFERENCES[kind_of(entity)].items():
        value = getattr(entity, field)
        yield kind, ((value,) if isinstance(value, str) else value or ())
    if isinstance(entity, Collaborator):
        yield "skill", [held.skill_id for held in entity.skills]
        if entity.contract is not None:
            yield "shift_template", list(entity.contract.max_shifts_per_template)


def reference_of(entity: Entity) -> str:
    """What a file calls an entity: its external reference, or its id."""
    ref: str | None = getattr(entity, "external_ref", None)
    return ref or entity.id


def _data(kind: str, entity: Entity, names: Names) -> dict[str, Any]:
    data: dict[str, Any] = {
        name: getattr(entity, name) for name in attrs.fields_dict(type(entity)) if name not in _NOT_IMPORTED
    }
    if "external_ref" in data:
        data["external_ref"] = reference_of(entity)
    for field, of in REFERENCES[kind].items():
        value = data[field]
        if isinstance(value, str):
            data[field] = names.get((of, value), value)
        elif value:
            data[field] = tuple(names.get((of, one), one) for one in value)
    if isinstance(entity, Collaborator):
        data["skills"] = tuple(
            (names.get(("skill", held.skill_id), held.skill_id), held.valid_until) for held in entity.skills
        )
    for nested in ("contract", "recurrence", "override"):
        if data.get(nested) is not None:
            data[nested] = attrs.asdict(data[nested], recurse=False)
    if isinstance(entity, Collaborator) and entity.contract is not None:
        most = entity.contract.max_shifts_per_template.items()
        data["contract"]["max_shifts_per_template"] = dict(
            sorted((names.get(("shift_template", one), one), count) for one, count in most)
        )
    return data


_NOT_IMPORTED = frozenset({"id", "version", "source", "changed_since_publication", "ever_published"})
