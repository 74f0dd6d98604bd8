"""Taking times."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter


def seconds(action: Callable[[], object]) -> float:
    """How long that took."""
    start = perf_counter()
    action()
    return perf_counter() - start


def rounds_of(
    count: int, *actions: Callable[[], object], before: Callable[[], object] = lambda: None
) -> list[float]:
    """The median time of each action over so many rounds, taken in turns so that all meet the same load.

    What is to happen `before` each round is not counted.
    """
    taken: list[list[float]] = [[] for _ in actions]
    for _ in range(count):
        before()
        for times, action in zip(taken, actions, strict=True):
            times.append(seconds(action))
    return [median(times) for times in taken]


def milliseconds(value: float) -> str:
    """Seconds as a cell of the page in milliseconds."""
    return f"{value * 1000:.2f} ms"


def times(value: float, reference: float) -> str:
    """How many times the reference."""
    return f"{value / reference:.2f}"
