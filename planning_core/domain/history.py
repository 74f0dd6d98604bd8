"""What the plan was: publications and the audit trail; and how a rule is set."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import attrs

from planning_core.domain import checks
from planning_core.domain.reference import Severity
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift


@attrs.frozen(kw_only=True)
class PublishedShift:
    """A shift with its active assignments, as a publication held them."""

    shift: Shift
    assignments: tuple[Assignment, ...] = ()


@attrs.frozen(kw_only=True)
class Publication:
    """A numbered, immutable version of the plan of a period.

    `site_ids` and `mission_ids` are its scope (empty: all). `snapshot` holds the published shifts;
    `removed_shift_ids` those that an earlier version of this scope held and this one no longer does.
    """

    id: str = attrs.field(validator=checks.is_id)
    number: int = attrs.field(validator=checks.whole(1))
    starts_at: datetime = attrs.field(converter=checks.to_start)
    ends_at: datetime = attrs.field(converter=checks.to_end)
    site_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    mission_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    user_id: str = attrs.field(validator=checks.is_id)
    published_at: datetime = attrs.field(converter=checks.to_instant)
    note: str | None = attrs.field(default=None, validator=checks.is_optional_text)
    snapshot: tuple[PublishedShift, ...] = ()
    removed_shift_ids: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        checks.ordered(self.starts_at, self.ends_at)

    @property
    def window(self) -> Window:
        """The period published."""
        return Window(self.starts_at, self.ends_at)


@attrs.frozen(kw_only=True)
class PlanningChange:
    """One audit entry: who did what to which thing, what it was and what it became.

    `before` and `after` are records as `planning_core.domain.record` makes them (None: there was or is
    nothing); `timestamp` is in UTC.
    """

    id: str = attrs.field(validator=checks.is_id)
    entity: str
    entity_id: str
    user_id: str
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    timestamp: datetime = attrs.field(converter=checks.to_instant)
    request_id: str | None = None


@attrs.frozen(kw_only=True)
class RuleSetting:
    """How an organization departs from its rule set for one rule; None keeps what the set says.

    `id` is the rule's code; `parameters` holds only the values that differ.
    """

    id: str = attrs.field(validator=checks.is_id)
    active: bool | None = None
    severity: Severity | None = None
    parameters: Mapping[str, int] = attrs.field(factory=dict, hash=False)
    version: int = 1
