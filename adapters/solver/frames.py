"""Kinds of duty laid out in time: slots of which one person takes at most one, and what a choice excludes
later."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.solver.problem import Calendar, Exclusions, Problem

MOST_CLASSES = 250
"""Sets of excluded kinds told apart at once."""

MOST_DAYS = 4
"""Days that a duty is held to work."""


@attrs.frozen(kw_only=True)
class Frame:
    """Slots in time order over days; `kind_slot` and `kind_place` say where a kind of the frame stands.

    A class is a set of later kinds that are excluded, class 0 the empty one. `free` and `taken` give the
    class after each slot: by class, and by class and place of the kind taken (-1: excluded). `over` says, by
    two places of a slot, whether the first may be taken wherever the second may and excludes nothing more.
    """

    first_day: int
    days: int
    kind_of_duty: Sequence[int]
    kind_slot: Sequence[int]
    kind_place: Sequence[int]
    kind_bits: Sequence[int]
    slot_day: Sequence[int]
    classes: Sequence[int]
    kinds: Sequence[int]
    free: Sequence[Sequence[int]]
    taken: Sequence[Sequence[Sequence[int]]]
    over: Sequence[Sequence[int]]
    bits: int

    @property
    def masks(self) -> int:
        """How many sets of days worked already may be known at a slot's start."""
        single = len(self.slot_day) == self.days and self.bits == 1
        return 1 if single else int(2**self.bits)


@attrs.frozen
class Kind:
    """Duties that exclude the same others and work the same days."""

    exclusion: int
    days: tuple[int, ...]
    start: int
    end: int


def build_frame(problem: Problem, exclusions: Exclusions, calendar: Calendar) -> Frame:
    """The frame of people who share exclusions and a calendar."""
    kinds, kind_of_duty = _kinds(problem, calendar)
    first_day = min((kind.days[0] for kind in kinds), default=0)
    last_day = max((kind.days[-1] for kind in kinds), default=0)
    order = sorted(
        range(len(kinds)), key=lambda k: (kinds[k].days[0], kinds[k].start, kinds[k].end, kinds[k].exclusion)
    )
    excluded = _excluded(kinds, exclusions, order)
    slots, slot_day = _slots(kinds, order, excluded, first_day, last_day)
    kind_slot, kind_place = [0] * len(kinds), [0] * len(kinds)
    for slot, members in enumerate(slots):
        for place, kind in enumerate(members):
            kind_slot[kind], kind_place[kind] = slot, place
    classes, free, taken, over = _classes(slots, order, excluded)
    return Frame(
        first_day=first_day,
        days=last_day - first_day + 1,
        kind_of_duty=kind_of_duty,
        kind_slot=kind_slot,
        kind_place=kind_place,
        kind_bits=[_bits(kind) for kind in kinds],
        slot_day=slot_day,
        classes=classes,
        kinds=[len(members) for members in slots],
        free=free,
        taken=taken,
        over=over,
        bits=max((_bits(kind).bit_length() for kind in kinds), default=1),
    )


def _bits(kind: Kind) -> int:
    """The days that a kind works, from its first on."""
    return sum(1 << (day - kind.days[0]) for day in kind.days if day < kind.days[0] + MOST_DAYS)


def _kinds(problem: Problem, calendar: Calendar) -> tuple[list[Kind], list[int]]:
    found: dict[tuple[int, tuple[int, ...]], int] = {}
    kinds: list[Kind] = []
    kind_of_duty = []
    for duty, days in zip(problem.duties, calendar, strict=True):
        key = (duty.kind, days)
        if key not in found:
            found[key] = len(kinds)
            kinds.append(Kind(duty.kind, days, duty.start, duty.end))
        kind_of_duty.append(found[key])
    return kinds, kind_of_duty


def _excluded(kinds: list[Kind], exclusions: Exclusions, order: list[int]) -> list[int]:
    """By kind: the set of kinds that it excludes, as bits by place in the order of time."""
    bits: dict[int, int] = {}
    for place, kind in enumerate(order):
        exclusion = kinds[kind].exclusion
        bits[exclusion] = bits.get(exclusion, 0) | 1 << place
    whole = [0] * len(exclusions)
    for kind_a, others in enumerate(exclusions):
        for kind_b in others:
            whole[kind_a] |= bits.get(kind_b, 0)
            whole[kind_b] |= bits.get(kind_a, 0)
    return [whole[kind.exclusion] for kind in kinds]


def _slots(
    kinds: list[Kind], order: list[int], excluded: list[int], first_day: int, last_day: int
) -> tuple[list[list[int]], list[int]]:
    """Kinds of one day in slots: a new slot begins with a kind that one of the present slot does not
    exclude."""
    slots: list[list[int]] = []
    slot_day: list[int] = []
    by_day: dict[int, list[tuple[int, int]]] = {}
    for place, kind in enumerate(order):
        by_day.setdefault(kinds[kind].days[0], []).append((place, kind))
    for day in range(first_day, last_day + 1):
        members: list[int] = []
        held = 0
        for place, kind in by_day.get(day, []):
            if members and held & ~excluded[kind]:
                slots.append(members)
                slot_day.append(day - first_day)
                members, held = [], 0
            members.append(kind)
            held |= 1 << place
        slots.append(members)
        slot_day.append(day - first_day)
    return slots, slot_day


def _classes(
    slots: list[list[int]], order: list[int], excluded: list[int]
) -> tuple[list[int], list[list[int]], list[list[list[int]]], list[list[int]]]:
    place = {kind: at for at, kind in enumerate(order)}
    here: dict[int, int] = {0: 0}
    counts: list[int] = []
    free: list[list[int]] = []
    taken: list[list[list[int]]] = []
    over: list[list[int]] = []
    passed = 0
    for members in slots:
        passed |= sum(1 << place[kind] for kind in members)
        after: dict[int, int] = {0: 0}
        rows = list(here)
        any_of_it = 0
        for held in (*rows, *(excluded[kind] for kind in members)):
            any_of_it |= held & ~passed
        counts.append(len(rows))
        free.append([_number(held & ~passed, after, any_of_it) for held in rows])
        taken.append(
            [
                [
                    -1
                    if held >> place[kind] & 1
                    else _number((held | excluded[kind]) & ~passed, after, any_of_it)
                    for kind in members
                ]
                for held in rows
            ]
        )
        over.append([_leaves(rows, excluded, place, ~passed, a, b) for a in members for b in members])
        here = after
    counts.append(len(here))
    return counts, free, taken, over


def _leaves(
    rows: list[int], excluded: list[int], place: dict[int, int], later: int, kind: int, other: int
) -> int:
    """Whether a kind may be taken wherever another may, and leaves as much for later."""
    if excluded[kind] & later & ~excluded[other]:
        return 0
    return int(all(held >> place[other] & 1 or not held >> place[kind] & 1 for held in rows))


def _number(held: int, after: dict[int, int], any_of_it: int) -> int:
    """The class of a set; past the most that are told apart, that of all that the slot excludes at all."""
    if held not in after:
        if len(after) >= MOST_CLASSES:
            held = any_of_it
        after.setdefault(held, len(after))
    return after[held]
