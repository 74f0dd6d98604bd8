"""The JSON schema of an import file, made from the columns that are read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from contracts.importing_columns import COLUMNS, CONTRACT, Column
from contracts.importing_words import SECTIONS

_TEXT = {"type": "string"}
_DATE = {"type": "string", "format": "date"}
_TIME = {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9]"}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
_WEEKDAYS = {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 7}}
_TEXTS = {"type": "array", "items": _TEXT}


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**found, "required": required} if required else found


_SHAPES: dict[str, dict[str, Any]] = {
    "text": _TEXT,
    "texts": _TEXTS,
    "whole": {"type": "integer"},
    "flag": {"type": "boolean"},
    "instant": {"type": "string", "format": "date-time", "description": "With an offset from UTC."},
    "date": _DATE,
    "time": _TIME,
    "weekdays": _WEEKDAYS,
    "counts": _COUNTS,
    "skills": {
        "type": "array",
        "items": {
            "anyOf": [
                _TEXT,
                _closed({"skill": _TEXT, "valid_until": {"anyOf": [_DATE, {"type": "null"}]}}, ["skill"]),
            ]
        },
    },
    "contract": _closed(
        {
            **{name: {"type": ["integer", "null"]} for name in CONTRACT},
            "max_shifts_per_template": {**_COUNTS, "type": ["object", "null"]},
        },
        [],
    ),
    "recurrence": _closed(
        {
            "weekdays": _WEEKDAYS,
            "start_time": _TIME,
            "end_time": _TIME,
            "timezone": _TEXT,
            "valid_from": {"anyOf": [_DATE, {"type": "null"}]},
            "valid_until": {"anyOf": [_DATE, {"type": "null"}]},
        },
        ["timezone"],
    ),
}


def import_schema() -> dict[str, Any]:
    """The schema of an import file (JSON Schema 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Planning PRO import file",
        "description": (
            "Sections of rows, matched by external_ref. Others are named by external_ref, id, or a name "
            "that only one has. A key left out keeps what is stored; null clears it."
        ),
        **_closed({name: _section(name, kind) for name, kind in SECTIONS.items()}, []),
    }


def _section(name: str, kind: str) -> dict[str, Any]:
    if kind == "organization":
        return _TEXT
    columns = COLUMNS[kind]
    rows = _closed({c.name: _shape(c) for c in columns}, [c.name for c in columns if c.required])
    return {"type": "array", "items": rows}


def _shape(column: Column) -> dict[str, Any]:
    if column.schema.startswith("one of "):
        shape: dict[str, Any] = {"enum": column.schema.removeprefix("one of ").split("|")}
    else:
        shape = _SHAPES[column.schema]
    return shape if column.required else {"anyOf": [shape, {"type": "null"}]}


def main() -> None:
    """Write the schema beside this module."""
    text = json.dumps(import_schema(), indent=2, ensure_ascii=False)
    Path(__file__).with_name("import.schema.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
