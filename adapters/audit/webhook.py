"""Audit entries by HTTP POST, signed."""

from __future__ import annotations

import hashlib
import hmac
import json
import ssl
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

from planning_core.ports.sinks import SinkDown, SinkRefused

TIMEOUT_SECONDS = 5.0
"""For the connection, and for each wait on it."""
_LATER = frozenset({408, 425, 429})


class WebhookSink:
    """Posts `{"organization": …, "entries": […]}` to an address.

    `Planning-Timestamp` is the time in seconds since 1970, `Planning-Signature` is `v1=` and the HMAC-SHA-256
    (hexadecimal) of that timestamp, a point, and the body. Answers of 2xx mean that the entries are kept;
    408, 425, 429, 5xx and silence that they may come again later; all else that they are refused.
    Redirects are not followed.
    """

    name = "webhook"

    def __init__(self, url: str, secret: str, now: Callable[[], datetime]) -> None:
        self._url, self._secret, self._now = urlsplit(url), secret.encode(), now

    def deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Post entries, in one request. Raises SinkDown, SinkRefused."""
        organization = records[0]["organization"] if records else None
        body = json.dumps(
            {"organization": organization, "entries": list(records)}, ensure_ascii=False
        ).encode()
        timestamp = f"{self._now().timestamp():.0f}"
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "planning-pro",
            "Planning-Timestamp": timestamp,
            "Planning-Signature": f"v1={signature(self._secret, timestamp, body)}",
        }
        try:
            status = self._post(body, headers)
        except TimeoutError:
            raise SinkDown("no answer in time") from None
        except OSError as error:
            raise SinkDown(error.strerror or type(error).__name__) from None
        except HTTPException as error:
            raise SinkDown(f"no HTTP answer: {type(error).__name__}") from None
        if 200 <= status < 300:
            return
        raise (SinkDown if status >= 500 or status in _LATER else SinkRefused)(f"HTTP {status}")

    def _post(self, body: bytes, headers: Mapping[str, str]) -> int:
        connection = _connection(self._url)
        try:
            path = self._url.path or "/"
            target = f"{path}?{self._url.query}" if self._url.query else path
            connection.request("POST", target, body, dict(headers))
            return connection.getresponse().status
        finally:
            connection.close()


def signature(secret: bytes, timestamp: str, body: bytes) -> str:
    """The signature of a body sent at that time, in hexadecimal digits."""
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def _connection(url: SplitResult) -> HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "https":
        context = ssl.create_default_context()
        return HTTPSConnection(host, url.port, timeout=TIMEOUT_SECONDS, context=context)
    return HTTPConnection(host, url.port, timeout=TIMEOUT_SECONDS)
