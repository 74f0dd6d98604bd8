"""Why a file, or a row of it, cannot be taken in, in English and French; each door adds what is its own."""

from __future__ import annotations

from collections.abc import Mapping

FILE_FAULTS: Mapping[str, tuple[str, str]] = {
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
    "not_an_object": ("must be a JSON object", "doit être un objet JSON"),
    "cut_off_json": (
        "the JSON is incomplete: the file ends in the middle",
        "le JSON est incomplet : le fichier s'arrête au milieu",
    ),
    "cut_off_text": (
        "the JSON is incomplete: the file ends inside the text that begins here",
        "le JSON est incomplet : le fichier s'arrête dans le texte qui commence ici",
    ),
    "refers_to_refused_row": (
        "this {entity} stands in a row that was refused",
        "cet élément ({entity}) figure dans une ligne refusée",
    ),
    "ambiguous_name": ("several {entity}s are called so", "plusieurs éléments ({entity}) portent ce nom"),
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
    "unknown_section": (
        "is no section known here; those known are: {allowed}",
        "n'est pas une section connue ; sont connues : {allowed}",
    ),
}
