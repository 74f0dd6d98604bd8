"""The page about auto-assign: its example runs, and its weights do to it what the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.objective import LEAST_CHANGE, WEIGHTS, Objective
from planning_core.domain.plan import Plan
from planning_core.solver import solve
from tests.repository.documents import blocks
from tests.unit.solver import exhaustive


@pytest.fixture
def page(repository: Path) -> str:
    """The page's text."""
    return (repository / "docs" / "auto-assign.md").read_text(encoding="utf-8")


@pytest.fixture
def example(page: str) -> dict[str, Any]:
    """What the example's code leaves behind."""
    [code] = [block.text for block in blocks(page) if block.language == "python"]
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102 # the page's own code
    return names


def rows_of(page: str, heading: str) -> list[list[str]]:
    """The cells of the table that begins with this heading."""
    lines = page[page.index(heading) :].splitlines()[2:]
    table = lines[: next(number for number, line in enumerate(lines) if not line.startswith("|"))]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_example_fills_every_seat(example: dict[str, Any]) -> None:
    assert example["solution"].coverage.ratio == 1.0


def test_the_weights_do_what_the_page_says(page: str, example: dict[str, Any]) -> None:
    plan: Plan = example["plan"]
    week: AutoAssignRequest = example["week"]

    for told, ann, ben, points in rows_of(page, "| options | Ann"):
        options = {name: float(weight) for name, weight in re.findall(r"`(\w+)` (\S+)", told)}
        solution = solve(plan, attrs.evolve(week, options=options), engine=exhaustive.search)
        given = {
            person: ", ".join(shift for shift, taker in solution.pairs if taker == person)
            for person in ("Ann", "Ben")
        }

        assert (given, solution.objective) == ({"Ann": ann, "Ben": ben}, float(points)), told


def test_the_page_tells_every_weight_with_its_default(page: str) -> None:
    defaults = attrs.asdict(Objective())
    told = {row[0].strip("`"): row[1] for row in rows_of(page, "| option | default")}

    assert list(told) == list(WEIGHTS)
    assert {name: float(text) for name, text in told.items() if name != "missing_weight"} == {
        name: defaults[name.removesuffix("_weight")] for name in WEIGHTS if name != "missing_weight"
    }
    assert f"with `least_change` {LEAST_CHANGE:.0f}" in page
