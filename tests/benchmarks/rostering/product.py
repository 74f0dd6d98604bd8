"""One instance through import and job: `python -m tests.benchmarks.rostering.product INSTANCE SECONDS
ROSTER.json`.

Prints one line of JSON: seconds to the first proposal, what was found when, the bound, the most memory.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from adapters.solver import solve
from planning_core.rules.registry import RuleBook
from planning_core.solver.engine import Found, Limits, Report
from planning_core.solver.optimizing import OptimizingSolver
from planning_core.solver.problem import Problem, Roster
from tests.rostering.instance import read_instance
from tests.rostering.product import imported


class Watched:
    """The engine, with a note of every better roster."""

    def __init__(self) -> None:
        self.began = time.monotonic()
        self.found: list[tuple[float, int]] = []
        self.bound: int | None = None

    def __call__(
        self, problem: Problem, limits: Limits, *, start: Roster | None = None, report: Report
    ) -> Found:
        """Search as the engine does."""

        def noting(roster: Roster, objective: int, bound: int | None, elapsed: float) -> bool:
            if not self.found or objective < self.found[-1][1]:
                self.found.append((time.monotonic() - self.began, objective))
            return report(roster, objective, bound, elapsed)

        found = solve(problem, limits, start=start, report=noting)
        self.bound = found.bound
        return found


def main(arguments: list[str]) -> int:
    """Run the job and write the roster."""
    path, seconds, out = arguments
    instance = imported(read_instance(Path(path)))
    watched = Watched()

    def solver(rules: RuleBook) -> OptimizingSolver:
        return OptimizingSolver(rules, watched)

    job = instance.job(int(seconds), solver)
    took = time.monotonic() - watched.began
    Path(out).write_text(json.dumps(instance.roster()), encoding="utf-8")
    facts = {
        "status": str(job.status),
        "seconds": round(took, 1),
        "found": watched.found,
        "bound": watched.bound,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(facts))  # noqa: T201 - what the benchmark reads
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
