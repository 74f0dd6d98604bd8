"""Ids in a command of what is not there."""

from __future__ import annotations

from collections.abc import Sequence

from planning_core.errors import Fault
from planning_core.ports.unit_of_work import UnitOfWork


def unknown(kind: str, ids: Sequence[str], path: str, uow: UnitOfWork) -> list[Fault]:
    """A fault for each of these ids, listed under that path, that nothing of the kind has."""
    known = uow.plan.get_many(kind, ids) if ids else {}
    return [
        Fault(f"{path}.{index}", one, "unknown_reference", {"entity": kind})
        for index, one in enumerate(ids)
        if one not in known
    ]
