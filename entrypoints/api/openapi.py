"""Writes the OpenAPI document into the contracts: `python -m entrypoints.api.openapi`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from entrypoints.api.app import create_app
from entrypoints.bootstrap import memory_app
from entrypoints.settings import Settings

DOCUMENT = Path(__file__).resolve().parents[2] / "contracts" / "openapi.json"


def document() -> str:
    """The document as it is kept."""
    app = memory_app(Settings(database_url="sqlite://"))
    return json.dumps(create_app(app).openapi(), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> int:
    """Write the document; with `--check` only say whether the one that is kept is up to date."""
    made = document()
    if "--check" in sys.argv[1:]:
        kept = DOCUMENT.read_text("utf-8") if DOCUMENT.exists() else ""
        if kept != made:
            print(f"{DOCUMENT.name} is out of date: python -m entrypoints.api.openapi", file=sys.stderr)  # noqa: T201 - a command speaks so
        return int(kept != made)
    DOCUMENT.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
