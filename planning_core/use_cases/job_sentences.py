"""Why a job failed, as a sentence in French and English."""

from __future__ import annotations

from collections.abc import Mapping

INTERRUPTED = "interrupted"
"""Its workers died, or lost storage."""
NOT_WRITTEN = "not_written"
"""What was found could not be written."""
UNEXPECTED = "unexpected"
"""A fault of the program."""

_TEXTS: Mapping[str, tuple[str, str]] = {
    INTERRUPTED: (
        "Given up: {detail} attempts broke off, for their workers died or lost the database. "
        "Their logs may say why.",
        "Abandonné : {detail} tentatives ont été interrompues, leurs workers s'étant arrêtés brutalement ou "
        "ayant perdu la base. Leurs journaux disent peut-être pourquoi.",
    ),
    NOT_WRITTEN: (
        "The proposals could not be written: {detail}.",
        "Les propositions n'ont pas pu être enregistrées : {detail}.",
    ),
    UNEXPECTED: (
        "Unexpected error ({detail}); the worker's log says more.",
        "Erreur inattendue ({detail}) ; le journal du worker en dit plus.",
    ),
}


def job_error(code: str, detail: object) -> str:
    """What a job keeps as its error."""
    return f"{code}: {detail}"


def job_error_sentence(error: str, language: str) -> str:
    """What a job keeps as its error, as a sentence; a text that is no such error is left as it is."""
    code, _, detail = error.partition(": ")
    texts = _TEXTS.get(code)
    return error if texts is None else texts[language == "fr"].format(detail=detail)
