"""What comes in from a file: rows as they were read, and items with fields of an entity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from planning_core.errors import Fault

IMPORT_ORDER = (
    "organization",
    "rule",
    "skill",
    "role",
    "site",
    "team",
    "mission",
    "shift_template",
    "collaborator",
    "blackout",
    "availability",
    "shift",
    "assignment",
)
"""The kinds of item in the order in which they come in: each follows those it refers to. `organization` is
the rule set and the zone, `rule` the setting of one rule."""


@attrs.frozen
class Place:
    """Where a row stands: the file, its first line counted from 1; in JSON its section and index, in a
    workbook its sheet, with the letters of the columns by what the header calls them."""

    file: str
    line: int
    path: str | None = None
    letters: Mapping[str, str] | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f" {self.path}" if self.path else "")

    def cell(self, column: str | None) -> str | None:
        """In a workbook the cell in that column, as `B7`."""
        letter = (self.letters or {}).get(column or "")
        return f"{letter}{self.line}" if letter else None


@attrs.frozen
class Header:
    """The names of columns that a file gives for rows of a kind, and where they stand."""

    kind: str
    names: tuple[str, ...]
    place: str


@attrs.frozen
class LocalTime:
    """A date and time as clocks show it: of which zone is known once it is known whose row it is."""

    value: datetime


@attrs.frozen
class CalendarEvent:
    """Which event of a calendar a row comes from: its `uid`, and which of its times it is.

    `times` are all that the event has now; what an earlier import brought in for others of it is taken away.
    A row without a time (`at` None) speaks of an event that is cancelled.
    """

    uid: str
    at: str | None
    times: frozenset[str]


@attrs.frozen
class RawRow:
    """A row as a file holds it: texts by header (CSV), JSON values by key, texts and dates (XLSX).

    `faults` says why it is no row at all: too few cells, no object. `given` are fields of the item that no
    column holds.
    """

    place: Place
    kind: str
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()
    given: Mapping[str, Any] = attrs.field(factory=dict)


@attrs.frozen
class ImportItem:
    """One row under the fields of the entity it speaks of.

    `data` holds the fields that the row gives, other entities named by external reference, id or name;
    a field that is not there stays as it is stored. `columns` says what the file calls each field.
    An item with `faults` cannot be taken in.
    """

    place: Place
    kind: str
    data: Mapping[str, Any]
    columns: Mapping[str, str] = attrs.field(factory=dict)
    faults: tuple[Fault, ...] = ()
