"""Where the audit trail and the publications are kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import attrs

from planning_core.domain.audit_chain import ChainLink, StoredEntry
from planning_core.domain.history import PlanningChange, Publication, RuleSetting

DEFAULT_RULE_SET = "fr"
DEFAULT_TIMEZONE = "Europe/Paris"
"""Rule set and zone of an organization that has not said otherwise."""


@attrs.frozen(kw_only=True)
class AuditQuery:
    """Which audit entries to list: those of `[since, until)`; an empty tuple keeps all. `after` is the `next`
    of an earlier page."""

    entities: tuple[str, ...] = ()
    entity_ids: tuple[str, ...] = ()
    user_ids: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    after: str | None = None
    limit: int = 100


@attrs.frozen
class AuditPage:
    """One page of the audit trail, and where the next begins."""

    items: Sequence[PlanningChange]
    next: str | None


class AuditLog(Protocol):
    """The audit trail: written, never altered; a chain of hashes (`planning_core.domain.audit_chain`)."""

    def append(self, entries: Sequence[PlanningChange]) -> None:
        """Add entries, in their order, each under the next number (from 1, without gaps) and with its hash.

        Until the transaction ends nobody else appends.
        """
        ...

    def page(self, query: AuditQuery) -> AuditPage:
        """One page, newest first. Raises InvalidInput for a broken `after`."""
        ...

    def origin(self) -> str:
        """What the first entry's hash builds on."""
        ...

    def head(self) -> ChainLink:
        """The newest entry's number and hash as noted beside the entries (0 and `origin`: none yet)."""
        ...

    def newest(self) -> int:
        """The highest number that an entry is stored under, 0 where there is none."""
        ...

    def stored(self, after: int | None, until: int | None, limit: int) -> Sequence[StoredEntry]:
        """What is stored under numbers above `after` and up to `until` (None: no bound), by number.

        Reads whatever is there: what no entry can be made of comes without one.
        """
        ...


class PublicationStore(Protocol):
    """Publications by number, without gaps from 1."""

    def next_number(self) -> int:
        """The number of the next publication, held against other writers until the transaction ends."""
        ...

    def add(self, publication: Publication) -> None:
        """Keep a publication with its snapshot."""
        ...

    def get(self, number: int) -> Publication | None:
        """A publication with its snapshot, or None."""
        ...

    def newest(self, after: int | None, limit: int) -> list[Publication]:
        """Publications, newest first, below the number `after`, their snapshots left empty."""
        ...

    def up_to(self, number: int) -> list[Publication]:
        """All publications with their snapshots from the first to that number, in order."""
        ...

    def published_to(self, collaborator_id: str) -> dict[str, int]:
        """The shifts that are published to a person now, each with the number of the publication saying so.

        Of each shift the latest publication counts that holds or removes it: the person must be on it there.
        """
        ...


class RuleSettings(Protocol):
    """How this organization departs from its rule set, and which set that is."""

    def rule_set(self) -> str:
        """The name of the rule set: `fr` or `eu`."""
        ...

    def timezone(self) -> str:
        """The organization's zone, which people without one of their own live in."""
        ...

    def configure(self, *, rule_set: str | None = None, timezone: str | None = None) -> None:
        """Set the rule set or the zone (None: as it is). Raises InvalidInput for a zone that is not known."""
        ...

    def settings(self) -> list[RuleSetting]:
        """Every stored setting, by code."""
        ...

    def put(self, setting: RuleSetting) -> None:
        """Keep a setting in the place of the earlier one of that rule."""
        ...

    def checked_under(self) -> str | None:
        """The digest of the rules that the stored conflicts were found with (None: never checked)."""
        ...

    def mark_checked(self, digest: str) -> None:
        """Note under which rules the stored conflicts were found."""
        ...
