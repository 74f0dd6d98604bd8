"""Access tokens of a real identity provider on the API, and forged ones."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from adapters.identity.remembered import ATTEMPTS
from entrypoints.api.app import create_app
from planning_core.domain.principal import AccessRole
from tests.api.conftest import MakeApp
from tests.api.world import NO_ID, PREFIX, kind_of
from tests.servers.issuer import AUDIENCE, CLIENT_ID, Issuer

PLANNER = {"sub": "robot", "roles": ["rota-planners"]}
ServerOf = Callable[..., TestClient]


@pytest.fixture
def issuer(running_issuer: Issuer) -> Issuer:
    """The issuer, which vouches for a planner."""
    running_issuer.say(claims=PLANNER, fail=[])
    return running_issuer


def settings_of(issuer: Issuer) -> dict[str, Any]:
    """The settings of a product that takes that issuer's tokens."""
    return {
        "oidc_issuer": issuer.url,
        "oidc_client_id": CLIENT_ID,
        "oidc_audience": (AUDIENCE,),
        "oidc_roles": {"rota-planners": AccessRole.PLANNER},
    }


@pytest.fixture
def server(make_app: MakeApp) -> ServerOf:
    """Makes a server that takes an issuer's tokens, with other settings where they are given."""

    def make(issuer: Issuer, **more: Any) -> TestClient:
        api = create_app(make_app(**{**settings_of(issuer), **more}))
        return TestClient(api, raise_server_exceptions=False)

    return make


@pytest.fixture(scope="module")
def _shared(running_issuer: Issuer, make_app: MakeApp) -> FastAPI:
    return create_app(make_app(**settings_of(running_issuer)))


@pytest.fixture
def api(_shared: FastAPI, issuer: Issuer) -> TestClient:
    """A server that has been running for a while."""
    return TestClient(_shared, raise_server_exceptions=False)


def ask(api: TestClient, token: str, method: str = "GET", path: str = "/me") -> Response:
    return api.request(method, PREFIX + path, headers={"Authorization": f"Bearer {token}"})


def test_token_of_the_provider_opens_the_api(api: TestClient, issuer: Issuer) -> None:
    me = ask(api, issuer.mint())

    assert (me.status_code, me.json()["user_id"], me.json()["role"]) == (200, "oidc:robot", "planner")
    assert me.json()["expires_at"] is not None


def test_role_of_a_token_holds_for_writes(api: TestClient, issuer: Issuer) -> None:
    gone = ask(api, issuer.mint(), "DELETE", f"/shifts/{NO_ID}")
    forbidden = ask(api, issuer.mint(), "DELETE", f"/sites/{NO_ID}")

    assert [kind_of(gone), kind_of(forbidden)] == ["not-found", "forbidden"]


def test_token_without_a_role_is_told_so(api: TestClient, issuer: Issuer) -> None:
    refused = ask(api, issuer.mint(claims={"roles": ["others"]}))

    assert (refused.status_code, kind_of(refused)) == (403, "no-access")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        ({"claims": {"aud": "another"}}, "audience"),
        ({"claims": {"aud": CLIENT_ID}}, "audience"),
        ({"claims": {"aud": None}}, "claims"),
        ({"claims": {"iss": "http://another.example"}}, "issuer"),
        ({"claims": {"iss": None}}, "issuer"),
        ({"claims": {"exp": 1_700_000_000}}, "expired"),
        ({"claims": {"exp": None}}, "claims"),
        ({"claims": {"exp": "soon"}}, "form"),
        ({"claims": {"iat": None}}, "claims"),
        ({"claims": {"sub": None}}, "claims"),
        ({"claims": {"sub": 7}}, "form"),
        ({"claims": {"nbf": 4_000_000_000}}, "not_yet_valid"),
        ({"key": "stranger"}, "signature"),
        ({"key": "stranger", "headers": {"kid": "unknown"}}, "key"),
        ({"headers": {"kid": "unknown"}}, "key"),
        ({"headers": {"typ": "logout+jwt"}}, "type"),
        ({"headers": {"crit": ["exp"]}}, "form"),
    ],
)
def test_token_that_does_not_hold_is_refused(
    api: TestClient, issuer: Issuer, asked: dict[str, Any], reason: str
) -> None:
    refused = ask(api, issuer.mint(**asked))

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")
    assert f"({reason})" in refused.json()["detail"]
    assert refused.headers["www-authenticate"] == 'Bearer realm="planning"'


def test_clocks_may_differ_by_a_minute(api: TestClient, issuer: Issuer) -> None:
    now = int(time.time())
    tokens = [
        issuer.mint(claims={"exp": now - 30}),
        issuer.mint(claims={"iat": now + 30, "nbf": now + 30}),
        issuer.mint(claims={"exp": now - 90}),
        issuer.mint(claims={"iat": now + 90}),
    ]

    assert [ask(api, token).status_code for token in tokens] == [200, 200, 401, 401]


def _part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forged(issuer: Issuer, algorithm: str, secret: bytes) -> str:
    """A good token's claims under a signature that anybody can make."""
    head, claims, _ = issuer.mint().split(".")
    header = json.loads(base64.urlsafe_b64decode(head + "=="))
    signed = f"{_part({**header, 'alg': algorithm})}.{claims}"
    mac = hmac.new(secret, signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_part(mac) if secret else ''}"


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "", "RS999"])
@pytest.mark.parametrize("secret", [b"", b"public"])
def test_signature_that_anybody_can_make_is_refused(
    api: TestClient, issuer: Issuer, algorithm: str, secret: bytes
) -> None:
    refused = ask(api, forged(issuer, algorithm, secret))

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")


def test_public_key_is_no_shared_secret(api: TestClient, issuer: Issuer) -> None:
    import httpx2 as httpx
    import jwt
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    (published,) = httpx.get(f"{issuer.url}/jwks").json()["keys"][-1:]
    pem = jwt.PyJWK(published).key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert ask(api, forged(issuer, "HS256", pem)).status_code == 401


@pytest.mark.parametrize("token", ["a.b.c", "..", "é.b.c", "e30.e30.", "e30.bm8.x", "x" * 15_000 + ".b.c"])
def test_what_is_no_token_is_refused(api: TestClient, token: str) -> None:
    refused = api.get(f"{PREFIX}/me", headers={b"Authorization": f"Bearer {token}".encode()})

    assert (refused.status_code, kind_of(refused)) == (401, "unauthenticated")


def test_algorithms_are_those_that_are_allowed(issuer: Issuer, server: ServerOf) -> None:
    strict = server(issuer, oidc_algorithms=("ES256", "EdDSA"))

    assert ask(strict, issuer.mint()).status_code == 401


def test_no_token_is_taken_without_an_audience(issuer: Issuer, server: ServerOf) -> None:
    without = server(issuer, oidc_audience=())

    assert ask(without, issuer.mint()).status_code == 401


def test_without_a_provider_signed_tokens_are_strangers(issuer: Issuer, make_app: MakeApp) -> None:
    plain = TestClient(create_app(make_app()))

    refused = ask(plain, issuer.mint())

    assert (refused.status_code, refused.json()["detail"]) == (
        401,
        "Show a valid token: Authorization: Bearer …",
    )


def test_rotated_key_is_fetched_and_one_withdrawn_no_longer_holds(issuer: Issuer, server: ServerOf) -> None:
    api = server(issuer)
    old = issuer.mint()
    before = ask(api, old)

    issuer.rotate()
    new = ask(api, issuer.mint())
    withdrawn = ask(api, old)

    assert [a.status_code for a in (before, new, withdrawn)] == [200, 200, 401]


def test_unknown_keys_do_not_make_us_ask_again_and_again(issuer: Issuer, server: ServerOf) -> None:
    api = server(issuer)
    before = issuer.say().get("jwks", 0)

    refused = [ask(api, issuer.mint(headers={"kid": f"unknown-{n}"})) for n in range(20)]

    assert {a.status_code for a in refused} == {401}
    assert issuer.say()["jwks"] - before == ATTEMPTS


def test_foreign_tokens_do_not_make_us_ask_at_all(issuer: Issuer, server: ServerOf) -> None:
    api = server(issuer)
    before = issuer.say().get("jwks", 0)

    ask(api, issuer.mint(claims={"iss": "http://another.example"}, headers={"kid": "unknown"}))
    ask(api, "a.b.c")

    assert issuer.say().get("jwks", 0) == before


def test_keys_that_are_known_go_on_working_while_the_issuer_is_down(server: ServerOf) -> None:
    issuer = Issuer()
    issuer.start()
    try:
        issuer.say(claims=PLANNER)
        api, known, unknown = server(issuer), issuer.mint(), issuer.mint(headers={"kid": "newer"})
        before = ask(api, known)

        issuer.kill()
        during = ask(api, known)
        undecided = ask(api, unknown)
    finally:
        issuer.kill()

    assert [a.status_code for a in (before, during, undecided)] == [200, 200, 503]
    assert kind_of(undecided) == "unavailable"


def test_issuer_that_was_never_reached_is_said_to_be_out_of_reach(issuer: Issuer, server: ServerOf) -> None:
    token = issuer.mint()
    api = server(issuer)
    issuer.say(fail=["jwks"])

    refused = ask(api, token)

    assert (refused.status_code, kind_of(refused)) == (503, "unavailable")
    assert int(refused.headers["retry-after"]) > 0
