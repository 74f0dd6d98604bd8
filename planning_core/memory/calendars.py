"""Calendar tokens in memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import attrs

from planning_core.memory.state import State
from planning_core.ports.calendars import CalendarToken


class InMemoryCalendarStore:
    """Tokens in a dict by person."""

    def __init__(self, state: State) -> None:
        self._calendars = state.calendars

    def put(self, token: CalendarToken) -> None:
        """Keep a token in the place of the person's earlier one."""
        self._calendars[token.collaborator_id] = token

    def get(self, collaborator_id: str) -> CalendarToken | None:
        """The person's token."""
        return self._calendars.get(collaborator_id)

    def by_digest(self, digest: str) -> CalendarToken | None:
        """The token with that digest."""
        return next((one for one in self._calendars.values() if one.digest == digest), None)

    def remove(self, collaborator_id: str) -> None:
        """Drop the person's token, if there is one."""
        self._calendars.pop(collaborator_id, None)

    def note_use(self, collaborator_ids: Collection[str], at: datetime) -> None:
        """Note that these people's tokens were used then."""
        for token in [self._calendars[one] for one in collaborator_ids if one in self._calendars]:
            if token.last_used_at is None or token.last_used_at < at:
                self._calendars[token.collaborator_id] = attrs.evolve(token, last_used_at=at)
