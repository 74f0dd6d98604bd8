"""The part of the plan that a caller is kept to: what is in it, and refusing what is not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from planning_core.domain.change import Change
from planning_core.domain.history import PublishedShift
from planning_core.domain.job import AutoAssignRequest
from planning_core.domain.kinds import Entity
from planning_core.domain.people import Availability, Collaborator
from planning_core.domain.plan import Plan
from planning_core.domain.principal import Limits, Principal
from planning_core.domain.reference import Blackout, Mission
from planning_core.domain.work import Assignment, Shift, ShiftTemplate
from planning_core.errors import OutsideLimits
from planning_core.ports.plan_store import Query
from planning_core.ports.unit_of_work import UnitOfWork

Work = Shift | ShiftTemplate
NOTHING = ("",)
"""In the place of ids where no id is left: in queries an empty tuple keeps all."""

_MISSIONS_AT_ONCE = 500


def require_within(plan: Plan, changes: Iterable[Change], principal: Principal) -> None:
    """Raise OutsideLimits for a change of work or of a person's time outside the caller's part of the plan.

    Both what stands and what is wanted must be in it. An assignment belongs to its shift, whoever is on it.
    """
    if not principal.limits:
        return
    for change in changes:
        for state in (plan.get(change.entity, change.id), change.data):
            error = None if state is None else _outside(state, plan, principal.limits)
            if error is not None:
                raise error


def require_without_limits(principal: Principal) -> None:
    """Raise OutsideLimits for a caller who is kept to a part of the plan."""
    if principal.limits:
        raise OutsideLimits("whole")


def require_person(person: Collaborator, principal: Principal, uow: UnitOfWork) -> None:
    """Raise OutsideLimits for somebody whose time is not the caller's to know."""
    error = _outside_person(person, principal.limits)
    if error is not None:
        raise named(error, uow)


def _outside(entity: Entity, plan: Plan, limits: Limits) -> OutsideLimits | None:
    if isinstance(entity, Assignment):
        shift = plan.get("shift", entity.shift_id)
        return None if shift is None else _outside(shift, plan, limits)
    if isinstance(entity, Availability):
        person = plan.get("collaborator", entity.collaborator_id)
        return _outside_person(person, limits) if isinstance(person, Collaborator) else None
    if not isinstance(entity, Work):
        return None
    mission = plan.get("mission", entity.mission_id)
    return _outside_work(entity, mission if isinstance(mission, Mission) else None, limits)


def _outside_work(work: Work, mission: Mission | None, limits: Limits) -> OutsideLimits | None:
    if limits.excludes_site(work.site_id):
        return OutsideLimits("site", work.site_id)
    team_id = None if mission is None else mission.team_id
    if limits.team_ids and team_id not in limits.team_ids:
        return OutsideLimits("team", team_id)
    return None


def _outside_person(person: Collaborator, limits: Limits) -> OutsideLimits | None:
    """Somebody who works everywhere is of no site."""
    if limits.site_ids and set(limits.site_ids).isdisjoint(person.site_ids):
        return OutsideLimits("site", person.site_ids[0] if person.site_ids else None)
    if limits.team_ids and person.team_id not in limits.team_ids:
        return OutsideLimits("team", person.team_id)
    return None


def named(error: OutsideLimits, uow: UnitOfWork) -> OutsideLimits:
    """The error with the name of the site or team."""
    if error.entity_id is None or error.name is not None:
        return error
    return OutsideLimits(error.what, error.entity_id, uow.plan.names([error.entity_id]).get(error.entity_id))


@attrs.frozen(kw_only=True)
class Part:
    """The part of the stored plan that a caller is kept to. `mission_ids` are its teams' (None: any)."""

    limits: Limits
    mission_ids: frozenset[str] | None

    def holds(self, work: Work) -> bool:
        """Whether that work is in it."""
        return self.has(work.site_id, work.mission_id)

    def has(self, site_id: str, mission_id: str) -> bool:
        """Whether work of that mission at that site is in it."""
        return not self.limits.excludes_site(site_id) and (
            self.mission_ids is None or mission_id in self.mission_ids
        )

    def holds_person(self, person: Collaborator) -> bool:
        """Whether that person's time is theirs to know and write."""
        return _outside_person(person, self.limits) is None

    def narrowed(
        self, where: Mapping[str, tuple[str, ...]], fields: Collection[str]
    ) -> dict[str, tuple[str, ...]]:
        """Filters by `site_id` and `mission_id`, as far as they are among `fields`, kept to this part."""
        found = dict(where)
        own = {"site_id": self.limits.site_ids or None, "mission_id": self.mission_ids}
        for field, allowed in own.items():
            if allowed is not None and field in fields:
                asked = found.get(field) or tuple(sorted(allowed))
                found[field] = tuple(one for one in asked if one in allowed) or NOTHING
        return found

    def covers(self, request: AutoAssignRequest) -> bool:
        """Whether all that a job was asked to fill is in it, by the sites and missions of the request."""
        return all(
            allowed is None or (bool(asked) and set(asked) <= set(allowed))
            for asked, allowed in (
                (request.site_ids, self.limits.site_ids or None),
                (request.mission_ids, self.mission_ids),
            )
        )

    def speaks_of(self, site_ids: Collection[str], mission_ids: Collection[str]) -> bool:
        """Whether what was kept to these sites and missions (empty: to none) can hold anything of it."""
        return all(
            allowed is None or not asked or not set(asked).isdisjoint(allowed)
            for asked, allowed in (
                (site_ids, self.limits.site_ids or None),
                (mission_ids, self.mission_ids),
            )
        )

    def of_published(self, state: Mapping[str, PublishedShift]) -> dict[str, PublishedShift]:
        """What of a published state is in it."""
        return {shift_id: held for shift_id, held in state.items() if self.holds(held.shift)}


def part_of(principal: Principal, uow: UnitOfWork) -> Part | None:
    """The part of the stored plan that the caller is kept to; None for all of it."""
    if not principal.limits:
        return None
    teams = principal.limits.team_ids
    missions = frozenset(_missions_of(teams, uow)) if teams else None
    return Part(limits=principal.limits, mission_ids=missions)


def _missions_of(team_ids: tuple[str, ...], uow: UnitOfWork) -> Iterator[str]:
    query = Query(kind="mission", where={"team_id": team_ids}, limit=_MISSIONS_AT_ONCE)
    while True:
        page = uow.plan.page(query)
        yield from (one.id for one in page.items)
        if page.next is None:
            return
        query = attrs.evolve(query, after=page.next)


def narrowed(query: Query, principal: Principal, uow: UnitOfWork) -> Query:
    """The query kept to the caller's part of the plan: shifts, assignments, templates and blackouts.

    What is of the whole organization, and when people can work, is listed whole.
    """
    fields = _FIELDS.get(query.kind)
    part = part_of(principal, uow) if fields else None
    if part is None or fields is None:
        return query
    return attrs.evolve(query, where=part.narrowed(query.where, fields))


_FIELDS: Mapping[str, frozenset[str]] = {
    "shift": frozenset({"site_id", "mission_id"}),
    "assignment": frozenset({"site_id", "mission_id"}),
    "shift_template": frozenset({"site_id", "mission_id"}),
    "blackout": frozenset({"site_id"}),
}


def require_entity(entity: Entity, principal: Principal, uow: UnitOfWork) -> None:
    """Raise OutsideLimits for stored work outside the caller's part of the plan; all else may be read."""
    if not principal.limits:
        return
    found = uow.plan.get("shift", entity.shift_id) if isinstance(entity, Assignment) else entity
    error = None
    if isinstance(found, Blackout) and principal.limits.excludes_site(found.site_id):
        error = OutsideLimits("site", found.site_id)
    if isinstance(found, Work):
        mission = uow.plan.get("mission", found.mission_id)
        error = _outside_work(found, mission if isinstance(mission, Mission) else None, principal.limits)
    if error is not None:
        raise named(error, uow)


def scope_of(
    site_ids: Sequence[str], mission_ids: Sequence[str], principal: Principal, uow: UnitOfWork
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sites and missions that a command speaks of (empty: all): of a limited caller their own, by name.

    Raises OutsideLimits where others are named, or the caller's teams have no mission.
    """
    part = part_of(principal, uow)
    if part is None:
        return tuple(site_ids), tuple(mission_ids)
    sites, missions = tuple(site_ids) or part.limits.site_ids, tuple(mission_ids)
    for site_id in sites if part.limits.site_ids else ():
        if site_id not in part.limits.site_ids:
            raise named(OutsideLimits("site", site_id), uow)
    if part.mission_ids is None:
        return sites, missions
    for mission_id in missions:
        if mission_id not in part.mission_ids:
            mission = uow.plan.get("mission", mission_id)
            team_id = mission.team_id if isinstance(mission, Mission) else None
            raise named(OutsideLimits("team", team_id), uow)
    missions = missions or tuple(sorted(part.mission_ids))
    if not missions:
        raise named(OutsideLimits("team", None), uow)
    return sites, missions
