"""The main job on public instances: imported, checked, filled, published and served by real processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import attrs
import pytest

from tests.rostering.convert import FIRST_DAY, to_import
from tests.rostering.instance import Instance, read_instance
from tests.rostering.roster import Roster, roster_of
from tests.rostering.shared_data import judge_file, public_instance

PLANNING = Path(sys.executable).parent / "planning"
PAGE = 500

ENDPOINTS = {
    "collaborators": "collaborators",
    "shift_templates": "shift-templates",
    "availability": "availability",
    "shifts": "shifts",
    "roles": "roles",
    "sites": "sites",
    "missions": "missions",
}


@attrs.frozen
class Product:
    """The product's command on a database of its own."""

    folder: Path

    @property
    def environment(self) -> Mapping[str, str]:
        """What its processes are told."""
        url = f"sqlite:///{self.folder / 'plan.db'}"
        return {**os.environ, "PLANNING_DATABASE_URL": url, "LC_ALL": "C.UTF-8"}

    def run(self, *arguments: str) -> str:
        """What a command prints; a command that fails fails the test."""
        done = subprocess.run(
            [PLANNING, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"planning {' '.join(arguments)}\n{done.stdout[-2000:]}{done.stderr}"
        return done.stdout

    def ask(self, *arguments: str) -> Any:
        """What a command says in JSON."""
        return json.loads(self.run(*arguments, "--json"))

    @contextmanager
    def served(self) -> Iterator[Client]:
        """The product's server, and a client that may read."""
        token = self.run("token", "create", "reader", "--role", "viewer").split()[0]
        server = subprocess.Popen(
            [PLANNING, "serve", "--port", "0"], env=self.environment, stdout=subprocess.PIPE, text=True
        )
        try:
            assert server.stdout is not None
            line = server.stdout.readline()
            yield Client(f"http://{line.partition('http://')[2].split()[0]}/api/v1/planning", token)
        finally:
            server.terminate()
            server.wait(30)
            if server.stdout is not None:
                server.stdout.close()


@attrs.frozen
class Client:
    """A reader of the API."""

    address: str
    token: str

    def get(self, path: str) -> Any:
        """One answer."""
        request = Request(  # noqa: S310 - our own server
            f"{self.address}/{path}", headers={"Authorization": f"Bearer {self.token}"}
        )
        with urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            return json.load(answer)

    def every(self, path: str) -> list[dict[str, Any]]:
        """The things of a listing, page by page."""
        found: list[dict[str, Any]] = []
        cursor = ""
        while True:
            page = self.get(f"{path}?limit={PAGE}{cursor}")
            found += [next(v for k, v in item.items() if k != "conflicts") for item in page["items"]]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"


@pytest.mark.slow
@pytest.mark.timeout(400)
@pytest.mark.parametrize(("number", "seconds"), [(5, 20), (23, 10)])
def test_main_job_on_a_public_instance(number: int, seconds: int, tmp_path: Path) -> None:
    instance = read_instance(public_instance(number))
    document = to_import(instance)
    source = tmp_path / "instance.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    period = ("--from", f"{FIRST_DAY}", "--to", f"{FIRST_DAY + timedelta(days=instance.days)}")
    product = Product(tmp_path)
    wanted = sum(cover.wanted for cover in instance.cover)

    imported = product.ask("import", str(source))
    again = product.ask("import", str(source))
    checked = product.ask("check", *period)
    job = product.ask("auto-assign", *period, "--time-limit", str(seconds), "--accept")
    published = product.ask("publish", *period)
    with product.served() as client:
        stored = {name: client.every(path) for name, path in ENDPOINTS.items()}
        assignments = client.every("assignments")
        publication = client.get("publications/1")["publication"]

    rows = {name: len(document[name]) for name in ENDPOINTS}
    assert created(imported) == rows
    assert all(count["created"] == count["updated"] == 0 for count in again["counts"].values())
    assert (checked["hard"], checked["soft"]) == (0, sum(cover.wanted > 0 for cover in instance.cover))
    assert job["status"] == "succeeded"
    assert job["coverage"]["wanted"] == wanted
    # Where the instance prices surplus, somebody's least minutes may ask for people beyond the headcount.
    surplus = len(job["proposals"]) - job["coverage"]["filled"]
    assert 0 <= surplus < job["coverage"]["filled"]
    assert published["publication"] == {"number": 1, "shifts": len(document["shifts"])}
    assert {name: len(things) for name, things in stored.items()} == rows
    assert {a["status"] for a in assignments} == {"confirmed"}
    assert len(assignments) == len(job["proposals"])
    assert_published(publication, assignments, stored)
    judged = judge(instance, public_instance(number), roster(instance, publication, stored), tmp_path)
    assert judged["n_under"] == wanted - job["coverage"]["filled"]
    assert judged["n_over"] == surplus


def created(report: dict[str, Any]) -> dict[str, int]:
    """How many rows of each section an import took in, all of them new and none refused."""
    counts = report["counts"]
    kinds = {name: name.removesuffix("s") if name != "availability" else name for name in ENDPOINTS}
    assert all(counts[kind]["refused"] == 0 for kind in kinds.values())
    assert all(counts[kind]["read"] == counts[kind]["created"] for kind in kinds.values())
    return {name: counts[kind]["created"] for name, kind in kinds.items()}


def assert_published(
    publication: dict[str, Any], assignments: list[dict[str, Any]], stored: dict[str, list[dict[str, Any]]]
) -> None:
    """The snapshot holds every shift, published, with exactly the people who fill it."""
    snapshot = publication["snapshot"]
    filled = {(a["shift_id"], a["collaborator_id"]) for a in assignments}
    held = {(p["shift"]["id"], a["collaborator_id"]) for p in snapshot for a in p["assignments"]}
    assert {p["shift"]["id"] for p in snapshot} == {shift["id"] for shift in stored["shifts"]}
    assert {p["shift"]["status"] for p in snapshot} == {"published"}
    assert held == filled


def roster(
    instance: Instance, publication: dict[str, Any], stored: dict[str, list[dict[str, Any]]]
) -> Roster:
    """Who works when, as the publication holds it."""
    people = {person["id"]: person["external_ref"] for person in stored["collaborators"]}
    shifts = {shift["id"]: shift["external_ref"] for shift in stored["shifts"]}
    worked = []
    for published in publication["snapshot"]:
        day, _, code = shifts[published["shift"]["id"]].removeprefix("D").partition("-")
        worked += [(people[a["collaborator_id"]], int(day), code) for a in published["assignments"]]
    return roster_of(instance, worked)


def judge(instance: Instance, path: Path, found: Roster, folder: Path) -> dict[str, Any]:
    """What the independent judge, which shares no code with the product, says of a roster."""
    file = folder / "roster.json"
    file.write_text(json.dumps(found), encoding="utf-8")
    command = [sys.executable, str(judge_file()), str(path), str(file)]
    said: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert said["instance"] == instance.name
    return said
