"""Import files of any length, written as they are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.record import to_record
from tests.benchmarks.year_plan import Size, reference, work

SECTION_OF = {
    "skill": "skills",
    "role": "roles",
    "site": "sites",
    "mission": "missions",
    "shift_template": "shift_templates",
    "collaborator": "collaborators",
    "availability": "availability",
}
NAMES = {
    "mission_id": "mission",
    "site_id": "site",
    "role_id": "role",
    "template_id": "template",
    "collaborator_id": "collaborator",
    "required_skill_ids": "required_skills",
    "site_ids": "sites",
    "role_ids": "roles",
}
LEFT_OUT = frozenset({"id", "version", "changed_since_publication", "ever_published", "status"})


def write_import_file(path: Path, size: Size) -> tuple[int, int]:
    """Write the plan of that size; how many shifts and assignments it holds."""
    things = list(reference(size))
    refs = {thing.id: ref for thing in things if (ref := getattr(thing, "external_ref", None)) is not None}
    shifts = assignments = 0
    with path.open("w", encoding="utf-8") as file:
        file.write('{"timezone": "Europe/Paris"')
        for kind, section in SECTION_OF.items():
            file.write(_section(section, (_row(t, refs) for t in things if kind_of(t) == kind)))
        file.write(_opened("shifts"))
        for shift, _ in work(size):
            file.write(_element(_row(shift, refs), first=not shifts))
            shifts += 1
        file.write("]" + _opened("assignments"))
        for shift, people in work(size):
            for one in people:
                row = {"shift": shift.external_ref, "collaborator": refs[one.collaborator_id]}
                file.write(_element({**row, "status": "confirmed"}, first=not assignments))
                assignments += 1
        file.write("]}")
    return shifts, assignments


def _section(name: str, rows: Iterator[dict[str, Any]]) -> str:
    return _opened(name) + "".join(_element(row, first=not number) for number, row in enumerate(rows)) + "]"


def _opened(name: str) -> str:
    return f',\n"{name}": ['


def _element(row: dict[str, Any], *, first: bool) -> str:
    return ("\n" if first else ",\n") + json.dumps(row)


def _row(entity: Entity, refs: dict[str, str]) -> dict[str, Any]:
    """An entity under the names of the import file, what it refers to by external reference."""
    row: dict[str, Any] = {}
    for field, value in to_record(entity).items():
        if field in LEFT_OUT or value is None:
            continue
        if field == "skills":
            row[field] = [{"skill": refs[h["skill_id"]], "valid_until": h["valid_until"]} for h in value]
        elif isinstance(value, list | tuple):
            row[NAMES.get(field, field)] = [refs.get(one, one) for one in value]
        else:
            row[NAMES.get(field, field)] = refs.get(value, value) if isinstance(value, str) else value
    return row
