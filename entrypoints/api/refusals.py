"""What the HTTP door itself refuses, before any use case is asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from planning_core.errors import PlanningError


class Unauthenticated(PlanningError):
    """No token was shown, or one that is unknown, expired or revoked."""


class SessionEnded(Unauthenticated):
    """The session that a cookie names is over, or never was."""


class CodeRefused(Unauthenticated):
    """A sign-in code is unknown, has expired or was used before."""


class TokenRefused(Unauthenticated):
    """A token shown to sign in is unknown, expired or revoked."""


class VouchingRefused(Unauthenticated):
    """A token of the identity provider, or its answer to a browser, proves nothing; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class SignOutRefused(PlanningError):
    """A logout token proves nothing; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NoProvider(PlanningError):
    """No identity provider is set to sign in with."""


class NoCalendar(PlanningError):
    """A calendar address opens nothing: it never did, was renewed or taken back."""


class CrossSite(PlanningError):
    """A browser would write on behalf of a page that is not ours."""


class BodyTooLarge(PlanningError):
    """The body is longer than the server takes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"body longer than {limit} bytes")


class HeadTooLarge(PlanningError):
    """The request's address and headers are longer than the server takes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        super().__init__(f"head longer than {limit} bytes")


class BodyTooSlow(PlanningError):
    """The body trickles in: the server waits no longer."""


class TooMany(PlanningError):
    """Somebody asks too often; after `seconds` they may again."""

    def __init__(self, seconds: float) -> None:
        self.seconds = max(1, math.ceil(seconds))
        super().__init__(f"again in {self.seconds} s")


class NotJson(PlanningError):
    """The body says that it is something other than JSON."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type
        super().__init__(f"content type {content_type!r}")


class NotAForm(PlanningError):
    """The body says that it is something other than a form."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type
        super().__init__(f"content type {content_type!r}")


class NotAFile(PlanningError):
    """The body says that it is something other than a file that can be imported."""

    def __init__(self, content_type: str) -> None:
        self.content_type = content_type
        super().__init__(f"content type {content_type!r}")


class ImportRefused(PlanningError):
    """Rows of a file are at fault, or would make hard conflicts; `account` says which."""

    def __init__(self, account: Mapping[str, Any]) -> None:
        self.account = account
        self.faults, self.conflicts = account["fault_count"], account["blocking_count"]
        super().__init__("import refused")


class EncodedBody(PlanningError):
    """The body is compressed or otherwise encoded; the server decodes nothing."""

    def __init__(self, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(f"content encoding {encoding!r}")


class KeyReused(PlanningError):
    """An Idempotency-Key came with another request than the one it first came with."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"idempotency key {key!r}")


class NoSuchRoute(PlanningError):
    """Nothing answers under that path."""

    def __init__(self, path: str) -> None:
        self.path = path
        super().__init__(path)


class MethodNotAllowed(PlanningError):
    """The path exists, but not with that method."""

    def __init__(self, method: str) -> None:
        self.method = method
        super().__init__(method)


class Broken(PlanningError):
    """Something failed inside; the log holds what."""
