"""Standing conflicts on a SQL database."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Row

from adapters.sql.plan_tables import shift
from adapters.sql.record_tables import conflict, conflict_about
from adapters.sql.session import CHUNK, Session
from adapters.sql.spans import Condition, overlap, widen_span
from adapters.sql.statements import Form, is_among, of_own
from planning_core.domain.conflict import Conflict
from planning_core.domain.lately import Lately
from planning_core.domain.reference import Severity
from planning_core.domain.time import Window
from planning_core.ports.conflict_store import ConflictQuery

MOST_KEPT = 50_000


class _Key(NamedTuple):
    """All of a conflict: the fingerprint stands for its facts, whatever database they lie in."""

    fingerprint: str
    type: str
    owner: str
    overridden: bool


_read_lately: Lately[_Key, Conflict] = Lately(MOST_KEPT, time.monotonic)


class SqlConflictStore:
    """Conflicts by fingerprint, and a table of what each is about."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def about(self, kind: str, ids: Collection[str]) -> dict[str, list[Conflict]]:
        """Conflicts that concern these shifts, assignments or collaborators (`kind`), by id, in order."""
        keys: dict[str, list[_Key]] = {}
        for row in self._session.found_by(_about, ids, kind=kind):
            keys.setdefault(row.ref, []).append(_key(row))
        known = self._known({key for of_ref in keys.values() for key in of_ref})
        return {ref: _in_order(known[key] for key in of_ref) for ref, of_ref in keys.items()}

    def _known(self, keys: Collection[_Key], conditions: Sequence[Condition] = ()) -> dict[_Key, Conflict]:
        """The conflicts of these keys: those read lately from memory, the others from their rows.

        `conditions`, where given, are what the keys were found by: many rows are then read at once.
        """
        found = {key: kept for key in keys if (kept := _read_lately.get(key)) is not None}
        missing = [key.fingerprint for key in keys if key not in found]
        if conditions and len(missing) > CHUNK:
            rows = self._session.rows(self._session.select(conflict).where(*conditions))
        else:
            rows = self._session.having(conflict.c.fingerprint, missing)
        for row in rows:
            key = _key(row)
            found[key] = _read_lately.put(key, _from_row(row))
        return found

    def get(self, fingerprint: str) -> Conflict | None:
        """The conflict of that fingerprint, or None."""
        return next(map(_from_row, self._session.having(conflict.c.fingerprint, [fingerprint])), None)

    def owned(self, owners: Collection[str]) -> list[Conflict]:
        """Conflicts that the evaluation of these people or shifts found, in order."""
        return _in_order(map(_from_row, self._session.having(conflict.c.owner, owners)))

    def find(self, query: ConflictQuery) -> list[Conflict]:
        """Conflicts that match, in order."""
        conditions = overlap(self._session, "conflict", conflict, query.ends_after, query.starts_before)
        if query.rules:
            conditions.append(conflict.c.rule.in_(query.rules))
        if query.types:
            conditions.append(conflict.c.type.in_(query.types))
        if query.collaborator_ids:
            people = self._linked("collaborator").where(conflict_about.c.ref.in_(query.collaborator_ids))
            conditions.append(conflict.c.fingerprint.in_(people))
        if query.site_ids or query.mission_ids:
            conditions.append(conflict.c.fingerprint.in_(self._in_scope(query)))
        told = (conflict.c[name] for name in _Key._fields)
        select = self._session.select(conflict, *told).where(*conditions)
        keys = [_key(row) for row in self._session.rows(select)]
        known = self._known(keys, conditions)
        return _in_order(known[key] for key in keys if key in known)

    def replace(self, gone: Collection[str], found: Sequence[Conflict]) -> None:
        """Take away those with these fingerprints, put these in (over one of the same fingerprint)."""
        kept = {one.fingerprint: one for one in found}
        # Their links go with them.
        self._session.delete_having(conflict.c.fingerprint, [*gone, *kept])
        if not kept:
            return
        self._session.insert(conflict, [_to_row(one) for one in kept.values()])
        self._session.insert_words(conflict_about, [link for one in kept.values() for link in _links(one)])
        # A finding's window may be empty; it then lies in no window at all.
        windows = [Window(one.starts_at, one.ends_at) for one in kept.values() if one.starts_at < one.ends_at]
        widen_span(self._session, "conflict", windows)

    def clear(self) -> None:
        """Take all away."""
        self._session.run(self._session.delete(conflict))

    def _linked(self, kind: str) -> sa.Select[Any]:
        return self._session.select(conflict_about, conflict_about.c.fingerprint).where(
            conflict_about.c.kind == kind
        )

    def _in_scope(self, query: ConflictQuery) -> sa.Select[Any]:
        of_shift = self._session.own(shift) & (shift.c.id == conflict_about.c.ref)
        scope = [
            shift.c[name].in_(ids)
            for name, ids in (("site_id", query.site_ids), ("mission_id", query.mission_ids))
            if ids
        ]
        return self._linked("shift").where(sa.exists().where(of_shift, *scope))


@cache
def _about(form: Form) -> sa.Select[Any]:
    """The keys of an organization's conflicts about things of one kind, each with the thing."""
    told = (conflict.c[name] for name in _Key._fields)
    links = of_own(conflict_about, (conflict_about.c.ref, *told)).join(
        conflict,
        (conflict.c.fingerprint == conflict_about.c.fingerprint)
        & (conflict.c.organization_id == conflict_about.c.organization_id),
    )
    return links.where(
        conflict_about.c.kind == sa.bindparam("kind", type_=sa.String),
        is_among(conflict_about.c.ref, form),
    )


def _to_row(found: Conflict) -> dict[str, Any]:
    facts = {
        "details": found.details,
        "shift_ids": found.shift_ids,
        "assignment_ids": found.assignment_ids,
        "collaborator_ids": found.collaborator_ids,
        "subject": found.subject,
        "excess": found.excess,
    }
    return {
        "fingerprint": found.fingerprint,
        "rule": found.rule,
        "type": found.type.value,
        "owner": found.owner,
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "overridden": found.overridden,
        # As the fingerprint reads them, so that it is the same when they come back.
        "facts": json.loads(json.dumps(facts, default=str)),
    }


def _key(row: Row[Any]) -> _Key:
    return _Key(row.fingerprint, row.type, row.owner, row.overridden)


def _from_row(row: Row[Any]) -> Conflict:
    facts = row.facts
    found = Conflict(
        type=Severity(row.type),
        rule=row.rule,
        owner=row.owner,
        details=facts["details"],
        shift_ids=tuple(facts["shift_ids"]),
        assignment_ids=tuple(facts["assignment_ids"]),
        collaborator_ids=tuple(facts["collaborator_ids"]),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        subject=tuple(facts["subject"]),
        excess=facts["excess"],
        overridden=row.overridden,
    )
    return found.known_as(row.fingerprint)


def _links(found: Conflict) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "ref": ref, "fingerprint": found.fingerprint}
        for kind, refs in (
            ("shift", found.shift_ids),
            ("assignment", found.assignment_ids),
            ("collaborator", found.collaborator_ids),
        )
        for ref in dict.fromkeys(refs)
    ]


def _in_order(conflicts: Iterable[Conflict]) -> list[Conflict]:
    return sorted(conflicts, key=lambda one: (one.sort_key(), one.fingerprint))
