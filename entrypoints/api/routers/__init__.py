"""Endpoints by noun."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from entrypoints.api.routers import (
    access,
    assignments,
    audit,
    auto_assign,
    availability,
    batch,
    calendars,
    candidates,
    conflicts,
    events,
    importing,
    people,
    provider,
    publications,
    reference,
    repairs,
    rules,
    sessions,
    shifts,
    templates,
    timeline,
)

ROUTERS: Sequence[APIRouter] = (
    templates.routes,
    shifts.routes,
    candidates.routes,
    assignments.routes,
    availability.routes,
    rules.routes,
    conflicts.routes,
    repairs.routes,
    batch.routes,
    importing.routes,
    publications.routes,
    auto_assign.routes,
    people.routes,
    *reference.routers,
    timeline.routes,
    audit.routes,
    events.routes,
    calendars.routes,
    calendars.feeds,
    access.routes,
    sessions.routes,
    provider.routes,
)
"""Everything under the prefix, in the order of the document."""
