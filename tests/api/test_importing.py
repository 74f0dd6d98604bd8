"""A file sent to the API: what is written, what is refused and why."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from adapters.files import xlsx_pieces
from contracts.import_answers import ImportAnswer
from contracts.problems import Problem
from tests.api.conftest import CallerOf
from tests.api.world import PREFIX, Caller, faults_of, kind_of
from tests.cli.command import plan_file, shift_row
from tests.unit.files.test_calendar_reader import calendar

PEOPLE = "matricule;nom;fonctions\np1;Zoé;steward\np2;Noé;steward\n"


def send(
    caller: Caller,
    content: str | bytes | dict[str, Any],
    content_type: str | None = None,
    key: str | None = None,
    **params: Any,
) -> Response:
    """Send a file."""
    usual = "application/json" if isinstance(content, dict) else "text/csv"
    headers = {"Content-Type": content_type or usual}
    if key is not None:
        headers["Idempotency-Key"] = key
    if isinstance(content, dict):
        content = json.dumps(content)
    body = content if isinstance(content, bytes) else content.encode()
    return caller.call("POST", "/import", content=body, headers=headers, params=params)


def created(answer: Response) -> dict[str, int]:
    return {kind: count["created"] for kind, count in answer.json()["counts"].items()}


def names(caller: Caller, path: str = "/collaborators") -> list[str]:
    return sorted(item["collaborator"]["name"] for item in caller.get(path).json()["items"])


def test_plan_in_json_comes_in_and_a_second_time_changes_nothing(admin: Caller) -> None:
    first = send(admin, plan_file())
    again = send(admin, plan_file())

    assert (first.status_code, again.status_code) == (200, 200)
    assert (first.json()["written"], first.json()["refused"]) == (True, False)
    assert created(first) == {
        "organization": 0,
        "role": 1,
        "site": 1,
        "mission": 1,
        "collaborator": 2,
        "shift": 3,
    }
    assert {count["read"] - count["unchanged"] for count in again.json()["counts"].values()} == {0}
    assert len(admin.get("/shifts").json()["items"]) == 3


@pytest.mark.parametrize(
    "params", [{"kind": "people"}, {"kind": "collaborators"}, {"file_name": "C:\\Mes plans\\Personnes.csv"}]
)
def test_kind_of_a_csv_is_named_or_stands_in_the_name(admin: Caller, params: dict[str, str]) -> None:
    send(admin, plan_file(people=0, shifts=0))

    answer = send(admin, PEOPLE, **params)

    assert (answer.status_code, created(answer)) == (200, {"collaborator": 2})
    assert names(admin) == ["Noé", "Zoé"]


def test_csv_of_unknown_kind_is_refused(admin: Caller) -> None:
    answer = send(admin, PEOPLE, file_name="export.csv")

    assert faults_of(answer) == {"export.csv": "unknown_kind_of_file"}


def test_dry_run_says_what_would_happen_and_writes_nothing(admin: Caller) -> None:
    good = send(admin, plan_file(), dry_run=True)
    bad = send(admin, {"sites": [{"external_ref": "hall", "name": "Hall"}]}, dry_run=True)

    assert (good.status_code, good.json()["written"], good.json()["dry_run"]) == (200, False, True)
    assert created(good)["shift"] == 3
    assert (bad.status_code, bad.json()["refused"], bad.json()["fault_count"]) == (200, True, 1)
    assert (names(admin), admin.get("/audit").json()["items"][1:]) == ([], [])


def test_faults_refuse_the_whole_file_and_say_where_they_stand(admin: Caller) -> None:
    send(admin, plan_file(people=0, shifts=0))

    answer = send(admin, PEOPLE + "p3;;steward\np4;Léa;pilote\n", file_name="people.csv")

    account = answer.json()["account"]
    assert (answer.status_code, kind_of(answer)) == (422, "import-refused")
    assert answer.json()["detail"] == "Nothing was written. Rows at fault: 2; new hard conflicts: 0."
    assert [(f["file"], f["line"], f["column"], f["value"], f["reason"]) for f in account["faults"]] == [
        ("people.csv", 4, "nom", None, "is needed"),
        ("people.csv", 5, "fonctions", "pilote", "there is no such role"),
    ]
    assert (account["written"], account["refused"]) == (False, True)
    assert names(admin) == []


def test_good_rows_come_in_alone_where_that_is_wished(admin: Caller) -> None:
    send(admin, plan_file(people=0, shifts=0))

    answer = send(admin, PEOPLE + "p3;;steward\n", kind="people", keep_good=True)

    count = answer.json()["counts"]["collaborator"]
    assert (answer.status_code, answer.json()["written"]) == (200, True)
    assert (count["created"], count["refused"], answer.json()["fault_count"]) == (2, 1, 1)
    assert names(admin) == ["Noé", "Zoé"]


DOUBLE: dict[str, Any] = {
    "shifts": [shift_row(0), shift_row(0, external_ref="s0b")],
    "assignments": [{"shift": ref, "collaborator": "p0"} for ref in ("s0", "s0b")],
}


def test_hard_conflict_refuses_an_import_unless_the_plan_is_taken_as_it_is(
    admin: Caller, caller: CallerOf
) -> None:
    send(admin, plan_file(shifts=0))
    plan = {**plan_file(shifts=0), **DOUBLE}

    refused = send(admin, plan)
    planner = send(caller("planner"), DOUBLE, as_is=True)
    taken = send(admin, plan, as_is=True)

    (fault,) = refused.json()["account"]["faults"]
    assert (refused.status_code, kind_of(planner)) == (422, "forbidden")
    assert (fault["path"], fault["code"]) == ("assignments[1]", "double_booking")
    assert refused.json()["account"]["blocking_count"] == 1
    assert (taken.status_code, taken.json()["conflicts"][0]["rule"]) == (200, "double_booking")


@pytest.mark.parametrize(("role", "status"), [("member", 403), ("viewer", 403), ("planner", 200)])
def test_import_is_for_planners(admin: Caller, caller: CallerOf, role: str, status: int) -> None:
    send(admin, plan_file())
    person = admin.get("/collaborators").json()["items"][0]["collaborator"]["id"]

    answer = send(caller(role, person if role == "member" else None), {"shifts": [shift_row(9)]})

    assert answer.status_code == status


def test_reference_data_is_for_administrators(caller: CallerOf) -> None:
    answer = send(caller("planner"), plan_file())

    assert (answer.status_code, kind_of(answer)) == (403, "forbidden")


@pytest.mark.parametrize(
    ("content", "content_type", "params", "path", "code"),
    [
        ("", "text/csv", {"kind": "people"}, "import.csv:1", "no_header"),
        ('matricule;nom\np1;"Zoé', "text/csv", {"kind": "people"}, "import.csv:2", "malformed_csv"),
        ("matricule;nom;couleur\n", "text/csv", {"kind": "people"}, "import.csv:1", "unknown_column"),
        (b"nom\nZo\xe9\n", "text/csv", {"kind": "people"}, "import.csv:2", "wrong_encoding"),
        ("nom\n".encode("utf-16"), "text/csv", {"kind": "people"}, "import.csv", "utf_16"),
        (
            b"nom\n",
            "text/csv; charset=klingon",
            {"kind": "people"},
            "header.content-type",
            "unknown_encoding",
        ),
        ("nom\n", "text/csv", {"kind": "cats"}, "query.kind", "not_allowed"),
        ('{"sites": [{]}', "application/json", {}, "import.json:1", "malformed_json"),
        ('{"cats": []}', "application/json", {"file_name": "a/b.json"}, "b.json:1", "unknown_section"),
    ],
)
def test_file_at_fault_as_a_whole_is_refused_under_its_own_name(
    admin: Caller, content: str | bytes, content_type: str, params: dict[str, str], path: str, code: str
) -> None:
    answer = send(admin, content, content_type, **params)

    assert faults_of(answer) == {path: code}
    assert "/tmp" not in answer.text  # noqa: S108 - looked for, not written to


def test_file_in_another_encoding_says_so(admin: Caller) -> None:
    answer = send(
        admin, "matricule;nom\np1;Zoé\n".encode("cp1252"), "text/csv; charset=windows-1252", kind="people"
    )

    assert (answer.status_code, names(admin)) == (200, ["Zoé"])


@pytest.mark.parametrize("content_type", ["application/zip", "multipart/form-data; boundary=x", "nonsense"])
def test_other_types_of_content_are_refused(admin: Caller, content_type: str) -> None:
    answer = send(admin, b"PK", content_type)

    assert (answer.status_code, kind_of(answer)) == (415, "unsupported-media-type")
    assert answer.json()["detail"] == (
        "Send the file as text/csv, application/json, text/calendar or "
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet (XLSX)."
    )


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_workbook_comes_in_and_its_faults_name_the_cell(admin: Caller) -> None:
    send(admin, plan_file(shifts=0))
    head = ("matricule", "nom", "fonctions")
    good = b"".join(xlsx_pieces({"people": [head, ("q1", "Noé", "steward")]}))
    bad = b"".join(xlsx_pieces({"people": [head, ("q2", "Zoé", "cook")]}))

    taken = send(admin, good, XLSX)
    refused = send(admin, bad, XLSX, file_name="équipe.xlsx")
    none = send(admin, b"PK", XLSX, file_name="équipe.xlsx")

    assert (taken.status_code, created(taken)) == (200, {"collaborator": 1})
    (fault,) = refused.json()["account"]["faults"]
    assert (refused.status_code, fault["file"], fault["line"], fault["path"], fault["cell"]) == (
        422, "équipe.xlsx", 2, "people", "C2",
    )  # fmt: skip
    assert faults_of(none) == {"équipe.xlsx": "malformed_xlsx"}


def test_calendar_comes_in_for_those_who_attend_or_the_person_named(admin: Caller) -> None:
    send(admin, plan_file(shifts=0))
    text = calendar("UID:1|DTSTART;VALUE=DATE:20250303")

    named = send(admin, text, "text/calendar; charset=utf-8", person="Person 0")
    again = send(admin, text, "text/calendar", person="p0")
    nobody = send(admin, text, "text/calendar")

    assert (created(named), created(again)) == ({"availability": 1}, {"availability": 0})
    assert (nobody.status_code, nobody.json()["account"]["faults"][0]["code"]) == (422, "nobody_named")


def test_repeat_under_a_key_is_done_once(admin: Caller) -> None:
    first, again = (send(admin, plan_file(), key="k") for _ in range(2))
    dry, dry_again = (send(admin, plan_file(), key="d", dry_run=True) for _ in range(2))
    refused, refused_again = (send(admin, {"sites": [{}]}, key="r") for _ in range(2))

    assert created(first)["shift"] == created(again)["shift"] == 3
    assert again.headers["Idempotency-Replayed"] == "true"
    assert dry.json() == dry_again.json()
    assert refused.status_code == refused_again.status_code == 422
    assert refused.json()["account"] == refused_again.json()["account"]


def test_account_has_the_shape_of_its_contract(admin: Caller) -> None:
    send(admin, plan_file(shifts=0))

    done = send(admin, {**plan_file(shifts=0), **DOUBLE}, as_is=True).json()
    refused = send(admin, {"sites": [{}]}).json()

    assert ImportAnswer.model_validate(done).model_dump(mode="json") == done
    parsed = Problem.model_validate(refused)
    assert parsed.model_dump(mode="json", by_alias=True, exclude_unset=True) == refused


def test_sentences_are_in_french_where_asked_for(admin: Caller) -> None:
    answer = send(admin.speaking("fr"), {"sites": [{"external_ref": "hall", "name": "Hall"}]})

    assert [fault["reason"] for fault in answer.json()["account"]["faults"]] == ["est obligatoire"]
    assert answer.json()["title"] == "Import refusé"


def test_stranger_imports_nothing(client: TestClient) -> None:
    answer = client.post(f"{PREFIX}/import", content=b"{}", headers={"Content-Type": "application/json"})

    assert answer.status_code == 401
