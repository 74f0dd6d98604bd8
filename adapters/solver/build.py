"""From a problem to arrays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, floor, gcd

import numpy as np

from adapters.solver.arrays import UNBOUNDED, Floats, Ints, Model
from adapters.solver.automaton import Automaton, build_automaton
from adapters.solver.bounds import paired
from adapters.solver.frames import Frame, build_frame
from adapters.solver.lists import Lists
from planning_core.solver.problem import Groups, Problem, Runs, Staff, Total


def build_model(problem: Problem) -> Model:
    """The arrays of a problem."""
    return _Build(problem).model()


def hard_cost(problem: Problem) -> float:
    """More than all that a unit of a hard bound could ever save."""
    cover = sum(duty.shortage_cost * duty.need for duty in problem.duties)
    own = max((sum(abs(cost) for cost in person.costs) for person in problem.staff), default=0)
    return float(min(1e12, 4 * (cover + own) + 1000))


class _Build:
    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hard = hard_cost(problem)
        self.lists = Lists(kinds=_kinds_of_numbers())
        self.frames: dict[tuple[int, int], tuple[int, Frame]] = {}
        self.frame_kinds: dict[int, tuple[Ints, Ints, Ints, Ints]] = {}
        self.automata: dict[object, tuple[int, Automaton]] = {}
        self.dense: dict[int, tuple[object, Ints]] = {}
        self.group_tables: dict[int, tuple[object, dict[int, int], Ints, Ints, Ints]] = {}
        self.starts = np.array([duty.start for duty in problem.duties] or [0], dtype=np.float64)
        self.ends = np.array([duty.end for duty in problem.duties] or [0], dtype=np.float64)
        self.random = np.random.default_rng(7)
        self.hash_weights = self.random.integers(1, 2**62, size=512, dtype=np.int64)

    def model(self) -> Model:
        for person in self.problem.staff:
            self._person(person)
        for name in (
            "frame_slot",
            "staff_opt",
            "staff_tot",
            "staff_grp",
            "staff_nogood",
            "staff_stretch",
            "staff_busy",
        ):
            self.lists.put(name, np.array([self._rows(_COUNTED[name])]))
        for name in ("use_first", "touch_first", "nogood_first", "grp_first"):
            self.lists.put(name, np.array([self.lists.sizes.get(_COUNTED[name], 0)]))
        duties = self.problem.duties
        fields = {
            "duty_need": [duty.need for duty in duties],
            "duty_room": [duty.room for duty in duties],
            "duty_short": [duty.shortage_cost for duty in duties],
            "duty_over": [duty.surplus_cost for duty in duties],
        }
        for name, values in fields.items():
            self.lists.put(name, np.array(values, dtype=np.float64))
        of_duty = (
            self.lists.get("opt_duty", np.int64) if self.lists.sizes.get("opt_duty") else np.zeros(0, int)
        )
        by_duty = np.argsort(of_duty, kind="stable")
        self.lists.put("opt_of_duty", by_duty)
        self.lists.put("duty_opt", np.searchsorted(of_duty[by_duty], np.arange(len(duties) + 1)))
        wanted = [duty.shortage_cost for duty in duties if duty.need]
        return Model(
            hard=self.hard,
            jump=max(1.0, float(np.median(wanted or [0])) / 6),
            **{name: self.lists.get(name, kind) for name, kind in self.lists.kinds.items()},
        )

    # Frames and automata

    def _frame(self, person: Staff) -> tuple[int, Frame]:
        key = (person.exclusions, person.calendar)
        if key not in self.frames:
            frame = build_frame(
                self.problem,
                self.problem.exclusions[person.exclusions],
                self.problem.calendars[person.calendar],
            )
            self.frames[key] = (len(self.frames), frame)
            self._put_frame(len(self.frames) - 1, frame)
        return self.frames[key]

    def _put_frame(self, number: int, frame: Frame) -> None:
        put = self.lists.put
        put("frame_slot", np.array([self.lists.sizes.get("slot_day", 0)]))
        put("frame_day", np.array([self.lists.sizes.get("day_slot", 0)]))
        put("frame_first", np.array([frame.first_day]))
        put("frame_days", np.array([frame.days]))
        put("frame_masks", np.array([frame.masks]))
        slot_day = np.array([*frame.slot_day, frame.days])
        put("slot_day", slot_day)
        put("slot_ends_day", np.append(slot_day[1:] != slot_day[:-1], True))
        put("slot_classes", np.array(frame.classes))
        put("slot_kinds", np.array([*frame.kinds, 0]))
        put("slot_plain", np.array([*(_plain(taken) for taken in frame.taken), True]))
        free_at, taken_at = [], []
        for free, taken in zip(frame.free, frame.taken, strict=True):
            free_at.append(put("free_class", np.array(free, dtype=np.int64)))
            flat = np.array([after for row in taken for after in row], dtype=np.int64)
            taken_at.append(put("taken_class", flat))
        put("slot_free", np.array([*free_at, 0]))
        put("slot_taken", np.array([*taken_at, 0]))
        over_at = [put("over", np.array(over, dtype=np.int64)) for over in frame.over]
        put("slot_over", np.array([*over_at, 0]))
        put("day_slot", np.searchsorted(slot_day, np.arange(frame.days + 1)))
        of_duty = np.array(frame.kind_of_duty, dtype=np.int64)
        self.frame_kinds[number] = (
            np.array(frame.kind_slot)[of_duty],
            np.array(frame.kind_place)[of_duty],
            np.array(frame.kind_bits)[of_duty],
            of_duty,
        )

    def _automaton(self, runs: tuple[Runs, ...], frame: Frame) -> tuple[int, Automaton]:
        key = (runs, frame.first_day, frame.days)
        if key not in self.automata:
            automaton = build_automaton(runs, frame.first_day, frame.days, self.hard)
            self.automata[key] = (len(self.automata), automaton)
            self.lists.put("run_states", np.array([automaton.states]))
            row = self.lists.put("run_next", np.array(automaton.next_state).ravel())
            self.lists.put("run_row", np.array([row]))
            self.lists.put("run_cost", np.array(automaton.cost).ravel())
            self.lists.put("run_worked_row", np.array([self.lists.sizes.get("run_worked", 0)]))
            self.lists.put("run_worked", np.array(automaton.worked))
        return self.automata[key]

    # People

    def _person(self, person: Staff) -> None:
        put = self.lists.put
        number, frame = self._frame(person)
        put("staff_frame", np.array([number]))
        run, automaton = self._automaton(person.runs, frame)
        put("staff_run", np.array([run]))
        put("staff_end", np.array([put("end_cost", np.array(automaton.end_cost))]))
        put("staff_day", np.array([put("code_free", np.array(automaton.free_code))]))
        put("code_work", np.array(automaton.work_code))
        self._options(person, number, frame)
        self._stretches(person)

    def _options(self, person: Staff, number: int, frame: Frame) -> None:
        put = self.lists.put
        slot_of, place_of, bits_of, _ = self.frame_kinds[number]
        options = np.array(person.options, dtype=np.int64)
        slots = slot_of[options] if len(options) else np.zeros(0, dtype=np.int64)
        places = place_of[options] if len(options) else slots
        totals = paired(person.totals)
        amounts = [self._amounts(total.amounts)[options] for total in totals]
        twin = slots * self.hash_weights[0] + places * self.hash_weights[1]
        for at, amount in enumerate(amounts):
            twin = twin + amount * self.hash_weights[2 + at % 200]
        touches = [self._touches(groups, options) for groups in person.groups]
        for at, (which, group) in enumerate(touches):
            np.add.at(twin, which, group * self.hash_weights[202 + at % 200])
        order = np.lexsort((twin, slots))
        back = np.empty_like(order)
        back[order] = np.arange(len(order))
        put("staff_opt", np.array([self.lists.sizes.get("opt_duty", 0)]))
        first = put("opt_duty", options[order])
        put("opt_place", places[order])
        put("opt_person", np.full(len(order), len(self.lists.parts["staff_opt"]) - 1))
        put("opt_day", np.array([*frame.slot_day])[slots[order]] + frame.first_day)
        put("opt_bits", bits_of[options][order] if len(options) else options)
        put("opt_cost", np.array(person.costs, dtype=np.float64)[order])
        put("opt_start", self.starts[options][order] if len(options) else options)
        put("opt_end", self.ends[options][order] if len(options) else options)
        sorted_twin = twin[order]
        changed = np.append(True, sorted_twin[1:] != sorted_twin[:-1]) if len(options) else options
        put("opt_twin", np.cumsum(changed))
        row = first + np.searchsorted(slots[order], np.arange(len(frame.slot_day) + 1))
        put("staff_slot", np.array([put("slot_opt", row)]))
        self._totals(totals, [amount[order] for amount in amounts], len(options))
        self._groups(
            person, [(back[which], group) for which, group in touches], len(options), slots[order], frame
        )
        self._nogoods(person, options, back, first)

    def _amounts(self, amounts: Mapping[int, int]) -> Ints:
        key = id(amounts)
        if key not in self.dense:
            dense = np.zeros(len(self.problem.duties) + 1, dtype=np.int64)
            if amounts:
                dense[np.array(list(amounts))] = np.array(list(amounts.values()))
            self.dense[key] = (amounts, dense)
        return self.dense[key][1]

    def _totals(self, totals: list[Total], amounts: list[Ints], options: int) -> None:
        put = self.lists.put
        put("staff_tot", np.array([self.lists.sizes.get("tot_low", 0)]))
        which, total, used = [], [], []
        for at, (bound, amount) in enumerate(zip(totals, amounts, strict=True)):
            unit = gcd(*(int(value) for value in np.unique(amount))) or 1
            self._put_total(bound, unit)
            where = np.flatnonzero(amount)
            which.append(where)
            total.append(np.full(len(where), at))
            used.append(amount[where] // unit)
        self._put_uses("use", options, which, (("use_total", total), ("use_amount", used)))

    def _put_total(self, bound: Total, unit: int) -> None:
        """A bound in whole units: what is hard is rounded to what can be kept."""

        def price(cost: int | None) -> float:
            return self.hard if cost is None else float(cost * unit)

        low = -UNBOUNDED if bound.at_least is None else bound.at_least / unit
        high = UNBOUNDED if bound.at_most is None else bound.at_most / unit
        put = self.lists.put
        put("tot_low", np.array([ceil(low) if bound.cost_below is None else low]))
        put("tot_high", np.array([floor(high) if bound.cost_above is None else high]))
        put("tot_below", np.array([0.0 if bound.at_least is None else price(bound.cost_below)]))
        put("tot_above", np.array([0.0 if bound.at_most is None else price(bound.cost_above)]))
        put("tot_or_none", np.array([bound.or_none]))

    def _touches(self, groups: Groups, options: Ints) -> tuple[Ints, Ints]:
        """Pairs of an option's place and a group that it touches, groups counted from 0."""
        key = id(groups.of)
        if key not in self.group_tables:
            names: dict[int, int] = {}
            for of in groups.of.values():
                for group in of:
                    names.setdefault(group, len(names))
            pairs = sorted((duty, names[group]) for duty, of in groups.of.items() for group in of)
            duties = np.array([duty for duty, _ in pairs], dtype=np.int64)
            numbers = np.array([number for _, number in pairs], dtype=np.int64)
            first = np.searchsorted(duties, np.arange(len(self.problem.duties) + 1))
            self.group_tables[key] = (groups.of, names, numbers, first, duties)
        _, _, numbers, first, _ = self.group_tables[key]
        if not len(options):
            return options, options
        lengths = first[options + 1] - first[options]
        which = np.repeat(np.arange(len(options)), lengths)
        within = np.arange(len(which)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return which, numbers[first[options][which] + within]

    def _groups(
        self, person: Staff, touches: list[tuple[Ints, Ints]], options: int, slots: Ints, frame: Frame
    ) -> None:
        put = self.lists.put
        put("staff_grp", np.array([self.lists.sizes.get("grp_most", 0)]))
        which, sets, numbers = [], [], []
        for at, (bound, (where, group)) in enumerate(zip(person.groups, touches, strict=True)):
            names = self.group_tables[id(bound.of)][1]
            fixed = np.array([names[name] for name in bound.touched if name in names], dtype=np.int64)
            counts = ~np.isin(group, fixed)
            put("grp_most", np.array([bound.at_most]))
            put("grp_above", np.array([self.hard if bound.cost_above is None else bound.cost_above]))
            put("grp_first", np.array([put("group", np.zeros(len(names)))]))
            days = np.array([*frame.slot_day])[slots[where[counts]]] if len(slots) else slots
            put("grp_pair", np.array([frame.masks == 1 and _in_pairs_of_days(days, group[counts])]))
            which.append(where[counts])
            sets.append(np.full(int(counts.sum()), at))
            numbers.append(group[counts])
        self._put_uses("touch", options, which, (("touch_set", sets), ("touch_group", numbers)))

    def _put_uses(
        self, name: str, options: int, which: list[Ints], columns: tuple[tuple[str, list[Ints]], ...]
    ) -> None:
        """Facts about options in the order of options."""
        where = np.concatenate(which) if which else np.zeros(0, dtype=np.int64)
        order = np.argsort(where, kind="stable")
        start = self.lists.sizes.get(columns[0][0], 0)
        for column, values in columns:
            whole = np.concatenate(values) if values else np.zeros(0, dtype=np.int64)
            self.lists.put(column, whole[order])
        self.lists.put(f"{name}_first", start + np.searchsorted(where[order], np.arange(options)))

    def _nogoods(self, person: Staff, options: Ints, back: Ints, first: int) -> None:
        put = self.lists.put
        put("staff_nogood", np.array([self.lists.sizes.get("nogood_first", 0)]))
        at = {int(duty): first + int(place) for duty, place in zip(options, back, strict=True)}
        for nogood in person.nogoods:
            if all(duty in at for duty in nogood):
                put("nogood_first", np.array([self.lists.sizes.get("nogood_opt", 0)]))
                put("nogood_opt", np.array([at[duty] for duty in nogood]))

    def _stretches(self, person: Staff) -> None:
        put = self.lists.put
        put("staff_stretch", np.array([self._rows("stretch")]))
        rows = [value for one in person.free for value in (one.start, one.end, one.minutes, one.inside)]
        put("stretch", np.array(rows, dtype=np.float64))
        put("staff_busy", np.array([self._rows("busy")]))
        put("busy", np.array([edge for window in person.busy for edge in window], dtype=np.float64))

    def _rows(self, name: str) -> int:
        return self.lists.sizes.get(name, 0) // _WIDTHS.get(name, 1)


_WIDTHS = {"stretch": 4, "busy": 2}
"""Numbers of a row, where it has several."""

_COUNTED = {
    "frame_slot": "slot_day",
    "staff_opt": "opt_duty",
    "staff_tot": "tot_low",
    "staff_grp": "grp_most",
    "staff_nogood": "nogood_first",
    "use_first": "use_total",
    "touch_first": "touch_set",
    "nogood_first": "nogood_opt",
    "grp_first": "group",
    "staff_stretch": "stretch",
    "staff_busy": "busy",
}


def _kinds_of_numbers() -> dict[str, type]:
    """By array of a model: what numbers it holds."""
    annotations = Model.__annotations__.items()
    return {name: _kind_of(one) for name, one in annotations if name not in ("hard", "jump")}


def _kind_of(annotation: object) -> type:
    name = getattr(annotation, "__forward_arg__", annotation)
    return {"Floats": np.float64, "Ints": np.int64, "Shorts": np.int32, "Bools": np.bool_}[str(name)]


def _plain(taken: Sequence[Sequence[int]]) -> bool:
    """Whether the class after each choice is the same whatever the class before it (the first is empty)."""
    return all(after in (-1, plain) for row in taken for after, plain in zip(row, taken[0], strict=True))


def _in_pairs_of_days(days: Ints, groups: Ints) -> bool:
    """Whether no group is touched on days further apart than two that follow each other."""
    if not len(groups):
        return False
    first = np.full(int(groups.max()) + 1, np.iinfo(np.int64).max)
    last = np.full(len(first), -1)
    np.minimum.at(first, groups, days)
    np.maximum.at(last, groups, days)
    return bool((last[groups] - first[groups] <= 1).all())


__all__ = ["Floats", "build_model", "hard_cost"]
