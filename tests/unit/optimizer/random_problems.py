"""Small problems by chance: days with several shifts, nights over midnight, fixed work, bounds of every
kind."""

from __future__ import annotations

from random import Random

from planning_core.solver.problem import Duty, Groups, Problem, Runs, Staff, Total

DAY = 1440
REST = 600
SHIFTS = ((6 * 60, 8 * 60), (9 * 60, 4 * 60), (14 * 60, 8 * 60), (22 * 60, 8 * 60))
"""Start within the day and length, in minutes."""


def random_problem(seed: int, *, people: int, days: int, per_day: int) -> Problem:
    """A problem with up to `per_day` duties a day."""
    random = Random(seed)
    windows = sorted(
        (day * DAY + start, day * DAY + start + length)
        for day in range(days)
        for start, length in random.sample(SHIFTS, random.randint(1, per_day))
    )
    duties = tuple(_duty(random, number, start, end) for number, (start, end) in enumerate(windows))
    exclusions = tuple(
        tuple(other for other in range(kind, len(duties)) if duties[other].start < duties[kind].end + REST)
        for kind in range(len(duties))
    )
    two_days = random.random() < 0.5
    calendar = tuple(
        tuple(range(duty.start // DAY, (duty.end - 1) // DAY + 1)) if two_days else (duty.start // DAY,)
        for duty in duties
    )
    staff = tuple(_person(random, f"p{number}", duties, days) for number in range(people))
    return Problem(duties=duties, staff=staff, exclusions=(exclusions,), calendars=(calendar,), constant=7)


def _duty(random: Random, number: int, start: int, end: int) -> Duty:
    need = random.randint(0, 2)
    return Duty(
        shift_id=f"s{number:03d}",
        start=start,
        end=end,
        minutes=end - start,
        kind=number,
        need=need,
        room=need + random.randint(0, 1),
        shortage_cost=random.choice((5, 20, 100)),
        surplus_cost=random.choice((0, 1, 30)),
    )


def _person(random: Random, name: str, duties: tuple[Duty, ...], days: int) -> Staff:
    options = tuple(sorted(random.sample(range(len(duties)), random.randint(1, len(duties)))))
    return Staff(
        person_id=name,
        options=options,
        costs=tuple(random.randint(-6, 6) for _ in options),
        calendar=0,
        exclusions=0,
        totals=tuple(_totals(random, duties)),
        groups=tuple(_groups(random, duties)),
        runs=tuple(_runs(random, days)),
    )


def _cost(random: Random) -> int | None:
    return random.choice((None, 1, 12))


def _totals(random: Random, duties: tuple[Duty, ...]) -> list[Total]:
    minutes = {number: duty.minutes for number, duty in enumerate(duties)}
    half = {number: duty.minutes for number, duty in enumerate(duties) if duty.start < 3 * DAY}
    found = []
    for name, amounts in (("minutes", minutes), ("first days", half)):
        if random.random() < 0.6:
            low = random.choice((None, 240, 480, 720))
            found.append(
                Total(
                    name=name,
                    amounts=amounts,
                    at_least=low,
                    at_most=random.choice((480, 960, 1200)) + (low or 0),
                    cost_below=random.choice((1, 2)),
                    cost_above=random.choice((None, 1)),
                    or_none=random.random() < 0.3,
                )
            )
    return found


def _groups(random: Random, duties: tuple[Duty, ...]) -> list[Groups]:
    pairs = {number: (duty.start // (2 * DAY),) for number, duty in enumerate(duties)}
    if random.random() < 0.5:
        return []
    touched = frozenset(random.sample(range(3), random.randint(0, 1)))
    return [
        Groups(
            name="pairs of days",
            of=pairs,
            touched=touched,
            at_most=random.randint(0, 2),
            cost_above=_cost(random),
        )
    ]


def _runs(random: Random, days: int) -> list[Runs]:
    if random.random() < 0.3:
        return []
    return [
        Runs(
            name="runs",
            worked=frozenset(random.sample(range(-2, days + 2), random.randint(0, 2))),
            first_day=0,
            last_day=days - 1,
            most_worked=random.choice((None, 2, 3)),
            least_worked=random.choice((None, 2)),
            least_free=random.choice((None, 2)),
            open_before=random.random() < 0.7,
            open_after=random.random() < 0.7,
            cost_most=_cost(random),
            cost_least=_cost(random),
        )
    ]
