"""The API over each storage, and callers of every role."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import structlog
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App, build_app, memory_app
from entrypoints.settings import Settings
from planning_core.domain.principal import NO_LIMITS, AccessRole, Limits, Principal
from planning_core.use_cases.tokens import create_token
from tests.api.world import Caller, World
from tests.conftest import SQL, new_organization
from tests.servers.issuer import Issuer

INSTALLER = Principal(user_id="installer", role=AccessRole.ADMIN)
CallerOf = Callable[..., Caller]
MakeApp = Callable[..., App]


@pytest.fixture(scope="session", autouse=True)
def _quiet_logs() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


@pytest.fixture(params=["memory", *SQL])
def app(request: pytest.FixtureRequest, organization: str, tmp_path: Path) -> Iterator[App]:
    """The product on each storage; on PostgreSQL as one more organization of a database that tests share."""
    url = f"sqlite:///{tmp_path / 'plan.db'}"
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "plan.db")
    elif request.param == "postgresql":
        url = request.getfixturevalue("postgres").url.render_as_string(hide_password=False)
    settings = Settings(
        database_url=url, organization=organization, job_sweep_seconds=0.2, max_body_bytes=200_000
    )
    app = memory_app(settings) if request.param == "memory" else build_app(settings)
    yield app
    app.close()


@pytest.fixture(scope="module", params=SQL)
def sql(request: pytest.FixtureRequest) -> str:
    """The kind of database that products of a whole file are made on."""
    return str(request.param)


@pytest.fixture(scope="module")
def make_app(
    sql: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MakeApp]:
    """Makes the product with these settings, each on an empty SQLite file or in an organization of its own.

    They are closed when the tests of the file are over.
    """
    made: list[App] = []

    def make(**settings: Any) -> App:
        if sql == "sqlite":
            file = tmp_path_factory.mktemp("product") / "plan.db"
            shutil.copy(request.getfixturevalue("migrated_file"), file)
            url = f"sqlite:///{file}"
        else:
            url = request.getfixturevalue("postgres").url.render_as_string(hide_password=False)
        made.append(build_app(Settings(database_url=url, **{"organization": new_organization(), **settings})))
        return made[-1]

    yield make
    for app in made:
        app.close()


@pytest.fixture
def client(app: App) -> TestClient:
    """A client whose server's jobs do not run."""
    return TestClient(create_app(app), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def running_issuer() -> Iterator[Issuer]:
    """An identity provider, for all tests of a file that do not kill it."""
    issuer = Issuer()
    issuer.start()
    yield issuer
    issuer.kill()


def secret_of(
    app: App,
    role: str,
    collaborator_id: str | None = None,
    limits: Limits = NO_LIMITS,
    name: str | None = None,
) -> str:
    """The secret of a new token of that role, named after it."""
    secret, digest = app.mint()
    with app.unit_of_work() as uow:
        create_token(
            name or role,
            AccessRole(role),
            digest,
            principal=INSTALLER,
            uow=uow,
            clock=app.clock,
            ids=app.ids,
            collaborator_id=collaborator_id,
            limits=limits,
        )
        uow.commit()
    return secret


@pytest.fixture
def caller(app: App, client: TestClient) -> CallerOf:
    """Makes a caller of a role, named after it."""

    def make(
        role: str,
        collaborator_id: str | None = None,
        *,
        sites: Sequence[str] = (),
        teams: Sequence[str] = (),
        name: str | None = None,
    ) -> Caller:
        limits = Limits(site_ids=tuple(sites), team_ids=tuple(teams))
        return Caller(client, secret_of(app, role, collaborator_id, limits, name))

    return make


@pytest.fixture
def admin(caller: CallerOf) -> Caller:
    """An administrator."""
    return caller("admin")


@pytest.fixture
def world(admin: Caller) -> World:
    """The small company."""
    return World(admin)
