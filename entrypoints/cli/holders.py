"""For whom a token or a sign-in link is, as somebody names it on the command line."""

from __future__ import annotations

from typing import Annotated, Any

import attrs
import typer

from entrypoints.cli.periods import ids_of
from planning_core.domain.principal import Limits, to_access_role
from planning_core.ports.unit_of_work import UnitOfWork

Person = Annotated[str | None, typer.Option(help="Who a member is: reference, id or name.")]
Sites = Annotated[
    list[str] | None,
    typer.Option(help="Keep a viewer, planner or publisher to this site: reference, id or name."),
]
Teams = Annotated[
    list[str] | None,
    typer.Option(help="Keep them to work of this team's missions: reference, id or name."),
]


@attrs.frozen(kw_only=True)
class Holder:
    """A role, the collaborator that a member is, the sites and teams that others are kept to."""

    role: str
    collaborator: str | None = None
    sites: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()

    def found(self, uow: UnitOfWork) -> dict[str, Any]:
        """The same as use cases take it. Raises InvalidInput for what is not there."""
        people = () if self.collaborator is None else (self.collaborator,)
        return {
            "role": to_access_role(self.role),
            "collaborator_id": next(iter(ids_of("collaborator", people, "--collaborator", uow)), None),
            "limits": Limits(
                site_ids=ids_of("site", self.sites, "--site", uow),
                team_ids=ids_of("team", self.teams, "--team", uow),
            ),
        }


def holder(role: str, collaborator: str | None, site: list[str] | None, team: list[str] | None) -> Holder:
    """A holder from what a command was given."""
    return Holder(role=role, collaborator=collaborator, sites=tuple(site or ()), teams=tuple(team or ()))
