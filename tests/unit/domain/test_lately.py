"""What was made lately is given out again; what nobody asks for goes."""

from __future__ import annotations

import attrs
import pytest

from planning_core.domain.lately import Lately


@attrs.define
class Watch:
    """A clock that is set."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def watch() -> Watch:
    """A clock at its beginning."""
    return Watch()


def test_what_was_made_is_given_out_again(watch: Watch) -> None:
    kept = Lately[str, int](3, watch, 60)

    made = kept.put("a", 1)

    assert (made, kept.get("a"), kept.get("b"), len(kept)) == (1, 1, None, 1)


def test_what_nobody_asks_for_goes_after_two_generations(watch: Watch) -> None:
    kept = Lately[str, int](9, watch, 60)
    kept.put("a", 1)
    kept.put("b", 2)
    for at, key in ((60, "c"), (120, "d")):
        watch.now = at
        kept.get("a")
        kept.put(key, 0)

    assert [kept.get(key) for key in "abcd"] == [1, None, 0, 0]


def test_as_many_as_may_be_and_as_many_from_before_are_kept(watch: Watch) -> None:
    kept = Lately[int, int](10, watch, 60)

    for number in range(1_000):
        kept.put(number, number)

    assert len(kept) == 20
    assert [kept.get(number) for number in (999, 980, 979)] == [999, 980, None]


def test_steady_use_keeps_a_steady_number(watch: Watch) -> None:
    kept = Lately[int, int](100_000, watch, 60)
    sizes = []
    for second in range(1_000):
        watch.now = second
        for version in range(second, second + 5):  # each thing is asked for a few times, then never again
            if kept.get(version) is None:
                kept.put(version, version)
        sizes.append(len(kept))

    assert max(sizes[130:]) <= 130
