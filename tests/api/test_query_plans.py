"""Every query of the product finds shifts and assignments by an index, in a plan of 200,000 assignments.

The product is exercised on a small organization; each statement that it sent is then put to the planner of
the database for a large organization beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from time import monotonic
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from sqlalchemy.engine import Engine

from adapters.sql import SqlDatabase
from adapters.sql.prepared import Prepared
from adapters.sql.unit_of_work import WRITES
from entrypoints.api.app import create_app
from entrypoints.bootstrap import App, build_app
from entrypoints.settings import Settings
from planning_core.domain.time import micros
from planning_core.use_cases.rules_in_force import recheck
from planning_core.use_cases.run_auto_assign import run_auto_assign
from tests.api.conftest import secret_of
from tests.api.world import MARCH, Caller, Record, World

LARGE = "large organization"
SHIFTS, PEOPLE = 100_000, 1_000
START = datetime(2026, 1, 1, tzinfo=UTC)
SCANS = re.compile(r"(?:Seq Scan on|SCAN) (?:shift|assignment)\b")
Statement = tuple[str, Any]

MANY_SHIFTS = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {most})
INSERT INTO shift (organization_id, id, template_id, mission_id, site_id, role_id, starts_at, ends_at,
  break_minutes, status, headcount, required_skill_ids, changed_since_publication, ever_published, version)
SELECT '{organization}', {number}, 'template' || (i % 60), 'mission' || (i % 50), 'site' || (i % 20),
  'role' || (i % 20), {begins}, {ends}, 0, 'draft', 2, {nothing}, false, false, 1 FROM n"""
MANY_ASSIGNMENTS = """WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {most})
INSERT INTO assignment (organization_id, id, shift_id, collaborator_id, role_id, status, locked, source,
  changed_since_publication, version, starts_at, ends_at, stands_over)
SELECT '{organization}', {number} || k, {number}, {person}, 'role' || (i % 20), 'confirmed', false, 'manual',
  false, 1, {begins}, {ends}, true FROM n CROSS JOIN (SELECT 0 AS k UNION ALL SELECT 1) AS twice"""
CLEAR = (
    "DELETE FROM assignment WHERE organization_id = '{organization}'",
    "DELETE FROM shift WHERE organization_id = '{organization}'",
)


@pytest.fixture
def database(database: SqlDatabase) -> Iterator[SqlDatabase]:
    """A SQL database with the large organization in it, as long as the test lasts."""
    _run(database, MANY_SHIFTS, MANY_ASSIGNMENTS, "ANALYZE")
    yield database
    if not database.is_sqlite:
        _run(database, *CLEAR, "ANALYZE")


def test_no_query_reads_all_shifts_or_assignments(database: SqlDatabase, organization: str) -> None:
    settings = Settings(
        database_url=database.url.render_as_string(hide_password=False), organization=organization
    )
    app = build_app(settings)

    with watching() as seen:
        exercise(app)
    app.close()

    read = [one for one in seen.items() if re.search(r"\b(?:FROM|UPDATE) (?:shift|assignment)\b", one[0])]
    scans = list(scanning(database, organization, read))
    assert len(read) > 40
    assert scans == []


def _run(database: SqlDatabase, *statements: str) -> None:
    """Put statements to the database in its own words."""
    postgres = not database.is_sqlite
    begins = "CAST(:start AS timestamptz) + i * interval '315 s'" if postgres else ":start + i * 315000000"
    words = {
        "most": SHIFTS - 1,
        "organization": LARGE,
        "number": "lpad(i::text, 6, '0')" if postgres else "printf('%06d', i)",
        "person": f"CAST((2 * i + k) % {PEOPLE} AS text)",
        "begins": begins,
        "ends": begins + (" + interval '8 h'" if postgres else " + 28800000000"),
        "nothing": "'[]'::jsonb" if postgres else "'[]'",
    }
    start = {"start": START if postgres else micros(START)}
    with database.engine.connect().execution_options(**{WRITES: True}) as connection:
        for statement in statements:
            values = start if ":start" in (text := statement.format(**words)) else {}
            connection.execute(sa.text(text), values)
        connection.commit()


@contextmanager
def watching() -> Iterator[dict[str, Any]]:
    """Every statement sent meanwhile, with the values that it was first sent with."""
    seen: dict[str, Any] = {}

    def keep(_conn: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        seen.setdefault(statement, parameters[0] if many else parameters)

    encode = Prepared.encode

    def keep_prepared(prepared: Prepared, given: Mapping[str, Any]) -> list[bytes | None]:
        seen.setdefault(prepared.text, values := encode(prepared, given))
        return values

    sa.event.listen(Engine, "before_cursor_execute", keep)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prepared, "encode", keep_prepared)
        yield seen
    sa.event.remove(Engine, "before_cursor_execute", keep)


def scanning(
    database: SqlDatabase, organization: str, statements: list[Statement]
) -> Iterator[tuple[str, str]]:
    """Those statements that would read a whole table, each with the step that does."""
    explain = "EXPLAIN QUERY PLAN " if database.is_sqlite else "EXPLAIN "
    with database.engine.connect() as connection:
        for statement, parameters in statements:
            if isinstance(parameters, list):
                steps = prepared_steps(connection, statement, moved(parameters, organization))
            else:
                asked = connection.exec_driver_sql(explain + statement, moved(parameters, organization))
                steps = [str(row[-1]) for row in asked]
            yield from ((statement, step) for step in steps if SCANS.search(step))


def prepared_steps(connection: sa.Connection, statement: str, values: list[bytes | None]) -> list[str]:
    """The steps of a prepared statement, planned for these values and planned for any."""
    driver: Any = connection.connection.driver_connection
    assert driver.pgconn.prepare(b"asked", statement.encode()).status == 1
    connection.exec_driver_sql("SET LOCAL enable_seqscan = on")  # no matter what it costs is no answer
    quoted = ", ".join("NULL" if v is None else "'" + v.decode().replace("'", "''") + "'" for v in values)
    steps = []
    for mode in ("force_custom_plan", "force_generic_plan"):
        connection.exec_driver_sql(f"SET LOCAL plan_cache_mode = {mode}")
        execute = "EXPLAIN EXECUTE asked" + (f"({quoted})" if values else "")
        steps += [str(row[0]) for row in driver.execute(execute)]
    connection.exec_driver_sql("DEALLOCATE asked")
    return steps


def moved(parameters: Any, organization: str) -> Any:
    """The same values, asked of the large organization."""
    if isinstance(parameters, list):
        return [LARGE.encode() if value == organization.encode() else value for value in parameters]
    if isinstance(parameters, dict):
        return {name: LARGE if value == organization else value for name, value in parameters.items()}
    return tuple(LARGE if value == organization else value for value in parameters)


def exercise(app: App) -> None:
    """All that the product does with a plan, once."""
    admin = Caller(TestClient(create_app(app)), secret_of(app, "admin"))
    world = World(admin)
    member = Caller(TestClient(create_app(app)), secret_of(app, "member", world.anna))
    _write(world)
    _publish(world)
    _read(world, admin)
    _read_own(world, member)
    _job(world, app)
    _delete(world)
    with app.unit_of_work() as uow:
        recheck(uow=uow, clock=app.clock)
        uow.commit()


def _write(world: World) -> None:
    admin = world.admin
    template = admin.make("/shift-templates", world.template_body())
    shift = world.shift(3, required_skill_ids=[world.skill])
    other = world.shift(4)
    moved_one = world.assignment(shift["id"], override={"rules": ["missing_skill"], "reason": "Trained"})
    admin.put(f"/assignments/{moved_one['id']}", {**moved_one, "shift_id": other["id"], "override": None})
    admin.put(f"/shifts/{other['id']}", {**other, "starts_at": "2026-03-04T08:00:00+01:00"})
    world.assignment(world.shift(5)["id"], world.ben, status="rejected")
    leave = admin.make("/availability", world.leave_body(4))
    admin.make("/blackouts", {"site_id": world.site, **_period(6, 7), "severity": "soft", "reason": "Fire"})
    days = {"from": "2026-03-09", "to": "2026-03-16"}
    admin.post("/shifts/generate", {**days, "template_ids": [template["id"]]})
    admin.post("/shifts/copy", {**MARCH, "onto": "2026-04-01T00:00:00+02:00", "with_assignments": True})
    site, role = admin.get(f"/sites/{world.site}").json()["site"], admin.get(f"/roles/{world.role}").json()
    admin.put(f"/sites/{world.site}", {**site, "timezone": "Europe/London"})
    admin.put(f"/roles/{world.role}", {**role["role"], "required_skill_ids": [world.skill]})
    admin.put(f"/shift-templates/{template['id']}", {**template, "not_followed_by": [template["id"]]})
    admin.put(f"/missions/{world.mission}", world.mission_body(name="Big fair"))
    person = admin.get(f"/collaborators/{world.anna}").json()["collaborator"]
    admin.put(f"/collaborators/{world.anna}", {**person, "contract": {"weekly_minutes": 600}})
    rows = "external_ref;mission;site;role;start;end\n"
    admin.call("POST", "/import", content=rows.encode(), headers={"Content-Type": "text/csv"})
    preview = {"op": "delete", "entity": "availability", "id": leave["id"]}
    assert admin.post("/conflicts/preview", {"changes": [preview]}).status_code == 200
    swap = [
        {"op": "update", "entity": "shift", "id": one["id"], "data": {**one, "note": "moved"}}
        for one in (admin.get(f"/shifts/{shift['id']}").json()["shift"],)
    ]
    admin.post("/batch", {"changes": swap})
    admin.put("/rules/min_rest", {"parameters": {"minutes": 600}})


def _publish(world: World) -> None:
    scope = {**MARCH, "site_ids": [world.site], "mission_ids": [world.mission]}
    world.admin.post("/publish/preview", scope)
    world.admin.post("/publish", scope)
    world.admin.post("/publish/preview", MARCH)
    world.admin.post("/publish", MARCH)
    world.admin.get("/publications")
    world.admin.get("/publications/1/diff/1")
    world.admin.post("/publications/1/restore")


def _read(world: World, admin: Caller) -> None:
    window = {"from": MARCH["from"], "to": MARCH["to"]}
    filters: list[Record] = [
        {},
        window,
        {"site_id": world.site, **window},
        {"mission_id": world.mission, **window},
        {"role_id": world.role},
        {"collaborator_id": world.anna, **window},
        {"status": "draft", **window},
        {"template_id": world.mission},
        {"external_ref": "x"},
        {"shift_id": world.mission},
        {"source": "manual"},
    ]
    for path in ("/shifts", "/assignments", "/availability", "/timeline", "/rules", "/blackouts"):
        for some in filters:
            answer = admin.get(path, limit=1, **some).json()
            if answer.get("next"):
                admin.get(path, limit=1, cursor=answer["next"], **some)
    for shift in admin.get("/shifts", **window).json()["items"]:
        admin.get(f"/shifts/{shift['shift']['id']}/candidates")
    for conflict in admin.get("/rules", **window).json()["conflicts"][:20]:
        admin.post("/conflicts/repairs", {"fingerprint": conflict["fingerprint"]})
    admin.get("/rules", site_id=world.site, **window)
    admin.get("/audit")


def _read_own(world: World, member: Caller) -> None:
    for path in ("/shifts", "/assignments", "/timeline"):
        member.get(path, **MARCH)
    member.post("/availability", world.leave_body(20))


def _job(world: World, app: App) -> None:
    job_id = world.admin.post("/auto-assign/start", MARCH).json()["job_id"]
    run_auto_assign(
        job_id,
        worker="test",
        unit_of_work=app.unit_of_work,
        solver=app.solver,
        clock=app.clock,
        ids=app.ids,
        elapsed=monotonic,
    )
    world.admin.get(f"/auto-assign/status/{job_id}")
    world.admin.post(f"/auto-assign/accept/{job_id}", {})


def _delete(world: World) -> None:
    """What is in use and what is not, of every kind."""
    ids = {
        "/roles": world.role,
        "/skills": world.skill,
        "/sites": world.site,
        "/missions": world.mission,
        "/teams": world.team,
        "/collaborators": world.anna,
    }
    for path, one in ids.items():
        unused = world.admin.make(path, _copied(world, path, one))
        world.admin.delete(f"{path}/{one}")
        world.admin.delete(f"{path}/{unused['id']}")
    for path in ("/assignments", "/shifts", "/shift-templates", "/availability", "/blackouts"):
        for item in world.admin.get(path).json()["items"][:3]:
            found = next(value for key, value in item.items() if key != "conflicts")
            world.admin.delete(f"{path}/{found['id']}")


def _copied(world: World, path: str, one: str) -> Record:
    answer = world.admin.get(f"{path}/{one}").json()
    found: Record = next(value for key, value in answer.items() if key != "conflicts")
    return {**found, "name": "Nobody's"}


def _period(first: int, last: int) -> Record:
    return {"starts_at": f"2026-03-{first:02d}T00:00:00Z", "ends_at": f"2026-03-{last:02d}T00:00:00Z"}
