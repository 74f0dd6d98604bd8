"""The two row functions of each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.engine import Row

from adapters.sql import people_rows, work_rows
from planning_core.domain.kinds import Entity

TO_ROW: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "skill": people_rows.skill_to_row,
    "role": people_rows.role_to_row,
    "site": people_rows.site_to_row,
    "team": people_rows.team_to_row,
    "mission": people_rows.mission_to_row,
    "blackout": people_rows.blackout_to_row,
    "collaborator": people_rows.collaborator_to_row,
    "availability": people_rows.availability_to_row,
    "shift_template": work_rows.template_to_row,
    "shift": work_rows.shift_to_row,
    "assignment": work_rows.assignment_to_row,
}
"""From an entity to its row, which lacks its organization and, of an assignment, its shift's window."""

FROM_ROW: Mapping[str, Callable[[Row[Any]], Entity]] = {
    "skill": people_rows.skill_from_row,
    "role": people_rows.role_from_row,
    "site": people_rows.site_from_row,
    "team": people_rows.team_from_row,
    "mission": people_rows.mission_from_row,
    "blackout": people_rows.blackout_from_row,
    "collaborator": people_rows.collaborator_from_row,
    "availability": people_rows.availability_from_row,
    "shift_template": work_rows.template_from_row,
    "shift": work_rows.shift_from_row,
    "assignment": work_rows.assignment_from_row,
}
"""From a row with every column of its table to the entity."""
