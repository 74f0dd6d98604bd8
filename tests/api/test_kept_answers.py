"""Answers kept while nothing was written."""

from __future__ import annotations

from entrypoints.api.kept_answers import KeptAnswers


def test_answer_is_kept_under_its_key_alone() -> None:
    kept = KeptAnswers()

    kept.put((1, "shifts"), b"[]")

    assert kept.get((1, "shifts")) == b"[]"
    assert kept.get((2, "shifts")) is None


def test_answers_used_longest_ago_make_room() -> None:
    kept = KeptAnswers(most_bytes=40)
    kept.put("a", b"0" * 10)
    kept.put("b", b"1" * 10)
    kept.put("c", b"2" * 10)
    kept.put("d", b"3" * 10)
    kept.get("a")

    kept.put("e", b"4" * 10)

    assert [key for key in "abcde" if kept.get(key) is not None] == ["a", "c", "d", "e"]


def test_answer_too_large_is_not_kept() -> None:
    kept = KeptAnswers(most_bytes=40)

    kept.put("large", b"0" * 11)

    assert kept.get("large") is None


def test_same_key_again_replaces_and_counts_once() -> None:
    kept = KeptAnswers(most_bytes=40)
    for size in range(1, 11):
        kept.put("a", b"0" * size)
    for name in "bcd":
        kept.put(name, b"1" * 10)

    assert kept.get("a") == b"0" * 10
