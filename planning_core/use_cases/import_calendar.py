"""Absences that come from events of a calendar: known again by their event, whatever became of its times."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
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


def is_of_event(entity: Entity) -> bool:
    """Whether an import of a calendar made it, and not a person."""
    return isinstance(entity, Availability) and entity.id[14:15] == "8"


def event_of(collaborator_id: str, event: CalendarEvent) -> str:
    """What the ids of a person's absences at all times of an event begin with."""
    return event_id(collaborator_id, event)[:_OF_EVENT]


class EventAbsences:
    """What earlier imports made of the events that rows speak of, and what of it may go.

    Each event has absences of its own, even where others are at the same time, so none goes with another's.
    An absence goes once everything that its event has now came in; while a row of it is refused, all stays.
    """

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._by_id: dict[str, Availability] = {}
        self._by_hand: dict[object, Availability] = {}
        self._wanted: dict[str, set[str]] = {}
        self._came: dict[str, set[str]] = {}
        self._held: set[str] = set()

    def load(self, rows: Iterable[Fields]) -> None:
        """Take up a portion of rows; what came of an event in earlier ones counts on."""
        self._wanted = defaultdict(set)
        people = set[str]()
        for row in rows:
            if "event" in row:
                person, event = row["collaborator_id"], row["event"]
                people.add(person)
                self._wanted[event_of(person, event)].update(_ids_now(person, event))
        query = Query(kind="availability", where={"collaborator_id": tuple(sorted(people))}, limit=_AT_ONCE)
        found = [o for o in every(query, self._uow) if isinstance(o, Availability)] if people else []
        self._by_id = {one.id: one for one in found if is_of_event(one)}
        self._by_hand = {natural_key(one): one for one in found if not is_of_event(one)}

    def speak_of(self, entity: Entity) -> bool:
        """Whether it came from an event of this portion, which may move it or take it away."""
        return entity.id[:_OF_EVENT] in self._wanted and is_of_event(entity)

    def meant(self, fields: Fields) -> tuple[Entity, Entity | None]:
        """The absence at one time of an event, and what stands for it: its own, or one made by hand."""
        own_id = event_id(fields["collaborator_id"], fields.pop("event"))
        new = build("availability", None, lambda: own_id, fields)
        current = self._by_id.get(own_id)
        if current is not None:
            return attrs.evolve(new, version=current.version), current
        same = self._by_hand.get(natural_key(new))
        return (new, None) if same is None else (same, same)

    def gone(self, collaborator_id: str, event: CalendarEvent) -> Iterator[tuple[Change, Entity]]:
        """This time of the event came in: the removals of what it has no more, with the last of its times."""
        whose = event_of(collaborator_id, event)
        came = self._came.setdefault(whose, set())
        if event.at is not None:
            came.add(event_id(collaborator_id, event))
        kept = self._wanted[whose]
        if whose in self._held or not kept <= came:
            return
        del self._came[whose]
        for entity_id in [one for one in self._by_id if one.startswith(whose) and one not in kept]:
            yield delete("availability", entity_id), self._by_id.pop(entity_id)

    def hold(self, whose: str) -> None:
        """A row of the event is refused after all: what stands of it stays."""
        self._held.add(whose)

    def holds(self, whose: str) -> bool:
        """Whether what stands of the event stays."""
        return whose in self._held


def _ids_now(person: str, event: CalendarEvent) -> set[str]:
    return {event_id(person, CalendarEvent(event.uid, at, event.times)) for at in event.times}
