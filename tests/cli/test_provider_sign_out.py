"""A real identity provider tells a real server that somebody signed out: their browser is signed out too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cli.command import Desk
from tests.cli.test_secrets import Browser, sign_in_at
from tests.cli.test_serve import lines_until
from tests.servers.issuer import CLIENT_ID, CLIENT_SECRET, Issuer


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    """An issuer that vouches for a planner, whose sign-ins it names."""
    issuer = Issuer()
    issuer.start()
    issuer.say(claims={"sub": "u-1", "roles": ["rota-planners"]}, id_token={"sid": "at the desk"})
    yield issuer
    issuer.kill()


def test_sign_out_at_the_provider_reaches_the_browser(desk: Desk, issuer: Issuer) -> None:
    settings = {
        "PLANNING_OIDC_ISSUER": issuer.url,
        "PLANNING_OIDC_CLIENT_ID": CLIENT_ID,
        "PLANNING_OIDC_CLIENT_SECRET": CLIENT_SECRET,
        "PLANNING_OIDC_ROLES": '{"rota-planners": "planner"}',
    }
    with desk.process("serve", "--port", "0", **settings) as process:
        url = lines_until(process, "listens on")[-1].rpartition(" ")[2]
        page = Browser(url)
        signed_in = sign_in_at(issuer, page)
        before = page.ask("GET", "/me").status_code

        told, _ = issuer.sign_out(
            f"{url}/api/v1/planning/session/provider/sign-out", sub="u-1", sid="at the desk"
        )
        after = page.ask("GET", "/me", **{"Accept-Language": "en"})
        page.close()
        process.terminate()
        _, logs = process.communicate(timeout=60)

    assert (signed_in, before, told, after.status_code) == (200, 200, 200, 401)
    assert after.json()["detail"] == "Your session has ended: sign in again."
    assert "signed out by the identity provider" in logs
    assert "Traceback" not in logs
