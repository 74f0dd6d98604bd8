"""Every answer, whatever it is, carries the headers that keep browsers from doing foreign things with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from planning_core.errors import Unavailable
from tests.api.conftest import MakeApp, secret_of
from tests.api.world import NO_ID, PREFIX, kind_of

EVENTS = f"{PREFIX}/events"
SHUT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def app(make_app: MakeApp) -> App:
    """The product on storage of its own."""
    return make_app()


@pytest.fixture(scope="module")
def api(app: App, tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The API beside a built page."""
    dist = tmp_path_factory.mktemp("built") / "dist"
    (dist / "assets").mkdir(parents=True)
    for name in ("index.html", "icon.svg", "assets/index-1.js"):
        (dist / name).write_text("x" * 3_000)
    return create_app(app, page=dist)


def paths_of(api: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of every route, ids and names filled in."""
    document = api.openapi()
    for path, operations in document["paths"].items():
        for method in operations:
            yield method.upper(), re.sub(r"\{[^}]*\}", NO_ID, path)
    for path in ("/", "/sign-in", "/icon.svg", "/assets/index-1.js", "/assets/gone.js", "/nowhere"):
        yield "GET", path


def assert_guarded(headers: Mapping[str, str]) -> None:
    fixed = {
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    assert {name: headers.get(name) for name in fixed} == fixed
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["cache-control"]
    assert {"access-control-allow-origin", "server"} & set(headers) == set()


@pytest.fixture(scope="module")
def shown(app: App) -> Mapping[str, str | None]:
    """What callers show."""
    roles = {role: f"Bearer {secret_of(app, role)}" for role in ("viewer", "admin")}
    return {"nothing": None, "nonsense": "nonsense", "wrong": "Bearer wrong", **roles}


@pytest.mark.parametrize("who", ["nothing", "nonsense", "wrong", "viewer", "admin"])
@pytest.mark.parametrize("body", [None, b"{ broken"])
def test_every_route_answers_with_the_headers(
    api: FastAPI, shown: Mapping[str, str | None], who: str, body: bytes | None
) -> None:
    client = TestClient(api, raise_server_exceptions=False)
    authorization = shown[who]
    headers = {"Content-Type": "application/json"}
    if authorization is not None:
        headers["Authorization"] = authorization
    answers = {
        (method, path): client.request(method, path, headers=headers, content=body)
        for method, path in paths_of(api)
        if path != EVENTS or who in ("nothing", "nonsense", "wrong")
    }

    for (method, path), answer in answers.items():
        assert_guarded(answer.headers)
        document = path in ("/", "/sign-in") and method == "GET"
        assert (answer.headers["content-security-policy"] == SHUT) == (not document), path
    assert len(answers) > 60


def test_stream_of_events_comes_with_the_headers(app: App, shown: Mapping[str, str | None]) -> None:
    api = create_app(app)
    api.state.feed.stop()  # streams end when the server does

    answer = TestClient(api).get(EVENTS, headers={"Authorization": shown["admin"] or ""})

    assert answer.headers["content-type"].startswith("text/event-stream")
    assert_guarded(answer.headers)


@pytest.mark.parametrize(
    ("method", "path"),
    [("PATCH", f"{PREFIX}/shifts"), ("OPTIONS", f"{PREFIX}/shifts"), ("POST", "/"), ("TRACE", "/healthz")],
)
def test_methods_that_are_not_there_answer_with_the_headers(api: FastAPI, method: str, path: str) -> None:
    answer = TestClient(api, raise_server_exceptions=False).request(method, path)

    assert answer.status_code == 405
    assert_guarded(answer.headers)


@pytest.mark.parametrize("path", ["/healthz", "/", f"{PREFIX}/me", "/" + "a" * 17_000])
def test_head_that_is_too_large_is_refused_with_the_headers(api: FastAPI, path: str) -> None:
    headers = {"X-Long": "a" * 17_000} if len(path) < 100 else {}

    answer = TestClient(api).get(path, headers=headers)

    assert (answer.status_code, kind_of(answer)) == (431, "head-too-large")
    assert_guarded(answer.headers)


def test_what_is_unchanged_comes_with_the_headers(app: App, api: FastAPI) -> None:
    client = TestClient(api)
    first = client.get("/")

    again = client.get("/", headers={"If-None-Match": first.headers["etag"]})

    assert again.status_code == 304
    assert_guarded(again.headers)


def test_failure_inside_comes_with_the_headers(app: App, tmp_path: Path) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("inside")

    def away(*_: Any, **__: Any) -> Any:
        raise Unavailable("database")

    answers = []
    for unit_of_work in (broken, away):
        api = create_app(app, page=tmp_path)
        api.state.planning = attrs.evolve(app, unit_of_work=unit_of_work)
        client = TestClient(api, raise_server_exceptions=False)
        answers.append(client.get(f"{PREFIX}/me", headers={"Authorization": "Bearer pp_x"}))

    assert [a.status_code for a in answers] == [500, 503]
    for answer in answers:
        assert_guarded(answer.headers)
