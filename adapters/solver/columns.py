"""Column generation over personal timelines: a bound, and rosters by diving from its linear program."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import attrs
import numpy as np

from adapters.solver.arrays import Floats, Ints, Model, Scratch
from adapters.solver.master import Master
from adapters.solver.pricing import own_costs, price_people
from adapters.solver.replan import BEAM
from adapters.solver.saddle import Saddle
from adapters.solver.search import slot_of_day, take_out
from adapters.solver.workspace import new_scratch, new_state

STILL = 0.25
"""How much of the duals of the round before goes into those of the next."""

SELDOM = 3
"""Rounds for which somebody is left out at most."""

LARGE = 250
"""Rows of a linear program from which on it is solved by a first-order method."""

MARGIN = 1e-3
"""By how much a new timeline must be cheaper than those of its person that are known."""


def is_large(duties: int, people: int) -> bool:
    """Whether a linear program of so many is one for the first-order method."""
    return duties + people > LARGE


class Workers:
    """Threads that price, each with room of its own."""

    def __init__(self, m: Model, threads: int) -> None:
        self.threads = threads
        self.scratch: list[Scratch] = [new_scratch(m) for _ in range(threads)]
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="pricing")

    def close(self) -> None:
        """End the threads."""
        self.pool.shutdown(wait=True, cancel_futures=True)


@attrs.frozen(kw_only=True)
class Region:
    """Some people over the days `[first_day, last_day)`."""

    people: Ints
    first_day: int
    last_day: int


class Columns:
    """A region of a roster, everything else as it is."""

    def __init__(
        self, m: Model, choice: Ints, region: Region, workers: Workers, stop: Callable[[], bool]
    ) -> None:
        self.m, self.people, self.stop, self.workers = m, region.people, stop, workers
        self.first = np.array([slot_of_day(m, int(p), region.first_day) for p in self.people])
        self.last = np.array([slot_of_day(m, int(p), region.last_day) for p in self.people])
        self.width = int((self.last - self.first).max())
        self.states = [new_state(m, choice) for _ in range(workers.threads)]
        self.whole = float(self.states[0].figures[0])
        self.known = self._rows(choice)
        self.incumbent = choice.copy()
        kept = np.zeros(self.width + 1, dtype=np.int64)
        for s in self.states:
            for p, a, b in zip(self.people, self.first, self.last, strict=True):
                take_out(m, s, int(p), int(a), int(b), kept)
        self.duties = self._reached()
        self.place = np.full(len(m.duty_need), -1, dtype=np.int64)
        self.place[self.duties] = np.arange(len(self.duties))
        count = self.states[0].present[self.duties]
        cover = (
            (m.duty_need[self.duties] - count).astype(np.float64),
            (m.duty_room[self.duties] - count).astype(np.float64),
            m.duty_short[self.duties],
            m.duty_over[self.duties],
            len(self.people),
        )
        self.large = is_large(len(self.duties), len(self.people))
        self.master: Master | Saddle = Saddle(*cover) if self.large else Master(*cover)
        self.until = np.inf
        self.rounds = 0
        self.missed = np.zeros(len(self.people), dtype=np.int64)
        self.centre: Floats | None = None
        self.bound = -np.inf
        self.value = np.inf
        self.offset = self.whole - self._value_of(self.known, self.add_roster(choice))

    def _reached(self) -> Ints:
        """Duties that these people may take."""
        m = self.m
        parts = []
        for p, a, b in zip(self.people, self.first, self.last, strict=True):
            row = m.staff_slot[p]
            parts.append(m.opt_duty[m.slot_opt[row + a] : m.slot_opt[row + b]])
        return np.unique(np.concatenate(parts)) if parts else np.zeros(0, dtype=np.int64)

    def _rows(self, choice: Ints) -> Ints:
        rows = np.full((len(self.people), self.width), -1, dtype=np.int64)
        for i, (p, a, b) in enumerate(zip(self.people, self.first, self.last, strict=True)):
            at = int(self.m.staff_slot[p])
            rows[i, : b - a] = choice[at + a : at + b]
        return rows

    def _duties(self, path: Ints) -> Ints:
        return self.place[self.m.opt_duty[path[path >= 0]]]

    def _value_of(self, rows: Ints, own: Floats) -> float:
        """What a set of timelines costs in the master."""
        taken = np.concatenate([self._duties(row) for row in rows])
        gap = self.master.need - np.bincount(taken, minlength=len(self.duties))
        cover = np.maximum(gap, 0) * self.master.short + np.maximum(-gap, 0) * self.master.over
        beyond = np.maximum(0, -gap - self.master.room_left).sum() * self.m.hard
        return float(own.sum() + cover.sum() + beyond)

    def add_roster(self, choice: Ints) -> Floats:
        """Each person's part of a roster as a column; what they cost by themselves."""
        rows = self._rows(choice)
        own = np.zeros(len(self.people))
        s, w = self.states[0], self.workers.scratch[0]
        own_costs(self.m, s, w, self.people, self.first, self.last, s.price, rows, own)
        for i in range(len(self.people)):
            self.master.add(i, rows[i].copy(), self._duties(rows[i]), float(own[i]))
        return own

    def begin(self, duals: Floats) -> None:
        """Begin from these prices of the model's duties, where that helps."""
        if isinstance(self.master, Saddle):
            self.master.begin(duals[self.duties])

    def columns_of(self, choice: Ints) -> list[int]:
        """By person: the column of their part of a roster, added if need be."""
        self.add_roster(choice)
        return [self.master.place_of(i, row) for i, row in enumerate(self._rows(choice))]

    def price(self, which: Ints, duals: Floats, enough: Floats, exact: bool) -> tuple[Ints, Floats]:
        """Cheap timelines of some of the people, and for each: cost under the duals, bound, own cost."""
        paths = np.full((len(which), self.width), -1, dtype=np.int64)
        results = np.zeros((len(which), 3))
        price = np.zeros(len(self.m.duty_need))
        price[self.duties] = -duals
        parts = [np.arange(k, len(which), self.workers.threads) for k in range(self.workers.threads)]

        def one(k: int) -> None:
            part, i = parts[k], which[parts[k]]
            mine, found = paths[part], results[part]
            s, w = self.states[k], self.workers.scratch[k]
            people, first, last = self.people[i], self.first[i], self.last[i]
            price_people(
                self.m, s, w, people, first, last, price, enough[i], self.known[i], mine, found, BEAM, exact
            )
            paths[part], results[part] = mine, found

        list(self.workers.pool.map(one, range(self.workers.threads)))
        return paths, results

    def _bound(self, duals: Floats, results: Floats) -> float:
        over = self.master.room_left * np.minimum(0, self.master.over + duals)
        return float((duals * self.master.need).sum() + over.sum() + results[:, 1].sum())

    def generate(self, which: Ints, rounds: int, gap: float = 0.0, *, exact: bool = True) -> float:
        """Add columns until no cheaper one is found, or rounds or time are over; the LP's value.

        Duals are smoothed towards those of the best bound; where those find nothing the LP's own are tried,
        and then, if `exact`, it is proved that there is none. Priced for everybody, it ends within `gap` of
        the best bound.
        """
        turn = 0
        for _ in range(rounds):
            if not self._solved():
                break
            self.value = self.master.value
            if self.stop() or time.monotonic() > self.until:
                break
            pi = self.master.duals()
            if self.centre is None:
                self.centre = pi
            duals = pi if turn > 0 else STILL * self.centre + (1 - STILL) * pi
            enough = self.master.cheapest(duals) - MARGIN
            asked = self._promising(which) if turn == 0 else which
            paths, results = self.price(asked, duals, enough, turn > 1)
            if len(asked) == len(self.people):
                bound = self._bound(duals, results)
                self.bound = max(self.bound, bound)
            self.centre = duals
            added = self._add_cheaper(asked, paths, results, enough)
            if len(asked) == len(self.people) and self.value - self.bound < gap:
                break
            if added:
                turn = 0
                continue
            self.missed[which] = 0
            turn += len(asked) == len(which)
            if turn > (2 if exact else 1):
                break
        return self.value

    def _solved(self) -> bool:
        """Whether the linear program was solved to its end."""
        return self.master.solve(self.stop)

    def _promising(self, which: Ints) -> Ints:
        """Those of some people for whom to look: the more rarely, the more often nothing was found."""
        self.rounds += 1
        due = (self.rounds + which) % (1 + np.minimum(self.missed[which], SELDOM)) == 0
        return which[due] if due.any() else which

    def _add_cheaper(self, which: Ints, paths: Ints, results: Floats, enough: Floats) -> int:
        added = 0
        for k, i in enumerate(which):
            new = results[k, 0] < enough[i] and self.master.add(
                int(i), paths[k].copy(), self._duties(paths[k]), float(results[k, 2])
            )
            self.missed[i] = 0 if new else self.missed[i] + 1
            added += new
        return added

    def dive(
        self, random: np.random.Generator, rounds: int, part: float, kept: Sequence[int] = ()
    ) -> tuple[Ints, float]:
        """Fix timelines step by step, with new columns between; the roster's choices and its objective.

        Timelines in `kept` are fixed from the start. A dive that is stopped within a linear program ends with
        the roster that it began from.
        """
        chosen = {self.master.owner[column]: column for column in kept}
        left = set(range(len(self.people))) - set(chosen)
        space = self.master.need + self.master.room_left
        for column in kept:
            space[self.master.duties_of(column)] -= 1
        centre = self.centre
        self.master.fix(kept)
        if kept and left:
            self.centre = None
            self.generate(np.array(sorted(left)), rounds, exact=False)
        solved = self._solved()
        while left and solved:
            fixing = self._ripest(left, space, random, part if not self.stop() else 1.0)
            if not fixing:
                break
            for column in fixing:
                chosen[self.master.owner[column]] = column
                left.discard(self.master.owner[column])
            self.master.fix(fixing)
            if left:
                self.centre = None
                self.generate(np.array(sorted(left)), rounds, exact=False)
                solved = self._solved()
        self.centre = centre
        self.master.release()
        if left:
            return self.incumbent, self.whole
        return self._assemble(chosen)

    def _ripest(self, left: set[int], space: Floats, random: np.random.Generator, part: float) -> list[int]:
        """For some of the people left, the timeline of which most is taken, and all that are all but taken:
        those for which there is space, which is then taken up."""
        values = self.master.values()
        best: dict[int, tuple[float, int]] = {}
        for column in np.flatnonzero(values > 1e-6).tolist():
            i = self.master.owner[column]
            score = float(values[column]) + 0.1 * float(random.random())
            if i in left and (i not in best or score > best[i][0]) and self._fits(column, space):
                best[i] = (score, column)
        fixing = []
        count = max(1, int(part * len(left)))
        for at, (_, column) in enumerate(sorted(best.values(), reverse=True)):
            if (at < count or values[column] > 0.97) and self._fits(column, space):
                space[self.master.duties_of(column)] -= 1
                fixing.append(column)
        return fixing

    def _fits(self, column: int, space: Floats) -> bool:
        """Whether each duty of a timeline has room for one more."""
        return bool((space[self.master.duties_of(column)] > 0.5).all())

    def _assemble(self, chosen: dict[int, int]) -> tuple[Ints, float]:
        rows = np.stack([self.master.paths[chosen[i]] for i in range(len(self.people))])
        own = np.array([self.master.costs[chosen[i]] for i in range(len(self.people))])
        choice = self.incumbent.copy()
        for i, (p, a, b) in enumerate(zip(self.people, self.first, self.last, strict=True)):
            at = int(self.m.staff_slot[p])
            choice[at + a : at + b] = rows[i, : b - a]
        return choice, self._value_of(rows, own) + self.offset
