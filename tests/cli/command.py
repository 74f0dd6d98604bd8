"""Running `planning` on a database of its own: in this process for the many small cases, or as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import attrs
import pytest

from entrypoints.cli.main import run

PLANNING = Path(sys.executable).with_name("planning")


@attrs.frozen
class Said:
    """What a command said and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote, as JSON."""
        return json.loads(self.out)


@attrs.frozen
class Desk:
    """A folder with a database and files, and the command line on it."""

    folder: Path
    capture: pytest.CaptureFixture[str]

    @property
    def database(self) -> str:
        """The address of the database."""
        return f"sqlite:///{self.folder / 'plan.db'}"

    def run(self, *arguments: str) -> Said:
        """Run a command in this process."""
        self.capture.readouterr()
        code = run(["--database", self.database, *arguments])
        said = self.capture.readouterr()
        return Said(code, said.out, said.err)

    @contextmanager
    def process(self, *arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """Start the installed command as a process of its own; it is killed if it still runs at the end."""
        with subprocess.Popen(
            [str(PLANNING), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**os.environ, "PLANNING_DATABASE_URL": self.database, **environment},
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    def installed(self, *arguments: str, **environment: str) -> Said:
        """Run the installed command as a process of its own."""
        with self.process(*arguments, **environment) as process:
            out, err = process.communicate(timeout=120)
            return Said(process.returncode, out, err)

    def write(self, name: str, content: str | bytes | dict[str, Any]) -> str:
        """Write a file; its path."""
        path = self.folder / name
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)


def plan_file(shifts: int = 3, people: int = 2, **more: Any) -> dict[str, Any]:
    """An import file: two people, and shifts of a morning each, day after day from 3 March 2025."""
    window = {"starts_at": "2025-01-01T00:00:00Z", "ends_at": "2027-01-01T00:00:00Z"}
    return {
        "timezone": "Europe/Paris",
        "roles": [{"external_ref": "steward", "name": "Steward"}],
        "sites": [{"external_ref": "hall", "name": "Hall", "timezone": "Europe/Paris"}],
        "missions": [
            {"external_ref": "fair", "name": "Fair", **window, "sites": ["hall"], "roles": ["steward"]}
        ],
        "collaborators": [
            {"external_ref": f"p{n}", "name": f"Person {n}", "roles": ["steward"]} for n in range(people)
        ],
        "shifts": [shift_row(n) for n in range(shifts)],
        **more,
    }


def shift_row(number: int, **more: Any) -> dict[str, Any]:
    """A shift on a weekday of its own, as long as the mission runs."""
    week, weekday = divmod(number % 400, 5)
    day = date(2025, 3, 3) + timedelta(days=7 * week + weekday)
    return {
        "external_ref": f"s{number}",
        "mission": "fair",
        "site": "hall",
        "role": "steward",
        "starts_at": f"{day}T08:00:00+01:00",
        "ends_at": f"{day}T12:00:00+01:00",
        **more,
    }
