"""Auto-assign on plans that double, and after an absence: `python -m tests.benchmarks.growth [--page]`.

Some eight minutes on a machine that does nothing else; prints its tables, and with `--page` puts them into
docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys

from tests.benchmarks.growth.measured import absence_section, after_an_absence, grown, growth_section
from tests.benchmarks.table import Section, write_page


def main(arguments: list[str] | None = None) -> int:
    """Run the jobs one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    parser.add_argument("--page", action="store_true", help="put the tables into docs/benchmarks.md")
    given = parser.parse_args(arguments)
    sections: list[Section] = [growth_section(grown()), absence_section(after_an_absence())]
    for section in sections:
        print(section.markdown())  # noqa: T201 - its output
    if given.page:
        write_page(sections)
    return 0


if __name__ == "__main__":
    sys.exit(main())
