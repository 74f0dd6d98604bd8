"""Instants as the command line shows them: on the clocks of the site they are about, the zone named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

import attrs

from planning_core.domain.reference import Site
from planning_core.domain.time import zone
from planning_core.domain.work import Shift
from planning_core.ports.unit_of_work import UnitOfWork


@attrs.frozen(kw_only=True)
class LocalTimes:
    """The zones of shifts' sites; what is about none of these shifts is told in the organization's."""

    zones: Mapping[str, str]
    organization: str

    @classmethod
    def of(cls, shift_ids: Iterable[str], uow: UnitOfWork) -> LocalTimes:
        """Looked up for all of these shifts at once."""
        stored = uow.plan.get_many("shift", set(shift_ids)).values()
        shifts = [one for one in stored if isinstance(one, Shift)]
        sites = {
            one.id: one.timezone
            for one in uow.plan.get_many("site", {shift.site_id for shift in shifts}).values()
            if isinstance(one, Site)
        }
        return cls(
            zones={one.id: sites[one.site_id] for one in shifts if one.site_id in sites},
            organization=uow.rules.timezone(),
        )

    def told(self, instant: datetime, shift_ids: Iterable[str]) -> str:
        """The date and the time where the first of these shifts that is known is, and the zone's name."""
        known = (self.zones[one] for one in shift_ids if one in self.zones)
        name = next(known, self.organization)
        return f"{instant.astimezone(zone(name)):%Y-%m-%d %H:%M} {name}"
