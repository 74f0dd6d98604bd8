"""States of audit sinks, their dead letters, and the purge of events, on every storage."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from planning_core.ports.sinks import DeadLetter, SinkState
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import DAY, HOUR, START
from tests.ports.record_data import EVENT

LETTER = DeadLetter(sink="webhook", number=7, refusals=3, error="HTTP 400", at=START)
FULL = SinkState(
    name="webhook",
    position=7,
    failures=3,
    refusals=2,
    error="HTTP 500",
    retry_at=START + HOUR,
    delivered_at=START,
    claimed_by="a",
    claimed_until=START + DAY,
)


def claim(storage: UnitOfWorkFactory, holder: str, hours: float) -> SinkState | None:
    """Claim a sink for an hour."""
    with storage() as work:
        now = START + hours * HOUR
        state = work.sinks.claim("webhook", holder, now, now + HOUR)
        work.commit()
        return state


def test_new_sink_begins_at_its_beginning(storage: UnitOfWorkFactory) -> None:
    state = claim(storage, "a", 0)

    assert state == SinkState(name="webhook", claimed_by="a", claimed_until=START + HOUR)
    with storage(writes=False) as work:
        assert work.sinks.states() == [state]


def test_sink_is_held_by_one_until_its_time_is_up(storage: UnitOfWorkFactory) -> None:
    claims = [
        claim(storage, holder, hours) for holder, hours in (("a", 0), ("b", 0.5), ("a", 0.75), ("b", 1.75))
    ]

    assert [None if one is None else one.claimed_by for one in claims] == ["a", None, "a", "b"]


def test_claim_of_a_clock_that_was_set_back_holds_nobody_up(storage: UnitOfWorkFactory) -> None:
    claim(storage, "a", 50)

    state = claim(storage, "b", 0)

    assert state is not None
    assert (state.claimed_by, state.claimed_until) == ("b", START + HOUR)


def test_state_comes_back_as_it_was_kept(storage: UnitOfWorkFactory) -> None:
    claim(storage, "a", 0)

    with storage() as work:
        kept = work.sinks.keep(FULL, "a")
        work.commit()

    with storage(writes=False) as work:
        assert (kept, work.sinks.states()) == (True, [FULL])


def test_state_of_one_who_lost_the_sink_is_not_kept(storage: UnitOfWorkFactory) -> None:
    claim(storage, "a", 0)
    held = claim(storage, "b", 2)

    with storage() as work:
        kept = (work.sinks.keep(FULL, "a"), work.sinks.keep(attrs.evolve(FULL, name="other"), "a"))
        work.commit()

    with storage(writes=False) as work:
        assert (kept, work.sinks.states()) == ((False, False), [held])


def test_dead_letters_are_listed_by_number_until_they_are_dropped(storage: UnitOfWorkFactory) -> None:
    other = attrs.evolve(LETTER, sink="file", number=5)
    again = attrs.evolve(LETTER, error="HTTP 422", refusals=4)
    with storage() as work:
        for letter in (LETTER, other, again):
            work.sinks.bury(letter)
        work.commit()

    def listed(sinks: Collection[str] = (), after: int = 0, limit: int = 9) -> list[DeadLetter]:
        with storage(writes=False) as work:
            return work.sinks.letters(sinks, after, limit)

    assert (listed(), listed(["webhook"]), listed(after=5), listed(limit=1)) == (
        [other, again],
        [again],
        [again],
        [other],
    )
    with storage() as work:
        work.sinks.unbury("webhook", 7)
        work.sinks.unbury("webhook", 99)
        work.commit()
    assert listed() == [other]


def test_old_events_are_dropped_from_the_beginning_and_numbers_go_on(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        for hour in (0, 1, 2, 9, 3, 4):
            work.events.add(attrs.evolve(EVENT, topic=str(hour), at=START + hour * HOUR))
        work.commit()

    with storage() as work:
        last = work.events.last_sequence()
        early = work.events.oldest_before(START)
        late = work.events.oldest_before(START + HOUR)
        dropped = [work.events.forget(START + 5 * HOUR, limit) for limit in (2, 9, 9)]
        left = [event.topic for event in work.events.after(0, 99)]
        work.commit()
    with storage() as work:
        work.events.add(EVENT)
        numbers = [event.sequence for event in work.events.after(last - 1, 9)]

    assert (early, late, dropped, left) == (False, True, [2, 1, 0], ["9", "3", "4"])
    assert numbers[0] == last
    assert numbers[1] > last


def test_newest_event_stays_however_old(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.events.add(EVENT)
        last = work.events.last_sequence()

        dropped = work.events.forget(START + DAY, 9)

        assert (dropped, work.events.oldest_before(START + DAY), work.events.last_sequence()) == (
            0,
            False,
            last,
        )
