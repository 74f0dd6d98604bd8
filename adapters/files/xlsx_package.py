"""The parts of an XLSX file: a ZIP of XML, read in pieces and within limits."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

import attrs

from planning_core.errors import Fault, InvalidInput

MOST_UNPACKED = {"sheet": 1 << 30, "strings": 1 << 26, "other": 1 << 24}
"""Bytes that a part may come to, unpacked: sheets stream by, what is kept in memory is smaller."""
MOST_RATIO, RATIO_FROM = 200, 1 << 24
"""Spreadsheets pack ten to fifty times; a part larger than this that packs so much better is a bomb."""
MOST_TEXT = 1 << 17
"""Characters of one cell; spreadsheets themselves stop at 32,767."""
_PIECE = 1 << 16
_MOST_MARKUP = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Handler(Protocol):
    """What is told the elements of a part; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text."""


class TooLong(Exception):
    """A text, or a row, that no spreadsheet makes so long."""


def local(name: str) -> str:
    """A name without its namespace: the strict and the transitional form of XLSX differ in that alone."""
    return name.rpartition(" ")[2]


def unescaped(text: str) -> str:
    """A text with `_x000D_` and the like as the characters that they stand for."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-8", "replace").decode()


class Texts:
    """The file's shared texts, kept as one run of bytes: many of them take little more than themselves."""

    def __init__(self) -> None:
        self._bytes, self._ends = bytearray(), array("Q", [0])
        self._open, self._skipping, self._parts = False, 0, list[str]()

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise IndexError(number)
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """A text begins, or a part of it; what tells how it is pronounced is none."""
        if local(name) == "rPh":
            self._skipping += 1
        self._open = local(name) == "t" and not self._skipping

    def end(self, name: str) -> None:
        """A text ends."""
        self._open = False
        if local(name) == "rPh":
            self._skipping -= 1
        elif local(name) == "si":
            self._bytes += unescaped("".join(self._parts)).encode("utf-8", "replace")
            self._ends.append(len(self._bytes))
            self._parts = []

    def text(self, text: str) -> None:
        """A piece of a text."""
        if self._open:
            self._parts.append(text)


@attrs.define
class _Elements:
    """The attributes of some elements, in their order, with the element that each stands in."""

    wanted: frozenset[str]
    found: list[tuple[str, str, dict[str, str]]] = attrs.field(factory=list)
    _path: list[str] = attrs.field(factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        own = local(name)
        if own in self.wanted:
            self.found.append(
                (self._path[-1] if self._path else "", own, {local(k): v for k, v in attributes.items()})
            )
        self._path.append(own)

    def end(self, name: str) -> None:
        """An element ends."""
        self._path.pop()

    def text(self, text: str) -> None:
        """No text is wanted."""


class Package:
    """An XLSX file. Raises InvalidInput for what is none, is locked by a password, or unpacks too large."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._read() as archive:
            self._names = {name.lower(): name for name in archive.namelist()}

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self._names

    def elements(self, part: str, *wanted: str) -> list[tuple[str, str, dict[str, str]]]:
        """Parent, name and attributes of the elements of these names; none where there is no such part."""
        found = _Elements(frozenset(wanted))
        for _ in self.told(part, found) if self.has(part) else ():
            pass
        return found.found

    def texts(self, part: str) -> Texts:
        """The shared texts."""
        found = Texts()
        for _ in self.told(part, found, "strings") if self.has(part) else ():
            pass
        return found

    def told(self, part: str, handler: Handler, size: str = "other") -> Iterator[None]:
        """Tell the handler a part's elements, and stop after each piece of it."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.buffer_text = True
        name = self._names.get(part.lower())
        if name is None:
            raise self.fault("malformed_xlsx", problem=f"no {part}")
        with self._read() as archive:
            self._check_size(archive, name, size)
            with archive.open(name) as file:
                fed = 0
                while piece := file.read(_PIECE):
                    fed += len(piece)
                    parser.Parse(piece)
                    if fed - parser.CurrentByteIndex > _MOST_MARKUP:
                        raise TooLong
                    yield
                parser.Parse(b"", True)
                yield

    @contextmanager
    def _read(self) -> Iterator[ZipFile]:
        """The archive; whatever is wrong with it, or its XML, becomes a fault."""
        try:
            with ZipFile(self.path) as archive:
                yield archive
        except InvalidInput:
            raise
        except OSError as error:
            raise self.fault("unreadable_file", problem=error.strerror or str(error)) from None
        except TooLong:
            raise self.fault("text_too_long_in_xlsx", most=MOST_TEXT) from None
        except expat.ExpatError as error:
            raise self.fault("malformed_xlsx", problem=str(error)) from None
        except (BadZipFile, zlib.error, EOFError, ValueError, LookupError) as error:
            with self.path.open("rb") as file:
                locked = file.read(4) == _OLE
            raise self.fault(
                "locked_or_old_xlsx" if locked else "malformed_xlsx", problem=str(error)
            ) from None
        except (NotImplementedError, RuntimeError):
            raise self.fault("locked_or_old_xlsx") from None

    def _check_size(self, archive: ZipFile, name: str, size: str) -> None:
        part = archive.getinfo(name)
        most = MOST_UNPACKED[size]
        bomb = part.file_size > RATIO_FROM and part.file_size > MOST_RATIO * part.compress_size
        if part.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.fault("malformed_xlsx", problem=f"compression {part.compress_type}")
        if part.file_size > most or bomb:
            raise self.fault("xlsx_too_large", part=name, size=part.file_size >> 20, most=most >> 20)

    def _refuse_doctype(self, *_: object) -> None:
        raise self.fault("malformed_xlsx", problem="DOCTYPE")

    def fault(self, reason: str, place: str = "", **limits: object) -> InvalidInput:
        """The fault of the file as a whole, or of a place in it."""
        where = f"{self.path}:{place}" if place else str(self.path)
        return InvalidInput([Fault(where, str(self.path), reason, limits)])
