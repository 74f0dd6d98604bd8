"""The published schema of the import file is that of the columns read, and holds for a real file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from contracts.importing_columns import COLUMNS, columns_by_name
from contracts.importing_schema import import_schema
from contracts.importing_words import kind_of_file
from tests.cli.command import plan_file
from tests.rostering.convert import to_import
from tests.rostering.instance import read_instance


def test_schema_in_the_repository_is_that_of_the_code(repository: Path) -> None:
    kept = json.loads((repository / "contracts" / "import.schema.json").read_text(encoding="utf-8"))

    assert kept == import_schema(), "run: python -m contracts.importing_schema"


def test_files_that_come_in_are_valid(repository: Path) -> None:
    validator = jsonschema_rs.validator_for(import_schema())
    instance = read_instance(repository / "tests" / "rostering" / "tiny_instance.txt")

    faults = [e.message for f in (plan_file(), to_import(instance)) for e in validator.iter_errors(f)]

    assert faults == []


@pytest.mark.parametrize("wrong", [{"shifts": [{}]}, {"people": []}, {"skills": [{"external_ref": "a"}]}])
def test_files_that_would_be_refused_are_invalid(wrong: dict[str, Any]) -> None:
    assert not jsonschema_rs.validator_for(import_schema()).is_valid(wrong)


def test_every_name_of_a_column_leads_to_one_column() -> None:
    for kind, columns in COLUMNS.items():
        assert len({c.field for c in columns}) == len(columns)
        assert {c.name for c in columns_by_name(kind).values()} == {c.name for c in columns}


@pytest.mark.parametrize(
    ("stem", "kind"),
    [
        ("shifts", "shift"),
        ("Shifts 2025-03", "shift"),
        ("export_affectations", "assignment"),
        ("Congés", "availability"),
        ("modèles", "shift_template"),
        ("shift_templates", "shift_template"),
        ("skill", "skill"),
        ("data", None),
    ],
)
def test_name_of_a_file_says_what_it_holds(stem: str, kind: str | None) -> None:
    assert kind_of_file(stem) == kind
