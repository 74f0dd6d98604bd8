"""Between templates, shifts and assignments and their rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy.engine import Row

from planning_core.domain.record import to_record
from planning_core.domain.work import Assignment, Override, Shift, ShiftTemplate


def template_to_row(template: ShiftTemplate) -> dict[str, Any]:
    """The row of a shift template."""
    return {
        "id": template.id,
        "name": template.name,
        "mission_id": template.mission_id,
        "site_id": template.site_id,
        "role_id": template.role_id,
        "start_time": template.start_time,
        "duration_minutes": template.duration_minutes,
        "break_minutes": template.break_minutes,
        "weekdays": template.weekdays,
        "valid_from": template.valid_from,
        "valid_until": template.valid_until,
        "headcount": template.headcount,
        "soft_capacity": template.soft_capacity,
        "hard_capacity": template.hard_capacity,
        "required_skill_ids": template.required_skill_ids,
        "team_id": template.team_id,
        "not_followed_by": template.not_followed_by,
        "external_ref": template.external_ref,
        "version": template.version,
    }


def template_from_row(row: Row[Any]) -> ShiftTemplate:
    """The shift template of a row."""
    return ShiftTemplate(
        id=row.id,
        name=row.name,
        mission_id=row.mission_id,
        site_id=row.site_id,
        role_id=row.role_id,
        start_time=row.start_time,
        duration_minutes=row.duration_minutes,
        break_minutes=row.break_minutes,
        weekdays=tuple(row.weekdays),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        headcount=row.headcount,
        soft_capacity=row.soft_capacity,
        hard_capacity=row.hard_capacity,
        required_skill_ids=tuple(row.required_skill_ids),
        team_id=row.team_id,
        not_followed_by=tuple(row.not_followed_by),
        external_ref=row.external_ref,
        version=row.version,
    )


def shift_to_row(shift: Shift) -> dict[str, Any]:
    """The row of a shift."""
    return {
        "id": shift.id,
        "template_id": shift.template_id,
        "mission_id": shift.mission_id,
        "site_id": shift.site_id,
        "role_id": shift.role_id,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "break_minutes": shift.break_minutes,
        "status": shift.status.value,
        "headcount": shift.headcount,
        "soft_capacity": shift.soft_capacity,
        "hard_capacity": shift.hard_capacity,
        "required_skill_ids": shift.required_skill_ids,
        "shortage_weight": shift.shortage_weight,
        "surplus_weight": shift.surplus_weight,
        "note": shift.note,
        "external_ref": shift.external_ref,
        "version": shift.version,
        "changed_since_publication": shift.changed_since_publication,
        "ever_published": shift.ever_published,
    }


def shift_from_row(row: Row[Any]) -> Shift:
    """The shift of a row."""
    return Shift(
        id=row.id,
        template_id=row.template_id,
        mission_id=row.mission_id,
        site_id=row.site_id,
        role_id=row.role_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        break_minutes=row.break_minutes,
        status=row.status,
        headcount=row.headcount,
        soft_capacity=row.soft_capacity,
        hard_capacity=row.hard_capacity,
        required_skill_ids=tuple(row.required_skill_ids),
        shortage_weight=row.shortage_weight,
        surplus_weight=row.surplus_weight,
        note=row.note,
        external_ref=row.external_ref,
        version=row.version,
        changed_since_publication=row.changed_since_publication,
        ever_published=row.ever_published,
    )


def assignment_to_row(assignment: Assignment) -> dict[str, Any]:
    """The row of an assignment, without the window of its shift."""
    return {
        "id": assignment.id,
        "shift_id": assignment.shift_id,
        "collaborator_id": assignment.collaborator_id,
        "role_id": assignment.role_id,
        "status": assignment.status.value,
        "locked": assignment.locked,
        "source": assignment.source.value,
        "override": None if assignment.override is None else to_record(assignment.override),
        "note": assignment.note,
        "version": assignment.version,
        "changed_since_publication": assignment.changed_since_publication,
    }


def assignment_from_row(row: Row[Any]) -> Assignment:
    """The assignment of a row."""
    return Assignment(
        id=row.id,
        shift_id=row.shift_id,
        collaborator_id=row.collaborator_id,
        role_id=row.role_id,
        status=row.status,
        locked=row.locked,
        source=row.source,
        override=None if row.override is None else Override(**row.override),
        note=row.note,
        version=row.version,
        changed_since_publication=row.changed_since_publication,
    )
