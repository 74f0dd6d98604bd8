"""What the command line says, in English and French."""

from __future__ import annotations

import os
from collections.abc import Mapping
from string import Formatter
from typing import Any

from contracts.importing_texts import FILE_FAULTS
from entrypoints.cli.exporting_texts import EXPORT_FAULTS
from planning_core.errors import Fault, InvalidInput, PlanningError, Unavailable
from planning_core.sentences import entity_name, error_sentence, fault_sentence

LANGUAGES = ("fr", "en")

_FAULTS: Mapping[str, tuple[str, str]] = {
    **FILE_FAULTS,
    **EXPORT_FAULTS,
    "anchor_of_another": (
        "is of the organization {organization}",
        "concerne l'organisation {organization}",
    ),
    "no_such_sink": (
        "is no sink that is set: {known}",
        "n'est pas une destination définie : {known}",
    ),
    "not_an_anchor": (
        "is no anchor: a line of JSON with number and hash",
        "n'est pas une ancre : une ligne de JSON avec number et hash",
    ),
    "backup_of_newer_version": (
        "was made by a newer version of Planning PRO (its tables: {revision})",
        "provient d'une version plus récente de Planning PRO (tables : {revision})",
    ),
    "needs_sqlite": (
        "The database is no SQLite file: back it up and restore it with pg_dump and pg_restore.",
        "La base n'est pas un fichier SQLite : sauvegardez-la et restaurez-la avec pg_dump et pg_restore.",
    ),
    "not_a_backup": (
        "is no backup of Planning PRO, or a damaged one: {problem}",
        "n'est pas une sauvegarde de Planning PRO, ou est abîmée : {problem}",
    ),
    "no_such_period": (
        "is neither a date like 2025-03-30 nor an instant with an offset",
        "n'est ni une date comme 2025-03-30 ni un instant avec décalage",
    ),
    "not_a_database_url": (
        "is no address of a database: sqlite:///file or postgresql://…",
        "n'est pas une adresse de base : sqlite:///fichier ou postgresql://…",
    ),
    "not_a_web_address": (
        "is no address like http://127.0.0.1:8000",
        "n'est pas une adresse comme http://127.0.0.1:8000",
    ),
    "not_a_setting": ("must be written name=value", "doit s'écrire nom=valeur"),
    "needs_full": ("goes with --full only", "ne va qu'avec --full"),
    "no_such_file": ("there is no file {file}", "le fichier {file} n'existe pas"),
    "no_such_address": (
        "is no address that this machine can listen on",
        "n'est pas une adresse où cette machine peut écouter",
    ),
    "utf_16": (
        "the file is in UTF-16: say so with --encoding {encoding}",
        "le fichier est en UTF-16 : indiquez --encoding {encoding}",
    ),
    "port_taken": (
        "this address cannot be listened on: {problem}",
        "impossible d'écouter à cette adresse : {problem}",
    ),
    "unknown_file_type": (
        "only CSV, XLSX, JSON and iCalendar files are read",
        "seuls les fichiers CSV, XLSX, JSON et iCalendar sont lus",
    ),
    "unknown_kind_of_file": (
        "the file's name does not say what its rows are (as shifts.csv does): use --kind",
        "le nom du fichier ne dit pas ce que sont ses lignes (comme shifts.csv) : utilisez --kind",
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
    "accepted": ("{n:proposal/proposals} confirmed.", "{n:proposition confirmée/propositions confirmées}."),
    "audit_anchor": (
        "Entry {number} is not the one whose hash was kept elsewhere: the trail was rewritten.",
        "L'entrée {number} n'est pas celle dont l'empreinte est conservée ailleurs : journal réécrit.",
    ),
    "audit_broken": (
        "The audit trail is NOT what was written; {entries:entry was/entries were} read.",
        "Le journal d'audit N'EST PAS ce qui a été écrit ; {entries:entrée lue/entrées lues}.",
    ),
    "audit_changed": (
        "Entry {number} ({id}, {when}) was changed.",
        "L'entrée {number} ({id}, {when}) a été modifiée.",
    ),
    "audit_head": (
        "The note of the newest entry, which names number {number}, was altered.",
        "La note de la dernière entrée, qui nomme le numéro {number}, a été altérée.",
    ),
    "audit_inserted": (
        "Entry {number} ({id}, {when}) was inserted.",
        "L'entrée {number} ({id}, {when}) a été insérée.",
    ),
    "audit_inserted_many": (
        "Entries {number} to {until} (the first: {id}, {when}) were inserted.",
        "Les entrées {number} à {until} (la première : {id}, {when}) ont été insérées.",
    ),
    "audit_more": ("… and {n:more breach/more breaches}.", "… et {n:autre altération/autres altérations}."),
    "audit_removed": ("Entry {number} was removed.", "L'entrée {number} a été supprimée."),
    "audit_removed_many": (
        "Entries {number} to {until} were removed.",
        "Les entrées {number} à {until} ont été supprimées.",
    ),
    "audit_sound": (
        "The audit trail is sound: {entries:entry/entries}; newest number {number}, hash {hash}.",
        "Le journal d'audit est intègre : {entries:entrée/entrées} ; dernier numéro {number}, "
        "empreinte {hash}.",
    ),
    "letter_refused": ("Entry {number}: {error}", "Entrée {number} : {error}"),
    "letters_sent": (
        "{n:entry/entries} delivered to {sink}.",
        "{n:entrée livrée/entrées livrées} à {sink}.",
    ),
    "no_letters": ("No dead letters.", "Aucune lettre morte."),
    "no_sinks": (
        "No sink of audit entries is set: PLANNING_AUDIT_FILE, PLANNING_AUDIT_WEBHOOK_URL.",
        "Aucune destination d'audit n'est définie : PLANNING_AUDIT_FILE, PLANNING_AUDIT_WEBHOOK_URL.",
    ),
    "backed_up": (
        "Backup written and checked: {file} ({size} MB).",
        "Sauvegarde écrite et vérifiée : {file} ({size} Mo).",
    ),
    "blocked": (
        "Refused: {n:new hard conflict/new hard conflicts}. Nothing was written. "
        "--as-is takes the plan in with its conflicts, --keep-good leaves out the rows that cause them.",
        "Refusé : {n:nouveau conflit bloquant/nouveaux conflits bloquants}. Rien n'a été enregistré. "
        "--as-is reprend le plan avec ses conflits, --keep-good laisse de côté les lignes en cause.",
    ),
    "broken": (
        "Something failed inside planning: {problem}. Run it again with --debug to see where.",
        "Une erreur interne est survenue : {problem}. Relancez avec --debug pour voir où.",
    ),
    "conflicts": (
        "{hard} hard and {soft:soft conflict/soft conflicts}.",
        "{hard:conflit bloquant/conflits bloquants} et {soft:souple/souples}.",
    ),
    "conflicts_made": (
        "Conflicts that this brings about: {hard} hard, {soft} soft.",
        "Conflits que cela entraîne : {hard:bloquant/bloquants}, {soft:souple/souples}.",
    ),
    "coverage": (
        "{status}: {filled} of {wanted:seat/seats} filled ({ratio}), objective {objective}",
        "{status} : {filled:place pourvue/places pourvues} sur {wanted} ({ratio}), objectif {objective}",
    ),
    "more_rules": ("{n} more", "{n} de plus"),
    "not_begun": ("{status}: reading the plan", "{status} : lecture du plan"),
    "gap_left": (", at most {gap} from the best there is", ", à {gap} au plus de l'optimum"),
    "gap_proved": (", the best there is", ", l'optimum"),
    "database": ("Database {database}: ", "Base {database} : "),
    "db_behind": (
        "tables of another version; run planning db upgrade.",
        "tables d'une autre version ; lancez planning db upgrade.",
    ),
    "db_current": ("tables up to date.", "tables à jour."),
    "demo_made": (
        "Demo plan: {sites} sites, {missions} missions, {people} people, {shifts} shifts, {assignments} "
        "assignments, {hard_conflicts} hard and {soft_conflicts:soft conflict/soft conflicts}, "
        "from {first_day} to {end_day}.",
        "Plan de démonstration : {sites} sites, {missions} missions, {people} personnes, {shifts} shifts, "
        "{assignments} affectations, {hard_conflicts:conflit bloquant/conflits bloquants} "
        "et {soft_conflicts:souple/souples}, "
        "du {first_day} au {end_day}.",
    ),
    "demo_making": ("Writing the demo plan …", "Écriture du plan de démonstration …"),
    "drift": (
        "Stored conflicts differ from a full check: {gone:stands/stand} no longer, "
        "{missing:was/were} missing.",
        "Les conflits enregistrés diffèrent d'un contrôle complet : {gone:n'a/n'ont} plus lieu, "
        "{missing:manquait/manquaient}.",
    ),
    "dry_run": ("Dry run: nothing was written.", "Essai : rien n'a été enregistré."),
    "exported": ("{n:row/rows} written to {file}.", "{n:ligne écrite/lignes écrites} dans {file}."),
    "generated": ("{n:shift/shifts} created.", "{n:shift créé/shifts créés}."),
    "imported": ("Done: {n:row/rows} written.", "Terminé : {n:ligne enregistrée/lignes enregistrées}."),
    "kept_good": (
        "Done: {n:row/rows} written, {refused} left out.",
        "Terminé : {n:ligne enregistrée/lignes enregistrées}, {refused:laissée/laissées} de côté.",
    ),
    "listening": ("Planning PRO listens on {url}", "Planning PRO écoute sur {url}"),
    "more_faults": ("… and {n:more fault/more faults}.", "… et {n:autre erreur/autres erreurs}."),
    "more_conflicts": ("… and {n} more.", "… et {n:autre/autres}."),
    "no_drift": (
        "Stored conflicts agree with a full check.",
        "Les conflits enregistrés concordent avec un contrôle complet.",
    ),
    "no_plan": (
        "There is no plan yet at {file}; planning import or planning demo makes one.",
        "Il n'y a pas encore de plan dans {file} ; planning import ou planning demo en crée un.",
    ),
    "not_installed": (
        "The library {module} is missing: install planning-pro with its extra server,"
        " as planning-pro[server].",
        "La bibliothèque {module} manque : "
        "installez planning-pro avec l'extra server : planning-pro[server].",
    ),
    "interrupted": ("Interrupted: nothing was written.", "Interrompu : rien n'a été enregistré."),
    "not_tried_cancelled": ("not tried: cancelled", "non essayé : annulé"),
    "not_tried_time": ("not tried: time ran out", "non essayé : temps écoulé"),
    "would_publish": (
        "Would be published as version {number}: {added:shift/shifts} added, {changed} changed, "
        "{removed} removed.",
        "Serait publié en version {number} : {added:shift ajouté/shifts ajoutés}, "
        "{changed:modifié/modifiés}, {removed:retiré/retirés}.",
    ),
    "open": ("Open {link}", "Ouvrez {link}"),
    "published": (
        "Published as version {number}: {added:shift/shifts} added, {changed} changed, {removed} removed.",
        "Publié en version {number} : {added:shift ajouté/shifts ajoutés}, {changed:modifié/modifiés}, "
        "{removed:retiré/retirés}.",
    ),
    "refused": (
        "Refused: {n:row is/rows are} at fault. Nothing was written. --keep-good takes in the others.",
        "Refusé : {n:ligne/lignes} en erreur. Rien n'a été enregistré. --keep-good prend les autres.",
    ),
    "rejects": ("Refused rows: {file}", "Lignes refusées : {file}"),
    "database_held": (
        "Refused: another process has {file} open. Stop it, or give --while-serving.",
        "Refusé : un autre processus a ouvert {file}. Arrêtez-le, ou donnez --while-serving.",
    ),
    "earlier_kept": ("The earlier database is kept as {file}.", "L'ancienne base est conservée dans {file}."),
    "restored": ("Restored: {file}.", "Restauré : {file}."),
    "revoked": ("Token {name} revoked.", "Jeton {name} révoqué."),
    "rule_set": ("Rule set {name}.", "Jeu de règles {name}."),
    "stop": ("Ctrl+C stops it.", "Ctrl+C pour arrêter."),
    "token": (
        "Token (role admin, shown once): {secret}",
        "Jeton (rôle admin, affiché une seule fois) : {secret}",
    ),
    "try": ("Try:", "Essayez :"),
    "worker_died": (
        "A worker process ended ({code}); another one starts in {seconds} s.",
        "Un processus worker s'est arrêté ({code}) ; un autre démarre dans {seconds} s.",
    ),
    "working_on": (
        "Planning PRO runs jobs: {processes:process/processes}, {threads:job/jobs} side by side in each.",
        "Planning PRO exécute les calculs : {processes:processus/processus}, "
        "{threads:calcul/calculs} en parallèle dans chacun.",
    ),
    "unfilled": ("missing {n}", "manque {n}"),
}


def language_of(environment: Mapping[str, str] = os.environ) -> str:
    """The language that the environment asks for: `fr` or, whatever else it says, `en`."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "fr" if environment[name].lower().startswith("fr") else "en"
    return "en"


class _Counted(Formatter):
    """`{n:row/rows}` becomes the number and the form that goes with it."""

    def __init__(self, language: str) -> None:
        self._french = language == "fr"

    def format_field(self, value: Any, format_spec: str) -> str:
        one, mark, many = format_spec.partition("/")
        if not mark:
            return str(super().format_field(value, format_spec))
        single = value < 2 if self._french else value == 1
        return f"{value} {one if single else many}"


def say(key: str, language: str, **words: object) -> str:
    """One sentence of the command line."""
    return _Counted(language).format(_TEXTS[key][language == "fr"], **words)


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
