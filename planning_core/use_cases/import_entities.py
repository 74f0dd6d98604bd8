"""From the fields of a row to the entity that it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import time
from typing import Any

import attrs

from planning_core.domain.importing import ImportItem
from planning_core.domain.kinds import KINDS, Entity
from planning_core.domain.people import Availability, Collaborator, Contract, HeldSkill, Recurrence
from planning_core.domain.work import Assignment, Override, Shift, Source
from planning_core.errors import Fault, InvalidInput
from planning_core.use_cases.alignment import REFERENCES
from planning_core.use_cases.import_clocks import at_home
from planning_core.use_cases.import_references import Ambiguous, References

Fields = dict[str, Any]


def names_in(items: Iterable[ImportItem]) -> dict[str, set[str]]:
    """What these rows name, by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for item in items:
        for field, kind in REFERENCES[item.kind].items():
            value = item.data.get(field)
            if type(value) is str:
                found[kind].add(value)
            elif value:
                found[kind].update(value)
        if item.kind == "collaborator":
            found["skill"].update(name for name, _ in item.data.get("skills") or ())
            found["shift_template"].update(_per_template(item.data))
    return found


def _per_template(data: Mapping[str, Any]) -> Mapping[str, int]:
    contract = data.get("contract") or {}
    return contract.get("max_shifts_per_template") or {}


class Resolver:
    """Puts ids in the place of names. `own` holds the ids of rows of the same portion by reference;
    `refused` says whether a row of that kind and reference was refused. Local times are those of the row's
    site or person, or of the organization's `timezone`."""

    def __init__(self, references: References, refused: Callable[[str, str], bool], timezone: str) -> None:
        self._references, self._refused, self._timezone = references, refused, timezone
        self.own: Mapping[str, str] = {}
        self.used: dict[tuple[str, str], Entity] = {}

    def fields(self, item: ImportItem) -> Fields:
        """The row's fields with ids for names. Raises InvalidInput with each name that means nothing."""
        faults: list[Fault] = []
        fields = dict(item.data)
        for field, kind in REFERENCES[item.kind].items():
            value = fields.get(field)
            if type(value) is str:
                fields[field] = self._id(item.kind, kind, value, field, faults)
            elif value:
                fields[field] = tuple(self._id(item.kind, kind, name, field, faults) for name in value)
        if item.kind == "collaborator":
            self._person(item, fields, faults)
        if not faults:
            at_home(fields, self._zone(fields), faults)
        if faults:
            raise InvalidInput(faults)
        return fields

    def _zone(self, fields: Fields) -> str:
        """The zone whose clocks the row means: its site's, that of all its sites, its person's."""
        sites = (fields["site_id"],) if "site_id" in fields else fields.get("site_ids") or ()
        zones = {getattr(self.used.get(("site", one)), "timezone", None) for one in sites}
        if "collaborator_id" in fields:
            zones = {getattr(self.used.get(("collaborator", fields["collaborator_id"])), "timezone", None)}
        zones.discard(None)
        return zones.pop() or self._timezone if len(zones) == 1 else self._timezone

    def _person(self, item: ImportItem, fields: Fields, faults: list[Fault]) -> None:
        if fields.get("skills"):
            fields["skills"] = tuple(
                (self._id(item.kind, "skill", name, "skills", faults), until)
                for name, until in fields["skills"]
            )
        if _per_template(fields):
            path = "contract.max_shifts_per_template"
            fields["contract"] = {
                **fields["contract"],
                "max_shifts_per_template": {
                    self._id(item.kind, "shift_template", name, path, faults): most
                    for name, most in _per_template(fields).items()
                },
            }

    def _id(self, own_kind: str, kind: str, name: str, path: str, faults: list[Fault]) -> str:
        if kind == own_kind and name in self.own:
            return self.own[name]
        entity = self._references.get(kind, name)
        if entity is None or isinstance(entity, Ambiguous):
            reason = "unknown_reference" if entity is None else "ambiguous_name"
            if entity is None and self._refused(kind, name):
                reason = "refers_to_refused_row"
            faults.append(Fault(path, name, reason, {"entity": kind}))
            return name
        self.used[kind, entity.id] = entity
        return entity.id

    def named(self, kind: str, entity_id: str) -> Entity | None:
        """An entity that a row of this portion named."""
        return self.used.get((kind, entity_id))


def build(kind: str, current: Entity | None, new_id: Callable[[], str], fields: Fields) -> Entity:
    """The entity that the fields ask for: a new one, or the stored one with these fields in place of its own.

    Raises InvalidInput.
    """
    if kind == "collaborator":
        _nest_person(current, fields)
    elif kind == "availability":
        _nest_recurrence(fields)
    elif kind == "assignment":
        _nest_override(current, fields)
    if current is not None:
        if fields.get("external_ref") == current.id:
            fields.pop("external_ref")  # named by its id, as an export names what has no reference
        return attrs.evolve(current, **fields)
    if kind == "assignment":
        fields["source"] = Source.IMPORT
    return KINDS[kind](id=new_id(), **fields)


def _nest_person(current: Entity | None, fields: Fields) -> None:
    if "skills" in fields:
        fields["skills"] = tuple(
            HeldSkill(skill_id=skill_id, valid_until=until) for skill_id, until in fields["skills"] or ()
        )
    if fields.get("contract") is not None:
        known = current.contract if isinstance(current, Collaborator) else None
        terms = dict(fields["contract"])
        if terms.get("max_shifts_per_template", ...) is None:
            terms["max_shifts_per_template"] = {}
        contract = attrs.evolve(known or Contract(), **terms)
        if contract == (known or Contract()):
            fields["contract"] = known
        else:
            fields["contract"] = None if contract == Contract() else contract


_EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


def _nest_recurrence(fields: Fields) -> None:
    """A weekly recurrence; without days it is every day, without times the whole day."""
    weekly = fields.get("recurrence")
    if weekly is None:
        return
    if not weekly.get("timezone"):
        raise InvalidInput([Fault("recurrence.timezone", None, "required")])
    defaults = {"weekdays": _EVERY_DAY, "start_time": time(), "end_time": time()}
    given = {name: value for name, value in weekly.items() if value is not None}
    try:
        fields["recurrence"] = Recurrence(**{**defaults, **given})
    except InvalidInput as error:
        raise InvalidInput([fault.under("recurrence") for fault in error.faults]) from None


def _nest_override(current: Entity | None, fields: Fields) -> None:
    """The override with both its parts; one left out stays as it stands."""
    given = fields.get("override")
    if given is None:
        return
    known = current.override if isinstance(current, Assignment) else None
    rules = given.get("rules") or (known.rules if known else ())
    reason = given.get("reason") or (known.reason if known else "")
    if known is not None and (known.rules, known.reason) == (rules, reason):
        fields["override"] = known  # whoever gave it
    else:
        fields["override"] = Override(rules=rules, reason=reason)


def natural_key(entity: Entity) -> object:
    """What makes an entity the one that a row means."""
    if isinstance(entity, Assignment):
        return entity.shift_id, entity.collaborator_id
    if isinstance(entity, Availability):
        return (
            entity.collaborator_id,
            entity.kind,
            entity.starts_at,
            entity.ends_at,
            entity.recurrence,
            entity.template_id,
        )
    return getattr(entity, "external_ref", None) or entity.id


def with_shift_role(fields: Fields, shift: Entity | None) -> None:
    """An assignment that names no role is in the role of its shift."""
    if fields.get("role_id") is None:
        fields.pop("role_id", None)
        if isinstance(shift, Shift):
            fields["role_id"] = shift.role_id
