"""What a rule is, what it finds, and the conflict that comes of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from planning_core.domain.reference import Severity
from planning_core.domain.time import instant

if TYPE_CHECKING:
    from planning_core.rules.examples import Example
    from planning_core.rules.subjects import PersonTimeline, ShiftStaffing

Parameters = Mapping[str, int]


@attrs.frozen
class Parameter:
    """A figure that an administrator may set: a whole number of `unit`, within limits."""

    name: str
    unit: str
    default: int
    minimum: int = 0
    maximum: int = 1_000_000


@attrs.frozen(kw_only=True)
class Finding:
    """What a rule found: the facts, without the weight they carry.

    `subject` names what is judged (a person and a week, a pair of assignments) and stays the same
    while the figures move. `excess` says how bad it is, in any unit that grows as it gets worse.
    `start` and `end` are micros. `severity` is set only where the facts themselves lay it down.
    """

    subject: tuple[str, ...]
    details: Mapping[str, Any]
    start: int
    end: int
    excess: int
    shift_ids: tuple[str, ...] = ()
    assignment_ids: tuple[str, ...] = ()
    collaborator_ids: tuple[str, ...] = ()
    severity: Severity | None = None


@attrs.frozen(kw_only=True)
class Conflict:
    """One finding of one rule about shifts, assignments and people.

    `details` holds the rule's own figures (`found`, `limit`, `unit`, ...). `overridden` says that a
    planner let it stand, with a reason.
    """

    type: Severity
    rule: str
    details: Mapping[str, Any] = attrs.field(hash=False)
    shift_ids: tuple[str, ...]
    assignment_ids: tuple[str, ...]
    collaborator_ids: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    subject: tuple[str, ...]
    excess: int
    overridden: bool = False

    @cached_property
    def fingerprint(self) -> str:
        """A name of 16 hex digits that stays the same as long as the facts do."""
        facts = [
            self.rule,
            self.subject,
            self.shift_ids,
            self.assignment_ids,
            self.collaborator_ids,
            self.starts_at.isoformat(),
            self.ends_at.isoformat(),
            self.details,
        ]
        text = json.dumps(facts, sort_keys=True, default=str)
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of a decision or a publication."""
        return self.type is Severity.HARD and not self.overridden

    def sort_key(self) -> tuple[datetime, str, tuple[str, ...]]:
        """The stable order in which conflicts are listed."""
        return self.starts_at, self.rule, self.subject


class Rule:
    """A pure check over a person's timeline, a shift's staffing, or both.

    A subclass sets the class attributes and overrides `person`, `shift` or both. `sentences` maps a
    variant (the finding's `details["pattern"]`, or "") to a template per language; templates name
    details and `{person}`, see `planning_core.rules.sentences`.
    """

    code: ClassVar[str]
    severity: ClassVar[Severity]
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    description: ClassVar[Mapping[str, str]]
    sentences: ClassVar[Mapping[str, Mapping[str, str]]]
    legal_source: ClassVar[str | None] = None
    severity_fixed: ClassVar[bool] = False
    overridable: ClassVar[bool] = True
    always_active: ClassVar[bool] = False
    accepted: ClassVar[tuple[Example, ...]] = ()
    refused: ClassVar[tuple[Example, ...]] = ()

    def reach(self, parameters: Parameters) -> timedelta:
        """How far from a change, on both sides, the rule must see to judge it."""
        return timedelta(0)

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterable[Finding]:
        """What is wrong with one person's work."""
        return ()

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """What is wrong with one shift and who is on it."""
        return ()


def conflict_of(rule: Rule, severity: Severity, finding: Finding, overridden: bool) -> Conflict:
    """The conflict that a finding comes to under a severity in force."""
    if severity is Severity.HARD and finding.severity is not None:
        severity = finding.severity
    return Conflict(
        type=severity,
        rule=rule.code,
        details=finding.details,
        shift_ids=finding.shift_ids,
        assignment_ids=finding.assignment_ids,
        collaborator_ids=finding.collaborator_ids,
        starts_at=instant(finding.start),
        ends_at=instant(finding.end),
        subject=finding.subject,
        excess=finding.excess,
        overridden=overridden and severity is Severity.HARD,
    )
