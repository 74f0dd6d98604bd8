"""The commands beside import: what they write, what they say, how they end."""

from __future__ import annotations

from typing import Any

import pytest

from entrypoints.cli import main as module
from entrypoints.cli.main import hoisted
from tests.cli.command import Desk, plan_file, shift_row

MARCH = ("--from", "2025-03-01", "--to", "2025-04-01")


@pytest.fixture
def filled(desk: Desk) -> Desk:
    """Two people, three shifts, one of them staffed."""
    assignments = [{"shift": "s0", "collaborator": "p0", "status": "confirmed"}]
    said = desk.run("import", desk.write("plan.json", plan_file(assignments=assignments)))
    assert said.code == 0
    return desk


def clash(desk: Desk) -> None:
    """Bring in a person on two shifts at once."""
    twin = {**shift_row(0), "external_ref": "twin"}
    rows = {"shifts": [twin], "assignments": [{"shift": "twin", "collaborator": "p0"}]}
    assert desk.run("import", desk.write("clash.json", rows), "--as-is").code == 0


def test_check_without_hard_conflicts_is_done(filled: Desk) -> None:
    said = filled.run("check", *MARCH)

    assert said.code == 0
    assert said.out.splitlines() == [
        "type\trule\tfrom\tconflict",
        "soft\tunderstaffed\t2025-03-04 08:00 Europe/Paris\t"
        "The shift of Tuesday 4 March 2025 lacks 1 person: it has 0 of 1.",
        "soft\tunderstaffed\t2025-03-05 08:00 Europe/Paris\t"
        "The shift of Wednesday 5 March 2025 lacks 1 person: it has 0 of 1.",
        "0 hard and 2 soft conflicts.",
    ]


def test_check_with_a_hard_conflict_is_refused_within_its_period_only(filled: Desk) -> None:
    clash(filled)

    inside = filled.run("check", *MARCH, "--rule", "double_booking", "--json")
    outside = filled.run("check", "--from", "2025-03-04T00:00:00+01:00", "--to", "2025-03-10")

    assert (inside.code, inside.json["hard"], outside.code) == (1, 1, 0)
    assert inside.json["conflicts"][0]["message"].startswith("Person 0 is on two shifts at once")


def test_check_keeps_to_sites_and_missions_by_name(filled: Desk) -> None:
    here = filled.run("check", "--site", "Hall", "--mission", "fair", "--json")
    nowhere = filled.run("check", "--site", "Moon")

    assert (here.code, here.json["soft"]) == (0, 2)
    assert (nowhere.code, nowhere.err) == (2, "--site « Moon »: there is no such site\n")


def test_full_check_agrees_with_what_is_stored(filled: Desk) -> None:
    clash(filled)

    said = filled.run("check", "--full", "--json")

    assert said.json["drift"] == {"gone": 0, "missing": 0}


def test_date_is_midnight_in_the_zone_of_the_organization(filled: Desk) -> None:
    said = filled.run("check", "--from", "2025-03-04T12:00:00+01:00", "--to", "2025-03-05", "--json")

    assert [c["starts_at"] for c in said.json["conflicts"]] == []
    assert filled.run("check", "--from", "2025-03-04", "--to", "2025-03-05", "--json").json["soft"] == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--from", "soon"), "neither a date"),
        (("check", "--from", "2025-13-01"), "neither a date"),
        (("check", "--from", "2025-03-01T08:00:00"), "offset"),
        (("publish", "--from", "2025-04-01", "--to", "2025-03-01"), "after the start"),
        (("generate", "--from", "2025-03-01T00:00Z", "--to", "2025-04-01"), "must be a date"),
        (("generate", *MARCH, "--template", "none"), "no such shift template"),
        (("rules", "set", "nope", "--off"), "no rule nope"),
        (("rules", "set", "min_rest", "--param", "rest_minutes"), "name=value"),
        (("rules", "set", "min_rest", "--param", "rest_minutes=many"), "whole number"),
        (("rules", "set", "min_rest", "--param", "x=1"), "no field"),
        (("rules", "set", "min_rest", "--severity", "deadly"), "one of"),
        (("rules", "set", "double_booking", "--off"), "cannot be turned off"),
        (("rules", "use", "mars"), "one of"),
        (("token", "create", "x", "--role", "king"), "one of"),
        (("token", "create", "x", "--role", "member"), "collaborator"),
        (("token", "revoke", "nobody"), "no token nobody"),
        (("--database", "cat://x", "check"), "no address of a database"),
        (("audit", "list", "--limit", "0"), "--limit"),
        (("fly",), "fly"),
        (("import",), "files"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(filled: Desk, arguments: tuple[str, ...], words: str) -> None:
    said = filled.run(*arguments)

    assert said.code == 2
    assert words in said.err
    assert "Traceback" not in said.err


def test_storage_out_of_reach_has_a_code_of_its_own(desk: Desk) -> None:
    desk.write("plan.db", b"this is no database at all, but a text of some length" * 100)

    said = desk.run("check")

    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("The database cannot be reached")


def test_broken_setting_is_wrong_use(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNING_PORT", "many")

    said = desk.run("check")

    assert (said.code, said.err.partition(":")[0]) == (2, "PLANNING_PORT")


def test_fault_of_our_own_is_one_sentence_and_a_trace_only_with_debug(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(**_: Any) -> None:
        raise KeyError("gone")

    monkeypatch.setattr(module, "app", fails)

    plain, debug = desk.run("check"), desk.run("check", "--debug")

    assert (plain.code, debug.code) == (70, 70)
    assert plain.err == (
        "Something failed inside planning: KeyError: 'gone'. Run it again with --debug to see where.\n"
    )
    assert "Traceback" in debug.err


def test_general_options_may_stand_anywhere() -> None:
    given = ["check", "--lang", "fr", "--from", "x", "--database=y", "--", "--debug"]

    assert hoisted(given) == ["--lang", "fr", "--database=y", "check", "--from", "x", "--", "--debug"]


def test_generate_makes_nothing_twice(filled: Desk) -> None:
    template = {"external_ref": "t", "name": "Early", "mission": "fair", "site": "hall", "role": "steward",
                "start_time": "06:00", "duration_minutes": 240, "weekdays": [1]}  # fmt: skip
    filled.run("import", filled.write("t.json", {"shift_templates": [template]}))

    tried = filled.run("generate", *MARCH, "--template", "Early", "--dry-run", "--json")
    first = filled.run("generate", *MARCH, "--json")
    again = filled.run("generate", *MARCH)

    assert (tried.json["created"], first.json["created"], again.out) == (5, 5, "0 shifts created.\n")


def test_publish_numbers_versions_and_says_what_changed(filled: Desk) -> None:
    tried = filled.run("publish", *MARCH, "--dry-run")
    first = filled.run("publish", *MARCH, "--note", "v1", "--json")
    again = filled.run("publish", *MARCH)

    assert (tried.code, tried.err) == (0, "Dry run: nothing was written.\n")
    assert first.json["publication"] == {"number": 1, "shifts": 3}
    assert first.json["diff"] == {"added": 3, "changed": 0, "removed": 0}
    assert again.out == "Published as version 2: 0 shifts added, 0 changed, 0 removed.\n"


def test_publish_is_refused_while_a_hard_conflict_stands(filled: Desk) -> None:
    clash(filled)

    plain, as_json = filled.run("publish", *MARCH), filled.run("publish", *MARCH, "--json")

    assert (plain.code, as_json.code) == (1, 1)
    assert plain.err == "Refused: 1 hard conflict(s) would stand. Nothing was written.\n"
    assert [c["rule"] for c in as_json.json["conflicts"]] == ["double_booking"]


def test_auto_assign_fills_seats_and_confirms_where_told_to(filled: Desk) -> None:
    tried = filled.run("auto-assign", *MARCH, "--time-limit", "5", "--json")
    taken = filled.run("auto-assign", *MARCH, "--time-limit", "5", "--accept", "--site", "hall")

    assert tried.json["coverage"] == {"wanted": 3, "filled": 3, "ratio": 1.0}
    assert (tried.json["status"], len(tried.json["proposals"])) == ("succeeded", 2)
    assert (taken.code, taken.out.splitlines()[-1]) == (0, "2 proposals confirmed.")
    assert filled.run("check").out == "0 hard and 0 soft conflicts.\n"


def test_auto_assign_says_who_was_excluded_by_what(filled: Desk) -> None:
    leave = [{"collaborator": ref, "kind": "leave", "starts_at": "2025-03-01T00:00Z",
              "ends_at": "2025-04-01T00:00Z"} for ref in ("p0", "p1")]  # fmt: skip
    filled.run("import", filled.write("leave.json", {"availability": leave}))

    said = filled.run("auto-assign", *MARCH, "--time-limit", "60")
    [seat, _] = filled.run("auto-assign", *MARCH, "--time-limit", "60", "--json").json["unfilled"]

    assert said.out.splitlines()[:2] == [
        "shift\tfrom\tseats\texcluded by",
        "s1\t2025-03-04 08:00 Europe/Paris\tmissing 1\tabsence (2)",
    ]
    assert said.out.splitlines()[3:5] == [
        f"s{number}: Person 0 is on leave for 4 h of the shift of {day} March 2025. "
        "To have Person 0: move the absence. Nobody can take it, whoever takes the other open seats."
        for number, day in ((1, "Tuesday 4"), (2, "Wednesday 5"))
    ]
    assert seat["nearest"]["remedy"] == "To have Person 0: move the absence."
    assert [one["rule"] for one in seat["nearest"]["conflicts"]] == ["absence"]


def test_rules_are_shown_and_set(filled: Desk) -> None:
    filled.run("rules", "use", "eu")
    set_ = filled.run("rules", "set", "min_rest", "--param", "rest_minutes=720")
    filled.run("rules", "set", "missing_break", "--off")

    shown = filled.run("rules", "--json").json

    rules = {rule["code"]: rule for rule in shown["rules"]}
    assert (set_.code, set_.out) == (0, "min_rest: on, hard rest_minutes=720\n")
    assert shown["rule_set"] == "eu"
    assert rules["min_rest"]["parameters"]["rest_minutes"]["value"] == 720
    assert (rules["missing_break"]["active"], rules["absence"]["active"]) == (False, True)


def test_rule_set_again_keeps_what_was_set_before_unless_reset(filled: Desk) -> None:
    filled.run("rules", "set", "min_rest", "--param", "rest_minutes=720")
    kept = filled.run("rules", "set", "min_rest", "--severity", "hard")
    reset = filled.run("rules", "set", "min_rest", "--reset")

    assert kept.out == "min_rest: on, hard rest_minutes=720\n"
    assert reset.out == "min_rest: on, hard rest_minutes=660\n"


def test_audit_names_the_user_of_the_machine(filled: Desk) -> None:
    said = filled.run("audit", "list", "--entity", "assignment", "--action", "create", "--json")

    (entry,) = said.json
    assert entry["user_id"].startswith("cli:")
    assert (entry["before"], entry["after"]["status"]) == (None, "confirmed")


def test_token_is_alone_on_standard_output_and_never_listed(filled: Desk) -> None:
    made = filled.run("token", "create", "bob", "--role", "planner", "--expires-in-days", "7")
    member = filled.run("token", "create", "me", "--role", "member", "--collaborator", "p0")
    again = filled.run("token", "create", "bob", "--role", "viewer")
    revoked = filled.run("token", "revoke", "bob")
    listed = filled.run("token", "list", "--json")

    assert (made.code, made.err, len(made.out.splitlines())) == (0, "", 1)
    assert made.out.startswith("pp_")
    assert (again.code, revoked.out) == (2, "Token bob revoked.\n")
    assert [(t["name"], t["role"], t["revoked_at"] is None) for t in listed.json] == [
        ("bob", "planner", False),
        ("me", "member", True),
    ]
    assert not [s for s in (made.out.strip(), member.out.strip()) if s in listed.out]


def test_token_is_kept_to_a_site_and_a_team(filled: Desk) -> None:
    made = filled.run("token", "create", "hall", "--role", "planner", "--site", "hall")
    wrong = filled.run("token", "create", "boss", "--role", "admin", "--site", "hall")
    unknown = filled.run("token", "create", "lost", "--role", "viewer", "--team", "nowhere")
    links = [filled.run("link", "--role", role, "--site", "hall").code for role in ("planner", "admin")]
    listed = filled.run("token", "list", "--json")
    shown = filled.run("token", "list")

    assert (made.code, wrong.code, unknown.code, links) == (0, 2, 2, [0, 2])
    assert "cannot be limited" in wrong.err
    assert [(t["name"], len(t["site_ids"]), t["team_ids"]) for t in listed.json] == [("hall", 1, [])]
    assert "Hall" in shown.out


def test_db_check_tells_tables_of_another_version(desk: Desk) -> None:
    (desk.folder / "plan.db").touch()
    before = desk.run("db", "check", "--json")
    upgraded = desk.run("db", "upgrade")
    after = desk.run("db", "check")

    assert (before.code, before.json["current"], before.json["up_to_date"]) == (1, None, False)
    assert (upgraded.code, after.code) == (0, 0)
    assert after.out == f"Database {desk.database}: tables up to date.\n"


def test_version_and_help_open_no_database(desk: Desk) -> None:
    version, shown = desk.run("--version"), desk.run("import", "--help")

    assert (version.code, version.out) == (0, "0.1.0\n")
    assert (shown.code, "--keep-good" in shown.out) == (0, True)
    assert not (desk.folder / "plan.db").exists()
