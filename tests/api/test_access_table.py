"""Every operation of the API by every caller, on their own half of the plan and on the other.

The operations come from the OpenAPI document: one without a line in the table fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs
import pytest
from fastapi.testclient import TestClient

from entrypoints.api.app import create_app
from entrypoints.bootstrap import App
from planning_core.domain.principal import Limits
from tests.api.conftest import secret_of
from tests.api.halves import Half, two_halves
from tests.api.world import MARCH, PREFIX, Caller, Record, World

Request = tuple[str, Record | None, Any]
"""Path, query and body."""

RANKS = ("viewer", "planner", "publisher", "admin")
LIMITED = {
    "viewer of Hall": "viewer",
    "planner of Hall": "planner",
    "publisher of Hall": "publisher",
    "planner of Crew": "planner",
}
CALLERS = ("anonymous", "stranger", "member", *RANKS, *LIMITED)


@attrs.frozen(kw_only=True)
class Line:
    """What one operation asks of its callers.

    `least` is the role that it takes at least (`open`: nobody is asked who they are). A member may: `no`,
    `own` (what is theirs), `yes`. Whoever is kept to the Hall may, given the role: `all` (it is of no half,
    or tells of theirs alone), `part` (in their half), `site` (in their half, where they are kept to its
    site), `no`. `answers` is what it says to whom it lets in.
    """

    ask: Callable[[Half], Request]
    least: str
    member: str = "no"
    limited: str = "part"
    answers: tuple[int, ...] = (200,)
    headers: Record = attrs.field(factory=dict)

    def lets(self, caller: str, own: bool) -> bool:
        """Whether it lets that caller in, to their own half or the other."""
        if self.least == "open":
            return True
        if caller in ("anonymous", "stranger"):
            return False
        if caller == "member":
            return self.member == "yes" or (self.member == "own" and own)
        role = LIMITED.get(caller, caller)
        if RANKS.index(role) < RANKS.index(self.least):
            return False
        if caller not in LIMITED or self.limited == "all":
            return True
        return (self.limited in ("part", "site") and own) or (self.limited == "site" and "Crew" in caller)


def line(least: str, ask: Callable[[Half], Request], **more: Any) -> Line:
    """A line of the table."""
    return Line(ask=ask, least=least, **more)


def to(path: str, body: Any = None, **query: Any) -> Request:
    """A request."""
    return path, {k.rstrip("_"): v for k, v in query.items()} or None, body


def noun(
    path: str,
    body: Callable[[Half], Record],
    fixed: Callable[[Half], str] | None = None,
    *,
    write: str = "admin",
    read: str = "all",
    part: str = "no",
    member: str = "no",
    member_writes: str = "no",
) -> dict[str, Line]:
    """The five lines of a noun; `fixed` is one that stands, where a new one will not do to be read."""

    def fresh(half: Half) -> Record:
        return half.admin.make(path, body(half))

    def read_one(half: Half) -> Request:
        return to(f"{path}/{fixed(half) if fixed else fresh(half)['id']}")

    def replace(half: Half) -> Request:
        made = fresh(half)
        return to(f"{path}/{made['id']}", made)

    reading = {"member": member, "limited": read}
    writing = {"member": member_writes, "limited": part}
    lists = {"member": "yes" if member == "own" else "no", "limited": "all"}
    return {
        f"GET {path}": line("viewer", lambda _: to(path), **lists),
        f"POST {path}": line(write, lambda half: to(path, body(half)), answers=(201,), **writing),
        f"GET {path}/{{id}}": line("viewer", read_one, **reading),
        f"PUT {path}/{{id}}": line(write, replace, **writing),
        f"DELETE {path}/{{id}}": line(write, lambda half: to(f"{path}/{fresh(half)['id']}"), **writing),
    }


def named(half: Half, word: str) -> Record:
    """A body with a name that nothing has."""
    half.made += 1
    return {"name": f"{word} {half.name} {half.made}"}


def scope(half: Half, **more: Any) -> Record:
    """March at the half's site."""
    return {**MARCH, "site_ids": [half.site], "mission_ids": [half.mission], **more}


def a_job(half: Half) -> str:
    """A job of the half's that is over."""
    half.made += 1
    started = half.admin.post("/auto-assign/start", scope(half, seed=half.made)).json()["job_id"]
    assert half.admin.post(f"/auto-assign/cancel/{started}").status_code == 200
    return str(started)


def a_conflict(half: Half) -> Record:
    """The fingerprint of a conflict that stands in the half."""
    conflicts = half.admin.get(f"/shifts/{half.shift['id']}").json()["conflicts"]
    return {"fingerprint": conflicts[0]["fingerprint"]}


def a_removal(half: Half) -> Record:
    """The removal of an assignment as a list of changes."""
    made = half.admin.make("/assignments", half.assignment_body())["id"]
    return {"changes": [{"op": "delete", "entity": "assignment", "id": made}]}


def a_template(half: Half) -> Record:
    """A week of a new template."""
    made = half.admin.make("/shift-templates", half.template_body())["id"]
    return {"from": "2026-04-06", "to": "2026-04-13", "template_ids": [made]}


def a_token(half: Half) -> Record:
    """A token to make."""
    return {**named(half, "token"), "role": "viewer"}


OUTSIDE = {"/healthz", "/readyz", "/metrics"}
"""Paths that are not under the API's prefix."""
OWN_WORK = {"write": "planner", "read": "part", "part": "part", "member": "own"}
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
TABLE: dict[str, Line] = {
    **noun("/skills", lambda half: named(half, "skill")),
    **noun("/roles", lambda half: named(half, "role")),
    **noun("/sites", lambda half: {**named(half, "site"), "timezone": "UTC"}),
    **noun("/teams", lambda half: named(half, "team")),
    **noun("/missions", Half.mission_body),
    **noun("/collaborators", Half.person_body),
    **noun("/blackouts", Half.blackout_body, lambda half: half.blackout["id"], read="site"),
    **noun(
        "/shift-templates",
        Half.template_body,
        lambda half: half.template["id"],
        write="planner",
        read="part",
        part="part",
    ),
    **noun("/shifts", Half.shift_body, lambda half: half.shift["id"], **OWN_WORK),
    **noun("/assignments", Half.assignment_body, lambda half: half.assignment["id"], **OWN_WORK),
    **noun(
        "/availability",
        Half.leave_body,
        lambda half: half.leave["id"],
        write="planner",
        part="part",
        member="own",
        member_writes="own",
    ),
    "GET /shifts/{id}/candidates": line("viewer", lambda half: to(f"/shifts/{half.shift['id']}/candidates")),
    "POST /shifts/generate": line(
        "planner", lambda half: to("/shifts/generate", a_template(half)), answers=(201,)
    ),
    "POST /shifts/copy": line(
        "planner", lambda half: to("/shifts/copy", scope(half, onto=MARCH["to"])), answers=(201,)
    ),
    "POST /batch": line("planner", lambda half: to("/batch", a_removal(half))),
    "POST /conflicts/preview": line("viewer", lambda half: to("/conflicts/preview", a_removal(half))),
    "POST /conflicts/repairs": line("viewer", lambda half: to("/conflicts/repairs", a_conflict(half))),
    "GET /timeline": line("viewer", lambda half: to("/timeline", **MARCH), member="yes", limited="all"),
    "GET /events": line("viewer", lambda half: to("/events"), member="yes", limited="all"),
    "GET /rules": line("viewer", lambda half: to("/rules", **MARCH), limited="all"),
    "GET /rules/{code}": line("viewer", lambda half: to("/rules/min_rest"), limited="all"),
    "PUT /rules/{code}": line("admin", lambda half: to("/rules/min_rest", {})),
    "POST /publish": line("publisher", lambda half: to("/publish", scope(half)), answers=(201,)),
    "POST /publish/preview": line("viewer", lambda half: to("/publish/preview", scope(half))),
    "GET /publications": line("viewer", lambda half: to("/publications"), limited="all"),
    "GET /publications/{number}": line("viewer", lambda half: to(f"/publications/{half.publication}")),
    "GET /publications/{number}/diff/{other}": line(
        "viewer", lambda half: to(f"/publications/{half.publication}/diff/1"), limited="all"
    ),
    "POST /publications/{number}/restore": line(
        "publisher", lambda half: to(f"/publications/{half.publication}/restore")
    ),
    "POST /auto-assign/start": line(
        "planner", lambda half: to("/auto-assign/start", scope(half)), answers=(202,)
    ),
    "GET /auto-assign/jobs": line("viewer", lambda half: to("/auto-assign/jobs"), limited="all"),
    "GET /auto-assign/status/{job_id}": line("viewer", lambda half: to(f"/auto-assign/status/{a_job(half)}")),
    "POST /auto-assign/cancel/{job_id}": line(
        "planner", lambda half: to(f"/auto-assign/cancel/{a_job(half)}")
    ),
    "POST /auto-assign/accept/{job_id}": line(
        "planner", lambda half: to(f"/auto-assign/accept/{a_job(half)}")
    ),
    "POST /import": line("planner", lambda half: to("/import", {"shifts": []}), limited="no"),
    "GET /audit": line("viewer", lambda half: to("/audit", limit=500), limited="all"),
    "GET /audit/verify": line("admin", lambda half: to("/audit/verify")),
    "GET /collaborators/{id}/calendar": line(
        "planner", lambda half: to(f"/collaborators/{half.person}/calendar"), member="own"
    ),
    "POST /collaborators/{id}/calendar": line(
        "planner",
        lambda half: to(f"/collaborators/{half.person}/calendar"),
        member="own",
        limited="no",
        answers=(201,),
    ),
    "DELETE /collaborators/{id}/calendar": line(
        "planner", lambda half: to(f"/collaborators/{half.person}/calendar"), member="own"
    ),
    "GET /calendars/{token}.ics": line("open", lambda half: to("/calendars/unknown.ics"), answers=(404,)),
    "GET /me": line("viewer", lambda half: to("/me"), member="yes", limited="all"),
    "GET /tokens": line("admin", lambda half: to("/tokens")),
    "POST /tokens": line("admin", lambda half: to("/tokens", a_token(half)), answers=(201,)),
    "DELETE /tokens/{token_id}": line(
        "admin",
        lambda half: to(f"/tokens/{half.admin.post('/tokens', a_token(half)).json()['token']['id']}"),
    ),
    "GET /session": line("open", lambda half: to("/session")),
    "POST /session": line(
        "open", lambda half: to("/session", {"token": half.admin.secret}), headers=SAME_ORIGIN
    ),
    "DELETE /session": line("open", lambda half: to("/session"), headers=SAME_ORIGIN, answers=(204,)),
    "POST /session/provider": line(
        "open", lambda half: to("/session/provider"), headers=SAME_ORIGIN, answers=(404,)
    ),
    "POST /session/provider/sign-out": line(
        "open", lambda half: to("/session/provider/sign-out"), answers=(404,)
    ),
    "GET /healthz": line("open", lambda half: to("/healthz")),
    "GET /readyz": line("open", lambda half: to("/readyz")),
    "GET /metrics": line("open", lambda half: to("/metrics")),
}


def caller_of(name: str, client: TestClient, app: App, own: Half) -> Caller:
    """Somebody of that name in the table."""
    if name == "anonymous":
        return Caller(client, None)
    if name == "stranger":
        return Caller(client, app.mint()[0])
    if name == "member":
        return Caller(client, secret_of(app, "member", own.person))
    of_team = name.endswith("Crew")
    limits = (
        Limits()
        if name in RANKS
        else Limits(site_ids=() if of_team else (own.site,), team_ids=(own.team,) if of_team else ())
    )
    return Caller(client, secret_of(app, LIMITED.get(name, name), limits=limits, name=name))


def outcome(status: int, one: Line) -> str:
    """What a status comes to."""
    if status in one.answers:
        return "let in"
    if status in (401, 403, 404):
        return "kept out"
    return f"answered {status}"


@pytest.mark.parametrize("name", CALLERS)
def test_every_operation_lets_in_whom_the_table_says(app: App, name: str) -> None:
    client = TestClient(create_app(app), raise_server_exceptions=False)
    own, foreign = two_halves(World(Caller(client, secret_of(app, "admin", name="installer"))))
    caller = caller_of(name, client, app, own)
    client.app.state.feed.stop()  # type: ignore[attr-defined] # streams of events end after their greeting

    wanted: dict[str, tuple[str, str]] = {}
    found: dict[str, tuple[str, str]] = {}
    told: list[str] = []
    for operation, one in TABLE.items():
        method, path = operation.split(" ")
        pair = []
        for half in (own, foreign):
            if one.least == "open" and path not in OUTSIDE:
                client.cookies.clear()
            asked, query, body = one.ask(half)
            answer = send(caller, client, method, asked, query, body, one)
            pair.append(outcome(answer.status_code, one))
            kept = name in LIMITED or name == "member"
            if kept and foreign.named_in(answer.text) - foreign.named_in(f"{asked} {body}"):
                told.append(operation if half is own else f"{operation} (asked about the other)")
        found[operation] = (pair[0], pair[1])
        sides = tuple("let in" if one.lets(name, is_own) else "kept out" for is_own in (True, False))
        wanted[operation] = (sides[0], sides[1])

    assert {k: v for k, v in found.items() if v != wanted[k]} == {}
    assert told == []


def send(
    caller: Caller, client: TestClient, method: str, path: str, query: Record | None, body: Any, one: Line
) -> Any:
    """The request, with the caller's token unless nobody is asked for it."""
    if path in OUTSIDE:
        return client.request(method, path)
    who = Caller(client, None) if one.least == "open" else caller
    return who.call(method, path, body, params=query, headers=one.headers)


def test_every_operation_of_the_document_has_its_line(app: App) -> None:
    document = TestClient(create_app(app)).get(f"{PREFIX}/openapi.json").json()

    operations = {
        f"{method.upper()} {path.removeprefix(PREFIX)}"
        for path, methods in document["paths"].items()
        for method in methods.keys() & {"get", "put", "post", "delete", "patch", "head", "options"}
    }

    assert operations == set(TABLE)
