"""The machine's clock set back an hour while the product serves: it goes on, and loses nothing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.command import plan_file
from tests.reliability.accounts import writers_on
from tests.reliability.product import Product, served
from tests.reliability.test_database_faults import assert_kept, write_until
from tests.servers.programs import MissingProgram, program

_LIBRARIES = ("/usr/lib/*/faketime/libfaketimeMT.so.1", "/usr/lib*/faketime/libfaketimeMT.so.1")


def faked_clock(folder: Path) -> dict[str, str]:
    """What a process is told so that its clock follows the file `clock`; the machine's own is left alone."""
    try:
        program("faketime", package="faketime")
    except MissingProgram as missing:
        pytest.skip(str(missing))
    (library, *_) = [str(path) for one in _LIBRARIES for path in Path("/").glob(one.lstrip("/"))]
    (folder / "clock").write_text("+0\n")
    return {
        "LD_PRELOAD": library,
        "FAKETIME_TIMESTAMP_FILE": str(folder / "clock"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def newest_entry(product: Product) -> datetime:
    """When the newest entry of the audit trail says that it was written."""
    caller = product.caller()
    said = caller.ask("GET", "/audit?limit=1")
    caller.close()
    return datetime.fromisoformat(said.body["items"][0]["audit_entry"]["timestamp"])


def test_clock_set_back_an_hour_is_survived(tmp_path: Path) -> None:
    clock = faked_clock(tmp_path)
    with served(
        tmp_path, f"sqlite:///{tmp_path / 'plan.db'}", plan_file(shifts=0, people=1), environment=clock
    ) as product:
        (writer,) = writers_on(product, 1)
        write_until(writer, product, 201)
        before = newest_entry(product)
        with product.events() as events:
            hello = next(events)
            (tmp_path / "clock").write_text("-1h\n")
            write_until(writer, product, 201)
            told = next(events)
        back = newest_entry(product)
        caller = product.caller()
        begun = time.monotonic()
        again = [writer.step(caller).status for _ in range(10)]
        took = time.monotonic() - begun
        caller.close()
        assert_kept(product, writer)
        (tmp_path / "clock").write_text("+0\n")
        assert_kept(product, writer)

    assert back - before < timedelta(minutes=-55)
    assert abs(before - datetime.now(UTC)) < timedelta(minutes=10)
    assert (hello, told) == ("hello", "plan.changed")
    assert set(again) <= {200, 201, 409}
    assert took < 30
