"""Secrets of access tokens: made of 256 random bits, kept as a digest alone."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "pp_"


def mint() -> tuple[str, str]:
    """A new secret and its digest. The secret is shown once; storage sees the digest."""
    secret = PREFIX + secrets.token_urlsafe(32)
    return secret, digest_of(secret)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret, in hex. Secrets are random, so that no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()
