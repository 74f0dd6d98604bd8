"""Who signs out here is sent to sign out at the identity provider too, where it has a page for that."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2 as httpx
import jwt
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from entrypoints.bootstrap import App, build_app
from tests.api.conftest import MakeApp, secret_of
from tests.api.test_oidc import OWN, PLANNER, browser, settings_of, sign_in
from tests.api.test_sessions import code_of
from tests.api.world import PREFIX
from tests.servers.issuer import CLIENT_ID, Issuer

IDENTITY = "planning_identity"


@pytest.fixture
def issuer(running_issuer: Issuer) -> Issuer:
    """The issuer, which vouches for a planner and has a page for signing out."""
    running_issuer.say(claims=PLANNER, id_token={}, fail=[], ends_sessions=True)
    return running_issuer


@pytest.fixture
def app(issuer: Issuer, make_app: MakeApp) -> App:
    """The product with that issuer."""
    return make_app(**settings_of(issuer))


@pytest.fixture
def page(app: App) -> TestClient:
    """A browser in which somebody is signed in by the issuer."""
    page = browser(app)
    assert sign_in(page).status_code == 200
    return page


def leave(page: TestClient) -> Response:
    return page.delete(f"{PREFIX}/session", headers=OWN)


def asked_of_the_issuer(answer: Response) -> dict[str, str]:
    """What the address that a browser is sent to says, of the issuer's page for signing out."""
    assert answer.status_code == 200, answer.text
    address = urlsplit(answer.json()["address"])
    assert address.path == "/end-session"
    return dict(parse_qsl(address.query))


def test_who_signs_out_is_sent_to_sign_out_at_the_provider(page: TestClient, issuer: Issuer) -> None:
    hint = page.cookies[IDENTITY]

    asked = asked_of_the_issuer(leave(page))

    assert page.get(f"{PREFIX}/me").status_code == 401
    assert len(asked.pop("state")) > 20
    assert asked == {
        "client_id": CLIENT_ID,
        "post_logout_redirect_uri": "http://testserver/sign-in",
        "id_token_hint": hint,
    }
    said = jwt.decode(hint, options={"verify_signature": False})
    assert (said["iss"], said["sub"], said["aud"]) == (issuer.url, "u-1", CLIENT_ID)


def test_provider_signs_out_whom_it_signed_in_and_sends_the_browser_back(
    page: TestClient, issuer: Issuer
) -> None:
    before = issuer.say().get("signed out u-1", 0)
    address = leave(page).json()["address"]

    back = httpx.get(address)

    state = dict(parse_qsl(urlsplit(address).query))["state"]
    assert (back.status_code, back.headers["location"]) == (303, f"http://testserver/sign-in?state={state}")
    assert issuer.say()["signed out u-1"] == before + 1


def test_nothing_of_the_sign_in_stays_in_the_browser(page: TestClient) -> None:
    names = {cookie.name for cookie in page.cookies.jar}

    leave(page)

    assert names == {"planning_session", IDENTITY}
    assert list(page.cookies.jar) == []


def test_every_sign_out_has_a_state_of_its_own(app: App) -> None:
    states = []
    for _ in range(2):
        page = browser(app)
        sign_in(page)
        states.append(asked_of_the_issuer(leave(page))["state"])

    assert states[0] != states[1]


def test_identity_in_the_browser_is_out_of_reach_of_scripts_and_opens_nothing(page: TestClient) -> None:
    (cookie,) = [one for one in page.cookies.jar if one.name == IDENTITY]
    token = page.cookies[IDENTITY]
    page.cookies.clear()

    shown = page.get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {token}"})
    as_session = page.get(f"{PREFIX}/me", headers={"Cookie": f"planning_session={token}"})

    kept: Any = cookie
    assert (kept.path, kept.has_nonstandard_attr("HttpOnly")) == (f"{PREFIX}/session", True)
    assert kept.get_nonstandard_attr("SameSite") == "strict"
    assert (shown.status_code, as_session.status_code) == (401, 401)


@pytest.mark.parametrize("way", ["code", "token"])
def test_who_signed_in_otherwise_is_sent_nowhere(app: App, way: str) -> None:
    page = browser(app)
    proof = code_of(app) if way == "code" else secret_of(app, "planner")
    page.post(f"{PREFIX}/session", json={way: proof}, headers=OWN)

    answer = leave(page)

    assert (answer.status_code, answer.content) == (204, b"")


def test_identity_of_an_earlier_sign_in_goes_when_another_follows(app: App, page: TestClient) -> None:
    page.post(f"{PREFIX}/session", json={"code": code_of(app)}, headers=OWN)

    assert IDENTITY not in page.cookies
    assert leave(page).status_code == 204


def test_second_sign_out_is_sent_nowhere(page: TestClient) -> None:
    first, second = leave(page), leave(page)

    assert (first.status_code, second.status_code) == (200, 204)


def test_token_too_long_for_a_cookie_is_done_without(app: App, issuer: Issuer) -> None:
    issuer.say(id_token={"groups": ["x" * 4_000]})
    page = browser(app)
    sign_in(page)

    asked = asked_of_the_issuer(leave(page))

    assert set(asked) == {"client_id", "post_logout_redirect_uri", "state"}


def test_provider_without_such_a_page_is_not_asked(issuer: Issuer, make_app: MakeApp) -> None:
    issuer.say(ends_sessions=False)
    page = browser(make_app(**settings_of(issuer)))
    sign_in(page)

    assert leave(page).status_code == 204
    assert page.get(f"{PREFIX}/me").status_code == 401


def test_operator_may_keep_sign_outs_here(issuer: Issuer, make_app: MakeApp) -> None:
    page = browser(make_app(**settings_of(issuer), oidc_sign_out=False))
    sign_in(page)

    assert leave(page).status_code == 204


def test_who_signs_out_comes_back_to_the_address_that_is_set(issuer: Issuer, make_app: MakeApp) -> None:
    app = make_app(**settings_of(issuer), oidc_redirect_url="https://plan.example/sign-in")
    page = browser(app)
    left = page.post(f"{PREFIX}/session/provider", headers=OWN).json()["address"]
    found = dict(parse_qsl(urlsplit(httpx.get(left).headers["location"]).query))
    answer = {"code": found["code"], "state": found["state"], "issuer": found["iss"]}
    page.post(f"{PREFIX}/session", json={"provider": answer}, headers=OWN)

    asked = asked_of_the_issuer(leave(page))

    assert asked["post_logout_redirect_uri"] == "https://plan.example/sign-in"


def test_sign_out_holds_where_the_provider_is_out_of_reach(make_app: MakeApp) -> None:
    issuer = Issuer()
    issuer.start()
    try:
        issuer.say(claims=PLANNER)
        settings = settings_of(issuer)
        app = make_app(**settings)
        page = browser(app)
        sign_in(page)
        cookies = dict(page.cookies)
        issuer.kill()
        other = build_app(app.settings)  # a process that has never reached the provider
        restarted = browser(other)
        restarted.cookies.update(cookies)
        answer = restarted.delete(f"{PREFIX}/session", headers=OWN)
        after = restarted.get(
            f"{PREFIX}/me", headers={"Cookie": f"planning_session={cookies['planning_session']}"}
        )
        other.close()
    finally:
        issuer.kill()

    assert (answer.status_code, after.status_code) == (204, 401)
