"""Import files that are read to their end: well formed, but for values that nobody would write."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.cli.command import plan_file
from tests.fuzz.files import KINDS, TYPES, seed

AWKWARD: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63) - 1, 10**30, 0.5, -0.0, 1e308, 1e-320),
    *(
        "",
        " ",
        "\t",
        "0",
        "-1",
        "1,5",
        "1e9",
        "null",
        "true",
        "oui",
        "²",
        "٣",
        "Ⅷ",
        "=1+1",
        "%s%n",
        "../..",
        "'--",
    ),
    *(
        "\x1b[2J",
        "\x7f",
        "\u202e",
        "\ufeff",
        "e\u0301" * 40,
        "𝒳" * 200,
        "a" * 301,
        "a|a",
        "a,b;c",
        "{}",
        "p0|",
    ),
    *(
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59+14:00",
        "0001-01-01T00:00:00+14:00",
        "2025-02-29T10:00:00Z",
    ),
    *("2025-03-30T02:30:00", "2025-10-26T02:30:00", "2025-03-03T24:00:00Z", "2025-03-03T08:00:00.999999999Z"),
    *(
        "2025-03-03",
        "2025-W10-1",
        "20250303T080000Z",
        "08:00",
        "24:00",
        "7:5",
        "Europe/Nowhere",
        "UTC",
        "../UTC",
    ),
    *([], {}, [[]], [None], ["steward"] * 50, {"a": 1}, [{"skill": None}], {"weekdays": [0, 8]}, {"p0": -1}),
)
ROWS: dict[str, dict[str, Any]] = {
    "availability": {
        "external_ref": "a0",
        "collaborator": "p0",
        "kind": "unavailable",
        "starts_at": "2025-03-03T08:00:00+01:00",
        "ends_at": "2025-03-04T08:00:00+01:00",
        "recurrence": {"weekdays": [1, 2], "start_time": "08:00", "end_time": "12:00", "timezone": "UTC"},
    },
    "assignments": {"shift": "s0", "collaborator": "p0", "role": "steward", "status": "confirmed"},
    "templates": {
        "external_ref": "t0",
        "name": "Early",
        "mission": "fair",
        "site": "hall",
        "role": "steward",
        "start_time": "06:00",
        "duration_minutes": 480,
        "weekdays": [1, 2, 3],
        "valid_from": "2025-03-01",
    },
    "skills": {"external_ref": "k0", "name": "Rigging"},
    "blackouts": {
        "external_ref": "b0",
        "site": "hall",
        "starts_at": "2025-03-03T08:00:00+01:00",
        "ends_at": "2025-03-04T08:00:00+01:00",
        "severity": "hard",
    },
}


def altered(chance: random.Random) -> bytes:
    """A JSON plan, or the rows of one of its sections as CSV, with a few values exchanged."""
    plan = copy.deepcopy({**plan_file(), **{name: [row] for name, row in ROWS.items()}})
    plan["collaborators"][0]["contract"] = {"weekly_minutes": 2100, "max_shifts_per_template": {"t0": 3}}
    for _ in range(chance.randrange(1, 4)):
        _exchange(plan, chance)
    if chance.random() < 0.3:
        return _as_csv(plan, chance)
    chosen = bytes([TYPES.index("application/json") | chance.choice((0, 64, 128, 192)), 0])
    return chosen + json.dumps(plan, ensure_ascii=chance.random() < 0.5).encode("utf-8", "surrogatepass")


def _exchange(plan: dict[str, Any], chance: random.Random) -> None:
    """Put something else in the place of one value, or a value under another name."""
    places = list(_places(plan))
    holder, key = chance.choice(places)
    what = chance.randrange(5)
    if what == 0:
        other, name = chance.choice(places)
        holder[key] = copy.deepcopy(other[name])
    elif what == 1 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif what == 1:
        del holder[key]
    elif what == 2 and isinstance(holder, dict):
        holder[str(chance.choice(AWKWARD))[:50]] = chance.choice(AWKWARD)
    else:
        holder[key] = copy.deepcopy(chance.choice(AWKWARD))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in list(inner):
        yield value, key
        yield from _places(item)


def _as_csv(plan: dict[str, Any], chance: random.Random) -> bytes:
    sections = [name for name in plan if isinstance(plan[name], list) and name in KINDS]
    name = chance.choice(sections) if sections else "shifts"
    rows = [row for row in plan.get(name, ()) if isinstance(row, dict)]
    header = list(dict.fromkeys(key for row in rows for key in row))
    lines = [header, *([_cell(row.get(key)) for key in header] for row in rows)]
    text = "\n".join(";".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    return seed("text/csv", name, text.encode("utf-8", "replace"))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "|".join(map(str, value))
    return "" if value is None else str(value)
