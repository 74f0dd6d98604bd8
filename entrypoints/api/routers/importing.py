"""Plans and reference data taken in from a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query, Request, Response

from contracts.import_answers import ImportAnswer
from entrypoints.api.calls import Answer, CallDep
from entrypoints.api.declarations import POST_PROBLEMS, REPLAYED_HEADER, IdempotencyKey, done, problems
from entrypoints.api.import_files import SentFile
from entrypoints.api.import_report import report_record
from entrypoints.api.refusals import ImportRefused
from entrypoints.api.routes import router
from planning_core.domain.principal import AccessRole
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.import_items import import_items

routes = router("import")

_PEOPLE = "matricule;nom;fonctions\np1;Zoé Martin;steward\n"
_PLAN: dict[str, Any] = {
    "roles": [{"external_ref": "steward", "name": "Steward"}],
    "collaborators": [{"external_ref": "p1", "name": "Zoé Martin", "roles": ["steward"]}],
}
_ABSENCE = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@hr\r\nDTSTART;VALUE=DATE:20260302\r\n"
    "DTEND;VALUE=DATE:20260305\r\nATTENDEE:mailto:zoe@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_BODY = {
    "requestBody": {
        "required": True,
        "description": "The file as it is: CSV of one kind of row, XLSX with a kind on each sheet, JSON in "
        "sections (`planning import --help`, `contracts/import.schema.json`), or a calendar of absences. "
        "Text other than UTF-8 says so: `text/csv; charset=windows-1252`.",
        "content": {
            "text/csv": {"schema": {"type": "string", "examples": [_PEOPLE]}},
            "application/json": {"schema": {"type": "object", "examples": [_PLAN]}},
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": {
                "schema": {"type": "string", "format": "binary", "examples": ["PK…"]}
            },
            "text/calendar": {"schema": {"type": "string", "examples": [_ABSENCE]}},
        },
    }
}

Kind = Annotated[
    str | None,
    Query(
        max_length=100,
        description="What the rows of a CSV file or sheet are, where its name does not say: `shifts` …",
    ),
]
Person = Annotated[
    str | None,
    Query(
        max_length=300,
        description="Whose absences a calendar holds: reference, id, name or e-mail address. Without it "
        "those who attend its events.",
    ),
]
FileName = Annotated[
    str | None, Query(max_length=300, description="What the file is called, for its kind and in faults.")
]
DryRun = Annotated[bool, Query(description="Say what would happen and write nothing.")]
KeepGood = Annotated[bool, Query(description="Leave out rows at fault and take in the others.")]
AsIs = Annotated[
    bool,
    Query(description="Take in a plan that stands elsewhere, its conflicts included: right of a publisher."),
]


async def _sent_file(
    request: Request, kind: Kind = None, file_name: FileName = None, person: Person = None
) -> SentFile:
    return SentFile(
        content=await request.body(),
        content_type=request.headers.get("content-type"),
        name=file_name,
        kind=kind,
        person=person,
    )


@routes.post(
    "/import",
    summary="Import a file",
    response_model=ImportAnswer,
    responses={
        **done(ImportAnswer, "What was written; in a dry run what would be.", **REPLAYED_HEADER),
        **problems("import-refused", *POST_PROBLEMS),
    },
    openapi_extra=_BODY,
)
def import_file(
    call: CallDep,
    file: Annotated[SentFile, Depends(_sent_file)],
    dry_run: DryRun = False,
    keep_good: KeepGood = False,
    as_is: AsIs = False,
    key: IdempotencyKey = None,
) -> Response:
    """Rows are matched by external reference, so that the same file twice changes nothing.

    All or nothing, unless `keep_good`. A new hard conflict refuses the import unless `as_is`. What a dry run
    finds comes as its answer, what refuses an import as a problem; both hold the same account.
    """
    call.require(AccessRole.PLANNER, "import")

    def write(uow: UnitOfWork) -> Answer:
        with file.items() as items:
            report = import_items(items, as_is=as_is, keep_good=keep_good, uow=uow, **call.writing)
        record = report_record(report, call.view(uow), dry_run=dry_run)
        if report.refused and not dry_run:
            raise ImportRefused(record)
        if dry_run:
            uow.rollback()
        return Answer(body=record)

    return call.write(write)
