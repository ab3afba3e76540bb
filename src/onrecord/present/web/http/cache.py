"""Keeps responses until the record changes: those of requests that are costly, and of pages with long counts."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from starlette.responses import Response

from onrecord.present.web.http.connection import RecordConnection
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.record import Record

MOST_PAGES = 128
MOST_BYTES = 32 * 1024 * 1024  # of all that are kept


@dataclass(frozen=True, slots=True)
class RenderedResponse:
    """A response as plain values, which processes can hand to each other."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes

    @classmethod
    def of(cls, response: Response) -> RenderedResponse:
        """Take the values of a response whose body is not streamed."""
        return cls(response.status_code, tuple(response.raw_headers), bytes(response.body))

    def response(self) -> Response:
        """Return the response again."""
        response = Response(self.body, self.status)
        response.raw_headers = list(self.headers)
        return response


@dataclass(frozen=True, slots=True)
class RecordState:
    """Which file is open, and how often others have written to it."""

    record: Record
    version: int

    @classmethod
    def of(cls, connection: RecordConnection) -> RecordState | None:
        """Return the state of now, or None where the record cannot be read: the page itself says so."""
        try:
            record = connection.record()
            return cls(record, record.version())
        except RecordError:
            return None


class ResponseCache:
    """Holds responses by their addresses, each with the state of the record before it was made.

    The response asked for longest ago goes first. For one thread.
    """

    def __init__(self, most: int = MOST_PAGES, most_bytes: int = MOST_BYTES) -> None:
        self._most, self._most_bytes, self._bytes = most, most_bytes, 0
        self._responses: OrderedDict[str, tuple[RecordState, RenderedResponse]] = OrderedDict()

    def get(self, address: str, state: RecordState | None) -> RenderedResponse | None:
        """Return the response that was made of the record in this state."""
        made_in, response = self._responses.get(address, (None, None))
        if response is None or made_in != state:
            return None
        self._responses.move_to_end(address)
        return response

    def put(self, address: str, state: RecordState | None, response: RenderedResponse) -> None:
        """Keep a response, unless it tells of a failure or would take the place of all others."""
        if state is None or response.status != 200 or len(response.body) > self._most_bytes:
            return
        self._drop(address)
        self._responses[address] = (state, response)
        self._bytes += len(response.body)
        while len(self._responses) > self._most or self._bytes > self._most_bytes:
            self._drop(next(iter(self._responses)))

    def _drop(self, address: str) -> None:
        _, response = self._responses.pop(address, (None, None))
        self._bytes -= len(response.body) if response else 0
