"""Connections of the HTTP server that wait for nobody for ever.

uvicorn bounds the head of a request in bytes, but not in time, and what it answers itself carries none of
our headers.
"""

from __future__ import annotations

import json
import socket
from asyncio import TimerHandle, Transport

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from entrypoints.api.middleware import EVERYWHERE, NOT_A_PAGE
from entrypoints.api.problems import MEDIA_TYPE, URN

HEAD_SECONDS = 10.0
"""For all of a request's head, from the connection or the answer before; and for the rest of a body that
came with a request which was answered already."""


class BoundedProtocol(H11Protocol):
    """HTTP/1.1, with a time by which a request must have said what it wants."""

    head_seconds = HEAD_SECONDS
    _given_up_at: TimerHandle | None = None

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Begin to wait; an answer's body does not wait for the other side to acknowledge its head."""
        super().connection_made(transport)
        connection = transport.get_extra_info("socket")
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            # asyncio does so by itself only where a socket says of itself that it is TCP.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came; a head that is whole ends the waiting, a part of one does not."""
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request, or for the rest of this one's body."""
        super().on_response_complete()
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or has too large a head, as a problem."""
        problem = {
            "type": f"{URN}malformed",
            "title": "Malformed request",
            "status": 400,
            "detail": "This is no HTTP request, or its head is too large.",
        }
        body = json.dumps(problem).encode()
        headers = [
            *EVERYWHERE,
            *NOT_A_PAGE,
            ("Content-Type", MEDIA_TYPE),
            ("Content-Length", str(len(body))),
            ("Connection", "close"),
        ]
        try:
            for event in (
                h11.Response(status_code=400, headers=headers, reason=b"Bad Request"),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                self.transport.write(self.conn.send(event))
        except h11.LocalProtocolError:
            pass  # an answer is under way already
        self.transport.close()

    def _watch(self) -> None:
        # Before the first request there is none, whatever its type says.
        answered = self.cycle is None or self.cycle.response_complete  # type: ignore[redundant-expr]
        if not answered or self.transport.is_closing():
            self._stop_waiting()
        elif self._given_up_at is None:
            self._given_up_at = self.loop.call_later(self.head_seconds, self._give_up)

    def _stop_waiting(self) -> None:
        if self._given_up_at is not None:
            self._given_up_at.cancel()
            self._given_up_at = None

    def _give_up(self) -> None:
        self._given_up_at = None
        if not self.transport.is_closing():
            self.transport.close()
