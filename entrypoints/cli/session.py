"""What every command stands on: language, settings, the product opened, and a way to show things."""

from __future__ import annotations

import gc
import getpass
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import attrs
import structlog
import typer

from entrypoints.cli.addresses import sqlite_file, without_password
from entrypoints.cli.texts import say
from entrypoints.cli.words import word
from entrypoints.settings import Settings
from entrypoints.terminals import harmless, harmless_json
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Fault, InvalidInput

if TYPE_CHECKING:
    from entrypoints.bootstrap import App

DONE, REFUSED, WRONG_USE, OUT_OF_REACH, BROKEN, INTERRUPTED = 0, 1, 2, 3, 70, 130
"""Exit codes: done; conflicts or refusals found; wrong use; storage or queue out of reach; our own
fault; Ctrl+C."""


@attrs.define
class Session:
    """One run of the command line."""

    language: str
    debug: bool = False
    database: str | None = None
    organization: str | None = None

    @property
    def settings(self) -> Settings:
        """The environment's settings, options over them."""
        given: dict[str, Any] = {
            "database_url": self.database,
            "organization": self.organization,
        }
        return Settings(**{name: value for name, value in given.items() if value is not None})

    @property
    def principal(self) -> Principal:
        """Whoever sits at this machine, as an administrator."""
        try:
            user = getpass.getuser()
        except (KeyError, OSError):
            user = "unknown"
        return Principal(user_id=f"cli:{user}", role=AccessRole.ADMIN)

    @contextmanager
    def app(self, *, from_nothing: bool = False) -> Iterator[App]:
        """The product on the database of the settings; a SQLite file is made only where `from_nothing`."""
        from entrypoints.bootstrap import build_app

        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
        with self.database_named(from_nothing=from_nothing):
            app = build_app(self.settings)
        try:
            yield app
        finally:
            app.close()

    @contextmanager
    def database_named(self, *, from_nothing: bool = False) -> Iterator[None]:
        """Around what opens the database: a wrong address is told by the setting that named it.

        Exits (storage out of reach) for a SQLite file that is not there, unless it may be made.
        """
        address = self.settings.database_url
        file = sqlite_file(address)
        if not (from_nothing or file is None or file.exists()):
            self.note("no_plan", file=file)
            raise typer.Exit(OUT_OF_REACH)
        try:
            yield
        except InvalidInput as error:
            if [fault.path for fault in error.faults] != ["database_url"]:
                raise
            setting = "PLANNING_DATABASE_URL" if self.database is None else "--database"
            shown = without_password(address)
            raise InvalidInput([Fault(setting, shown, "not_a_database_url")]) from None

    def table(self, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Show rows under headings in the caller's language."""
        show_table([word(name, self.language) for name in header], rows)

    def word(self, key: str) -> str:
        """One word of a table, in the caller's language."""
        return word(key, self.language)

    def say(self, key: str, **words: object) -> str:
        """A sentence in the caller's language."""
        return say(key, self.language, **words)

    def tell(self, key: str, **words: object) -> None:
        """Say something on standard output."""
        show(self.say(key, **words))

    def note(self, key: str, **words: object) -> None:
        """Say something beside the output proper, on standard error."""
        print(harmless(self.say(key, **words)), file=sys.stderr)  # noqa: T201 - a command speaks so


def session_of(context: typer.Context) -> Session:
    """The session that a command runs in."""
    session = context.obj
    if not isinstance(session, Session):
        raise RuntimeError("no session")
    return session


def show(text: str) -> None:
    """Write a line to standard output."""
    print(harmless(text))  # noqa: T201 - a command speaks so


def show_json(value: Any) -> None:
    """Write a value as JSON to standard output."""
    show(harmless_json(json.dumps(value, ensure_ascii=False, indent=2, default=str)))


def show_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write rows: as a table on a terminal, with tabs between the cells elsewhere."""
    if not sys.stdout.isatty():
        for row in (header, *rows):
            show("\t".join(_cell(value).replace("\t", " ").replace("\n", " ") for value in row))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*header, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*(Text(_cell(value)) for value in row))
    Console().print(table)


def _cell(value: object) -> str:
    return "" if value is None else harmless(str(value))


@contextmanager
def bulk_work() -> Iterator[None]:
    """Fewer rounds of the garbage collector while many entities come and go.

    They hold no cycles: looking for some after every few hundred objects costs up to a third of the time.
    """
    usual = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()


@contextmanager
def progress(label: str, total: float | None = None) -> Iterator[Callable[[str, float], None]]:
    """A progress bar on standard error where that is a terminal; told a label and how far it has come."""
    if not sys.stderr.isatty():
        yield lambda text, done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda text, done: bar.update(task, description=text, completed=done)
