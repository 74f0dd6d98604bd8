"""Seats that cannot all be filled, whatever is tried: the fewest, found by leaving out one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress

import attrs

from planning_core.domain.job import Clash, UnfilledSeat
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.solver import Seats
from planning_core.rules.registry import RuleBook
from planning_core.solver.explain import in_the_way
from planning_core.solver.filling import Filling

MOST_SHIFTS = 8
"""How many shifts a clash is looked for among."""

EFFORT = 5000
"""How often in all somebody is tried on a shift."""


class _Spent(Exception):
    """Too much was tried, or time is over: nothing is known."""


def with_clashes(
    unfilled: Sequence[UnfilledSeat],
    filling: Filling,
    seats: Seats,
    rules: RuleBook,
    out_of_time: Callable[[], bool],
) -> tuple[UnfilledSeat, ...]:
    """Empty seats, each with the smallest clash that it is part of, as far as effort and time go.

    Seats that cannot be filled even alone come first: that is soon known of each.
    """
    clashes = Clashes(filling, seats, rules, out_of_time)
    found: dict[str, Clash] = {}
    with suppress(_Spent):
        for look in (clashes.alone, clashes.of):
            for seat in unfilled:
                if seat.shift_id not in found and (clash := look(seat.shift_id)) is not None:
                    found[seat.shift_id] = clash
    return tuple(attrs.evolve(seat, clash=found.get(seat.shift_id)) for seat in unfilled)


class Clashes:
    """Tries to fill a few shifts on the plan without any proposal; each step is asked of the rules."""

    def __init__(
        self, filling: Filling, seats: Seats, rules: RuleBook, out_of_time: Callable[[], bool]
    ) -> None:
        self._found = filling
        self._empty = Filling(seats, rules, lambda: "")
        self._out_of_time = out_of_time
        self._left = EFFORT
        self._takers: dict[str, list[str]] = {}

    def alone(self, shift_id: str) -> Clash | None:
        """A shift that fewer people could take than it wants; None where there are enough."""
        return None if self._can_fill([shift_id]) else self._clash([shift_id])

    def of(self, shift_id: str) -> Clash | None:
        """The fewest shifts, this one among them, that cannot all be filled; None where they can be."""
        among = [shift_id]
        while self._can_fill(among):
            wider = self._wider(among)
            if len(wider) == len(among) or len(wider) > MOST_SHIFTS:
                return None
            among = wider
        for one in among[:0:-1]:
            fewer = [other for other in among if other != one]
            if not self._can_fill(fewer):
                among = fewer
        return self._clash(among)

    def _clash(self, among: Sequence[str]) -> Clash:
        people = {person for one in among for person in self._takers_of(one)}
        shifts = self._empty.plan.shifts
        ordered = sorted(among, key=lambda one: (shifts[one].starts_at, one))
        return Clash(shift_ids=tuple(ordered), collaborator_ids=tuple(sorted(people)))

    def _takers_of(self, shift_id: str) -> list[str]:
        """Who could take a shift if nothing were proposed to anybody."""
        if shift_id not in self._takers:
            shift = self._empty.plan.shifts[shift_id]
            self._takers[shift_id] = [p for p in self._empty.people if self._can_take(p, shift)]
        return self._takers[shift_id]

    def _can_take(self, person_id: str, shift: Shift) -> bool:
        self._left -= 1
        if self._left < 0 or self._out_of_time():
            raise _Spent
        return self._empty.can_take(person_id, shift)

    def _wider(self, among: Sequence[str]) -> list[str]:
        """These shifts, and those that keep people who could take them from doing so."""
        wider = dict.fromkeys(among)
        for shift_id in among:
            shift = self._found.plan.shifts[shift_id]
            for person_id in self._takers_of(shift_id):
                self._left -= 1
                placed = [one for one in self._found.placed.values() if one.collaborator_id == person_id]
                if self._found.may_ask(person_id, shift):
                    wider.update(dict.fromkeys(in_the_way(self._found, shift, person_id, placed)))
                else:
                    wider.update(dict.fromkeys(one.shift_id for one in placed if one.shift_id in wider))
        return list(wider)

    def _can_fill(self, among: Sequence[str]) -> bool:
        """Whether all of these can be filled at once, by whomever."""
        open_seats = [one for one in among for _ in range(self._empty.missing(self._empty.plan.shifts[one]))]
        open_seats.sort(key=lambda one: (len(self._takers_of(one)), one))
        return self._can_go_on(open_seats, 0)

    def _can_go_on(self, open_seats: Sequence[str], number: int) -> bool:
        if number == len(open_seats):
            return True
        shift = self._empty.plan.shifts[open_seats[number]]
        for person_id in self._takers_of(shift.id):
            if self._can_take(person_id, shift):
                tried = Assignment(
                    id=f"tried-{number}",
                    shift_id=shift.id,
                    collaborator_id=person_id,
                    role_id=shift.role_id,
                )
                self._empty.judge.place(tried)
                try:
                    if self._can_go_on(open_seats, number + 1):
                        return True
                finally:
                    self._empty.judge.take_out(tried)
        return False
