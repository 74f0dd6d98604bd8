"""Query parameters of lists: filters, window, page."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, create_model

from contracts.fields import ExternalRef, Id, Instant
from planning_core.domain.people import AvailabilityKind
from planning_core.domain.reference import Severity
from planning_core.domain.work import AssignmentStatus, ShiftStatus, Source
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.listing import WINDOWED
from planning_core.ports.plan_store import FILTERS, Query

_MANY = Field(max_length=500)
_MARK_BYTES = 6
Limit = Annotated[int, Field(ge=1, le=500, description="Most items of a page.")]
Cursor = Annotated[
    str, StringConstraints(max_length=600), Field(description="The `next` of the page before.")
]

_TYPES: Mapping[tuple[str, str], Any] = {
    ("shift", "status"): ShiftStatus,
    ("assignment", "status"): AssignmentStatus,
    ("assignment", "source"): Source,
    ("availability", "kind"): AvailabilityKind,
    ("blackout", "severity"): Severity,
}


class Paging(BaseModel):
    """Which page of a list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Limit = 100
    cursor: Cursor | None = None


class Period(Paging):
    """A page of what overlaps `[from, to)`."""

    from_: Instant | None = Field(default=None, alias="from", description="Keeps what ends after.")
    to: Instant | None = Field(default=None, description="Keeps what starts before.")


def filters_of(kind: str) -> type[Paging]:
    """The query parameters of the list of one kind, all filters repeatable."""
    fields: dict[str, Any] = {}
    for name in sorted(FILTERS[kind]):
        one: Any = _TYPES.get((kind, name), ExternalRef if name == "external_ref" else Id)
        fields[name] = (Annotated[list.__class_getitem__(one), _MANY], Field(default=[]))
    base = Period if kind in WINDOWED else Paging
    words = "".join(part.capitalize() for part in kind.split("_"))
    return create_model(f"{words}Filters", __base__=base, **fields)


def query_of(kind: str, asked: Paging, path: str) -> Query:
    """The store's query that these parameters of the list at a path come to.

    Raises InvalidInput for a broken cursor or window.
    """
    where = {
        name: tuple(str(value) for value in getattr(asked, name))
        for name in FILTERS[kind]
        if getattr(asked, name)
    }
    starts, ends = window_of(asked)
    return Query(
        kind=kind,
        where=where,
        ends_after=starts,
        starts_before=ends,
        after=opened(asked.cursor, path),
        limit=asked.limit,
    )


def window_of(asked: Paging) -> tuple[datetime | None, datetime | None]:
    """Start and end of the window asked for. Raises InvalidInput where it is reversed."""
    starts, ends = getattr(asked, "from_", None), getattr(asked, "to", None)
    if starts is not None and ends is not None and starts >= ends:
        raise InvalidInput([Fault("query.to", ends.isoformat(), "end_not_after_start")])
    return starts, ends


@contextmanager
def paging(asked: Paging) -> Iterator[None]:
    """While a store lists: a cursor that it cannot read is named as the caller wrote it."""
    try:
        yield
    except InvalidInput as error:
        raise InvalidInput(
            [
                Fault("query.cursor", asked.cursor, f.reason, f.limits) if f.path == "cursor" else f
                for f in error.faults
            ]
        ) from None


def closed(after: str | None, path: str) -> str | None:
    """A store's place in the list at a path, as a cursor that callers make nothing of."""
    if after is None:
        return None
    place = after.encode()
    return base64.urlsafe_b64encode(_mark(place, path) + place).decode().rstrip("=")


def opened(cursor: str | None, path: str) -> str | None:
    """The store's place that a cursor stands for. Raises InvalidInput for what that list never gave out."""
    if cursor is None:
        return None
    try:
        read = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", validate=True)
        mark, place = read[:_MARK_BYTES], read[_MARK_BYTES:].decode()
    except (binascii.Error, ValueError):
        mark, place = b"", ""
    if not place or not place.isprintable() or mark != _mark(place.encode(), path):
        raise InvalidInput([Fault("query.cursor", cursor, "broken_cursor")])
    return place


def _mark(place: bytes, path: str) -> bytes:
    """Ties a place to its list, so that a cursor of another list or a made-up one is noticed."""
    return hashlib.blake2b(
        place, digest_size=_MARK_BYTES, key=hashlib.sha256(path.encode()).digest()
    ).digest()
