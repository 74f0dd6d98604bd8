"""Access tokens and answered requests."""

from __future__ import annotations

import attrs
import pytest

from planning_core.domain.principal import Limits
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.tokens import AccessToken
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import HOUR, START
from tests.ports.record_data import ANSWER, CALENDAR, TOKEN

LIVE = AccessToken(
    id="live",
    name="desk",
    role="planner",
    limits=Limits(site_ids=("hall", "park"), team_ids=("crew",)),
    digest="e",
    created_at=START + HOUR,
)


def add(storage: UnitOfWorkFactory, *tokens: AccessToken) -> None:
    with storage() as work:
        for token in tokens:
            work.tokens.add(token)
        work.commit()


def test_tokens_come_back_oldest_first_and_by_digest(storage: UnitOfWorkFactory) -> None:
    add(storage, LIVE, TOKEN)

    with storage(writes=False) as work:
        assert work.tokens.tokens() == [TOKEN, LIVE]
        assert work.tokens.by_digest("e") == LIVE
        assert work.tokens.by_digest(TOKEN.digest) == TOKEN
        assert work.tokens.by_digest("f") is None
        assert [work.tokens.get(one) for one in ("live", "token", "none")] == [LIVE, TOKEN, None]


def test_name_of_a_live_token_is_refused(storage: UnitOfWorkFactory) -> None:
    add(storage, LIVE)

    with storage() as work, pytest.raises(InvalidInput) as caught:
        work.tokens.add(attrs.evolve(LIVE, id="second", digest="f"))

    assert caught.value.faults == (Fault("name", "desk", "repeated"),)


def test_name_is_free_again_once_its_token_is_revoked(storage: UnitOfWorkFactory) -> None:
    add(storage, LIVE)
    revoked = attrs.evolve(LIVE, revoked_at=START + 2 * HOUR)
    second = attrs.evolve(LIVE, id="second", digest="f")

    with storage() as work:
        work.tokens.update(revoked)
        work.tokens.add(second)
        work.commit()

    with storage() as work:
        assert work.tokens.tokens() == [revoked, second]
        with pytest.raises(InvalidInput):
            work.tokens.update(LIVE)


def test_last_use_is_noted_and_never_goes_back(storage: UnitOfWorkFactory) -> None:
    add(storage, LIVE, TOKEN)
    later = START + 3 * HOUR

    with storage() as work:
        work.tokens.note_use({"live", "token", "none"}, later)
        work.tokens.note_use({"live"}, START)
        work.commit()

    with storage(writes=False) as work:
        assert [token.last_used_at for token in work.tokens.tokens()] == [later, later]


def test_update_leaves_the_last_use_alone(storage: UnitOfWorkFactory) -> None:
    add(storage, LIVE)
    used, revoked = START + 2 * HOUR, attrs.evolve(LIVE, revoked_at=START + 3 * HOUR)

    with storage() as work:
        work.tokens.note_use(["live"], used)
        work.tokens.update(revoked)
        work.commit()

    with storage(writes=False) as work:
        assert work.tokens.get("live") == attrs.evolve(revoked, last_used_at=used)


def test_update_of_an_unknown_token_is_refused(storage: UnitOfWorkFactory) -> None:
    with storage() as work, pytest.raises(NotFound):
        work.tokens.update(LIVE)


def test_answer_is_recalled_by_caller_and_key(storage: UnitOfWorkFactory) -> None:
    with storage() as work:
        work.requests.remember(ANSWER)
        work.commit()

    with storage() as work:
        assert work.requests.recall("ada", "key-1", START) == ANSWER
        assert work.requests.recall("ada", "key-1", START + HOUR) is None
        assert work.requests.recall("bob", "key-1", START) is None
        assert work.requests.recall("ada", "key-2", START) is None


def test_later_answer_takes_the_place_of_an_older_one(storage: UnitOfWorkFactory) -> None:
    later = attrs.evolve(ANSWER, digest="e", status=422, headers=(), body=b"", answered_at=START + HOUR)

    with storage() as work:
        work.requests.remember(ANSWER)
        work.requests.remember(later)
        work.commit()

    with storage() as work:
        assert work.requests.recall("ada", "key-1", START) == later


def test_old_answers_are_forgotten(storage: UnitOfWorkFactory) -> None:
    kept = attrs.evolve(ANSWER, key="kept", answered_at=START + HOUR)
    with storage() as work:
        for answer in (ANSWER, attrs.evolve(ANSWER, user_id="bob"), kept):
            work.requests.remember(answer)
        work.commit()

    with storage() as work:
        dropped = work.requests.forget(START + HOUR)
        again = work.requests.forget(START + HOUR)
        work.commit()

    with storage() as work:
        found = [work.requests.recall("ada", key, START) for key in ("key-1", "kept")]
    assert (dropped, again, found) == (2, 0, [None, kept])


def test_calendar_token_takes_the_place_of_the_persons_earlier_one(storage: UnitOfWorkFactory) -> None:
    renewed = attrs.evolve(CALENDAR, digest="f" * 64, last_used_at=None)
    other = attrs.evolve(CALENDAR, collaborator_id="other", digest="e" * 64)

    with storage() as work:
        for token in (CALENDAR, other, renewed):
            work.calendars.put(token)
        work.calendars.note_use(["person", "nobody"], START + HOUR)
        work.calendars.note_use(["person"], START)
        work.commit()
    with storage() as work:
        work.calendars.remove("other")
        work.calendars.remove("nobody")
        work.commit()

    with storage(writes=False) as work:
        used = attrs.evolve(renewed, last_used_at=START + HOUR)
        assert [work.calendars.get(one) for one in ("person", "other")] == [used, None]
        found = [work.calendars.by_digest(one * 64) for one in "cef"]
        assert found == [None, None, used]
