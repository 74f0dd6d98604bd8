"""Files that nobody would write, taken in as the API takes them in."""

from __future__ import annotations

import json
from typing import Any

import attrs

from adapters.files import xlsx_pieces
from contracts.importing_words import FILE_WORDS
from entrypoints.api.import_files import SentFile
from entrypoints.api.import_report import report_record
from entrypoints.api.problems import problem_record
from entrypoints.api.rendering import View, encoded
from entrypoints.bootstrap import App, memory_app
from entrypoints.settings import Settings
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import PlanningError, Unavailable
from planning_core.use_cases.import_items import import_items
from tests.cli.command import plan_file

TYPES = (
    "application/json",
    "text/csv",
    "text/tab-separated-values",
    "text/csv; charset=windows-1252",
    "text/csv; charset=utf-16",
    "application/json; charset=latin-1",
    "text/csv; charset=utf-7",
    "text/csv; charset=idna",
    "text/csv; charset=unicode_escape",
    "application/json; charset=undefined",
    "application/json; charset=utf-32",
    "text/calendar",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)
KINDS = (None, *sorted(FILE_WORDS))
ADMIN = Principal(user_id="fuzz", role=AccessRole.ADMIN)

PEOPLE = "matricule;nom;fonctions;sites\np1;Zoé Martin;steward;hall\np2;Noé;steward|cook;\n"
EVENTS = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nATTENDEE:mailto:p1\r\nDTSTART;VALUE=DATE:20250303\r\n"
    "RRULE:FREQ=WEEKLY;COUNT=3\r\nEXDATE;VALUE=DATE:20250310\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
SHIFTS = (
    "external_ref,mission,site,role,starts_at,ends_at,headcount\n"
    "s1,fair,hall,steward,2025-03-03T08:00:00+01:00,2025-03-03T12:00:00+01:00,2\n"
)


def seed(content_type: str, kind: str | None, content: bytes) -> bytes:
    """Bytes that stand for a file of that type and kind."""
    return bytes([TYPES.index(content_type), KINDS.index(kind)]) + content


def seeds() -> list[bytes]:
    """Files as they should be, to begin from."""
    plan = json.dumps(plan_file(), ensure_ascii=False).encode()
    return [
        seed("application/json", None, plan),
        seed("text/csv", "people", PEOPLE.encode()),
        seed("text/csv; charset=windows-1252", "people", PEOPLE.encode("cp1252")),
        seed("text/csv", "shifts", SHIFTS.encode()),
        seed("text/calendar", None, EVENTS.encode()),
        seed(
            TYPES[-1],
            "people",
            b"".join(xlsx_pieces({"people": [row.split(";") for row in PEOPLE.splitlines()]})),
        ),
        *(seed("text/csv", kind, b"external_ref;name\na;b\n") for kind in KINDS if kind),
    ]


@attrs.frozen
class Importer:
    """Takes files in over a small plan, and forgets them."""

    app: App = attrs.field(factory=lambda: memory_app(Settings(database_url="sqlite://")))

    def take(self, data: bytes) -> str:
        """What became of a file: `taken`, or the name of what refused it; anything else raised is found."""
        choice, content = data[:2].ljust(2, b"\0"), data[2:]
        file = SentFile(
            content=content,
            content_type=TYPES[choice[0] % len(TYPES)],
            name=None,
            kind=KINDS[choice[1] % len(KINDS)],
        )
        try:
            self._import(file, keep_good=bool(choice[0] & 64), as_is=bool(choice[0] & 128))
        except Unavailable:
            raise
        except PlanningError as error:
            encoded(problem_record(error, "fr" if choice[1] & 128 else "en", "fuzz", None))
            return type(error).__name__
        return "taken"

    def _import(self, file: SentFile, *, keep_good: bool, as_is: bool) -> None:
        app = self.app
        with app.unit_of_work() as uow, file.items() as items:
            writing: dict[str, Any] = {
                "principal": ADMIN,
                "clock": app.clock,
                "ids": app.ids,
                "request_id": "fuzz",
            }
            report = import_items(items, as_is=as_is, keep_good=keep_good, uow=uow, **writing)
            encoded(report_record(report, View(principal=ADMIN, language="fr", uow=uow), dry_run=True))
            uow.rollback()
