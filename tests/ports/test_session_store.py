"""Browser sessions and sign-in codes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import attrs

from planning_core.ports.sessions import SignInCode
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from tests.ports.plan_data import HOUR, START
from tests.ports.record_data import CODE, SESSION

UNUSED = attrs.evolve(CODE, used_at=None)


def keep(storage: UnitOfWorkFactory, *codes: SignInCode) -> None:
    with storage() as work:
        for code in codes:
            work.sessions.add_code(code)
        work.commit()


def use(storage: UnitOfWorkFactory, code: SignInCode, minutes: int = 0) -> SignInCode | None:
    with storage() as work:
        used = work.sessions.use_code(code.digest, START + minutes * HOUR / 60)
        work.commit()
    return used


def test_code_is_used_once_with_every_field_as_it_was(storage: UnitOfWorkFactory) -> None:
    keep(storage, UNUSED)

    used = [use(storage, UNUSED), use(storage, UNUSED)]

    assert used == [CODE, None]


def test_code_opens_nothing_from_its_end_on(storage: UnitOfWorkFactory) -> None:
    other = attrs.evolve(UNUSED, digest="e")
    keep(storage, UNUSED, other)

    late, in_time = use(storage, UNUSED, 60), use(storage, other, 59)

    assert (late, None if in_time is None else in_time.digest) == (None, "e")


def test_unknown_code_opens_nothing(storage: UnitOfWorkFactory) -> None:
    assert use(storage, UNUSED) is None


def test_code_of_an_undone_sign_in_can_be_used(storage: UnitOfWorkFactory) -> None:
    keep(storage, UNUSED)
    with storage() as work:
        work.sessions.use_code(UNUSED.digest, START)

    assert use(storage, UNUSED) == CODE


def test_code_is_used_by_one_of_many_at_the_same_moment(storage: UnitOfWorkFactory) -> None:
    keep(storage, UNUSED)
    together = Barrier(4)

    def race(_: int) -> bool:
        together.wait()
        return use(storage, UNUSED) is not None

    with ThreadPoolExecutor(4) as pool:
        used = list(pool.map(race, range(4)))

    assert sorted(used) == [False, False, False, True]


def test_session_comes_back_by_digest_until_it_is_removed(storage: UnitOfWorkFactory) -> None:
    other = attrs.evolve(SESSION, digest="e", collaborator_id=None, token_id=None)
    with storage() as work:
        work.sessions.add(SESSION)
        work.sessions.add(other)
        work.commit()

    with storage() as work:
        found = [work.sessions.by_digest(d) for d in (SESSION.digest, "e", "f")]
        work.sessions.remove(SESSION.digest)
        work.sessions.remove("f")
        work.commit()

    with storage(writes=False) as work:
        left = [work.sessions.by_digest(d) for d in (SESSION.digest, "e")]
    assert (found, left) == ([SESSION, other, None], [None, other])


def test_what_has_expired_is_forgotten(storage: UnitOfWorkFactory) -> None:
    later = START + 2 * HOUR
    keep(storage, UNUSED, attrs.evolve(UNUSED, digest="e", expires_at=later))
    with storage() as work:
        work.sessions.add(SESSION)
        work.sessions.add(attrs.evolve(SESSION, digest="e", expires_at=later))
        work.sessions.forget(START + HOUR)
        work.commit()

    with storage() as work:
        sessions = [work.sessions.by_digest(d) is not None for d in (SESSION.digest, "e")]
        codes = [work.sessions.use_code(d, START) is not None for d in (UNUSED.digest, "e")]
    assert (sessions, codes) == ([False, True], [False, True])


def test_sessions_of_a_provider_end_by_subject_sign_in_and_moment(storage: UnitOfWorkFactory) -> None:
    own = attrs.evolve(SESSION, token_id=None, subject="u-1", provider_session="s-1")
    sessions = {
        "s-1": own,
        "s-2": attrs.evolve(own, provider_session="s-2"),
        "unnamed": attrs.evolve(own, provider_session=None),
        "other": attrs.evolve(own, subject="u-2", provider_session="s-3"),
        "later": attrs.evolve(own, created_at=START + HOUR / 2),
        "link": attrs.evolve(own, subject=None, provider_session=None),
    }
    with storage() as work:
        for name, session in sessions.items():
            work.sessions.add(attrs.evolve(session, digest=name))
        work.commit()
    left = []
    for subject, provider_session in (
        (None, None),
        ("u-3", None),
        ("u-2", "s-1"),
        (None, "s-2"),
        ("u-1", "s-1"),
        ("u-2", None),
    ):
        with storage() as work:
            ended = work.sessions.end_attested(subject, provider_session, START)
            left.append((ended, [name for name in sessions if work.sessions.by_digest(name) is not None]))
            work.commit()

    assert left == [
        (0, list(sessions)),
        (0, list(sessions)),
        (0, list(sessions)),
        (1, ["s-1", "unnamed", "other", "later", "link"]),
        (2, ["other", "later", "link"]),
        (1, ["later", "link"]),
    ]
