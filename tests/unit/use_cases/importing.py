"""Import files in short: sections of rows about the small organization, and what they leave stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from contracts.importing import ImportFileItems
from planning_core import (
    Conflict,
    Principal,
)
from planning_core.domain.importing import IMPORT_ORDER, Place, RawRow
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.plan_store import Query
from planning_core.use_cases.generate import every
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.import_report import ImportReport
from tests.small_plan import ADMIN, Office

Sections = Mapping[str, list[dict[str, Any]]]


def items(sections: Sections) -> ImportFileItems:
    """The items that a file with these sections, by kind, would hold."""

    def rows(kind: str) -> Iterable[RawRow]:
        return (RawRow(Place("plan.json", n + 1, kind), kind, row) for n, row in enumerate(sections[kind]))

    return ImportFileItems(rows, [kind for kind in IMPORT_ORDER if kind in sections])


def brought_in(
    office: Office,
    sections: Sections,
    *,
    principal: Principal = ADMIN,
    as_is: bool = False,
    keep_good: bool = False,
) -> ImportReport:
    """The report of an import, committed unless it is refused."""
    with office.unit_of_work() as uow:
        report = import_items(
            items(sections),
            principal=principal,
            uow=uow,
            as_is=as_is,
            keep_good=keep_good,
            **office.tools,
        )
        if not report.refused:
            uow.commit()
    return report


def stored(office: Office, kind: str) -> list[Any]:
    """Everything of a kind."""
    with office.unit_of_work(writes=False) as uow:
        return list(every(Query(kind=kind), uow))


def conflicts(office: Office) -> list[Conflict]:
    """The stored conflicts."""
    with office.unit_of_work(writes=False) as uow:
        return uow.conflicts.find(ConflictQuery())


def shift(ref: str, start: int, end: int, day: int = 3, **more: Any) -> dict[str, Any]:
    """The row of a shift in March 2025."""
    times = {"starts_at": f"2025-03-{day:02d}T{start:02d}:00Z", "ends_at": f"2025-03-{day:02d}T{end:02d}:00Z"}
    return {"external_ref": ref, "mission": "Fair", "site": "Hall", "role": "Steward", **times, **more}


def on(ref: str, person: str = "Anna", **more: Any) -> dict[str, Any]:
    """The row of an assignment."""
    return {"shift": ref, "collaborator": person, **more}


CLASH: Sections = {
    "shift": [shift("A", 8, 12), shift("B", 10, 14), shift("C", 8, 12, day=5)],
    "assignment": [on("A"), on("B"), on("C")],
}
