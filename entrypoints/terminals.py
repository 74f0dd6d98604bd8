"""Text as a terminal may be shown it: others' names hold nothing that it would obey."""

from __future__ import annotations

import re
from typing import Any

_OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Control characters but the tab and the line's end."""


def harmless(text: str) -> str:
    """The text with control characters written out (`\\x1b`)."""
    return _OBEYED.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def harmless_json(text: str) -> str:
    """JSON that means the same; what it leaves as it is of control characters is written out its way."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def harmless_record(_: Any, __: str, record: Any) -> Any:
    """A record of the log, all of whose texts are harmless."""
    return {key: _harmless_value(value) for key, value in record.items()}


def _harmless_value(value: Any) -> Any:
    if isinstance(value, str):
        return harmless(value)
    return value if isinstance(value, int | float | None) else harmless(repr(value))
