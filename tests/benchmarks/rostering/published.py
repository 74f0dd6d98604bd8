"""Public figures of the instances by number: the best known, and the best published after ten minutes."""

from __future__ import annotations

import re

BEST_KNOWN = {
    1: 607,
    3: 1001,
    5: 1143,
    7: 1056,
    9: 439,
    11: 3443,
    13: 1348,
    15: 3828,
    17: 5746,
    19: 3149,
    21: 21133,
    23: 17285,
}

TEN_MINUTES = {
    1: 607,
    3: 1001,
    5: 1143,
    7: 1056,
    9: 439,
    11: 3443,
    13: 3109,
    15: 4144,
    17: 5760,
    19: 3809,
}


def number_of(name: str) -> int | None:
    """The number in an instance's name."""
    found = re.search(r"\d+", name)
    return int(found.group()) if found else None


def distance(objective: float, name: str) -> str:
    """How far above the best known, where one is."""
    best = BEST_KNOWN.get(number_of(name) or 0)
    return "-" if best is None else f"{100 * (objective - best) / best:.2f} %"
