"""`planning publish`: a period as the next version."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from entrypoints.cli.conflicts import conflict_records, show_conflicts
from entrypoints.cli.periods import FROM_HELP, TO_HELP, ids_of, window_of
from entrypoints.cli.session import REFUSED, Session, session_of, show_json
from planning_core.errors import HardConflicts
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.publish import Published, PublishPeriod
from planning_core.use_cases.publish import publish as publish_period


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("publish")(publish)


def publish(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", help=FROM_HELP)],
    until: Annotated[str, typer.Option("--to", help=TO_HELP)],
    site: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    mission: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    note: Annotated[str | None, typer.Option(help="A note for the readers.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Publish the shifts that start in a period; refused (exit code 1) while a hard conflict stands there."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work() as uow:
        command = PublishPeriod(
            window=window_of(since, until, uow),
            site_ids=ids_of("site", site or (), "--site", uow),
            mission_ids=ids_of("mission", mission or (), "--mission", uow),
            note=note,
        )
        try:
            published = publish_period(
                command, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids
            )
        except HardConflicts as error:
            if as_json:
                show_json({"publication": None, "conflicts": conflict_records(error.conflicts, session, uow)})
                raise typer.Exit(REFUSED) from None
            show_conflicts(error.conflicts, session, uow)
            raise
        _show(published, as_json, dry_run, session, uow)
        if dry_run:
            session.note("dry_run")
        else:
            uow.commit()


def _show(published: Published, as_json: bool, dry_run: bool, session: Session, uow: UnitOfWork) -> None:
    diff = published.diff
    figures: dict[str, Any] = {name: len(getattr(diff, name)) for name in ("added", "changed", "removed")}
    number = published.publication.number
    if as_json:
        conflicts = conflict_records(published.conflicts, session, uow)
        shifts = len(published.publication.snapshot)
        show_json(
            {"publication": {"number": number, "shifts": shifts}, "diff": figures, "conflicts": conflicts}
        )
    else:
        session.tell("would_publish" if dry_run else "published", number=number, **figures)
