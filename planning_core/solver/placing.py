"""A roster as proposals: placed on the plan one by one, seen by the evaluator, with reasons."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from planning_core.domain.objective import SCALE
from planning_core.ports.solver import Seats, Solution
from planning_core.rules.registry import RuleBook
from planning_core.solver.constructive import Progress
from planning_core.solver.encode import Encoded
from planning_core.solver.explain_choice import RunnersUp
from planning_core.solver.explain_clash import with_clashes
from planning_core.solver.filling import Candidate, Filling
from planning_core.solver.finishing import explained, settle, solution_of
from planning_core.solver.meaning import objective
from planning_core.solver.problem import Roster
from planning_core.solver.shares import shares_of

EMPTY_SHARE, CLASH_SHARE = 0.7, 0.4
"""How much of the time that is left may go into why seats are empty, and then into what clashes."""


def place_all(
    encoded: Encoded,
    roster: Roster,
    seats: Seats,
    rules: RuleBook,
    new_id: Callable[[], str],
    progress: Progress,
    *,
    bound: float | None,
    seconds_left: Callable[[], float],
) -> Solution:
    """The solution that a roster is, less what the evaluator refuses; each proposal says what it costs.

    Reasons are found as long as there is time: of what is left of it, empty seats get one part, what
    clashes another, and who else could have come the rest.
    """
    filling = Filling(seats, rules, new_id)
    drafts = {draft.person.id: draft for draft in encoded.drafts}
    for shift_id, person_id in encoded.pairs(roster):
        shift = filling.plan.shifts[shift_id]
        terms = drafts[person_id].costs_of(encoded.frame.position[shift_id])
        score = filling.ranking.score(person_id, shift, round(terms.get("soft", 0) / SCALE))
        placed = filling.place(shift, Candidate(person_id, score, 0))
        proposal = filling.proposals[placed.id]
        points = {term: cost / SCALE for term, cost in terms.items() if cost}
        reasons = {**proposal.reasons, "terms": points}
        filling.proposals[placed.id] = attrs.evolve(proposal, reasons=reasons)
    settle(filling, seats, rules)
    unfilled = explained(filling, _spent(seconds_left, EMPTY_SHARE), lambda: None)
    unfilled = with_clashes(unfilled, filling, seats, rules, _spent(seconds_left, CLASH_SHARE))
    pairs = [(one.shift_id, one.collaborator_id) for one in filling.placed.values()]
    kept = encoded.roster(pairs)
    for placed_id, choice in RunnersUp(encoded, kept, filling).of_all(_spent(seconds_left, 1.0)):
        proposal = filling.proposals[placed_id]
        reasons = {**proposal.reasons, "terms": choice.terms, "runners_up": choice.runners_up}
        filling.proposals[placed_id] = attrs.evolve(proposal, reasons=reasons)
    cost = encoded.points(objective(encoded.problem, kept))
    shares = shares_of(encoded, kept)
    people = {one.collaborator_id for one in filling.placed.values()}
    solution = attrs.evolve(
        solution_of(filling, unfilled, cost, bound),
        terms=shares.total,
        terms_by_person={one: terms for one, terms in shares.by_person.items() if one in people},
    )
    progress(1.0, solution)
    return solution


def _spent(seconds_left: Callable[[], float], share: float) -> Callable[[], bool]:
    """Tells when a share of the time that is left now has gone."""
    until = (1 - share) * seconds_left()
    return lambda: seconds_left() <= until
