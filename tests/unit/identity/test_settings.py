"""Settings of an identity provider: what is refused, and under which name."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from entrypoints.settings import Settings
from planning_core.domain.principal import AccessRole

GOOD = {
    "PLANNING_OIDC_ISSUER": "https://login.example.org/realms/staff",
    "PLANNING_OIDC_CLIENT_ID": "planning",
    "PLANNING_OIDC_ROLES": '{"rota-admins": "admin", "staff": "member"}',
}


def settings(monkeypatch: pytest.MonkeyPatch, **changed: str) -> Settings:
    for name, value in {**GOOD, **changed}.items():
        monkeypatch.setenv(name, value)
    return Settings()


def test_settings_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(
        monkeypatch,
        PLANNING_OIDC_SCOPES="profile groups",
        PLANNING_OIDC_AUDIENCE="planning-api, other",
        PLANNING_OIDC_ALGORITHMS="ES256",
        PLANNING_OIDC_CLIENT_SECRET="hidden",
    )

    assert found.oidc_roles == {"rota-admins": AccessRole.ADMIN, "staff": AccessRole.MEMBER}
    assert found.oidc_scopes == ("openid", "profile", "groups")
    assert found.oidc_audience == ("planning-api", "other")
    assert found.oidc_algorithms == ("ES256",)
    assert "hidden" not in repr(found)


def test_empty_settings_are_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    found = settings(monkeypatch, **dict.fromkeys(GOOD, ""))

    assert (found.oidc_issuer, found.oidc_roles) == (None, {})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PLANNING_OIDC_ISSUER", "http://login.example.org"),
        ("PLANNING_OIDC_ISSUER", "login.example.org"),
        ("PLANNING_OIDC_ISSUER", "https://ann:word@login.example.org"),
        ("PLANNING_OIDC_ISSUER", "https://login.example.org/?realm=staff"),
        ("PLANNING_OIDC_ISSUER", "https://login.example.org:x"),
        ("PLANNING_OIDC_REDIRECT_URL", "http://planning.example.org/sign-in"),
        ("PLANNING_OIDC_CLIENT_ID", ""),
        ("PLANNING_OIDC_ROLES", ""),
        ("PLANNING_OIDC_ROLES", "admin"),
        ("PLANNING_OIDC_ROLES", '["admin"]'),
        ("PLANNING_OIDC_ALGORITHMS", "none"),
        ("PLANNING_OIDC_ALGORITHMS", "RS256 HS256"),
        ("PLANNING_OIDC_ALGORITHMS", ""),
        ("PLANNING_OIDC_AUDIENCE", "planning-api planning"),
        ("PLANNING_OIDC_LEEWAY_SECONDS", "3600"),
    ],
)
def test_setting_that_would_open_a_hole_is_refused_by_its_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        settings(monkeypatch, **{name: value})

    assert [f"PLANNING_{str(error['loc'][0]).upper()}" for error in caught.value.errors()] == [name]


def test_provider_on_this_machine_may_do_without_https(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(monkeypatch, PLANNING_OIDC_ISSUER="http://localhost:8080").oidc_issuer is not None
