"""Who refers to an entity."""

from __future__ import annotations

import json

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from adapters.sql.plan_rows import FROM_ROW
from adapters.sql.plan_tables import ASKS_FOR_SKILLS, PLAN_TABLES, shift
from adapters.sql.session import Session
from planning_core.ports.listing import REFERENCES, refers


def find_reference(session: Session, kind: str, entity_id: str) -> tuple[str, str] | None:
    """Kind and id of the first entity, in the order of REFERENCES and then by id, that names this one."""
    for other, field in REFERENCES[kind]:
        table = PLAN_TABLES[other]
        if table is shift and field == "required_skill_ids":
            found = _asking(session, entity_id)
        else:
            search = _listing if isinstance(table.c[field].type, sa.JSON) else _naming
            found = search(session, other, field, entity_id)
        if found is not None:
            return other, found
    return None


def _naming(session: Session, kind: str, field: str, entity_id: str) -> str | None:
    table = PLAN_TABLES[kind]
    select = session.select(table, sa.func.min(table.c.id)).where(table.c[field] == entity_id)
    found = session.scalar(select)
    return None if found is None else str(found)


def _asking(session: Session, skill_id: str) -> str | None:
    """The first shift that asks for a skill: there are too many shifts to look at each."""
    asked = shift.c.required_skill_ids
    if session.postgres:
        holds = sa.cast(asked, JSONB).contains([skill_id])
    else:
        holds = sa.cast(asked, sa.Text).contains(json.dumps(skill_id, ensure_ascii=False), autoescape=True)
    select = session.select(shift, shift.c.id, asked).where(ASKS_FOR_SKILLS, holds)
    return min((row.id for row in session.rows(select) if skill_id in row.required_skill_ids), default=None)


def _listing(session: Session, kind: str, field: str, entity_id: str) -> str | None:
    """Search lists by their text, which both databases can, then look at what is found for itself."""
    table = PLAN_TABLES[kind]
    text = json.dumps(entity_id, ensure_ascii=False)
    holds = sa.cast(table.c[field], sa.Text).contains(text, autoescape=True)
    select = session.select(table).where(holds).order_by(table.c.id)
    for row in session.rows(select):
        if refers(FROM_ROW[kind](row), field, entity_id):
            return str(row.id)
    return None
