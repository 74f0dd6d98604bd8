"""The words of import files, in French and English: values, sections, file names."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

SHIFT_STATUS = {
    "brouillon": "draft",
    "publié": "published",
    "publie": "published",
    "annulé": "cancelled",
    "annule": "cancelled",
    "draft": "draft",
    "published": "published",
    "cancelled": "cancelled",
}
ASSIGNMENT_STATUS = {
    "proposé": "proposed",
    "proposée": "proposed",
    "confirmé": "confirmed",
    "confirmée": "confirmed",
    "refusé": "rejected",
    "refusée": "rejected",
    "rejeté": "rejected",
    "rejetée": "rejected",
    "proposed": "proposed",
    "confirmed": "confirmed",
    "rejected": "rejected",
}
AVAILABILITY_KIND = {
    "disponible": "available",
    "préféré": "preferred",
    "souhaité": "preferred",
    "à éviter": "undesired",
    "non souhaité": "undesired",
    "indisponible": "unavailable",
    "absence": "unavailable",
    "congé": "leave",
    "congés": "leave",
    "available": "available",
    "preferred": "preferred",
    "undesired": "undesired",
    "unavailable": "unavailable",
    "leave": "leave",
}
SEVERITY = {"bloquant": "hard", "bloquante": "hard", "hard": "hard", "souple": "soft", "soft": "soft"}


SECTIONS: Mapping[str, str] = {
    "rule_set": "organization",
    "timezone": "organization",
    "rules": "rule",
    "skills": "skill",
    "roles": "role",
    "sites": "site",
    "teams": "team",
    "missions": "mission",
    "shift_templates": "shift_template",
    "collaborators": "collaborator",
    "blackouts": "blackout",
    "availability": "availability",
    "shifts": "shift",
    "assignments": "assignment",
}
"""What a JSON file calls the sections of each kind; a CSV file's name may say the same."""

FILE_WORDS: Mapping[str, str] = {
    **{word: kind for word, kind in SECTIONS.items() if kind not in ("organization", "rule")},
    "templates": "shift_template",
    "availabilities": "availability",
    "absences": "availability",
    "people": "collaborator",
    "staff": "collaborator",
    "competences": "skill",
    "fonctions": "role",
    "lieux": "site",
    "equipes": "team",
    "modeles": "shift_template",
    "collaborateurs": "collaborator",
    "personnes": "collaborator",
    "fermetures": "blackout",
    "disponibilites": "availability",
    "conges": "availability",
    "affectations": "assignment",
}
"""Words in the name of a CSV file that say what its rows speak of; the singular does as well."""


def plain(name: str) -> str:
    """A header or file name as it is compared: without case, accents, or marks between words."""
    bare = unicodedata.normalize("NFKD", name.strip().lower())
    letters = "".join(c for c in bare if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def kind_of_file(stem: str) -> str | None:
    """What the rows of a CSV file of that name speak of (`shifts-2025`, `affectations`), None where the name
    does not say."""
    words = plain(stem)
    for known in sorted(FILE_WORDS, key=len, reverse=True):
        form = plain(known)
        if any(f" {one} " in f" {words} " for one in (form, form.removesuffix("s"))):
            return FILE_WORDS[known]
    return None
