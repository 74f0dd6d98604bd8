"""How long a backup takes, alone and in a storm of writes, and what it does to the writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter, sleep

from adapters.sql import back_up
from tests.benchmarks.stored_plan import stored
from tests.benchmarks.table import Section
from tests.benchmarks.timing import seconds
from tests.benchmarks.year_plan import Size, entities
from tests.cli.test_backup import storm

PLAN = Size(2_000)
WRITERS = 4


def test_backup(report: Callable[[Section], None], tmp_path: Path) -> None:
    file = tmp_path / "plan.db"
    stored(file, entities(PLAN))
    alone = seconds(lambda: back_up(file, tmp_path / "alone.db", told=_nothing))

    with storm(f"sqlite:///{file}", WRITERS) as written:
        start, before = perf_counter(), sum(written)
        sleep(3)
        usual = (sum(written) - before) / (perf_counter() - start)
        start, before = perf_counter(), sum(written)
        made = back_up(file, tmp_path / "storm.db", told=_nothing)
        taken = perf_counter() - start
        meanwhile = (sum(written) - before) / taken

    rows = [
        ["alone", f"{made.size / 1e6:.0f} MB", f"{alone:.2f} s", ""],
        [f"{WRITERS} writers", f"{made.size / 1e6:.0f} MB", f"{taken:.2f} s", f"{meanwhile:.0f}"],
        ["no backup", "", "", f"{usual:.0f}"],
    ]
    remark = f"A plan of {PLAN.assignments:,} assignments; the time includes checking the copy."
    report(Section("Backup", ("", "file", "time", "commits per second"), rows, (remark,)))

    assert meanwhile > 0


def _nothing(_done: int, _of: int) -> None:
    """Nobody watches."""
