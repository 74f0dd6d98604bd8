"""Records about a plan, with no field left at its default."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from planning_core.domain.conflict import Conflict
from planning_core.domain.history import PlanningChange, Publication, PublishedShift, RuleSetting
from planning_core.domain.job import AutoAssignRequest, Coverage, Job, Proposal, UnfilledSeat
from planning_core.domain.principal import Limits
from planning_core.domain.reference import Severity
from planning_core.domain.work import Assignment, Shift
from planning_core.ports.calendars import CalendarToken
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.requests import AnsweredRequest
from planning_core.ports.sessions import BrowserSession, SignInCode
from planning_core.ports.tokens import AccessToken
from tests.ports.plan_data import DAY, FULL, HOUR, START, a_shift

SHIFT = next(entity for entity in FULL if isinstance(entity, Shift))
ASSIGNMENT = next(entity for entity in FULL if isinstance(entity, Assignment))


def a_conflict(subject: str, start: datetime = START, hours: int = 8, **fields: Any) -> Conflict:
    """A conflict of that subject with the least said."""
    least: dict[str, Any] = {
        "type": Severity.SOFT,
        "rule": "undesired_time",
        "owner": "person",
        "details": {},
        "shift_ids": (),
        "assignment_ids": (),
        "collaborator_ids": (),
        "excess": 0,
    }
    span = {"starts_at": start, "ends_at": start + hours * HOUR}
    return Conflict(subject=(subject,), **{**least, **span, **fields})


CONFLICT = Conflict(
    type=Severity.HARD,
    rule="double_booking",
    owner="person",
    details={"found": 3, "limit": 1.5, "unit": "h", "days": ["2026-03-02"], "more": {"é": None}},
    shift_ids=("shift", "other"),
    assignment_ids=("assignment", "b"),
    collaborator_ids=("person",),
    starts_at=START,
    ends_at=START + HOUR,
    subject=("person", "2026-W10"),
    excess=90,
    overridden=True,
)

CHANGE = PlanningChange(
    id="change",
    entity="shift",
    entity_id="shift",
    user_id="ada",
    action="update",
    before={"note": None, "list": [1, "é"]},
    after={"note": "x", "list": []},
    timestamp=START,
    request_id="req-1",
)

PUBLICATION = Publication(
    id="publication",
    number=1,
    starts_at=START,
    ends_at=START + DAY,
    site_ids=("site",),
    mission_ids=("mission", "m2"),
    user_id="pia",
    published_at=START + HOUR,
    note="Week 10",
    snapshot=(PublishedShift(shift=SHIFT, assignments=(ASSIGNMENT,)), PublishedShift(shift=a_shift("bare"))),
    removed_shift_ids=("gone",),
)

SETTING = RuleSetting(
    id="min_rest", active=False, severity=Severity.SOFT, parameters={"minutes": 700}, version=3
)

EVENT = OutgoingEvent(topic="plan", payload={"ids": ["é", 1], "none": None}, at=START)

JOB = Job(
    id="job",
    request=AutoAssignRequest(
        starts_at=START,
        ends_at=START + DAY,
        site_ids=("site",),
        mission_ids=("mission",),
        shift_ids=("shift",),
        time_limit_seconds=5,
        seed=42,
        options={"rounds": 3},
    ),
    fingerprint="f",
    user_id="paul",
    status="running",
    progress=0.375,
    coverage=Coverage(wanted=4, filled=3),
    objective=-12.5,
    bound=-20.0,
    terms={"missing": 1000.0, "soft": 2.5},
    terms_by_person={"person": {"soft": 2.5}},
    best=(("shift", "person"), ("other", "person")),
    worked_seconds=2.5,
    proposals=(
        Proposal(
            assignment_id="a", shift_id="shift", collaborator_id="person", score=0.5, reasons={"skill": 1}
        ),
    ),
    unfilled=(UnfilledSeat(shift_id="other", missing=2, reasons=({"rule": "absence", "count": 3},)),),
    error="none yet",
    created_at=START,
    started_at=START + HOUR,
    finished_at=START + 2 * HOUR,
    attempts=2,
    worker="w1",
    heartbeat_at=START + HOUR,
    cancel_requested=True,
)

CALENDAR = CalendarToken(
    collaborator_id="person", digest="c" * 64, user_id="desk", created_at=START, last_used_at=START + DAY
)
TOKEN = AccessToken(
    id="token",
    name="Zoé's phone",
    role="member",
    digest="d" * 64,
    collaborator_id="person",
    created_at=START,
    expires_at=START + 30 * DAY,
    revoked_at=START + 20 * DAY,
    last_used_at=START + HOUR,
)

CODE = SignInCode(
    digest="c" * 64,
    name="Zoé",
    role="member",
    collaborator_id="person",
    limits=Limits(site_ids=("hall",), team_ids=("crew", "guard")),
    expires_at=START + HOUR,
    used_at=START,
)

SESSION = BrowserSession(
    digest="s" * 64,
    name="Zoé's phone",
    role="member",
    collaborator_id="person",
    token_id="token",
    subject="u-4711",
    provider_session="sign-in 1",
    created_at=START,
    expires_at=START + HOUR,
)

ANSWER = AnsweredRequest(
    user_id="ada",
    key="key-1",
    digest="d",
    status=201,
    headers=(("ETag", '"1"'), ("Location", "/x")),
    body=b"\x00\xff{}",
    answered_at=START,
)
