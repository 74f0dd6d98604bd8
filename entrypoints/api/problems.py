"""Errors as problem details (RFC 9457): the one table of statuses and kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from starlette.responses import Response

from entrypoints.api.faults import shown
from entrypoints.api.refusals import (
    BodyTooLarge,
    BodyTooSlow,
    Broken,
    CodeRefused,
    CrossSite,
    EncodedBody,
    HeadTooLarge,
    ImportRefused,
    KeyReused,
    MethodNotAllowed,
    NoCalendar,
    NoProvider,
    NoSuchRoute,
    NotAFile,
    NotAForm,
    NotJson,
    SessionEnded,
    SignOutRefused,
    TokenRefused,
    TooMany,
    Unauthenticated,
    VouchingRefused,
)
from entrypoints.api.rendering import Record, View, encoded
from entrypoints.api.wording import detail_of, reason_of
from planning_core.domain.change import Change
from planning_core.domain.record import to_record
from planning_core.errors import (
    Forbidden,
    HardConflicts,
    IllegalTransition,
    InUse,
    InvalidInput,
    Locked,
    NotFound,
    OutsideLimits,
    PlanningError,
    StaleVersion,
    Unavailable,
)
from planning_core.ports.identity import NoAccess

MEDIA_TYPE = "application/problem+json"
URN = "urn:planning-pro:problem:"
RETRY_SECONDS = "2"


@attrs.frozen
class Kind:
    """A kind of problem: its status, its stable name, its title in English and French."""

    status: int
    name: str
    title: str
    titre: str

    def title_in(self, language: str) -> str:
        """The title in a language."""
        return self.titre if language == "fr" else self.title


KINDS: Mapping[type[PlanningError], Kind] = {
    SignOutRefused: Kind(400, "sign-out-refused", "Sign-out refused", "Déconnexion refusée"),
    Unauthenticated: Kind(401, "unauthenticated", "Not authenticated", "Non authentifié"),
    SessionEnded: Kind(401, "unauthenticated", "Not authenticated", "Non authentifié"),
    CodeRefused: Kind(401, "unauthenticated", "Not authenticated", "Non authentifié"),
    VouchingRefused: Kind(401, "unauthenticated", "Not authenticated", "Non authentifié"),
    TokenRefused: Kind(401, "unauthenticated", "Not authenticated", "Non authentifié"),
    Forbidden: Kind(403, "forbidden", "Not allowed", "Non autorisé"),
    OutsideLimits: Kind(403, "forbidden", "Not allowed", "Non autorisé"),
    NoAccess: Kind(403, "no-access", "No access here", "Aucun accès ici"),
    CrossSite: Kind(403, "cross-site", "Sent by another site", "Envoyé par un autre site"),
    NotFound: Kind(404, "not-found", "Not found", "Introuvable"),
    NoCalendar: Kind(404, "not-found", "Not found", "Introuvable"),
    NoProvider: Kind(404, "not-found", "Not found", "Introuvable"),
    NoSuchRoute: Kind(404, "not-found", "Not found", "Introuvable"),
    MethodNotAllowed: Kind(405, "method-not-allowed", "Method not allowed", "Méthode non permise"),
    HardConflicts: Kind(409, "hard-conflict", "Hard conflicts", "Conflits bloquants"),
    IllegalTransition: Kind(409, "illegal-transition", "Illegal transition", "Transition impossible"),
    Locked: Kind(409, "locked", "Locked", "Verrouillé"),
    InUse: Kind(409, "in-use", "In use", "Utilisé ailleurs"),
    StaleVersion: Kind(412, "stale-version", "Stale version", "Version périmée"),
    BodyTooLarge: Kind(413, "body-too-large", "Body too large", "Corps trop volumineux"),
    BodyTooSlow: Kind(408, "body-too-slow", "Body too slow", "Corps trop lent"),
    HeadTooLarge: Kind(431, "head-too-large", "Head too large", "En-têtes trop volumineux"),
    TooMany: Kind(429, "too-many-requests", "Too many requests", "Trop de requêtes"),
    NotJson: Kind(
        415, "unsupported-media-type", "Unsupported media type", "Type de contenu non pris en charge"
    ),
    NotAForm: Kind(
        415, "unsupported-media-type", "Unsupported media type", "Type de contenu non pris en charge"
    ),
    NotAFile: Kind(
        415, "unsupported-media-type", "Unsupported media type", "Type de contenu non pris en charge"
    ),
    EncodedBody: Kind(
        415, "unsupported-media-type", "Unsupported media type", "Type de contenu non pris en charge"
    ),
    ImportRefused: Kind(422, "import-refused", "Import refused", "Import refusé"),
    InvalidInput: Kind(422, "invalid", "Invalid", "Invalide"),
    KeyReused: Kind(
        422, "idempotency-key-reused", "Idempotency key reused", "Clé d'idempotence déjà utilisée"
    ),
    Unavailable: Kind(503, "unavailable", "Unavailable", "Indisponible"),
    Broken: Kind(500, "internal", "Internal error", "Erreur interne"),
}


def kind_of_problem(error: PlanningError) -> Kind:
    """The kind that an error is of; one that nobody foresaw is internal."""
    return KINDS.get(type(error)) or next(
        (kind for cls, kind in KINDS.items() if isinstance(error, cls)), KINDS[Broken]
    )


def problem_record(error: PlanningError, language: str, request_id: str, view: View | None) -> Record:
    """The members of an error's problem details.

    `view` gives names for the sentences of conflicts and what stands now; None where storage is not at hand.
    """
    kind = kind_of_problem(error)
    record: Record = {
        "type": URN + kind.name,
        "title": kind.title_in(language),
        "status": kind.status,
        "detail": detail_of(error, language),
        "instance": f"urn:planning-pro:request:{request_id}",
    }
    members = _MEMBERS.get(type(error))
    return record if members is None else {**record, **members(error, language, view)}


def problem_response(error: PlanningError, record: Record) -> Response:
    """The answer that carries a problem."""
    headers = {}
    if isinstance(error, Unauthenticated):
        headers["WWW-Authenticate"] = 'Bearer realm="planning"'
    if isinstance(error, Unavailable):
        headers["Retry-After"] = RETRY_SECONDS
    if isinstance(error, TooMany):
        headers["Retry-After"] = str(error.seconds)
    return Response(encoded(record), record["status"], headers, MEDIA_TYPE)


def _invalid(error: Any, language: str, _: View | None) -> Record:
    return {
        "errors": [
            {
                "path": f.path,
                "value": shown(f.value),
                "reason": reason_of(f, language),
                "code": f.reason,
            }
            for f in error.faults
        ]
    }


def _conflicts(error: Any, _: str, view: View | None) -> Record:
    conflicts = [] if view is None else view.conflicts(error.conflicts)
    return {"conflicts": conflicts, "attempted": [_attempted(c) for c in error.attempted]}


def _attempted(change: Change) -> Record:
    return {
        "op": change.op.value,
        "entity": change.entity,
        "id": change.id,
        "data": None if change.data is None else to_record(change.data),
    }


def _transition(error: Any, _: str, __: View | None) -> Record:
    return {"from": error.current, "to": error.wanted}


def _stale(error: Any, _: str, view: View | None) -> Record:
    record: Record = {"expected": error.expected, "current": error.current}
    if view is not None and error.entity != "rule":
        entity = view.uow.plan.get(error.entity, error.entity_id)
        if entity is not None:
            record[error.entity] = view.entity(entity)
    return record


def _used(error: Any, _: str, __: View | None) -> Record:
    return {"used_by": {"entity": error.used_by, "id": error.used_by_id}}


def _forbidden(error: Any, _: str, __: View | None) -> Record:
    return {"needed": error.needed}


def _outside(error: Any, _: str, __: View | None) -> Record:
    return {"outside": {"kind": error.what, "id": error.entity_id, "name": error.name}}


def _import(error: Any, _: str, __: View | None) -> Record:
    return {"account": error.account}


_MEMBERS: Mapping[type[PlanningError], Callable[[Any, str, View | None], Record]] = {
    InvalidInput: _invalid,
    ImportRefused: _import,
    HardConflicts: _conflicts,
    IllegalTransition: _transition,
    StaleVersion: _stale,
    InUse: _used,
    Forbidden: _forbidden,
    OutsideLimits: _outside,
}

NEEDS_STORAGE = (HardConflicts, StaleVersion)
"""Errors whose problem details look something up."""
