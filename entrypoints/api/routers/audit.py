"""The audit trail."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query, Response
from pydantic import Field, StringConstraints

from contracts.audit import AuditPage, AuditVerdictOut
from contracts.fields import Name
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import done, problems
from entrypoints.api.listing import Period, closed, opened, paging, window_of
from entrypoints.api.routes import router
from planning_core.domain.principal import AccessRole
from planning_core.domain.record import to_record
from planning_core.ports.history import AuditQuery
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.audit_read import read_audit
from planning_core.use_cases.audit_verify import verdict_record, verify_audit

routes = router("audit")
Word = Annotated[Name, StringConstraints(max_length=300)]


class AuditFilters(Period):
    """Which entries to list, each filter repeatable; `from` and `to` speak of when they were made."""

    entity: Annotated[list[Word], Field(max_length=100)] = Field(default=[])
    entity_id: Annotated[list[Word], Field(max_length=500)] = Field(default=[])
    user_id: Annotated[list[Word], Field(max_length=100)] = Field(default=[])
    action: Annotated[list[Word], Field(max_length=100)] = Field(default=[])


@routes.get(
    "/audit",
    summary="Who did what, newest first",
    response_model=AuditPage,
    responses={**done(AuditPage, "One page of entries."), **problems()},
)
def list_audit(call: CallDep, asked: Annotated[AuditFilters, Query()]) -> Response:
    """Reasons of absences in it are for planners.

    Whoever is kept to sites or teams reads of these, and of what is the whole organization's; their page may
    hold fewer entries though more follow.
    """
    since, until = window_of(asked)
    query = AuditQuery(
        entities=tuple(asked.entity),
        entity_ids=tuple(asked.entity_id),
        user_ids=tuple(asked.user_id),
        actions=tuple(asked.action),
        since=since,
        until=until,
        after=opened(asked.cursor, call.path),
        limit=asked.limit,
    )

    def read(uow: UnitOfWork) -> Answer:
        with paging(asked):
            page = read_audit(query, principal=call.principal, uow=uow)
        items = [{"audit_entry": to_record(entry), "conflicts": []} for entry in page.items]
        return Answer(body={"items": items, "next": closed(page.next, call.path)})

    return call.read(read)


@routes.get(
    "/audit/verify",
    summary="Whether the audit trail is what was written",
    response_model=AuditVerdictOut,
    responses={**done(AuditVerdictOut, "What a walk along the whole chain of hashes came to."), **problems()},
)
def verify_audit_trail(call: CallDep) -> Response:
    """For administrators. Reads every entry: some seconds for a hundred thousand."""
    call.require(AccessRole.ADMIN, "verify audit")

    def read(uow: UnitOfWork) -> Answer:
        return Answer(body=verdict_record(verify_audit(audit=uow.audit)))

    return call.read(read)
