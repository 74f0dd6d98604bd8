"""Absences that come from events of a calendar: known again by their event, whatever became of its times."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

import attrs

from planning_core.domain.change import Change, delete
from planning_core.domain.importing import CalendarEvent
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.generate import every
from planning_core.use_cases.import_entities import Fields, build, natural_key

_AT_ONCE = 1000
_OF_EVENT = 18
"""Characters of an id that are those of the event; the rest tells which of its times it is."""


def event_id(collaborator_id: str, event: CalendarEvent) -> str:
    """The id (a UUIDv8) of a person's absence at one time of an event: the same at each import."""
    whose = sha256(f"{collaborator_id}\n{event.uid}".encode()).hexdigest()
    when = sha256((event.at or "").encode()).hexdigest()
    return f"{whose[:8]}-{whose[8:12]}-8{whose[12:15]}-8{when[:3]}-{when[3:15]}"


class StoredEvents:
    """What earlier imports made of the events that these rows speak of."""

    def __init__(self, rows: Iterable[Fields], uow: UnitOfWork) -> None:
        people = sorted({row["collaborator_id"] for row in rows if "event" in row})
        query = Query(kind="availability", where={"collaborator_id": tuple(people)}, limit=_AT_ONCE)
        found = [one for one in every(query, uow) if isinstance(one, Availability)] if people else []
        self._by_id = {one.id: one for one in found if one.id[14:15] == "8"}
        self._done: set[str] = set()

    def meant(self, fields: Fields, known: Mapping[object, Entity]) -> tuple[Entity, Entity | None]:
        """The absence at one time of an event, and what stands for it: its own, or one that says the same."""
        own_id = event_id(fields["collaborator_id"], fields.pop("event"))
        new = build("availability", None, lambda: own_id, fields)
        current = self._by_id.get(own_id)
        if current is not None:
            return attrs.evolve(new, version=current.version), current
        same = known.get(natural_key(new))
        return (new, None) if same is None else (same, same)

    def gone(self, collaborator_id: str, event: CalendarEvent) -> Iterator[tuple[Change, Entity]]:
        """The removals of what the event has no more, told once for each event and person."""
        whose = event_id(collaborator_id, event)[:_OF_EVENT]
        if whose in self._done:
            return
        self._done.add(whose)
        kept = {event_id(collaborator_id, CalendarEvent(event.uid, at, event.times)) for at in event.times}
        for entity_id, one in self._by_id.items():
            if entity_id.startswith(whose) and entity_id not in kept:
                yield delete("availability", entity_id), one
