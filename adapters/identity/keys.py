"""The keys that an identity provider signs with, as it publishes them (RFC 7517)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
from jwt import PyJWK, PyJWTError

from adapters.identity.remembered import Remembered

KINDS: Mapping[str, tuple[str, str | None]] = {
    **dict.fromkeys(("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"), ("RSA", None)),
    "ES256": ("EC", "P-256"),
    "ES384": ("EC", "P-384"),
    "ES512": ("EC", "P-521"),
    "EdDSA": ("OKP", "Ed25519"),
}
"""Type and curve of the keys of each algorithm. None of them shares a secret with the provider."""


@attrs.frozen
class KeySet:
    """Keys as they were published."""

    keys: Sequence[Mapping[str, Any]]

    def find(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """The key of that id for that algorithm; without an id the only one there is for the algorithm."""
        suitable = [
            key for key in self.keys if _suits(key, algorithm) and (kid is None or key.get("kid") == kid)
        ]
        if not suitable or (kid is None and len(suitable) > 1):
            return None
        try:
            return PyJWK(dict(suitable[0]), algorithm)
        except PyJWTError:
            return None


class SigningKeys:
    """The provider's keys, asked for again when one is missing: it may have begun to sign with a new one."""

    def __init__(self, fetch: Callable[[], Mapping[str, Any]]) -> None:
        self._sets = Remembered(lambda: key_set(fetch()))

    def find(self, kid: str | None, algorithm: str) -> PyJWK | None:
        """The key that signs under that id; None where the provider publishes none. Raises Unavailable."""
        known = self._sets.get()
        key = known.find(kid, algorithm)
        if key is not None or kid is None:
            return key
        return self._sets.anew(known).find(kid, algorithm)


def key_set(published: Mapping[str, Any]) -> KeySet:
    """The keys in a published document; what is none is left out."""
    keys = published.get("keys")
    return KeySet([key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else [])


def _suits(key: Mapping[str, Any], algorithm: str) -> bool:
    kind, curve = KINDS[algorithm]
    return (
        key.get("kty") == kind
        and (curve is None or key.get("crv") == curve)
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and "verify" in key.get("key_ops", ["verify"])
    )
