"""Errors as sentences, in French and English."""

from __future__ import annotations

from collections.abc import Mapping

from planning_core.errors import (
    Fault,
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

LANGUAGES = ("en", "fr")

_FAULTS: Mapping[str, tuple[str, str]] = {
    "above_hard_capacity": (
        "must not be above the hard capacity ({maximum})",
        "ne doit pas dépasser la capacité maximale ({maximum})",
    ),
    "above_maximum": (
        "must not be above the maximum ({maximum})",
        "ne doit pas dépasser le maximum ({maximum})",
    ),
    "already_exists": ("something with this id exists already", "un élément porte déjà cet identifiant"),
    "always_active": ("this rule cannot be turned off", "cette règle ne peut pas être désactivée"),
    "break_not_shorter": (
        "the break must be shorter than the work (at most {maximum} minutes)",
        "la pause doit être plus courte que le travail (au plus {maximum} minutes)",
    ),
    "broken_cursor": ("is no cursor that a listing gave", "n'est pas un curseur donné par une liste"),
    "control_character": (
        "holds a character that cannot be stored",
        "contient un caractère qui ne peut pas être enregistré",
    ),
    "data_and_op": (
        "a creation or an update needs data, a deletion takes none",
        "une création ou une modification demande des données, une suppression n'en prend pas",
    ),
    "empty": ("must not be empty", "ne doit pas être vide"),
    "end_not_after_start": ("must be after the start", "doit être après le début"),
    "id_and_data": ("is not the id of the data given", "n'est pas l'identifiant des données fournies"),
    "instant_out_of_range": (
        "must lie between the years 1900 and 2200",
        "doit se situer entre les années 1900 et 2200",
    ),
    "limits_without_effect": (
        "goes with the roles viewer, planner and publisher: the others cannot be limited to sites or teams",
        "va avec les rôles viewer, planner et publisher : les autres ne peuvent pas être limités",
    ),
    "member_needs_collaborator": (
        "a member's token must name its collaborator",
        "le jeton d'un membre doit nommer son collaborateur",
    ),
    "naive_instant": (
        "needs a UTC offset, as in 2025-03-30T08:00:00+02:00",
        "doit porter un décalage UTC, comme 2025-03-30T08:00:00+02:00",
    ),
    "never_overridable": (
        "conflicts of this rule can never be overridden",
        "les conflits de cette règle ne peuvent jamais être outrepassés",
    ),
    "not_a_colour": ("must be a colour like #1a2b3c", "doit être une couleur comme #1a2b3c"),
    "not_a_contract": ("is not a contract", "n'est pas un contrat"),
    "not_a_database_url": (
        "must be an address like sqlite:///plan.db or postgresql://user@host/name",
        "doit être une adresse comme sqlite:///plan.db ou postgresql://user@host/nom",
    ),
    "not_a_date": ("must be a date like 2025-03-30", "doit être une date comme 2025-03-30"),
    "not_a_flag": ("must be true or false", "doit être vrai ou faux"),
    "not_a_list": ("must be a list", "doit être une liste"),
    "not_a_mapping": ("must be a mapping", "doit être une table de correspondance"),
    "not_a_number": ("must be a number", "doit être un nombre"),
    "not_a_recurrence": ("is not a weekly recurrence", "n'est pas une récurrence hebdomadaire"),
    "not_a_rule": ("is not a rule", "n'est pas une règle"),
    "not_a_skill": ("is not a skill held", "n'est pas une compétence détenue"),
    "not_a_time": ("must be a time of day like 08:30", "doit être une heure comme 08:30"),
    "not_a_whole_number": ("must be a whole number", "doit être un nombre entier"),
    "not_allowed": ("must be one of: {allowed}", "doit être l'une des valeurs : {allowed}"),
    "not_an_id": ("is not an id", "n'est pas un identifiant"),
    "not_an_instant": ("must be an instant", "doit être un instant"),
    "not_an_override": ("is not an override", "n'est pas une dérogation"),
    "not_name_and_value": ("must be NAME=VALUE", "doit être NOM=VALEUR"),
    "not_text": ("must be text", "doit être du texte"),
    "nothing_to_override": (
        "no hard conflict of this rule stands on the assignment",
        "aucun conflit bloquant de cette règle ne touche l'affectation",
    ),
    "out_of_range": (
        "must lie between {minimum} and {maximum}",
        "doit être compris entre {minimum} et {maximum}",
    ),
    "outside_mission": (
        "lies outside the mission, which runs from {start} to {end}",
        "sort de la mission, qui va du {start} au {end}",
    ),
    "period_too_long": (
        "the period must not be longer than {limit} days",
        "la période ne doit pas dépasser {limit} jours",
    ),
    "published_as_it_is": (
        "work that is published already comes in with --as-is; otherwise publish it once it is here",
        "un travail déjà publié s'importe avec --as-is ; sinon publiez-le une fois importé",
    ),
    "repeated": ("stands there already", "figure déjà"),
    "reserved_name": (
        "must not begin with {prefix}: so begin the names of others in the audit",
        "ne doit pas commencer par {prefix} : ainsi commencent d'autres noms dans l'historique",
    ),
    "role_not_of_mission": (
        "is not a role of the mission {mission}",
        "n'est pas un rôle de la mission {mission}",
    ),
    "severity_fixed": (
        "the severity of this rule is laid down by law",
        "la gravité de cette règle est fixée par la loi",
    ),
    "shift_cancelled": ("the shift is cancelled", "ce shift est annulé"),
    "site_not_of_mission": (
        "is not a site of the mission {mission}",
        "n'est pas un site de la mission {mission}",
    ),
    "template_only_for_wishes": (
        "only a preferred or undesired window may name a template",
        "seul un créneau préféré ou non souhaité peut nommer un modèle",
    ),
    "too_long": ("is longer than {limit} characters", "dépasse {limit} caractères"),
    "too_many": ("would be more than {limit} at once", "dépasserait {limit} à la fois"),
    "unknown_field": ("is no field that is known here", "n'est pas un champ connu ici"),
    "unknown_reference": ("there is no such {entity}", "cet élément ({entity}) n'existe pas"),
    "unknown_rule": ("there is no such rule", "cette règle n'existe pas"),
    "unknown_timezone": (
        "is no time zone known by name, such as Europe/Paris",
        "n'est pas un fuseau horaire connu, comme Europe/Paris",
    ),
    "wall_time_with_zone": (
        "is a time on the wall and takes no offset",
        "est une heure locale et ne prend pas de décalage",
    ),
    "window_or_recurrence": (
        "needs either a window (start and end) or a weekly recurrence",
        "demande soit un créneau (début et fin), soit une récurrence hebdomadaire",
    ),
}

ENTITY_NAMES: Mapping[str, tuple[str, str]] = {
    "skill": ("skill", "compétence"),
    "role": ("role", "rôle"),
    "site": ("site", "site"),
    "team": ("team", "équipe"),
    "mission": ("mission", "mission"),
    "collaborator": ("collaborator", "collaborateur"),
    "blackout": ("blackout", "fermeture"),
    "availability": ("availability", "disponibilité"),
    "shift_template": ("shift template", "modèle de shift"),
    "shift": ("shift", "shift"),
    "assignment": ("assignment", "affectation"),
    "organization": ("organization", "organisation"),
    "publication": ("publication", "publication"),
    "rule": ("rule", "règle"),
    "job": ("job", "tâche"),
    "conflict": ("conflict", "conflit"),
    "token": ("token", "jeton"),
    "calendar": ("calendar", "calendrier"),
}


class _Words(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "?"


def _index(language: str) -> int:
    return 1 if language.startswith("fr") else 0


def entity_name(kind: str, language: str) -> str:
    """What a kind of entity is called."""
    return ENTITY_NAMES[kind][_index(language)] if kind in ENTITY_NAMES else kind


def fault_sentence(fault: Fault, language: str = "en") -> str:
    """Why a value cannot be taken, in French (`fr`) or English."""
    texts = _FAULTS.get(fault.reason)
    if texts is None:
        return fault.reason.replace("_", " ")
    words = _Words(fault.limits)
    if "entity" in words:
        words["entity"] = entity_name(str(words["entity"]), language)
    return texts[_index(language)].format_map(words)


def error_sentence(error: PlanningError, language: str = "en") -> str:
    """What went wrong, as a sentence in French (`fr`) or English."""
    if isinstance(error, InvalidInput):
        return _all_faults(error, language)
    if isinstance(error, OutsideLimits):
        return _outside(error, language)
    for kind, sentences in _ERRORS.items():
        if isinstance(error, kind):
            words = _Words(vars(error))
            words["count"] = len(getattr(error, "conflicts", ()))
            for name in ("entity", "used_by"):
                if name in words:
                    words[name] = entity_name(str(words[name]), language)
            return sentences[_index(language)].format_map(words)
    return str(error)


def _all_faults(error: InvalidInput, language: str) -> str:
    parts = [f"{f.path}: {fault_sentence(f, language)}" for f in error.faults[:5]]
    more = len(error.faults) - len(parts)
    if more > 0:
        parts.append(f"… et {more} autres" if _index(language) else f"… and {more} more")
    return "; ".join(parts)


def _outside(error: OutsideLimits, language: str) -> str:
    named = error.what if error.name is not None else f"no_{error.what}"
    return _OUTSIDE[named][_index(language)].format_map({"name": error.name})


_OUTSIDE: Mapping[str, tuple[str, str]] = {
    "site": (
        "Your access does not reach the site {name}.",
        "Votre accès ne s'étend pas au site {name}.",
    ),
    "team": (
        "Your access does not reach the team {name}.",
        "Votre accès ne s'étend pas à l'équipe {name}.",
    ),
    "no_site": (
        "Your access is limited to certain sites, and this belongs to none of them.",
        "Votre accès est limité à certains sites, et ceci n'appartient à aucun d'eux.",
    ),
    "no_team": (
        "Your access is limited to certain teams, and this belongs to none of them.",
        "Votre accès est limité à certaines équipes, et ceci n'appartient à aucune d'elles.",
    ),
    "no_whole": (
        "This needs access to the whole plan: yours is limited to certain sites or teams.",
        "Cela demande un accès à tout le plan : le vôtre est limité à certains sites ou équipes.",
    ),
}

_ERRORS: Mapping[type[PlanningError], tuple[str, str]] = {
    HardConflicts: (
        "Refused: {count} hard conflict(s) would stand. Nothing was written.",
        "Refusé : {count} conflit(s) bloquant(s). Rien n'a été enregistré.",
    ),
    NotFound: ("There is no {entity} {entity_id}.", "Introuvable : {entity} {entity_id}."),
    Forbidden: (
        "This ({action}) needs the role {needed}.",
        "Cette action ({action}) demande le rôle « {needed} ».",
    ),
    IllegalTransition: (
        "This {entity} is {current} and cannot become {wanted}.",
        "Cet élément ({entity}) est « {current} » et ne peut pas devenir « {wanted} ».",
    ),
    Locked: (
        "This assignment is locked: unlock it first.",
        "Cette affectation est verrouillée : déverrouillez-la d'abord.",
    ),
    StaleVersion: (
        "This {entity} has changed meanwhile: version {current}, not {expected}.",
        "Cet élément ({entity}) a changé entre-temps : version {current} au lieu de {expected}.",
    ),
    InUse: (
        "This {entity} is in use by the {used_by} {used_by_id}.",
        "Cet élément ({entity}) est utilisé par un autre ({used_by} {used_by_id}).",
    ),
    Unavailable: (
        "The {what} cannot be reached at the moment. Try again shortly.",
        "Service momentanément injoignable ({what}). Réessayez dans un instant.",
    ),
}
