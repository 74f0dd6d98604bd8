"""The columns of an import file, kind by kind: their names in French and English, and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import attrs

from contracts import importing_values as values
from contracts.importing_values import Parse
from contracts.importing_words import ASSIGNMENT_STATUS, AVAILABILITY_KIND, SEVERITY, SHIFT_STATUS, plain


@attrs.frozen
class Column:
    """One column: its name in JSON and CSV, the entity's field that it fills, and its other names.

    `field` with a point fills one value of a nested one (`contract.weekly_minutes`). `clears` says that an
    empty cell empties the field; elsewhere an empty cell is as good as none.
    """

    name: str
    field: str
    parse: Parse
    schema: str
    also: tuple[str, ...] = ()
    required: bool = False
    clears: bool = False


def _text(name: str, *also: str, field: str = "", required: bool = False) -> Column:
    return Column(name, field or name, values.text, "text", also, required, not required)


def _ref(name: str, *also: str, required: bool = True) -> Column:
    return Column(name, f"{name}_id", values.text, "text", also, required, not required)


def _refs(name: str, field: str, *also: str, required: bool = False) -> Column:
    return Column(name, field, values.texts, "texts", also, required, not required)


def _whole(name: str, *also: str, field: str = "", required: bool = False, clears: bool = True) -> Column:
    return Column(name, field or name, values.whole, "whole", also, required, clears)


def _instant(name: str, *also: str, required: bool = True) -> Column:
    return Column(name, name, values.instant, "instant", also, required, not required)


def _day(name: str, *also: str, field: str = "") -> Column:
    return Column(name, field or name, values.day, "date", also, False, True)


_REF = Column(
    "external_ref", "external_ref", values.text, "text", ("ref", "référence", "code", "identifiant"), True
)
_PERSON_REF = attrs.evolve(_REF, also=(*_REF.also, "matricule"))
_NAME = _text("name", "nom", "libellé", required=True)
_STARTS = _instant("starts_at", "start", "début", "commence à")
_ENDS = _instant("ends_at", "end", "fin", "finit à")
_MISSION = _ref("mission")
_SITE = _ref("site", "lieu")
_ROLE = _ref("role", "rôle", "fonction")
_TEAM = _ref("team", "équipe", required=False)
_SKILLS = _refs("required_skills", "required_skill_ids", "compétences requises", "compétences", "skills")
_BREAK = _whole("break_minutes", "break", "pause", "pause (min)", clears=False)
_STAFFING = (
    _whole("headcount", "effectif", "personnes", clears=False),
    _whole("soft_capacity", "capacité souhaitée"),
    _whole("hard_capacity", "capacité", "capacité maximale"),
)
CONTRACT: Mapping[str, tuple[str, ...]] = {
    "weekly_minutes": ("minutes hebdomadaires",),
    "max_daily_minutes": ("maximum par jour (min)",),
    "max_weekly_minutes": ("maximum par semaine (min)",),
    "min_period_minutes": ("minimum de la période (min)",),
    "max_period_minutes": ("maximum de la période (min)",),
    "max_consecutive_days": ("jours consécutifs maximum",),
    "min_consecutive_days": ("jours consécutifs minimum",),
    "min_consecutive_days_off": ("repos consécutifs minimum",),
    "max_weekends": ("week-ends maximum",),
    "max_shifts_per_day": ("shifts par jour maximum",),
}
_CONTRACT_PARSERS: dict[str, Parse] = {
    **dict.fromkeys(CONTRACT, values.whole),
    "max_shifts_per_template": values.counts,
}
_RECURRENCE: dict[str, Parse] = {
    "weekdays": values.weekdays,
    "start_time": values.wall_time,
    "end_time": values.wall_time,
    "timezone": values.text,
    "valid_from": values.day,
    "valid_until": values.day,
}


def _word(name: str, meanings: dict[str, str], *also: str, required: bool = False) -> Column:
    allowed = "|".join(dict.fromkeys(meanings.values()))
    return Column(name, name, values.word(meanings), f"one of {allowed}", also, required)


COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "organization": (
        Column("rule_set", "rule_set", values.text, "text"),
        Column("timezone", "timezone", values.text, "text"),
    ),
    "rule": (
        Column("code", "code", values.text, "text", (), True),
        Column("active", "active", values.flag, "flag", ("actif",), clears=True),
        Column("severity", "severity", values.word(SEVERITY), "one of hard|soft", ("gravité",), clears=True),
        Column("parameters", "parameters", values.counts, "counts", ("paramètres",)),
    ),
    "skill": (_REF, _NAME),
    "role": (_REF, _NAME, _SKILLS),
    "site": (
        _REF,
        _NAME,
        Column("timezone", "timezone", values.text, "text", ("fuseau", "fuseau horaire"), True),
    ),
    "team": (_REF, _NAME, _text("colour", "color", "couleur")),
    "mission": (
        _REF,
        _NAME,
        _STARTS,
        _ENDS,
        _refs("sites", "site_ids", "lieux", "site", required=True),
        _refs("roles", "role_ids", "rôles", "fonctions", required=True),
        _TEAM,
        _whole("budget_minutes", "budget (min)"),
    ),
    "shift_template": (
        _REF,
        _NAME,
        _MISSION,
        _SITE,
        _ROLE,
        Column("start_time", "start_time", values.wall_time, "time", ("heure de début", "début"), True),
        _whole("duration_minutes", "durée", "durée (min)", required=True, clears=False),
        _BREAK,
        Column("weekdays", "weekdays", values.weekdays, "weekdays", ("jours",)),
        _day("valid_from", "valable du"),
        _day("valid_until", "valable au"),
        *_STAFFING,
        _SKILLS,
        _TEAM,
        _refs("not_followed_by", "not_followed_by", "pas suivi de"),
    ),
    "collaborator": (
        _PERSON_REF,
        _NAME,
        _text("email", "e-mail", "courriel", "mail"),
        _TEAM,
        _refs("sites", "site_ids", "lieux"),
        _refs("roles", "role_ids", "rôles", "fonctions", "role"),
        Column("skills", "skills", values.held_skills, "skills", ("compétences",), clears=True),
        _text("timezone", "fuseau", "fuseau horaire"),
        Column(
            "contract", "contract", values.nested(_CONTRACT_PARSERS), "contract", ("contrat",), clears=True
        ),
        *(_whole(name, *also, field=f"contract.{name}") for name, also in CONTRACT.items()),
        Column(
            "max_shifts_per_template",
            "contract.max_shifts_per_template",
            values.counts,
            "counts",
            ("shifts par modèle maximum",),
        ),
        Column("active", "active", values.flag, "flag", ("actif", "active ?")),
    ),
    "blackout": (
        _REF,
        _SITE,
        _STARTS,
        _ENDS,
        _word("severity", SEVERITY, "gravité"),
        _text("reason", "motif", "raison"),
    ),
    "availability": (
        _ref("collaborator", "collaborateur", "matricule", "personne"),
        _word("kind", AVAILABILITY_KIND, "type", "nature", required=True),
        _instant("starts_at", "start", "début", required=False),
        _instant("ends_at", "end", "fin", required=False),
        Column("recurrence", "recurrence", values.nested(_RECURRENCE), "recurrence", (), clears=True),
        Column("weekdays", "recurrence.weekdays", values.weekdays, "weekdays", ("jours",)),
        Column("start_time", "recurrence.start_time", values.wall_time, "time", ("heure de début",)),
        Column("end_time", "recurrence.end_time", values.wall_time, "time", ("heure de fin",)),
        Column("timezone", "recurrence.timezone", values.text, "text", ("fuseau", "fuseau horaire")),
        _day("valid_from", "valable du", field="recurrence.valid_from"),
        _day("valid_until", "valable au", field="recurrence.valid_until"),
        _whole("weight", "poids"),
        _ref("template", "modèle", required=False),
        _text("reason", "motif", "raison"),
    ),
    "shift": (
        _REF,
        _ref("template", "modèle", required=False),
        _MISSION,
        _SITE,
        _ROLE,
        _STARTS,
        _ENDS,
        _BREAK,
        _word("status", SHIFT_STATUS, "statut", "état"),
        *_STAFFING,
        _SKILLS,
        _whole("shortage_weight", "poids du manque"),
        _whole("surplus_weight", "poids du surplus"),
        _text("note", "commentaire", "remarque"),
    ),
    "assignment": (
        _ref("shift"),
        _ref("collaborator", "collaborateur", "matricule", "personne"),
        _ref("role", "rôle", "fonction", required=False),
        _word("status", ASSIGNMENT_STATUS, "statut", "état"),
        Column("locked", "locked", values.flag, "flag", ("verrouillé", "verrouillée")),
        Column("override_rules", "override.rules", values.texts, "texts", ("règles outrepassées",)),
        Column("override_reason", "override.reason", values.text, "text", ("motif de dérogation",)),
        _text("note", "commentaire", "remarque"),
    ),
}
"""Every kind's columns. Entities are named by external reference, id, or a name that only one has."""


@cache
def columns_by_name(kind: str) -> Mapping[str, Column]:
    """The columns of a kind under each of their names, in plain form; a column's own name comes first."""
    found = {plain(column.name): column for column in COLUMNS[kind]}
    for column in COLUMNS[kind]:
        for other in (*column.also, column.field):
            found.setdefault(plain(other), column)
    return found
