"""What rules must see around people and shifts, asked for together: only what is named waits for the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, cast

import sqlalchemy as sa

from adapters.sql.kept_entities import made_of, told_as
from adapters.sql.plan_tables import PLAN_TABLES, assignment, availability, blackout, collaborator, shift
from adapters.sql.session import Asked, Session
from adapters.sql.spans import Condition, within
from adapters.sql.statements import Form, having_some, is_among, of_own
from planning_core.domain.kinds import Entity
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.listing import AVAILABILITY_MARGIN


def neighbourhood(
    session: Session, people: Collection[str], shift_ids: Collection[str], window: Window | None
) -> list[Entity]:
    """As PlanStore.neighbourhood promises it."""
    windowed = window is not None
    around, wide = _sides(window), _sides(window and window.widened(AVAILABILITY_MARGIN))
    named = ask_for(session, "shift", shift.c.id, shift_ids)
    # Of all time it would be much of the table: then shifts are asked for by id, once these are known.
    of_people, worked = _asked_for_work(session, people, around)
    on_shifts = ask_for(session, "assignment", assignment.c.shift_id, shift_ids)
    who = ask_for(session, "collaborator", collaborator.c.id, people)
    said = session.asking(partial(_said, windowed=windowed), people, **wide)
    closed = session.asking(_closed, shift_ids)
    guess = Guess(session, people)

    def made(kind: str, asked: Asked) -> list[Entity]:
        return made_of(kind, asked(), postgres=session.postgres)

    own = cast("dict[str, Shift]", {one.id: one for one in made("shift", named)})
    shifts = {**own, **cast("dict[str, Shift]", {one.id: one for one in made("shift", worked)})}
    work = {one.id: one for one in (*made("assignment", of_people), *made("assignment", on_shifts))}
    known = [*made("collaborator", who), *made("availability", said), *shifts.values(), *work.values()]
    known += {one.id: one for one in made("blackout", closed)}.values()
    further = {cast(Assignment, one).shift_id for one in work.values()} - shifts.keys()
    return known + _named(session, own.values(), shifts, further, guess)


def _named(
    session: Session,
    own: Iterable[Shift],
    shifts: dict[str, Shift],
    further: Collection[str],
    guess: Guess,
) -> list[Entity]:
    """What these shifts name, and the shifts that are not there yet; of some their missions too."""
    found = gathered(session, {"shift": further}) if further else {}
    every = [*shifts.values(), *cast("Iterable[Shift]", found.values())]
    wanted = {
        kind: {named for one in every if (named := getattr(one, field)) is not None}
        for kind, field in (("role", "role_id"), ("shift_template", "template_id"), ("site", "site_id"))
    }
    wanted["mission"] = {one.mission_id for one in own}
    return [*found.values(), *guess.gathered(wanted)]


def _asked_for_work(session: Session, people: Collection[str], around: dict[str, Any]) -> tuple[Asked, Asked]:
    """Assignments of people, and within a window their shifts: on PostgreSQL both by one statement."""
    if session.postgres and around:
        both = cache(session.asking(_work_with_shifts, people, **around))
        return (lambda: [(row.row,) for row in both()]), lambda: [(row.of_shift,) for row in both()]
    worked = session.asking(_worked, people if around else (), **around)
    return session.asking(partial(_work, windowed=bool(around)), people, **around), worked


class Guess:
    """What shifts around some people named the last time, asked for along with those shifts.

    Mostly it is what they name now, and need not be asked for once they are known. What is missing is.
    """

    def __init__(self, session: Session, people: Collection[str]) -> None:
        self._session = session
        self._key = (session.organization_id, *sorted(people))
        known = session.postgres and len(people) <= _MOST_PEOPLE
        self._named = _named_lately.get(self._key, {}) if known else {}
        self._asked = _asked_for(session, self._named)

    def gathered(self, wanted: Mapping[str, Collection[str]]) -> Iterator[Entity]:
        """Those of these ids of several kinds that exist."""
        if len(_named_lately) >= _MOST_GUESSES:
            _named_lately.clear()
        _named_lately[self._key] = wanted
        missing = {kind: set(ids).difference(self._named.get(kind, ())) for kind, ids in wanted.items()}
        asked = [*self._asked, *_asked_for(self._session, missing)]
        for kind, rows in asked:
            for one in made_of(kind, rows(), postgres=self._session.postgres):
                if one.id in wanted.get(kind, ()):
                    yield one


_MOST_PEOPLE, _MOST_GUESSES = 4, 10_000
_named_lately: dict[tuple[str, ...], Mapping[str, Collection[str]]] = {}


def gathered(session: Session, wanted: Mapping[str, Collection[str]]) -> dict[tuple[str, str], Entity]:
    """Those of these ids of several kinds that exist, by kind and id, asked for together."""
    return {
        (kind, one.id): one
        for kind, rows in _asked_for(session, wanted)
        for one in made_of(kind, rows(), postgres=session.postgres)
    }


def _asked_for(session: Session, wanted: Mapping[str, Collection[str]]) -> list[tuple[str, Asked]]:
    """Entities of several kinds by their ids, kind by kind, asked for together."""
    return [
        (kind, ask_for(session, kind, PLAN_TABLES[kind].c.id, ids)) for kind, ids in wanted.items() if ids
    ]


def ask_for(session: Session, kind: str, column: sa.Column[Any], values: Collection[str]) -> Asked:
    """Entities in whose rows a column holds one of these values, as `made_of` takes them."""
    held, rows = session.held.get(kind, _NONE)
    if column.name == "id" and held == frozenset(values):
        return rows
    told = told_as(kind, postgres=session.postgres)
    return session.asking(partial(having_some, column, told), values)


_NONE: tuple[Collection[str], Asked] = (), list


def _sides(window: Window | None) -> dict[str, Any]:
    return {} if window is None else {"ends_after": window.start, "starts_before": window.end}


@cache
def _work(form: Form, *, windowed: bool) -> sa.Select[Any]:
    """Assignments of people."""
    told = told_as("assignment", postgres=form.postgres)
    theirs = having_some(assignment.c.collaborator_id, told, form)
    return theirs.where(*_inside("shift", assignment, form, windowed=windowed))


@cache
def _worked(form: Form) -> sa.Select[Any]:
    """The shifts of the same, within a window."""
    of_shift = (shift.c.id == assignment.c.shift_id) & (
        shift.c.organization_id == assignment.c.organization_id
    )
    theirs = of_own(assignment, told_as("shift", postgres=form.postgres)).join(shift, of_shift)
    return theirs.where(
        is_among(assignment.c.collaborator_id, form), *within("shift", assignment, postgres=form.postgres)
    )


@cache
def _work_with_shifts(form: Form) -> sa.Select[Any]:
    """Both, within a window, each as one text (PostgreSQL)."""
    (of_shift,) = told_as("shift", postgres=True)
    return _worked(form).with_only_columns(*told_as("assignment", postgres=True), of_shift.label("of_shift"))


@cache
def _said(form: Form, *, windowed: bool) -> sa.Select[Any]:
    """What is said of people's time."""
    told = told_as("availability", postgres=form.postgres)
    theirs = having_some(availability.c.collaborator_id, told, form)
    inside = _inside("availability", availability, form, windowed=windowed)
    return theirs.where(sa.or_(availability.c.starts_at.is_(None), sa.and_(*inside))) if inside else theirs


@cache
def _closed(form: Form) -> sa.Select[Any]:
    """Blackouts that overlap one of some shifts at its site."""
    at_site = (blackout.c.site_id == shift.c.site_id) & (
        blackout.c.organization_id == shift.c.organization_id
    )
    over = of_own(shift, told_as("blackout", postgres=form.postgres)).join(blackout, at_site)
    return over.where(
        is_among(shift.c.id, form),
        *within("blackout", blackout, shift.c.starts_at, shift.c.ends_at, postgres=form.postgres),
    )


def _inside(kind: str, table: sa.Table, form: Form, *, windowed: bool) -> list[Condition]:
    return within(kind, table, postgres=form.postgres) if windowed else []
