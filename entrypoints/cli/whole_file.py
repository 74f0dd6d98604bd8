"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from planning_core.errors import Fault, InvalidInput


def refuse_existing(file: Path, option: str) -> None:
    """Raise InvalidInput (`file_exists_force`) for a file that is there."""
    if file.exists() or file.is_symlink():
        raise InvalidInput([Fault(option, str(file), "file_exists_force")])


def write_whole(file: Path, pieces: Iterable[bytes], option: str, *, force: bool) -> None:
    """Write a file, readable by its owner, that gets its name when it is whole.

    Raises InvalidInput where it exists (unless `force`) or cannot be written; then, and where `pieces` fail,
    nothing is left and what was there stands.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as out:
                out.writelines(pieces)
                out.flush()
                os.fsync(out.fileno())
            if not force:
                refuse_existing(file, option)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        limits = {"problem": error.strerror or str(error)}
        raise InvalidInput([Fault(option, str(file), "unwritable_file", limits)]) from None
