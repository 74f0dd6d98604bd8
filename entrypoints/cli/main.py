"""The command line `planning`: what it is made of, and what becomes of an error."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from itertools import islice, pairwise
from typing import Annotated

import typer
from pydantic import ValidationError

from entrypoints.cli.commands import (
    audit,
    auto_assign,
    backup,
    check,
    database,
    demo,
    exporting,
    generate,
    importing,
    link,
    publish,
    restore,
    rules,
    serve,
    token,
    worker,
)
from entrypoints.cli.session import BROKEN, OUT_OF_REACH, REFUSED, WRONG_USE, Session, show
from entrypoints.cli.texts import LANGUAGES, error_text, language_of, say
from entrypoints.terminals import harmless
from planning_core.errors import (
    Fault,
    HardConflicts,
    IllegalTransition,
    InUse,
    InvalidInput,
    Locked,
    PlanningError,
    StaleVersion,
    Unavailable,
)

_REFUSALS = (HardConflicts, IllegalTransition, InUse, Locked, StaleVersion)

app = typer.Typer(
    name="planning",
    help="Planning PRO: staff planning from the command line.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
_WITHOUT_GROUP = (
    serve,
    worker,
    demo,
    link,
    importing,
    exporting,
    check,
    generate,
    publish,
    auto_assign,
    backup,
    restore,
)
for module in _WITHOUT_GROUP:
    module.add_to(app)
for name, group in (("rules", rules), ("audit", audit), ("token", token), ("db", database)):
    app.add_typer(group.commands, name=name)


def _show_version(wanted: bool) -> None:
    if wanted:
        show(version("planning-pro"))
        raise typer.Exit


@app.callback()
def planning(
    context: typer.Context,
    database_url: Annotated[
        str | None,
        typer.Option(
            "--database", help="Database address, or a SQLite file. Default: PLANNING_DATABASE_URL."
        ),
    ] = None,
    organization: Annotated[str | None, typer.Option(help="Default: PLANNING_ORGANIZATION.")] = None,
    lang: Annotated[str | None, typer.Option(help="fr or en. Default: from LC_ALL or LANG.")] = None,
    debug: Annotated[bool, typer.Option(help="Show where an internal error arose.")] = False,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Planning PRO: staff planning from the command line.

    Exit codes: 0 done, 1 conflicts or refusals found, 2 wrong use, 3 storage or queue out of reach.
    """
    if lang is not None and lang.lower() not in LANGUAGES:
        raise InvalidInput([Fault("--lang", lang, "not_allowed", {"allowed": ", ".join(LANGUAGES)})])
    language = language_of() if lang is None else language_of({"LANG": lang})
    context.obj = Session(language, debug, database_url, organization)


def run(arguments: Sequence[str]) -> int:
    """Run one command; its exit code."""
    arguments = hoisted(arguments)
    debug = "--debug" in arguments
    language = _language(arguments)
    try:
        app(args=arguments, prog_name="planning")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    except PlanningError as error:
        _complain(error_text(error, language))
        if isinstance(error, Unavailable):
            return OUT_OF_REACH
        return REFUSED if isinstance(error, _REFUSALS) else WRONG_USE
    except ValidationError as error:
        for fault in error.errors():
            name = "PLANNING_" + "_".join(str(part).upper() for part in fault["loc"])
            _complain(f"{name}: {fault['msg']}")
        return WRONG_USE
    except BrokenPipeError:
        sys.stderr.close()
        return REFUSED
    except Exception as error:
        if debug:
            traceback.print_exc()
        problem = f"{type(error).__name__}: {error}"
        _complain(say("broken", language, problem=problem))
        return BROKEN
    return 0


def _complain(text: str) -> None:
    print(harmless(text), file=sys.stderr)  # noqa: T201 - a command speaks so


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with those options in front that belong to no command, wherever they were typed."""
    front, rest = [], []
    left = iter(arguments)
    for argument in left:
        if argument == "--":
            rest += [argument, *left]
        elif argument == "--debug" or argument.startswith(tuple(f"{name}=" for name in _GENERAL)):
            front.append(argument)
        elif argument in _GENERAL:
            front += [argument, *islice(left, 1)]
        else:
            rest.append(argument)
    return front + rest


_GENERAL = ("--lang", "--database", "--organization")


def _language(arguments: Sequence[str]) -> str:
    """The language in which to speak of what goes wrong."""
    asked = None
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--lang":
            asked = following
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
    return language_of() if asked is None else language_of({"LANG": asked or "en"})


def main() -> None:
    """Run the command that the process was started with."""
    sys.exit(run(sys.argv[1:]))
