"""Sections that the benchmarks report are printed and go to the page of measurements."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.benchmarks.table import Section, write_page


@pytest.fixture(scope="session")
def report() -> Iterator[Callable[[Section], None]]:
    """Takes a section; all of them are printed and written down at the end."""
    sections: list[Section] = []
    yield sections.append
    for section in sections:
        print(f"\n{section.markdown()}")  # noqa: T201 - figures for who runs it
    write_page(sections)
