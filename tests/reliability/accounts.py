"""Writers that keep account of what a server acknowledged: it can be held to that after any accident."""

from __future__ import annotations

import random
from datetime import date, timedelta
from threading import Event
from typing import Any

import attrs

from tests.reliability.product import Caller, Lost, Product, Said, noun_of

UNAVAILABLE = 503
FIRST_DAY = date(2025, 3, 3)


@attrs.frozen
class Question:
    """A request as it went out; sent again under the same key it is done once."""

    method: str
    path: str
    body: dict[str, Any] | None
    headers: dict[str, str]

    def put_to(self, caller: Caller) -> Said:
        """Ask it."""
        return caller.ask(self.method, self.path, self.body, **self.headers)


@attrs.define
class Writer:
    """Makes, moves, staffs and deletes shifts of its own, one request after another.

    `holds` is what must be there under each path: the version acknowledged, None where the deletion was.
    `open` is the request that no answer came to, or none but that storage is out of reach.
    """

    number: int
    shift: dict[str, Any]
    person: str
    chance: random.Random
    holds: dict[str, int | None] = attrs.field(factory=dict)
    shift_of: dict[str, str] = attrs.field(factory=dict)
    open: Question | None = None
    refused: list[Said] = attrs.field(factory=list)
    turned_away: list[Said] = attrs.field(factory=list)
    acknowledged: int = 0
    _asked: int = 0

    def write(self, caller: Caller, stop: Event) -> None:
        """Write until told to stop, or until the server is gone."""
        while not stop.is_set():
            try:
                said = self.step(caller)
            except (Lost, ConnectionRefusedError):
                break
            if said.status == UNAVAILABLE:
                stop.wait(0.1)
        caller.close()

    def step(self, caller: Caller) -> Said:
        """Ask again what was not answered, else the next thing."""
        return self._again(caller, self.open) if self.open else self.ask(caller, self._next())

    def ask(self, caller: Caller, question: Question) -> Said:
        """Ask, and note what was acknowledged."""
        self.open = question
        said = question.put_to(caller)
        self.open = question if said.status == UNAVAILABLE else None
        self._note(question, said)
        return said

    def _note(self, question: Question, said: Said) -> None:
        if said.status == UNAVAILABLE:
            self.turned_away.append(said)
            return
        if said.status not in (200, 201):
            self.refused.append(said)
            return
        self.acknowledged += 1
        if question.method == "DELETE":
            self._gone(question.path)
            return
        kind = noun_of(question.path)
        entity = said.body[kind]
        path = f"/{kind}s/{entity['id']}"
        self.holds[path] = entity["version"]
        if kind == "assignment":
            self.shift_of[path] = f"/shifts/{entity['shift_id']}"

    def _gone(self, shift: str) -> None:
        """A draft takes its assignments with it."""
        with_it = [path for path, of in self.shift_of.items() if of == shift]
        self.holds |= dict.fromkeys([shift, *with_it])

    def _next(self) -> Question:
        self._asked += 1
        mine = [path for path, version in self.holds.items() if version and path.startswith("/shifts/")]
        choice = self.chance.random()
        if not mine or choice < 0.4:
            return self._post("/shifts", self._a_shift())
        path = self.chance.choice(mine)
        if choice < 0.65:
            return Question("PUT", path, self._a_shift(), {"If_Match": f'"{self.holds[path]}"'})
        if choice < 0.9:
            body = {"shift_id": path.rpartition("/")[2], "collaborator_id": self.person}
            return self._post("/assignments", {**body, "role_id": self.shift["role_id"]})
        return Question("DELETE", path, None, {})

    def _post(self, path: str, body: dict[str, Any]) -> Question:
        return Question("POST", path, body, {"Idempotency_Key": f"{self.number}-{self._asked}"})

    def _a_shift(self) -> dict[str, Any]:
        """One on a day of its own: rules that look at hours and rest have nothing to say."""
        day = FIRST_DAY + timedelta(days=self._asked % 600)
        return {**self.shift, "starts_at": f"{day}T08:00:00+01:00", "ends_at": f"{day}T12:00:00+01:00"}

    def settle(self, caller: Caller) -> None:
        """Find out what became of the request that was cut off, as a caller does: by asking again.

        A creation carries its key; a change names the version that it starts from, a deletion the thing.
        """
        if self.open is not None:
            self._again(caller, self.open)

    def _again(self, caller: Caller, question: Question) -> Said:
        said = self.ask(caller, question)
        if question.method == "DELETE" and said.status == 404:  # it was done before the cut
            self.refused.pop()
            self._gone(question.path)
        if question.method == "PUT" and said.status == 412:
            before = self.holds[question.path]
            assert (said.body["expected"], said.body["current"]) == (before, (before or 0) + 1)
            self.refused.pop()
            self.holds[question.path] = said.body["current"]
        return said

    @property
    def shifts(self) -> int:
        """How many shifts of its own must be there."""
        return sum(
            version is not None and path.startswith("/shifts/") for path, version in self.holds.items()
        )

    def missing(self, stored: dict[str, int]) -> list[str]:
        """What was acknowledged and does not stand so, by path and version."""
        return [path for path, version in self.holds.items() if stored.get(path) != version]


def versions_on(product: Product) -> dict[str, int]:
    """The version of every shift and assignment, by path."""
    return {
        f"{path}/{one['id']}": one["version"]
        for path in ("/shifts", "/assignments")
        for one in product.all_of(path)
    }


def writers_on(product: Product, count: int, seed: int = 0) -> list[Writer]:
    """So many writers, each with a person of its own, on the plan of `plan_file`."""
    (mission,), (site,), (role,) = (product.all_of(path) for path in ("/missions", "/sites", "/roles"))
    people = product.all_of("/collaborators")
    shift = {"mission_id": mission["id"], "site_id": site["id"], "role_id": role["id"]}
    return [
        Writer(number, shift, people[number]["id"], random.Random(f"{seed}-{number}"))
        for number in range(count)
    ]
