"""`planning check`: the conflicts of a period."""

from __future__ import annotations

from typing import Annotated

import typer

from entrypoints.cli.conflicts import conflict_records, show_conflicts
from entrypoints.cli.periods import FROM_HELP, TO_HELP, ids_of, keep_to, period_of
from entrypoints.cli.session import DONE, REFUSED, Session, bulk_work, progress, session_of, show_json
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.clock import Clock
from planning_core.ports.conflict_store import ConflictQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.rules_in_force import recheck, rules_in_force


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--from", help=FROM_HELP)] = None,
    until: Annotated[str | None, typer.Option("--to", help=TO_HELP)] = None,
    site: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    mission: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Code of a rule; repeatable.")] = None,
    full: Annotated[
        bool,
        typer.Option("--full", help="Check the whole plan again and compare with the conflicts stored."),
    ] = False,
    repair: Annotated[
        bool, typer.Option("--repair", help="With --full: store what the full check found.")
    ] = False,
    most: Annotated[int, typer.Option("--limit", min=0, help="How many conflicts to show.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON; all conflicts.")] = False,
) -> None:
    """Show the conflicts of a period; exit code 1 where a hard one stands that nobody overrode."""
    session = session_of(context)
    if repair and not full:
        raise InvalidInput([Fault("--repair", None, "needs_full")])
    with session.app() as app, app.unit_of_work(writes=full) as uow:
        start, end = period_of(since, until, uow)
        query = ConflictQuery(
            ends_after=start,
            starts_before=end,
            site_ids=ids_of("site", site or (), "--site", uow),
            mission_ids=ids_of("mission", mission or (), "--mission", uow),
            rules=keep_to((known.code for known in rules_in_force(uow)), rule or (), "--rule"),
        )
        drift = _drift(uow, app.clock) if full else None
        conflicts = uow.conflicts.find(query)
        hard = sum(one.type.value == "hard" for one in conflicts)
        figures = {"hard": hard, "soft": len(conflicts) - hard}
        if as_json:
            found = {"conflicts": conflict_records(conflicts, session, uow), **figures}
            show_json(found if drift is None else {**found, "drift": drift})
        else:
            show_conflicts(conflicts, session, uow, most=most)
            session.tell("conflicts", **figures)
            _tell_drift(drift, session)
        if full and repair:
            uow.commit()
    blocked = any(one.blocks for one in conflicts) or bool(drift and any(drift.values()) and not repair)
    raise typer.Exit(REFUSED if blocked else DONE)


def _drift(uow: UnitOfWork, clock: Clock) -> dict[str, int]:
    """Check everything again: how many stored conflicts stand no longer, how many were missing."""
    before = {one.fingerprint for one in uow.conflicts.find(ConflictQuery())}
    with progress("check"), bulk_work():
        recheck(uow=uow, clock=clock)
    after = {one.fingerprint for one in uow.conflicts.find(ConflictQuery())}
    return {"gone": len(before - after), "missing": len(after - before)}


def _tell_drift(drift: dict[str, int] | None, session: Session) -> None:
    if drift is not None:
        session.tell("drift" if any(drift.values()) else "no_drift", **drift)
