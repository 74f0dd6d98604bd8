"""Opening text files: what is no file, or is in another encoding, becomes a fault with its place."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, getincrementaldecoder, lookup
from pathlib import Path
from typing import IO

from planning_core.errors import Fault, InvalidInput

DEFAULT_ENCODING = "utf-8-sig"
"""UTF-8, with or without the mark that some programs put in front."""

_PIECE = 1 << 20


_OF_NO_FILE = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})
"""What Python takes for encodings of text, but in which nobody saves a file."""


def check_encoding(name: str) -> str:
    """The encoding's name, if Python knows it; raises InvalidInput."""
    try:
        if not lookup(name)._is_text_encoding or lookup(name).name.replace("-", "_") in _OF_NO_FILE:
            raise LookupError
    except (LookupError, ValueError):
        raise InvalidInput([Fault("--encoding", name, "unknown_encoding")]) from None
    return DEFAULT_ENCODING if lookup(name).name == "utf-8" else name


def open_text(path: Path, encoding: str) -> IO[str]:
    """The file, open for reading, its line ends kept. Raises InvalidInput (`unreadable_file`)."""
    try:
        return path.open(encoding=encoding, newline="")
    except OSError as error:
        raise InvalidInput(
            [Fault(str(path), str(path), "unreadable_file", {"problem": error.strerror or str(error)})]
        ) from None


def refuse_utf_16(path: Path) -> None:
    """Raise InvalidInput for a file in UTF-16, with its mark or without."""
    if not path.is_file():
        return  # a pipe can be read only once
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return  # told when the file is opened to be read
    if start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    elif len(start) == 4 and start[1] == start[3] == 0:
        encoding = "utf-16-le"
    elif len(start) == 4 and start[0] == start[2] == 0:
        encoding = "utf-16-be"
    else:
        return
    raise InvalidInput([Fault(str(path), path.name, "utf_16", {"encoding": encoding})])


def encoding_to_write(path: Path, encoding: str) -> str:
    """The encoding that a file was written in: UTF-8 with the mark in front only where it has one."""
    with path.open("rb") as file:
        marked = file.read(3) == BOM_UTF8
    return "utf-8" if encoding == DEFAULT_ENCODING and not marked else encoding


def wrong_encoding(path: Path, encoding: str) -> InvalidInput:
    """The fault of a file that its encoding cannot be read in: the first line and byte that do not fit."""
    decoder = getincrementaldecoder(encoding)()
    at, read, lines = 0, 0, 1
    with path.open("rb") as file:
        content = file.read(1)
        file.seek(0)
        while True:
            piece = file.read(_PIECE)
            pending = len(decoder.getstate()[0])
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                # At the end it is the beginning of a character that never came to its end.
                content, at = error.object[error.start :][:1], read + error.start - pending
                lines += piece.count(b"\n", 0, max(error.start - pending, 0))
                break
            except UnicodeError:
                break  # it names no byte: UTF-16 without its mark is wrong from the first on
            if not piece:
                break
            read += len(piece)
            lines += piece.count(b"\n")
    limits: dict[str, object] = {"encoding": encoding.removesuffix("-sig"), "offset": at}
    limits["byte"] = f"0x{content.hex()}"
    return InvalidInput([Fault(f"{path}:{lines}", str(path), "wrong_encoding", limits)])
