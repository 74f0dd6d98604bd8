"""What the cells of a worksheet hold: texts, as a CSV cell would have them, and dates and times."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

import attrs

from adapters.files.xlsx_package import MOST_TEXT, Package, Texts, TooLong, local, unescaped

Value = str | datetime | date | time

MOST_COLUMNS, MOST_ROWS = 16_384, 1 << 20
_MOST_ROW_TEXT = 1 << 24
_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NO_DATE = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_LETTERS = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")
_DAY = 86_400


@attrs.frozen
class NoValue:
    """A cell whose value cannot be had: an error of a formula, or a formula that was never computed."""

    reason: str
    shown: str


def letters(column: int) -> str:
    """The letters of a column, counted from 0: A, B … Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def position(reference: str) -> tuple[int, int] | None:
    """Column from 0 and row from 1 of a reference such as B7; None for what is none."""
    found = _LETTERS.match(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return (column - 1, int(found[2])) if column <= MOST_COLUMNS else None


def date_styles(package: Package, part: str) -> frozenset[str]:
    """The cell styles, by number, that show a number as a date or a time."""
    formats: dict[str, str] = {}
    styles: list[str] = []
    for parent, name, attributes in package.elements(part, "numFmt", "xf"):
        if name == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif parent == "cellXfs":
            styles.append(attributes.get("numFmtId", "0"))
    return frozenset(str(n) for n, number in enumerate(styles) if _is_date(number, formats))


def _is_date(number: str, formats: dict[str, str]) -> bool:
    if number in formats:
        return any(letter in "dmyhs" for letter in _NO_DATE.sub("", formats[number]).split(";")[0].lower())
    return number.isdigit() and int(number) in _DATE_FORMATS


@attrs.define
class Cells:
    """Reads a sheet: told its elements, it gathers `rows` of values by column, to be taken away."""

    texts: Texts
    dates: frozenset[str]
    since_1904: bool
    rows: list[tuple[int, dict[int, Value | NoValue]]] = attrs.field(factory=list)
    _row: int = 0
    _column: int = -1
    _length: int = 0
    _found: dict[int, Value | NoValue] = attrs.field(factory=dict)
    _type: str = "n"
    _style: str = "0"
    _formula: bool = False
    _valued: bool = False
    _open: bool = False
    _skipping: int = 0
    _parts: list[str] = attrs.field(factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        own = local(name)
        if own == "c":
            self._begin_cell(attributes)
        elif own == "v" or (own == "t" and not self._skipping):
            self._open = self._valued = True
        elif own == "f":
            self._formula = True
        elif own == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isdigit() and len(given) < 8 else self._row + 1
            if self._row > MOST_ROWS or len(given) > 7:
                raise ValueError(f"no row {given[:20]!r}")
            self._column, self._length, self._found = -1, 0, {}
        elif own == "rPh":
            self._skipping += 1

    def end(self, name: str) -> None:
        """An element ends."""
        own = local(name)
        if own == "c":
            value = self._value()
            if value is not None:
                self._found[self._column] = value
        elif own in ("v", "t"):
            self._open = False
        elif own == "row":
            if self._found:
                self.rows.append((self._row, self._found))
        elif own == "rPh":
            self._skipping -= 1

    def text(self, text: str) -> None:
        """A piece of text."""
        if self._open:
            self._parts.append(text)
            self._length += len(text)
            if self._length > _MOST_ROW_TEXT:
                raise TooLong

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        found = position(attributes["r"]) if "r" in attributes else (self._column + 1, self._row)
        if found is None or found[0] >= MOST_COLUMNS:
            raise ValueError(f"no cell {attributes.get('r', '')[:20]!r}")
        self._column = found[0]
        self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._formula = self._valued = False
        self._parts = []

    def _value(self) -> Value | NoValue | None:
        raw = self._parts[0] if len(self._parts) == 1 else "".join(self._parts)
        if len(raw) > MOST_TEXT:
            raise TooLong
        if self._formula and (not self._valued or (raw == "" and self._type not in ("str", "s"))):
            return NoValue("formula_without_value", "")
        if raw == "":
            return None
        if self._type == "s":
            return self.texts[int(raw)] or None
        if self._type in ("str", "inlineStr"):
            return unescaped(raw)
        if self._type == "b":
            return "true" if raw == "1" else "false"
        if self._type == "e":
            return NoValue("error_in_cell", raw)
        if self._type == "d":
            return _iso(raw)
        return self._number(float(raw))

    def _number(self, number: float) -> Value:
        if self._style in self.dates and 0 <= number < 2_958_466:
            return _moment(number, self.since_1904)
        return str(int(number)) if number.is_integer() else repr(number)


def _moment(number: float, since_1904: bool) -> datetime | time:
    """A date and time, or below one day the time alone; to the second, which is what a cell can hold."""
    seconds = round(number * _DAY)
    if seconds < _DAY and not (since_1904 and seconds == 0):
        return time(seconds // 3600, seconds // 60 % 60, seconds % 60)
    # Of the two counts of days the older one has a 29 February 1900, which never was.
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if number >= 61 else 31)
    return datetime.combine(first, time()) + timedelta(seconds=seconds)


def _iso(raw: str) -> Value:
    for of in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            found: Value = of(raw)
        except ValueError:
            continue
        return found
    return raw
