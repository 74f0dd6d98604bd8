"""Audit trail, publications and rule settings in memory."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.domain.audit_chain import ChainLink, StoredEntry, chain_hash, chain_origin
from planning_core.domain.history import PlanningChange, Publication, RuleSetting
from planning_core.domain.time import zone
from planning_core.memory.state import State
from planning_core.ports.history import AuditPage, AuditQuery
from planning_core.ports.listing import read_number_cursor


class InMemoryAuditLog:
    """The audit trail as a list; an entry's number is its place in it, from 1."""

    def __init__(self, state: State) -> None:
        self._stored = state.audit

    def append(self, entries: Sequence[PlanningChange]) -> None:
        """Add entries, in their order, each with its hash."""
        for entry in entries:
            link = self.head()
            self._stored.append(
                StoredEntry(
                    number=link.number + 1, hash=chain_hash(link.hash, entry), id=entry.id, entry=entry
                )
            )

    def page(self, query: AuditQuery) -> AuditPage:
        """One page, newest first."""
        below = len(self._stored) + 1 if query.after is None else read_number_cursor(query.after)
        found: list[tuple[int, PlanningChange]] = []
        for number in range(min(below - 1, len(self._stored)), 0, -1):
            entry = self._stored[number - 1].entry
            if entry is not None and _matches(entry, query):
                found.append((number, entry))
            if len(found) > query.limit:
                break
        shown = found[: query.limit]
        more = len(found) > query.limit and bool(shown)
        return AuditPage([entry for _, entry in shown], str(shown[-1][0]) if more else None)

    def origin(self) -> str:
        """What the first entry's hash builds on."""
        return chain_origin("")

    def head(self) -> ChainLink:
        """The newest entry's number and hash."""
        return ChainLink(len(self._stored), self._stored[-1].hash if self._stored else self.origin())

    def newest(self) -> int:
        """The highest number that an entry is stored under, 0 where there is none."""
        return len(self._stored)

    def stored(self, after: int | None, until: int | None, limit: int) -> Sequence[StoredEntry]:
        """What is stored under numbers above `after` and up to `until`, by number."""
        first = max(after or 0, 0)
        last = len(self._stored) if until is None else max(until, 0)
        return self._stored[first : min(first + limit, last)]


def _matches(entry: PlanningChange, query: AuditQuery) -> bool:
    return (
        (not query.entities or entry.entity in query.entities)
        and (not query.entity_ids or entry.entity_id in query.entity_ids)
        and (not query.user_ids or entry.user_id in query.user_ids)
        and (not query.actions or entry.action in query.actions)
        and (query.since is None or entry.timestamp >= query.since)
        and (query.until is None or entry.timestamp < query.until)
    )


class InMemoryPublicationStore:
    """Publications in a dict by number."""

    def __init__(self, state: State) -> None:
        self._state = state

    def next_number(self) -> int:
        """The number of the next publication."""
        return max(self._state.publications, default=0) + 1

    def add(self, publication: Publication) -> None:
        """Keep a publication with its snapshot."""
        number = publication.number
        self._state.publications[number] = publication
        for shift_id in (*publication.removed_shift_ids, *(held.shift.id for held in publication.snapshot)):
            _raise_to(self._state.last_published, shift_id, number)
        for held in publication.snapshot:
            for assignment in held.assignments:
                shifts = self._state.published_to.setdefault(assignment.collaborator_id, {})
                _raise_to(shifts, held.shift.id, number)

    def get(self, number: int) -> Publication | None:
        """A publication with its snapshot, or None."""
        return self._state.publications.get(number)

    def newest(self, after: int | None, limit: int) -> list[Publication]:
        """Publications, newest first, below the number `after`, their snapshots left empty."""
        numbers = sorted((n for n in self._state.publications if after is None or n < after), reverse=True)
        return [attrs.evolve(self._state.publications[number], snapshot=()) for number in numbers[:limit]]

    def up_to(self, number: int) -> list[Publication]:
        """All publications with their snapshots from the first to that number, in order."""
        return [self._state.publications[one] for one in sorted(self._state.publications) if one <= number]

    def published_to(self, collaborator_id: str) -> dict[str, int]:
        """The shifts that are published to a person now, each with its publication's number."""
        last = self._state.last_published
        shifts = self._state.published_to.get(collaborator_id, {})
        return {shift_id: number for shift_id, number in shifts.items() if last[shift_id] == number}


def _raise_to(numbers: dict[str, int], key: str, number: int) -> None:
    numbers[key] = max(numbers.get(key, 0), number)


class InMemoryRuleSettings:
    """Rule settings in a dict by code."""

    def __init__(self, state: State) -> None:
        self._state = state

    def rule_set(self) -> str:
        """The name of the rule set."""
        return self._state.rule_set

    def timezone(self) -> str:
        """The organization's zone."""
        return self._state.timezone

    def configure(self, *, rule_set: str | None = None, timezone: str | None = None) -> None:
        """Set the rule set or the zone (None: as it is)."""
        if timezone is not None:
            zone(timezone)
            self._state.timezone = timezone
        if rule_set is not None:
            self._state.rule_set = rule_set

    def settings(self) -> list[RuleSetting]:
        """Every stored setting, by code."""
        return [self._state.rule_settings[code] for code in sorted(self._state.rule_settings)]

    def put(self, setting: RuleSetting) -> None:
        """Keep a setting in the place of the earlier one of that rule."""
        self._state.rule_settings[setting.id] = setting

    def checked_under(self) -> str | None:
        """The digest of the rules that the stored conflicts were found with."""
        return self._state.checked_under

    def mark_checked(self, digest: str) -> None:
        """Note under which rules the stored conflicts were found."""
        self._state.checked_under = digest
