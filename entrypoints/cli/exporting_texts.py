"""Why something cannot be exported, in English and French."""

from __future__ import annotations

from collections.abc import Mapping

EXPORT_FAULTS: Mapping[str, tuple[str, str]] = {
    "file_exists_force": (
        "exists already: --force writes it anew",
        "existe déjà : --force le réécrit",
    ),
    "not_for_a_cell": (
        "cannot stand in a list in a CSV cell: use --format json",
        "ne peut pas figurer dans une liste d'une cellule CSV : utilisez --format json",
    ),
    "not_for_this_kind": (
        "this option goes with these only: {allowed}",
        "cette option ne va qu'avec : {allowed}",
    ),
    "unknown_file_type_to_write": (
        "only CSV and JSON are written: name the file so, or use --format",
        "seuls CSV et JSON sont écrits : nommez le fichier ainsi ou utilisez --format",
    ),
}
