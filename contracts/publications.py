"""Publications: numbered versions of the plan, and what changed between two."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from contracts.assignments import AssignmentOut
from contracts.conflicts import ConflictOut
from contracts.fields import Ids, Instant, Text
from contracts.incoming import Incoming
from contracts.outgoing import Listing, Outgoing
from contracts.shifts import ShiftOut


class PublishIn(Incoming):
    """The period and scope to publish; empty lists take everything."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "from": "2026-03-02T00:00:00+01:00",
                    "to": "2026-03-30T00:00:00+02:00",
                    "site_ids": [],
                    "mission_ids": [],
                    "note": "March, first version",
                }
            ]
        }
    )

    from_: Instant = Field(alias="from")
    to: Instant
    site_ids: Ids = Field(default=[])
    mission_ids: Ids = Field(default=[])
    note: Text | None = None


class PublicationOut(Outgoing):
    """A numbered, immutable version of the plan of a period."""

    id: str
    number: int
    starts_at: Instant
    ends_at: Instant
    site_ids: list[str]
    mission_ids: list[str]
    user_id: str
    published_at: Instant
    note: str | None


class PublishedShiftOut(Outgoing):
    """A shift with its active assignments, as a publication held them."""

    shift: ShiftOut
    assignments: list[AssignmentOut]


class PublicationWithSnapshot(PublicationOut):
    """A publication with all that it holds."""

    snapshot: list[PublishedShiftOut]
    removed_shift_ids: list[str]


class ShiftDifferenceOut(Outgoing):
    """A shift before and after; `fields` names what differs (`assignments` among them)."""

    shift_id: str
    before: PublishedShiftOut | None
    after: PublishedShiftOut | None
    fields: list[str]


class PersonDifferenceOut(Outgoing):
    """What changes for one person: ids of shifts they gain, see changed, or lose."""

    collaborator_id: str
    name: str
    added: list[str]
    changed: list[str]
    removed: list[str]


class DiffOut(Outgoing):
    """What changed between two versions, shift by shift and person by person."""

    added: list[ShiftDifferenceOut]
    changed: list[ShiftDifferenceOut]
    removed: list[ShiftDifferenceOut]
    people: list[PersonDifferenceOut]


class PublishAnswer(Outgoing):
    """The new version, the conflicts that stand in it, and what changed since the one before."""

    publication: PublicationOut
    conflicts: list[ConflictOut]
    diff: DiffOut


class PublishPreview(Outgoing):
    """What publishing would change, and the conflicts in its scope."""

    conflicts: list[ConflictOut]
    diff: DiffOut
    would_be_refused: bool


class PublicationItem(Outgoing):
    """A version in a list."""

    publication: PublicationOut
    conflicts: list[ConflictOut]


class PublicationAnswer(Outgoing):
    """A version with its snapshot; conflicts are those of the plan of today in its period and scope."""

    publication: PublicationWithSnapshot
    conflicts: list[ConflictOut]


class PublicationPage(Listing):
    """One page of versions, newest first."""

    items: list[PublicationItem]


class DiffAnswer(Outgoing):
    """What changed from the first version to the second."""

    diff: DiffOut
