"""Access tokens: made, revoked, recognised. The secret itself never comes here."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs

from planning_core.domain.principal import (
    LIMITABLE,
    NO_LIMITS,
    AccessRole,
    Identified,
    Limits,
    Principal,
)
from planning_core.errors import Fault, InvalidInput, NotFound
from planning_core.ports.clock import Clock
from planning_core.ports.ids import IdSource
from planning_core.ports.tokens import AccessToken
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.record_writes import record_action
from planning_core.use_cases.unknown import unknown

OTHERS = ("oidc:", "cli:")
"""How names begin of people whom an identity provider vouches for, and of who sits at the machine."""

NOTED_EVERY = timedelta(minutes=1)
"""How exactly a token's last use is known: noting each would make every read a write."""


def create_token(
    name: str,
    role: AccessRole,
    digest: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    collaborator_id: str | None = None,
    limits: Limits = NO_LIMITS,
    expires_at: datetime | None = None,
    request_id: str | None = None,
) -> AccessToken:
    """Keep a new token under the digest of its secret.

    Raises InvalidInput for a name in use or of another kind (`check_user_id`), and as `check_holder` does;
    Forbidden.
    """
    principal.require(AccessRole.ADMIN, "create token")
    check_user_id(name)
    check_holder(role, collaborator_id, limits, uow)
    token = AccessToken(
        id=ids.new_id(),
        name=name,
        role=role,
        digest=digest,
        collaborator_id=collaborator_id,
        limits=limits,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    uow.tokens.add(token)
    _record("create", None, token, principal, uow, clock, ids, request_id)
    return token


def revoke_token(
    token_id: str,
    *,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None = None,
) -> AccessToken:
    """End a token, named by its id or its name. Raises NotFound where no live one has it; Forbidden."""
    principal.require(AccessRole.ADMIN, "revoke token")
    for token in uow.tokens.tokens():
        if token_id in (token.id, token.name) and token.revoked_at is None:
            revoked = attrs.evolve(token, revoked_at=clock.now())
            uow.tokens.update(revoked)
            _record("delete", token, revoked, principal, uow, clock, ids, request_id)
            return revoked
    raise NotFound("token", token_id)


def authenticate(digest: str, *, uow: UnitOfWork, clock: Clock) -> Identified | None:
    """Who shows a token with that digest: None for an unknown, expired or revoked one."""
    token = uow.tokens.by_digest(digest)
    return None if token is None else holder_of(token, clock.now())


def holder_of(token: AccessToken, now: datetime) -> Identified | None:
    """Who a token stands for, None where it has ended."""
    if token.revoked_at is not None or (token.expires_at is not None and token.expires_at <= now):
        return None
    principal = Principal(
        user_id=token.name, role=token.role, collaborator_id=token.collaborator_id, limits=token.limits
    )
    noted = token.last_used_at is not None and now - token.last_used_at < NOTED_EVERY
    return Identified(principal=principal, expires_at=token.expires_at, token_id=None if noted else token.id)


def check_user_id(name: str) -> None:
    """Raise InvalidInput for a name that stands in the audit for somebody whom no token makes."""
    prefix = next((one for one in OTHERS if name.strip().casefold().startswith(one)), None)
    if prefix is not None:
        raise InvalidInput([Fault("name", name, "reserved_name", {"prefix": prefix})])


def check_holder(role: AccessRole, collaborator_id: str | None, limits: Limits, uow: UnitOfWork) -> None:
    """Raise InvalidInput for a member without collaborator, an unknown one, limits of a role that takes none
    or to what is not there."""
    faults = []
    if role is AccessRole.MEMBER and collaborator_id is None:
        faults.append(Fault("collaborator_id", None, "member_needs_collaborator"))
    if collaborator_id is not None and uow.plan.get("collaborator", collaborator_id) is None:
        faults.append(
            Fault("collaborator_id", collaborator_id, "unknown_reference", {"entity": "collaborator"})
        )
    for kind, wanted in (("site", limits.site_ids), ("team", limits.team_ids)):
        if wanted and role not in LIMITABLE:
            faults.append(Fault(f"{kind}_ids", list(wanted), "limits_without_effect"))
        faults += unknown(kind, wanted, f"{kind}_ids", uow)
    if faults:
        raise InvalidInput(faults)


def _record(
    action: str,
    before: AccessToken | None,
    after: AccessToken,
    principal: Principal,
    uow: UnitOfWork,
    clock: Clock,
    ids: IdSource,
    request_id: str | None,
) -> None:
    record_action(
        action,
        "token",
        after.id,
        _shown(before),
        _shown(after),
        principal=principal,
        uow=uow,
        clock=clock,
        ids=ids,
        request_id=request_id,
    )


def _shown(token: AccessToken | None) -> dict[str, object] | None:
    """What the audit keeps of a token: nothing that helps to guess it."""
    if token is None:
        return None
    return {
        "name": token.name,
        "role": token.role.value,
        "collaborator_id": token.collaborator_id,
        "site_ids": list(token.limits.site_ids),
        "team_ids": list(token.limits.team_ids),
        "expires_at": None if token.expires_at is None else token.expires_at.isoformat(),
        "revoked_at": None if token.revoked_at is None else token.revoked_at.isoformat(),
    }
