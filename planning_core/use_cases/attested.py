"""From what an identity provider says of somebody to what they may do here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from planning_core.domain.checks import MAX_NAME
from planning_core.domain.principal import LIMITABLE, NO_LIMITS, AccessRole, Limits, Principal
from planning_core.ports.identity import NoAccess
from planning_core.ports.unit_of_work import UnitOfWork

PREFIX = "oidc:"
"""Before the user ids of people whom a provider vouches for: no token's name becomes one of theirs."""


@attrs.frozen(kw_only=True)
class ClaimRules:
    """Which claims say what; a claim within another is named with dots between (`realm_access.roles`).

    `roles` gives the role for each value of the claim `role_claim`. Where `organization_claim` is named, it
    must hold `organization`. `collaborator_claim` holds a collaborator's external reference or id,
    `sites_claim` and `teams_claim` those of the sites and teams that viewers, planners and publishers are
    kept to.
    """

    organization: str
    roles: Mapping[str, AccessRole]
    user_claim: str = "sub"
    role_claim: str = "roles"
    collaborator_claim: str | None = None
    organization_claim: str | None = None
    sites_claim: str | None = None
    teams_claim: str | None = None


def principal_of(claims: Mapping[str, Any], rules: ClaimRules, uow: UnitOfWork) -> Principal:
    """Who somebody with these claims is here: of the roles that they name, the one that may most.

    Raises NoAccess for somebody of another organization, without a role, a member who is no collaborator, and
    somebody kept to sites or teams of which we know none.
    """
    user = next(iter(values_of(claims, rules.user_claim)), "")
    user_id = PREFIX + user
    if not user.strip() or len(user_id) > MAX_NAME:
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
    limits = _limits(claims, rules, uow, user_id) if role in LIMITABLE else NO_LIMITS
    return Principal(user_id=user_id, role=role, collaborator_id=collaborator_id, limits=limits)


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """The texts that a claim holds: one, or each of a list; numbers as they are written.

    What no name here could be (too long, unprintable) is left out.
    """
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
        if value.isprintable() and len(value) <= MAX_NAME:
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
    found = _known("collaborator", claims, rules.collaborator_claim, uow)
    return found.pop() if len(found) == 1 else None


def _limits(claims: Mapping[str, Any], rules: ClaimRules, uow: UnitOfWork, user_id: str) -> Limits:
    """What they are kept to. Who should be kept to something and is to nothing that we know sees nothing."""
    kept: dict[str, set[str]] = {"site": set(), "team": set()}
    for kind, claim in (("site", rules.sites_claim), ("team", rules.teams_claim)):
        if claim is None:
            continue
        kept[kind] = _known(kind, claims, claim, uow)
        if not kept[kind]:
            raise NoAccess(user_id, f"no_{kind}")
    return Limits(site_ids=kept["site"], team_ids=kept["team"])


def _known(kind: str, claims: Mapping[str, Any], claim: str, uow: UnitOfWork) -> set[str]:
    """Ids of the entities that a claim names by external reference or id."""
    named = values_of(claims, claim)
    by_reference = {entity.id for entity in uow.plan.by_external_ref(kind, named).values()}
    return by_reference | set(uow.plan.get_many(kind, named))
