"""One connection within bounds: its request comes, and its answer goes, in time, and there are so many at most."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

MOST_CONNECTIONS = 200
HEAD_SECONDS = 10.0  # for the head of a request, from the connection or the end of the answer before
LEAST_TAKEN = 16_384  # bytes of an answer that must be taken in that time
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n"
    b"Connection: close\r\n\r\nbusy\n"
)


class BoundedConnection(H11Protocol):
    """Cuts a connection that keeps the server waiting, and makes room for a new one by cutting the idlest.

    Of several, that of the peer with the most goes first, and the oldest of those.
    """

    _waits: asyncio.TimerHandle | None = None
    _unsent = 0

    @property
    def in_hand(self) -> bool:
        """Tell whether a request has come and is not answered yet."""
        return self.cycle is not None and not self.cycle.response_complete

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.since = self.loop.time()
        if not self._room_made():
            transport.write(_FULL)
            transport.close()
        self._settle()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._settle()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._settle()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._settle()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._settle()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)
        self._stop_waiting()

    def _settle(self) -> None:
        """Start to count the seconds where the other side has to do something, else stop."""
        if self.in_hand and not self.flow.write_paused:
            self._stop_waiting()
        elif self._waits is None:
            self._wait()

    def _wait(self) -> None:
        self._unsent = self.transport.get_write_buffer_size()
        self._waits = self.loop.call_later(HEAD_SECONDS, self._end_of_patience)

    def _stop_waiting(self) -> None:
        if self._waits is not None:
            self._waits.cancel()
            self._waits = None

    def _end_of_patience(self) -> None:
        unsent = self.transport.get_write_buffer_size()
        if 0 < unsent <= self._unsent - LEAST_TAKEN:
            self._wait()
        else:
            self.transport.abort()

    def _room_made(self) -> bool:
        others = [each for each in self._open() if each is not self]
        if len(others) < MOST_CONNECTIONS:
            return True
        held = Counter(each.peer for each in others)
        idle = [each for each in others if not each.in_hand]
        if idle:
            max(idle, key=lambda each: (held[each.peer], -each.since)).transport.abort()
        return bool(idle)

    def _open(self) -> list[BoundedConnection]:
        own = (each for each in self.connections if isinstance(each, BoundedConnection))
        return [each for each in own if not each.transport.is_closing()]

    @property
    def peer(self) -> str:
        """Return the address of the other side, without its port."""
        return self.client[0] if self.client else ""
