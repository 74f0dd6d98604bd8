"""`planning generate`: shifts of a period from templates."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.conflicts import conflict_records, show_conflicts
from entrypoints.cli.periods import day_of, ids_of
from entrypoints.cli.session import session_of, show_json
from planning_core.use_cases.generate import GenerateShifts, generate_shifts


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("generate")(generate)


def generate(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", help="First day, YYYY-MM-DD, in each site's time zone.")],
    until: Annotated[str, typer.Option("--to", help="End day, not included, YYYY-MM-DD.")],
    template: Annotated[
        list[str] | None, typer.Option(help="Reference, id or name; repeatable. Default: all templates.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Make the shifts that templates call for and that are not there yet; twice makes nothing twice."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work() as uow:
        command = GenerateShifts(
            first_day=day_of(since, "--from"),
            end_day=day_of(until, "--to"),
            template_ids=ids_of("shift_template", template or (), "--template", uow),
        )
        outcome = generate_shifts(command, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids)
        created = [edit.id for edit in outcome.edits if edit.entity == "shift"]
        if as_json:
            conflicts = conflict_records(outcome.new_conflicts, session, uow)
            show_json({"created": len(created), "shift_ids": created, "conflicts": conflicts})
        else:
            hard = [one for one in outcome.new_conflicts if one.type.value == "hard"]
            show_conflicts(hard, session, uow)
            session.tell("generated", n=len(created))
        if dry_run:
            session.note("dry_run")
        else:
            uow.commit()
