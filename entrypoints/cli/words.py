"""Single words of tables and final lines, in French; in English they are written as they are."""

from __future__ import annotations

from collections.abc import Mapping

FRENCH: Mapping[str, str] = {
    "action": "action",
    "active": "active",
    "cancelled": "annulé",
    "code": "code",
    "conflict": "conflit",
    "created": "créés",
    "created_at": "créé le",
    "delivered_at": "livré le",
    "description": "description",
    "entity": "élément",
    "entry": "entrée",
    "error": "erreur",
    "excluded by": "exclus par",
    "expires_at": "expire le",
    "failed": "échoué",
    "from": "début",
    "hard": "bloquant",
    "id": "id",
    "kind": "sorte",
    "limits": "limité à",
    "name": "nom",
    "newest": "dernière",
    "no": "non",
    "off": "inactive",
    "on": "active",
    "parameters": "paramètres",
    "position": "position",
    "queued": "en attente",
    "read": "lus",
    "refusals": "refus",
    "refused": "refusés",
    "retry_at": "nouvel essai le",
    "revoked_at": "révoqué le",
    "last_used_at": "dernier usage le",
    "role": "rôle",
    "rule": "règle",
    "running": "en cours",
    "seats": "places",
    "severity": "gravité",
    "shift": "shift",
    "sink": "destination",
    "soft": "souple",
    "succeeded": "terminé",
    "type": "type",
    "unchanged": "inchangés",
    "updated": "modifiés",
    "when": "quand",
    "who": "qui",
    "yes": "oui",
}


def word(key: str, language: str) -> str:
    """A word of a table in that language."""
    return FRENCH[key] if language == "fr" else key
