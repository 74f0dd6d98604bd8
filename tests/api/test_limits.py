"""How often one may sign in and write, and what is said to whoever is too quick."""

from __future__ import annotations

import gc
from collections.abc import AsyncGenerator
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient

from adapters.rates import InProcessRates
from entrypoints.api.app import create_app
from entrypoints.api.event_stream import EventStream
from entrypoints.api.refusals import TooMany
from entrypoints.api.stream_places import StreamPlaces
from entrypoints.bootstrap import App
from tests.api.conftest import MakeApp, secret_of
from tests.api.test_sessions import OWN, code_of
from tests.api.world import NO_ID, PREFIX, Caller, kind_of

SKILL = {"name": "Rigging"}


def client_of(app: App, address: str = "192.0.2.7") -> TestClient:
    return TestClient(create_app(app), client=(address, 50_000), raise_server_exceptions=False)


def sign_in(client: TestClient, **proof: str) -> Any:
    return client.post(f"{PREFIX}/session", json=proof, headers=OWN)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("en", "Too many requests: try again in 20 s."), ("fr", "Trop de requêtes : réessayez dans 20 s.")],
)
def test_writes_of_one_caller_are_bounded(make_app: MakeApp, language: str, sentence: str) -> None:
    app = make_app(writes_per_minute=3)
    quick = Caller(client_of(app), secret_of(app, "admin")).speaking(language)

    answers = [quick.post("/skills", {"name": str(n)}) for n in range(4)]
    reading = quick.get("/skills")

    assert [a.status_code for a in answers] == [201, 201, 201, 429]
    assert (kind_of(answers[3]), answers[3].headers["retry-after"]) == ("too-many-requests", "20")
    assert answers[3].json()["detail"] == sentence
    assert (reading.status_code, len(reading.json()["items"])) == (200, 3)


@pytest.mark.storeless("the places of a process")
def test_places_of_streams_are_given_back_and_zero_bounds_nothing() -> None:
    places, endless = StreamPlaces(1), StreamPlaces(0)

    places.take("ada")
    places.take("bea")
    with pytest.raises(TooMany):
        places.take("ada")
    places.give("ada")
    places.take("ada")
    for _ in range(100):
        endless.take("ada")


@pytest.mark.storeless("the places of a process")
def test_place_of_a_stream_that_was_never_sent_is_given_back() -> None:
    left: list[bool] = []

    async def nothing() -> AsyncGenerator[bytes, None]:
        yield b""

    stream = EventStream(nothing(), lambda: left.append(True))
    del stream
    gc.collect()

    assert left == [True]


def test_callers_are_counted_apart(make_app: MakeApp) -> None:
    app = make_app(writes_per_minute=1)
    client = client_of(app)
    one, other = Caller(client, secret_of(app, "admin")), Caller(client, secret_of(app, "planner"))

    statuses = [caller.delete(f"/shifts/{NO_ID}").status_code for caller in (one, other, one)]

    assert statuses == [404, 404, 429]


def test_body_of_a_refused_write_is_not_looked_at(make_app: MakeApp) -> None:
    app = make_app(writes_per_minute=1)
    caller = Caller(client_of(app), secret_of(app, "admin"))
    caller.post("/skills", SKILL)

    answer = caller.call("POST", "/skills", content=b"{ no json", headers={"Content-Type": "text/plain"})

    assert answer.status_code == 429


def test_refusal_for_haste_is_not_remembered_under_a_key(make_app: MakeApp) -> None:
    app = make_app(writes_per_minute=1)
    caller = Caller(client_of(app), secret_of(app, "admin"))
    caller.post("/skills", SKILL)
    hasty = caller.post("/skills", {"name": "Light"}, key="k")

    later = attrs.evolve(app, rates=InProcessRates())
    patient = Caller(client_of(later), caller.secret).post("/skills", {"name": "Light"}, key="k")

    assert (hasty.status_code, patient.status_code) == (429, 201)


def test_sign_ins_from_one_address_are_bounded(make_app: MakeApp) -> None:
    app = make_app(sign_ins_per_minute=2)
    here, elsewhere = client_of(app), client_of(app, "192.0.2.8")

    answers = [sign_in(here, code=f"wrong-{n}") for n in range(3)]
    good = sign_in(here, code=code_of(app))
    from_elsewhere = sign_in(elsewhere, code=code_of(app))

    assert [a.status_code for a in answers] == [401, 401, 429]
    assert (good.status_code, from_elsewhere.status_code) == (429, 200)
    assert int(answers[2].headers["retry-after"]) == 30


def test_addresses_of_one_network_count_as_one(make_app: MakeApp) -> None:
    app = make_app(sign_ins_per_minute=1)
    addresses = [
        "2001:db8:1:2::1",
        "2001:db8:1:2:ffff::9",
        "2001:db8:1:3::1",
        "::ffff:192.0.2.7",
        "192.0.2.7",
    ]

    statuses = [sign_in(client_of(app, address), code="wrong").status_code for address in addresses]

    assert statuses == [401, 429, 401, 401, 429]


def test_one_link_or_token_is_tried_a_few_times_only_from_wherever(make_app: MakeApp) -> None:
    app = make_app(sign_ins_of_one_per_minute=2)
    clients = [client_of(app, f"192.0.2.{n}") for n in range(1, 5)]

    statuses = [sign_in(client, token="guessed").status_code for client in clients]
    other = sign_in(clients[3], token="another")

    assert (statuses, other.status_code) == ([401, 401, 429, 429], 401)


def test_signing_out_is_never_refused_for_haste(make_app: MakeApp) -> None:
    client = client_of(make_app(sign_ins_per_minute=1))

    statuses = [client.delete(f"{PREFIX}/session", headers=OWN).status_code for _ in range(3)]

    assert statuses == [204, 204, 204]


def test_zero_is_no_limit(make_app: MakeApp) -> None:
    app = make_app(writes_per_minute=0, sign_ins_per_minute=0, sign_ins_of_one_per_minute=0)
    client = client_of(app)
    caller = Caller(client, secret_of(app, "admin"))

    writes = {caller.post("/skills", {"name": str(n)}).status_code for n in range(20)}
    tries = {sign_in(client, code="wrong").status_code for _ in range(20)}

    assert (writes, tries) == ({201}, {401})


def test_defaults_let_a_page_and_a_script_work(make_app: MakeApp) -> None:
    app = make_app()
    caller = Caller(client_of(app), secret_of(app, "planner"))

    statuses = {caller.delete(f"/shifts/{NO_ID}").status_code for _ in range(300)}

    assert statuses == {404}
