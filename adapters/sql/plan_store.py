"""The plan's entities on a SQL database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, cast

import sqlalchemy as sa

from adapters.sql.kept_entities import made_of
from adapters.sql.neighbourhood import ask_for, gathered, neighbourhood
from adapters.sql.plan_edits import carry_out
from adapters.sql.plan_listing import list_page
from adapters.sql.plan_references import find_reference
from adapters.sql.plan_rows import FROM_ROW
from adapters.sql.plan_tables import PLAN_TABLES, assignment, blackout, shift, shift_template
from adapters.sql.session import Session
from adapters.sql.spans import overlap
from adapters.sql.statements import Form, having_some
from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.domain.reference import Blackout, Mission
from planning_core.domain.time import Window
from planning_core.domain.work import Shift
from planning_core.ports.listing import NAMED
from planning_core.ports.plan_store import Page, Query


class SqlPlanStore:
    """Entities in one table per kind."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, kind: str, entity_id: str) -> Entity | None:
        """The entity of that kind and id, or None."""
        return self.get_many(kind, [entity_id]).get(entity_id)

    def get_many(self, kind: str, ids: Collection[str]) -> dict[str, Entity]:
        """Those of these ids that exist, by id."""
        return {one.id: one for one in self._having(kind, PLAN_TABLES[kind].c.id, ids)}

    def gather(self, wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Entity]:
        """Those of these ids of several kinds that exist, by kind and id."""
        return gathered(self._session, wanted)

    def by_external_ref(self, kind: str, refs: Collection[str]) -> dict[str, Entity]:
        """Those that carry one of these external references, by reference."""
        table = PLAN_TABLES[kind]
        if "external_ref" not in table.c:
            return {}
        found = self._having(kind, table.c.external_ref, refs)
        return {cast(Any, one).external_ref: one for one in found}

    def assignments_of_shifts(self, shift_ids: Collection[str]) -> list[Entity]:
        """All assignments to these shifts, rejected ones too."""
        return self._having("assignment", assignment.c.shift_id, shift_ids)

    def neighbourhood(
        self, *, collaborator_ids: Collection[str], shift_ids: Collection[str], window: Window | None
    ) -> list[Entity]:
        """What rules must see to judge these people and these shifts, each entity once."""
        return neighbourhood(self._session, collaborator_ids, shift_ids, window)

    def blackouts_over(self, shifts: Collection[Shift]) -> list[Entity]:
        """Blackouts that overlap one of these shifts at its site, whether the shift is stored or not."""
        if not shifts:
            return []
        first, last = min(one.starts_at for one in shifts), max(one.ends_at for one in shifts)
        windows: dict[str, list[Window]] = {}
        for one in shifts:
            windows.setdefault(one.site_id, []).append(one.window)
        select = self._session.select(blackout).where(
            *overlap(self._session, "blackout", blackout, first, last)
        )
        found = cast("list[Blackout]", self._entities("blackout", select, blackout.c.site_id, windows))
        return [
            one
            for one in found
            if any(window.overlaps(Window(one.starts_at, one.ends_at)) for window in windows[one.site_id])
        ]

    def collaborators_working(
        self, *, role_id: str | None = None, template_id: str | None = None
    ) -> set[str]:
        """People with an assignment (not rejected) on a shift of that role or of that template."""
        either = [
            column == value
            for column, value in ((shift.c.role_id, role_id), (shift.c.template_id, template_id))
            if value is not None
        ]
        if not either:
            return set()
        of_shift = self._session.own(shift) & (shift.c.id == assignment.c.shift_id)
        select = (
            self._session.select(assignment, assignment.c.collaborator_id)
            .where(of_shift, sa.or_(*either), assignment.c.status != "rejected")
            .distinct()
        )
        return {row.collaborator_id for row in self._session.rows(select)}

    def shifts_at(self, site_id: str, window: Window) -> set[str]:
        """Ids of shifts of a site, not cancelled, that overlap a window."""
        select = self._session.select(shift, shift.c.id).where(
            shift.c.site_id == site_id,
            shift.c.status != "cancelled",
            *overlap(self._session, "shift", shift, window.start, window.end),
        )
        return {row.id for row in self._session.rows(select)}

    def shift_outside(self, mission: Mission) -> str | None:
        """The id of a shift or template of that mission that its sites, roles or window leave out."""
        shifts = self._session.select(shift, sa.func.min(shift.c.id)).where(
            shift.c.mission_id == mission.id,
            shift.c.status != "cancelled",
            sa.or_(
                _outside(shift, mission),
                shift.c.starts_at < mission.starts_at,
                shift.c.ends_at > mission.ends_at,
            ),
        )
        templates = self._session.select(shift_template, sa.func.min(shift_template.c.id)).where(
            shift_template.c.mission_id == mission.id, _outside(shift_template, mission)
        )
        found = self._session.scalar(shifts) or self._session.scalar(templates)
        return None if found is None else str(found)

    def period(
        self, window: Window, *, site_ids: Collection[str] = (), mission_ids: Collection[str] = ()
    ) -> list[Entity]:
        """The shifts that start in a window with their assignments, kept to sites and missions."""
        scope = [
            shift.c[name].in_(list(ids))
            for name, ids in (("site_id", site_ids), ("mission_id", mission_ids))
            if ids
        ]
        starting = [shift.c.starts_at >= window.start, shift.c.starts_at < window.end]
        shifts = self._session.select(shift).where(*starting, *scope)
        theirs = self._session.select(assignment).where(
            assignment.c.starts_at >= window.start, assignment.c.starts_at < window.end
        )
        if scope:
            of_shift = self._session.own(shift) & (shift.c.id == assignment.c.shift_id)
            theirs = theirs.where(sa.exists().where(of_shift, *scope))
        return [
            *(FROM_ROW["shift"](row) for row in self._session.rows(shifts)),
            *(FROM_ROW["assignment"](row) for row in self._session.rows(theirs)),
        ]

    def first_reference(self, kind: str, entity_id: str) -> tuple[str, str] | None:
        """Kind and id of one entity that refers to this one, or None."""
        return find_reference(self._session, kind, entity_id)

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """Names of people, skills, roles, sites, teams, missions and templates by id."""
        rows = self._session.found_by(_names, ids)
        return {row.id: row.name for row in rows}

    def page(self, query: Query) -> Page:
        """One page, shifts and assignments in order of the shift's start, then id; the rest by id."""
        return list_page(self._session, query)

    def collaborator_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of people, in order, following `after`."""
        return self._ids("collaborator", after, limit)

    def shift_ids(self, after: str | None, limit: int) -> list[str]:
        """Ids of shifts, in id order, following `after`."""
        return self._ids("shift", after, limit)

    def write(self, edits: Sequence[Edit], *, overlapping: bool = False) -> None:
        """Carry out edits, those of one kind in their order."""
        carry_out(self._session, edits, overlapping=overlapping)

    def _having(self, kind: str, column: sa.Column[Any], values: Collection[str]) -> list[Entity]:
        asked = ask_for(self._session, kind, column, values)
        return made_of(kind, asked(), postgres=self._session.postgres)

    def _ids(self, kind: str, after: str | None, limit: int) -> list[str]:
        table = PLAN_TABLES[kind]
        select = self._session.select(table, table.c.id).order_by(table.c.id).limit(limit)
        if after is not None:
            select = select.where(table.c.id > after)
        return [row.id for row in self._session.rows(select)]

    def _entities(
        self, kind: str, select: sa.Select[Any], column: sa.ColumnElement[Any], values: Collection[str]
    ) -> list[Entity]:
        from_row = FROM_ROW[kind]
        return [from_row(row) for row in self._session.rows_among(select, column, values)]


@cache
def _names(form: Form) -> sa.CompoundSelect[Any]:
    """Names of an organization's things of whatever kind, by id."""
    tables = (PLAN_TABLES[kind] for kind in NAMED)
    return sa.union_all(*(having_some(table.c.id, (table.c.id, table.c.name), form) for table in tables))


def _outside(table: sa.Table, mission: Mission) -> sa.ColumnElement[bool]:
    return sa.or_(table.c.site_id.not_in(mission.site_ids), table.c.role_id.not_in(mission.role_ids))
