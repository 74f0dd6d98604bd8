"""Repairs of a standing conflict."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import ConfigDict, Field, StringConstraints

from contracts.assignments import AssignmentOut
from contracts.conflicts import CONFLICT_EXAMPLE, ConflictOut
from contracts.incoming import Incoming
from contracts.outgoing import Outgoing
from contracts.shifts import ShiftOut


class RepairsIn(Incoming):
    """The standing conflict to mend."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"fingerprint": CONFLICT_EXAMPLE["fingerprint"]}]}
    )

    fingerprint: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]


class ShiftRepair(Outgoing):
    """A change of a shift, as a batch takes it."""

    op: Literal["update"]
    entity: Literal["shift"]
    id: str
    expected_version: int | None
    data: ShiftOut


class AssignmentRepair(Outgoing):
    """A change of an assignment, as a batch takes it."""

    op: Literal["create", "update", "delete"]
    entity: Literal["assignment"]
    id: str
    expected_version: int | None
    data: AssignmentOut | None


RepairChange: TypeAlias = Annotated[ShiftRepair | AssignmentRepair, Field(discriminator="entity")]


class RepairOut(Outgoing):
    """Changes, ready for `POST /batch`, that resolve the conflict and bring about no hard one."""

    kind: Literal["swap_person", "move_shift", "add_break", "drop_assignment", "assign_person"]
    message: str = Field(description="A sentence in the caller's language.")
    changes: list[RepairChange]
    resolved_conflicts: list[ConflictOut]
    new_conflicts: list[ConflictOut] = Field(description="Soft ones only.")


class RepairsOut(Outgoing):
    """A conflict and how it can be mended, the least upsetting way first."""

    conflict: ConflictOut
    repairs: list[RepairOut]
