"""Pages on one server process follow what another one writes."""

from __future__ import annotations

import time

from tests.jobs.fleet import Fleet, serving


def test_open_stream_of_one_process_sees_the_writes_of_another_within_a_second(fleet: Fleet) -> None:
    reading, writing = serving(fleet), serving(fleet)
    delays = []

    with reading.follow() as events:
        hello, _ = next(events)
        for number in range(10):
            writing.ask("/skills", {"name": f"Skill {number}"})
            written = time.monotonic()
            delays.append(next(events)[1] - written)
            time.sleep(0.05)

    print(fleet.database.url.get_backend_name(), [round(one, 3) for one in sorted(delays)])  # noqa: T201 - figures
    assert hello == "hello"
    assert max(delays) < 1
