"""Bounds on sums as the engine holds them: a maximum and a minimum of one sum as one bound."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.solver.problem import Total


def paired(totals: Sequence[Total]) -> list[Total]:
    """Bounds on sums, a maximum and a minimum of the same amounts put together where both can be kept.

    The engine prices and carries a few sums at once: one sum with two ends takes one place of them.
    """
    found: list[Total] = []
    for total in totals:
        at = next((at for at, other in enumerate(found) if _ends_of_one(other, total)), None)
        if at is None:
            found.append(total)
        else:
            found[at] = _with_both(found[at], total)
    return found


def _ends_of_one(one: Total, other: Total) -> bool:
    if one.amounts is not other.amounts:
        return False
    if one.at_least is None and other.at_most is None:
        one, other = other, one
    if one.at_most is not None or other.at_least is not None:
        return False
    return one.at_least is not None and other.at_most is not None and one.at_least <= other.at_most


def _with_both(one: Total, other: Total) -> Total:
    least, most = (one, other) if one.at_most is None else (other, one)
    return attrs.evolve(least, at_most=most.at_most, cost_above=most.cost_above)
