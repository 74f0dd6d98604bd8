"""When a token was used last: noted beside the requests, once a minute at most."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.api.token_uses import TokenUses
from entrypoints.bootstrap import App
from planning_core.errors import Unavailable
from planning_core.memory import FixedClock
from tests.api.conftest import CallerOf, secret_of
from tests.api.test_sessions import OWN
from tests.api.world import PREFIX, Caller


def last_use(admin: Caller, name: str) -> str | None:
    """What the list of tokens says."""
    (found,) = [i["token"] for i in admin.get("/tokens").json()["items"] if i["token"]["name"] == name]
    return found["last_used_at"]  # type: ignore[no-any-return] # JSON


def test_use_of_a_token_is_noted_by_a_running_server(app: App) -> None:
    secrets = {role: secret_of(app, role) for role in ("admin", "viewer", "planner")}
    with TestClient(create_app(app)) as client:
        admin, viewer = (Caller(client, secrets[role]) for role in ("admin", "viewer"))
        viewer.get("/me")
        until = time.monotonic() + 30
        while last_use(admin, "viewer") is None and time.monotonic() < until:
            time.sleep(0.05)

        assert last_use(admin, "viewer") is not None
        assert last_use(admin, "planner") is None


def test_use_is_noted_once_a_minute_at_most(app: App, caller: CallerOf) -> None:
    admin, viewer = caller("admin"), caller("viewer")
    api: Any = admin._client.app
    start = app.clock.now()
    noted = []
    for seconds in (0, 59, 61):
        clock = FixedClock(start + timedelta(seconds=seconds))
        api.state.planning = attrs.evolve(app, clock=clock)
        viewer.get("/me")
        uses = api.state.uses
        uses._clock = clock
        uses.write()
        noted.append(last_use(admin, "viewer"))

    assert (noted[0] is not None, noted[1] == noted[0], noted[2] == noted[0]) == (True, True, False)


def test_session_of_a_token_is_a_use_of_it(app: App, client: TestClient, admin: Caller) -> None:
    secret = secret_of(app, "viewer")

    client.post(f"{PREFIX}/session", json={"token": secret}, headers=OWN)
    client.app.state.uses.write()  # type: ignore[attr-defined] # the application under test

    assert last_use(admin, "viewer") is not None


def test_use_that_cannot_be_noted_disturbs_nobody(app: App) -> None:
    def away(*, writes: bool = True) -> Any:
        raise Unavailable("database")

    uses = TokenUses(away, app.clock, gather_seconds=0)
    uses.start()
    uses.note("some")
    uses.stop()

    assert uses._used == set()


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_noted_at_the_end_is_written(app: App, caller: CallerOf, times: int) -> None:
    admin, viewer = caller("admin"), caller("viewer")
    api: Any = admin._client.app
    for _ in range(times):
        viewer.get("/me")

    api.state.uses.start()
    api.state.uses.stop()

    assert last_use(admin, "viewer") is not None
