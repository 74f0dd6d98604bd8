"""The one function that decides about changes: what they come to, what conflicts they make or mend.

It is pure. A write carries out what it allows; a preview shows what it says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property

import attrs

from planning_core.domain.change import Change, Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.kinds import Entity
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import Fault, InvalidInput
from planning_core.rules.comparison import Comparison, compare
from planning_core.rules.engine import evaluate
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.affected import Affected, affected_by
from planning_core.use_cases.alignment import check_alignment
from planning_core.use_cases.draft import Draft
from planning_core.use_cases.limits import require_within
from planning_core.use_cases.transitions import Author, apply_change, seat


@attrs.frozen(kw_only=True, slots=False)
class Outcome:
    """What changes come to.

    `edits` is what really changes, versions set. `before` and `after` are the conflicts of the people
    and shifts affected; `blocking` those for which a write is refused. `result` is the plan afterwards,
    as far as it was loaded.
    """

    changes: tuple[Change, ...]
    edits: tuple[Edit, ...]
    result: Plan
    before: tuple[Conflict, ...]
    after: tuple[Conflict, ...]
    new_conflicts: tuple[Conflict, ...]
    resolved_conflicts: tuple[Conflict, ...]
    blocking: tuple[Conflict, ...]

    @cached_property
    def _by_key(self) -> dict[tuple[str, str], Edit]:
        return {(e.entity, e.id): e for e in self.edits}

    def removed(self, position: int) -> bool:
        """Whether the change at that position took its entity away."""
        change = self.changes[position]
        edit = self._by_key.get((change.entity, change.id))
        return edit is not None and edit.after is None

    def entity_at(self, position: int) -> Entity:
        """What the change at that position left: the entity now, or, where it went away, as it last was."""
        change = self.changes[position]
        return self.entity(change.entity, change.id)

    def entity(self, kind: str, entity_id: str) -> Entity:
        """The entity of that kind and id as the changes left it, or as it last was."""
        edit = self._by_key.get((kind, entity_id))
        found = (edit.after or edit.before) if edit else self.result.get(kind, entity_id)
        if found is None:
            raise LookupError(f"no {kind} {entity_id} in this outcome")
        return found

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Conflicts that stand afterwards and concern what was edited, and all that are new."""
        shifts = {e.id for e in self.edits if e.entity == "shift"}
        assignments = {e.id for e in self.edits if e.entity == "assignment"}
        new = {c.fingerprint for c in self.new_conflicts}
        return tuple(
            c
            for c in self.after
            if c.fingerprint in new
            or not shifts.isdisjoint(c.shift_ids)
            or not assignments.isdisjoint(c.assignment_ids)
        )


def concerning(conflicts: Iterable[Conflict], kind: str, entity_id: str) -> tuple[Conflict, ...]:
    """Those conflicts that name this shift, assignment or collaborator; none for other kinds."""
    field = {"shift": "shift_ids", "assignment": "assignment_ids", "collaborator": "collaborator_ids"}.get(
        kind
    )
    if field is None:
        return ()
    return tuple(c for c in conflicts if entity_id in getattr(c, field))


def decide(plan: Plan, changes: Sequence[Change], author: Author) -> Outcome:
    """Apply changes to a plan that holds all they touch, and compare the conflicts before and after.

    Raises InvalidInput, NotFound, StaleVersion, IllegalTransition, Locked, Forbidden or OutsideLimits where a
    change cannot be carried out at all. Conflicts are no error here: see `blocking`.
    """
    outcome = decide_edits(plan, changes, edits_of(plan, changes, author), author)
    if not author.trusted:
        _refuse_empty_overrides(outcome)
    return outcome


def decide_edits(plan: Plan, changes: Sequence[Change], edits: tuple[Edit, ...], author: Author) -> Outcome:
    """The outcome of edits worked out already."""
    result = plan.with_edits(edits)
    affected = affected_by(edits, result)
    affected_before = affected_by(edits, plan)
    affected.collaborator_ids |= affected_before.collaborator_ids
    affected.shift_ids |= affected_before.shift_ids
    before = _judge(plan, author.rules, affected)
    after = _judge(result, author.rules, affected)
    comparison = compare(before, after)
    blocking = () if author.trusted else _blocking(plan, edits, comparison, after, affected, author.rules)
    return Outcome(
        changes=tuple(changes),
        edits=edits,
        result=result,
        before=tuple(before),
        after=tuple(after),
        new_conflicts=comparison.new,
        resolved_conflicts=comparison.resolved,
        blocking=blocking,
    )


def edits_of(plan: Plan, changes: Sequence[Change], author: Author) -> tuple[Edit, ...]:
    """What changes really alter in a plan, in order, with new versions, every entity in agreement."""
    require_within(plan, changes, author.principal)
    draft = Draft(plan)
    for position, change in enumerate(changes):
        apply_change(draft, change, position, author)
    edits = tuple(_versioned(edit) for edit in draft.edits())
    for edit in edits:
        if edit.after is not None and edit.action != "mark":
            check_alignment(edit.after, draft, trusted=author.trusted or _stays(edit))
    return edits


def _stays(edit: Edit) -> bool:
    """Whether an assignment was active on that shift before."""
    before, after = edit.before, edit.after
    return (
        isinstance(before, Assignment)
        and isinstance(after, Assignment)
        and before.active
        and before.shift_id == after.shift_id
    )


def _versioned(edit: Edit) -> Edit:
    if edit.after is None or edit.action == "mark":
        return edit
    version = 1 if edit.before is None else edit.before.version + 1
    if edit.after.version == version:
        return edit
    return attrs.evolve(edit, after=attrs.evolve(edit.after, version=version))


def _judge(plan: Plan, rules: RuleBook, affected: Affected) -> list[Conflict]:
    return evaluate(
        plan,
        rules,
        collaborator_ids=sorted(affected.collaborator_ids),
        shift_ids=sorted(affected.shift_ids),
    )


def _blocking(
    plan: Plan,
    edits: Sequence[Edit],
    comparison: Comparison,
    after: list[Conflict],
    affected: Affected,
    rules: RuleBook,
) -> tuple[Conflict, ...]:
    """New hard conflicts that decisions, not facts, bring about, and that nobody overrides here and now."""
    decisions = [e for e in edits if e.is_decision]
    if not decisions:
        return ()
    facts = [e for e in edits if not e.is_decision]
    if facts:  # what they bring about by themselves refuses nothing
        comparison = compare(_judge(plan.with_edits(facts), rules, affected), after)
    blocking = _hard(comparison.new, decisions)
    return blocking + _against_publishing(edits, after, {c.fingerprint for c in blocking})


def _against_publishing(
    edits: Sequence[Edit], after: Iterable[Conflict], known: Collection[str]
) -> tuple[Conflict, ...]:
    """Hard conflicts that stand on shifts which become published by their status: as for a publication."""
    published = {
        e.id
        for e in edits
        if isinstance(e.after, Shift)
        and e.after.status is ShiftStatus.PUBLISHED
        and not (isinstance(e.before, Shift) and e.before.status is ShiftStatus.PUBLISHED)
    }
    return tuple(
        c for c in after if c.blocks and c.fingerprint not in known and not published.isdisjoint(c.shift_ids)
    )


def blocking_conflicts(
    base: Iterable[Conflict], after: Iterable[Conflict], decisions: Iterable[Edit]
) -> tuple[Conflict, ...]:
    """Hard conflicts that stand after decisions, did not before, and that no decided assignment overrides."""
    return _hard(compare(base, after).new, decisions)


def _hard(new: Iterable[Conflict], decisions: Iterable[Edit]) -> tuple[Conflict, ...]:
    """Those new conflicts that are hard and that no decided assignment overrides."""
    signed = {(a.id, code) for a in _newly_overridden(decisions) for code in _rules_of(a)}
    return tuple(
        c
        for c in new
        if c.type is Severity.HARD
        and not (c.overridden and any((a, c.rule) in signed for a in c.assignment_ids))
    )


def _rules_of(assignment: Assignment) -> tuple[str, ...]:
    return assignment.override.rules if assignment.override is not None else ()


def _newly_overridden(edits: Iterable[Edit]) -> Iterator[Assignment]:
    """Assignments whose override is given by these edits, for the seat that they now hold."""
    for edit in edits:
        before, after = edit.before, edit.after
        if isinstance(after, Assignment) and after.override is not None:
            known = isinstance(before, Assignment) and (before.override, seat(before)) == (
                after.override,
                seat(after),
            )
            if not known:
                yield after


def _refuse_empty_overrides(outcome: Outcome) -> None:
    """Raise InvalidInput for an override of what does not stand: nobody lets pass what nobody has seen."""
    standing = {(a, c.rule) for c in outcome.after if c.overridden for a in c.assignment_ids}
    faults = [
        Fault(f"override.rules.{index}", code, "nothing_to_override")
        for assignment in _newly_overridden(outcome.edits)
        for index, code in enumerate(_rules_of(assignment))
        if (assignment.id, code) not in standing
    ]
    if faults:
        raise InvalidInput(faults)
