"""The page on 500 people, four weeks and 10,000 shifts, against a bare page of as many rectangles."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from adapters.identity import mint
from adapters.system import SystemClock, UuidIds
from planning_core import AccessRole
from planning_core.use_cases.tokens import create_token
from tests.benchmarks.stored_plan import PRINCIPAL, stored
from tests.benchmarks.table import Section
from tests.benchmarks.test_listing import free_port, serving
from tests.benchmarks.timeline.month_plan import FIRST_DAY, WEEKS, MonthPlan

PLAN = MonthPlan()
MINUTES = 24 * 60
ZOOMS = {"week": 7, "month": WEEKS * 7}
"""Days that each zoom shows."""

FIRST_BARS_MS, FRAME_MS, ELEMENTS, SCRIPT_BYTES = 1_500, 33, 1_500, 200_000


def test_page(report: Callable[[Section], None], repository: Path, tmp_path: Path) -> None:
    url, token, product = product_server(tmp_path)
    results = tmp_path / "results"
    results.mkdir()
    load = os.getloadavg()[0]

    with product, bare_pages(repository, tmp_path) as bare_url:
        run_measurements(
            repository,
            {
                "PLANNING_BENCH_URL": url,
                "PLANNING_BENCH_TOKEN": token,
                "PLANNING_BENCH_BARE_URL": bare_url,
                "PLANNING_BENCH_RESULTS": str(results),
            },
        )

    found = {name: json.loads((results / f"{name}.json").read_text()) for name in names()}
    rows = [row(name, found[name]) for name in names()]
    header = (
        "page",
        "first bars",
        "elements",
        "over the wire",
        "scroll p50 / p95 / max",
        "drag p50 / p95 / max",
    )
    script = found["month"]["scriptBytes"]
    remark = (
        f"{PLAN.people} people and {PLAN.shifts:,} shifts in four weeks on the embedded server and SQLite, "
        "1440 × 900, nothing cached, medians of three. The bare pages draw as many rectangles in as many "
        "rows with the same virtualiser from a static file. The wire until the first bars, compressed; "
        f"{script / 1000:.0f} kB of it are scripts; with those of all panels, loaded once the plan stands, "
        f"{all_scripts(repository) / 1000:.0f} kB. Frames over three seconds. Load of the machine before: "
        f"{load:.1f}. Aims: first bars in "
        f"{FIRST_BARS_MS / 1000} s, p95 of frames under {FRAME_MS} ms, under {ELEMENTS:,} elements, scripts "
        f"under {SCRIPT_BYTES // 1000} kB."
    )
    report(Section("The page on a large plan", header, rows, (remark,)))

    assert {zoom: found[zoom]["elements"] < ELEMENTS for zoom in ZOOMS} == dict.fromkeys(ZOOMS, True)


def all_scripts(repository: Path) -> int:
    """Bytes of every script of the page, compressed."""
    built = repository / "entrypoints" / "timeline" / "dist" / "assets"
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in built.glob("*.js"))


def names() -> Iterator[str]:
    """What is measured: each zoom of the page, and the rectangles of each."""
    for zoom in ZOOMS:
        yield from (f"bare {zoom}", zoom)


def product_server(folder: Path) -> tuple[str, str, Any]:
    """The product on the large plan: where it will listen, a token, and the running of it."""
    database = folder / "plan.db"
    factory = stored(database, PLAN.entities())
    secret, digest = mint()
    with factory() as uow:
        create_token(
            "bench",
            AccessRole.ADMIN,
            digest,
            principal=PRINCIPAL,
            uow=uow,
            clock=SystemClock(),
            ids=UuidIds(),
        )
        uow.commit()
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "--factory", "entrypoints.api.server:application"]
    command += ["--port", str(port), "--no-access-log", "--log-level", "warning"]
    environment = {"PLANNING_DATABASE_URL": f"sqlite:///{database}", "PLANNING_LOG_LEVEL": "warning"}
    return f"http://127.0.0.1:{port}", secret, serving(command, port, environment)


class Compressed(SimpleHTTPRequestHandler):
    """Static files, compressed as the product compresses its own; which rectangles, by who asks."""

    def do_GET(self) -> None:
        path, _, _ = self.path.partition("?")
        if path == "/rectangles.json":
            path = f"/{self.headers['Referer'].partition('?')[2]}.json"
        file = Path(self.directory) / (path.lstrip("/") or "index.html")
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def bare_pages(repository: Path, folder: Path) -> Iterator[str]:
    """The bare page, built and served with the rectangles of both zooms."""
    built = folder / "bare"
    vite = repository / "entrypoints" / "timeline" / "node_modules" / ".bin" / "vite"
    source = repository / "tests" / "timeline" / "benchmark" / "bare"
    subprocess.run([vite, "build", source, "--outDir", built, "--logLevel", "error"], check=True)
    for zoom, days in ZOOMS.items():
        (built / f"{zoom}.json").write_text(json.dumps({"rows": rectangles(zoom, days)}))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Compressed, directory=str(built)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def rectangles(zoom: str, days: int) -> list[list[tuple[float, float]]]:
    """Of each person, the parts of the width that their shifts of the shown days take."""
    first = (FIRST_DAY.toordinal() + 7 if zoom == "week" else FIRST_DAY.toordinal()) * MINUTES
    rows: list[list[tuple[float, float]]] = [[] for _ in range(PLAN.people)]
    for shift in PLAN.work():
        start, end = (
            (at.toordinal() * MINUTES + at.hour * 60 + at.minute - first) / (days * MINUTES)
            for at in (shift.starts_at, shift.ends_at)
        )
        if start < 1 and end > 0:
            rows[PLAN.person_of(shift)].append((round(start, 5), round(end, 5)))
    return rows


def run_measurements(repository: Path, environment: dict[str, str]) -> None:
    """Run the measuring tests of the browser, one after another; raises where one fails."""
    node = shutil.which("node")
    assert node is not None, "measuring the page needs Node.js"
    playwright = repository / "entrypoints" / "timeline" / "node_modules" / ".bin" / "playwright"
    subprocess.run(
        [playwright, "test", "--project", "benchmark", "--workers", "1", "--reporter", "line"],
        cwd=repository / "tests" / "timeline",
        env={**os.environ, **environment},
        check=True,
    )


def row(name: str, measured: dict[str, Any]) -> list[str]:
    """What was measured of a page, in the table's cells."""
    title = (
        f"rectangles of the {name.removeprefix('bare ')}" if name.startswith("bare") else f"the page, {name}"
    )
    return [
        title,
        f"{measured['firstBars'] / 1000:.2f} s",
        f"{measured['elements']:,}",
        f"{measured['wireBytes'] / 1000:,.0f} kB",
        frames(measured["scroll"]),
        frames(measured["drag"]),
    ]


def frames(measured: dict[str, float] | None) -> str:
    """Frame times as a cell, in milliseconds."""
    if measured is None:
        return ""
    return " / ".join(f"{measured[part]:.0f}" for part in ("p50", "p95", "max")) + " ms"
