"""Stored events as pages are told them: in server-sent-event form, with what the caller may know."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import attrs
from fastapi.sse import format_sse_event

from entrypoints.api.rendering import Record, encoded
from planning_core.domain.record import encode
from planning_core.ports.events import OutgoingEvent

MOST_CHANGES = 200
"""Changes that one event lists; who is told of more reads everything again anyway."""

Payload = Mapping[str, Any]


def message(event: str, data: Record, number: int) -> bytes:
    """One event as it goes over the wire; a page that comes back names the number of the last one it saw."""
    return format_sse_event(data_str=encoded(data).decode(), event=event, id=str(number))


@attrs.frozen
class ToldEvent:
    """A stored event with its messages, each made once for all who are told."""

    event: OutgoingEvent

    @property
    def number(self) -> int:
        """Its place in the row of events."""
        return self.event.sequence

    @cached_property
    def whole(self) -> bytes:
        """The message for readers of the plan; nothing where a page has no use for it."""
        shape = _SHAPES.get(self.event.topic)
        if shape is None:
            return b""
        data = {"sequence": self.number, "at": encode(self.event.at), **shape(self.event.payload)}
        return message(self.event.topic, data, self.number)

    @cached_property
    def scant(self) -> bytes:
        """The message for a member: that the plan changed, neither who did it nor what it was."""
        if not self.event.topic.startswith("plan."):
            return b""
        return message("plan.changed", {"sequence": self.number}, self.number)

    @cached_property
    def of_part(self) -> bytes:
        """The message for who is kept to a part of the plan: that it changed, and how far jobs are."""
        return self.scant or self.whole

    @property
    def ends_access(self) -> bool:
        """Whether it may have ended somebody's access: a token was made or revoked."""
        return any(change["entity"] == "token" for change in self.event.payload.get("changes", ()))


def _plan_changed(payload: Payload) -> Record:
    changes = payload["changes"]
    return {
        "user_id": payload["user_id"],
        "request_id": payload["request_id"],
        "changes": changes[:MOST_CHANGES],
        "truncated": len(changes) > MOST_CHANGES,
    }


_SHAPES: Mapping[str, Callable[[Payload], Record]] = {
    "plan.changed": _plan_changed,
    "plan.checked": dict,
    "plan.reset": dict,
    "job.changed": dict,
}
