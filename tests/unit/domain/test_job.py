"""An auto-assign job's figures."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from planning_core.domain.job import AutoAssignRequest, Job

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("objective", "bound", "gap"),
    [
        (10.0, 8.0, 0.2),
        (10.0, 10.0, 0.0),
        (-2.0, -3.0, 0.5),
        (0.0, 0.0, 0.0),
        (0.0, -1.5, None),
        (10.0, None, None),
        (None, 1.0, None),
    ],
)
def test_the_gap_is_a_share_of_the_objective(
    objective: float | None, bound: float | None, gap: float | None
) -> None:
    request = AutoAssignRequest(starts_at=NOW, ends_at=NOW + timedelta(days=7))

    job = Job(
        id="job",
        request=request,
        fingerprint="",
        user_id="u",
        created_at=NOW,
        objective=objective,
        bound=bound,
    )

    assert job.gap == gap
