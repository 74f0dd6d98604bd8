"""Signing a browser in with a real identity provider, over HTTP, and all that must not get in that way."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2 as httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response
from pydantic import SecretStr

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from planning_core.domain.principal import AccessRole
from tests.api.conftest import MakeApp, secret_of
from tests.api.world import PREFIX, Caller, World, kind_of
from tests.servers.issuer import AUDIENCE, CLIENT_ID, CLIENT_SECRET, Issuer

OWN = {"Origin": "http://testserver"}
ROLES = {
    "rota-admins": AccessRole.ADMIN,
    "rota-planners": AccessRole.PLANNER,
    "rota-staff": AccessRole.MEMBER,
}
PLANNER = {"sub": "u-1", "roles": ["everybody", "rota-planners"]}


@pytest.fixture
def issuer(running_issuer: Issuer) -> Issuer:
    """The issuer, which vouches for a planner."""
    running_issuer.say(claims=PLANNER, id_token={}, fail=[])
    return running_issuer


def settings_of(issuer: Issuer) -> dict[str, Any]:
    """The settings of a product that takes people in from that issuer."""
    return {
        "oidc_issuer": issuer.url,
        "oidc_client_id": CLIENT_ID,
        "oidc_client_secret": SecretStr(CLIENT_SECRET),
        "oidc_audience": (AUDIENCE,),
        "oidc_name": "Example Login",
        "oidc_roles": ROLES,
    }


@pytest.fixture
def app_of(issuer: Issuer, make_app: MakeApp) -> MakeApp:
    """Makes the product with that issuer, and other settings where they are given."""
    return lambda **more: make_app(**{**settings_of(issuer), **more})


@pytest.fixture(scope="module")
def _shared(running_issuer: Issuer, make_app: MakeApp) -> FastAPI:
    return create_app(make_app(**settings_of(running_issuer)))


@pytest.fixture
def page(_shared: FastAPI, issuer: Issuer) -> TestClient:
    """A browser of its own, on a server that has been running for a while."""
    return TestClient(_shared, raise_server_exceptions=False)


def browser(app: App) -> TestClient:
    return TestClient(create_app(app), raise_server_exceptions=False)


def leave(page: TestClient) -> str:
    """Where the page sends the browser to sign in."""
    answer = page.post(f"{PREFIX}/session/provider", headers=OWN)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["address"])


def at_the_issuer(address: str) -> dict[str, str]:
    """Somebody signs in there: what is in the address to which the browser comes back."""
    answer = httpx.get(address)
    back = urlsplit(answer.headers["location"])
    assert f"{back.scheme}://{back.netloc}{back.path}" == "http://testserver/sign-in"
    found = dict(parse_qsl(back.query))
    return {"code": found["code"], "state": found["state"], "issuer": found["iss"]}


def come_back(page: TestClient, answer: dict[str, str], **headers: str) -> Response:
    return page.post(f"{PREFIX}/session", json={"provider": answer}, headers={**OWN, **headers})


def sign_in(page: TestClient, **headers: str) -> Response:
    return come_back(page, at_the_issuer(leave(page)), **headers)


def test_page_is_told_of_the_provider(page: TestClient, make_app: MakeApp) -> None:
    without = browser(make_app())

    answers = [one.get(f"{PREFIX}/session").json() for one in (page, without)]

    assert answers == [{"provider": {"name": "Example Login"}}, {"provider": None}]


def test_somebody_signs_in_with_the_provider(page: TestClient) -> None:
    answer = sign_in(page)
    me = page.get(f"{PREFIX}/me")

    assert (answer.status_code, me.json()) == (200, answer.json())
    assert (me.json()["user_id"], me.json()["role"]) == ("oidc:u-1", "planner")
    assert {cookie.name for cookie in page.cookies.jar} == {"planning_session", "planning_identity"}


def test_sign_in_asks_for_a_code_with_pkce_state_and_nonce(page: TestClient) -> None:
    first, second = (dict(parse_qsl(urlsplit(leave(page)).query)) for _ in range(2))

    fixed = {name: first.pop(name) for name in ("response_type", "client_id", "redirect_uri", "scope")}
    assert fixed == {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": "http://testserver/sign-in",
        "scope": "openid profile email",
    }
    assert first.pop("code_challenge_method") == "S256"
    assert set(first) == {"state", "nonce", "code_challenge"}
    assert all(first[name] != second[name] for name in first)
    assert [len(text) for text in first.values()] == [43, 43, 43]


def test_no_other_site_begins_a_sign_in(page: TestClient) -> None:
    answer = page.post(f"{PREFIX}/session/provider", headers={"Origin": "http://evil.example"})

    assert (answer.status_code, kind_of(answer)) == (403, "cross-site")


def test_without_a_provider_nobody_is_sent_anywhere(make_app: MakeApp) -> None:
    page = browser(make_app())

    answers = [
        page.post(f"{PREFIX}/session/provider", headers=OWN),
        come_back(page, {"code": "a", "state": "b"}),
    ]

    assert [(a.status_code, kind_of(a)) for a in answers] == [(404, "not-found"), (401, "unauthenticated")]


def test_code_of_a_provider_works_once(page: TestClient) -> None:
    address = leave(page)
    cookie = page.cookies["planning_sign_in"]
    answer = at_the_issuer(address)

    first = come_back(page, answer)
    page.cookies.clear()
    second = come_back(page, answer, Cookie=f"planning_sign_in={cookie}")

    assert (first.status_code, second.status_code) == (200, 401)


def test_code_opens_nothing_in_another_browser(page: TestClient, app_of: MakeApp) -> None:
    answer = at_the_issuer(leave(page))
    other = browser(app_of())
    leave(other)

    refused = come_back(other, answer)

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")
    assert "(state)" in refused.json()["detail"]
    assert "planning_session" not in other.cookies


def test_code_of_somebody_else_is_not_taken_under_ones_own_state(page: TestClient, app_of: MakeApp) -> None:
    stolen = at_the_issuer(leave(browser(app_of())))
    own = at_the_issuer(leave(page))

    refused = come_back(page, {**own, "code": stolen["code"]})

    assert (refused.status_code, "(code)" in refused.json()["detail"]) == (401, True)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"state": "another"}, "state"),
        ({"code": "another"}, "code"),
        ({"issuer": "http://another.example"}, "issuer"),
        ({"issuer": None}, "issuer"),
    ],
)
def test_answer_that_was_tampered_with_is_refused(
    page: TestClient, change: dict[str, Any], reason: str
) -> None:
    refused = come_back(page, {**at_the_issuer(leave(page)), **change})

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")
    assert f"({reason})" in refused.json()["detail"]
    assert "planning_session" not in page.cookies


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"nonce": "another"}, "nonce"),
        ({"nonce": None}, "nonce"),
        ({"aud": AUDIENCE}, "audience"),
        ({"aud": [CLIENT_ID, "another"]}, "audience"),
        ({"azp": "another"}, "audience"),
        ({"iss": "http://another.example"}, "issuer"),
        ({"exp": 1_700_000_000}, "expired"),
        ({"exp": None}, "claims"),
        ({"exp": 10**18}, "claims"),
        ({"iat": 4_000_000_000}, "not_yet_valid"),
        ({"sub": None}, "claims"),
    ],
)
def test_identity_that_is_not_for_this_sign_in_is_refused(
    page: TestClient, issuer: Issuer, claims: dict[str, Any], reason: str
) -> None:
    issuer.say(id_token=claims)

    refused = sign_in(page)

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")
    assert f"({reason})" in refused.json()["detail"]
    assert "planning_session" not in page.cookies


def test_keys_rotated_while_it_runs_are_found(page: TestClient, issuer: Issuer) -> None:
    before = sign_in(page)

    issuer.rotate()
    after = sign_in(page)
    issuer.rotate(algorithm="ES256", keep=True)
    with_another_algorithm = sign_in(page)

    assert [a.status_code for a in (before, after, with_another_algorithm)] == [200, 200, 200]


@pytest.mark.parametrize("fails", ["discovery", "jwks", "token"])
def test_provider_that_does_not_work_is_said(app_of: MakeApp, issuer: Issuer, fails: str) -> None:
    page = browser(app_of())
    back = {"code": "a", "state": "b"}
    if fails != "discovery":
        back = at_the_issuer(leave(page))
    issuer.say(fail=[fails])

    answer = page.post(f"{PREFIX}/session/provider", headers=OWN) if fails == "discovery" else None
    refused = answer or come_back(page, back)

    assert (refused.status_code, kind_of(refused)) == (503, "unavailable")
    assert (
        refused.json()["detail"]
        == "The identity provider cannot be reached at the moment. Try again shortly."
    )
    assert int(refused.headers["retry-after"]) > 0


def test_provider_that_calls_itself_otherwise_is_not_trusted(app_of: MakeApp, issuer: Issuer) -> None:
    other_name = issuer.url.replace("127.0.0.1", "localhost")
    app = app_of(oidc_issuer=other_name)

    refused = browser(app).post(f"{PREFIX}/session/provider", headers=OWN)

    assert (refused.status_code, kind_of(refused)) == (503, "unavailable")


@pytest.mark.parametrize("roles", [[], ["everybody"], None, {"rota-admins": True}, 3])
def test_somebody_without_a_role_is_told_so(page: TestClient, issuer: Issuer, roles: Any) -> None:
    issuer.say(claims={"sub": "u-2", "roles": roles})

    refused = sign_in(page)
    in_french = sign_in(page, **{"Accept-Language": "fr"})

    assert (refused.status_code, kind_of(refused)) == (403, "no-access")
    assert refused.json()["detail"] == (
        "You are signed in as oidc:u-2, but nobody gave you a role here: ask an administrator."
    )
    assert in_french.json()["detail"] == (
        "Vous êtes connecté comme oidc:u-2, mais sans rôle ici : adressez-vous à un administrateur."
    )
    assert "planning_session" not in page.cookies


def test_of_several_roles_the_one_that_may_most_counts(page: TestClient, issuer: Issuer) -> None:
    issuer.say(claims={"sub": "u-3", "roles": ["rota-staff", "rota-admins", "rota-planners"]})

    assert sign_in(page).json()["role"] == "admin"


def test_roles_may_stand_in_a_claim_within_a_claim(app_of: MakeApp, issuer: Issuer) -> None:
    issuer.say(claims={"sub": "u-3", "realm_access": {"roles": "rota-planners"}})
    page = browser(app_of(oidc_role_claim="realm_access.roles", oidc_user_claim="sub"))

    assert sign_in(page).json()["role"] == "planner"


def test_somebody_of_another_organization_stays_outside(app_of: MakeApp, issuer: Issuer) -> None:
    page = browser(app_of(organization="north", oidc_organization_claim="org"))
    issuer.say(claims={**PLANNER, "org": ["south"]})
    refused = sign_in(page)

    issuer.say(claims={**PLANNER, "org": ["south", "north"]})
    taken = sign_in(page)

    assert (refused.status_code, kind_of(refused), taken.status_code) == (403, "no-access", 200)


def test_member_is_the_collaborator_that_a_claim_names(app_of: MakeApp, issuer: Issuer) -> None:
    app = app_of(oidc_collaborator_claim="employee")
    page = browser(app)
    admin = Caller(page, secret_of(app, "admin"))
    anna = admin.make("/collaborators", {"name": "Anna", "external_ref": "4711"})
    answers = []
    for employee in (4711, anna["id"], "4712", None):
        issuer.say(claims={"sub": "u-4", "roles": "rota-staff", "employee": employee})
        answers.append(sign_in(page))

    assert [a.status_code for a in answers] == [200, 200, 403, 403]
    assert answers[0].json()["collaborator_id"] == answers[1].json()["collaborator_id"] == anna["id"]
    assert (
        answers[2].json()["detail"].startswith("You are signed in as oidc:u-4, but you are no collaborator")
    )


def test_planner_is_kept_to_the_sites_that_a_claim_names(app_of: MakeApp, issuer: Issuer) -> None:
    app = app_of(oidc_sites_claim="sites")
    page = browser(app)
    world = World(Caller(page, secret_of(app, "admin")))
    answers = []
    for sites in ([world.site, "nowhere"], ["nowhere"], None):
        issuer.say(claims={**PLANNER, "sites": sites})
        answers.append(sign_in(page))
    kept = [a.json().get("site_ids") for a in answers]

    assert [a.status_code for a in answers] == [200, 403, 403]
    assert kept[0] == [world.site]


def test_administrator_is_kept_to_no_site(app_of: MakeApp, issuer: Issuer) -> None:
    page = browser(app_of(oidc_sites_claim="sites"))
    issuer.say(claims={"sub": "u-5", "roles": "rota-admins"})

    assert sign_in(page).json()["may"][-1] == "administer"
