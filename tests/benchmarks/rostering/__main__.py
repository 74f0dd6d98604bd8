"""Auto-assign on public instances: `python -m tests.benchmarks.rostering FOLDER [--seconds N] [--peers]`.

Runs each instance of the folder through the product's own import and job, has the judge score the roster, and
prints a table beside published values. Rosters are written in the judge's format, `roster[person][day]`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.rostering.published import BEST_KNOWN, TEN_MINUTES, distance, number_of
from tests.benchmarks.table import Section, write_page
from tests.rostering.shared_data import shared_folder

HEADER = [
    "instance",
    "best",
    "published",
    "objective",
    "distance",
    "hard",
    "bound",
    "first_s",
    "within_5%_s",
    "seconds",
    "MB",
]
REPOSITORY = Path(__file__).resolve().parents[3]


def scored(judge: Path, instance: Path, roster: Path) -> dict[str, Any]:
    """What the judge says of a roster."""
    answer = subprocess.run(
        [sys.executable, judge, instance, roster], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def run(instance: Path, seconds: int, out: Path, judge: Path) -> list[str]:
    """One instance: its line of the table."""
    roster = out / f"{instance.stem}.json"
    command = [sys.executable, "-m", "tests.benchmarks.rostering.product"]
    answer = subprocess.run(
        [*command, instance, str(seconds), roster],
        capture_output=True,
        text=True,
        check=False,
        cwd=REPOSITORY,
    )
    if answer.returncode:
        return [instance.stem, "failed:", answer.stderr.strip().splitlines()[-1]]
    facts = json.loads(answer.stdout.splitlines()[-1])
    verdict = scored(judge, instance, roster)
    found = facts["found"]
    number = number_of(instance.stem) or 0
    best = BEST_KNOWN.get(number)
    unit = found[-1][1] / verdict["objective"] if found and verdict["objective"] else 1.0
    near = next((at for at, cost in found if best and cost / unit <= 1.05 * best), None)
    return [
        instance.stem,
        str(best or "-"),
        str(TEN_MINUTES.get(number, "-")),
        str(verdict["objective"]),
        distance(verdict["objective"], instance.stem),
        str(verdict["hard"]),
        "-" if facts["bound"] is None else f"{facts['bound'] / unit:.0f}",
        f"{found[0][0]:.1f}" if found else "-",
        "-" if near is None else f"{near:.1f}",
        str(facts["seconds"]),
        str(facts["memory"]),
    ]


def run_peer(peer: str, instance: Path, seconds: int, out: Path, judge: Path) -> list[str]:
    """One peer on one instance."""
    roster = out / f"{instance.stem}.{peer}.json"
    command = [sys.executable, "-m", "tests.benchmarks.rostering.peers", peer]
    answer = subprocess.run([*command, instance, str(seconds), roster], check=False, cwd=REPOSITORY)
    if answer.returncode:
        return [f"  {peer}", "", "", "no roster"]
    verdict = scored(judge, instance, roster)
    objective = verdict["objective"]
    return [f"  {peer}", "", "", str(objective), distance(objective, instance.stem), str(verdict["hard"])]


def main(arguments: list[str] | None = None) -> int:
    """Run a folder's instances."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.rostering")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--only", type=int, nargs="*", help="numbers of instances")
    parser.add_argument("--rosters", type=Path, default=Path("rosters"))
    parser.add_argument("--judge", type=Path, default=shared_folder() / "tools" / "rostering_score.py")
    parser.add_argument("--page", action="store_true", help="put the table into docs/benchmarks.md")
    parser.add_argument("--peers", action="store_true", help="also plain CP-SAT and HiGHS models")
    given = parser.parse_args(arguments)
    given.rosters.mkdir(parents=True, exist_ok=True)
    instances = sorted(
        given.folder.resolve().glob("*.txt"), key=lambda path: (number_of(path.stem) or 0, path.stem)
    )
    load = f"{os.getloadavg()[0]:.1f}"
    rows: list[list[str]] = []
    print("\t".join(HEADER))  # noqa: T201 - its output
    for instance in instances:
        if given.only and number_of(instance.stem) not in given.only:
            continue
        out = given.rosters.resolve()
        lines = [run(instance, given.seconds, out, given.judge)]
        if given.peers:
            lines += [
                run_peer(peer, instance, given.seconds, out, given.judge) for peer in ("cp-sat", "highs")
            ]
        for line in lines:
            print("\t".join(line), flush=True)  # noqa: T201
            rows.append([*line, *[""] * (len(HEADER) - len(line))])
    if given.page:
        write_page([section(given.seconds, load, rows)])
    return 0


def section(seconds: int, load: str, rows: list[list[str]]) -> Section:
    """The table as a section of the page of benchmarks."""
    return Section(
        title=f"Auto-assign on public instances, {seconds} seconds",
        header=HEADER,
        rows=rows,
        remarks=[
            f"`python -m tests.benchmarks.rostering FOLDER --seconds {seconds} --page`: Curtois and Qu's "
            "instances through the product's own import and job, one run each, seed 0; load of the machine "
            f"before: {load}. `best`: best known; `published`: best published after ten minutes; `hard`: "
            "hard violations by an independent judge; `first_s`, `within_5%_s`: seconds to the first "
            "proposal and to within 5 % of the best known; `MB`: most memory of the process."
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
