"""Large plans in SQLite files, put there without the checks that are to be measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from adapters.sql import SqlDatabase, upgrade
from adapters.system import SystemClock
from planning_core import AccessRole, Entity, Principal
from planning_core.domain.change import Edit
from planning_core.domain.kinds import kind_of
from planning_core.ports.unit_of_work import UnitOfWorkFactory
from planning_core.use_cases.rules_in_force import recheck

PRINCIPAL = Principal(user_id="bench", role=AccessRole.ADMIN)
ORGANIZATION = "default"
"""The one that the product serves unless it is told otherwise."""

_ROWS_AT_ONCE = 5_000


def stored(path: Path, entities: Iterable[Entity]) -> UnitOfWorkFactory:
    """These entities in a new SQLite file, with the conflicts that stand."""
    database = SqlDatabase(f"sqlite:///{path}")
    upgrade(database)
    factory = database.units_of_work(ORGANIZATION)
    fill(factory, entities)
    return factory


def fill(factory: UnitOfWorkFactory, entities: Iterable[Entity]) -> None:
    """Put these entities where nothing is yet, with the conflicts that stand."""
    with factory() as uow:
        for portion in _portions(entities):
            uow.plan.write(
                [Edit(entity=kind_of(e), id=e.id, before=None, after=e, action="create") for e in portion]
            )
        recheck(uow=uow, clock=SystemClock())
        uow.commit()


def _portions(entities: Iterable[Entity]) -> Iterator[list[Entity]]:
    source = iter(entities)
    while portion := list(islice(source, _ROWS_AT_ONCE)):
        yield portion
