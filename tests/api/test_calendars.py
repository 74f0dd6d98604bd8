"""Calendar addresses, and the feeds behind them, read with a parser that is not ours."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import Any

import attrs
import icalendar
import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from entrypoints.logs import keep_secrets_out_of_access_logs
from tests.api.conftest import CallerOf
from tests.api.world import PREFIX, Caller, World, kind_of


@pytest.fixture(autouse=True)
def _today(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan of the tests is of March 2026, and so is their day."""
    monkeypatch.setattr(app.clock, "now", lambda: datetime(2026, 3, 1, 12, tzinfo=UTC))


def address_of(caller: Caller, person: str) -> str:
    """A new calendar address, below the prefix."""
    answer = caller.post(f"/collaborators/{person}/calendar")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["path"]).removeprefix(PREFIX)


def fetch(world: World, client: TestClient, address: str, **headers: str) -> Response:
    """What a calendar program gets, which shows nothing but the address."""
    return client.get(PREFIX + address, headers=headers)


def events_of(response: Response) -> list[Any]:
    """The events of a feed, as the parser reads them."""
    assert response.status_code == 200, response.text
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_feed_shows_published_work_with_its_place_and_certainty(world: World, client: TestClient) -> None:
    shift = world.shift(2, note="Gate 3; back, left\nRing \\ twice")
    sure = world.assignment(shift["id"], status="confirmed")
    unsure = world.assignment(world.shift(4)["id"])
    published = world.publish()["publication"]
    address = address_of(world.admin, world.anna)

    answer = fetch(world, client, address)

    first, second = events_of(answer)
    assert [str(one["UID"]) for one in (first, second)] == [sure["id"], unsure["id"]]
    assert [str(one["STATUS"]) for one in (first, second)] == ["CONFIRMED", "TENTATIVE"]
    assert first.decoded("DTSTART") == datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert first.decoded("DTEND") == datetime(2026, 3, 2, 16, tzinfo=UTC)
    told_at = datetime.fromisoformat(published["published_at"]).replace(microsecond=0)
    assert (first.decoded("DTSTAMP"), first.decoded("LAST-MODIFIED")) == (told_at, told_at)
    shown = [str(first[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "SEQUENCE")]
    assert shown == ["Stagehand, Fair", "Hall", "Gate 3; back, left\nRing \\ twice", "1"]
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"


def test_feed_follows_publications_and_nothing_before(world: World, client: TestClient) -> None:
    shift = world.shift(2)
    assignment = world.assignment(shift["id"], status="confirmed")
    address = address_of(world.admin, world.anna)
    draft = events_of(fetch(world, client, address))
    world.publish()
    stored = world.admin.get(f"/shifts/{shift['id']}").json()["shift"]
    moved = {**stored, "starts_at": "2026-03-02T10:00:00+01:00"}
    assert world.admin.put(f"/shifts/{shift['id']}", moved).status_code == 200
    edited = events_of(fetch(world, client, address))
    world.publish()
    told = events_of(fetch(world, client, address))
    world.admin.delete(f"/shifts/{shift['id']}")
    world.publish()

    cancelled = events_of(fetch(world, client, address))

    assert (draft, cancelled) == ([], [])
    starts = [one.decoded("DTSTART").hour for one in (*edited, *told)]
    assert (starts, [int(one["SEQUENCE"]) for one in (*edited, *told)]) == ([8, 9], [1, 2])
    assert {str(one["UID"]) for one in (*edited, *told)} == {assignment["id"]}


def test_night_of_a_clock_change_lasts_the_hours_that_pass(world: World, client: TestClient) -> None:
    night = world.shift_body(28, starts_at="2026-03-28T22:00:00+01:00", ends_at="2026-03-29T06:00:00+02:00")
    world.assignment(world.admin.make("/shifts", night)["id"], status="confirmed")
    world.publish()

    (event,) = events_of(fetch(world, client, address_of(world.admin, world.anna)))

    assert event.decoded("DTSTART") == datetime(2026, 3, 28, 21, tzinfo=UTC)
    assert event.decoded("DTEND") == datetime(2026, 3, 29, 4, tzinfo=UTC)


def test_feed_is_of_one_person_and_tells_no_absence(world: World, client: TestClient) -> None:
    shift = world.shift(2, headcount=2)
    mine = world.assignment(shift["id"], status="confirmed")
    world.assignment(shift["id"], world.ben, status="confirmed", note="Late again")
    world.admin.make("/availability", world.leave_body(10))
    world.publish()

    answer = fetch(world, client, address_of(world.admin, world.anna))

    assert [str(one["UID"]) for one in events_of(answer)] == [mine["id"]]
    assert [word for word in ("Ben", world.ben, "Dentist", "Late again") if word in answer.text] == []


def test_lines_are_folded_at_75_octets_with_no_character_cut(world: World, client: TestClient) -> None:
    note = "Où est l’échelle ? 🪜 " * 30
    world.assignment(world.shift(2, note=note)["id"], status="confirmed")
    world.publish()

    answer = fetch(world, client, address_of(world.admin, world.anna))

    lines = answer.content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert all(line.decode().isprintable() for line in lines)
    assert str(events_of(answer)[0]["DESCRIPTION"]) == note


def test_unchanged_feed_is_not_sent_again(world: World, client: TestClient) -> None:
    world.assignment(world.shift(2)["id"], status="confirmed")
    world.publish()
    address = address_of(world.admin, world.anna)
    tag = fetch(world, client, address).headers["etag"]
    world.admin.make("/skills", {"name": "Something else"})

    same = fetch(world, client, address, **{"If-None-Match": tag})
    world.assignment(world.shift(4)["id"], status="confirmed")
    world.publish()
    other = fetch(world, client, address, **{"If-None-Match": tag})

    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", tag)
    assert (other.status_code, len(events_of(other))) == (200, 2)


def test_renewed_and_ended_addresses_open_nothing(world: World, client: TestClient) -> None:
    first = address_of(world.admin, world.anna)
    second = address_of(world.admin, world.anna)
    renewed = [fetch(world, client, one).status_code for one in (first, second)]
    ended = world.admin.delete(f"/collaborators/{world.anna}/calendar")

    answer = fetch(world, client, second)

    assert renewed == [404, 200]
    assert (ended.status_code, ended.json()) == (200, {"calendar": None})
    assert kind_of(answer) == "not-found"
    assert second.removeprefix("/calendars/").removesuffix(".ics") not in answer.text


def test_secret_of_a_calendar_is_no_token_and_a_token_no_calendar(world: World, client: TestClient) -> None:
    secret = address_of(world.admin, world.anna).removeprefix("/calendars/").removesuffix(".ics")

    as_token = Caller(client, secret).get("/me")
    signed_in = client.post(
        f"{PREFIX}/session", json={"token": secret}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    as_calendar = fetch(world, client, f"/calendars/{world.admin.secret}.ics")

    assert [one.status_code for one in (as_token, signed_in, as_calendar)] == [401, 401, 404]


def test_member_keeps_their_own_address_and_no_other(
    world: World, client: TestClient, caller: CallerOf
) -> None:
    member = caller("member", world.anna)
    before = member.get(f"/collaborators/{world.anna}/calendar").json()
    address = address_of(member, world.anna)

    others = [
        member.call(method, f"/collaborators/{world.ben}/calendar").status_code
        for method in ("GET", "POST", "DELETE")
    ]

    shown = member.get(f"/collaborators/{world.anna}/calendar").json()["calendar"]
    assert before == {"calendar": None}
    assert (shown["collaborator_id"], shown["user_id"]) == (world.anna, "member")
    assert (fetch(world, client, address).status_code, others) == (200, [404, 404, 404])


def test_address_is_told_once_and_use_is_noted(world: World, app: App) -> None:
    client = TestClient(create_app(app))
    path = f"/collaborators/{world.anna}/calendar"
    told = Caller(client, world.admin.secret).post(path, key="once").json()
    repeated = Caller(client, world.admin.secret).post(path, key="once").json()

    fetched = client.get(told["path"]).status_code
    client.app.state.uses.write()  # type: ignore[attr-defined] # the application under test; a thread does it

    assert repeated == {**told, "path": None}
    shown = world.admin.get(path).json()["calendar"]
    assert (fetched, shown["last_used_at"]) == (200, "2026-03-01T12:00:00Z")


def test_audit_tells_of_an_address_without_what_opens_it(world: World) -> None:
    address = address_of(world.admin, world.anna)
    world.admin.delete(f"/collaborators/{world.anna}/calendar")

    answer = world.admin.get("/audit", entity="calendar")

    entries = [one["audit_entry"] for one in answer.json()["items"]]
    assert [(one["action"], one["entity_id"]) for one in entries] == [
        ("delete", world.anna),
        ("create", world.anna),
    ]
    assert address.removeprefix("/calendars/").removesuffix(".ics") not in answer.text
    assert "digest" not in answer.text


def test_who_is_no_longer_active_reads_nothing(world: World, client: TestClient) -> None:
    address = address_of(world.admin, world.anna)
    person = world.admin.get(f"/collaborators/{world.anna}").json()["collaborator"]

    world.admin.put(f"/collaborators/{world.anna}", {**person, "active": False})

    assert fetch(world, client, address).status_code == 404


def test_addresses_that_open_nothing_are_not_tried_for_ever(world: World, app: App) -> None:
    few = app.settings.model_copy(update={"sign_ins_per_minute": 3})
    client = TestClient(create_app(attrs.evolve(app, settings=few)))

    statuses = [fetch(world, client, f"/calendars/guess-{one}.ics").status_code for one in range(5)]

    assert statuses == [404, 404, 404, 429, 429]


def test_access_log_of_the_server_names_no_secret(caplog: pytest.LogCaptureFixture) -> None:
    keep_secrets_out_of_access_logs()
    log = logging.getLogger("uvicorn.access")
    line = '%s - "%s %s HTTP/%s" %d'

    with caplog.at_level(logging.INFO, "uvicorn.access"):
        log.info(line, "1.2.3.4:5", "GET", f"{PREFIX}/calendars/pp_abc-DEF_1.ics?x=1", "1.1", 200)

    assert caplog.messages == [f'1.2.3.4:5 - "GET {PREFIX}/calendars/…?x=1 HTTP/1.1" 200']
