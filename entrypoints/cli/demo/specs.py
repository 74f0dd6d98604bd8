"""The shapes in which the demo's data are written down, before ids are given."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

ALL_DAYS = "1234567"


@attrs.frozen
class Post:
    """One shift template: its role, days (ISO numbers) and local start, its length, and whom it wants.

    `length` and `pause` are whole minutes; `not_before` names the posts that must not follow it.
    """

    code: str
    name: str
    role: str
    days: str
    start: str
    length: int
    pause: int = 0
    wanted: int = 1
    most: int | None = None
    not_before: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()


@attrs.frozen
class Event:
    """One mission with its posts by site; it runs from week `first` to week `end` (None: to the plan's)."""

    code: str
    name: str
    team: str
    posts: Sequence[tuple[str, Sequence[Post]]]
    first: int = 0
    end: int | None = None
    budget_hours: int | None = None


@attrs.frozen
class Hire:
    """One person: where they work ("" everywhere), what they can do, and under which contract."""

    name: str
    team: str
    sites: str
    roles: str
    contract: str
    languages: str = ""
