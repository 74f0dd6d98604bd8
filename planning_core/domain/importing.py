"""What comes in from a file: rows as they were read, and items with fields of an entity."""

from __future__ import annotations

from collections.abc import Mapping
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
    """Where a row stands: the file, its first line counted from 1, and in JSON its section and index."""

    file: str
    line: int
    path: str | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" + (f" {self.path}" if self.path else "")


@attrs.frozen
class RawRow:
    """A row as a file holds it: texts by header (CSV) or JSON values by key.

    `faults` says why it is no row at all: too few cells, no object.
    """

    place: Place
    kind: str
    values: Mapping[str, Any]
    faults: tuple[Fault, ...] = ()


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
