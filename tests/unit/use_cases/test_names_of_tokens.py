"""No token or link takes the name of somebody whom a provider vouches for, or of who sits at the machine."""

from __future__ import annotations

import pytest

from planning_core.domain.principal import AccessRole
from planning_core.errors import InvalidInput
from planning_core.use_cases.sessions import create_code
from planning_core.use_cases.tokens import create_token
from tests.small_plan import ADMIN, Office

FOREIGN = ("oidc:u-1", "OIDC:u-1", "cli:root", " cli:root", "Cli:x")


@pytest.mark.parametrize("name", FOREIGN)
def test_token_takes_no_name_of_another_kind(office: Office, name: str) -> None:
    with office.unit_of_work() as uow, pytest.raises(InvalidInput) as refused:
        create_token(name, AccessRole.VIEWER, "d", principal=ADMIN, uow=uow, **office.tools)

    assert [(fault.path, fault.value, fault.reason) for fault in refused.value.faults] == [
        ("name", name, "reserved_name")
    ]


@pytest.mark.parametrize("name", FOREIGN)
def test_link_takes_no_name_of_another_kind(office: Office, name: str) -> None:
    with office.unit_of_work() as uow, pytest.raises(InvalidInput) as refused:
        create_code("d", name=name, role=AccessRole.ADMIN, principal=ADMIN, uow=uow, clock=office.clock)

    assert [fault.reason for fault in refused.value.faults] == ["reserved_name"]


@pytest.mark.parametrize("name", ["oidc", "client: x", "cli", "front-office"])
def test_other_names_are_taken(office: Office, name: str) -> None:
    with office.unit_of_work() as uow:
        made = create_token(name, AccessRole.VIEWER, "d", principal=ADMIN, uow=uow, **office.tools)

    assert made.name == name
