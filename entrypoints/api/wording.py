"""Sentences for what only the HTTP door refuses; all others are the core's."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.importing_texts import FILE_FAULTS
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
from planning_core.errors import Fault, InvalidInput, PlanningError
from planning_core.ports.identity import NoAccess
from planning_core.sentences import entity_name, error_sentence, fault_sentence

_FAULTS: Mapping[str, tuple[str, str]] = {
    **FILE_FAULTS,
    "utf_16": (
        "the file is in UTF-16: say so by Content-Type: text/csv; charset={encoding}",
        "le fichier est en UTF-16 : indiquez-le par Content-Type: text/csv; charset={encoding}",
    ),
    "wrong_encoding": (
        "byte {byte} at {offset} is not {encoding}: save the file as UTF-8, or name its encoding, as in "
        "Content-Type: text/csv; charset=windows-1252",
        "l'octet {byte} en {offset} n'est pas du {encoding} : enregistrez le fichier en UTF-8 ou indiquez "
        "son encodage, p. ex. Content-Type: text/csv; charset=windows-1252",
    ),
    "unknown_kind_of_file": (
        "the file's name does not say what its rows are (as shifts.csv does): name it by kind",
        "le nom du fichier ne dit pas ce que sont ses lignes (comme shifts.csv) : indiquez kind",
    ),
    "published_as_it_is": (
        "work that is published already comes in with as_is; otherwise publish it once it is here",
        "un travail déjà publié s'importe avec as_is ; sinon publiez-le une fois importé",
    ),
    "missing": ("is needed", "est obligatoire"),
    "not_an_object": ("must be a JSON object", "doit être un objet JSON"),
    "not_an_address": ("must look like name@example.org", "doit ressembler à nom@exemple.org"),
    "not_a_number": ("must be a number", "doit être un nombre"),
    "not_a_scalar": ("must be text, a number, true or false", "doit être un texte, un nombre, vrai ou faux"),
    "broken_json": ("is not JSON: {error}", "n'est pas du JSON : {error}"),
    "too_deep": ("is nested too deeply", "est imbriqué trop profondément"),
    "number_too_large": ("is a number too large to be kept", "est un nombre trop grand pour être conservé"),
    "below_minimum": ("must be at least {minimum}", "doit être au moins {minimum}"),
    "over_maximum": ("must be at most {maximum}", "doit être au plus {maximum}"),
    "wrong_form": ("does not have the form {pattern}", "n'a pas la forme {pattern}"),
    "id_needed": ("an update or a deletion needs an id", "une modification ou une suppression demande un id"),
    "changes_or_plan": (
        "needs either changes or a whole plan, not both",
        "demande soit des changements, soit un plan entier, pas les deux",
    ),
    "window_too_long": (
        "must be at most {days} days after the start",
        "doit être au plus {days} jours après le début",
    ),
    "code_or_token": (
        "needs one of code, token and provider, and no other",
        "demande code, token ou provider, un seul des trois",
    ),
    "broken_etag": ('must be a version such as "3", or *', 'doit être une version comme "3", ou *'),
    "broken_key": (
        "must be 1 to 200 printable ASCII characters",
        "doit compter de 1 à 200 caractères ASCII imprimables",
    ),
    "invalid": ("cannot be taken", "ne peut pas être accepté"),
}

_ERRORS: Mapping[type[PlanningError], tuple[str, str]] = {
    Unauthenticated: (
        "Show a valid token: Authorization: Bearer …",
        "Présentez un jeton valide : Authorization: Bearer …",
    ),
    SessionEnded: (
        "Your session has ended: sign in again.",
        "Votre session est terminée : connectez-vous de nouveau.",
    ),
    CodeRefused: (
        "This sign-in link has expired or was used before: planning link makes a new one.",
        "Ce lien de connexion a expiré ou a déjà servi : planning link en crée un autre.",
    ),
    TokenRefused: (
        "This token is unknown, has expired or was revoked.",
        "Ce jeton est inconnu, expiré ou révoqué.",
    ),
    VouchingRefused: (
        "What the identity provider said of you cannot be accepted ({reason}): sign in again.",
        "Ce que le fournisseur d'identité dit de vous ne peut pas être accepté ({reason}) : "
        "connectez-vous de nouveau.",
    ),
    SignOutRefused: (
        "This logout token cannot be accepted ({reason}).",
        "Ce jeton de déconnexion ne peut pas être accepté ({reason}).",
    ),
    NoCalendar: (
        "This calendar address opens nothing: it was renewed or taken back. Ask for a new one.",
        "Cette adresse de calendrier n'ouvre rien : elle a été renouvelée ou retirée. Demandez-en une autre.",
    ),
    NoProvider: (
        "No identity provider is set here (PLANNING_OIDC_ISSUER).",
        "Aucun fournisseur d'identité n'est configuré ici (PLANNING_OIDC_ISSUER).",
    ),
    CrossSite: (
        "This request does not come from the page of this server: it was not carried out.",
        "Cette requête ne vient pas de la page de ce serveur : elle n'a pas été exécutée.",
    ),
    BodyTooLarge: (
        "The body is longer than {limit} bytes.",
        "Le corps de la requête dépasse {limit} octets.",
    ),
    HeadTooLarge: (
        "The address and headers of the request are longer than {limit} bytes.",
        "L'adresse et les en-têtes de la requête dépassent {limit} octets.",
    ),
    BodyTooSlow: (
        "The body came in too slowly: nothing was done.",
        "Le corps de la requête est arrivé trop lentement : rien n'a été fait.",
    ),
    TooMany: (
        "Too many requests: try again in {seconds} s.",
        "Trop de requêtes : réessayez dans {seconds} s.",
    ),
    NotJson: (
        "The body must be JSON: Content-Type: application/json.",
        "Le corps doit être du JSON : Content-Type: application/json.",
    ),
    NotAForm: (
        "The body must be a form: Content-Type: application/x-www-form-urlencoded.",
        "Le corps doit être un formulaire : Content-Type: application/x-www-form-urlencoded.",
    ),
    NotAFile: (
        "Send the file as text/csv, application/json, text/calendar or "
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet (XLSX).",
        "Envoyez le fichier en text/csv, application/json, text/calendar ou "
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet (XLSX).",
    ),
    ImportRefused: (
        "Nothing was written. Rows at fault: {faults}; new hard conflicts: {conflicts}.",
        "Rien n'a été enregistré. Erreurs : {faults} ; nouveaux conflits bloquants : {conflicts}.",
    ),
    EncodedBody: (
        "The body must come as it is, without a Content-Encoding ({encoding}).",
        "Le corps doit être envoyé tel quel, sans Content-Encoding ({encoding}).",
    ),
    KeyReused: (
        "This Idempotency-Key was used for another request.",
        "Cette Idempotency-Key a servi à une autre requête.",
    ),
    NoSuchRoute: ("Nothing is found at {path}.", "Rien ne se trouve à {path}."),
    MethodNotAllowed: (
        "The method {method} is not allowed here.",
        "La méthode {method} n'est pas permise ici.",
    ),
    Broken: (
        "Something failed on our side. Quote the request's id when you report it.",
        "Une erreur est survenue de notre côté. Indiquez l'identifiant de la requête en la signalant.",
    ),
}


_NO_ACCESS: Mapping[str, tuple[str, str]] = {
    "no_user": (
        "The identity provider names nobody in the claim {user_id}.",
        "Le fournisseur d'identité ne nomme personne dans l'attribut {user_id}.",
    ),
    "other_organization": (
        "You are signed in as {user_id}, but you do not belong to this organization.",
        "Vous êtes connecté comme {user_id}, mais vous n'appartenez pas à cette organisation.",
    ),
    "no_role": (
        "You are signed in as {user_id}, but nobody gave you a role here: ask an administrator.",
        "Vous êtes connecté comme {user_id}, mais sans rôle ici : adressez-vous à un administrateur.",
    ),
    "no_collaborator": (
        "You are signed in as {user_id}, but you are no collaborator of this plan: ask an administrator.",
        "Vous êtes connecté comme {user_id}, mais ce planning ne vous connaît pas comme collaborateur : "
        "adressez-vous à un administrateur.",
    ),
    "no_site": (
        "You are signed in as {user_id}, but for no site of this plan: ask an administrator.",
        "Vous êtes connecté comme {user_id}, mais pour aucun site de ce planning : "
        "adressez-vous à un administrateur.",
    ),
    "no_team": (
        "You are signed in as {user_id}, but for no team of this plan: ask an administrator.",
        "Vous êtes connecté comme {user_id}, mais pour aucune équipe de ce planning : "
        "adressez-vous à un administrateur.",
    ),
}


def reason_of(fault: Fault, language: str) -> str:
    """Why a value cannot be taken."""
    texts = _FAULTS.get(fault.reason)
    if texts is None:
        return fault_sentence(fault, language)
    words = dict(fault.limits)
    if "entity" in words:
        words["entity"] = entity_name(str(words["entity"]), language)
    return texts[language == "fr"].format_map(words)


def detail_of(error: PlanningError, language: str) -> str:
    """What went wrong, as a sentence."""
    if isinstance(error, InvalidInput):
        parts = [f"{f.path}: {reason_of(f, language)}" for f in error.faults[:5]]
        more = len(error.faults) - len(parts)
        if more > 0:
            parts.append(f"… et {more} autres" if language == "fr" else f"… and {more} more")
        return "; ".join(parts)
    texts = _NO_ACCESS[error.reason] if isinstance(error, NoAccess) else _ERRORS.get(type(error))
    return texts[language == "fr"].format_map(vars(error)) if texts else error_sentence(error, language)
