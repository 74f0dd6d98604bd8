"""Files that atheris makes, led by what of the readers they reach: `python -m tests.fuzz.led_files SECONDS`.

It stops at the first that is neither taken in nor refused.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped, import-not-found, unused-ignore] # only where it is installed

with atheris.instrument_imports(include=["adapters.files", "contracts", "planning_core.use_cases"]):
    from tests.fuzz.files import Importer, seeds


def main() -> None:
    """Make files for so many seconds."""
    folder = Path(tempfile.mkdtemp(prefix="planning-fuzz-"))
    for number, data in enumerate(seeds()):
        (folder / str(number)).write_bytes(data)
    importer = Importer()

    def take(data: bytes) -> None:
        importer.take(data)

    limits = [f"-max_total_time={sys.argv[1]}", "-max_len=4000", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *limits, f"-artifact_prefix={folder}/", str(folder)], take)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
