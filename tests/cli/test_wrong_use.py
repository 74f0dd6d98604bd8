"""What is asked wrongly, or of a plan that is not there, is said in a sentence and harms nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from entrypoints.cli.commands.auto_assign import why_not_tried
from entrypoints.cli.session import Session
from planning_core.domain.job import AutoAssignRequest, Job, to_job_status
from tests.cli.command import Desk, plan_file


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("check", "--from", "2025-04-01", "--to", "2025-03-01"), "--to « 2025-03-01 »"),
        (("check", "--from", "2025-04-01", "--to", "2025-04-01"), "--to « 2025-04-01 »"),
        (("check", "--rule", "nope"), "--rule « nope »: must be one of: "),
        (("check", "--repair"), "--repair: goes with --full only"),
        (("check", "--from", "0001-01-01"), "between the years 1900 and 2200"),
        (("generate", "--from", "9999-01-01", "--to", "9999-02-01"), "between the years 1900 and 2200"),
        (("audit", "list", "--entity", "cat"), "--entity « cat »: must be one of: "),
        (("audit", "list", "--action", "purr"), "--action « purr »: must be one of: "),
        (("audit", "list", "--from", "2025-04-01", "--to", "2025-03-01"), "--to « 2025-03-01 »"),
        (("serve", "--host", "no.such.host.invalid"), "--host « no.such.host.invalid »: is no address"),
        (("--lang", "de", "check"), "--lang « de »: must be one of: fr, en"),
    ],
)
def test_wrong_option_is_named_in_a_sentence(desk: Desk, arguments: tuple[str, ...], words: str) -> None:
    desk.run("db", "upgrade")

    said = desk.run(*arguments)

    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(words) or words in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("rules",),
        ("audit", "list"),
        ("token", "list"),
        ("db", "check"),
        ("publish", "--from", "2025-03-01", "--to", "2025-04-01"),
        ("auto-assign", "--from", "2025-03-01", "--to", "2025-04-01"),
    ],
)
def test_reading_what_is_not_there_makes_no_file(desk: Desk, arguments: tuple[str, ...]) -> None:
    said = desk.run(*arguments)

    assert (said.code, said.out) == (3, "")
    assert said.err == (
        f"There is no plan yet at {desk.folder / 'plan.db'}; planning import or planning demo makes one.\n"
    )
    assert list(desk.folder.iterdir()) == []


def test_database_setting_may_name_a_file(desk: Desk) -> None:
    file = desk.folder / "other.db"

    made = desk.installed("db", "upgrade", PLANNING_DATABASE_URL=str(file))

    assert (made.code, made.out) == (0, f"Database sqlite:///{file}: tables up to date.\n")
    assert file.exists()


def test_wrong_database_setting_is_named_without_its_password(desk: Desk) -> None:
    said = desk.installed("check", PLANNING_DATABASE_URL="mysql://ann:s3cr@t@host/plan")

    assert (said.code, said.err.partition(": ")[0]) == (
        2,
        "PLANNING_DATABASE_URL « mysql://ann:***@host/plan »",
    )


def test_french_final_lines_and_headings_agree_in_number(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file(shifts=1)))

    one = desk.run("--lang", "fr", "check")
    trial = desk.run("publish", "--from", "2025-03-01", "--to", "2025-04-01", "--dry-run")

    assert one.out.splitlines()[0] == "type\trègle\tdébut\tconflit"
    assert one.out.splitlines()[-1] == "0 conflit bloquant et 1 souple."
    assert trial.out == "Would be published as version 1: 1 shift added, 0 changed, 0 removed.\n"


@pytest.mark.parametrize(
    ("status", "seconds", "language", "said"),
    [
        ("succeeded", 10, "en", "not tried: time ran out"),
        ("succeeded", 10, "fr", "non essayé : temps écoulé"),
        ("cancelled", 1, "en", "not tried: cancelled"),
        ("succeeded", 1, "en", ""),
    ],
)
def test_empty_seat_that_nobody_tried_says_why(status: str, seconds: int, language: str, said: str) -> None:
    start = datetime(2025, 3, 1, tzinfo=UTC)
    request = AutoAssignRequest(starts_at=start, ends_at=start + timedelta(days=1), time_limit_seconds=10)
    job = Job(
        id="01900000-0000-7000-8000-000000000001",
        request=request,
        fingerprint="f",
        user_id="u",
        status=to_job_status(status),
        created_at=start,
        started_at=start,
        finished_at=start + timedelta(seconds=seconds),
    )

    assert why_not_tried(job, Session(language)) == said
