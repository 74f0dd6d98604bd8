"""Publications as a caller may read them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from planning_core.domain.history import Publication
from planning_core.domain.principal import AccessRole, Principal
from planning_core.domain.work import Shift
from planning_core.errors import NotFound, OutsideLimits
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.limits import Part, part_of


def list_publications(
    after: int | None, limit: int, *, principal: Principal, uow: UnitOfWork
) -> tuple[Sequence[Publication], int | None]:
    """One page of publications, newest first, without snapshots; and the number below which the next begins.

    Of a caller with limits those that speak of their part of the plan, maybe fewer than asked for though
    more follow. Raises Forbidden.
    """
    principal.require(AccessRole.VIEWER, "read publications")
    found = uow.publications.newest(after, limit + 1)
    page, more = found[:limit], len(found) > limit
    part = part_of(principal, uow)
    shown = page if part is None else [one for one in page if part.speaks_of(one.site_ids, one.mission_ids)]
    return shown, page[-1].number if more else None


def read_publication(number: int, *, principal: Principal, uow: UnitOfWork) -> Publication:
    """A publication with its snapshot; of a caller with limits, what of it is of their part of the plan.

    Raises Forbidden, NotFound, OutsideLimits where nothing of it is.
    """
    principal.require(AccessRole.VIEWER, "read publications")
    publication = uow.publications.get(number)
    if publication is None:
        raise NotFound("publication", str(number))
    part = part_of(principal, uow)
    return publication if part is None else _within(publication, part, uow)


def _within(publication: Publication, part: Part, uow: UnitOfWork) -> Publication:
    stored = uow.plan.get_many("shift", publication.removed_shift_ids)
    removed = {i for i, shift in stored.items() if isinstance(shift, Shift) and part.holds(shift)}
    own = attrs.evolve(
        publication,
        snapshot=tuple(held for held in publication.snapshot if part.holds(held.shift)),
        removed_shift_ids=tuple(i for i in publication.removed_shift_ids if i in removed),
    )
    of_others = not (own.snapshot or own.removed_shift_ids) and (publication.snapshot or stored)
    if of_others or not part.speaks_of(publication.site_ids, publication.mission_ids):
        raise OutsideLimits("whole")
    return own
