"""Asking an identity provider by HTTP: small answers, in good time, from that very address."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import attrs
import httpx2 as httpx

from planning_core.errors import Unavailable

WHAT = "identity provider"
SECONDS = 3.0
"""For each wait, and for an answer as a whole."""
MOST_BYTES = 1_000_000


@attrs.frozen
class Said:
    """An answer: its status and its JSON object (an empty one where there is none)."""

    status: int
    body: Mapping[str, Any]


def client() -> httpx.Client:
    """What asks. Redirects are not followed; proxies and certificates are as the environment says."""
    # Requests are rare: no connection is kept, to be found dead by the next.
    return httpx.Client(
        timeout=SECONDS,
        follow_redirects=False,
        headers={"Accept": "application/json"},
        limits=httpx.Limits(max_keepalive_connections=0),
    )


def get_json(asker: httpx.Client, url: str) -> Mapping[str, Any]:
    """The JSON object published there. Raises Unavailable."""
    said = ask(asker, "GET", url)
    if said.status != 200 or not said.body:
        raise Unavailable(WHAT, f"HTTP {said.status}")
    return said.body


def ask(
    asker: httpx.Client,
    method: str,
    url: str,
    *,
    form: Mapping[str, str] | None = None,
    login: tuple[str, str] | None = None,
) -> Said:
    """One request and its answer; `login` goes with it as HTTP Basic. Raises Unavailable."""
    until = time.monotonic() + SECONDS
    try:
        with asker.stream(method, url, data=form, auth=login) as response:
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Unavailable(WHAT, "its answer is too long")
                if time.monotonic() > until:
                    raise Unavailable(WHAT, "it answers too slowly")
            return Said(response.status_code, _object(bytes(body)))
    except httpx.HTTPError as error:
        raise Unavailable(WHAT, type(error).__name__) from None


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
