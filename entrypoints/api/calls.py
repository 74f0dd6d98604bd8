"""One call: who makes it, in which language, and the transaction that answers it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any

import attrs
from fastapi import Depends, Request
from starlette.responses import Response

from entrypoints.api.event_feed import EventFeed
from entrypoints.api.kept_answers import KeptAnswers
from entrypoints.api.languages import language_of
from entrypoints.api.metrics import Metrics
from entrypoints.api.problems import (
    NEEDS_STORAGE,
    kind_of_problem,
    problem_record,
    problem_response,
)
from entrypoints.api.refusals import KeyReused
from entrypoints.api.rendering import Record, View, encoded
from entrypoints.bootstrap import App
from planning_core.domain.principal import AccessRole, Principal
from planning_core.errors import Contended, Fault, InvalidInput, PlanningError, Unavailable
from planning_core.ports.requests import AnsweredRequest
from planning_core.ports.unit_of_work import UnitOfWork
from planning_core.use_cases.decide import Outcome

State = tuple[int, str, str, Principal]

REMEMBERED_FOR = timedelta(hours=24)
MOST_ATTEMPTS = 4
_KEY = re.compile(r"[\x21-\x7e](?:[\x20-\x7e]{0,198}[\x21-\x7e])?\Z")
_ETAG = re.compile(r'\s*(?:(\*)|"([1-9]\d{0,17}|0)")\s*\Z', re.ASCII)


@attrs.frozen(kw_only=True)
class Answer:
    """What a call came to.

    `repeat` is what a repeated request gets where that is not the same (a secret is shown once).
    `after_commit` runs when all is stored.
    """

    body: Record
    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict)
    repeat: Record | None = None
    after_commit: Callable[[], None] | None = None


@attrs.frozen(kw_only=True)
class Call:
    """A call with all that answering it takes; `expires_at` is when the caller's token or session ends."""

    app: App
    principal: Principal
    expires_at: datetime | None
    language: str
    request_id: str
    metrics: Metrics
    kept: KeptAnswers
    feed: EventFeed
    key: str | None
    digest: str
    path: str

    @property
    def writing(self) -> Mapping[str, Any]:
        """What every writing use case is given by keyword, but for the unit of work."""
        return {
            "principal": self.principal,
            "clock": self.app.clock,
            "ids": self.app.ids,
            "request_id": self.request_id,
        }

    def view(self, uow: UnitOfWork) -> View:
        """How this caller sees what is stored."""
        return View(principal=self.principal, language=self.language, uow=uow)

    def require(self, role: AccessRole, action: str) -> None:
        """Raise Forbidden unless the caller has that role or one that includes it."""
        self.principal.require(role, action)

    def read(self, action: Callable[[UnitOfWork], Answer]) -> Response:
        """Answer from storage, writing nothing."""
        with self.app.unit_of_work(writes=False) as uow:
            answer = action(uow)
        return Response(encoded(answer.body), answer.status, dict(answer.headers), "application/json")

    def read_list(self, action: Callable[[UnitOfWork], Answer]) -> Response:
        """Answer from storage, or what the same caller asked for before if nothing was written since."""
        with self.app.unit_of_work(writes=False) as uow:
            body = self._kept(self._state_of(uow), action, uow)
        return Response(body, 200, media_type="application/json")

    def read_tagged(
        self, action: Callable[[UnitOfWork], Answer], if_none_match: str | None, *, form: int
    ) -> Response:
        """`read_list` under an ETag: who shows it again while nothing was written gets a 304.

        `form` is the number of the answer's form, so that a page kept from an older version is not taken
        for one of this.
        """
        with self.app.unit_of_work(writes=False) as uow:
            state = self._state_of(uow)
            tag = hashlib.sha256(repr((form, state)).encode()).hexdigest()[:32]
            headers = {"ETag": f'W/"{tag}"', "Cache-Control": "private, no-cache"}
            if names_tag(if_none_match, tag):
                return Response(None, 304, {**headers, "Vary": "Accept-Language"})
            body = self._kept(state, action, uow)
        return Response(body, 200, headers, "application/json")

    def _state_of(self, uow: UnitOfWork) -> State:
        """What an answer to this call depends on.

        Every write stores an event with what it writes, so the newest event's number stands for all of it.
        """
        return uow.events.last_sequence(), self.digest, self.language, self.principal

    def _kept(self, state: State, action: Callable[[UnitOfWork], Answer], uow: UnitOfWork) -> bytes:
        number, *asked = state
        body = self.kept.get(number, tuple(asked))
        if body is None:
            body = encoded(action(uow).body)
            self.kept.put(number, tuple(asked), body)
        return body

    def write(self, action: Callable[[UnitOfWork], Answer]) -> Response:
        """Answer by writing, in one transaction; under an Idempotency-Key it is done once.

        A refusal is remembered too, so that a repeat is told what the first was told. Where the database gave
        the transaction up for another's sake, all of it is done again, a few times at most.
        """
        for _ in range(MOST_ATTEMPTS - 1):
            try:
                return self._write(action)
            except Contended:
                continue
        return self._write(action)

    def _write(self, action: Callable[[UnitOfWork], Answer]) -> Response:
        try:
            with self.app.unit_of_work() as uow:
                known = self._recalled(uow)
                if known is not None:
                    return known
                answer = action(uow)
                response = Response(
                    encoded(answer.body), answer.status, dict(answer.headers), "application/json"
                )
                self._remember(uow, response, answer.repeat)
                uow.commit()
        except PlanningError as error:
            if self.key is None or isinstance(error, Unavailable | KeyReused):
                raise
            return self._refuse(error)
        self.feed.wake()
        if answer.after_commit is not None:
            answer.after_commit()
        return response

    def check(self, action: Callable[[UnitOfWork], Answer]) -> Response:
        """Answer a POST that writes nothing of the plan; under an Idempotency-Key the answer is kept."""
        return self.read(action) if self.key is None else self.write(action)

    def count(self, outcome: Outcome) -> None:
        """Note in the figures what a write brought about."""
        self.metrics.found(outcome.new_conflicts)

    def _refuse(self, error: PlanningError) -> Response:
        with self.app.unit_of_work() as uow:
            known = self._recalled(uow)
            if known is not None:
                return known
            view = self.view(uow) if isinstance(error, NEEDS_STORAGE) else None
            record = problem_record(error, self.language, self.request_id, view)
            response = problem_response(error, record)
            self._remember(uow, response, None)
            uow.commit()
        self.metrics.refused(kind_of_problem(error).name)
        return response

    def _recalled(self, uow: UnitOfWork) -> Response | None:
        if self.key is None:
            return None
        since = self.app.clock.now() - REMEMBERED_FOR
        known = uow.requests.recall(self.principal.user_id, self.key, since)
        if known is None:
            return None
        if known.digest != self.digest:
            raise KeyReused(self.key)
        headers = {**dict(known.headers), "Idempotency-Replayed": "true"}
        return Response(known.body, known.status, headers)

    def _remember(self, uow: UnitOfWork, response: Response, repeat: Record | None) -> None:
        if self.key is None:
            return
        kept = ("content-type", "etag", "location", "retry-after")
        uow.requests.remember(
            AnsweredRequest(
                user_id=self.principal.user_id,
                key=self.key,
                digest=self.digest,
                status=response.status_code,
                headers=tuple((k, response.headers[k]) for k in kept if k in response.headers),
                body=bytes(response.body) if repeat is None else encoded(repeat),
                answered_at=self.app.clock.now(),
            )
        )


async def call_of(request: Request) -> Call:
    """The call that a request makes; its caller is known by now."""
    state = request.state
    body = await request.body()
    return Call(
        app=request.app.state.planning,
        metrics=request.app.state.metrics,
        kept=request.app.state.kept,
        feed=request.app.state.feed,
        principal=state.principal,
        expires_at=state.expires_at,
        language=language_of(request.headers.get("accept-language")),
        request_id=state.request_id,
        key=_key_of(request),
        digest=_digest(request, body),
        path=request.url.path,
    )


CallDep = Annotated[Call, Depends(call_of)]


def _key_of(request: Request) -> str | None:
    key = request.headers.get("idempotency-key")
    if request.method != "POST" or key is None:
        return None
    if not _KEY.match(key):
        raise InvalidInput([Fault("header.idempotency-key", key, "broken_key")])
    return key


def _digest(request: Request, body: bytes) -> str:
    asked = f"{request.method} {request.url.path}?{request.url.query}\n".encode()
    return hashlib.sha256(asked + body).hexdigest()


def names_tag(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match header names that tag, weakly."""
    named = {one.strip().removeprefix("W/") for one in (header or "").split(",")}
    return not named.isdisjoint({"*", f'"{tag}"'})


def etag(version: int) -> dict[str, str]:
    """The header that carries a version."""
    return {"ETag": f'"{version}"'}


def expected_version(header: str | None) -> int | None:
    """The version that an If-Match header asks for; None: any.

    Raises InvalidInput for what is neither a version nor `*`.
    """
    if header is None:
        return None
    match = _ETAG.match(header)
    if match is None:
        raise InvalidInput([Fault("header.if-match", header, "broken_etag")])
    return None if match[1] else int(match[2])
