"""Audit entries in a file, one JSON object a line."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from planning_core.ports.sinks import SinkDown

_BLOCK = 65_536


class JsonLinesSink:
    """Appends to a file, which is made for its owner alone and opened anew each time (it may be rotated).

    A line that a crash left half-written is cut off: its entry was not yet delivered and comes again.
    """

    name = "file"

    def __init__(self, file: Path) -> None:
        self._file = file

    def deliver(self, records: Sequence[Mapping[str, Any]]) -> None:
        """Append entries and wait until the disk has them. Raises SinkDown."""
        text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
        try:
            handle = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            with os.fdopen(handle, "r+b") as lines:
                lines.seek(_end_of_last_line(handle))
                lines.truncate()
                lines.write(text.encode())
                lines.flush()
                os.fsync(handle)
        except OSError as error:
            raise SinkDown(error.strerror or str(error)) from None


def _end_of_last_line(handle: int) -> int:
    """Where the last whole line of a file ends."""
    end = os.fstat(handle).st_size
    while end > 0:
        start = max(0, end - _BLOCK)
        newline = os.pread(handle, end - start, start).rfind(b"\n")
        if newline >= 0:
            return start + newline + 1
        end = start
    return 0
