"""What is told of a job while it runs: what got better, now and then, in the caller's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from entrypoints.cli.job_figures import PlainLines, figures
from entrypoints.cli.session import Session
from planning_core.domain.job import AutoAssignRequest, Coverage, Job, JobStatus

START = datetime(2025, 3, 1, tzinfo=UTC)


def job(**fields: Any) -> Job:
    """A job that runs."""
    values: dict[str, Any] = {
        "status": JobStatus.RUNNING,
        "coverage": Coverage(wanted=40, filled=30),
        **fields,
    }
    return Job(
        id="01900000-0000-7000-8000-000000000001",
        request=AutoAssignRequest(starts_at=START, ends_at=START + timedelta(days=1)),
        fingerprint="f",
        user_id="u",
        created_at=START,
        **values,
    )


@pytest.mark.parametrize(
    ("language", "fields", "said"),
    [
        ("en", {}, "running: 30 of 40 seats filled (75.0%), objective -"),
        ("en", {"coverage": Coverage()}, "running: reading the plan"),
        ("fr", {"coverage": Coverage()}, "en cours : lecture du plan"),
        (
            "en",
            {"objective": 1000.0, "bound": 899.6},
            "running: 30 of 40 seats filled (75.0%), objective 1000, at most 10.1% from the best there is",
        ),
        (
            "en",
            {"objective": 100.0, "bound": 90.0},
            "running: 30 of 40 seats filled (75.0%), objective 100, at most 10.0% from the best there is",
        ),
        (
            "fr",
            {"objective": 90.0, "bound": 90.0},
            "en cours : 30 places pourvues sur 40 (75.0%), objectif 90, l'optimum",
        ),
    ],
)
def test_figures_tell_the_gap_where_a_bound_is_known(
    language: str, fields: dict[str, Any], said: str
) -> None:
    assert figures(job(**fields), Session(language)) == said


def test_plain_lines_tell_what_got_better_five_seconds_apart() -> None:
    told: list[str] = []
    lines = PlainLines(Session("en"), told.append)

    for seconds, objective in ((1, 9.0), (5, 8.0), (7, 7.0), (11, 7.0), (17, 7.0), (18, 6.0)):
        lines.advance(job(objective=objective), seconds)
    lines.advance(job(objective=5.0, status=JobStatus.SUCCEEDED), 30)

    assert [line.rpartition("objective ")[2] for line in told] == ["8, 5 s", "7, 11 s", "6, 18 s"]
