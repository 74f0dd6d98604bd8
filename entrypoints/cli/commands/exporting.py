"""`planning export`: the plan as files that `planning import` reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import attrs
import typer

from contracts.exporting import csv_pieces, json_pieces, sheet_rows
from contracts.importing_words import FILE_WORDS, SECTIONS, kind_of_file
from entrypoints.cli.periods import FROM_HELP, TO_HELP, ids_of, period_of
from entrypoints.cli.session import bulk_work, progress, session_of
from entrypoints.cli.whole_file import refuse_existing, write_whole
from entrypoints.terminals import harmless
from planning_core.errors import Fault, InvalidInput
from planning_core.ports.listing import WINDOWED
from planning_core.ports.plan_store import FILTERS, Query
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.export_items import export_items

_TOLD_EVERY = 500


class Format(StrEnum):
    """The forms that an import reads."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


_FORMATS = {
    "": Format.CSV,
    ".csv": Format.CSV,
    ".txt": Format.CSV,
    ".xlsx": Format.XLSX,
    ".json": Format.JSON,
}


@attrs.frozen(kw_only=True)
class _Wish:
    """What is to be exported."""

    kind: str
    since: str | None
    until: str | None
    sites: tuple[str, ...]


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("export")(export)


def export(
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(help="shifts, assignments, collaborators, templates … as `import --kind`.")
    ],
    file: Annotated[
        Path | None, typer.Option(help="The file to write, as shifts.csv. Default: standard output.")
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: from FILE's ending, else csv.")
    ] = None,
    since: Annotated[str | None, typer.Option("--from", help=FROM_HELP)] = None,
    until: Annotated[str | None, typer.Option("--to", help=TO_HELP)] = None,
    site: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    without_reasons: Annotated[
        bool, typer.Option("--without-reasons", help="Leave out the reasons of absences.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over FILE where it exists.")] = False,
) -> None:
    """Export one kind of thing with the columns and values that planning import reads.

    Imported again, an export changes nothing. --from and --to keep what overlaps the period. In XLSX texts
    are cells of text. In CSV those that begin with = + - or @ have an apostrophe in front, which an import
    takes away again, so that no spreadsheet takes them for formulas.
    """
    session = session_of(context)
    wish = _Wish(kind=_kind(kind), since=since, until=until, sites=tuple(site or ()))
    _check_options(wish)
    chosen = form or _format_of(file)
    if file is not None and not force:
        refuse_existing(file, "--file")
    leave_out = ("reason",) if without_reasons and wish.kind == "availability" else ()
    with (
        session.app() as app,
        app.unit_of_work(writes=False) as uow,
        progress("export") as advance,
        bulk_work(),
    ):
        count = _Count()
        items = count.over(
            export_items(_query(wish, uow), principal=session.principal, uow=uow),
            lambda n: advance(f"{wish.kind} {n}", 0),
        )
        pieces = _pieces(chosen, wish.kind, items, leave_out)
        if file is None:
            _write_out(pieces, chosen)
        else:
            write_whole(file, pieces, "--file", force=force)
    if file is not None:
        session.note("exported", n=count.rows, file=file)


def _pieces(
    form: Format, kind: str, items: Iterable[Mapping[str, Any]], leave_out: Sequence[str]
) -> Iterator[bytes]:
    """The bytes of the file."""
    if form is Format.XLSX:
        from entrypoints.bootstrap import xlsx_pieces

        yield from xlsx_pieces({_sections((kind,)): sheet_rows(kind, items, leave_out)})
        return
    texts = (csv_pieces if form is Format.CSV else json_pieces)(kind, items, leave_out)
    yield from (text.encode() for text in texts)


class _Count:
    """How many items went by."""

    def __init__(self) -> None:
        self.rows = 0

    def over(self, items: Iterable[Mapping[str, Any]], told: Any) -> Iterator[Mapping[str, Any]]:
        for item in items:
            self.rows += 1
            if self.rows % _TOLD_EVERY == 0:
                told(self.rows)
            yield item


def _kind(word: str) -> str:
    found = kind_of_file(word)
    if found is None:
        raise InvalidInput([Fault("KIND", word, "not_allowed", {"allowed": ", ".join(FILE_WORDS)})])
    return found


def _format_of(file: Path | None) -> Format:
    suffix = "" if file is None else file.suffix.lower()
    if suffix not in _FORMATS:
        raise InvalidInput([Fault("--file", str(file), "unknown_file_type_to_write")])
    return _FORMATS[suffix]


def _check_options(wish: _Wish) -> None:
    """Raise InvalidInput for options that say nothing of this kind."""
    dated = {"--from": wish.since, "--to": wish.until}
    faults = [
        Fault(option, value, "not_for_this_kind", {"allowed": _sections(WINDOWED)})
        for option, value in dated.items()
        if value is not None and wish.kind not in WINDOWED
    ]
    sited = {kind for kind, fields in FILTERS.items() if "site_id" in fields}
    if wish.sites and wish.kind not in sited:
        faults.append(Fault("--site", wish.sites[0], "not_for_this_kind", {"allowed": _sections(sited)}))
    if faults:
        raise InvalidInput(faults)


def _sections(kinds: Iterable[str]) -> str:
    return ", ".join(word for word, kind in SECTIONS.items() if kind in set(kinds))


def _query(wish: _Wish, uow: UnitOfWork) -> Query:
    start, end = period_of(wish.since, wish.until, uow)
    sites = ids_of("site", wish.sites, "--site", uow)
    where = {"site_id": sites} if sites else {}
    return Query(kind=wish.kind, where=where, ends_after=start, starts_before=end)


def _write_out(pieces: Iterable[bytes], form: Format) -> None:
    """Write to standard output: as it is (UTF-8), but harmless where that is a terminal."""
    if sys.stdout.isatty():
        if form is Format.XLSX:
            raise InvalidInput([Fault("--format", form.value, "binary_on_terminal")])
        for piece in pieces:
            sys.stdout.write(harmless(piece.decode()))
        return
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
