"""The same question gets the same answer in another process, where words hash differently."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import REPOSITORY

pytest.importorskip("adapters.solver.engine", reason="the extra `solver` is not installed")

ASKED = """
import attrs
from adapters.solver import solve as engine
from planning_core.domain.plan import Plan
from planning_core.rules.registry import rule_book
from planning_core.solver import solve
from tests.unit.solver import plain_engine
from tests.unit.solver.agency import agency
from tests.unit.solver.random_wards import random_ward
from tests.unit.solver.test_library import WEEK

def tell(found):
    print(found.pairs, found.objective, sorted(found.terms.items()))
    print([(one.shift_id, one.reasons, one.nearest, one.clash) for one in found.unfilled])
    print([one.reasons for one in found.proposals])

for seed in (3, 18, 21):
    ward = random_ward(seed, steps=200)
    plan = Plan(ward.entities, timezone=ward.timezone)
    tell(solve(plan, ward.request, rule_book(settings=ward.settings), engine=plain_engine.search))
week = attrs.evolve(WEEK, options={"steps": 200_000}, time_limit_seconds=600)
tell(solve(agency(people=8, days=7), week, engine=engine))
"""


def answer(hashing: str) -> str:
    """What a process of its own answers."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONHASHSEED": hashing},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout


def test_another_process_gives_the_same_answer() -> None:
    first, second = answer("1"), answer("2")

    assert len(first) > 1000
    assert first == second
