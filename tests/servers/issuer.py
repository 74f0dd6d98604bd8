"""An OpenID Connect issuer of the tests' own, as a process that is asked over HTTP and can be killed.

`python issuer.py PORT`. Whoever is sent to `/authorize` is signed in at once, as `POST /control` last said
(`{"claims": {…}, "id_token": {claims put over those of identity tokens}, …}`), and signed out at
`/end-session`. `POST /mint` signs what it is given, with the current key or one that is published nowhere;
`POST /sign-out` signs somebody out, and tells a client of it where it is given an address; `POST /rotate`
begins to sign with a new key, and publishes the earlier ones no more unless it is told to `keep` them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, unquote_plus, urlencode

import attrs
import httpx2 as httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tests.servers.own_process import OwnProcess

CLIENT_ID, CLIENT_SECRET, AUDIENCE = "planning", "the client's secret: never written down", "planning-api"
LASTS = 300
LOGOUT = {"typ": "logout+jwt"}


def _key(algorithm: str) -> Any:
    if algorithm.startswith("ES"):
        return ec.generate_private_key(ec.SECP256R1())
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@attrs.define
class Signer:
    """A key, its id, and the algorithm that it signs with."""

    algorithm: str
    kid: str = attrs.field(factory=lambda: secrets.token_hex(4))
    key: Any = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.key = _key(self.algorithm)

    @property
    def public(self) -> dict[str, Any]:
        """As it is published."""
        maker = jwt.get_algorithm_by_name(self.algorithm)
        jwk = maker.to_jwk(self.key.public_key(), as_dict=True)
        return {**jwk, "kid": self.kid, "alg": self.algorithm, "use": "sig"}


@attrs.define
class State:
    """What the issuer knows."""

    issuer: str
    signers: list[Signer] = attrs.field(factory=lambda: [Signer("RS256")])
    published: list[Signer] = attrs.field(init=False)
    stranger: Signer = attrs.field(factory=lambda: Signer("RS256"))
    claims: dict[str, Any] = attrs.field(factory=dict)
    id_token: dict[str, Any] = attrs.field(factory=dict)
    codes: dict[str, dict[str, str]] = attrs.field(factory=dict)
    asked: dict[str, int] = attrs.field(factory=dict)
    fail: list[str] = attrs.field(factory=list)
    ends_sessions: bool = True

    def __attrs_post_init__(self) -> None:
        self.published = list(self.signers)

    def sign(self, claims: dict[str, Any], signer: Signer, headers: dict[str, Any] | None = None) -> str:
        """A token of these claims; those that are None are left out."""
        said = {name: value for name, value in claims.items() if value is not None}
        head = {"kid": signer.kid, **(headers or {})}
        return jwt.encode(said, signer.key, algorithm=signer.algorithm, headers=head)

    def valid(self, audience: str) -> dict[str, Any]:
        """What every token says, for an audience."""
        now = int(time.time())
        return {"iss": self.issuer, "sub": "u-1", "aud": audience, "iat": now, "exp": now + LASTS}

    def signed_out(self) -> dict[str, Any]:
        """What a logout token says."""
        now = int(time.time())
        events: dict[str, Any] = {"http://schemas.openid.net/event/backchannel-logout": {}}
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 120, "events": events}
        return {**claims, "jti": secrets.token_hex(8), "sub": self.claims.get("sub", "u-1")}

    def counted(self, what: str) -> Response | None:
        """Note that it was asked; an answer where it was told to fail."""
        self.asked[what] = self.asked.get(what, 0) + 1
        return Response(status_code=500) if what in self.fail else None


def issuer(url: str) -> FastAPI:
    """The issuer, as an application."""
    app, state = FastAPI(), State(url)
    _publish(app, state)
    _sign_in(app, state)
    _sign_out(app, state)
    _obey(app, state)
    return app


def _publish(app: FastAPI, state: State) -> None:
    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        end = {"end_session_endpoint": f"{state.issuer}/end-session"} if state.ends_sessions else {}
        return state.counted("discovery") or JSONResponse(
            {
                **end,
                "issuer": state.issuer,
                "authorization_endpoint": f"{state.issuer}/authorize",
                "token_endpoint": f"{state.issuer}/token",
                "jwks_uri": f"{state.issuer}/jwks",
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    @app.get("/jwks")
    def jwks() -> Response:
        return state.counted("jwks") or JSONResponse({"keys": [one.public for one in state.published]})


def _sign_in(app: FastAPI, state: State) -> None:
    @app.get("/authorize")
    def authorize(request: Request) -> Response:
        asked = dict(request.query_params)
        code = secrets.token_urlsafe(16)
        state.codes[code] = asked
        back = urlencode({"code": code, "state": asked["state"], "iss": state.issuer})
        return state.counted("authorize") or RedirectResponse(f"{asked['redirect_uri']}?{back}", 303)

    @app.post("/token")
    async def token(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        refused = state.counted("token")
        if refused:
            return refused
        scheme, _, login = request.headers.get("authorization", "").partition(" ")
        client = [unquote_plus(part) for part in base64.b64decode(login).decode().split(":", 1)]
        if (scheme, client) != ("Basic", [CLIENT_ID, CLIENT_SECRET]):
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = state.codes.pop(form["code"], None)
        if asked is None or not _fits(asked, form):
            return JSONResponse({"error": "invalid_grant"}, 400)
        claims = {**state.valid(CLIENT_ID), "nonce": asked["nonce"], **state.claims, **state.id_token}
        signed = state.sign(claims, state.signers[-1])
        return JSONResponse({"token_type": "Bearer", "access_token": "opaque", "id_token": signed})


def _sign_out(app: FastAPI, state: State) -> None:
    @app.get("/end-session")
    def end_session(request: Request) -> Response:
        asked = dict(request.query_params)
        client, back = asked["client_id"], asked["post_logout_redirect_uri"]
        if client != CLIENT_ID or not back.endswith("/sign-in"):
            return JSONResponse({"error": "invalid_request"}, 400)
        who = "somebody"
        if "id_token_hint" in asked:
            signer = state.signers[-1]
            hint = jwt.decode(
                asked["id_token_hint"],
                jwt.PyJWK(signer.public).key,
                [signer.algorithm],
                {"verify_exp": False},  # it names a sign-in that may have begun long ago
                audience=client,
            )
            who = str(hint["sub"])
        state.counted(f"signed out {who}")
        return RedirectResponse(f"{back}?{urlencode({'state': asked['state']})}", 303)


def _fits(asked: dict[str, str], form: dict[str, str]) -> bool:
    """Whether a code is shown by whom it was made for: same address, and the verifier of its challenge."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
    wanted = {"code_challenge": challenge.decode().rstrip("="), "redirect_uri": form["redirect_uri"]}
    return {**asked, **wanted, "code_challenge_method": "S256"} == asked


def _told(url: str, token: str) -> int:
    """Tell a client at its back-channel address that somebody signed out; the status of its answer."""
    with httpx.Client(timeout=30) as client:
        return client.post(url, data={"logout_token": token}).status_code


def _obey(app: FastAPI, state: State) -> None:
    @app.post("/mint")
    async def mint(request: Request) -> Response:
        asked = json.loads(await request.body())
        headers = asked.get("headers", {})
        signer = state.signers[-1]
        if asked.get("key") == "stranger":
            headers, signer = {"kid": signer.kid, **headers}, state.stranger
        claims = {**state.valid(AUDIENCE), **state.claims, **asked.get("claims", {})}
        return JSONResponse({"token": state.sign(claims, signer, headers)})

    @app.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        asked = json.loads(await request.body())
        token = state.sign({**state.signed_out(), **asked.get("claims", {})}, state.signers[-1], LOGOUT)
        return JSONResponse({"status": _told(asked["url"], token) if "url" in asked else 0, "token": token})

    @app.post("/rotate")
    async def rotate(request: Request) -> Response:
        asked = json.loads(await request.body())
        state.signers.append(Signer(asked.get("algorithm", "RS256")))
        state.published = state.signers[:] if asked.get("keep") else state.signers[-1:]
        return JSONResponse({})

    @app.post("/control")
    async def control(request: Request) -> Response:
        for name, value in json.loads(await request.body()).items():
            setattr(state, name, value)
        return JSONResponse(state.asked)


@attrs.define
class Issuer(OwnProcess):
    """The process, seen from a test."""

    @property
    def url(self) -> str:
        """Its name and address."""
        return f"http://127.0.0.1:{self.port}"

    def command(self) -> Sequence[str]:
        """How it is started."""
        return [sys.executable, __file__, str(self.port)]

    def mint(self, **asked: Any) -> str:
        """A signed token."""
        return str(self._post("/mint", asked)["token"])

    def sign_out(self, url: str | None = None, **claims: Any) -> tuple[int, str]:
        """Sign somebody out, and tell a client at that address; the status of its answer, and the token."""
        asked: dict[str, Any] = {"claims": claims}
        if url is not None:
            asked["url"] = url
        answer = self._post("/sign-out", asked)
        return int(answer["status"]), str(answer["token"])

    def rotate(self, **asked: Any) -> None:
        """Sign with a new key from now on."""
        self._post("/rotate", asked)

    def say(self, **state: Any) -> dict[str, int]:
        """Set what it says of people or where it fails; how often it was asked what."""
        return self._post("/control", state)

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("POST", path, json.dumps(body))
            answer: dict[str, Any] = json.loads(connection.getresponse().read())
            return answer
        finally:
            connection.close()


if __name__ == "__main__":
    import uvicorn

    port = int(sys.argv[1])
    uvicorn.Server(
        uvicorn.Config(issuer(f"http://127.0.0.1:{port}"), port=port, log_level="warning", access_log=False)
    ).run()
