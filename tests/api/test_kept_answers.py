"""Answers kept while nothing was written."""

from __future__ import annotations

import pytest

from entrypoints.api.kept_answers import KeptAnswers

pytestmark = pytest.mark.storeless("what one process keeps")


def test_answer_is_kept_under_its_key_alone() -> None:
    kept = KeptAnswers()

    kept.put(1, "shifts", b"[]")

    assert kept.get(1, "shifts") == b"[]"
    assert kept.get(2, "shifts") is None


def test_answers_used_longest_ago_make_room() -> None:
    kept = KeptAnswers(most_bytes=40)
    kept.put(1, "a", b"0" * 10)
    kept.put(1, "b", b"1" * 10)
    kept.put(1, "c", b"2" * 10)
    kept.put(1, "d", b"3" * 10)
    kept.get(1, "a")

    kept.put(1, "e", b"4" * 10)

    assert [key for key in "abcde" if kept.get(1, key) is not None] == ["a", "c", "d", "e"]


def test_answer_too_large_is_not_kept() -> None:
    kept = KeptAnswers(most_bytes=40)

    kept.put(1, "large", b"0" * 11)

    assert kept.get(1, "large") is None


def test_same_key_again_replaces_and_counts_once() -> None:
    kept = KeptAnswers(most_bytes=40)
    for size in range(1, 11):
        kept.put(1, "a", b"0" * size)
    for name in "bcd":
        kept.put(1, name, b"1" * 10)

    assert kept.get(1, "a") == b"0" * 10


def test_answers_of_an_older_state_go_with_the_first_of_a_newer() -> None:
    kept = KeptAnswers(most_bytes=40)
    kept.put(1, "a", b"0" * 10)
    kept.put(2, "b", b"1" * 10)
    kept.put(1, "c", b"2" * 10)

    assert (kept.get(1, "a"), kept.get(2, "a"), kept.get(1, "c")) == (None, None, None)
    assert kept.get(2, "b") == b"1" * 10
