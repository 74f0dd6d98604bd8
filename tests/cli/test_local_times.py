"""Times that commands show are those on the site's clocks, with the zone named."""

from __future__ import annotations

from tests.cli.command import Desk, plan_file, shift_row

OFFICE = {"external_ref": "office", "name": "Office", "timezone": "America/New_York"}


def abroad(desk: Desk) -> None:
    """A plan with one shift in Paris and one late in the evening in New York, where it is the day before."""
    rows = plan_file(shifts=1, people=0)
    rows["sites"].append(OFFICE)
    rows["missions"][0]["sites"].append("office")
    there = {"site": "office", "starts_at": "2025-03-05T03:00:00Z", "ends_at": "2025-03-05T07:00:00Z"}
    rows["shifts"].append(shift_row(1, **there))
    assert desk.run("import", desk.write("plan.json", rows)).code == 0


def test_conflicts_begin_on_the_clocks_of_their_site(desk: Desk) -> None:
    abroad(desk)

    said = desk.run("check")

    assert [line.split("\t")[2] for line in said.out.splitlines()[1:3]] == [
        "2025-03-03 08:00 Europe/Paris",
        "2025-03-04 22:00 America/New_York",
    ]


def test_empty_seats_begin_on_the_clocks_of_their_site(desk: Desk) -> None:
    abroad(desk)

    said = desk.run("auto-assign", "--from", "2025-03-01", "--to", "2025-04-01", "--time-limit", "5")

    assert [line.split("\t")[:2] for line in said.out.splitlines()[1:3]] == [
        ["s0", "2025-03-03 08:00 Europe/Paris"],
        ["s1", "2025-03-04 22:00 America/New_York"],
    ]
