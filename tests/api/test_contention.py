"""Requests whose transaction the database gave up for another one's sake."""

from __future__ import annotations

import attrs
import pytest
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.api.calls import MOST_ATTEMPTS
from entrypoints.bootstrap import App
from planning_core.errors import Contended
from planning_core.ports.unit_of_work import UnitOfWork
from tests.api.conftest import CallerOf
from tests.api.world import Caller, kind_of


class GivesUp:
    """Opens units of work, the first few of which that write are given up."""

    def __init__(self, app: App, times: int) -> None:
        self._app, self.left = app, times

    def __call__(self, *, writes: bool = True) -> UnitOfWork:
        if writes and self.left:
            self.left -= 1
            raise Contended("database", "deadlock detected")
        return self._app.unit_of_work(writes=writes)


def calling(app: App, caller: CallerOf, times: int) -> Caller:
    """An administrator whose writes are given up so many times."""
    secret = caller("admin").secret
    contended = attrs.evolve(app, unit_of_work=GivesUp(app, times))
    return Caller(TestClient(create_app(contended), raise_server_exceptions=False), secret)


@pytest.mark.parametrize("key", [None, "once"])
def test_write_that_was_given_up_is_done_again(app: App, caller: CallerOf, key: str | None) -> None:
    admin = calling(app, caller, MOST_ATTEMPTS - 1)

    response = admin.post("/skills", {"name": "Rigging"}, key)

    assert response.status_code == 201
    assert len(admin.get("/skills").json()["items"]) == 1


def test_write_given_up_time_and_again_is_unavailable(app: App, caller: CallerOf) -> None:
    admin = calling(app, caller, MOST_ATTEMPTS)

    response = admin.post("/skills", {"name": "Rigging"})

    assert (response.status_code, kind_of(response)) == (503, "unavailable")
    assert response.headers["retry-after"] == "2"
