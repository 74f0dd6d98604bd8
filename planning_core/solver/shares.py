"""What each term of the objective has a share in: in all, by person, by shift."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import attrs

from planning_core.domain.objective import SCALE
from planning_core.solver.encode import Encoded
from planning_core.solver.meaning import priced_bounds
from planning_core.solver.problem import Roster

Terms = Mapping[str, float]
"""Points by term: `missing`, `surplus`, `soft`, `wishes`, `change`, `continuity`, `hours`, `nights`,
`weekends`, `contract_hours`, `contract_pattern`. Those that come to nothing are left out."""


@attrs.frozen(kw_only=True)
class Shares:
    """What each term adds to the objective of a roster.

    A person's share holds what their duties cost and what their bounds do, and the wishes and earlier
    proposals of theirs that are not kept; a shift's what its missing and surplus people cost and what those
    on it do. Seats for which a shift has no room are missing in all alone.
    """

    total: Terms
    by_person: Mapping[str, Terms]
    by_shift: Mapping[str, Terms]


def shares_of(encoded: Encoded, roster: Roster) -> Shares:
    """Every term's share in what a roster costs."""
    problem = encoded.problem
    people: dict[str, Counter[str]] = {}
    shifts: dict[str, Counter[str]] = {}
    present: Counter[int] = Counter()
    for person, draft, taken in zip(problem.staff, encoded.drafts, roster, strict=True):
        own: Counter[str] = Counter(draft.constants)  # from which what is kept is taken off
        for duty in taken:
            present[duty] += 1
            costs = draft.costs_of(duty)
            own.update(costs)
            shifts.setdefault(problem.duties[duty].shift_id, Counter()).update(costs)
        bounds = priced_bounds(problem, person, taken)
        own.update({term: cost * encoded.unit for term, cost in bounds.items()})
        people[person.person_id] = own
    for number, duty_of in enumerate(problem.duties):
        count = present[number]
        cover = {
            "missing": duty_of.shortage_cost * encoded.unit * max(0, duty_of.need - count),
            "surplus": duty_of.surplus_cost * encoded.unit * max(0, count - duty_of.need),
        }
        shifts.setdefault(duty_of.shift_id, Counter()).update(cover)
    return _told(encoded, people, shifts)


def _told(encoded: Encoded, people: dict[str, Counter[str]], shifts: dict[str, Counter[str]]) -> Shares:
    total: Counter[str] = Counter({"missing": encoded.unfillable_cost})
    for own in people.values():
        total.update(own)
    for counted in shifts.values():
        total.update({term: counted[term] for term in ("missing", "surplus")})
    return Shares(
        total=_points(total),
        by_person={key: _points(own) for key, own in people.items() if any(own.values())},
        by_shift={key: _points(own) for key, own in shifts.items() if any(own.values())},
    )


def _points(costs: Mapping[str, int]) -> Terms:
    return {term: cost / SCALE for term, cost in sorted(costs.items()) if cost}
