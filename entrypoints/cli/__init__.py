"""The command-line door, and the little that must run before its libraries are there."""

from __future__ import annotations

import sys


def start() -> None:
    """Run the command that the process was started with; what `planning` calls.

    Exits with 2 where the libraries of the extra `server` are not installed, with 130 on Ctrl+C.
    """
    try:
        from entrypoints.cli.main import main
    except KeyboardInterrupt:
        sys.exit(130)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("entrypoints", "planning_core", "adapters", "contracts"):
            raise
        from entrypoints.cli.texts import language_of, say

        print(say("not_installed", language_of(), module=error.name), file=sys.stderr)  # noqa: T201 - a command speaks so
        sys.exit(2)
    main()
