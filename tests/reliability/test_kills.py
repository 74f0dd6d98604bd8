"""A server killed at any moment: what it acknowledged is there, nothing by half, and the trail verifies."""

from __future__ import annotations

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import attrs
import pytest

from adapters.sql import SqlDatabase
from tests.cli.command import plan_file, shift_row
from tests.concurrency.test_storm import assert_sound
from tests.reliability.accounts import Writer, versions_on, writers_on
from tests.reliability.product import Lost, Product, served

WRITERS = 3
IMPORTED = 150
"""Rows of each import: long enough to be met half-way."""


@attrs.define
class Imports:
    """Somebody who imports one file after another, each with shifts of its own."""

    number: int = 0
    acknowledged: list[int] = attrs.field(factory=list)

    def run(self, product: Product, stop: Event) -> None:
        """Import until told to stop, or until the server is gone."""
        caller = product.caller()
        while not stop.is_set():
            self.number += 1
            rows = [shift_row(n, external_ref=f"import-{self.number}-{n}") for n in range(IMPORTED)]
            try:
                said = caller.ask("POST", "/import", {"shifts": rows})
            except (Lost, ConnectionRefusedError):
                break
            assert said.status == 200, said
            self.acknowledged.append(self.number)
        caller.close()

    def assert_whole(self, shifts: list[str]) -> int:
        """Each import is there with all its rows or not at all, the acknowledged ones are; how many are."""
        counts = dict.fromkeys(range(1, self.number + 1), 0)
        for ref in shifts:
            counts[int(ref.split("-")[1])] += 1

        assert [n for n, rows in counts.items() if rows not in (0, IMPORTED)] == []
        assert [n for n in self.acknowledged if counts[n] == 0] == []
        return sum(rows > 0 for rows in counts.values())


def kill_again_and_again(product: Product, times: int, seed: int) -> str:
    """Kill the server at random moments while it is written to, hold it to its word each time; figures."""
    chance = random.Random(seed)
    writers, imports = writers_on(product, WRITERS), Imports()
    cut_off, back = 0, []
    for _ in range(times):
        _kill_among_writes(product, writers, imports, chance.uniform(0.05, 2.5))
        begun = time.monotonic()
        product.start()
        back.append(time.monotonic() - begun)
        cut_off += sum(writer.open is not None for writer in writers)
        _hold_to_its_word(product, writers, imports)
    acknowledged = sum(writer.acknowledged for writer in writers)
    return (
        f"{times} kills: {acknowledged} writes acknowledged, {cut_off} cut off,"
        f" {len(imports.acknowledged)} of {imports.number} imports acknowledged;"
        f" answering again after {sorted(back)[times // 2]:.1f} s"
        f" (longest {max(back):.1f} s)"
    )


def _kill_among_writes(product: Product, writers: list[Writer], imports: Imports, seconds: float) -> None:
    stop = Event()
    with ThreadPoolExecutor(len(writers) + 1) as pool:
        running = [pool.submit(writer.write, product.caller(), stop) for writer in writers]
        running.append(pool.submit(imports.run, product, stop))
        time.sleep(seconds)
        product.kill()
        stop.set()
        for one in running:
            one.result()


def _hold_to_its_word(product: Product, writers: list[Writer], imports: Imports) -> None:
    caller = product.caller()
    for writer in writers:
        writer.settle(caller)
    caller.close()
    stored, shifts = versions_on(product), product.all_of("/shifts")

    assert [path for writer in writers for path in writer.missing(stored)] == []
    assert len([one for one in shifts if not one["external_ref"]]) == sum(w.shifts for w in writers)
    assert {said.status for writer in writers for said in writer.refused} <= {409}
    imports.assert_whole([one["external_ref"] for one in shifts if one["external_ref"]])


def killed(folder: Path, database: SqlDatabase, organization: str, times: int) -> str:
    """A plan that is written to while its server is killed so many times, and what must hold at the end."""
    url = database.url.render_as_string(hide_password=False)
    told = {"PLANNING_ORGANIZATION": organization}
    with served(folder, url, plan_file(shifts=0, people=WRITERS), environment=told) as product:
        figures = kill_again_and_again(product, times, seed=times)
        verified = product.planning("audit", "verify")
        checked = product.planning("check", "--full", "--limit", "0")

    assert "Traceback" not in product.log
    assert checked.splitlines()[-1] == "Stored conflicts agree with a full check."
    assert_sound(database, organization, facts=False)
    return f"{database.url.get_backend_name()}, {figures}; {verified.splitlines()[-1]}"


def test_server_killed_among_writes_and_imports_keeps_all_it_acknowledged(
    tmp_path: Path,
) -> None:
    database = SqlDatabase(f"sqlite:///{tmp_path / 'plan.db'}")

    figures = killed(tmp_path, database, "default", times=3)
    database.close()

    assert "3 kills" in figures


@pytest.mark.reliability
@pytest.mark.timeout(3600)
def test_server_killed_fifty_times_keeps_all_it_acknowledged(
    tmp_path: Path, database: SqlDatabase, organization: str
) -> None:
    figures = killed(tmp_path, database, organization, times=50)

    print(f"\n{figures}")  # noqa: T201 - figures for docs/reliability.md
