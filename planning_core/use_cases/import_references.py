"""Whom the rows of an import mean: others by external reference, id, or a name or address of one alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from planning_core.domain.change import Edit
from planning_core.domain.kinds import Entity
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.generate import every

_REMEMBERED = 20_000
_NAMED = frozenset({"skill", "role", "site", "team", "mission", "collaborator", "shift_template"})
_AT_ONCE = 500


class Ambiguous:
    """The answer where a name means several."""


AMBIGUOUS = Ambiguous()


class References:
    """Finds entities as files name them; what was found stays at hand, up to a limit for each kind."""

    def __init__(self, uow: UnitOfWork) -> None:
        self._uow = uow
        self._found: dict[str, dict[str, Entity]] = {}
        self._names: dict[str, dict[str, str | Ambiguous]] = {}

    def load(self, kind: str, names: Collection[str]) -> None:
        """Look for all these names of one kind at once."""
        known = self._found.setdefault(kind, {})
        missing = {name for name in names if name not in known}
        if not missing:
            return
        found = self._uow.plan.by_external_ref(kind, missing)
        missing.difference_update(found)
        if missing:
            by_id = self._uow.plan.get_many(kind, missing)
            found = {**found, **by_id}
            missing.difference_update(by_id)
        for name in missing if kind in _NAMED else ():
            entity_id = self._by_name(kind).get(name) or self._by_name(kind).get(name.lower())
            if isinstance(entity_id, str):
                entity = self._uow.plan.get(kind, entity_id)
                if entity is not None:
                    found[name] = entity
        if kind == "shift" or len(known) + len(found) > _REMEMBERED:
            known = self._found[kind] = {name: known[name] for name in names if name in known}
        known.update(found)

    def get(self, kind: str, name: str) -> Entity | Ambiguous | None:
        """What a name loaded before means: None for nothing, AMBIGUOUS for a name that several have."""
        entity = self._found.get(kind, {}).get(name)
        if entity is None and isinstance(
            self._names.get(kind, {}).get(name) or self._names.get(kind, {}).get(name.lower()), Ambiguous
        ):
            return AMBIGUOUS
        return entity

    def learn(self, edits: Iterable[Edit]) -> None:
        """Take note of what was just written: it may be named from now on, or be called otherwise."""
        for edit in edits:
            if edit.entity == "shift":
                continue
            if edit.before is not None:
                self._found.pop(edit.entity, None)
            ref = getattr(edit.after, "external_ref", None)
            known = self._found.setdefault(edit.entity, {})
            if edit.after is not None and ref is not None and len(known) < _REMEMBERED:
                known[ref] = edit.after
            self._names.pop(edit.entity, None)

    def _by_name(self, kind: str) -> dict[str, str | Ambiguous]:
        if kind not in self._names:
            index: dict[str, str | Ambiguous] = {}
            for entity in every(Query(kind=kind, limit=_AT_ONCE), self._uow):
                name: str = getattr(entity, "name", "")
                address = (getattr(entity, "email", None) or name).lower()
                for called in {name, address if "@" in address else name}:
                    index[called] = AMBIGUOUS if called in index else entity.id
            self._names[kind] = index
        return self._names[kind]
