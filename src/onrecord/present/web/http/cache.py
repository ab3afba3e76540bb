"""Pages that took long to make, kept while the record stays as it is: for whoever asks again, or asks for the data."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request

from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.record import Record

Build = Callable[[Shelf, Request], Page]
_Key = tuple[str, ...]

_LONG = 0.2  # seconds that a page took from which on it is kept
_MOST = 64  # pages


@dataclass(frozen=True, slots=True)
class _State:
    """A record as it stands: which file is open, and how often others have written to it."""

    record: Record
    version: int


class Kept:
    """Makes pages, or gives those that it has kept; threads may share it."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._turn = threading.Lock()
        self._pages: OrderedDict[_Key, tuple[_State, Page]] = OrderedDict()

    def page(self, path: str, build: Build, request: Request) -> Page:
        """Return the page that `build` makes of a request for a path, with the parameters that it has."""
        asked = (path, *map(str, request.path_params.values()), request.url.query)
        state = self._state()
        with self._turn:
            kept = self._pages.get(asked)
        if kept and kept[0] == state:
            return kept[1]
        start = time.monotonic()
        page = build(self._shelf, request)
        if state and time.monotonic() - start >= _LONG:
            self._keep(asked, state, page)
        return page

    def _state(self) -> _State | None:
        """Return the state before a page is made: what is written meanwhile makes it old at once."""
        try:
            record = self._shelf.record()
            return _State(record, record.version())
        except RecordError:  # the page itself says so
            return None

    def _keep(self, asked: _Key, state: _State, page: Page) -> None:
        with self._turn:
            self._pages[asked] = (state, page)
            self._pages.move_to_end(asked)
            while len(self._pages) > _MOST:
                self._pages.popitem(last=False)
