"""A public instance through the product: import, an auto-assign job, and the roster that it proposes."""

from __future__ import annotations

import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from typing import Any

import attrs

from contracts.importing import ImportFileItems
from contracts.importing_words import SECTIONS, kind_of_file
from entrypoints.bootstrap import open_files
from planning_core.domain.job import AutoAssignRequest, Job
from planning_core.domain.plan import Plan
from planning_core.domain.time import Window
from planning_core.memory import InMemoryDatabase
from planning_core.ports.solver import Seats
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.auto_assign import run_auto_assign, start_auto_assign
from planning_core.use_cases.auto_assign_scope import load_scope
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.rules_in_force import rules_in_force
from planning_core.use_cases.run_auto_assign import SolverFor
from tests.rostering.convert import FIRST_DAY, to_import
from tests.rostering.instance import Instance
from tests.rostering.roster import Roster, roster_of, worked_in
from tests.small_plan import ADMIN, PLANNER, Office

OPTIONS = {
    "missing_weight": 1,
    "soft_weight": 1,
    "surplus_weight": 1,
    "wishes_weight": 1,
    "change_weight": 0,
    "nights_weight": 0,
    "weekends_weight": 0,
    "hours_weight": 0,
    "continuity_weight": 0,
    "keep": "contract_pattern",
    "patience": 86_400,
}
"""What the instances state, and no more: their own weights, no fairness, and minima that hold."""


@attrs.frozen
class Imported:
    """An instance that was imported into a database in memory."""

    instance: Instance
    office: Office

    @property
    def window(self) -> Window:
        """The horizon."""
        start = datetime.combine(FIRST_DAY, wall(), tzinfo=UTC)
        return Window(start, start + timedelta(days=self.instance.days))

    def request(self, seconds: int, **options: Any) -> AutoAssignRequest:
        """Fill the whole horizon by the instance's own weights."""
        return AutoAssignRequest(
            starts_at=self.window.start,
            ends_at=self.window.end,
            time_limit_seconds=seconds,
            options={**OPTIONS, **options},
        )

    def seats(self, seconds: int = 60, **options: Any) -> tuple[Seats, RuleBook]:
        """What a solver is given, and the rules in force."""
        request = self.request(seconds, **options)
        with self.office.unit_of_work(writes=False) as uow:
            rules = rules_in_force(uow)
            scope = load_scope(request, uow, rules)
        return Seats(plan=scope.plan, shift_ids=scope.shift_ids, request=request), rules

    def job(self, seconds: int, solver: SolverFor, **options: Any) -> Job:
        """An auto-assign job, run to its end."""
        request = self.request(seconds, **options)
        with self.office.unit_of_work() as uow:
            job, _ = start_auto_assign(request, principal=PLANNER, uow=uow, **self.office.tools)
            uow.commit()
        failures: list[Exception] = []
        run_auto_assign(
            job.id,
            worker="benchmark",
            unit_of_work=self.office.unit_of_work,
            solver=solver,
            elapsed=time.monotonic,
            on_failure=failures.append,
            **self.office.tools,
        )
        if failures:
            raise failures[0]
        with self.office.unit_of_work(writes=False) as uow:
            done = uow.jobs.get(job.id)
        assert done is not None
        return done

    def roster(self) -> Roster:
        """The roster that stands in the plan."""
        with self.office.unit_of_work(writes=False) as uow:
            rules = rules_in_force(uow)
            plan = load_scope(attrs.evolve(self.request(1), options={}), uow, rules).plan
            period = uow.plan.period(self.window)
        stood = {one.id: one for one in (*plan.entities(), *period)}
        return roster_of(self.instance, worked_in(Plan(stood.values(), timezone=plan.timezone)))


def imported(instance: Instance) -> Imported:
    """The instance as the product holds it after `planning import`."""
    office = Office(InMemoryDatabase().unit_of_work)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.json"
        path.write_text(json.dumps(to_import(instance)), encoding="utf-8")
        files = open_files([path], sections=SECTIONS, kind_of_file=kind_of_file, kind=None, encoding=None)
        with office.unit_of_work() as uow:
            report = import_items(
                ImportFileItems(files.rows, files.kinds), principal=ADMIN, uow=uow, **office.tools
            )
            if report.refused or report.fault_count:
                raise ValueError(f"{instance.name} was not imported: {report}")
            uow.commit()
    return Imported(instance, office)
