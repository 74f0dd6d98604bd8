"""Public staff-scheduling instances: their text, read into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs


class BrokenInstance(ValueError):
    """A text that is no instance; the message names the line."""


@attrs.frozen
class ShiftType:
    """One type of shift: its length in minutes and the types that must not follow it the next day."""

    code: str
    minutes: int
    not_followed_by: tuple[str, ...]


@attrs.frozen
class Person:
    """One person's limits over the horizon, and the days (from 0) on which they do not work."""

    code: str
    most_by_type: Mapping[str, int]
    max_minutes: int
    min_minutes: int
    max_run: int
    min_run: int
    min_days_off: int
    max_weekends: int
    days_off: tuple[int, ...]


@attrs.frozen
class Request:
    """A wish for (or against) one type of shift on one day, with what it costs not to grant it."""

    person: str
    day: int
    shift: str
    weight: int
    wanted: bool


@attrs.frozen
class Cover:
    """How many people a type of shift wants on a day, and what each missing or surplus one costs."""

    day: int
    shift: str
    wanted: int
    missing_weight: int
    surplus_weight: int


@attrs.frozen
class Instance:
    """One instance; day 0 is a Monday."""

    name: str
    days: int
    shifts: Sequence[ShiftType]
    people: Sequence[Person]
    requests: Sequence[Request]
    cover: Sequence[Cover]


Row = tuple[int, list[str]]


def read_instance(path: Path) -> Instance:
    """The instance in a file. Raises BrokenInstance, naming the line, where it is none."""
    sections = _sections(path)
    horizon = _rows(sections, "HORIZON", path)
    away = {row[0]: tuple(_whole(n, cell) for cell in row[1:]) for n, row in sections.get("DAYS_OFF", [])}
    return Instance(
        name=path.stem,
        days=_whole(horizon[0][0], horizon[0][1][0]),
        shifts=[_shift_type(row) for row in _rows(sections, "SHIFTS", path)],
        people=[_person(row, away) for row in _rows(sections, "STAFF", path)],
        requests=[
            *(_request(row, wanted=True) for row in sections.get("SHIFT_ON_REQUESTS", [])),
            *(_request(row, wanted=False) for row in sections.get("SHIFT_OFF_REQUESTS", [])),
        ],
        cover=[_cover(row) for row in _rows(sections, "COVER", path)],
    )


def _sections(path: Path) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    current: list[Row] | None = None
    for number, line in _lines(path):
        if line.startswith("SECTION_"):
            current = found.setdefault(line.removeprefix("SECTION_"), [])
        elif current is None:
            raise BrokenInstance(f"line {number}: text before the first section")
        else:
            current.append((number, [cell.strip() for cell in line.split(",")]))
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, text in enumerate(file, start=1):
            line = text.strip()
            if line and not line.startswith("#"):
                yield number, line


def _rows(sections: Mapping[str, list[Row]], name: str, path: Path) -> list[Row]:
    rows = sections.get(name)
    if not rows:
        raise BrokenInstance(f"{path.name}: SECTION_{name} is missing or empty")
    return rows


def _whole(number: int, cell: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise BrokenInstance(f"line {number}: {cell!r} is no whole number") from None


def _cells(row: Row, least: int) -> tuple[int, list[str]]:
    number, cells = row
    if len(cells) < least:
        raise BrokenInstance(f"line {number}: {least} values expected, {len(cells)} found")
    return number, cells


def _listed(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)


def _shift_type(row: Row) -> ShiftType:
    number, cells = _cells(row, 2)
    return ShiftType(cells[0], _whole(number, cells[1]), _listed(cells[2]) if len(cells) > 2 else ())


def _person(row: Row, away: Mapping[str, tuple[int, ...]]) -> Person:
    number, cells = _cells(row, 8)
    caps = [part.partition("=") for part in _listed(cells[1])]
    longest, shortest, max_run, min_run, min_off, weekends = (_whole(number, c) for c in cells[2:8])
    most = {code: _whole(number, count) for code, _, count in caps}
    return Person(
        code=cells[0],
        most_by_type=most,
        max_minutes=longest,
        min_minutes=shortest,
        max_run=max_run,
        min_run=min_run,
        min_days_off=min_off,
        max_weekends=weekends,
        days_off=away.get(cells[0], ()),
    )


def _request(row: Row, *, wanted: bool) -> Request:
    number, cells = _cells(row, 4)
    return Request(cells[0], _whole(number, cells[1]), cells[2], _whole(number, cells[3]), wanted)


def _cover(row: Row) -> Cover:
    number, cells = _cells(row, 5)
    day, wanted, missing, surplus = (_whole(number, cells[i]) for i in (0, 2, 3, 4))
    return Cover(day, cells[1], wanted, missing, surplus)
