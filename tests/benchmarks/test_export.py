"""Export of a hundred thousand assignments, and of their shifts, in each form: time, memory, size."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import attrs
import pytest

from tests.benchmarks import most_memory
from tests.benchmarks.table import Section
from tests.benchmarks.test_import import LONG, PLANNING, SHORT, Imported, imported
from tests.benchmarks.timing import times


@attrs.frozen
class Exported:
    """One kind of thing exported by the real command."""

    seconds: float
    megabytes: float
    size: float


@pytest.mark.timeout(2400)
def test_export_of_many_assignments(report: Callable[[Section], None], tmp_path: Path) -> None:
    short, long = imported(SHORT, tmp_path / "short"), imported(LONG, tmp_path / "long")
    lines, growth = [], 0.0
    for kind in ("assignments", "shifts"):
        for form in ("csv", "xlsx", "json"):
            small, large = (exported(one, kind, form) for one in (short, long))
            growth = max(growth, large.megabytes / small.megabytes)
            figures = (f"{large.seconds:.1f} s", f"{large.megabytes:.0f} MB", f"{large.size:.1f} MB")
            lines.append([kind, form, f"{getattr(long, kind):,}", *figures, f"{small.megabytes:.0f} MB"])

    remark = (
        "`planning export` of the plan that the import took in, into a file. Peak memory of the long plan: at"
        f" most {times(growth, 1)} times that of one of {short.assignments:,} assignments (aim: the same)."
    )
    header = ("what", "form", "rows", "time", "peak memory", "file", "peak memory of the short plan")
    report(Section("Export", header, lines, (remark,)))

    assert long.assignments >= 100_000


def exported(plan: Imported, kind: str, form: str) -> Exported:
    """A kind of thing exported from a plan's database."""
    target = plan.database.with_name(f"{kind}.{form}")
    environment = {**os.environ, "PLANNING_DATABASE_URL": f"sqlite:///{plan.database}"}
    command = [sys.executable, most_memory.__file__, str(PLANNING), "export", kind, "--file", str(target)]
    start = perf_counter()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    taken = perf_counter() - start
    return Exported(taken, int(done.stdout) / 1024, target.stat().st_size / 1e6)
