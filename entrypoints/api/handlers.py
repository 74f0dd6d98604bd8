"""From an error that was raised to the problem that the caller gets."""

from __future__ import annotations

from typing import cast

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from entrypoints.api.faults import faults_of
from entrypoints.api.languages import language_of
from entrypoints.api.metrics import Metrics
from entrypoints.api.problems import NEEDS_STORAGE, kind_of_problem, problem_record, problem_response
from entrypoints.api.refusals import Broken, MethodNotAllowed, NoSuchRoute
from entrypoints.api.rendering import Record, View
from entrypoints.bootstrap import App
from planning_core.errors import Fault, InvalidInput, PlanningError, Unavailable

_log = structlog.get_logger("planning.api")


def add_handlers(api: FastAPI) -> None:
    """Turn every error that is raised on purpose into its problem."""
    api.add_exception_handler(PlanningError, _refused)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _unrouted)


def _refused(request: Request, error: Exception) -> Response:
    known = cast(PlanningError, error)
    language = language_of(request.headers.get("accept-language"))
    metrics: Metrics = request.app.state.metrics
    metrics.refused(kind_of_problem(known).name)
    if isinstance(known, Unavailable):
        # Callers are told that it fails, operators what: the disk is full, the server gone.
        _log.warning("unavailable", what=known.what, reason=known.reason)
    return problem_response(known, _record(request, known, language))


def _record(request: Request, error: PlanningError, language: str) -> Record:
    request_id: str = request.state.request_id
    if not isinstance(error, NEEDS_STORAGE):
        return problem_record(error, language, request_id, None)
    app: App = request.app.state.planning
    try:
        with app.unit_of_work(writes=False) as uow:
            view = View(principal=request.state.principal, language=language, uow=uow)
            return problem_record(error, language, request_id, view)
    except PlanningError:
        return problem_record(error, language, request_id, None)


def _invalid(request: Request, error: Exception) -> Response:
    return _refused(request, InvalidInput(faults_of(cast(RequestValidationError, error).errors())))


def _unrouted(request: Request, error: Exception) -> Response:
    status = cast(HTTPException, error).status_code
    if status == 404:
        return _refused(request, NoSuchRoute(request.url.path))
    if status == 405:
        response = _refused(request, MethodNotAllowed(request.method))
        allowed = (cast(HTTPException, error).headers or {}).get("Allow")
        if allowed:
            response.headers["Allow"] = allowed
        return response
    if 400 <= status < 500:
        return _refused(request, InvalidInput([Fault("body", None, "invalid")]))
    return _refused(request, Broken())
