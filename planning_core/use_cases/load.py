"""Loading what changes touch, and locking it first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from planning_core.domain.change import Change, Edit, Op
from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.people import Availability
from planning_core.domain.plan import Plan
from planning_core.domain.reference import Blackout, Site
from planning_core.domain.time import ALL_TIME, FIRST_INSTANT, Window
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.ports.unit_of_work import Touched, UnitOfWork
from planning_core.rules.engine import reach_of
from planning_core.rules.registry import RuleBook
from planning_core.use_cases.affected import affected_by
from planning_core.use_cases.alignment import references
from planning_core.use_cases.rules_in_force import rules_in_force

Known = dict[tuple[str, str], Entity]


def load_plan(
    changes: Sequence[Change], uow: UnitOfWork, rules: RuleBook | None = None
) -> tuple[Plan, RuleBook]:
    """Everything that deciding about these changes needs, the people and shifts touched held locked.

    With it come the rules: those in force where none are given. What is loaded depends on those people and
    shifts and on how far the rules see, not on the size of the plan.
    """
    found: Known = {}
    current: Known = {}

    def find() -> Touched:
        nonlocal found, current
        found = uow.plan.gather(_named(changes))
        current = {key: one for c in changes if (one := found.get(key := (c.entity, c.id))) is not None}
        return _touched(changes, current, uow)

    touched = uow.lock(find, named=_told(changes))
    further = [one for one in touched.shift_ids if ("shift", one) not in found]
    _remember(found, uow.plan.get_many("shift", further).values())
    shifts = [one for one in found.values() if isinstance(one, Shift)]
    rules = rules or rules_in_force(uow)
    window = _window(changes, current, shifts, rules)
    known: Known = {}
    _remember(known, current.values())
    _remember(
        known,
        uow.plan.neighbourhood(
            collaborator_ids=touched.collaborator_ids, shift_ids=touched.shift_ids, window=window
        ),
    )
    _remember(known, uow.plan.blackouts_over([c.data for c in changes if isinstance(c.data, Shift)]))
    _load_references(known, (c.data for c in changes if c.data is not None), uow)
    _load_references(
        known, (e for e in current.values() if isinstance(e, Shift | Assignment | ShiftTemplate)), uow
    )
    return Plan(known.values(), timezone=uow.rules.timezone()), rules


def concern_all(changes: Iterable[Change]) -> bool:
    """Whether changes alter what much else rests on, so that they are carried out with no writer beside.

    Whoever writes a shift has read its site, mission, role and template, and blackouts that are not there yet
    cannot be held by row. Such changes are rare; what they would have to hold is most of the plan.
    """
    return any(c.entity == "blackout" or (c.entity in _RESTED_ON and c.op is not Op.CREATE) for c in changes)


_RESTED_ON = frozenset({"skill", "role", "site", "team", "mission", "shift_template"})


def _remember(known: Known, entities: Iterable[Entity]) -> None:
    for entity in entities:
        known[kind_of(entity), entity.id] = entity


def _named(changes: Sequence[Change]) -> dict[str, set[str]]:
    """Ids, by kind, of what the changes are about, and of the shifts to which they assign."""
    ids: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        ids[change.entity].add(change.id)
        if isinstance(change.data, Assignment):
            ids["shift"].add(change.data.shift_id)
    return ids


def _told(changes: Sequence[Change]) -> Touched | None:
    """What new assignments and availability say themselves that they concern; None for other changes."""
    people, shifts = set[str](), set[str]()
    for change in changes:
        if change.op is not Op.CREATE or not isinstance(change.data, Assignment | Availability):
            return None
        people.add(change.data.collaborator_id)
        if isinstance(change.data, Assignment):
            shifts.add(change.data.shift_id)
    return Touched(collaborator_ids=people, shift_ids=shifts)


def _touched(changes: Sequence[Change], current: Known, uow: UnitOfWork) -> Touched:
    """The people and shifts that the changes concern."""
    people: set[str] = set()
    shifts: set[str] = set()
    for change in changes:
        for state in (change.data, current.get((change.entity, change.id))):
            if isinstance(state, Assignment | Availability):
                people.add(state.collaborator_id)
            if isinstance(state, Assignment):
                shifts.add(state.shift_id)
            if isinstance(state, Blackout):
                shifts |= uow.plan.shifts_at(state.site_id, Window(state.starts_at, state.ends_at))
        if _zone_moves(change, current):
            shifts |= uow.plan.shifts_at(change.id, ALL_TIME)
        people |= _people_of(change, uow)
    staffed = {change.id for change in changes if change.entity == "shift"}
    if staffed:
        on_them = uow.plan.assignments_of_shifts(staffed)
        people |= {a.collaborator_id for a in on_them if isinstance(a, Assignment) and a.active}
    return Touched(collaborator_ids=people, shift_ids=shifts | staffed)


def _zone_moves(change: Change, current: Known) -> bool:
    """Whether a site gets another time zone, so that the days of its shifts have other names."""
    site = current.get(("site", change.id))
    return isinstance(change.data, Site) and isinstance(site, Site) and site.timezone != change.data.timezone


def _people_of(change: Change, uow: UnitOfWork) -> set[str]:
    """People whom a change of a person, a role or a template concerns."""
    if change.entity == "collaborator":
        return {change.id}
    if change.entity == "role":
        return uow.plan.collaborators_working(role_id=change.id)
    if change.entity == "shift_template":
        return uow.plan.collaborators_working(template_id=change.id)
    return set()


def _window(
    changes: Sequence[Change], current: Known, shifts: Iterable[Entity], rules: RuleBook
) -> Window | None:
    """The time that must be seen: None for all of it, a moment where the changes concern no time."""
    edits = [
        Edit(entity=c.entity, id=c.id, before=current.get((c.entity, c.id)), after=c.data, action=c.op.value)
        for c in changes
    ]
    if any(e.entity in ("role", "shift_template") for e in edits):
        return None
    states: Known = {}
    _remember(states, shifts)
    _remember(states, (c.data for c in changes if isinstance(c.data, Shift)))
    affected = affected_by(edits, Plan(states.values()))
    if affected.window is None and not affected.always:
        return _NO_TIME
    return affected.reaching(reach_of(rules))


_NO_TIME = Window(FIRST_INSTANT, FIRST_INSTANT + timedelta(minutes=1))


def _load_references(known: Known, entities: Iterable[Entity], uow: UnitOfWork) -> None:
    """Add what these entities name and, for their missions, nothing further."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for _, kind, ref in references(entity):
            if (kind, ref) not in known:
                wanted[kind].add(ref)
    _remember(known, uow.plan.gather(wanted).values())
