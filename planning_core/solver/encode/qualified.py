"""Who may take a duty by what they are: role, site, skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planning_core.domain.objective import points
from planning_core.domain.people import Collaborator
from planning_core.domain.reference import Severity
from planning_core.solver.encode.draft import Draft
from planning_core.solver.encode.frame import Frame, View

Demand = tuple[str, str, tuple[str, ...]]
"""What a duty asks for: role, site, skills."""

Pool = tuple[Sequence[int], Mapping[int, int]]
"""Duties, and what those among them cost that a soft rule would rather not see."""


class Qualified:
    """Encodes `role_mismatch`, `site_mismatch` and `missing_skill` by pruning, or by a cost where soft.

    People who are the same in all of that share one answer, so the work grows with kinds of people times
    kinds of demand.
    """

    codes = ("missing_skill", "role_mismatch", "site_mismatch")

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._severity = {code: frame.severity(code) for code in self.codes}
        self._demands = _demands(frame)
        self._pools: dict[object, Pool] = {}

    def screen(self, draft: Draft) -> None:
        """Give a person the pool of duties that they are qualified for."""
        person = draft.person
        key = (person.role_ids, person.site_ids, person.skills, draft.view.timezone)
        pool = self._pools.get(key)
        if pool is None:
            pool = self._pools[key] = self._pool(person, draft.view)
        draft.pool = pool[0]
        soft = points(self._frame.objective.soft)
        for duty, faults in pool[1].items():
            draft.price_duty("soft", duty, faults * soft)

    def _pool(self, person: Collaborator, view: View) -> Pool:
        found: list[int] = []
        faults: dict[int, int] = {}
        for demand, duties in self._demands.items():
            for some, count in self._judged(person, demand, duties, view):
                found += some
                if count:
                    faults.update(dict.fromkeys(some, count))
        return sorted(found), faults

    def _judged(
        self, person: Collaborator, demand: Demand, duties: Sequence[int], view: View
    ) -> Iterable[tuple[Sequence[int], int]]:
        """The duties that a person may take, with the number of soft faults that each would be."""
        role, site, skills = demand
        held = {skill.skill_id: skill.valid_until for skill in person.skills}
        lacking = {
            "role_mismatch": int(role not in person.role_ids),
            "site_mismatch": int(bool(person.site_ids) and site not in person.site_ids),
            "missing_skill": sum(skill not in held for skill in skills),
        }
        if any(count and self._severity[code] is Severity.HARD for code, count in lacking.items()):
            return
        faults = sum(count for code, count in lacking.items() if self._severity[code] is Severity.SOFT)
        expiries = [held[skill] for skill in skills if held.get(skill) is not None]
        if not expiries or self._severity["missing_skill"] is None:
            yield duties, faults
            return
        for duty in duties:
            last_day = view.works[self._frame.kind_of[duty]].last_day
            expired = sum(day is not None and last_day > day.toordinal() for day in expiries)
            if not expired:
                yield (duty,), faults
            elif self._severity["missing_skill"] is Severity.SOFT:
                yield (duty,), faults + expired


def _demands(frame: Frame) -> Mapping[Demand, Sequence[int]]:
    """Duties by what they ask for."""
    found: dict[Demand, list[int]] = {}
    for duty, shift in enumerate(frame.shifts):
        role = frame.plan.roles.get(shift.role_id)
        skills = (*shift.required_skill_ids, *(role.required_skill_ids if role is not None else ()))
        found.setdefault((shift.role_id, shift.site_id, tuple(dict.fromkeys(skills))), []).append(duty)
    return found
