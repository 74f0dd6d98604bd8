"""`planning auto-assign`: fill the open seats of a period."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING, Annotated, Any

import typer

from entrypoints.cli.conflicts import show_conflicts
from entrypoints.cli.empty_seats import show_unfilled, unfilled_records
from entrypoints.cli.job_figures import figures, told_live
from entrypoints.cli.periods import FROM_HELP, TO_HELP, ids_of, window_of
from entrypoints.cli.session import DONE, REFUSED, Session, session_of, show, show_json
from planning_core.domain.job import AutoAssignRequest, Job, JobStatus
from planning_core.domain.record import to_record
from planning_core.errors import Fault, HardConflicts, InvalidInput, NotFound
from planning_core.use_cases.auto_assign import (
    accept_proposals,
    cancel_auto_assign,
    start_auto_assign,
)
from planning_core.use_cases.job_sentences import job_error_sentence

if TYPE_CHECKING:
    from entrypoints.bootstrap import App

_LOOK_SECONDS = 0.2
_SEARCH_SHARE = 0.5
"""Of the time limit: a job that ended sooner did not end for want of time."""


def add_to(app: typer.Typer) -> None:
    """Add the command."""
    app.command("auto-assign")(auto_assign)


def auto_assign(
    context: typer.Context,
    since: Annotated[str, typer.Option("--from", help=FROM_HELP)],
    until: Annotated[str, typer.Option("--to", help=TO_HELP)],
    site: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    mission: Annotated[list[str] | None, typer.Option(help="Reference, id or name; repeatable.")] = None,
    time_limit: Annotated[int, typer.Option(help="Seconds to search at most.", min=1, max=86_400)] = 60,
    seed: Annotated[int, typer.Option(help="The same seed and plan give the same answer.", min=0)] = 0,
    option: Annotated[
        list[str] | None,
        typer.Option(help="NAME=VALUE: a weight or another option of the search; repeatable."),
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="Confirm what is proposed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write the job as JSON.")] = False,
) -> None:
    """Propose people for the open seats of shifts that start in a period; Ctrl+C keeps the best so far."""
    session = session_of(context)
    with session.app() as app:
        with app.unit_of_work() as uow:
            window = window_of(since, until, uow)
            request = AutoAssignRequest(
                starts_at=window.start,
                ends_at=window.end,
                site_ids=ids_of("site", site or (), "--site", uow),
                mission_ids=ids_of("mission", mission or (), "--mission", uow),
                time_limit_seconds=time_limit,
                seed=seed,
                options=options_of(option or ()),
            )
            job, _ = start_auto_assign(
                request, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids
            )
            uow.commit()
        job = _run(app, job.id, session, quiet=as_json)
        code = _show(app, job, as_json, session)
        if accept and job.status is not JobStatus.FAILED:
            _accept(app, job, as_json, session)
    raise typer.Exit(code)


def options_of(given: Sequence[str]) -> dict[str, Any]:
    """Options of the search as they are typed: numbers, `true` and `false`, else words.

    Raises InvalidInput for what is no NAME=VALUE, or names an option twice.
    """
    found: dict[str, Any] = {}
    faults = []
    for text in given:
        name, equals, value = text.partition("=")
        if not name or not equals:
            faults.append(Fault("--option", text, "not_name_and_value"))
        elif name in found:
            faults.append(Fault("--option", text, "repeated"))
        else:
            found[name] = _value_of(value)
    if faults:
        raise InvalidInput(faults)
    return found


def _value_of(text: str) -> bool | int | float | str:
    if text in ("true", "false"):
        return text == "true"
    for number in (int, float):
        with suppress(ValueError):
            return number(text)
    return text


def _run(app: App, job_id: str, session: Session, *, quiet: bool) -> Job:
    """Run a job to its end, showing how it gets on."""

    thread = Thread(target=app.run_job, args=(job_id,), name="auto-assign")
    thread.start()
    try:
        with told_live(session, quiet=quiet) as tell:
            job = _watch(app, job_id, tell)
    except KeyboardInterrupt:
        with app.unit_of_work() as uow:
            cancel_auto_assign(job_id, principal=session.principal, uow=uow, clock=app.clock)
            uow.commit()
        job = _watch(app, job_id, lambda job, seconds: None)
    thread.join()
    return job


def _watch(app: App, job_id: str, tell: Callable[[Job, float], None]) -> Job:
    begun = time.monotonic()
    while True:
        with app.unit_of_work(writes=False) as uow:
            job = uow.jobs.get(job_id)
        if job is None:
            raise NotFound("job", job_id)
        tell(job, time.monotonic() - begun)
        if job.over:
            return job
        time.sleep(_LOOK_SECONDS)


def _show(app: App, job: Job, as_json: bool, session: Session) -> int:
    with app.unit_of_work(writes=False) as uow:
        if as_json:
            show_json({**_record(job), "unfilled": unfilled_records(job, session, uow)})
        else:
            show_unfilled(job, session, uow, why_not_tried(job, session))
            show(figures(job, session))
            if job.error:
                show(job_error_sentence(job.error, session.language))
    return DONE if job.status in (JobStatus.SUCCEEDED, JobStatus.CANCELLED) else REFUSED


def _record(job: Job) -> dict[str, Any]:
    record = to_record(job)
    record["job_id"] = record.pop("id")
    record["coverage"] = {**record["coverage"], "ratio": job.coverage.ratio}
    record["gap"] = job.gap
    for name in ("fingerprint", "attempts", "worker", "heartbeat_at", "cancel_requested", "best"):
        record.pop(name)
    return record


def why_not_tried(job: Job, session: Session) -> str:
    """Why nobody looked for reasons of an empty seat; empty where there was time: nobody was there to ask."""
    if job.status is JobStatus.CANCELLED:
        return session.say("not_tried_cancelled")
    ran = None if job.started_at is None or job.finished_at is None else job.finished_at - job.started_at
    out_of_time = ran is not None and ran.total_seconds() >= _SEARCH_SHARE * job.request.time_limit_seconds
    return session.say("not_tried_time") if out_of_time else ""


def _accept(app: App, job: Job, as_json: bool, session: Session) -> None:
    with app.unit_of_work() as uow:
        try:
            _, outcome = accept_proposals(
                job.id, None, principal=session.principal, uow=uow, clock=app.clock, ids=app.ids
            )
        except HardConflicts as error:
            show_conflicts(error.conflicts, session, uow)
            raise
        uow.commit()
    confirmed = sum(edit.entity == "assignment" for edit in outcome.edits)
    if as_json:
        session.note("accepted", n=confirmed)
    else:
        session.tell("accepted", n=confirmed)
