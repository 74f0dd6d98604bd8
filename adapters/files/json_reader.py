"""Rows of a JSON import file, one at a time: an object of sections, each a list of objects.

The text is taken in pieces and each element decoded on its own, so that memory does not grow with the file
and every fault has its line.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import attrs

from adapters.files.opening import open_text, wrong_encoding
from planning_core.domain.importing import Header, Place, RawRow
from planning_core.errors import Fault, InvalidInput

PIECE = 1 << 18
LARGEST_ELEMENT = 1 << 24
"""Characters that one row may have; past them a syntax error is taken for one."""

_SPACE = " \t\r\n"
_decode = json.JSONDecoder().raw_decode


@attrs.frozen
class Section:
    """A section of the file: its name, the kind of item it holds, and how to get there again."""

    name: str
    kind: str
    line: int
    position: tuple[int, int]
    is_list: bool
    value: Any = None


class _Text:
    """A text file read in pieces, with a position that knows its line."""

    def __init__(self, file: IO[str], path: Path, encoding: str, line: int = 1) -> None:
        self._file, self._path, self._encoding = file, path, encoding
        self._buffer, self.at, self._ended = "", 0, False
        self._line, self._counted = line, 0
        self._read = 0
        self._pieces: list[tuple[int, int]] = []

    def position(self) -> tuple[int, int]:
        """Where the reading stands: a mark of the file, and characters after it."""
        start = self._read - len(self._buffer)
        absolute = start + self.at
        index = bisect_right(self._pieces, absolute, key=lambda piece: piece[0]) - 1
        begin, mark = self._pieces[index]
        return mark, absolute - begin

    def skip(self, characters: int) -> None:
        """Step over the first characters without counting their lines."""
        self.more()
        self.at = self._counted = characters

    @property
    def line(self) -> int:
        """The line of the present position."""
        self._line += self._buffer.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def more(self) -> bool:
        """Read another piece; False at the end of the file."""
        if self._ended:
            return False
        mark = self._file.tell()
        try:
            piece = self._file.read(PIECE)
        except UnicodeError:
            raise wrong_encoding(self._path, self._encoding) from None
        if not piece:
            self._ended = True
            return False
        _ = self.line
        self._buffer = self._buffer[self.at :] + piece
        self.at = self._counted = 0
        self._pieces = [*self._pieces[-64:], (self._read, mark)]
        self._read += len(piece)
        return True

    def peek(self) -> str:
        """The next character that is no space, "" at the end of the file."""
        while True:
            while self.at < len(self._buffer):
                if self._buffer[self.at] not in _SPACE:
                    return self._buffer[self.at]
                self.at += 1
            if not self.more():
                return ""

    def take(self, *wanted: str) -> str:
        """Step over one of these characters; anything else is malformed."""
        found = self.peek()
        if found not in wanted:
            raise self.malformed(f"{' or '.join(repr(w) for w in wanted)} expected")
        self.at += 1
        return found

    def value(self) -> Any:
        """Decode the value that stands here."""
        self.peek()
        while True:
            try:
                found, end = _decode(self._buffer, self.at)
            except json.JSONDecodeError as error:
                if len(self._buffer) - self.at < LARGEST_ELEMENT and self.more():
                    continue
                self.at = min(error.pos, len(self._buffer))
                if error.msg.startswith("Unterminated string"):
                    raise self._fault("cut_off_text") from None
                raise self.malformed(error.msg.removesuffix(" at")) from None
            except (RecursionError, ValueError):
                raise self.malformed("too deeply nested, or a number too long") from None
            if end < len(self._buffer) or not self.more():
                self.at = end
                return found

    def malformed(self, problem: str) -> InvalidInput:
        """The fault of text that is no JSON, at the present position."""
        if self._ended and self.at >= len(self._buffer):
            return self._fault("cut_off_json")
        return self._fault("malformed_json", {"problem": problem})

    def _fault(self, reason: str, limits: Mapping[str, object] | None = None) -> InvalidInput:
        place = f"{self._path}:{self.line}"
        return InvalidInput([Fault(place, str(self._path), reason, limits or {})])


class JsonFile:
    """A JSON import file. `sections` maps the kinds of item to what the file calls their sections.

    It is read through once when it is made, so that a broken file is refused before anything is taken from
    it. Raises InvalidInput for a file that cannot be read, is no object, or is malformed.
    """

    headers: tuple[Header, ...] = ()

    def __init__(self, path: Path, encoding: str, sections: Mapping[str, str]) -> None:
        self.path, self.encoding = path, encoding
        self.sections = self._index(sections)
        self.kinds = tuple(dict.fromkeys(section.kind for section in self.sections))

    def rows(self, kind: str) -> Iterator[RawRow]:
        """The rows of one kind, in the file's order."""
        for section in self.sections:
            if section.kind == kind:
                yield from self._rows(section)

    def _rows(self, section: Section) -> Iterator[RawRow]:
        name = str(self.path)
        if not section.is_list:
            place = Place(name, section.line, section.name)
            yield RawRow(place, section.kind, {section.name: section.value})
            return
        for index, line, value in self.elements(section):
            place = Place(name, line, f"{section.name}[{index}]")
            if isinstance(value, dict):
                yield RawRow(place, section.kind, value)
            else:
                yield RawRow(place, section.kind, {}, (Fault("", value, "not_an_object"),))

    def elements(self, section: Section) -> Iterator[tuple[int, int, Any]]:
        """Index, line and value of each element of a section that is a list."""
        with open_text(self.path, self.encoding) as file:
            mark, offset = section.position
            file.seek(mark)
            text = _Text(file, self.path, self.encoding, section.line)
            text.skip(offset)
            yield from _elements(text)

    def _index(self, known: Mapping[str, str]) -> tuple[Section, ...]:
        with open_text(self.path, self.encoding) as file:
            text = _Text(file, self.path, self.encoding)
            text.take("{")
            found: list[Section] = []
            closed = text.peek() == "}" and text.take("}") == "}"
            while not closed:
                found.append(self._section(text, known, found))
                closed = text.take(",", "}") == "}"
            if text.peek():
                raise text.malformed("nothing may follow the closing brace")
            return tuple(found)

    def _section(self, text: _Text, known: Mapping[str, str], found: list[Section]) -> Section:
        text.peek()
        line = text.line
        name = text.value()
        place = f"{self.path}:{line}"
        if not isinstance(name, str) or name not in known:
            raise InvalidInput([Fault(place, name, "unknown_section", {"allowed": ", ".join(known)})])
        kind = known[name]
        if any(name == other.name or (kind == other.kind and other.is_list) for other in found):
            raise InvalidInput([Fault(place, name, "repeated_section")])
        text.take(":")
        starts_list = text.peek() == "["
        position, line = text.position(), text.line
        if kind == "organization":
            return Section(name, kind, line, position, False, text.value())
        if not starts_list:
            raise InvalidInput([Fault(place, name, "section_not_a_list")])
        for _ in _elements(text):
            pass
        return Section(name, kind, line, position, True)


def _elements(text: _Text) -> Iterator[tuple[int, int, Any]]:
    """Index, line and value of each element of the list that stands here."""
    text.take("[")
    if text.peek() == "]":
        text.at += 1
        return
    index = 0
    while True:
        text.peek()
        line = text.line
        yield index, line, text.value()
        if text.take(",", "]") == "]":
            return
        index += 1
