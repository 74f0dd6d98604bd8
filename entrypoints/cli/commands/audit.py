"""`planning audit`: who changed what, and whether that is still what was written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from entrypoints.cli.anchors import read_anchors
from entrypoints.cli.periods import FROM_HELP, TO_HELP, keep_to, period_of
from entrypoints.cli.session import DONE, REFUSED, Session, progress, session_of, show, show_json
from planning_core.domain.record import encode, to_record
from planning_core.ports.history import AuditQuery
from planning_core.sentences import ENTITY_NAMES
from planning_core.use_cases.audit_verify import AuditFinding, AuditVerdict, verify_audit

_ACTIONS = ("create", "update", "delete", "cancel", "restore", "publish", "mark", "override")
commands = typer.Typer(help="Read and check the audit trail.", no_args_is_help=True)


@commands.callback()
def audit() -> None:
    """Read and check the audit trail."""


@commands.command("list")
def list_(
    context: typer.Context,
    entity: Annotated[list[str] | None, typer.Option(help="Kind of thing, as shift; repeatable.")] = None,
    entity_id: Annotated[list[str] | None, typer.Option("--id", help="Its id; repeatable.")] = None,
    user: Annotated[list[str] | None, typer.Option(help="Who did it; repeatable.")] = None,
    action: Annotated[list[str] | None, typer.Option(help="create, update, publish …; repeatable.")] = None,
    since: Annotated[str | None, typer.Option("--from", help=FROM_HELP)] = None,
    until: Annotated[str | None, typer.Option("--to", help=TO_HELP)] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many entries to show.")] = 50,
    as_json: Annotated[
        bool, typer.Option("--json", help="Write JSON, states before and after included.")
    ] = False,
) -> None:
    """Show audit entries, newest first."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        start, end = period_of(since, until, uow)
        query = AuditQuery(
            entities=keep_to(ENTITY_NAMES, entity or (), "--entity"),
            entity_ids=tuple(entity_id or ()),
            user_ids=tuple(user or ()),
            actions=keep_to(_ACTIONS, action or (), "--action"),
            since=start,
            until=end,
            limit=limit,
        )
        entries = uow.audit.page(query).items
    if as_json:
        show_json([to_record(entry) for entry in entries])
        return
    session.table(
        ("when", "who", "action", "entity", "id"),
        [(f"{e.timestamp:%Y-%m-%d %H:%M:%S}Z", e.user_id, e.action, e.entity, e.entity_id) for e in entries],
    )


@commands.command("verify")
def verify(
    context: typer.Context,
    anchor: Annotated[
        list[Path] | None,
        typer.Option(help="File of anchors (of planning audit anchor, or of the file sink); repeatable."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Check the audit trail's chain of hashes; exit code 1 where it is not what was written."""
    session = session_of(context)
    anchors = read_anchors(anchor or (), session.settings.organization)
    with session.app() as app, app.unit_of_work(writes=False) as uow, progress("audit") as bar:
        verdict = verify_audit(
            audit=uow.audit, anchors=anchors, told=lambda done, of: bar(f"{done} / {of}", done)
        )
    if as_json:
        show_json(_verdict_record(verdict))
    else:
        _tell(session, verdict)
    raise typer.Exit(REFUSED if verdict.breaches else DONE)


@commands.command("anchor")
def anchor(context: typer.Context) -> None:
    """Print the newest entry's number and hash, as a line for a file that is kept elsewhere."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        head, now = uow.audit.head(), app.clock.now()
    line = {
        "organization": session.settings.organization,
        "number": head.number,
        "hash": head.hash,
        "at": encode(now),
    }
    show(json.dumps(line, ensure_ascii=False))


def _tell(session: Session, verdict: AuditVerdict) -> None:
    for finding in verdict.findings:
        show(_sentence(session, finding))
    more = verdict.breaches - len(verdict.findings)
    if more:
        session.tell("audit_more", n=more)
    key = "audit_broken" if verdict.breaches else "audit_sound"
    session.tell(key, entries=verdict.entries, number=verdict.head.number, hash=verdict.head.hash)


def _sentence(session: Session, finding: AuditFinding) -> str:
    several = finding.until is not None and finding.until != finding.number
    key = f"audit_{finding.breach.value}{'_many' if several else ''}"
    when = "?" if finding.timestamp is None else f"{finding.timestamp:%Y-%m-%d %H:%M:%S}Z"
    return session.say(key, number=finding.number, until=finding.until, id=finding.id, when=when)


def _verdict_record(verdict: AuditVerdict) -> dict[str, Any]:
    return {
        "sound": not verdict.breaches,
        "entries": verdict.entries,
        "head": to_record(verdict.head),
        "breaches": verdict.breaches,
        "findings": [to_record(finding) for finding in verdict.findings],
    }
