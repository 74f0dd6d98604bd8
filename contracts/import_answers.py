"""What an import did, or would do."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from contracts.conflicts import ConflictOut
from contracts.outgoing import Outgoing
from planning_core.domain.reference import Severity


class KindCountOut(Outgoing):
    """What became of the rows of one kind."""

    read: int
    created: int
    updated: int
    unchanged: int
    refused: int


class RowFault(Outgoing):
    """Why a row is refused. `line` is counted from 1; `column` is what the file calls the field at fault."""

    file: str
    line: int
    path: str | None = Field(
        description="In JSON the section and the place in it, as `shifts[3]`; in XLSX the sheet."
    )
    kind: str
    column: str | None
    cell: str | None = Field(description="In XLSX: the cell, as `B7`.")
    value: Any = Field(description="What stands there, shortened where it is long.")
    reason: str = Field(description="A sentence in the caller's language.")
    code: str = Field(description="A stable word for the reason, or the code of a rule.")


class ConflictCount(Outgoing):
    """How many conflicts of one rule an import brings about."""

    rule: str
    type: Severity
    count: int


class ImportAnswer(Outgoing):
    """The account of an import; with `refused` nothing was written. Lists may hold the first alone."""

    written: bool
    dry_run: bool
    refused: bool
    counts: dict[str, KindCountOut] = Field(description="By kind: `collaborator`, `shift` …")
    fault_count: int
    faults: list[RowFault]
    blocking_count: int = Field(description="New hard conflicts that refuse the import.")
    conflict_counts: list[ConflictCount]
    conflicts: list[ConflictOut] = Field(description="Conflicts that the import brings about.")
