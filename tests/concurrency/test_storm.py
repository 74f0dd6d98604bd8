"""Many clients that write at random, in several processes: nothing breaks, and the plan still holds."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import Counter
from typing import Any

import pytest

from adapters.sql import SqlDatabase
from planning_core.use_cases.rules_in_force import recheck_if_rules_changed
from tests.concurrency.aftermath import aftermath
from tests.concurrency.storm import starting_plan
from tests.conftest import REPOSITORY
from tests.small_plan import Office

WRITTEN_BY_FACTS = {"absence", "missing_skill", "site_blackout"}


def storm(
    database: SqlDatabase, organization: str, *, seconds: float, processes: int, clients: int, facts: bool
) -> Counter[str]:
    """Set the plan up, let processes of so many clients each write, and count what came of it."""
    office = Office(database.units_of_work(organization))
    with office.unit_of_work() as uow:
        recheck_if_rules_changed(uow=uow, clock=office.clock)
        uow.commit()
    office.add(*starting_plan())
    url = database.url.render_as_string(hide_password=False)
    arguments = [str(seconds), str(clients), "facts" if facts else "decisions"]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.concurrency.storm", url, organization, str(seed), *arguments],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(processes)
    ]
    counts: Counter[str] = Counter()
    broken: list[str] = []
    for one in running:
        out, _ = one.communicate(timeout=seconds + 120)
        told: dict[str, Any] = json.loads(out)
        counts += Counter(told["counts"])
        broken += told["broken"]
    assert broken == []
    return counts


def assert_sound(database: SqlDatabase, organization: str, *, facts: bool) -> None:
    """Hold what stands against a full check, the audit trail and the numbers of publications."""
    after = aftermath(database.units_of_work(organization))

    assert after.unexplained == []
    assert after.gaps == []
    assert after.standing == after.checked
    assert set(after.hard) - (WRITTEN_BY_FACTS if facts else set()) == set()
    assert after.publications == list(range(1, len(after.publications) + 1))


@pytest.mark.parametrize("facts", [False, True], ids=["decisions", "facts too"])
def test_storm_of_writes_leaves_a_sound_plan(database: SqlDatabase, organization: str, facts: bool) -> None:
    counts = storm(database, organization, seconds=4, processes=2, clients=6, facts=facts)

    assert counts["written"] > 20
    assert [name for name in counts if "contended" in name or "unavailable" in name] == []
    assert_sound(database, organization, facts=facts)


@pytest.mark.bench
def test_thirty_two_clients_write_for_two_minutes(database: SqlDatabase, organization: str) -> None:
    seconds = 120
    begun = time.monotonic()
    counts = storm(database, organization, seconds=seconds, processes=4, clients=8, facts=False)
    took = time.monotonic() - begun

    print()  # noqa: T201 - figures for docs/reliability.md
    print(database.url.get_backend_name(), f"{counts['written'] / took:.0f} writes a second", dict(counts))  # noqa: T201 - figures for docs/reliability.md
    assert_sound(database, organization, facts=False)
