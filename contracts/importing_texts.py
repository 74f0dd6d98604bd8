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
    "unknown_kind_of_sheet": (
        "the sheet's name does not say what its rows are (as shifts does): rename it, hide it, or name their "
        "kind",
        "le nom de la feuille ne dit pas ce que sont ses lignes (comme shifts) : renommez-la, masquez-la ou "
        "indiquez leur nature",
    ),
    "malformed_xlsx": ("is no proper XLSX: {problem}", "n'est pas un XLSX correct : {problem}"),
    "locked_or_old_xlsx": (
        "is locked by a password or in an older form: save it as XLSX without one",
        "est protégé par un mot de passe ou dans un ancien format : enregistrez-le en XLSX sans protection",
    ),
    "xlsx_too_large": (
        "unpacks too large: {part} comes to {size} MB, at most {most} are read",
        "devient trop grand une fois décompressé : {part} atteint {size} Mo, {most} au plus sont lus",
    ),
    "text_too_long_in_xlsx": (
        "holds a text or a row longer than any spreadsheet makes ({most} characters)",
        "contient un texte ou une ligne plus longs que ceux d'un tableur ({most} caractères)",
    ),
    "cell_without_header": (
        "the first row names no column above this cell",
        "la première ligne ne nomme aucune colonne au-dessus de cette cellule",
    ),
    "date_for_text": (
        "the cell holds a date or a time where a text belongs: format the column as text",
        "la cellule contient une date ou une heure au lieu d'un texte : mettez la colonne au format texte",
    ),
    "error_in_cell": ("the cell holds an error", "la cellule contient une erreur"),
    "formula_without_value": (
        "the formula was never computed: open the file in a spreadsheet and save it",
        "la formule n'a jamais été calculée : ouvrez le fichier dans un tableur et enregistrez-le",
    ),
    "no_calendar": (
        "is no iCalendar file: it must begin with BEGIN:VCALENDAR",
        "n'est pas un fichier iCalendar : il doit commencer par BEGIN:VCALENDAR",
    ),
    "cut_off_calendar": (
        "the calendar is incomplete: {component} has no end",
        "le calendrier est incomplet : {component} n'a pas de fin",
    ),
    "calendar_too_large": (
        "the calendar, or one event, is larger than {most} MB",
        "le calendrier, ou un événement, dépasse {most} Mo",
    ),
    "malformed_event": ("is no proper event: {problem}", "n'est pas un événement correct : {problem}"),
    "malformed_zone": ("is no proper time zone: {problem}", "n'est pas un fuseau correct : {problem}"),
    "property_not_read": ("cannot be read", "ne peut pas être lu"),
    "stands_twice": ("stands there twice", "figure deux fois"),
    "nobody_named": (
        "the event names nobody: it needs attendees, or name the person whose calendar this is",
        "l'événement ne nomme personne : il lui faut des participants, ou indiquez à qui est ce calendrier",
    ),
    "series_not_read": (
        "this kind of series is not read: days, weeks, months and years are, one rule at a time",
        "ce type de série n'est pas lu : jours, semaines, mois et années le sont, une règle à la fois",
    ),
    "series_too_long": (
        "comes to more than {most} dates: give the series an earlier end",
        "donne plus de {most} dates : donnez à la série une fin plus proche",
    ),
    "endless_series": (
        "has no end and is no plain weekly series: give it an end (UNTIL or COUNT)",
        "n'a pas de fin et n'est pas une simple série hebdomadaire : donnez-lui une fin (UNTIL ou COUNT)",
    ),
    "exception_without_series": (
        "is an exception of a series that is not in the file",
        "est une exception d'une série absente du fichier",
    ),
}
