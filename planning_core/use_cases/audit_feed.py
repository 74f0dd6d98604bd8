"""Feeding audit entries to sinks: in order, at least once, by one feeder at a time, beside all writes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import attrs

from planning_core.domain.audit_chain import StoredEntry
from planning_core.domain.record import to_record
from planning_core.ports.clock import Clock
from planning_core.ports.sinks import (
    AuditSink,
    DeadLetter,
    SinkDown,
    SinkError,
    SinkRefused,
    SinkState,
)
from planning_core.ports.unit_of_work import UnitOfWork, UnitOfWorkFactory

PORTION = 100
"""Entries delivered at once."""
LEASE = timedelta(seconds=20)
"""How long a feeder holds a sink without a word; a delivery must take less."""
ONE_BY_ONE = timedelta(seconds=5)
"""How long entries of a refused portion are tried one by one before the state is stored."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)


@attrs.frozen(kw_only=True)
class Feeding:
    """How sinks are fed: the organization's name on what is sent, whether reasons of absences go with it,
    and after how many refusals an entry becomes a dead letter."""

    organization: str
    with_reasons: bool = False
    most_refusals: int = 8


Record = Mapping[str, Any]


def feed_sink(
    sink: AuditSink, *, feeding: Feeding, holder: str, unit_of_work: UnitOfWorkFactory, clock: Clock
) -> bool:
    """Deliver the next entries, if it is time; whether it is worth coming back at once.

    No transaction is open while the sink is spoken to. Raises Unavailable where storage fails.
    """
    with unit_of_work(writes=False) as uow:
        if not _is_due(_state_of(sink.name, uow), uow.audit.head().number, holder, clock.now()):
            return False
    now = clock.now()
    with unit_of_work() as uow:
        state = uow.sinks.claim(sink.name, holder, now, now + LEASE)
        if state is None:
            return False
        # After a refusal the culprit goes alone.
        limit = 1 if state.refusals else PORTION
        entries = uow.audit.stored(state.position, None, limit)
        uow.commit()
    if not entries:
        return False  # what the trail says is there has been removed
    delivered, error = _deliver(sink, [_outgoing(entry, feeding) for entry in entries], clock)
    left, now = entries[delivered:], clock.now()
    more = error is None and len(entries) == limit
    state = _after(state, entries[delivered - 1].number if delivered else state.position, error, now)
    state = attrs.evolve(state, claimed_until=now + LEASE if more else now)
    with unit_of_work() as uow:
        if isinstance(error, SinkRefused) and left and state.refusals >= feeding.most_refusals:
            number = left[0].number
            uow.sinks.bury(
                DeadLetter(sink=sink.name, number=number, refusals=state.refusals, error=str(error), at=now)
            )
            more = True
            state = attrs.evolve(state, position=number, failures=0, refusals=0, retry_at=None)
        if not uow.sinks.keep(state, holder):
            return False  # it took too long: another feeder holds the sink by now
        uow.commit()
    return more


def resend_letters(
    sink: AuditSink,
    numbers: Collection[int],
    *,
    feeding: Feeding,
    unit_of_work: UnitOfWorkFactory,
    told: Callable[[int, SinkError | None], None],
) -> None:
    """Deliver a sink's dead letters (empty `numbers`: all) once more, those that arrive are dropped.

    `told` hears of each, with the error or None. Stops where the sink is down.
    """
    after = 0
    while True:
        with unit_of_work(writes=False) as uow:
            letters = uow.sinks.letters([sink.name], after, PORTION)
            stored = {one.number: uow.audit.stored(one.number - 1, one.number, 1) for one in letters}
        if not letters:
            return
        after = letters[-1].number
        for letter in letters:
            if numbers and letter.number not in numbers:
                continue
            try:
                sink.deliver([_outgoing(entry, feeding) for entry in stored[letter.number]])
            except SinkError as error:
                told(letter.number, error)
                if isinstance(error, SinkDown):
                    return
                continue
            with unit_of_work() as uow:
                uow.sinks.unbury(sink.name, letter.number)
                uow.commit()
            told(letter.number, None)


def purge_events(
    *, before: datetime, sinks: Collection[str], unit_of_work: UnitOfWorkFactory, limit: int = 2_000
) -> bool:
    """Drop outgoing events from before an instant whose entries every one of these sinks has got.

    Whether there may be more to drop. The newest event always stays: numbers go on from it.
    """
    with unit_of_work(writes=False) as uow:
        before = min([before, *_waiting_since(uow, sinks)])
        if not uow.events.oldest_before(before):
            return False
    with unit_of_work() as uow:
        dropped = uow.events.forget(before, limit)
        uow.commit()
    return dropped == limit


def _waiting_since(uow: UnitOfWork, sinks: Collection[str]) -> list[datetime]:
    """When the first entry was made that the slowest of these sinks has not got."""
    position = min((_state_of(name, uow).position for name in sinks), default=None)
    if position is None:
        return []
    waiting = uow.audit.stored(position, None, 1)
    return [entry.timestamp for entry in waiting if entry.timestamp is not None]


def _state_of(name: str, uow: UnitOfWork) -> SinkState:
    return next((state for state in uow.sinks.states() if state.name == name), SinkState(name=name))


def _is_due(state: SinkState, newest: int, holder: str, now: datetime) -> bool:
    # An instant further off than it can have been set to is one of a clock that was set back since.
    if state.position >= newest:
        return False
    if state.retry_at is not None and now < state.retry_at <= now + LONGEST_WAIT:
        return False
    held = state.claimed_until is not None and now < state.claimed_until <= now + LEASE
    return not held or state.claimed_by == holder


def _deliver(sink: AuditSink, records: Sequence[Record], clock: Clock) -> tuple[int, SinkError | None]:
    """Hand entries over; how many were taken, and what stopped the next one."""
    try:
        sink.deliver(records)
    except SinkRefused as error:
        if len(records) == 1:
            return 0, error
    except SinkDown as error:
        return 0, error
    else:
        return len(records), None
    started = clock.now()
    for number, record in enumerate(records):
        if clock.now() - started > ONE_BY_ONE:
            return number, None
        try:
            sink.deliver([record])
        except SinkError as error:
            return number, error
    return len(records), None


def _after(state: SinkState, reached: int, error: SinkError | None, now: datetime) -> SinkState:
    moved = reached > state.position
    state = attrs.evolve(
        state,
        position=reached,
        delivered_at=now if moved else state.delivered_at,
        failures=0 if moved else state.failures,
        refusals=0 if moved else state.refusals,
    )
    if error is None:
        return attrs.evolve(state, failures=0, refusals=0, error=None, retry_at=None)
    wait = min(FIRST_WAIT * 2 ** min(state.failures, 20), LONGEST_WAIT)
    return attrs.evolve(
        state,
        failures=state.failures + 1,
        refusals=state.refusals + isinstance(error, SinkRefused),
        error=str(error),
        retry_at=now + wait,
    )


def _outgoing(stored: StoredEntry, feeding: Feeding) -> Record:
    """An entry as sinks get it. One that cannot be read goes out as its number, id and hash."""
    place = {"organization": feeding.organization, "number": stored.number, "hash": stored.hash}
    if stored.entry is None:
        return {**place, "id": stored.id}
    record = to_record(stored.entry)
    if stored.entry.entity == "availability" and not feeding.with_reasons:
        for side in ("before", "after"):
            if record[side] is not None:
                record[side] = {**record[side], "reason": None}
    return {**place, **record}
