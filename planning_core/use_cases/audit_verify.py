"""Whether the audit trail is what was written: the chain of hashes, walked from its beginning."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from enum import Enum
from typing import Any

import attrs

from planning_core.domain.audit_chain import ChainLink, StoredEntry, chain_hash
from planning_core.domain.record import to_record
from planning_core.ports.history import AuditLog

PORTION = 500
MOST_FINDINGS = 1_000
"""Findings told one by one; of more, only how many there are."""

Anchors = Mapping[int, Collection[str]]
"""Hashes that were kept elsewhere, by the number of their entry."""


class Breach(Enum):
    """What was done to the trail.

    CHANGED: an entry or its hash is not what it was. REMOVED: entries `number` to `until` are gone.
    INSERTED: an entry that nobody appended, or those up to `until`. HEAD: the note of the newest entry, which
    names `number`, was altered.
    ANCHOR: the hash kept elsewhere for `number` is not the one in the trail.
    """

    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    HEAD = "head"
    ANCHOR = "anchor"


@attrs.frozen(kw_only=True)
class AuditFinding:
    """One breach of the chain: where, and in which entry as it stands now."""

    breach: Breach
    number: int
    until: int | None = None
    id: str | None = None
    timestamp: datetime | None = None


@attrs.frozen(kw_only=True)
class AuditVerdict:
    """What a walk along the chain came to: `entries` were read, `head` is the newest, `breaches` in all."""

    entries: int
    head: ChainLink
    findings: tuple[AuditFinding, ...]
    breaches: int


def verdict_record(verdict: AuditVerdict) -> dict[str, Any]:
    """A verdict as plain JSON values; `sound` says it in one word."""
    return {
        "sound": not verdict.breaches,
        "entries": verdict.entries,
        "head": to_record(verdict.head),
        "breaches": verdict.breaches,
        "findings": [to_record(finding) for finding in verdict.findings],
    }


def verify_audit(
    *, audit: AuditLog, anchors: Anchors | None = None, told: Callable[[int, int], None] | None = None
) -> AuditVerdict:
    """Walk the whole chain in bounded memory; entries that are appended meanwhile are walked too.

    `told` hears how many entries were read, and of how many. Whoever can rewrite every entry from some point
    on, and the note of the newest one, leaves a chain that is sound in itself: only `anchors` show that.
    """
    walk, after, head = _Walk(audit.origin(), anchors or {}), None, audit.head()
    while True:
        walk.meet(head)
        for stored in _portions(audit, after, head.number):
            walk.take(stored)
            if told is not None and walk.entries % PORTION == 0:
                told(walk.entries, head.number)
        # Who appends writes entry and note together: read in this order, no entry is ahead of the note.
        newest, later = audit.newest(), audit.head()
        if later.number <= head.number:
            break
        after, head = head.number, later
    walk.end()
    if newest > head.number:
        _go_beyond(walk, audit, head, newest)
    walk.miss_anchors()
    return AuditVerdict(
        entries=walk.entries, head=head, findings=tuple(walk.findings), breaches=walk.breaches
    )


def _portions(audit: AuditLog, after: int | None, until: int) -> Iterator[StoredEntry]:
    while portion := audit.stored(after, until, PORTION):
        yield from portion
        after = portion[-1].number


def _go_beyond(walk: _Walk, audit: AuditLog, head: ChainLink, newest: int) -> None:
    """Entries stand after the one that is noted as the newest: is it them or the note that is wrong?"""
    last = audit.stored(newest - 1, newest, 1)
    if head.number <= 0 or (last and last[0].hash == head.hash):
        walk.found(Breach.HEAD, number=head.number)
        for stored in _portions(audit, head.number, newest):
            walk.take(stored)
        return
    first = audit.stored(head.number, None, 1)[0]
    until = None if newest == first.number else newest
    walk.found(Breach.INSERTED, number=first.number, until=until, id=first.id, timestamp=first.timestamp)


class _Walk:
    """Where the walk stands: the last number, and which hashes the next entry may build on."""

    def __init__(self, origin: str, anchors: Anchors) -> None:
        self.number, self.entries, self.breaches = 0, 0, 0
        self.findings: list[AuditFinding] = []
        self._anchors = dict(anchors)
        self._origin, self._head = origin, ChainLink(0, origin)
        # The last entry's hash as stored; as it should be; and the hash before it, should it be one too many.
        self._last: str | None = origin
        self._should: str | None = None
        self._before: str | None = None
        self._compare_anchor(0, origin)

    def meet(self, head: ChainLink) -> None:
        """The note that the walk will be held against when it comes to its number."""
        self._head = head

    def take(self, stored: StoredEntry) -> None:
        """Go on to the next entry that is stored."""
        self.entries += 1
        if stored.number <= self.number:
            self._at(Breach.INSERTED, stored)
            return
        if stored.number > self.number + 1:
            self.found(Breach.REMOVED, number=self.number + 1, until=stored.number - 1)
            self._last = self._should = self._before = None  # what it builds on is gone
        self.number = stored.number
        self._check(stored)
        self._compare_anchor(stored.number, stored.hash)
        if stored.number == self._head.number:
            self._compare_head()

    def end(self) -> None:
        """Say what is missing at the end."""
        head = self._head
        if head.number > self.number and head.hash == self._last:
            self.found(Breach.HEAD, number=head.number)
        elif head.number > self.number:
            self.found(Breach.REMOVED, number=self.number + 1, until=head.number)
        elif head.number < 0 or (head.number == 0 and head.hash != self._origin):
            self.found(Breach.HEAD, number=head.number)

    def miss_anchors(self) -> None:
        """Say which anchors speak of entries that were not met."""
        for number in sorted(self._anchors):
            self.found(Breach.ANCHOR, number=number)

    def found(self, breach: Breach, **where: Any) -> None:
        """Note a breach."""
        self.breaches += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(AuditFinding(breach=breach, **where))

    def _at(self, breach: Breach, stored: StoredEntry) -> None:
        self.found(breach, number=stored.number, id=stored.id, timestamp=stored.timestamp)

    def _check(self, stored: StoredEntry) -> None:
        entry, last = stored.entry, self._last
        if last is None and entry is not None:
            self._stand(stored.hash, None, None)
            return
        if entry is not None and stored.hash in {chain_hash(h, entry) for h in (last, self._should) if h}:
            self._stand(stored.hash, None, None)
            return
        if entry is not None and self._before and stored.hash == chain_hash(self._before, entry):
            # It builds on the entry before the last one: that one was put in between.
            self._reconsider()
            self._stand(stored.hash, None, None)
            return
        self._at(Breach.CHANGED, stored)
        should = None if entry is None or last is None else chain_hash(last, entry)
        self._stand(stored.hash, should, last)

    def _stand(self, last: str, should: str | None, before: str | None) -> None:
        self._last, self._should, self._before = last, should, before

    def _reconsider(self) -> None:
        if self.findings and self.findings[-1].breach is Breach.CHANGED:
            self.findings[-1] = attrs.evolve(self.findings[-1], breach=Breach.INSERTED)

    def _compare_head(self) -> None:
        if self._head.hash not in (self._last, self._should):
            self.found(Breach.HEAD, number=self._head.number)

    def _compare_anchor(self, number: int, found: str) -> None:
        kept = self._anchors.pop(number, None)
        if kept is not None and set(kept) != {found}:
            self.found(Breach.ANCHOR, number=number)
