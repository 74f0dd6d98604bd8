"""What auto-assign strives for: the options of a job that weigh one wish against another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from planning_core.errors import Fault, InvalidInput

SCALE = 1000
"""Weights are kept in thousandths, so that costs are whole numbers."""

HEAVIEST = 1_000_000
MOST = {"steps": 1_000_000_000, "patience": 86_400}
"""Options that are whole numbers from 1 on."""

LEAST_CHANGE = 200.0
"""What giving up an earlier proposal costs where the least change is asked for: less than a missing person,
more than all else that one seat usually brings."""


@attrs.frozen(kw_only=True)
class Objective:
    """Weights in points: 1 is one soft conflict of weight 1. Each is at least 0 and at most a million.

    `missing`: a missing person of weight 1 (None: 1000, or more where one seat could bring about a cost as
    high, so that none stays empty for a wish). `soft`: a soft conflict of weight 1. `surplus`: a person too
    many of weight 1. `wishes`: a wish of weight 1 that is not met. `change`: an earlier proposal given up.
    `nights`, `weekends`: one more than a person's fair share; `hours`: an hour more than it. `continuity`: a
    shift on a mission that the person does not know (a known site counts half). `keep` names rules whose
    soft findings are avoided as if they were hard. `steps` ends the search after so many steps of the
    optimiser (None: when its time is over), so that the answer is the same on every machine. `patience` ends
    it after so many seconds without anything better (None: a third of the time, less on small plans).
    """

    missing: float | None = None
    soft: float = 1.0
    surplus: float = 1.0
    wishes: float = 0.5
    change: float = 0.2
    nights: float = 0.3
    weekends: float = 0.3
    hours: float = 0.06
    continuity: float = 0.1
    keep: tuple[str, ...] = ()
    steps: int | None = None
    patience: int | None = None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Objective:
        """What the options of a job say; raises InvalidInput, naming each that cannot be taken."""
        faults: list[Fault] = []
        values: dict[str, Any] = {}
        for name, value in options.items():
            path = f"options.{name}"
            if name in WEIGHTS:
                fault = _weight_fault(path, value)
                values[name.removesuffix("_weight")] = value
            elif name in MOST:
                fault = _whole_fault(path, value, MOST[name])
                values[name] = value
            elif name == "keep":
                fault = None if isinstance(value, str) else Fault(path, value, "not_text")
                values["keep"] = tuple(filter(None, map(str.strip, str(value).split(","))))
            elif name == "least_change":
                fault = None if type(value) is bool else Fault(path, value, "not_a_flag")
            else:
                fault = Fault(path, value, "unknown_field")
            if fault is not None:
                faults.append(fault)
        if faults:
            raise InvalidInput(faults)
        if options.get("least_change"):
            values.setdefault("change", LEAST_CHANGE)
        return cls(**values)


WEIGHTS = tuple(
    f"{name}_weight"
    for name in (
        "missing",
        "soft",
        "surplus",
        "wishes",
        "change",
        "nights",
        "weekends",
        "hours",
        "continuity",
    )
)
"""Options that are weights: a number of points each."""


def points(weight: float) -> int:
    """A weight in thousandths."""
    return round(weight * SCALE)


def _weight_fault(path: str, value: Any) -> Fault | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Fault(path, value, "not_a_number")
    if not 0 <= value <= HEAVIEST:  # what is no number at all (NaN) is refused too
        return Fault(path, value, "out_of_range", {"minimum": 0, "maximum": HEAVIEST})
    return None


def _whole_fault(path: str, value: Any, most: int) -> Fault | None:
    if type(value) is not int:
        return Fault(path, value, "not_a_whole_number")
    if not 1 <= value <= most:
        return Fault(path, value, "out_of_range", {"minimum": 1, "maximum": most})
    return None
