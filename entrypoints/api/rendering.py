"""Entities and conflicts as the records that answers are made of.

Records are plain dicts under the contracts' field names, encoded in one go: a tenth of the cost of a model
per row. Tests hold them against the contracts' models.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import attrs
from pydantic_core import to_json

from entrypoints.api.visibility import readable_conflicts
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import Publication, PublishedShift
from planning_core.domain.job import Job
from planning_core.domain.kinds import Entity, kind_of
from planning_core.domain.lately import Lately
from planning_core.domain.people import Availability
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.record import encode, to_record
from planning_core.domain.reference import Severity
from planning_core.domain.work import ShiftStatus
from planning_core.ports.tokens import AccessToken
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.registry import RuleInForce
from planning_core.rules.sentences import named_in, sentence
from planning_core.use_cases.conflicts_within import ELSEWHERE
from planning_core.use_cases.job_sentences import job_error_sentence
from planning_core.use_cases.published_plan import PublicationDiff, ShiftDifference
from planning_core.use_cases.reasons import whose_reasons

Record = dict[str, Any]
MOST_KEPT = 20_000


def encoded(record: Mapping[str, Any]) -> bytes:
    """A record as JSON."""
    return to_json(record, inf_nan_mode="null")


@attrs.frozen(kw_only=True)
class View:
    """How one caller sees things: their language, what their role hides, and where names are found."""

    principal: Principal
    language: str
    uow: UnitOfWork
    _known: dict[str, bool] = attrs.field(factory=dict, init=False)

    def conflicts(self, conflicts: Iterable[Conflict]) -> list[Record]:
        """The records of conflicts, each with its sentence, as far as the caller may read them."""
        return self.told(readable_conflicts(conflicts, self.principal, self.uow))

    def told(self, conflicts: Sequence[Conflict]) -> list[Record]:
        """The records of conflicts that the caller may read, as a use case that asked whether gave them."""
        names = self._names(conflicts)
        return [conflict_record(c, self.language, names) for c in conflicts]

    def by_id(self, about: Mapping[str, Sequence[Conflict]]) -> dict[str, list[Record]]:
        """Conflicts by the id that they are about, their names looked up once for all."""
        given = {c.fingerprint: c for conflicts in about.values() for c in conflicts}
        distinct = {c.fingerprint: c for c in readable_conflicts(given.values(), self.principal, self.uow)}
        seen = {key: [c for c in found if c.fingerprint in distinct] for key, found in about.items()}
        names = self._names(distinct.values())
        records = {f: conflict_record(c, self.language, names) for f, c in distinct.items()}
        return {key: [records[c.fingerprint] for c in conflicts] for key, conflicts in seen.items()}

    def entity(self, entity: Entity) -> Record:
        """An entity's record; the reason of an absence is for planners and the person."""
        record = dict(_entity_record(entity))
        if isinstance(entity, Availability) and not self._may_know_reason(entity):
            record["reason"] = None
        return record

    def answer(self, entity: Entity, conflicts: Iterable[Conflict]) -> Record:
        """`{"shift": {...}, "conflicts": [...]}`, under the entity's own name."""
        return {kind_of(entity): self.entity(entity), "conflicts": self.conflicts(conflicts)}

    def _may_know_reason(self, entry: Availability) -> bool:
        person = entry.collaborator_id
        if person not in self._known:
            self._known[person] = person in whose_reasons([person], self.principal, self.uow)
        return self._known[person]

    def _names(self, conflicts: Iterable[Conflict]) -> Mapping[str, str]:
        ids = {i for c in conflicts for i in named_in(c, self.language)}
        names = self.uow.plan.names(ids) if ids else {}
        return {**names, ELSEWHERE: _ELSEWHERE[self.language == "fr"]} if ELSEWHERE in ids else names


_ELSEWHERE = ("elsewhere", "ailleurs")


def _entity_record(entity: Entity) -> Record:
    return _entity_records.get(entity) or _entity_records.put(entity, to_record(entity))


def conflict_record(conflict: Conflict, language: str, names: Mapping[str, str]) -> Record:
    """A conflict's record, with its sentence; not to be altered, for it is kept and given out again."""
    named = tuple((one, names.get(one)) for one in named_in(conflict, language))
    known = conflict.shift_ids if conflict.elsewhere else None
    told = _Told(conflict.fingerprint, conflict.type, conflict.overridden, known, language, named, conflict)
    return _conflict_records.get(told) or _conflict_records.put(told, _conflict_record(told))


@attrs.frozen
class _Told:
    """What a conflict's record is made of.

    The fingerprint stands for all its facts; `known` for those that are left where shifts were left out.
    """

    fingerprint: str
    type: Severity
    overridden: bool
    known: tuple[str, ...] | None
    language: str
    names: tuple[tuple[str, str | None], ...]
    conflict: Conflict = attrs.field(eq=False)


_entity_records: Lately[Entity, Record] = Lately(MOST_KEPT, time.monotonic)
_conflict_records: Lately[_Told, Record] = Lately(MOST_KEPT, time.monotonic)


def _conflict_record(told: _Told) -> Record:
    conflict, language = told.conflict, told.language
    names = {one: name for one, name in told.names if name is not None}
    return {
        "type": conflict.type.value,
        "rule": conflict.rule,
        "details": {key: encode(value) for key, value in conflict.details.items()},
        "message": sentence(conflict, language, names),
        "shift_ids": conflict.shift_ids,
        "assignment_ids": conflict.assignment_ids,
        "collaborator_ids": conflict.collaborator_ids,
        "starts_at": encode(conflict.starts_at),
        "ends_at": encode(conflict.ends_at),
        "fingerprint": conflict.fingerprint,
        "overridden": conflict.overridden,
        "elsewhere": conflict.elsewhere,
    }


def rule_record(rule: RuleInForce, usual: RuleInForce, version: int, language: str) -> Record:
    """A rule's record; `usual` is how it holds by the rule set alone."""
    kind = rule.rule
    return {
        "code": rule.code,
        "severity": rule.severity.value,
        "parameters": {
            p.name: {
                "value": rule.parameters[p.name],
                "unit": p.unit,
                "default": usual.parameters[p.name],
                "minimum": p.minimum,
                "maximum": p.maximum,
            }
            for p in kind.parameters
        },
        "active": rule.active,
        "description": kind.description.get(language) or kind.description["en"],
        "legal_source": kind.legal_source,
        "severity_fixed": kind.severity_fixed,
        "overridable": kind.overridable,
        "version": version,
    }


def publication_record(publication: Publication, *, snapshot: bool = False) -> Record:
    """A publication's record, with all that it holds where asked for."""
    record = to_record(attrs.evolve(publication, snapshot=()))
    del record["snapshot"]
    removed = record.pop("removed_shift_ids")
    if snapshot:
        record["snapshot"] = [published_record(p) for p in publication.snapshot]
        record["removed_shift_ids"] = removed
    return record


def published_record(published: PublishedShift) -> Record:
    """A shift with its assignments as a publication held them."""
    return {
        "shift": to_record(published.shift),
        "assignments": [to_record(a) for a in published.assignments],
    }


def diff_record(diff: PublicationDiff, uow: UnitOfWork) -> Record:
    """What changed between two versions, people by name."""
    names = uow.plan.names([p.collaborator_id for p in diff.people])
    return {
        "added": [_difference(d) for d in diff.added],
        "changed": [_difference(d) for d in diff.changed],
        "removed": [_difference(d) for d in diff.removed],
        "people": [
            {**to_record(p), "name": names.get(p.collaborator_id, p.collaborator_id)} for p in diff.people
        ],
    }


def as_if_published(diff: PublicationDiff) -> PublicationDiff:
    """A difference from what is published to what stands now, the latter as publishing would leave it."""
    return attrs.evolve(
        diff,
        added=tuple(_published_after(d) for d in diff.added),
        changed=tuple(_published_after(d) for d in diff.changed),
    )


def _published_after(one: ShiftDifference) -> ShiftDifference:
    if one.after is None:
        return one
    shift = one.after.shift
    return attrs.evolve(
        one,
        after=PublishedShift(
            shift=attrs.evolve(
                shift,
                status=ShiftStatus.PUBLISHED,
                changed_since_publication=False,
                ever_published=True,
                version=shift.version + (shift.status is ShiftStatus.DRAFT),
            ),
            assignments=tuple(
                attrs.evolve(a, changed_since_publication=False) for a in one.after.assignments
            ),
        ),
    )


def _difference(difference: ShiftDifference) -> Record:
    before, after = difference.before, difference.after
    return {
        "shift_id": difference.shift_id,
        "before": None if before is None else published_record(before),
        "after": None if after is None else published_record(after),
        "fields": difference.fields,
    }


def job_record(
    job: Job, conflicts: list[Record], standing: Collection[str], unfilled: list[Record], language: str
) -> Record:
    """A job's record, with the conflicts that concern its proposals, and which of them still stand."""
    return {
        **job_summary(job, language),
        "terms_by_person": {key: dict(own) for key, own in job.terms_by_person.items()},
        "conflicts": conflicts,
        "proposals": [{**to_record(p), "standing": p.assignment_id in standing} for p in job.proposals],
        "unfilled": unfilled,
    }


def job_summary(job: Job, language: str) -> Record:
    """How far a job is, and what it was asked to fill."""
    request = job.request
    return {
        "job_id": job.id,
        "status": job.status.value,
        "progress": job.progress,
        "coverage": {**to_record(job.coverage), "ratio": job.coverage.ratio},
        "objective": job.objective,
        "bound": job.bound,
        "gap": job.gap,
        "terms": dict(job.terms),
        "from": encode(request.starts_at),
        "to": encode(request.ends_at),
        "site_ids": request.site_ids,
        "mission_ids": request.mission_ids,
        "shift_ids": request.shift_ids,
        "time_limit_seconds": request.time_limit_seconds,
        "seed": request.seed,
        "options": dict(request.options),
        "user_id": job.user_id,
        "created_at": encode(job.created_at),
        "started_at": None if job.started_at is None else encode(job.started_at),
        "finished_at": None if job.finished_at is None else encode(job.finished_at),
        "error": None if job.error is None else job_error_sentence(job.error, language),
    }


_MAY = (
    (AccessRole.VIEWER, ("read",)),
    (AccessRole.PLANNER, ("write", "auto_assign")),
    (AccessRole.PUBLISHER, ("publish", "override")),
    (AccessRole.ADMIN, ("administer",)),
)


def caller_record(principal: Principal, expires_at: datetime | None, uow: UnitOfWork) -> Record:
    """Who a caller is and may do, until when."""
    may = [word for role, words in _MAY if principal.may(role) for word in words]
    if principal.role is AccessRole.MEMBER:
        may = ["read_own", "write_own_availability"]
    return {
        "user_id": principal.user_id,
        "role": principal.role.value,
        "collaborator_id": principal.collaborator_id,
        "site_ids": principal.limits.site_ids,
        "team_ids": principal.limits.team_ids,
        "may": may,
        "timezone": uow.rules.timezone(),
        "rule_set": uow.rules.rule_set(),
        "expires_at": None if expires_at is None else encode(expires_at),
    }


def token_record(token: AccessToken) -> Record:
    """A token's record: all but its digest."""
    record = to_record(token)
    del record["digest"]
    limits = record.pop("limits")
    return {**record, **limits}
