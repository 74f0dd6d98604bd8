"""`planning import`: taking in plans and reference data from files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import attrs
import typer

from contracts.importing import ImportFileItems, check_header
from contracts.importing_words import FILE_WORDS, SECTIONS, kind_of_file
from entrypoints.cli.conflicts import conflict_records, show_conflicts
from entrypoints.cli.session import (
    DONE,
    INTERRUPTED,
    REFUSED,
    Session,
    bulk_work,
    progress,
    session_of,
    show,
    show_json,
)
from entrypoints.cli.texts import error_text, reason
from planning_core.domain.conflict import Conflict
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.rules.sentences import sentence
from planning_core.use_cases.import_items import import_items
from planning_core.use_cases.import_report import ImportFault, ImportReport

if TYPE_CHECKING:
    from entrypoints.bootstrap import ImportFiles, Rejects

_FAULTS_SHOWN = 50


class _NothingWritten(KeyboardInterrupt):
    """Ctrl+C before anything was written for good."""


@attrs.frozen(kw_only=True)
class _Wish:
    """How an import is to be done."""

    as_is: bool
    keep_good: bool
    dry_run: bool
    rejects: Path | None
    json: bool


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="CSV, XLSX, JSON or iCalendar files, taken together.", show_default=False),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            help="What the rows of CSV files and sheets are, where names do not say: shifts, people …"
        ),
    ] = None,
    person: Annotated[
        str | None,
        typer.Option(help="Whose absences calendars hold. Default: of those who attend their events."),
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Text encoding of the files. Default: UTF-8.")] = None,
    as_is: Annotated[
        bool, typer.Option("--as-is", help="Take in a plan that stands elsewhere, its conflicts included.")
    ] = False,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Leave out rows at fault and take in the others.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen and write nothing.")
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option(help="Write the refused rows to this file, to be mended and sent again.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the report as JSON.")] = False,
) -> None:
    """Import people, sites, missions, shifts, assignments … from CSV, XLSX and JSON, absences from iCalendar.

    Rows are matched by external reference, events by UID, so that the same file twice changes nothing. All or
    nothing unless --keep-good. A new hard conflict refuses the import unless --as-is.
    """
    from entrypoints.bootstrap import Rejects, open_files

    session = session_of(context)
    opened = open_files(
        files,
        sections=SECTIONS,
        kind_of_file=kind_of_file,
        kind=_kind(kind),
        person=person,
        encoding=encoding,
    )
    for header in opened.headers:
        check_header(header)
    wish = _Wish(as_is=as_is, keep_good=keep_good, dry_run=dry_run, rejects=rejects, json=as_json)
    try:
        code = _import(opened, Rejects(), wish, session)
    except _NothingWritten:
        session.note("interrupted")
        code = INTERRUPTED
    raise typer.Exit(code)


def _kind(word: str | None) -> str | None:
    found = None if word is None else kind_of_file(word)
    if word is not None and found is None:
        allowed = ", ".join(FILE_WORDS)
        raise InvalidInput([Fault("--kind", word, "not_allowed", {"allowed": allowed})])
    return found


def _import(files: ImportFiles, refused: Rejects, wish: _Wish, session: Session) -> int:
    with (
        session.app(from_nothing=True) as app,
        app.unit_of_work() as uow,
        progress("import") as advance,
        bulk_work(),
    ):
        done: dict[str, int] = {}

        def on_progress(kind: str, rows: int) -> None:
            done[kind] = done.get(kind, 0) + rows
            advance(f"{kind} {done[kind]}", 0)

        with _told_if_interrupted():
            report = import_items(
                ImportFileItems(files.rows, files.kinds),
                principal=session.principal,
                uow=uow,
                clock=app.clock,
                ids=app.ids,
                as_is=wish.as_is,
                keep_good=wish.keep_good,
                on_fault=lambda fault: refused.add(fault.place),
                on_progress=on_progress,
            )
            written = not report.refused and not wish.dry_run
            _show(report, written, wish, session, uow)
        if written:
            uow.commit()
    if wish.rejects is not None and report.fault_count:
        for path in _write_rejects(files, refused, wish.rejects):
            session.note("rejects", file=path)
    return REFUSED if report.fault_count or report.refused else DONE


@contextmanager
def _told_if_interrupted() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        raise _NothingWritten from None


def _write_rejects(files: ImportFiles, refused: Rejects, target: Path) -> list[Path]:
    try:
        return refused.write(files, target)
    except OSError as error:
        limits = {"problem": error.strerror or str(error)}
        raise InvalidInput([Fault("--rejects", str(target), "unwritable_file", limits)]) from None


def _show(report: ImportReport, written: bool, wish: _Wish, session: Session, uow: UnitOfWork) -> None:
    if wish.json:
        show_json(_record(report, written, wish, session, uow))
        return
    session.table(
        ("kind", "read", "created", "updated", "unchanged", "refused"),
        [(kind, c.read, c.created, c.updated, c.unchanged, c.refused) for kind, c in report.counts.items()],
    )
    for fault in _in_line_order(report)[:_FAULTS_SHOWN]:
        show(_line(fault, session, report.names))
    if report.fault_count > _FAULTS_SHOWN:
        session.tell("more_faults", n=report.fault_count - _FAULTS_SHOWN)
    if not report.blocking_count:
        _show_conflicts(report, session, uow)
    _show_end(report, written, wish, session)


def _show_conflicts(report: ImportReport, session: Session, uow: UnitOfWork) -> None:
    """Conflicts that the import brings about: the hard ones by name, the soft ones by number."""
    hard, soft = (_count(report, kind) for kind in ("hard", "soft"))
    if hard or soft:
        session.tell("conflicts_made", hard=hard, soft=soft)
    named = [c for c in report.conflicts if c.type.value == "hard"]
    show_conflicts(named, session, uow, total=hard)


def _show_end(report: ImportReport, written: bool, wish: _Wish, session: Session) -> None:
    refused = sum(count.refused for count in report.counts.values())
    if report.blocking_count and report.refused:
        session.tell("blocked", n=report.blocking_count)
    elif report.refused:
        session.tell("refused", n=refused)
    elif wish.dry_run:
        session.tell("dry_run")
    elif written:
        session.tell("kept_good" if refused else "imported", n=report.written, refused=refused)


def _in_line_order(report: ImportReport) -> list[ImportFault]:
    """The faults as they stand in the files, these in the order of their first faults."""
    files = {name: n for n, name in enumerate(dict.fromkeys(fault.place.file for fault in report.faults))}
    return sorted(report.faults, key=lambda fault: (files[fault.place.file], fault.place.line))


def _count(report: ImportReport, kind: str) -> int:
    return sum(n for (_, of_type), n in report.conflict_counts.items() if of_type == kind)


def _why(fault: ImportFault, session: Session, names: dict[str, str]) -> str:
    if isinstance(fault.cause, Conflict):
        return sentence(fault.cause, session.language, names)
    if isinstance(fault.cause, Fault):
        return reason(fault.cause, session.language)
    return error_text(fault.cause, session.language)


def _line(fault: ImportFault, session: Session, names: dict[str, str]) -> str:
    cell = fault.place.cell(fault.column)
    column = f", {fault.column}" + (f" ({cell})" if cell else "") if fault.column else ""
    value = "" if fault.value is None else f" « {str(fault.value)[:80]} »"
    return f"{fault.place}{column}{value}: {_why(fault, session, names)}"


def _record(
    report: ImportReport, written: bool, wish: _Wish, session: Session, uow: UnitOfWork
) -> dict[str, Any]:
    return {
        "written": written,
        "dry_run": wish.dry_run,
        "refused": report.refused,
        "counts": {kind: attrs.asdict(count) for kind, count in report.counts.items()},
        "fault_count": report.fault_count,
        "faults": [
            {
                "file": fault.place.file,
                "line": fault.place.line,
                "path": fault.place.path,
                "kind": fault.kind,
                "column": fault.column,
                "cell": fault.place.cell(fault.column),
                "value": fault.value,
                "reason": _code(fault),
                "message": _why(fault, session, report.names),
            }
            for fault in _in_line_order(report)
        ],
        "blocking_count": report.blocking_count,
        "conflict_counts": [
            {"rule": rule, "type": of_type, "count": count}
            for (rule, of_type), count in sorted(report.conflict_counts.items())
        ],
        "conflicts": conflict_records(report.conflicts, session, uow),
    }


def _code(fault: ImportFault) -> str:
    """The stable word for a fault: the reason, the rule, or the kind of error."""
    if isinstance(fault.cause, Conflict):
        return fault.cause.rule
    if isinstance(fault.cause, Fault):
        return fault.cause.reason
    return type(fault.cause).__name__
