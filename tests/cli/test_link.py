"""Links that sign a browser in: from `planning serve`, `planning demo` and `planning link`."""

from __future__ import annotations

import json
import re
import signal
from http.cookiejar import CookieJar
from typing import Any
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.cli.command import Desk, plan_file
from tests.cli.test_serve import lines_until

SESSION = "/api/v1/planning/session"


def sign_in(link: str) -> tuple[OpenerDirector, Any]:
    """A browser that opened a link, and what it was told."""
    url, _, code = link.partition("/#code=")
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    request = Request(  # noqa: S310 - our own server
        url + SESSION,
        json.dumps({"code": code}).encode(),
        {"Content-Type": "application/json", "Origin": url},
    )
    with browser.open(request, timeout=30) as answer:
        return browser, json.load(answer)


@pytest.mark.parametrize(("lang", "word"), [("en", "Open"), ("fr", "Ouvrez")])
def test_serve_prints_a_link_that_signs_in_as_administrator(desk: Desk, lang: str, word: str) -> None:
    with desk.process("serve", "--port", "0", "--lang", lang) as process:
        lines = lines_until(process, "#code=")
        link = lines[-1].removeprefix(f"{word} ")
        browser, who = sign_in(link)
        with browser.open(link.partition("/#")[0] + "/api/v1/planning/me", timeout=30) as answer:
            me = json.load(answer)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/#code=pp_[\w-]{43}", link)
    assert (who["user_id"], who["role"]) == ("local", "admin")
    assert me == who


def test_link_of_a_server_on_every_address_leads_to_this_machine(desk: Desk) -> None:
    with desk.process("serve", "--port", "0", "--host", "0.0.0.0") as process:  # noqa: S104 - what is tested
        link = lines_until(process, "#code=")[-1]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert link.startswith("Open http://127.0.0.1:")


def test_link_signs_in_on_a_running_server(desk: Desk) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))

    with desk.process("serve", "--port", "0") as process:
        url = lines_until(process, "listens on")[-1].rpartition(" ")[2]
        planner = desk.run("link", "--role", "planner", "--name", "Paula", "--url", f"{url}/").out.strip()
        member = desk.run("link", "--role", "member", "--collaborator", "p1", "--url", url).out.strip()
        told = [sign_in(planner)[1], sign_in(member)[1]]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert [(who["user_id"], who["role"]) for who in told] == [("Paula", "planner"), ("local", "member")]
    assert told[1]["collaborator_id"] is not None


def test_link_leads_to_where_the_settings_say(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))
    monkeypatch.setenv("PLANNING_PORT", "8123")

    said = desk.run("link")

    assert said.out.startswith("http://127.0.0.1:8123/#code=pp_")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--role", "boss"), "must be one of: member, viewer, planner, publisher, admin"),
        (("--role", "member"), "a member's token must name its collaborator"),
        (("--url", "planning.example"), "is no address like http://127.0.0.1:8000"),
        (("--name", ""), "must not be empty"),
    ],
)
def test_wrong_link_is_refused(desk: Desk, arguments: tuple[str, ...], message: str) -> None:
    desk.run("import", desk.write("plan.json", plan_file()))

    said = desk.run("link", *arguments)

    assert (said.code, said.out) == (2, "")
    assert said.err.strip().endswith(message)


def test_demo_prints_a_link_too(desk: Desk) -> None:
    with desk.process("demo", "--port", "0", "--weeks", "4") as process:
        lines = lines_until(process, "#code=")
        who = sign_in(lines[-1].removeprefix("Open "))[1]
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)

    assert who["role"] == "admin"
