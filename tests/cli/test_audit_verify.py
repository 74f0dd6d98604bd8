"""`planning audit verify` and `planning audit anchor`: what an operator sees of the chain."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

import pytest

from tests.cli.command import Desk, plan_file

ENTRIES = 8  # a role, a site, a mission, two people, three shifts


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """A trail of a few entries."""
    assert desk.run("import", desk.write("plan.json", plan_file())).code == 0
    return desk


def alter(desk: Desk, statement: str) -> None:
    """Reach past the product."""
    with closing(sqlite3.connect(desk.folder / "plan.db")) as connection, connection:
        connection.execute(statement)


def test_sound_trail_is_done_and_prints_its_head(filled: Desk) -> None:
    said = filled.run("audit", "verify")
    head = json.loads(filled.run("audit", "anchor").out)

    assert (said.code, said.err) == (0, "")
    assert said.out == (
        f"The audit trail is sound: {ENTRIES} entries; newest number {ENTRIES}, hash {head['hash']}.\n"
    )
    assert (head["organization"], head["number"]) == ("default", ENTRIES)


def test_changed_row_is_named_in_both_languages(filled: Desk) -> None:
    entry = filled.run("audit", "list", "--json", "--limit", "10").json[-3]
    when = f"{entry['timestamp'][:19].replace('T', ' ')}Z"
    alter(filled, "UPDATE planning_change SET user_id = 'mallory' WHERE number = 3")

    english, french = filled.run("audit", "verify"), filled.run("--lang", "fr", "audit", "verify")

    assert (english.code, french.code) == (1, 1)
    assert english.out.splitlines() == [
        f"Entry 3 ({entry['id']}, {when}) was changed.",
        f"The audit trail is NOT what was written; {ENTRIES} entries were read.",
    ]
    assert french.out.splitlines() == [
        f"L'entrée 3 ({entry['id']}, {when}) a été modifiée.",
        f"Le journal d'audit N'EST PAS ce qui a été écrit ; {ENTRIES} entrées lues.",
    ]


def test_removed_rows_are_named_for_a_script(filled: Desk) -> None:
    alter(filled, "DELETE FROM planning_change WHERE number IN (4, 5)")

    said = filled.run("audit", "verify", "--json")

    assert said.code == 1
    assert (said.json["sound"], said.json["entries"], said.json["breaches"]) == (False, ENTRIES - 2, 1)
    assert said.json["findings"] == [
        {"breach": "removed", "number": 4, "until": 5, "id": None, "timestamp": None}
    ]


def test_anchor_shows_an_end_that_was_cut_off_with_its_note(filled: Desk) -> None:
    anchors = filled.write("anchors.jsonl", filled.run("audit", "anchor").out)
    alter(filled, "DELETE FROM planning_change WHERE number = (SELECT max(number) FROM planning_change)")
    alter(
        filled,
        "UPDATE audit_head SET (number, hash) ="
        " (SELECT number, hash FROM planning_change ORDER BY number DESC LIMIT 1)",
    )

    without, held = filled.run("audit", "verify"), filled.run("audit", "verify", "--anchor", anchors)

    assert (without.code, held.code) == (0, 1)
    assert held.out.splitlines()[0] == (
        f"Entry {ENTRIES} is not the one whose hash was kept elsewhere: the trail was rewritten."
    )


def test_anchors_that_hold_are_sound(filled: Desk) -> None:
    first = filled.run("audit", "anchor").out
    assert filled.run("import", filled.write("more.json", plan_file(shifts=9))).code == 0
    anchors = filled.write("anchors.jsonl", f"{first}\n{filled.run('audit', 'anchor').out}")

    assert filled.run("audit", "verify", "--anchor", anchors).code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not an anchor"),
        ('{"number": "1", "hash": "x"}', "not an anchor"),
        ('{"number": 1}', "not an anchor"),
        ("[]", "not an anchor"),
        (b"\xff\xfe", "not an anchor"),
        ('{"organization": "acme", "number": 1, "hash": "x"}', "is of the organization acme"),
    ],
)
def test_file_that_holds_no_anchors_is_wrong_use(filled: Desk, content: str | bytes, said: str) -> None:
    path = filled.write("anchors.jsonl", content)

    run = filled.run("audit", "verify", "--anchor", path)

    place = path if isinstance(content, bytes) else f"{path}:1"
    expected = "is no anchor: a line of JSON with number and hash" if said == "not an anchor" else said
    assert (run.code, run.err) == (2, f"{place}: {expected}\n")


def test_missing_anchor_file_is_wrong_use(filled: Desk) -> None:
    run = filled.run("audit", "verify", "--anchor", "nowhere.jsonl")

    assert (run.code, run.err) == (2, "nowhere.jsonl: cannot be read: No such file or directory\n")
