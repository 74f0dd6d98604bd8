"""`planning audit`: who changed what, whether that is still what was written, and where it is sent."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from entrypoints.cli.anchors import read_anchors
from entrypoints.cli.periods import FROM_HELP, TO_HELP, keep_to, period_of
from entrypoints.cli.session import DONE, REFUSED, Session, progress, session_of, show, show_json
from planning_core.domain.record import encode, to_record
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.history import AuditQuery
from planning_core.ports.sinks import SinkState
from planning_core.sentences import ENTITY_NAMES
from planning_core.use_cases.audit_feed import resend_letters
from planning_core.use_cases.audit_verify import AuditFinding, AuditVerdict, verdict_record, verify_audit

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
        [(_when(e.timestamp), e.user_id, e.action, e.entity, e.entity_id) for e in entries],
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
        show_json(verdict_record(verdict))
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


@commands.command("sinks")
def sinks(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False
) -> None:
    """Show where audit entries are sent, how far each sink has come, and what is wrong with it."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        newest = uow.audit.head().number
        known = {state.name: state for state in uow.sinks.states()}
        names = sorted({*known, *(sink.name for sink in app.sinks)})
        states = [known.get(name, SinkState(name=name)) for name in names]
    if as_json:
        show_json([{**to_record(state), "newest": newest} for state in states])
        return
    if not states:
        session.tell("no_sinks")
        return
    header = ("sink", "position", "newest", "delivered_at", "retry_at", "error")
    session.table(
        header,
        [(s.name, s.position, newest, _when(s.delivered_at), _when(s.retry_at), s.error) for s in states],
    )


@commands.command("dead-letters")
def dead_letters(
    context: typer.Context,
    sink: Annotated[list[str] | None, typer.Option(help="Of this sink; repeatable.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many to show.")] = 100,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Show the entries that a sink refused too often, and why."""
    session = session_of(context)
    with session.app() as app, app.unit_of_work(writes=False) as uow:
        letters = uow.sinks.letters(sink or (), 0, limit)
    if as_json:
        show_json([to_record(letter) for letter in letters])
    elif letters:
        rows = [(one.sink, one.number, one.refusals, _when(one.at), one.error) for one in letters]
        session.table(("sink", "entry", "refusals", "when", "error"), rows)
    else:
        session.tell("no_letters")


@commands.command("resend")
def resend(
    context: typer.Context,
    sink: Annotated[str, typer.Argument(help="The sink: file or webhook.")],
    number: Annotated[list[int] | None, typer.Argument(help="Numbers of entries. Default: all.")] = None,
) -> None:
    """Deliver dead letters once more; exit code 1 where one does not arrive."""
    session = session_of(context)
    arrived, failed = 0, 0

    def told(entry: int, error: Exception | None) -> None:
        nonlocal arrived, failed
        if error is None:
            arrived += 1
            return
        failed += 1
        session.note("letter_refused", number=entry, error=error)

    with session.app() as app:
        to = {one.name: one for one in app.sinks}
        if sink not in to:
            raise InvalidInput([Fault("SINK", sink, "no_such_sink", {"known": ", ".join(to) or "–"})])
        resend_letters(to[sink], number or (), feeding=app.feeding, unit_of_work=app.unit_of_work, told=told)
    session.tell("letters_sent", n=arrived, sink=sink)
    raise typer.Exit(REFUSED if failed else DONE)


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
    when = _when(finding.timestamp) or "?"
    return session.say(key, number=finding.number, until=finding.until, id=finding.id, when=when)


def _when(instant: datetime | None) -> str:
    return "" if instant is None else f"{instant:%Y-%m-%d %H:%M:%S}Z"
