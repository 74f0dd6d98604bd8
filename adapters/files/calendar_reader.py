"""Absences from an iCalendar file: each event a window, or a weekly one, of the person it speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Any

from icalendar import Timezone
from icalendar.prop import vBroken

from adapters.files.calendar_events import AbsenceEvent, Row, rows_of
from adapters.files.calendar_lines import Component, read_calendar
from adapters.files.calendar_times import UnreadableTime
from planning_core.domain.importing import CalendarEvent, Header, Place, RawRow
from planning_core.errors import Fault, InvalidInput

_MOST_OBSERVANCES = 200


class CalendarFile:
    """An iCalendar file of absences, of `person` or of those whom its events name as attendees.

    Raises InvalidInput, when it is made, for a file that is no calendar or breaks off.
    """

    headers: tuple[Header, ...] = ()
    kinds = ("availability",)

    def __init__(self, path: Path, encoding: str, person: str | None) -> None:
        self.path, self.encoding, self._person = path, encoding, person
        self.text = read_calendar(path, encoding)
        self._zones = {name: found for zone in self.text.zones for name, found in self._own_zone(zone)}

    def rows(self, kind: str) -> Iterator[RawRow]:
        """A row for each person and time of each event; those of one event follow each other."""
        if kind not in self.kinds:
            return
        for components in self.together():
            yield from self._rows(components)

    def together(self) -> Iterator[list[Component]]:
        """The events as they stand, those of one UID together."""
        found: dict[str, list[Component]] = defaultdict(list)
        for event in self.text.events:
            found[event.uid or f"\n{event.line}"].append(event)
        yield from found.values()

    def _rows(self, components: list[Component]) -> Iterator[RawRow]:
        """The rows of the events of one UID; one that cannot be read keeps them all out."""
        cancelled = self.text.properties.get("METHOD") == "CANCEL"
        line = components[0].line
        try:
            events = []
            for component in components:
                line = component.line
                events.append(AbsenceEvent.read(component, self._zones, cancelled=cancelled))
            rows = rows_of(events)
        except UnreadableTime as error:
            yield self._refused(line, Fault(error.name, error.value or None, error.reason, error.limits))
            return
        except (ValueError, OverflowError) as error:
            yield self._refused(line, Fault("", None, "malformed_event", {"problem": str(error)[:200]}))
            return
        yield from self._of_people(components[0].uid, rows)

    def _of_people(self, uid: str, rows: list[Row]) -> Iterator[RawRow]:
        """The rows for each person, with all the times that the event has for them."""
        times: dict[str, set[str]] = defaultdict(set)
        people = [(row, self._people(row)) for row in rows]
        for row, named in people:
            for person in named:
                times[person].update(() if row.at is None else (row.at,))
        for row, named in people:
            if not named:
                yield self._refused(row.line, Fault("ATTENDEE", None, "nobody_named"))
            for person in named:
                if row.at is None and (times[person] or not uid):
                    continue
                given = {"event": CalendarEvent(uid, row.at, frozenset(times[person]))} if uid else {}
                values = {"collaborator": person, **row.values}
                yield RawRow(self._place(row.line), "availability", values, (), given)

    def _people(self, row: Row) -> tuple[str, ...]:
        return row.people if self._person is None else (self._person,)

    def _refused(self, line: int, fault: Fault) -> RawRow:
        return RawRow(self._place(line), "availability", {}, (fault,))

    def _place(self, line: int) -> Place:
        return Place(str(self.path), line)

    def _own_zone(self, component: Component) -> Iterator[tuple[str, tzinfo]]:
        """A zone that the file describes by its name, where its rules go by the year."""
        try:
            zone: Any = Timezone.from_ical(component.text)
            name = str(zone.get("TZID", ""))
            rules = [part.get("RRULE") for part in zone.subcomponents]
            if name and all(map(_is_yearly, rules)) and len(rules) <= _MOST_OBSERVANCES:
                yield name, zone.to_tz(lookup_tzid=False)
        except (ValueError, TypeError, KeyError, AttributeError, LookupError) as error:
            where = f"{self.path}:{component.line}"
            limits = {"problem": str(error)[:200]}
            raise InvalidInput([Fault(where, str(self.path), "malformed_zone", limits)]) from None


def _is_yearly(rule: Any) -> bool:
    """Whether a zone's rule is one that can be followed at once: once a year, or never."""
    return rule is None or (not isinstance(rule, list | vBroken) and rule.get("FREQ") == ["YEARLY"])
