"""The page as it is served: which headers it comes with, and what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from tests.api.conftest import MakeApp
from tests.api.world import kind_of

DOCUMENT = '<!doctype html><script type="module" src="/assets/index-D9zlT.js"></script>'
SCRIPT = "export const bars = 1;\n" * 200


@pytest.fixture(scope="module")
def app(make_app: MakeApp) -> App:
    """The product on storage of its own."""
    return make_app()


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder with a built page."""
    files = {
        "index.html": DOCUMENT,
        "icon.svg": "<svg/>",
        "assets/index-D9zlT.js": SCRIPT,
        "assets/index-DTXCB.css": "body{}",
        "assets/sans-Bx1.woff2": "font",
        "../secret.txt": "secret",
    }
    for name, content in files.items():
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path / "dist"


@pytest.fixture
def page(app: App, dist: Path) -> TestClient:
    """A browser on a server with a built page."""
    return TestClient(create_app(app, page=dist), raise_server_exceptions=False)


def test_page_comes_with_a_policy_that_lets_nothing_foreign_in(page: TestClient) -> None:
    answer = page.get("/")

    policy = dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))
    assert (answer.status_code, answer.text) == (200, DOCUMENT)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    assert [
        answer.headers[name]
        for name in (
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
        )
    ] == ["nosniff", "DENY", "no-referrer", "same-origin", "same-origin"]


def test_page_is_asked_for_again_each_time_and_not_sent_twice(page: TestClient) -> None:
    first = page.get("/")

    again = page.get("/", headers={"If-None-Match": first.headers["etag"]})

    assert first.headers["cache-control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/assets/index-D9zlT.js", "text/javascript; charset=utf-8"),
        ("/assets/index-DTXCB.css", "text/css; charset=utf-8"),
        ("/assets/sans-Bx1.woff2", "font/woff2"),
    ],
)
def test_hashed_assets_are_kept_for_ever(page: TestClient, path: str, content_type: str) -> None:
    answer = page.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_icon_is_served_beside_the_page(page: TestClient) -> None:
    answer = page.get("/icon.svg")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")


def test_page_can_be_asked_for_its_headers_alone(page: TestClient) -> None:
    answer = page.head("/")

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/gone-1.js",
        "/assets/",
        "/assets",
        "/assets/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/%2e%2e",
        "/assets/a%00b",
        "/index.html",
        "/shifts",
        "/..%2fsecret.txt",
    ],
)
def test_what_is_not_the_page_is_not_found(page: TestClient, path: str) -> None:
    answer = page.get(path)

    assert (answer.status_code, kind_of(answer)) == (404, "not-found")
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_nothing_is_posted_to_the_page(page: TestClient) -> None:
    answers = [page.post("/"), page.post("/unknown")]

    assert [kind_of(answer) for answer in answers] == ["method-not-allowed", "not-found"]


@pytest.mark.parametrize(
    ("language", "sentence"), [("en", "The page is not built here"), ("fr", "La page n'est pas construite")]
)
def test_without_a_built_page_the_root_says_how_to_build_it(
    app: App, tmp_path: Path, language: str, sentence: str
) -> None:
    bare = TestClient(create_app(app, page=tmp_path / "none"), raise_server_exceptions=False)

    answer = bare.get("/", headers={"Accept-Language": language})

    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/plain; charset=utf-8")
    assert answer.text.startswith(sentence)
    assert "make page" in answer.text
    assert bare.get("/healthz").json() == {"status": "ok"}


def test_page_built_later_is_served_without_a_restart(app: App, tmp_path: Path) -> None:
    later = tmp_path / "dist"
    client = TestClient(create_app(app, page=later), raise_server_exceptions=False)
    before = client.get("/").status_code

    later.mkdir()
    (later / "index.html").write_text(DOCUMENT)

    assert (before, client.get("/").text) == (404, DOCUMENT)


def test_page_is_no_part_of_the_document(page: TestClient) -> None:
    paths = page.get("/api/v1/planning/openapi.json").json()["paths"]

    assert {"/", "/assets/{name}", "/icon.svg"} & set(paths) == set()
