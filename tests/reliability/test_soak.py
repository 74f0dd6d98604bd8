"""Under a steady load memory, handles and latencies stay what they are."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import mean

import pytest

from tests.cli.command import plan_file
from tests.reliability.product import served
from tests.reliability.soak import CALLERS, Minute, soak

SECONDS = float(os.environ.get("PLANNING_SOAK_SECONDS", "600"))
MORE_MEGABYTES = 25
"""What caches may still take in the second half; a leak of a kilobyte a request would be less, but shows."""


def soaked(folder: Path, seconds: float, parts: int) -> list[Minute]:
    """What each part of the time was like, every request answered."""
    plan = plan_file(shifts=100, people=CALLERS)
    with served(folder, f"sqlite:///{folder / 'plan.db'}", plan) as product:
        minutes, load = soak(product, seconds, parts)
        product.planning("audit", "verify")

    assert load.failed == []
    assert "Traceback" not in product.log
    return minutes


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc")
def test_steady_load_of_seconds_leaves_no_handles_open(tmp_path: Path) -> None:
    minutes = soaked(tmp_path, 20, 4)

    assert minutes[-1].handles <= minutes[0].handles + 4
    assert minutes[-1].megabytes <= minutes[0].megabytes + MORE_MEGABYTES


@pytest.mark.reliability
@pytest.mark.timeout(7200)
def test_steady_load_of_ten_minutes_is_flat(tmp_path: Path) -> None:
    minutes = soaked(tmp_path, SECONDS, 10)

    print("\n| minute | megabytes | handles | answers | p50, ms | p99, ms |")  # noqa: T201 - figures for the page
    for number, minute in enumerate(minutes, 1):
        print(minute.line(number))  # noqa: T201 - figures for docs/reliability.md
    print(f"load of the machine: {os.getloadavg()}")  # noqa: T201 - figures for docs/reliability.md
    middle, end = minutes[3:6], minutes[7:]
    assert mean(m.megabytes for m in end) <= mean(m.megabytes for m in middle) + MORE_MEGABYTES
    assert max(m.handles for m in end) <= max(m.handles for m in middle) + 4
    if os.getloadavg()[2] < 2 * (os.cpu_count() or 1):  # else others of the machine decide how long it takes
        assert mean(m.p50 for m in end) <= 2 * mean(m.p50 for m in middle)
