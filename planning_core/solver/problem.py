"""Auto-assign as an optimiser sees it: duties, who may take them, what binds each person, what all costs.

Whole numbers only. Times are minutes since 1970-01-01T00:00Z, days ordinals of a local calendar. A duty is
named by its position among the problem's duties everywhere here. What is fixed (confirmed, locked or manual
work, work outside the scope, before and after the window) is no duty: bounds are what it leaves over.
`planning_core.solver.meaning` says in plain Python what a roster of a problem costs and what it breaks.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

Roster = tuple[tuple[int, ...], ...]
"""Per person, in the order of the staff: the duties that they take, ascending."""

Window = tuple[int, int]
"""`[start, end)` in minutes."""


@attrs.frozen(kw_only=True)
class Duty:
    """A shift that wants people; duties stand in the order of (start, end, shift id).

    `kind` is shared by duties that exclude the same others. `need` people are still wanted, each missing one
    costs `shortage_cost`; `room` (no less than `need`) may be added at most, each beyond `need` costs
    `surplus_cost`. `minutes` are those worked.
    """

    shift_id: str
    start: int
    end: int
    minutes: int
    kind: int
    need: int
    room: int
    shortage_cost: int
    surplus_cost: int


@attrs.frozen(kw_only=True)
class Total:
    """A bound on a sum over the duties taken: `at_least` <= sum of amounts <= `at_most`, each optional.

    `amounts` by duty, shared by many people: it may name duties that are none of the person's options.
    A unit below costs `cost_below`, a unit above `cost_above`; None: must not be. With `or_none` a sum of
    zero is never too little. `name` is the rule or the term of the objective that it comes from.
    """

    name: str
    amounts: Mapping[int, int]
    at_least: int | None = None
    at_most: int | None = None
    cost_below: int | None = None
    cost_above: int | None = None
    or_none: bool = False


@attrs.frozen(kw_only=True)
class Groups:
    """A bound on how many groups (weekends, nights) the duties taken touch that nothing fixed touches.

    `of` names the groups of each duty that has any, shared by many people; `touched` are those that fixed
    work touches, which count no more. Each group over `at_most` costs `cost_above`; None: must not be.
    """

    name: str
    of: Mapping[int, tuple[int, ...]]
    touched: frozenset[int]
    at_most: int
    cost_above: int | None = None


@attrs.frozen(kw_only=True)
class Runs:
    """Bounds on maximal runs of local days with work (fixed or taken) and of free days between two of them.

    Runs and gaps that stand as they are with nothing taken are not judged. A run that begins on the first
    day of the horizon (or before it) is not too short with `open_before`, nor is one that ends on the last
    day or later with `open_after`; free days before the first and after the last work are never too few.
    Each day over `most_worked` costs `cost_most`, each day under `least_worked` or `least_free`
    `cost_least`; None: must not be.
    """

    name: str
    worked: frozenset[int]
    first_day: int
    last_day: int
    most_worked: int | None = None
    least_worked: int | None = None
    least_free: int | None = None
    open_before: bool = True
    open_after: bool = True
    cost_most: int | None = None
    cost_least: int | None = None


@attrs.frozen(kw_only=True)
class FreeStretch:
    """With work in the window, fixed or taken, a stretch of at least `minutes` without any must meet it.

    At least `inside` minutes of the stretch lie in the window. Before the first and after the last work time
    is free without end.
    """

    name: str
    start: int
    end: int
    minutes: int
    inside: int


@attrs.frozen(kw_only=True)
class Staff:
    """One person: the duties that they may take and what binds them together.

    `options` ascend; `costs` (negative: a gain) stand beside them. `calendar` and `exclusions` are positions
    in the problem's. `busy` are the windows of fixed work, in time order. Of a set in `nogoods` (duties, two
    or more) not all are taken.
    """

    person_id: str
    options: tuple[int, ...]
    costs: tuple[int, ...]
    calendar: int
    exclusions: int
    totals: tuple[Total, ...] = ()
    groups: tuple[Groups, ...] = ()
    runs: tuple[Runs, ...] = ()
    free: tuple[FreeStretch, ...] = ()
    busy: tuple[Window, ...] = ()
    nogoods: tuple[tuple[int, ...], ...] = ()


Exclusions = tuple[tuple[int, ...], ...]
"""By kind of duty: the kinds, from itself on, of which no duty is taken with one of it, ascending.

A kind that names itself lets one person take no two duties of it.
"""

Calendar = tuple[tuple[int, ...], ...]
"""By duty: the local days on which it works, ascending."""


@attrs.frozen(kw_only=True)
class Problem:
    """Duties, staff, and what is shared. `constant` is the cost that no choice changes."""

    duties: tuple[Duty, ...]
    staff: tuple[Staff, ...]
    exclusions: tuple[Exclusions, ...]
    calendars: tuple[Calendar, ...]
    constant: int = 0
