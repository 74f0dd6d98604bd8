"""Who signs out at the identity provider is signed out here, as a real issuer signs it; nobody else is."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from tests.api.conftest import MakeApp, secret_of
from tests.api.test_oidc import OWN, PLANNER, browser, settings_of, sign_in
from tests.api.world import PREFIX, kind_of
from tests.servers.issuer import AUDIENCE, CLIENT_ID, Issuer

SIGN_OUT = f"{PREFIX}/session/provider/sign-out"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
EVENT = "http://schemas.openid.net/event/backchannel-logout"


@pytest.fixture
def issuer(running_issuer: Issuer) -> Issuer:
    """The issuer, which vouches for a planner."""
    running_issuer.say(claims=PLANNER, id_token={}, fail=[])
    return running_issuer


@pytest.fixture
def app(issuer: Issuer, make_app: MakeApp) -> App:
    """The product with that issuer."""
    return make_app(**settings_of(issuer))


def signed_in(app: App, issuer: Issuer, sub: str = "u-1", sid: str | None = None) -> TestClient:
    """A browser in which somebody is signed in, by a sign-in of that name at the issuer."""
    issuer.say(claims={**PLANNER, "sub": sub}, id_token={"sid": sid})
    page = browser(app)
    assert sign_in(page).status_code == 200
    return page


def tell(app: App, token: str, **headers: str) -> Response:
    """What the issuer's server is answered that says this; nothing of it comes from a browser."""
    return TestClient(create_app(app), raise_server_exceptions=False).post(
        SIGN_OUT, content=urlencode({"logout_token": token}), headers={**FORM, **headers}
    )


def statuses(*pages: TestClient) -> list[int]:
    """What those in these browsers are answered."""
    return [page.get(f"{PREFIX}/me").status_code for page in pages]


def test_sign_out_at_the_provider_ends_all_sessions_of_somebody(app: App, issuer: Issuer) -> None:
    pages = [signed_in(app, issuer), signed_in(app, issuer, sid="s-1"), signed_in(app, issuer, sub="u-2")]

    answer = tell(app, issuer.sign_out(sub="u-1")[1])

    assert (answer.status_code, answer.json()) == (200, {"sessions": 2})
    assert answer.headers["cache-control"] == "no-store"
    assert statuses(*pages) == [401, 401, 200]


def test_sign_out_of_one_browser_leaves_the_others_of_that_person(app: App, issuer: Issuer) -> None:
    pages = [signed_in(app, issuer, sid="s-1"), signed_in(app, issuer, sid="s-2")]

    answers = [tell(app, issuer.sign_out(sub=sub, sid="s-1")[1]) for sub in ("u-2", None, "u-1")]

    assert [a.json()["sessions"] for a in answers] == [0, 1, 0]
    assert statuses(*pages) == [401, 200]


def test_session_whose_sign_in_is_not_known_ends_with_any_of_that_person(app: App, issuer: Issuer) -> None:
    pages = [signed_in(app, issuer), signed_in(app, issuer, sid="s-2")]

    tell(app, issuer.sign_out(sub="u-1", sid="s-1")[1])

    assert statuses(*pages) == [401, 200]


def test_sessions_of_links_and_tokens_are_not_the_providers(app: App, issuer: Issuer) -> None:
    page = browser(app)
    page.post(f"{PREFIX}/session", json={"token": secret_of(app, "admin", name="u-1")}, headers=OWN)

    answer = tell(app, issuer.sign_out(sub="u-1")[1])

    assert (answer.json(), statuses(page)) == ({"sessions": 0}, [200])


def test_what_began_after_the_sign_out_goes_on(issuer: Issuer, make_app: MakeApp) -> None:
    app = make_app(**settings_of(issuer), oidc_leeway_seconds=0)
    _, token = issuer.sign_out(sub="u-1", iat=int(time.time()) - 2)
    page = signed_in(app, issuer)

    answer = tell(app, token)

    assert (answer.json(), statuses(page)) == ({"sessions": 0}, [200])


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"aud": AUDIENCE}, "audience"),
        ({"aud": None}, "claims"),
        ({"iss": "http://another.example"}, "issuer"),
        ({"iat": None}, "claims"),
        ({"iat": 1_700_000_000, "exp": None}, "expired"),
        ({"iat": 1_700_000_000}, "expired"),
        ({"iat": 4_000_000_000}, "not_yet_valid"),
        ({"exp": 1_700_000_000}, "expired"),
        ({"jti": None}, "claims"),
        ({"events": None}, "claims"),
        ({"events": [EVENT]}, "claims"),
        ({"events": {EVENT: "yes"}}, "claims"),
        ({"events": {"http://schemas.openid.net/event/another": {}}}, "claims"),
        ({"nonce": "n"}, "claims"),
        ({"sub": None}, "claims"),
        ({"sub": "", "sid": ""}, "claims"),
    ],
)
def test_logout_token_that_does_not_say_it_is_refused(
    app: App, issuer: Issuer, claims: dict[str, Any], reason: str
) -> None:
    page = signed_in(app, issuer)

    answer = tell(app, issuer.sign_out(**claims)[1])

    assert (answer.status_code, kind_of(answer)) == (400, "sign-out-refused")
    assert answer.json()["detail"] == f"This logout token cannot be accepted ({reason})."
    assert statuses(page) == [200]


def test_other_tokens_of_the_provider_sign_nobody_out(app: App, issuer: Issuer) -> None:
    page = signed_in(app, issuer)
    events: dict[str, Any] = {EVENT: {}}
    token = {"aud": CLIENT_ID, "sub": "u-1", "events": events, "jti": "1"}

    answers = [
        tell(app, issuer.mint(claims={"aud": CLIENT_ID, "sub": "u-1", "jti": "1"})),
        tell(app, issuer.mint(claims=token, headers={"typ": "at+jwt"})),
        tell(app, issuer.mint(claims=token, headers={"typ": "logout+jwt"}, key="stranger")),
        tell(app, "no.token.this"),
        tell(app, "nor this"),
    ]

    assert [a.status_code for a in answers] == [400] * 5
    assert [a.json()["detail"].partition("(")[2][:-2] for a in answers] == [
        "claims",
        "type",
        "signature",
        "form",
        "form",
    ]
    assert statuses(page) == [200]


def test_logout_token_opens_nothing(app: App, issuer: Issuer) -> None:
    _, token = issuer.sign_out(aud=[CLIENT_ID, AUDIENCE])

    answer = TestClient(create_app(app)).get(f"{PREFIX}/me", headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, "(type)" in answer.json()["detail"]) == (401, True)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ("", "application/x-www-form-urlencoded", 400),
        ("logout_token=", "application/x-www-form-urlencoded", 400),
        ("logout_token=a&logout_token=b", "application/x-www-form-urlencoded", 400),
        ("&".join(f"a{n}=1" for n in range(30)), "application/x-www-form-urlencoded", 400),
        ("logout_token=é", "application/x-www-form-urlencoded; charset=utf-8", 400),
        ('{"logout_token": "a.b.c"}', "application/json", 415),
        ("logout_token=" + "a" * 20_000, "application/x-www-form-urlencoded", 413),
    ],
)
def test_what_is_no_form_with_one_token_is_refused(
    app: App, body: str, content_type: str, status: int
) -> None:
    client = TestClient(create_app(app), raise_server_exceptions=False)

    answer = client.post(SIGN_OUT, content=body.encode(), headers={"Content-Type": content_type})

    assert answer.status_code == status


def test_provider_whose_keys_are_out_of_reach_is_asked_to_say_it_again(app: App, issuer: Issuer) -> None:
    _, token = issuer.sign_out()
    issuer.say(fail=["jwks"])

    answer = tell(app, token)

    assert (answer.status_code, kind_of(answer)) == (503, "unavailable")
    assert int(answer.headers["retry-after"]) > 0


def test_without_a_provider_there_is_nothing_to_be_told(issuer: Issuer, make_app: MakeApp) -> None:
    app = make_app()

    assert tell(app, issuer.sign_out()[1]).status_code == 404


def test_session_of_a_provider_lasts_as_long_as_is_set(issuer: Issuer, make_app: MakeApp) -> None:
    page = browser(make_app(**settings_of(issuer), oidc_session_hours=0.5))

    sign_in(page)

    (cookie,) = [one for one in page.cookies.jar if one.name == "planning_session"]
    left = (cookie.expires or 0) - time.time()
    assert 1_700 < left <= 1_800
