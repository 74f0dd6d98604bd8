"""Conflicts as far as a caller's part of the plan goes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import attrs

from planning_core.domain.conflict import Conflict
from planning_core.domain.people import Collaborator
from planning_core.domain.principal import Principal
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.limits import Part, part_of

ELSEWHERE = "elsewhere"
"""Stands in a conflict's details in the place of a template of others."""


def conflicts_within(
    conflicts: Iterable[Conflict],
    principal: Principal,
    uow: UnitOfWork,
    *,
    own: Collection[str] = frozenset(),
) -> Sequence[Conflict]:
    """Those that concern the caller's part of the plan, without ids of what is not in it.

    A conflict concerns it that names a shift of it, or names none and is about one of its people. When
    somebody works elsewhere is told (the conflict's window and figures), not where and on what. What is not
    stored is the caller's own: a change that was refused or only tried. `own` are ids of shifts and
    assignments that are known to be theirs, which need not be looked up.
    """
    found = list(conflicts)
    part = part_of(principal, uow)
    if part is None or not found:
        return found
    known = _Known.of(found, part, own, uow)
    return [seen for one in found if (seen := known.seen(one)) is not None]


@attrs.frozen(kw_only=True)
class _Known:
    """What conflicts name and is not of the caller's part of the plan; the people who are."""

    shifts: set[str]
    assignments: set[str]
    templates: set[str]
    people: set[str]

    @classmethod
    def of(cls, conflicts: Sequence[Conflict], part: Part, own: Collection[str], uow: UnitOfWork) -> _Known:
        """Looked up for all of these conflicts at once."""
        theirs = frozenset(own)
        shifts = _outside("shift", {i for c in conflicts for i in c.shift_ids} - theirs, part, uow)
        seats = {i for c in conflicts for i in c.assignment_ids} - theirs
        named = uow.plan.get_many("assignment", seats)
        on = {i: a.shift_id for i, a in named.items() if isinstance(a, Assignment)}
        shifts |= _outside("shift", set(on.values()) - shifts, part, uow)
        templates = {i for c in conflicts for i in _templates_in(c.details).values()}
        alone = {i for c in conflicts if not c.shift_ids for i in c.collaborator_ids}
        people = uow.plan.get_many("collaborator", alone)
        return cls(
            shifts=shifts,
            assignments={i for i, shift_id in on.items() if shift_id in shifts},
            templates=_outside("shift_template", templates, part, uow),
            people={i for i, p in people.items() if isinstance(p, Collaborator) and part.holds_person(p)},
        )

    def seen(self, conflict: Conflict) -> Conflict | None:
        """The conflict as the caller may know it; None where it does not concern them."""
        shift_ids = tuple(one for one in conflict.shift_ids if one not in self.shifts)
        if not shift_ids and (conflict.shift_ids or self.people.isdisjoint(conflict.collaborator_ids)):
            return None
        hidden = {k: ELSEWHERE for k, i in _templates_in(conflict.details).items() if i in self.templates}
        if len(shift_ids) == len(conflict.shift_ids) and not hidden:
            return conflict
        seen = attrs.evolve(
            conflict,
            shift_ids=shift_ids,
            assignment_ids=tuple(one for one in conflict.assignment_ids if one not in self.assignments),
            details={**conflict.details, **hidden},
            elsewhere=True,
        )
        return seen.known_as(conflict.fingerprint)


def _outside(kind: str, ids: Collection[str], part: Part, uow: UnitOfWork) -> set[str]:
    stored = uow.plan.get_many(kind, ids)
    return {i for i, one in stored.items() if isinstance(one, Shift | ShiftTemplate) and not part.holds(one)}


def _templates_in(details: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: value for key, value in details.items() if key.endswith("template_id") and isinstance(value, str)
    }
