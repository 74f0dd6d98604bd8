"""Everything that the in-memory database holds."""

from __future__ import annotations

import attrs

from planning_core.domain.audit_chain import StoredEntry
from planning_core.domain.conflict import Conflict
from planning_core.domain.history import Publication, RuleSetting
from planning_core.domain.job import Job
from planning_core.domain.kinds import KINDS, Entity
from planning_core.ports.calendars import CalendarToken
from planning_core.ports.events import OutgoingEvent
from planning_core.ports.history import DEFAULT_RULE_SET, DEFAULT_TIMEZONE
from planning_core.ports.requests import AnsweredRequest
from planning_core.ports.sessions import BrowserSession, SignInCode
from planning_core.ports.sinks import DeadLetter, SinkState
from planning_core.ports.tokens import AccessToken


def _tables() -> dict[str, dict[str, Entity]]:
    return {kind: {} for kind in KINDS}


@attrs.define
class State:
    """One organization's data. Its values never change, so a copy of its containers is a copy of it all."""

    entities: dict[str, dict[str, Entity]] = attrs.field(factory=_tables)
    conflicts: dict[str, Conflict] = attrs.field(factory=dict)
    audit: list[StoredEntry] = attrs.field(factory=list)
    publications: dict[int, Publication] = attrs.field(factory=dict)
    last_published: dict[str, int] = attrs.field(factory=dict)
    published_to: dict[str, dict[str, int]] = attrs.field(factory=dict)
    rule_set: str = DEFAULT_RULE_SET
    timezone: str = DEFAULT_TIMEZONE
    rule_settings: dict[str, RuleSetting] = attrs.field(factory=dict)
    checked_under: str | None = None
    events: list[OutgoingEvent] = attrs.field(factory=list)
    jobs: dict[str, Job] = attrs.field(factory=dict)
    tokens: dict[str, AccessToken] = attrs.field(factory=dict)
    calendars: dict[str, CalendarToken] = attrs.field(factory=dict)
    sessions: dict[str, BrowserSession] = attrs.field(factory=dict)
    sign_in_codes: dict[str, SignInCode] = attrs.field(factory=dict)
    requests: dict[tuple[str, str], AnsweredRequest] = attrs.field(factory=dict)
    sinks: dict[str, SinkState] = attrs.field(factory=dict)
    dead_letters: dict[tuple[str, int], DeadLetter] = attrs.field(factory=dict)

    def copy(self) -> State:
        """The same data in containers of its own."""
        return State(
            entities={kind: dict(table) for kind, table in self.entities.items()},
            conflicts=dict(self.conflicts),
            audit=list(self.audit),
            publications=dict(self.publications),
            last_published=dict(self.last_published),
            published_to={person: dict(shifts) for person, shifts in self.published_to.items()},
            rule_set=self.rule_set,
            timezone=self.timezone,
            rule_settings=dict(self.rule_settings),
            checked_under=self.checked_under,
            events=list(self.events),
            jobs=dict(self.jobs),
            tokens=dict(self.tokens),
            calendars=dict(self.calendars),
            sessions=dict(self.sessions),
            sign_in_codes=dict(self.sign_in_codes),
            requests=dict(self.requests),
            sinks=dict(self.sinks),
            dead_letters=dict(self.dead_letters),
        )
