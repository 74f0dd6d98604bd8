"""Secrets that go through a server stand nowhere afterwards: not in logs, audit, sinks or database."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx2 as httpx
import pytest

from tests.cli.command import Desk
from tests.cli.test_audit_sinks import wait_until
from tests.cli.test_serve import lines_until
from tests.servers.issuer import AUDIENCE, CLIENT_ID, CLIENT_SECRET, Issuer
from tests.servers.receiver import Receiver

API = "/api/v1/planning"
WEBHOOK_SECRET = "planted-webhook-secret-5f1c"
REDIS_PASSWORD = "planted-redis-password-77aa"


class Browser:
    """A browser that remembers every secret that it was given or showed."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, headers={"Origin": url}, timeout=60)
        self.secrets: dict[str, str] = {}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        answer = self._client.request(method, API + path, json=body, headers=headers)
        for name, value in answer.cookies.items():
            if value:
                self.secrets[f"cookie {name} {len(self.secrets)}"] = value
        return answer

    def show(self, name: str, secret: str, path: str = "/me") -> int:
        """Call with a bearer token; the status."""
        self.secrets[name] = secret
        with httpx.Client(base_url=str(self._client.base_url), timeout=60) as plain:
            return plain.get(API + path, headers={"Authorization": f"Bearer {secret}"}).status_code

    def close(self) -> None:
        self._client.close()


@pytest.fixture
def issuer() -> Any:
    issuer = Issuer()
    issuer.start()
    yield issuer
    issuer.kill()


def sign_in_at(issuer: Issuer, page: Browser) -> int:
    address = page.ask("POST", "/session/provider").json()["address"]
    asked = dict(parse_qsl(urlsplit(address).query))
    back = dict(parse_qsl(urlsplit(httpx.get(address).headers["location"]).query))
    page.secrets |= {
        "provider's code": back["code"],
        "state": back["state"],
        "nonce": asked["nonce"],
    }
    answer = {"code": back["code"], "state": back["state"], "issuer": back["iss"]}
    return page.ask("POST", "/session", {"provider": answer}).status_code


def use_everything(page: Browser, issuer: Issuer, code: str) -> list[int]:
    """Sign in, call, write and fail in every way there is; the statuses, in order."""
    page.secrets["code of a link"] = code
    wrong = {"wrong token": "pp_planted-wrong-token-1", "wrong code": "pp_planted-wrong-code-2"}
    page.secrets |= wrong
    statuses = [
        page.ask("POST", "/session", {"code": wrong["wrong code"]}).status_code,
        page.ask("POST", "/session", {"token": wrong["wrong token"]}).status_code,
        page.ask("POST", "/session", {"code": code}).status_code,
    ]
    made = page.ask("POST", "/tokens", {"name": "robot", "role": "planner"})
    statuses += [
        made.status_code,
        page.show("token", made.json()["secret"]),
        page.ask("POST", "/session", {"token": made.json()["secret"]}).status_code,
        page.show("wrong bearer", "pp_planted-wrong-bearer-3"),
        page.show("provider's token", issuer.mint()),
        page.show("forged token", issuer.mint(key="stranger")),
        page.show("expired token", issuer.mint(claims={"exp": 1_700_000_000})),
        page.show("token without a role", issuer.mint(claims={"roles": []})),
        sign_in_at(issuer, page),
    ]
    issuer.say(id_token={"nonce": "planted-wrong-nonce"})
    statuses.append(sign_in_at(issuer, page))
    issuer.say(id_token={}, fail=["token"])
    statuses.append(sign_in_at(issuer, page))
    return [*statuses, page.ask("POST", "/skills", {"name": "Rigging"}).status_code]


def stored(folder: Path) -> Mapping[str, bytes]:
    """All files that the product and its sinks wrote."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def environment(tmp_path: Path, issuer: Issuer) -> Mapping[str, str]:
    issuer.say(claims={"sub": "u-1", "roles": ["rota-admins"]})
    return {
        "PLANNING_LOG_LEVEL": "debug",
        "PLANNING_LOG_FORMAT": "json",
        "PLANNING_AUDIT_FILE": str(tmp_path / "audit.jsonl"),
        "PLANNING_AUDIT_FEED_SECONDS": "0.1",
        "PLANNING_AUDIT_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "PLANNING_REDIS_URL": f"redis://:{REDIS_PASSWORD}@127.0.0.1:1/0",
        "PLANNING_OIDC_ISSUER": issuer.url,
        "PLANNING_OIDC_CLIENT_ID": CLIENT_ID,
        "PLANNING_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "PLANNING_OIDC_AUDIENCE": AUDIENCE,
        "PLANNING_OIDC_ROLES": '{"rota-admins": "admin"}',
    }


def test_no_secret_is_left_behind(
    desk: Desk, tmp_path: Path, issuer: Issuer, environment: Mapping[str, str]
) -> None:
    receiver = Receiver(tmp_path, WEBHOOK_SECRET)
    receiver.start()
    settings = {**environment, "PLANNING_AUDIT_WEBHOOK_URL": receiver.url}
    try:
        with desk.process("serve", "--port", "0", **settings) as process:
            listens, link = lines_until(process, "#code=")
            page = Browser(listens.rpartition(" ")[2])
            try:
                statuses = use_everything(page, issuer, re.sub(r".*#code=(\S+).*", r"\1", link))
                wait_until(lambda: len(receiver.numbers) == 2)
            finally:
                page.close()
                process.terminate()
                out, logs = process.communicate(timeout=60)
    finally:
        receiver.kill()

    planted = {
        **page.secrets,
        "client's secret": CLIENT_SECRET,
        "webhook's secret": WEBHOOK_SECRET,
        "password of Redis": REDIS_PASSWORD,
    }
    assert statuses == [401, 401, 200, 201, 200, 200, 401, 200, 401, 401, 403, 200, 401, 503, 201]
    assert len(planted) >= 20
    assert "identity not accepted" in logs  # what was refused is told, without what was shown
    places = {"standard error": logs.encode(), "standard output": out.encode(), **stored(tmp_path)}
    found = [
        (name, place)
        for name, secret in planted.items()
        for place, content in places.items()
        if holds(secret, content)
    ]
    assert found == []
    assert {place for place, content in places.items() if holds("robot", content)} >= {
        str(tmp_path / "audit.jsonl"),
        str(tmp_path / "got.jsonl"),
    }  # what is no secret is found: the search sees
    assert [e for e in logs.splitlines() if not _is_record(e)] == []


def holds(secret: str, content: bytes) -> bool:
    """Whether a secret stands there, as it is or as JSON writes it; half of it is too much."""
    half = secret[: max(12, len(secret) // 2)] if len(secret) > 12 else secret
    return any(form.encode() in content for form in (half, json.dumps(half)[1:-1]))


def _is_record(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


@pytest.mark.parametrize(
    "settings",
    [
        {"PLANNING_DATABASE_URL": "postgresql+psycopg://ann:planted-word@127.0.0.1:1/plan"},
        {"PLANNING_DATABASE_URL": "mysql://ann:planted-word@host/plan"},
        {"PLANNING_REDIS_URL": "http://ann:planted-word@host"},
        {"PLANNING_OIDC_CLIENT_SECRET": "planted-word", "PLANNING_OIDC_ISSUER": "https://login.example.org"},
        {"PLANNING_OIDC_ISSUER": "https://ann:planted-word@login.example.org"},
        {"PLANNING_OIDC_ROLES": '{"planted-word": '},
        {"PLANNING_AUDIT_WEBHOOK_URL": "https://x.example", "PLANNING_AUDIT_WEBHOOK_SECRET": "planted-word"},
    ],
)
def test_settings_that_are_refused_are_not_repeated(desk: Desk, settings: dict[str, str]) -> None:
    said = desk.installed("--debug", "serve", **settings)

    assert said.code in (2, 3)
    assert "planted-word" not in said.out + said.err
    assert "Traceback" not in said.err
