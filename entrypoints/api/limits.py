"""How often somebody may sign in or write."""

from __future__ import annotations

import hashlib
import ipaddress

from starlette.requests import HTTPConnection

from entrypoints.api.refusals import TooMany
from entrypoints.bootstrap import App
from planning_core.ports.rates import Rate

_NETWORK = 64
"""Bits of an IPv6 address that one customer of a provider gets: the rest is theirs to choose."""


def count_sign_in(request: HTTPConnection, app: App) -> None:
    """Count an attempt to sign in from an address. Raises TooMany."""
    address = address_of(request)
    if address is not None:
        _take(app, f"sign-in:from:{address}", app.settings.sign_ins_per_minute)


def count_sign_in_as(who: str, app: App) -> None:
    """Count an attempt to sign in with one link, token or account, wherever it comes from. Raises TooMany."""
    digest = hashlib.sha256(who.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    _take(app, f"sign-in:as:{digest}", app.settings.sign_ins_of_one_per_minute)


def count_calendar(request: HTTPConnection, app: App) -> None:
    """Count a calendar fetched from an address, whether there is one or not. Raises TooMany."""
    address = address_of(request)
    if address is not None:
        _take(app, f"calendar:from:{address}", app.settings.sign_ins_per_minute)


def count_write(user_id: str, app: App) -> None:
    """Count a request that writes, by whoever makes it. Raises TooMany."""
    _take(app, f"write:{user_id}", app.settings.writes_per_minute)


def address_of(request: HTTPConnection) -> str | None:
    """The address that a request comes from: of IPv6 its network; None where there is none."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host or None
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, _NETWORK), strict=False))
    return host


def _take(app: App, key: str, per_minute: int) -> None:
    if per_minute == 0:
        return
    wait = app.rates.take(key, Rate(per_minute))
    if wait > 0:
        raise TooMany(wait)
