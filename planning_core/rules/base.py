"""What a rule is, what it finds, and the conflict that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.reference import Severity
from planning_core.domain.time import instant

if TYPE_CHECKING:
    from planning_core.rules.examples import Example
    from planning_core.rules.subjects import PersonTimeline, ShiftStaffing

Parameters = Mapping[str, int]


def text(*, en: str, fr: str) -> Mapping[str, str]:
    """One text in both languages."""
    return MappingProxyType({"en": en, "fr": fr})


def variants(**patterns: Mapping[str, str]) -> Mapping[str, Mapping[str, str]]:
    """Sentences by the `pattern` that a finding's details name."""
    return MappingProxyType(patterns)


def single(*, en: str, fr: str) -> Mapping[str, Mapping[str, str]]:
    """The one sentence of a rule whose findings are all alike."""
    return MappingProxyType({"": text(en=en, fr=fr)})


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

    def binds_auto_assign(self, details: Mapping[str, Any]) -> bool:
        """Whether auto-assign must not bring about a finding of these details, even where it is soft.

        A planner may go beyond what was agreed with a person; a machine does not do so unasked.
        """
        return False

    def person(self, timeline: PersonTimeline, parameters: Parameters) -> Iterable[Finding]:
        """What is wrong with one person's work."""
        return ()

    def shift(self, staffing: ShiftStaffing, parameters: Parameters) -> Iterable[Finding]:
        """What is wrong with one shift and who is on it."""
        return ()


def conflict_of(rule: Rule, severity: Severity, finding: Finding, overridden: bool, owner: str) -> Conflict:
    """The conflict that a finding comes to under a severity in force."""
    if severity is Severity.HARD and finding.severity is not None:
        severity = finding.severity
    return Conflict(
        type=severity,
        rule=rule.code,
        owner=owner,
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
