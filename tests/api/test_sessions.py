"""Browsers signed in and out by a cookie, and what other sites cannot do with it."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from entrypoints.api import cookies
from entrypoints.api.app import create_app
from entrypoints.api.routers import sessions
from entrypoints.bootstrap import App
from planning_core.domain.principal import AccessRole
from planning_core.memory import FixedClock
from planning_core.use_cases.sessions import create_code
from tests.api.conftest import INSTALLER
from tests.api.world import PREFIX, Caller, kind_of

OWN = {"Origin": "http://testserver"}


def code_of(app: App, role: str = "admin", name: str = "local") -> str:
    """A fresh sign-in code."""
    code, digest = app.mint()
    with app.unit_of_work() as uow:
        create_code(digest, name=name, role=AccessRole(role), principal=INSTALLER, uow=uow, clock=app.clock)
        uow.commit()
    return code


def browser(app: App, address: str = "http://testserver") -> TestClient:
    """A browser of its own, with no cookie yet."""
    return TestClient(create_app(app), base_url=address, raise_server_exceptions=False)


def sign_in(client: TestClient, headers: Mapping[str, str] = OWN, **body: Any) -> Response:
    return client.post(f"{PREFIX}/session", json=body, headers=headers)


def test_code_signs_a_browser_in(app: App) -> None:
    page = browser(app)

    answer = sign_in(page, code=code_of(app, "planner", "Paula"))
    me = page.get(f"{PREFIX}/me")

    assert (answer.status_code, me.status_code) == (200, 200)
    assert answer.json() == me.json()
    assert (me.json()["user_id"], me.json()["role"]) == ("Paula", "planner")
    assert me.json()["expires_at"] is not None


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(app: App) -> None:
    answer = sign_in(browser(app), code=code_of(app))

    morsel = SimpleCookie(answer.headers["set-cookie"])["planning_session"]
    assert (morsel["httponly"], morsel["samesite"], morsel["path"], morsel["secure"]) == (
        True,
        "strict",
        "/",
        "",
    )
    assert 12 * 3600 - 60 <= int(morsel["max-age"]) <= 12 * 3600
    assert answer.headers["cache-control"] == "no-store"


def test_cookie_is_secure_over_https(app: App) -> None:
    page = browser(app, "https://testserver")

    answer = sign_in(page, {"Origin": "https://testserver"}, code=code_of(app))

    morsel = SimpleCookie(answer.headers["set-cookie"])["__Host-planning_session"]
    assert (morsel["secure"], morsel["path"], morsel["domain"], morsel["httponly"]) == (True, "/", "", True)
    assert page.get(f"{PREFIX}/me").json()["user_id"] == answer.json()["user_id"]


SECURE_ORIGIN = {"Origin": "https://testserver"}


def test_session_without_the_prefix_opens_nothing_over_https(app: App) -> None:
    plain, secure = browser(app), browser(app, "https://testserver")
    sign_in(plain, code=code_of(app))
    sign_in(secure, SECURE_ORIGIN, code=code_of(app))
    secrets = plain.cookies["planning_session"], secure.cookies["__Host-planning_session"]

    stranger = browser(app, "https://testserver")
    answers = [stranger.get(f"{PREFIX}/me", headers={"Cookie": f"planning_session={one}"}) for one in secrets]
    over_http = browser(app).get(f"{PREFIX}/me", headers={"Cookie": f"__Host-planning_session={secrets[1]}"})

    assert [one.status_code for one in (*answers, over_http)] == [401, 401, 401]


def test_session_of_an_earlier_version_goes_on_over_https_and_ends_at_sign_out(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = browser(app, "https://testserver")
    with monkeypatch.context() as earlier:
        earlier.setattr(cookies, "PREFIX", "")
        earlier.setattr(sessions, "MARK", "")
        sign_in(page, SECURE_ORIGIN, code=code_of(app, "planner", "Paula"))

    names = {one.name for one in page.cookies.jar}
    me = page.get(f"{PREFIX}/me")
    gone = page.delete(f"{PREFIX}/session", headers=SECURE_ORIGIN)

    assert (names, me.json()["user_id"], gone.status_code) == ({"planning_session"}, "Paula", 204)
    assert ({one.name for one in page.cookies.jar}, page.get(f"{PREFIX}/me").status_code) == (set(), 401)


def test_signing_in_over_https_takes_the_earlier_cookie_back(app: App) -> None:
    page = browser(app, "https://testserver")
    page.cookies.set("planning_session", "old", domain="testserver.local", path="/")

    sign_in(page, SECURE_ORIGIN, code=code_of(app))

    assert {one.name for one in page.cookies.jar} == {"__Host-planning_session"}


def test_code_works_once(app: App) -> None:
    code = code_of(app)
    sign_in(browser(app), code=code)

    second = sign_in(browser(app), code=code)

    assert (second.status_code, kind_of(second)) == (401, "unauthenticated")
    assert second.json()["detail"] == (
        "This sign-in link has expired or was used before: planning link makes a new one."
    )
    assert "set-cookie" not in second.headers


def test_code_signs_in_one_of_two_at_the_same_moment(app: App) -> None:
    code, together = code_of(app), Barrier(2)
    pages = [browser(app), browser(app)]
    for page in pages:
        page.get("/healthz")  # the first request makes FastAPI's routes; two threads disturb it

    def enter(page: TestClient) -> int:
        together.wait()
        return sign_in(page, code=code).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = list(pool.map(enter, pages))

    assert sorted(statuses) == [200, 401]


@pytest.mark.parametrize(
    "body",
    [{}, {"code": "a", "token": "b"}, {"code": ""}, {"token": 3}, {"code": "a" * 501}, {"password": "x"}],
)
def test_sign_in_needs_a_code_or_a_token(app: App, body: dict[str, Any]) -> None:
    answer = sign_in(browser(app), **body)

    assert (answer.status_code, kind_of(answer)) == (422, "invalid")


@pytest.mark.parametrize("body", [{"code": "pp_wrong"}, {"token": "pp_wrong"}])
def test_wrong_code_or_token_is_not_authenticated(app: App, body: dict[str, Any]) -> None:
    answer = sign_in(browser(app), **body)

    assert (answer.status_code, kind_of(answer)) == (401, "unauthenticated")


def test_session_of_a_token_ends_when_it_is_revoked(app: App, admin: Caller) -> None:
    made = admin.post("/tokens", {"name": "till", "role": "viewer"}).json()
    page = browser(app)
    before = sign_in(page, token=made["secret"])

    admin.delete(f"/tokens/{made['token']['id']}")
    after = page.get(f"{PREFIX}/me")

    assert (before.json()["user_id"], before.json()["role"]) == ("till", "viewer")
    assert (after.status_code, kind_of(after)) == (401, "unauthenticated")
    assert after.json()["detail"] == "Your session has ended: sign in again."


def test_session_never_outlives_its_token(app: App, admin: Caller) -> None:
    end = (app.clock.now() + timedelta(hours=1)).isoformat()
    made = admin.post("/tokens", {"name": "till", "role": "viewer", "expires_at": end}).json()

    answer = sign_in(browser(app), token=made["secret"])

    assert answer.json()["expires_at"] == made["token"]["expires_at"]


def test_session_of_a_code_ends_after_twelve_hours(app: App) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))

    page.app.state.planning = _later(app, hours=12)  # type: ignore[attr-defined] # the application under test
    after = page.get(f"{PREFIX}/me")

    assert after.status_code == 401


def _later(app: App, hours: int) -> App:
    return attrs.evolve(app, clock=FixedClock(app.clock.now() + timedelta(hours=hours)))


def test_signed_out_browser_is_a_stranger(app: App) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))
    secret = page.cookies["planning_session"]

    answer = page.delete(f"{PREFIX}/session", headers=OWN)

    assert (answer.status_code, answer.content) == (204, b"")
    assert "planning_session" not in page.cookies
    again = page.get(f"{PREFIX}/me", headers={"Cookie": f"planning_session={secret}"})
    assert again.status_code == 401


def test_signing_out_twice_does_no_harm(app: App) -> None:
    assert browser(app).delete(f"{PREFIX}/session", headers=OWN).status_code == 204


def test_session_is_no_bearer_token_and_a_token_no_session(app: App, admin: Caller) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))
    secret = page.cookies["planning_session"]
    token = admin.post("/tokens", {"name": "till", "role": "viewer"}).json()["secret"]

    stranger = browser(app)
    statuses = [
        stranger.get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {secret}"}).status_code,
        stranger.get(f"{PREFIX}/me", headers={"Cookie": f"planning_session={token}"}).status_code,
    ]

    assert statuses == [401, 401]


def test_bearer_token_comes_before_the_cookie(app: App, admin: Caller) -> None:
    token = admin.post("/tokens", {"name": "till", "role": "viewer"}).json()["secret"]
    page = browser(app)
    sign_in(page, code=code_of(app))

    found = page.get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {token}"})
    wrong = page.get(f"{PREFIX}/me", headers={"Authorization": "Bearer wrong"})

    assert (found.json()["user_id"], wrong.status_code) == ("till", 401)


SITE = {"name": "New", "timezone": "UTC"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "same-site", **OWN}, 403),
        ({"Sec-Fetch-Site": "cross-site", **OWN}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        (OWN, 201),
        ({"Origin": "http://TestServer"}, 201),
        ({"Origin": "http://testserver:8000"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Origin": "file://testserver"}, 403),
        ({}, 403),
    ],
)
def test_write_with_a_cookie_comes_from_the_own_page(app: App, headers: dict[str, str], status: int) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))

    answer = page.post(f"{PREFIX}/sites", json=SITE, headers=headers)

    assert answer.status_code == status
    if status == 403:
        assert kind_of(answer) == "cross-site"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_every_method_that_writes_is_refused_across_sites(app: App, method: str) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))

    answer = page.request(
        method,
        f"{PREFIX}/sites" + ("" if method == "POST" else "/some"),
        json=SITE,
        headers={"Sec-Fetch-Site": "cross-site"},
    )

    assert (answer.status_code, kind_of(answer)) == (403, "cross-site")


def test_reading_with_a_cookie_asks_for_no_origin(app: App) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))

    assert page.get(f"{PREFIX}/sites", headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_call_with_a_token_may_come_from_anywhere(admin: Caller) -> None:
    answer = admin.call("POST", "/sites", SITE, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 201


@pytest.mark.parametrize("headers", [{}, {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_signs_a_browser_in_or_out(app: App, headers: dict[str, str]) -> None:
    page, code = browser(app), code_of(app)

    entered = sign_in(page, headers, code=code)
    left = page.delete(f"{PREFIX}/session", headers=headers)

    assert [kind_of(entered), kind_of(left)] == ["cross-site", "cross-site"]
    assert sign_in(page, code=code).status_code == 200


def test_signing_in_anew_ends_the_session_before(app: App) -> None:
    page = browser(app)
    sign_in(page, code=code_of(app))
    first = page.cookies["planning_session"]

    sign_in(page, code=code_of(app, "viewer"))

    old = browser(app).get(f"{PREFIX}/me", headers={"Cookie": f"planning_session={first}"})
    assert (old.status_code, page.get(f"{PREFIX}/me").json()["role"]) == (401, "viewer")


def test_no_secret_is_stored(app: App) -> None:
    page, code = browser(app), code_of(app)
    sign_in(page, code=code)
    secret = page.cookies["planning_session"]

    with app.unit_of_work(writes=False) as uow:
        found = [uow.sessions.by_digest(one) is not None for one in (secret, app.digest_of(secret))]

    assert found == [False, True]


def test_sentence_of_a_refusal_follows_the_language(app: App) -> None:
    answer = sign_in(browser(app), {**OWN, "Accept-Language": "fr"}, code="pp_wrong")

    assert answer.json()["detail"] == (
        "Ce lien de connexion a expiré ou a déjà servi : planning link en crée un autre."
    )
