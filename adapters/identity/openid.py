"""An identity provider by OpenID Connect: discovery, the code flow with PKCE, signed tokens."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import attrs
import jwt

from adapters.identity.asking import WHAT, ask, client, get_json
from adapters.identity.keys import KINDS, SigningKeys
from adapters.identity.remembered import Remembered
from planning_core.errors import Unavailable
from planning_core.ports.identity import Attested, NotAttested, SignedOut

MOST_CHARACTERS = 16_000
"""A longer token is refused unread."""
_ACCESS_TYPES = frozenset({"", "jwt", "at+jwt", "application/at+jwt"})
_ID_TYPES = frozenset({"", "jwt"})
_LOGOUT_TYPES = frozenset({"", "jwt", "logout+jwt", "application/logout+jwt"})
_SIGNED_OUT = "http://schemas.openid.net/event/backchannel-logout"
_ID_CLAIMS = ("iss", "sub", "aud", "exp", "iat")
_LOGOUT_CLAIMS = ("iss", "aud", "iat", "jti", "events")
LOGOUT_SECONDS = 300.0
"""How old a logout token may be; one that says no end of its own (some providers' do not) has this one."""
MOST_NAME = 300
"""Characters of a subject; the standard has 255 at most."""
_REASONS: Mapping[type[jwt.PyJWTError], str] = {
    jwt.ExpiredSignatureError: "expired",
    jwt.ImmatureSignatureError: "not_yet_valid",
    jwt.InvalidAudienceError: "audience",
    jwt.InvalidIssuerError: "issuer",
    jwt.InvalidSignatureError: "signature",
    jwt.InvalidAlgorithmError: "algorithm",
    jwt.MissingRequiredClaimError: "claims",
}


@attrs.frozen(kw_only=True)
class OpenIdClient:
    """What a provider was told of us and we of it.

    `audiences` are those of access tokens shown to the API; without any, none is taken. `algorithms` are
    those that a signature may have, of `KINDS`; `leeway_seconds` is by how much clocks may differ.
    """

    issuer: str
    client_id: str
    client_secret: str | None = attrs.field(default=None, repr=False)
    name: str = ""
    scopes: tuple[str, ...] = ("openid",)
    audiences: tuple[str, ...] = ()
    algorithms: tuple[str, ...] = tuple(KINDS)
    leeway_seconds: float = 60.0


@attrs.frozen(kw_only=True)
class _Published:
    """What of a discovery document is made use of."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    secret_in_form: bool
    names_itself: bool


class OpenIdProvider:
    """Signs people in, and tells whom a token stands for."""

    def __init__(self, settings: OpenIdClient) -> None:
        self._settings, self._asker = settings, client()
        self._published = Remembered(self._discover)
        self._keys = SigningKeys(lambda: get_json(self._asker, self._published.get().jwks_uri))

    @property
    def name(self) -> str:
        """What people know it as."""
        return self._settings.name or urlsplit(self._settings.issuer).hostname or self._settings.issuer

    def sign_in_address(self, secret: str, redirect_url: str) -> str:
        """Where a browser is sent to sign in."""
        endpoint = self._published.get().authorization_endpoint
        challenge = hashlib.sha256(_derived(secret, "verifier").encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": redirect_url,
            "scope": " ".join(self._settings.scopes),
            "state": _derived(secret, "state"),
            "nonce": _derived(secret, "nonce"),
            "code_challenge": _text(challenge),
            "code_challenge_method": "S256",
        }
        return _with_query(endpoint, asked)

    def sign_out_address(self, state: str, redirect_url: str, token: str | None = None) -> str | None:
        """Where a browser is sent to sign out there (OpenID Connect RP-Initiated Logout 1.0)."""
        endpoint = self._published.get().end_session_endpoint
        if endpoint is None:
            return None
        hint = {} if token is None else {"id_token_hint": token}
        asked = {"client_id": self._settings.client_id, "post_logout_redirect_uri": redirect_url}
        return _with_query(endpoint, {**hint, **asked, "state": state})

    def redeem(
        self, code: str, state: str, secret: str, redirect_url: str, issuer: str | None = None
    ) -> Attested:
        """Who came back with that code and state."""
        if not hmac.compare_digest(state.encode(), _derived(secret, "state").encode()):
            raise NotAttested("state")
        published = self._published.get()
        if issuer != self._settings.issuer and (issuer is not None or published.names_itself):
            raise NotAttested("issuer")
        token = self._id_token(published, code, secret, redirect_url)
        claims = self._verified(token, (self._settings.client_id,), _ID_TYPES, _ID_CLAIMS)
        nonce = claims.get("nonce")
        wanted = _derived(secret, "nonce")
        if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), wanted.encode()):
            raise NotAttested("nonce")
        self._refuse_other_party(claims)
        return attrs.evolve(_attested(claims), token=token)

    def verify(self, token: str) -> Attested:
        """Who an access token stands for."""
        if not self._settings.audiences:
            raise NotAttested("audience")
        return _attested(self._verified(token, self._settings.audiences, _ACCESS_TYPES, _ID_CLAIMS))

    def signed_out(self, token: str) -> SignedOut:
        """Who signed out there, as a logout token says (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
        claims = self._verified(token, (self._settings.client_id,), _LOGOUT_TYPES, _LOGOUT_CLAIMS)
        events = claims["events"]
        # A nonce belongs to identity tokens: none of these is to pass for the other.
        if not isinstance(events, dict) or not isinstance(events.get(_SIGNED_OUT), dict) or "nonce" in claims:
            raise NotAttested("claims")
        said_at = _instant(claims["iat"])
        age = (datetime.now(UTC) - said_at).total_seconds()
        if age > LOGOUT_SECONDS + self._settings.leeway_seconds:
            raise NotAttested("expired")
        out = SignedOut(
            subject=_name(claims.get("sub")),
            provider_session=_name(claims.get("sid")),
            at=said_at + timedelta(seconds=self._settings.leeway_seconds),
        )
        if out.subject is None and out.provider_session is None:
            raise NotAttested("claims")
        return out

    def _id_token(self, published: _Published, code: str, secret: str, redirect_url: str) -> str:
        """What the code is exchanged for."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_url,
            "code_verifier": _derived(secret, "verifier"),
        }
        login = None
        own, password = self._settings.client_id, self._settings.client_secret
        if password is None:
            form["client_id"] = own
        elif published.secret_in_form:
            form |= {"client_id": own, "client_secret": password}
        else:
            login = quote_plus(own), quote_plus(password)
        said = ask(self._asker, "POST", published.token_endpoint, form=form, login=login)
        token = said.body.get("id_token")
        if said.status == 200 and isinstance(token, str):
            return token
        error = said.body.get("error")
        if said.status == 400 and error == "invalid_grant":
            raise NotAttested("code")
        # Whatever else it says is about us, not about whoever signs in.
        word = error if isinstance(error, str) and error.replace("_", "").isalnum() else "no token"
        raise Unavailable(WHAT, f"HTTP {said.status}: {word[:40]}")

    def _verified(
        self, token: str, audiences: tuple[str, ...], types: frozenset[str], needed: tuple[str, ...]
    ) -> Mapping[str, Any]:
        """The claims of a token of this provider, for one of these audiences, that is valid now."""
        kid, algorithm = self._read_header(token, types)
        key = self._keys.find(kid, algorithm)
        if key is None:
            raise NotAttested("key")
        try:
            claims: Mapping[str, Any] = _reader.decode(
                token,
                key,
                algorithms=[algorithm],
                audience=list(audiences),
                issuer=self._settings.issuer,
                leeway=self._settings.leeway_seconds,
                options={"require": list(needed)},
            )
        except jwt.PyJWTError as error:
            raise NotAttested(_reason(error)) from None
        return claims

    def _read_header(self, token: str, types: frozenset[str]) -> tuple[str | None, str]:
        """Id of the key and algorithm, of a token that says it is of our provider.

        Who shows anything else does not make us ask the provider for its keys.
        """
        if len(token) > MOST_CHARACTERS:
            raise NotAttested("form")
        try:
            header = jwt.get_unverified_header(token)
            claims = jwt.decode(token, options={"verify_signature": False})
        except jwt.PyJWTError:
            raise NotAttested("form") from None
        if header.get("alg") not in self._settings.algorithms:
            raise NotAttested("algorithm")
        if str(header.get("typ") or "").lower() not in types:
            raise NotAttested("type")
        if claims.get("iss") != self._settings.issuer:
            raise NotAttested("issuer")
        return header.get("kid"), header["alg"]

    def _refuse_other_party(self, claims: Mapping[str, Any]) -> None:
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        party = claims.get("azp")
        if party != self._settings.client_id and (several or party is not None):
            raise NotAttested("audience")

    def _discover(self) -> _Published:
        issuer = self._settings.issuer
        found = get_json(self._asker, issuer.rstrip("/") + "/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            raise Unavailable(WHAT, "it calls itself otherwise than PLANNING_OIDC_ISSUER")
        endpoints = [found.get(n) for n in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if not all(isinstance(e, str) and is_guarded(e) for e in endpoints):
            raise Unavailable(WHAT, "an address that it names is missing or not HTTPS")
        end = found.get("end_session_endpoint")
        methods = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        return _Published(
            authorization_endpoint=str(endpoints[0]),
            token_endpoint=str(endpoints[1]),
            jwks_uri=str(endpoints[2]),
            end_session_endpoint=end if isinstance(end, str) and is_guarded(end) else None,
            secret_in_form="client_secret_basic" not in methods and "client_secret_post" in methods,
            names_itself=found.get("authorization_response_iss_parameter_supported") is True,
        )


def _with_query(endpoint: str, asked: Mapping[str, str]) -> str:
    return f"{endpoint}{'&' if urlsplit(endpoint).query else '?'}{urlencode(asked)}"


def is_guarded(address: str) -> bool:
    """Whether nobody between can read along: HTTPS, or this very machine."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and here))


_reader = jwt.PyJWT(options={"enforce_minimum_key_length": True})


def _reason(error: jwt.PyJWTError) -> str:
    return next((word for kind, word in _REASONS.items() if isinstance(error, kind)), "form")


def _attested(claims: Mapping[str, Any]) -> Attested:
    subject = _name(claims["sub"])
    if subject is None:
        raise NotAttested("claims")
    return Attested(
        claims=claims,
        subject=subject,
        provider_session=_name(claims.get("sid")),
        expires_at=_instant(claims["exp"]),
    )


def _instant(seconds: Any) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        raise NotAttested("claims") from None


def _name(value: Any) -> str | None:
    """A name that can be kept; None for anything else."""
    fits = isinstance(value, str) and 0 < len(value) <= MOST_NAME and value.isprintable()
    return value if fits else None


def _derived(secret: str, purpose: str) -> str:
    """A value of its own for each purpose, from which nobody finds the secret or another's."""
    return _text(hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).digest())


def _text(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
