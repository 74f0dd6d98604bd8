"""Why something cannot be exported, in English and French."""

from __future__ import annotations

from collections.abc import Mapping

EXPORT_FAULTS: Mapping[str, tuple[str, str]] = {
    "file_exists_force": (
        "exists already: --force writes it anew",
        "existe déjà : --force le réécrit",
    ),
    "not_for_a_cell": (
        "cannot stand in a list in a cell: use --format json",
        "ne peut pas figurer dans une liste d'une cellule : utilisez --format json",
    ),
    "not_for_this_kind": (
        "this option goes with these only: {allowed}",
        "cette option ne va qu'avec : {allowed}",
    ),
    "unknown_file_type_to_write": (
        "only CSV, XLSX and JSON are written: name the file so, or use --format",
        "seuls CSV, XLSX et JSON sont écrits : nommez le fichier ainsi ou utilisez --format",
    ),
    "too_many_for_a_sheet": (
        "a sheet holds {most} rows at most: keep the export to a period, or use another --format",
        "une feuille contient au plus {most} lignes : limitez l'export à une période ou changez de --format",
    ),
    "binary_on_terminal": (
        "is no text: write it into a file (--file)",
        "n'est pas du texte : écrivez-le dans un fichier (--file)",
    ),
    "text_too_long_for_a_cell": (
        "is longer than the {most} characters of a cell: use --format json",
        "dépasse les {most} caractères d'une cellule : utilisez --format json",
    ),
}
