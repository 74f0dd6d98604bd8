"""Taking in a plan, or part of one, from files: the bulk form of the one write path.

Rows are written a portion at a time, facts before decisions. Conflicts are judged afterwards, person by
person and shift by shift, so that memory stays bounded however many rows there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import groupby, islice

import attrs

from planning_core.domain.change import Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.importing import IMPORT_ORDER, ImportItem
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Assignment
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.import_judge import Blocked, Judge
from planning_core.use_cases.import_report import ImportReport, OnFault, ids_named
from planning_core.use_cases.import_rows import Numbered, RowWriter
from planning_core.use_cases.import_settings import SettingsWriter
from planning_core.use_cases.import_touched import Touched
from planning_core.use_cases.limits import require_without_limits
from planning_core.use_cases.rules_in_force import recheck_if_rules_changed, rules_in_force

ROWS_AT_ONCE = 1000
TEMPLATES_AT_ONCE = 5000
"""Templates may name each other in any order as long as they come in one portion."""

_SETTINGS = frozenset({"organization", "rule"})
_DECIDED = frozenset({"shift", "assignment"})
_MOST_BLOCKED = 200
_MOST_ATTEMPTS = 8

OnProgress = Callable[[str, int], None]


@attrs.frozen(kw_only=True)
class _Run:
    """What every step of one import needs."""

    principal: Principal
    uow: UnitOfWork
    clock: Clock
    ids: IdSource
    as_is: bool
    keep_good: bool
    run_id: str
    on_progress: OnProgress


def import_items(
    items: Iterable[ImportItem],
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    as_is: bool = False,
    keep_good: bool = False,
    request_id: str | None = None,
    on_fault: OnFault | None = None,
    on_progress: OnProgress = lambda kind, rows: None,
) -> ImportReport:
    """Write what the items ask for; the caller commits, or rolls back where the report is `refused`.

    Items come in the order of IMPORT_ORDER and are matched by external reference (availability and
    assignments by what they say), so that the same items twice change nothing. All or nothing, unless
    `keep_good`: then rows at fault, and those that would make new hard conflicts (the latest first), are
    left out.
    `as_is` (right of a publisher) takes in a plan that stands elsewhere, conflicts and all. `items` is gone
    through more than once where conflicts are found. Raises Forbidden, OutsideLimits for a caller with
    limits, and InvalidInput for items in another order.
    """
    if as_is:
        principal.require(AccessRole.PUBLISHER, "bring in a plan as it is")
    principal.require(AccessRole.PLANNER, "import")
    require_without_limits(principal)
    source = list(items) if isinstance(items, Iterator) else items
    run = _Run(
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        as_is=as_is,
        keep_good=keep_good,
        run_id=request_id or ids.new_id(),
        on_progress=on_progress,
    )
    skipped: dict[int, Conflict] = {}
    report = ImportReport(on_fault)
    attempt = _Attempt(run, source, report, skipped)
    attempt.write()
    for _ in range(_MOST_ATTEMPTS if keep_good else 0):
        dropped = attempt.to_drop()
        if not dropped:
            break
        names = report.names | uow.plan.names(ids_named(dropped.values()))
        uow.rollback()
        skipped.update(dropped)
        report = ImportReport(on_fault, names=names)
        attempt = _Attempt(run, source, report, skipped)
        attempt.write()
    return attempt.finish()


class _Attempt:
    """One pass over the items. Rows numbered in `skipped` are left out, as refused for a conflict."""

    def __init__(
        self, run: _Run, items: Iterable[ImportItem], report: ImportReport, skipped: Mapping[int, Conflict]
    ) -> None:
        self._run, self._items, self._report, self._skipped = run, items, report, skipped
        self._facts, self._decisions = Touched(), Touched()
        self._signed: list[Edit] = []
        self._blocked: list[Blocked] = []

    def write(self) -> None:
        """Write all rows and judge them, with no other writer of the plan beside."""
        self._run.uow.hold_plan(alone=True)
        recheck_if_rules_changed(uow=self._run.uow, clock=self._run.clock)
        writer: RowWriter | None = None
        for portion in self._portions():
            kind = portion[0][1].kind
            if kind in _SETTINGS:
                self._settings().write([item for _, item in portion])
                continue
            writer = writer or self._writer()
            if kind in _DECIDED and writer.defers:
                self._settle(writer)
            self._write(writer, portion, self._decisions if kind in _DECIDED else self._facts)
        writer = writer or self._writer()
        if writer.defers:
            self._settle(writer)
        for new, blocked in self._judge(self._decisions).decide(self._signed):
            self._report.found(new)
            self._block(blocked)

    def to_drop(self) -> dict[int, Conflict]:
        """The rows to leave out so that nothing is blocked, with the conflict that each would be part of."""
        if not self._blocked:
            return {}
        places = {key: number for number, (key, _) in self._blamed().items()}
        judge = self._judge(self._decisions)
        found: dict[int, Conflict] = {}
        for blocked in self._blocked:
            found.update(judge.to_drop(blocked, self._signed, places))
        return found

    def finish(self) -> ImportReport:
        """The report, the rows behind conflicts that refuse the import named in it."""
        report = self._report
        if self._blocked:
            blamed = self._blamed()
            places = {key: number for number, (key, _) in blamed.items()}
            causes: dict[int, list[Conflict]] = {}
            for blocked in self._blocked:
                for conflict in blocked.conflicts:
                    keys = [blocked.keys[a] for a in conflict.assignment_ids if a in blocked.keys]
                    rows = [places[k] for k in (*keys, *conflict.shift_ids) if k in places]
                    if rows:
                        causes.setdefault(max(rows), []).append(conflict)
            for number, conflicts in sorted(causes.items()):
                report.refuse(blamed[number][1], conflicts)
            stood = (c for conflicts in causes.values() for c in conflicts)
            report.names |= self._run.uow.plan.names(ids_named(stood))
        rows_refused = any(count.refused for count in report.counts.values())
        report.refused = bool(self._blocked) or (rows_refused and not self._run.keep_good)
        return report

    def _portions(self) -> Iterator[list[Numbered]]:
        """Rows without faults of their own, so many of one kind at a time."""
        portion: list[Numbered] = []
        rank = 0
        for number, item in enumerate(self._items):
            if IMPORT_ORDER.index(item.kind) < rank:
                raise InvalidInput([Fault(str(item.place), item.kind, "out_of_order")])
            most = TEMPLATES_AT_ONCE if item.kind == "shift_template" else ROWS_AT_ONCE
            if portion and (portion[0][1].kind != item.kind or len(portion) >= most):
                yield portion
                portion = []
            rank = IMPORT_ORDER.index(item.kind)
            count = self._report.of(item.kind)
            count.read += 1
            if count.read % ROWS_AT_ONCE == 0:
                self._run.on_progress(item.kind, ROWS_AT_ONCE)
            if number in self._skipped:
                self._report.refuse(item, (self._skipped[number],))
            elif item.faults:
                self._report.refuse(item, item.faults)
            else:
                portion.append((number, item))
        if portion:
            yield portion

    def _write(self, writer: RowWriter, portion: list[Numbered], touched: Touched) -> None:
        written = writer.write(portion)
        touched.add(written.edits, written.result, self._run.uow)
        self._signed += [e for e in written.edits if isinstance(e.after, Assignment) and e.after.override]

    def _settle(self, writer: RowWriter) -> None:
        """Store what the facts brought about, then write the decisions that were put aside."""
        if not recheck_if_rules_changed(uow=self._run.uow, clock=self._run.clock):
            for new in self._judge(self._facts).settle():
                self._report.found(new)
        writer.defers = False
        if writer.deferred:
            self._write(writer, writer.deferred, self._decisions)

    def _block(self, blocked: Blocked | None) -> None:
        if blocked is None or self._run.as_is:
            return
        self._report.blocking_count += len(blocked.conflicts)
        if self._run.keep_good or len(self._blocked) < _MOST_BLOCKED:
            self._blocked.append(blocked)

    def _blamed(self) -> dict[int, tuple[object, ImportItem]]:
        """The rows that the conflicts in the way come from: by number, what each means and the row."""
        wanted: set[object] = set()
        for blocked in self._blocked:
            wanted.update(blocked.keys.values())
            wanted.update(shift_id for conflict in blocked.conflicts for shift_id in conflict.shift_ids)
        found: dict[int, tuple[object, ImportItem]] = {}
        writer = self._writer()
        decided = ((n, i) for n, i in enumerate(self._items) if i.kind in _DECIDED and not i.faults)
        for portion in _in_portions(decided):
            for number, item, key in writer.keys(portion):
                if key in wanted and number not in self._skipped:
                    found[number] = (key, item)
        return found

    def _judge(self, touched: Touched) -> Judge:
        return Judge(touched, self._run.uow, rules_in_force(self._run.uow))

    def _settings(self) -> SettingsWriter:
        run = self._run
        return SettingsWriter(
            principal=run.principal,
            uow=run.uow,
            clock=run.clock,
            ids=run.ids,
            report=self._report,
            run_id=run.run_id,
        )

    def _writer(self) -> RowWriter:
        run = self._run
        return RowWriter(
            principal=run.principal,
            rules=rules_in_force(run.uow),
            uow=run.uow,
            clock=run.clock,
            ids=run.ids,
            report=self._report,
            as_is=run.as_is,
            run_id=run.run_id,
        )


def _in_portions(items: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    """Runs of one kind, so many rows at a time."""
    for _, of_kind in groupby(items, key=lambda numbered: numbered[1].kind):
        while portion := list(islice(of_kind, ROWS_AT_ONCE)):
            yield portion
