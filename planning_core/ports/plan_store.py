"""Where the plan's entities are kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.domain.reference import Mission
from planning_core.domain.time import Window
from planning_core.domain.work import Shift


@attrs.frozen(kw_only=True)
class Query:
    """Which entities of one kind to list.

    `where` maps a field to the values it may have; the fields that each kind takes stand in
    `FILTERS`. `starts_before` and `ends_after` keep what overlaps `[ends_after, starts_before)`;
    recurring availability always stays. `after` is the `next` of an earlier page.
    """

    kind: str
    where: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    ends_after: datetime | None = None
    starts_before: datetime | None = None
    after: str | None = None
    limit: int = 100


FILTERS: Mapping[str, frozenset[str]] = {
    "skill": frozenset({"external_ref"}),
    "role": frozenset({"external_ref"}),
    "site": frozenset({"external_ref"}),
    "team": frozenset({"external_ref"}),
    "mission": frozenset({"external_ref", "team_id", "site_id", "role_id"}),
    "blackout": frozenset({"external_ref", "site_id", "severity"}),
    "collaborator": frozenset({"external_ref", "team_id", "site_id", "role_id"}),
    "availability": frozenset({"collaborator_id", "kind"}),
    "shift_template": frozenset({"external_ref", "mission_id", "site_id", "role_id", "team_id"}),
    "shift": frozenset(
        {"external_ref", "mission_id", "site_id", "role_id", "template_id", "status", "collaborator_id"}
    ),
    "assignment": frozenset(
        {"shift_id", "collaborator_id", "role_id", "status", "source", "site_id", "mission_id"}
    ),
}
"""Fields that a Query of each kind may filter by. Of an assignment, site, mission and time are its shift's;
`collaborator_id` of a shift keeps those with an assignment of that person that is not rejected; site and
role of a mission or of a person keep those that name one of them."""


@attrs.frozen
class Page:
    """One page of a listing, and where the next begins (None: this was the last)."""

    items: Sequence[Entity]
    next: str | None


class PlanStore(Protocol):
    """Entities of one organization."""

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity of that kind and id, or None."""
        ...

    def get_many(self, kind: str, ids: Collection[str]) -> dict[str, Entity]:
        """Those of these ids that exist, by id."""
        ...

    def gather(self, wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Entity]:
        """Those of these ids, by kind, that exist, by kind and id: `get_many` of several kinds at once."""
        ...

    def by_external_ref(self, kind: str, refs: Collection[str]) -> dict[str, Entity]:
        """Those that carry one of these external references, by reference.

        Availability and assignments have none: an empty dict.
        """
        ...

    def assignments_of_shifts(self, shift_ids: Collection[str]) -> list[Entity]:
        """All assignments to these shifts, rejected ones too."""
        ...

    def neighbourhood(
        self, *, collaborator_ids: Collection[str], shift_ids: Collection[str], window: Window | None
    ) -> list[Entity]:
        """What rules must see to judge these people and these shifts, each entity once.

        The people, their assignments whose shift overlaps the window (None: all) with those shifts, and
        what is said of their time (recurring, or within two days of the window); the shifts named with
        all their assignments; the roles, templates and sites of all these shifts, the missions of the
        shifts named; blackouts of the sites of the shifts named that overlap those shifts.
        """
        ...

    def blackouts_over(self, shifts: Collection[Shift]) -> list[Entity]:
        """Blackouts that overlap one of these shifts at its site, whether the shift is stored or not."""
        ...

    def collaborators_working(
        self, *, role_id: str | None = None, template_id: str | None = None
    ) -> set[str]:
        """People with an assignment (not rejected) on a shift of that role or of that template."""
        ...

    def shifts_at(self, site_id: str, window: Window) -> set[str]:
        """Ids of shifts of a site, not cancelled, that overlap a window."""
        ...

    def shift_outside(self, mission: Mission) -> str | None:
        """The id of a shift or template of that mission, not cancelled, that its sites, roles or window leave
        out (templates have no window); None where all fit."""
        ...

    def period(
        self, window: Window, *, site_ids: Collection[str] = (), mission_ids: Collection[str] = ()
    ) -> list[Entity]:
        """The shifts that start in a window (cancelled ones too) with their assignments, kept to sites and
        missions where any are named."""
        ...

    def first_reference(self, kind: str, entity_id: str) -> tuple[str, str] | None:
        """Kind and id of one entity that refers to this one, or None."""
        ...

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Names of people, skills, roles, sites, teams, missions and templates by id."""
        ...

    def page(self, query: Query) -> Page:
        """One page, shifts and assignments in order of the shift's start, then id; the rest by id.

        Raises InvalidInput for a field that the kind is not filtered by (`unknown_field`), or a broken
        `after` (`broken_cursor`).
        """
        ...

    def collaborator_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of people, in order, following `after`."""
        ...

    def shift_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of shifts, in id order, following `after`."""
        ...

    def write(self, edits: Sequence[Edit], *, overlapping: bool = False) -> None:
        """Carry out edits, those of one kind in their order.

        A store may refuse active assignments of one person that overlap, by HardConflicts, as a second fence
        behind the rules; `overlapping` lets them in.

        Raises StaleVersion where a stored version is not `before`'s (0: gone), InvalidInput (`repeated`)
        where another entity of the kind has that external reference or a new one's id, NotFound where
        the shift of an assignment is not stored once all is carried out.
        """
        ...
