"""A portion of rows of one kind: what it comes to, row by row, and writing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from planning_core.domain.change import Change, Edit, create, update
from planning_core.domain.importing import ImportItem
from planning_core.domain.kinds import Entity
from planning_core.domain.plan import Plan
from planning_core.domain.principal import Principal
from planning_core.domain.reference import Mission
from planning_core.domain.work import Assignment
from planning_core.errors import Fault, Forbidden, InUse, InvalidInput, PlanningError
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.alignment import check_alignment, references
from planning_core.use_cases.decide import edits_of
from planning_core.use_cases.draft import Draft
from planning_core.use_cases.import_calendar import EventAbsences, event_of
from planning_core.use_cases.import_entities import (
    Fields,
    Resolver,
    build,
    names_in,
    natural_key,
    with_shift_role,
)
from planning_core.use_cases.import_references import References
from planning_core.use_cases.import_report import ImportReport, causes_of
from planning_core.use_cases.import_row_checks import (
    has_time,
    key_field,
    refuse_published,
    shown,
    succession_changes,
)
from planning_core.use_cases.import_stored import by_ref, stored_by_key, written_since
from planning_core.use_cases.permissions import require_for
from planning_core.use_cases.record_writes import record_edits
from planning_core.use_cases.transitions import Author, apply_change

Numbered = tuple[int, ImportItem]
_MOST_REFUSED_REMEMBERED = 10_000


@attrs.frozen(kw_only=True)
class Portion:
    """What a portion of rows came to: the edits, and the plan around them after them."""

    edits: tuple[Edit, ...]
    result: Plan


@attrs.frozen
class _Row:
    number: int
    item: ImportItem
    change: Change
    current: Entity | None
    event: str = ""
    """Whose, of which event of a calendar it is."""


class RowWriter:
    """Writes portions of rows of one kind each, and refuses single rows in the report.

    While `defers`, templates whose successions change are put aside in `deferred`: they decide about work
    that stands, so they are judged with the decisions.
    """

    def __init__(
        self,
        *,
        principal: Principal,
        rules: RuleBook,
        uow: UnitOfWork,
        clock: Clock,
        ids: IdSource,
        report: ImportReport,
        as_is: bool,
        run_id: str,
    ) -> None:
        self._author = Author(principal=principal, rules=rules, trusted=as_is)
        self._uow, self._clock, self._ids = uow, clock, ids
        self._report, self._run_id, self._started = report, run_id, clock.now()
        self._timezone = uow.rules.timezone()
        self._references = References(uow)
        self._refused: set[tuple[str, str]] = set()
        self.defers = True
        self.deferred: list[Numbered] = []
        self._events = EventAbsences(uow)

    def write(self, items: Sequence[Numbered]) -> Portion:
        """Write what can be written of these rows; the rest is refused in the report."""
        kind = items[0][1].kind
        rows, resolver = self._rows(kind, items)
        rows = self._without_repeated(kind, rows)
        require_for((row.change for row in rows), self._author.principal)
        plan = self._plan(rows, resolver)
        edits = self._edits(plan, rows)
        record_edits(
            edits,
            principal=self._author.principal,
            uow=self._uow,
            clock=self._clock,
            ids=self._ids,
            request_id=self._run_id,
            overlapping=True,
        )
        self._references.learn(edits)
        count = self._report.of(kind)
        for edit in edits:
            if edit.action != "mark":
                count.created += edit.before is None
                count.updated += edit.before is not None
        return Portion(edits=edits, result=plan.with_edits(edits))

    def keys(self, items: Sequence[Numbered]) -> list[tuple[int, ImportItem, object]]:
        """Which stored shift (its id) or assignment (ids of shift and person) each of these rows means."""
        kind = items[0][1].kind
        if kind == "shift":
            stored = by_ref(kind, items, self._uow)
            found = ((n, i, stored.get(i.data.get("external_ref", ""))) for n, i in items)
            return [(n, i, entity.id) for n, i, entity in found if entity is not None]
        keys: list[tuple[int, ImportItem, object]] = []
        resolver = self._resolver(items)
        for number, item in items:
            try:
                fields = resolver.fields(item)
            except InvalidInput:
                continue
            keys.append((number, item, (fields.get("shift_id"), fields.get("collaborator_id"))))
        return keys

    def refuse(self, item: ImportItem, error: PlanningError) -> None:
        """Refuse a row for that reason, and remember it for rows that refer to it."""
        self._report.refuse(item, causes_of(error))
        ref = item.data.get("external_ref")
        if isinstance(ref, str) and len(self._refused) < _MOST_REFUSED_REMEMBERED:
            self._refused.add((item.kind, ref))

    def _resolver(self, items: Sequence[Numbered]) -> Resolver:
        for kind, names in names_in(item for _, item in items).items():
            self._references.load(kind, names)
        return Resolver(self._references, lambda kind, ref: (kind, ref) in self._refused, self._timezone)

    def _rows(self, kind: str, items: Sequence[Numbered]) -> tuple[list[_Row], Resolver]:
        """The rows that change something."""
        resolver = self._resolver(items)
        stored = by_ref(kind, items, self._uow)
        refs = (item.data.get("external_ref") for _, item in items)
        own = {ref: self._ids.new_id() for ref in refs if isinstance(ref, str) and ref not in stored}
        if kind == "shift_template":
            resolver.own = own
        resolved: list[tuple[int, ImportItem, Fields]] = []
        for number, item in items:
            try:
                resolved.append((number, item, resolver.fields(item)))
            except InvalidInput as error:
                self.refuse(item, error)
        known = stored_by_key(kind, [fields for _, _, fields in resolved], stored, self._uow)
        self._events.load(fields for _, _, fields in resolved)
        return list(self._changing(kind, resolved, known, own, resolver)), resolver

    def _changing(
        self,
        kind: str,
        resolved: list[tuple[int, ImportItem, Fields]],
        known: dict[object, Entity],
        own: dict[str, str],
        resolver: Resolver,
    ) -> Iterable[_Row]:
        seen: dict[object, Entity] = {}
        for number, item, fields in resolved:
            if has_time(fields):
                try:
                    entity, current = self._entity(kind, fields, known, own, resolver)
                    if not self._author.trusted:
                        refuse_published(entity, current)
                    key = entity.id if "event" in fields else natural_key(entity)
                    if key in seen and attrs.evolve(entity, id=seen[key].id) != seen[key]:
                        raise InvalidInput([Fault(key_field(kind), shown(entity), "repeated_in_file")])
                except InvalidInput as error:
                    self.refuse(item, error)
                    continue
                if key not in seen and self.defers and succession_changes(entity, current):
                    self.deferred.append((number, item))
                elif key in seen or entity == current:
                    self._report.of(kind).unchanged += 1
                else:
                    change = create(entity) if current is None else update(entity)
                    yield _Row(number, item, change, current, _event(fields))
                seen.setdefault(key, entity)
            yield from self._gone(number, item, fields)

    def _gone(self, number: int, item: ImportItem, fields: Fields) -> Iterable[_Row]:
        """The removals of what an event of a calendar has no more, with the last row of what it has."""
        if "event" not in fields:
            return
        gone = list(self._events.gone(fields["collaborator_id"], fields["event"]))
        self._report.of(item.kind).unchanged += not gone and not has_time(fields)
        yield from (_Row(number, item, change, before, _event(fields)) for change, before in gone)

    def _entity(
        self,
        kind: str,
        fields: Fields,
        known: dict[object, Entity],
        own: dict[str, str],
        resolver: Resolver,
    ) -> tuple[Entity, Entity | None]:
        """The entity that a row asks for, and the stored one that it means."""
        if kind == "availability" and "event" in fields:
            return self._events.meant(dict(fields))
        if kind == "availability":
            new = build(kind, None, self._ids.new_id, dict(fields))
            current = known.get(natural_key(new))
            if current is None or self._events.speak_of(current):
                return new, None
            asked = {name: getattr(new, name) for name in ("weight", "reason") if name in fields}
            return attrs.evolve(current, **asked), current
        if kind == "assignment":
            current = known.get((fields["shift_id"], fields["collaborator_id"]))
            if current is None:
                with_shift_role(fields, resolver.named("shift", fields["shift_id"]))
            elif fields.get("role_id") is None:
                fields.pop("role_id", None)
            return build(kind, current, self._ids.new_id, fields), current
        ref = fields["external_ref"]
        current = known.get(ref)
        return build(kind, current, lambda: own[ref], fields), current

    def _without_repeated(self, kind: str, rows: list[_Row]) -> list[_Row]:
        """Refuse rows that would alter again what an earlier row of this import wrote."""
        ids = tuple(row.change.id for row in rows if row.current is not None)
        if not ids:
            return rows
        written = written_since(self._started, kind, ids, self._run_id, self._uow)
        kept = []
        for row in rows:
            if row.change.id in written:
                value = None if row.change.data is None else shown(row.change.data)
                self._refuse(row, InvalidInput([Fault(key_field(kind), value, "repeated_in_file")]))
            else:
                kept.append(row)
        return self._without_held(kept)

    def _refuse(self, row: _Row, error: PlanningError) -> None:
        self.refuse(row.item, error)
        if row.event:
            self._events.hold(row.event)

    def _without_held(self, rows: list[_Row]) -> list[_Row]:
        """The rows without the removals for events of which a row is refused."""
        return [row for row in rows if row.change.data is not None or not self._events.holds(row.event)]

    def _plan(self, rows: list[_Row], resolver: Resolver) -> Plan:
        """What the rows change and refer to."""
        known = dict(resolver.used)
        wanted: dict[str, set[str]] = {}
        for row in rows:
            if isinstance(row.change.data, Assignment):
                wanted.setdefault("role", set()).add(row.change.data.role_id)
            if row.current is not None:
                known[row.change.entity, row.current.id] = row.current
                for _, kind, ref in references(row.change.data) if row.change.data else ():
                    wanted.setdefault(kind, set()).add(ref)
        for kind, refs in wanted.items():
            missing = {ref for ref in refs if (kind, ref) not in known}
            known.update({(kind, e.id): e for e in self._uow.plan.get_many(kind, missing).values()})
        return Plan(known.values(), timezone=self._timezone)

    def _edits(self, plan: Plan, rows: list[_Row]) -> tuple[Edit, ...]:
        while True:
            rows = self._without_used_missions(rows)
            try:
                return edits_of(plan, [row.change for row in rows], self._author)
            except Forbidden:
                raise
            except PlanningError:
                wrong = self._wrong(plan, rows)
                if not wrong:
                    raise
                for position, error in wrong.items():
                    self._refuse(rows[position], error)
                rows = self._without_held([row for n, row in enumerate(rows) if n not in wrong])

    def _without_used_missions(self, rows: list[_Row]) -> list[_Row]:
        """Refuse missions that would leave out shifts they have."""
        kept = []
        for row in rows:
            mission = row.change.data
            outside = None
            if isinstance(mission, Mission) and row.current is not None:
                outside = self._uow.plan.shift_outside(mission)
            if outside is None:
                kept.append(row)
            else:
                self.refuse(row.item, InUse("mission", row.change.id, "shift", outside))
        return kept

    def _wrong(self, plan: Plan, rows: list[_Row]) -> dict[int, PlanningError]:
        """By position, the rows that cannot be carried out, and why."""
        draft = Draft(plan)
        wrong: dict[int, PlanningError] = {}
        for position, row in enumerate(rows):
            try:
                apply_change(draft, row.change, position, self._author)
            except PlanningError as error:
                wrong[position] = error
        for edit in draft.edits():
            if edit.after is not None and edit.action != "mark":
                try:
                    check_alignment(edit.after, draft)
                except InvalidInput as error:
                    wrong[edit.position] = error
        return wrong


def _event(fields: Fields) -> str:
    return event_of(fields["collaborator_id"], fields["event"]) if "event" in fields else ""
