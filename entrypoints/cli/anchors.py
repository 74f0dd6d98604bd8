"""Files of anchors: places of the audit chain kept elsewhere, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from planning_core.errors import Fault, InvalidInput


def read_anchors(files: Sequence[Path], organization: str) -> dict[int, set[str]]:
    """The hashes that files name, by number.

    Raises InvalidInput for a file that cannot be read, a line that is no anchor, another organization's.
    """
    found: dict[int, set[str]] = {}
    for file in files:
        try:
            with file.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if line.strip():
                        place, digest = _read(line, f"{file}:{number}", organization)
                        found.setdefault(place, set()).add(digest)
        except OSError as error:
            raise _fault(str(file), "unreadable_file", problem=error.strerror or str(error)) from None
        except UnicodeDecodeError:
            raise _fault(str(file), "not_an_anchor") from None
    return found


def _read(line: str, where: str, organization: str) -> tuple[int, str]:
    try:
        value = json.loads(line)
    except ValueError:
        raise _fault(where, "not_an_anchor") from None
    number, digest = (value.get("number"), value.get("hash")) if isinstance(value, dict) else (None, None)
    if type(number) is not int or not isinstance(digest, str):
        raise _fault(where, "not_an_anchor")
    if value.get("organization", organization) != organization:
        raise _fault(where, "anchor_of_another", organization=value["organization"])
    return number, digest


def _fault(where: str, reason: str, **limits: Any) -> InvalidInput:
    return InvalidInput([Fault(where, None, reason, limits)])
