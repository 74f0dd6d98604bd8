"""What a roster of a problem costs and what it breaks: the plain reference that engines are held against."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from planning_core.solver.problem import FreeStretch, Groups, Problem, Roster, Runs, Staff, Total, Window


def objective(problem: Problem, roster: Roster) -> int:
    """What a roster costs, the constant included; its broken bounds left aside."""
    cost = problem.constant + cover_cost(problem, roster)
    return cost + sum(
        person_cost(problem, one, taken) for one, taken in zip(problem.staff, roster, strict=True)
    )


def cover_cost(problem: Problem, roster: Roster) -> int:
    """What missing and surplus people cost."""
    present = [0] * len(problem.duties)
    for taken in roster:
        for duty in taken:
            present[duty] += 1
    return sum(
        duty.shortage_cost * max(0, duty.need - count) + duty.surplus_cost * max(0, count - duty.need)
        for duty, count in zip(problem.duties, present, strict=True)
    )


def cost_of(person: Staff, duty: int) -> int:
    """What one of a person's options costs."""
    return person.costs[bisect_left(person.options, duty)]


def person_cost(problem: Problem, person: Staff, taken: Sequence[int]) -> int:
    """What a person's duties cost by themselves."""
    cost = sum(cost_of(person, duty) for duty in taken)
    return cost + sum(
        price * excess for _, excess, price in _judged(problem, person, taken) if price is not None
    )


def floor(problem: Problem) -> int:
    """A cost that no roster goes below, found at a glance: seats without candidates, and every gain had."""
    gains: list[list[int]] = [[] for _ in problem.duties]
    candidates = [0] * len(problem.duties)
    for person in problem.staff:
        for option, cost in zip(person.options, person.costs, strict=True):
            candidates[option] += 1
            if cost < 0:
                gains[option].append(cost)
    lowest = problem.constant
    for duty, count, had in zip(problem.duties, candidates, gains, strict=True):
        lowest += duty.shortage_cost * max(0, duty.need - count) + sum(sorted(had)[: duty.room])
    return lowest


def priced_bounds(problem: Problem, person: Staff, taken: Sequence[int]) -> dict[str, int]:
    """What a person's duties cost by each bound that has a price, by its name."""
    found: dict[str, int] = {}
    for name, excess, price in _judged(problem, person, taken):
        if price is not None and excess:
            found[name] = found.get(name, 0) + price * excess
    return found


def broken(problem: Problem, roster: Roster) -> list[tuple[str, str]]:
    """Every bound without a cost that a roster does not keep: the person (or shift) and the bound's name."""
    found = [
        (person.person_id, name)
        for person, taken in zip(problem.staff, roster, strict=True)
        for name in person_breaks(problem, person, taken)
    ]
    present = [0] * len(problem.duties)
    for taken in roster:
        for duty in taken:
            present[duty] += 1
    found += [
        (duty.shift_id, "room")
        for duty, count in zip(problem.duties, present, strict=True)
        if count > duty.room
    ]
    return found


def person_breaks(problem: Problem, person: Staff, taken: Sequence[int]) -> list[str]:
    """Names of the bounds without a cost that a person's duties do not keep."""
    known = all(_has(person.options, duty) for duty in taken)
    found = ["options"] * (not known or len(set(taken)) != len(taken))
    excluded = problem.exclusions[person.exclusions]
    for position, duty in enumerate(taken):
        kind = problem.duties[duty].kind
        for other in taken[position + 1 :]:
            second = problem.duties[other].kind
            if max(kind, second) in excluded[min(kind, second)]:
                found.append("exclusions")
    found += ["nogoods" for nogood in person.nogoods if set(nogood) <= set(taken)]
    return found + [
        name for name, excess, price in _judged(problem, person, taken) if price is None and excess
    ]


def _has(options: Sequence[int], duty: int) -> bool:
    position = bisect_left(options, duty)
    return position < len(options) and options[position] == duty


def _judged(problem: Problem, person: Staff, taken: Sequence[int]) -> Iterator[tuple[str, int, int | None]]:
    """Each bound's name, by how much it is not kept, and what a unit costs."""
    for total in person.totals:
        yield from _total(total, taken)
    for groups in person.groups:
        yield groups.name, _groups(groups, taken), groups.cost_above
    calendar = problem.calendars[person.calendar]
    for runs in person.runs:
        days = {day for duty in taken for day in calendar[duty]}
        yield from run_excesses(runs, days)
    if person.free:
        works = [(problem.duties[duty].start, problem.duties[duty].end) for duty in taken]
        for stretch in person.free:
            yield stretch.name, int(not _rests(stretch, sorted([*works, *person.busy]))), None


def _total(total: Total, taken: Sequence[int]) -> Iterator[tuple[str, int, int | None]]:
    found = sum(total.amounts.get(duty, 0) for duty in taken)
    if total.at_most is not None:
        yield total.name, max(0, found - total.at_most), total.cost_above
    if total.at_least is not None and not (total.or_none and found == 0):
        yield total.name, max(0, total.at_least - found), total.cost_below


def _groups(groups: Groups, taken: Sequence[int]) -> int:
    touched = {group for duty in taken for group in groups.of.get(duty, ())} - groups.touched
    return max(0, len(touched) - groups.at_most)


def run_excesses(bounds: Runs, taken: set[int]) -> Iterator[tuple[str, int, int | None]]:
    """The bound's name, by how much a run or gap that these days make does not keep it, what a unit costs."""
    standing = runs_of(bounds.worked)
    now = runs_of(bounds.worked | taken)
    for first, last in set(now) - set(standing):
        length = last - first + 1
        if bounds.most_worked is not None:
            yield bounds.name, max(0, length - bounds.most_worked), bounds.cost_most
        excused = (bounds.open_before and first <= bounds.first_day) or (
            bounds.open_after and last >= bounds.last_day
        )
        if bounds.least_worked is not None and not excused:
            yield bounds.name, max(0, bounds.least_worked - length), bounds.cost_least
    if bounds.least_free is not None:
        for first, last in set(gaps_of(now)) - set(gaps_of(standing)):
            yield bounds.name, max(0, bounds.least_free - (last - first + 1)), bounds.cost_least


def runs_of(days: set[int] | frozenset[int]) -> list[tuple[int, int]]:
    """Maximal runs of days as (first, last), in order."""
    found: list[tuple[int, int]] = []
    for day in sorted(days):
        if found and found[-1][1] == day - 1:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def gaps_of(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What lies between runs, as (first, last)."""
    return [(before[1] + 1, after[0] - 1) for before, after in pairwise(runs)]


def _rests(stretch: FreeStretch, works: Sequence[Window]) -> bool:
    """Whether a window without work, or with a long enough rest, is what these works (in order) leave."""
    return rest_in(stretch, works) is not None


ENDLESS = 10**9
"""Minutes beyond all that is planned."""


def rest_in(stretch: FreeStretch, works: Sequence[Window]) -> Window | None:
    """The free time around a window in which nobody works, or the first rest in it that is long enough."""
    if not any(start < stretch.end and end > stretch.start for start, end in works):
        ends = [end for start, end in works if end <= stretch.start]
        starts = [start for start, end in works if start >= stretch.end]
        return max(ends, default=-ENDLESS), min(starts, default=ENDLESS)
    reached = works[0][0] - 2 * stretch.minutes - (stretch.end - stretch.start)
    for start, end in [*works, (works[-1][1] + ENDLESS, 0)]:
        inside = min(start, stretch.end) - max(reached, stretch.start)
        if start - reached >= stretch.minutes and inside >= stretch.inside:
            return reached, start
        reached = max(reached, end)
    return None
