"""Public instances through import and job: the problem that comes of them is the one that they state."""

from __future__ import annotations

from random import Random

import pytest

from planning_core.solver import ConstructiveSolver
from planning_core.solver.encode import Encoded, encode
from planning_core.solver.meaning import broken, objective, person_breaks
from planning_core.solver.problem import Roster as Taken
from tests.rostering.instance import read_instance
from tests.rostering.judging import judged
from tests.rostering.product import Imported, imported
from tests.rostering.roster import Roster, roster_of
from tests.rostering.shared_data import public_instance


def random_roster(encoded: Encoded, random: Random) -> Taken:
    """Anything at all that puts nobody on two duties that exclude each other."""
    rows = []
    for person in encoded.problem.staff:
        share, taken = random.choice((0.02, 0.3)), list[int]()
        for duty in person.options:
            if random.random() < share:
                broken_so = person_breaks(encoded.problem, person, [*taken, duty])
                taken += [duty] * ("exclusions" not in broken_so)
        rows.append(tuple(taken))
    return tuple(rows)


def as_roster(told: Imported, encoded: Encoded, taken: Taken) -> Roster:
    """The roster in the words of the instance."""
    plan = encoded.frame.plan
    worked = []
    for shift_id, person_id in encoded.pairs(taken):
        day, _, code = str(plan.shifts[shift_id].external_ref).partition("-")
        worked.append((str(plan.collaborators[person_id].external_ref), int(day[1:]), code))
    return roster_of(told.instance, worked)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_the_judge_finds_what_the_problem_says(number: int) -> None:
    path = public_instance(number)
    told = imported(read_instance(path))
    encoded = encode(*told.seats())
    names = {one.id: one.external_ref for one in encoded.frame.plan.collaborators.values()}
    random = Random(number)

    for _ in range(30):
        taken = random_roster(encoded, random)
        verdict = judged(path, as_roster(told, encoded, taken))

        assert encoded.points(objective(encoded.problem, taken)) == verdict["objective"]
        at_fault = {names[person_id] for person_id, _ in broken(encoded.problem, taken)}
        assert at_fault == {one.partition(":")[0] for one in verdict["violations"]}


def test_a_job_fills_an_instance_within_its_maxima() -> None:
    path = public_instance(1)
    told = imported(read_instance(path))

    job = told.job(5, ConstructiveSolver)

    verdict = judged(path, told.roster())
    assert job.coverage.filled > 0
    assert [one for one in verdict["violations"] if ">" in one] == []
