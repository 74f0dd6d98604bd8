"""Addresses of databases, as they may be shown and as files."""

from __future__ import annotations

import re
from pathlib import Path

_SQLITE = "sqlite:///"
_USERINFO = re.compile(r"(://[^:/@]*):.*@")
_PARAMETER = re.compile(r"(?i)((?:password|passwd|pwd)=)[^&]*")


def without_password(address: str) -> str:
    """An address, right or wrong, as it may be shown."""
    return _PARAMETER.sub(r"\1***", _USERINFO.sub(r"\1:***@", address))


def sqlite_file(address: str) -> Path | None:
    """The file that an address names, None where it names none that can be looked for."""
    if not address.startswith(_SQLITE):
        return None
    name = address.removeprefix(_SQLITE).partition("?")[0]
    return None if name in ("", ":memory:") or name.startswith("file:") else Path(name)
