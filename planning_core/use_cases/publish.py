"""Publishing a period as the next version, comparing versions, putting one back."""

from __future__ import annotations

from collections.abc import Collection

import attrs

from planning_core.domain import checks
from planning_core.domain.change import Edit
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import Publication, PublishedShift
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.time import Window
from planning_core.domain.work import Assignment, Shift, ShiftStatus
from planning_core.errors import HardConflicts, NotFound
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.unit_of_work import Touched, UnitOfWork
from planning_core.use_cases.limits import Part, part_of, scope_of
from planning_core.use_cases.published_plan import (
    PublicationDiff,
    difference,
    published_plan,
    snapshot_of,
    summary,
)
from planning_core.use_cases.record_writes import record_action, record_edits


@attrs.frozen(kw_only=True)
class PublishPeriod:
    """Shifts that start in a window, kept to the sites and missions named, and a note for the readers."""

    window: Window
    site_ids: tuple[str, ...] = attrs.field(default=(), converter=checks.text_tuple, validator=checks.are_ids)
    mission_ids: tuple[str, ...] = attrs.field(
        default=(), converter=checks.text_tuple, validator=checks.are_ids
    )
    note: str | None = attrs.field(default=None, validator=checks.is_optional_text)


@attrs.frozen(kw_only=True)
class Published:
    """A new publication, the conflicts that stand in its scope, and what differs from the last state."""

    publication: Publication
    conflicts: tuple[Conflict, ...]
    diff: PublicationDiff


@attrs.frozen(kw_only=True)
class _Scope:
    shifts: tuple[Shift, ...]
    assignments: tuple[Assignment, ...]
    before: dict[str, PublishedShift]
    conflicts: tuple[Conflict, ...] = ()


def publish(
    command: PublishPeriod,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> Published:
    """Make a period's drafts published, keep a snapshot of it under the next number; the caller commits.

    Shifts that the last state held in this scope and that were moved out of it, cancelled or set back go
    along, so that nothing published silently keeps an old form. A caller with limits publishes their own part
    of the plan; what was moved out of that waits for whoever publishes it where it is now. Raises
    HardConflicts while one stands in the scope that nobody overrode; Forbidden below publisher; OutsideLimits
    for sites or missions of others.
    """
    principal.require(AccessRole.PUBLISHER, "publish")
    uow.hold_plan()
    number = uow.publications.next_number()
    command = _within(command, principal, uow)
    scope = _scope(command, principal, uow)
    blockers = [c for c in scope.conflicts if c.blocks]
    if blockers:
        raise HardConflicts(blockers)
    edits = [e for s in scope.shifts if (e := _publish_shift(s)) is not None]
    edits += [_unmark(a) for a in scope.assignments if a.changed_since_publication]
    record_edits(edits, principal=principal, uow=uow, clock=clock, ids=ids, request_id=request_id)
    published = {e.id: e.after for e in edits if isinstance(e.after, Shift)}
    assigned = {e.id: e.after for e in edits if isinstance(e.after, Assignment)}
    snapshot = snapshot_of(
        (published.get(s.id, s) for s in scope.shifts if s.status is not ShiftStatus.CANCELLED),
        (assigned.get(a.id, a) for a in scope.assignments),
    )
    held = {p.shift.id: p for p in snapshot}
    publication = Publication(
        id=ids.new_id(),
        number=number,
        starts_at=command.window.start,
        ends_at=command.window.end,
        site_ids=command.site_ids,
        mission_ids=command.mission_ids,
        user_id=principal.user_id,
        published_at=clock.now(),
        note=command.note,
        snapshot=snapshot,
        removed_shift_ids=tuple(s for s in scope.before if s not in held),
    )
    uow.publications.add(publication)
    record_action(
        "publish",
        "publication",
        publication.id,
        None,
        summary(publication),
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )
    return Published(publication=publication, conflicts=scope.conflicts, diff=difference(scope.before, held))


def preview_publication(
    command: PublishPeriod, *, principal: Principal, uow: UnitOfWork
) -> tuple[tuple[Conflict, ...], PublicationDiff]:
    """The conflicts in a scope and what publishing it now would change; writes nothing.

    For whoever reads the plan. Raises Forbidden, OutsideLimits.
    """
    principal.require(AccessRole.VIEWER, "preview a publication")
    scope = _scope(_within(command, principal, uow), principal, uow)
    held = snapshot_of((s for s in scope.shifts if s.status is not ShiftStatus.CANCELLED), scope.assignments)
    return scope.conflicts, difference(scope.before, {p.shift.id: p for p in held})


def _within(command: PublishPeriod, principal: Principal, uow: UnitOfWork) -> PublishPeriod:
    sites, missions = scope_of(command.site_ids, command.mission_ids, principal, uow)
    return attrs.evolve(command, site_ids=sites, mission_ids=missions)


def _scope(command: PublishPeriod, principal: Principal, uow: UnitOfWork) -> _Scope:
    """What a publication speaks of: the period's shifts, and those that the last state held in it.

    Whoever writes a shift or its assignments holds the shift: once all are held, they stay as they are read.
    """
    latest = uow.publications.newest(None, 1)
    state = published_plan(uow.publications.up_to(latest[0].number)) if latest else {}
    part = part_of(principal, uow)
    scopes: list[_Scope] = []

    def find() -> Touched:
        scopes.append(_read_scope(command, state, part, uow))
        return Touched(shift_ids=(s.id for s in scopes[-1].shifts))

    uow.lock(find)
    return attrs.evolve(scopes[-1], conflicts=_conflicts_of(scopes[-1].shifts, command, uow))


def _read_scope(
    command: PublishPeriod, state: dict[str, PublishedShift], part: Part | None, uow: UnitOfWork
) -> _Scope:
    entities = uow.plan.period(command.window, site_ids=command.site_ids, mission_ids=command.mission_ids)
    here = {e.id for e in entities if isinstance(e, Shift)}
    before = {
        shift_id: published
        for shift_id, published in state.items()
        if shift_id in here or _in_scope(published.shift, command)
    }
    elsewhere = set(before) - here
    if part is not None and before:
        # What others had published comes in anew; what went to others is theirs to publish.
        moved = uow.plan.get_many("shift", elsewhere).values()
        gone = {s.id for s in moved if isinstance(s, Shift) and not part.holds(s)}
        elsewhere -= gone
        before = {i: held for i, held in before.items() if i not in gone and part.holds(held.shift)}
    entities = [*entities, *uow.plan.get_many("shift", elsewhere).values()]
    if elsewhere:
        entities += uow.plan.assignments_of_shifts(elsewhere)
    return _Scope(
        shifts=tuple(e for e in entities if isinstance(e, Shift)),
        assignments=tuple(e for e in entities if isinstance(e, Assignment)),
        before=before,
    )


def _in_scope(shift: Shift, command: PublishPeriod) -> bool:
    return (
        command.window.start <= shift.starts_at < command.window.end
        and (not command.site_ids or shift.site_id in command.site_ids)
        and (not command.mission_ids or shift.mission_id in command.mission_ids)
    )


def _conflicts_of(shifts: Collection[Shift], command: PublishPeriod, uow: UnitOfWork) -> tuple[Conflict, ...]:
    about = uow.conflicts.about("shift", {s.id for s in shifts if s.status is not ShiftStatus.CANCELLED})
    found = {c.fingerprint: c for conflicts in about.values() for c in conflicts}
    return tuple(sorted(found.values(), key=Conflict.sort_key))


def _publish_shift(shift: Shift) -> Edit | None:
    """A draft becomes published, a mark of change goes; versions grow with the status only."""
    if shift.status is ShiftStatus.DRAFT:
        after = attrs.evolve(
            shift,
            status=ShiftStatus.PUBLISHED,
            changed_since_publication=False,
            ever_published=True,
            version=shift.version + 1,
        )
        return Edit(entity="shift", id=shift.id, before=shift, after=after, action="publish")
    if shift.changed_since_publication:
        after = attrs.evolve(shift, changed_since_publication=False)
        return Edit(entity="shift", id=shift.id, before=shift, after=after, action="mark")
    return None


def _unmark(assignment: Assignment) -> Edit:
    after = attrs.evolve(assignment, changed_since_publication=False)
    return Edit(entity="assignment", id=assignment.id, before=assignment, after=after, action="mark")


def compare_publications(
    first: int, second: int, *, principal: Principal, uow: UnitOfWork
) -> PublicationDiff:
    """What differs between the published plan after one version and after another.

    For whoever reads the plan; of a caller with limits, what differs in their part of it. Raises Forbidden,
    NotFound.
    """
    principal.require(AccessRole.VIEWER, "read publications")
    numbers = {first, second}
    publications = uow.publications.up_to(max(numbers))
    for number in (first, second):
        if not any(p.number == number for p in publications):
            raise NotFound("publication", str(number))
    before = published_plan(p for p in publications if p.number <= first)
    after = published_plan(p for p in publications if p.number <= second)
    part = part_of(principal, uow)
    if part is not None:
        before, after = part.of_published(before), part.of_published(after)
    return difference(before, after)
