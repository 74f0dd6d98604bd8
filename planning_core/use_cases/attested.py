"""From what an identity provider says of somebody to what they may do here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from planning_core.domain.checks import MAX_NAME
from planning_core.domain.principal import AccessRole, Principal
from planning_core.ports.identity import NoAccess
from planning_core.ports.unit_of_work import UnitOfWork

PREFIX = "oidc:"
"""Before the user ids of people whom a provider vouches for: no token's name becomes one of theirs."""


@attrs.frozen(kw_only=True)
class ClaimRules:
    """Which claims say what; a claim within another is named with dots between (`realm_access.roles`).

    `roles` gives the role for each value of the claim `role_claim`. Where `organization_claim` is named, it
    must hold `organization`. `collaborator_claim` holds a collaborator's external reference or id.
    """

    organization: str
    roles: Mapping[str, AccessRole]
    user_claim: str = "sub"
    role_claim: str = "roles"
    collaborator_claim: str | None = None
    organization_claim: str | None = None


def principal_of(claims: Mapping[str, Any], rules: ClaimRules, uow: UnitOfWork) -> Principal:
    """Who somebody with these claims is here: of the roles that they name, the one that may most.

    Raises NoAccess for somebody of another organization, without a role, or a member who is no collaborator.
    """
    user = next(iter(values_of(claims, rules.user_claim)), "")
    user_id = PREFIX + user
    if not user.strip() or not user.isprintable() or len(user_id) > MAX_NAME:
        raise NoAccess(rules.user_claim, "no_user")
    if rules.organization_claim is not None:
        named = values_of(claims, rules.organization_claim)
        if rules.organization not in named:
            raise NoAccess(user_id, "other_organization")
    roles = {rules.roles[word] for word in values_of(claims, rules.role_claim) if word in rules.roles}
    if not roles:
        raise NoAccess(user_id, "no_role")
    role = max(roles, key=list(AccessRole).index)
    collaborator_id = _collaborator(claims, rules, uow)
    if role is AccessRole.MEMBER and collaborator_id is None:
        raise NoAccess(user_id, "no_collaborator")
    return Principal(user_id=user_id, role=role, collaborator_id=collaborator_id)


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts that a claim holds: one, or each of a list; numbers as they are written."""
    return list(_texts(_claim(claims, name)))


def _claim(claims: Mapping[str, Any], name: str) -> Any:
    """The claim of that very name, else the one that its dots lead to."""
    if name in claims:
        return claims[name]
    value: Any = claims
    for part in name.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list | tuple):
        for item in value:
            if not isinstance(item, list | tuple):
                yield from _texts(item)


def _collaborator(claims: Mapping[str, Any], rules: ClaimRules, uow: UnitOfWork) -> str | None:
    if rules.collaborator_claim is None:
        return None
    named = values_of(claims, rules.collaborator_claim)
    found = {person.id for person in uow.plan.by_external_ref("collaborator", named).values()}
    found |= set(uow.plan.get_many("collaborator", named))
    return found.pop() if len(found) == 1 else None
