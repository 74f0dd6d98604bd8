"""What the command line says, in English and French."""

from __future__ import annotations

import os
from collections.abc import Mapping

from planning_core.errors import Fault, InvalidInput, PlanningError, Unavailable
from planning_core.sentences import entity_name, error_sentence, fault_sentence

_FAULTS: Mapping[str, tuple[str, str]] = {
    "ambiguous_name": ("several {entity}s are called so", "plusieurs éléments ({entity}) portent ce nom"),
    "malformed_csv": ("is no proper CSV: {problem}", "n'est pas un CSV correct : {problem}"),
    "malformed_json": ("is no proper JSON: {problem}", "n'est pas un JSON correct : {problem}"),
    "missing_column": (
        "this column is missing; it may be called: {names}",
        "cette colonne manque ; elle peut s'appeler : {names}",
    ),
    "no_header": (
        "the file is empty: its first line must name the columns",
        "le fichier est vide : sa première ligne doit nommer les colonnes",
    ),
    "no_such_period": (
        "is neither a date like 2025-03-30 nor an instant with an offset",
        "n'est ni une date comme 2025-03-30 ni un instant avec décalage",
    ),
    "not_a_database_url": (
        "is no address of a database: sqlite:///file or postgresql://…",
        "n'est pas une adresse de base : sqlite:///fichier ou postgresql://…",
    ),
    "not_an_object": ("must be a JSON object", "doit être un objet JSON"),
    "not_a_setting": ("must be written name=value", "doit s'écrire nom=valeur"),
    "port_taken": (
        "this address cannot be listened on: {problem}",
        "impossible d'écouter à cette adresse : {problem}",
    ),
    "refers_to_refused_row": (
        "this {entity} stands in a row that was refused",
        "cet élément ({entity}) figure dans une ligne refusée",
    ),
    "repeated_column": ("says the same as the column {other}", "fait double emploi avec la colonne {other}"),
    "repeated_in_file": (
        "an earlier row of this import says something else about it",
        "une ligne précédente de cet import dit autre chose à son sujet",
    ),
    "repeated_section": ("this section stands there twice", "cette section figure deux fois"),
    "required": ("is needed", "est obligatoire"),
    "row_too_long": (
        "the row has {found} cells, the header {wanted}",
        "la ligne compte {found} cellules, l'en-tête {wanted}",
    ),
    "row_too_short": (
        "the row has {found} cells, the header {wanted}: it seems cut off",
        "la ligne compte {found} cellules, l'en-tête {wanted} : elle semble tronquée",
    ),
    "section_not_a_list": ("this section must be a list", "cette section doit être une liste"),
    "unknown_column": (
        "is no column known here; those known are: {allowed}",
        "n'est pas une colonne connue ; sont connues : {allowed}",
    ),
    "unknown_encoding": ("is no text encoding that is known", "n'est pas un encodage connu"),
    "unknown_file_type": ("only CSV and JSON files are read", "seuls les fichiers CSV et JSON sont lus"),
    "unknown_kind_of_file": (
        "the file's name does not say what its rows are (as shifts.csv does): use --kind",
        "le nom du fichier ne dit pas ce que sont ses lignes (comme shifts.csv) : utilisez --kind",
    ),
    "unknown_section": (
        "is no section known here; those known are: {allowed}",
        "n'est pas une section connue ; sont connues : {allowed}",
    ),
    "unreadable_file": ("cannot be read: {problem}", "ne peut pas être lu : {problem}"),
    "unwritable_file": ("cannot be written: {problem}", "ne peut pas être écrit : {problem}"),
    "file_exists": ("exists already", "existe déjà"),
    "wrong_encoding": (
        "byte {byte} at {offset} is not {encoding}: name the file's encoding, as in --encoding cp1252",
        "l'octet {byte} en {offset} n'est pas du {encoding} : indiquez l'encodage, p. ex. --encoding cp1252",
    ),
}

_TEXTS: Mapping[str, tuple[str, str]] = {
    "accepted": ("{n} proposals confirmed.", "{n} propositions confirmées."),
    "blocked": (
        "Refused: {n} new hard conflicts. Nothing was written. --as-is takes the plan in with its conflicts, "
        "--keep-good leaves out the rows that cause them.",
        "Refusé : {n} nouveaux conflits bloquants. Rien n'a été enregistré. --as-is reprend le plan avec ses "
        "conflits, --keep-good laisse de côté les lignes en cause.",
    ),
    "broken": (
        "Something failed inside planning: {problem}. Run it again with --debug to see where.",
        "Une erreur interne est survenue : {problem}. Relancez avec --debug pour voir où.",
    ),
    "conflicts": ("{hard} hard and {soft} soft conflicts.", "{hard} conflits bloquants et {soft} souples."),
    "conflicts_made": (
        "Conflicts that this brings about: {hard} hard, {soft} soft.",
        "Conflits que cela entraîne : {hard} bloquants, {soft} souples.",
    ),
    "coverage": (
        "{status}: {filled} of {wanted} seats filled ({ratio}), objective {objective}",
        "{status} : {filled} places pourvues sur {wanted} ({ratio}), objectif {objective}",
    ),
    "database": ("Database {database}: ", "Base {database} : "),
    "db_behind": (
        "tables of another version; run planning db upgrade.",
        "tables d'une autre version ; lancez planning db upgrade.",
    ),
    "db_current": ("tables up to date.", "tables à jour."),
    "demo_made": (
        "Demo plan: {sites} sites, {missions} missions, {people} people, {shifts} shifts, {assignments} "
        "assignments, {hard_conflicts} hard and {soft_conflicts} soft conflicts, "
        "from {first_day} to {end_day}.",
        "Plan de démonstration : {sites} sites, {missions} missions, {people} personnes, {shifts} shifts, "
        "{assignments} affectations, {hard_conflicts} conflits bloquants et {soft_conflicts} souples, "
        "du {first_day} au {end_day}.",
    ),
    "demo_making": ("Writing the demo plan …", "Écriture du plan de démonstration …"),
    "drift": (
        "Stored conflicts differ from a full check: {gone} stand no longer, {missing} were missing.",
        "Les conflits enregistrés diffèrent d'un contrôle complet : {gone} n'ont plus lieu, "
        "{missing} manquaient.",
    ),
    "dry_run": ("Dry run: nothing was written.", "Essai : rien n'a été enregistré."),
    "generated": ("{n} shifts created.", "{n} shifts créés."),
    "imported": ("Done: {n} rows written.", "Terminé : {n} lignes enregistrées."),
    "kept_good": (
        "Done: {n} rows written, {refused} left out.",
        "Terminé : {n} lignes enregistrées, {refused} laissées de côté.",
    ),
    "listening": ("Planning PRO listens on {url}", "Planning PRO écoute sur {url}"),
    "more_faults": ("… and {n} more faults.", "… et {n} autres erreurs."),
    "more_conflicts": ("… and {n} more.", "… et {n} autres."),
    "no_drift": (
        "Stored conflicts agree with a full check.",
        "Les conflits enregistrés concordent avec un contrôle complet.",
    ),
    "published": (
        "Published as version {number}: {added} shifts added, {changed} changed, {removed} removed.",
        "Publié en version {number} : {added} shifts ajoutés, {changed} modifiés, {removed} retirés.",
    ),
    "refused": (
        "Refused: {n} rows are at fault. Nothing was written. --keep-good takes in the others.",
        "Refusé : {n} lignes en erreur. Rien n'a été enregistré. --keep-good prend les autres.",
    ),
    "rejects": ("Refused rows: {file}", "Lignes refusées : {file}"),
    "revoked": ("Token {name} revoked.", "Jeton {name} révoqué."),
    "rule_set": ("Rule set {name}.", "Jeu de règles {name}."),
    "stop": ("Ctrl+C stops it.", "Ctrl+C pour arrêter."),
    "token": (
        "Token (role admin, shown once): {secret}",
        "Jeton (rôle admin, affiché une seule fois) : {secret}",
    ),
    "try": ("Try:", "Essayez :"),
    "unfilled": ("missing {n}", "manque {n}"),
}


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for: `fr` or, whatever else it says, `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].lower().startswith("fr") else "en"
    return "en"


def say(key: str, language: str, **words: object) -> str:
    """One sentence of the command line."""
    return _TEXTS[key][language == "fr"].format(**words)


def reason(fault: Fault, language: str) -> str:
    """Why a value cannot be taken."""
    texts = _FAULTS.get(fault.reason)
    if texts is None:
        return fault_sentence(fault, language)
    words = dict(fault.limits)
    if "entity" in words:
        words["entity"] = entity_name(str(words["entity"]), language)
    return texts[language == "fr"].format_map(words)


def error_text(error: PlanningError, language: str) -> str:
    """What went wrong, as one or more lines."""
    if isinstance(error, InvalidInput):
        return "\n".join(_located(fault, language) for fault in error.faults)
    text = error_sentence(error, language)
    detail = str(error).partition(": ")[2] if isinstance(error, Unavailable) else ""
    return f"{text} ({detail})" if detail else text


def _located(fault: Fault, language: str) -> str:
    value = "" if fault.value is None or str(fault.value) in fault.path else f" « {fault.value} »"
    return f"{fault.path}{value}: {reason(fault, language)}" if fault.path else reason(fault, language)
