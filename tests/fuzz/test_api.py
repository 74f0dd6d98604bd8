"""Requests made from the API's own document, for as long as one likes, at random each time."""

from __future__ import annotations

import os
import random
import time
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.api.conftest import make_app, sql
from tests.api.test_schemathesis import CASES, described, hold_to_the_document

__all__ = ["described", "make_app", "sql"]

SECONDS = float(os.environ.get("PLANNING_FUZZ_SECONDS", "60"))
EXAMPLES = 25


@pytest.mark.reliability
@pytest.mark.timeout(0)
def test_api_keeps_to_its_document_for_long(described: tuple[Any, dict[str, str]]) -> None:
    schema, headers = described
    chance, until, asked = random.Random(), time.monotonic() + SECONDS, 0

    def keeps_to_the_document(case: schemathesis.Case[Any]) -> None:
        nonlocal asked
        asked += 1
        hold_to_the_document(case, headers)

    found: dict[str, str] = {}
    while time.monotonic() < until:
        method, path, mode = chance.choice(CASES)
        number = chance.getrandbits(64)
        run = settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )(
            seed(number)(
                given(case=schema[path][method].as_strategy(generation_mode=mode))(keeps_to_the_document)
            )
        )
        try:
            run()
        except Exception as error:  # every operation is to have its turn: what is found is told at the end
            found.setdefault(f"{method} {path} {mode.value}", f"seed {number}: {error}")

    print(f"\n{asked} requests")  # noqa: T201 - figures for docs/reliability.md
    assert found == {}
