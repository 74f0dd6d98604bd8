"""Conflicts before and after: which are new, which are gone, which stood and got no worse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import attrs

from planning_core.domain.conflict import Conflict


@attrs.frozen
class Comparison:
    """What changed between two evaluations of the same people and shifts.

    `new` holds conflicts that did not stand before, or stand worse; `resolved` those of before that
    no later one goes on with.
    """

    new: tuple[Conflict, ...]
    resolved: tuple[Conflict, ...]


def compare(before: Iterable[Conflict], after: Iterable[Conflict]) -> Comparison:
    """Sort conflicts into new and resolved ones.

    A conflict goes on with an earlier one of the same rule and subject if it is no worse and either
    overlaps it in time or concerns the same assignments. So removing one day of a run of twenty is a
    repair, though two shorter runs remain, and a second overlap of one person is always new.
    """
    standing: dict[tuple[str, tuple[str, ...]], list[Conflict]] = defaultdict(list)
    for conflict in before:
        standing[conflict.rule, conflict.subject].append(conflict)
    new = []
    carried_on: set[int] = set()
    for conflict in after:
        earlier = [c for c in standing[conflict.rule, conflict.subject] if _goes_on(c, conflict)]
        carried_on.update(id(c) for c in earlier)
        if not any(_no_worse(conflict, c) for c in earlier):
            new.append(conflict)
    resolved = [c for group in standing.values() for c in group if id(c) not in carried_on]
    return Comparison(tuple(new), tuple(sorted(resolved, key=Conflict.sort_key)))


def _goes_on(earlier: Conflict, later: Conflict) -> bool:
    if earlier.starts_at < later.ends_at and later.starts_at < earlier.ends_at:
        return True
    return earlier.assignment_ids == later.assignment_ids and earlier.shift_ids == later.shift_ids


def _no_worse(later: Conflict, earlier: Conflict) -> bool:
    if later.type.value == "hard" and earlier.type.value != "hard":
        return False
    if earlier.overridden and not later.overridden:
        return later.excess < earlier.excess
    return later.excess <= earlier.excess
