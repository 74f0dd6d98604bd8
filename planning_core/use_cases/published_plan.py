"""The plan as publications left it, and what differs between two such states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from planning_core.domain.history import Publication, PublishedShift
from planning_core.domain.record import to_record
from planning_core.domain.work import Assignment, Shift

PublishedPlan = Mapping[str, PublishedShift]

_UNTOLD = frozenset({"version", "changed_since_publication", "ever_published", "status", "external_ref"})
_ASSIGNMENT_FIELDS = ("collaborator_id", "role_id", "status", "note")


@attrs.frozen(kw_only=True)
class ShiftDifference:
    """One shift in two states (None: not published then).

    `fields` names what differs, `assignments` for the people on it.
    """

    shift_id: str
    before: PublishedShift | None
    after: PublishedShift | None
    fields: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PersonDifference:
    """What differs for one person: ids of the shifts they got, lost, or have in another form."""

    collaborator_id: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class PublicationDiff:
    """What differs between two published states, shift by shift and person by person."""

    added: tuple[ShiftDifference, ...] = ()
    changed: tuple[ShiftDifference, ...] = ()
    removed: tuple[ShiftDifference, ...] = ()
    people: tuple[PersonDifference, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.changed or self.removed)


def published_plan(publications: Iterable[Publication]) -> dict[str, PublishedShift]:
    """What is in force after these publications: each speaks for the shifts that it holds or removed."""
    state: dict[str, PublishedShift] = {}
    for publication in publications:
        for shift_id in publication.removed_shift_ids:
            state.pop(shift_id, None)
        for published in publication.snapshot:
            state[published.shift.id] = published
    return state


def difference(before: PublishedPlan, after: PublishedPlan) -> PublicationDiff:
    """What differs between two published states, in order of the shifts' start."""
    added, changed, removed = [], [], []
    for shift_id in sorted({*before, *after}, key=lambda s: _order(before.get(s), after.get(s))):
        old, new = before.get(shift_id), after.get(shift_id)
        if old is None:
            added.append(ShiftDifference(shift_id=shift_id, before=None, after=new))
        elif new is None:
            removed.append(ShiftDifference(shift_id=shift_id, before=old, after=None))
        else:
            fields = _fields(old, new)
            if fields:
                changed.append(ShiftDifference(shift_id=shift_id, before=old, after=new, fields=fields))
    return PublicationDiff(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(removed),
        people=_people([*added, *changed, *removed]),
    )


def _order(old: PublishedShift | None, new: PublishedShift | None) -> tuple[object, str]:
    shift = (new or old or _never()).shift
    return shift.starts_at, shift.id


def _never() -> PublishedShift:
    raise LookupError("a difference needs a state before or after")


def _fields(old: PublishedShift, new: PublishedShift) -> tuple[str, ...]:
    fields = [
        field.name
        for field in attrs.fields(Shift)
        if field.name not in _UNTOLD and getattr(old.shift, field.name) != getattr(new.shift, field.name)
    ]
    if _assigned(old) != _assigned(new):
        fields.append("assignments")
    return tuple(fields)


def _assigned(published: PublishedShift) -> dict[str, tuple[object, ...]]:
    return {a.id: tuple(getattr(a, f) for f in _ASSIGNMENT_FIELDS) for a in published.assignments}


def _people(differences: Iterable[ShiftDifference]) -> tuple[PersonDifference, ...]:
    found: dict[str, dict[str, list[str]]] = {}
    for one in differences:
        before, after = _by_person(one.before), _by_person(one.after)
        shift_changed = bool(set(one.fields) - {"assignments"})
        for person in {*before, *after}:
            if person not in before:
                what = "added"
            elif person not in after:
                what = "removed"
            elif shift_changed or before[person] != after[person]:
                what = "changed"
            else:
                continue
            found.setdefault(person, {}).setdefault(what, []).append(one.shift_id)
    return tuple(
        PersonDifference(collaborator_id=person, **{what: tuple(ids) for what, ids in parts.items()})
        for person, parts in sorted(found.items())
    )


def _by_person(published: PublishedShift | None) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for assignment in published.assignments if published else ():
        found.setdefault(assignment.collaborator_id, []).append((assignment.role_id, assignment.status.value))
    return {person: sorted(states) for person, states in found.items()}


def summary(publication: Publication) -> dict[str, object]:
    """What the audit keeps of a publication: all but the snapshot, which stands in the publication itself."""
    record = to_record(attrs.evolve(publication, snapshot=()))
    record["shifts"] = len(publication.snapshot)
    record["assignments"] = sum(len(p.assignments) for p in publication.snapshot)
    del record["snapshot"]
    return record


def snapshot_of(shifts: Iterable[Shift], assignments: Iterable[Assignment]) -> tuple[PublishedShift, ...]:
    """Shifts with their active assignments, in order of start."""
    by_shift: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        if assignment.active:
            by_shift.setdefault(assignment.shift_id, []).append(assignment)
    ordered = sorted(shifts, key=lambda s: (s.starts_at, s.id))
    return tuple(
        PublishedShift(shift=s, assignments=tuple(sorted(by_shift.get(s.id, ()), key=lambda a: a.id)))
        for s in ordered
    )
