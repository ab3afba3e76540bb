"""Keeps the pages of routes that compare passages, until the record changes: they are dear to make."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.requests import Request

from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.record import Record

BuildPage = Callable[[RecordConnection, Request], Page]
MOST_PAGES = 128
_Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _RecordState:
    """Which file is open, and how often others have written to it."""

    record: Record
    version: int


class PageCache:
    """Makes pages, or gives those that it holds; threads may share it. The page asked for longest ago goes first."""

    def __init__(self, connection: RecordConnection, most: int = MOST_PAGES) -> None:
        self._connection, self._most = connection, most
        self._lock = threading.Lock()
        self._pages: OrderedDict[_Key, tuple[_RecordState, Page]] = OrderedDict()

    def page(self, path: str, build: BuildPage, request: Request) -> Page:
        """Return the page that `build` makes of a request for the route `path`; people and programs share it."""
        key = (path, *map(str, request.path_params.values()), request.url.query)
        state = self._state()
        held = self._held(key, state)
        if held:
            return held
        page = _made_once(build(self._connection, request))
        if state:
            self._hold(key, state, page)
        return page

    def _state(self) -> _RecordState | None:
        """Return the state before a page is made: what is written meanwhile makes the page old at once."""
        try:
            record = self._connection.record()
            return _RecordState(record, record.version())
        except RecordError:  # the page itself says so
            return None

    def _held(self, key: _Key, state: _RecordState | None) -> Page | None:
        with self._lock:
            made_in, page = self._pages.get(key, (None, None))
            if page is None or made_in != state:
                return None
            self._pages.move_to_end(key)
            return page

    def _hold(self, key: _Key, state: _RecordState, page: Page) -> None:
        with self._lock:
            self._pages[key] = (state, page)
            self._pages.move_to_end(key)
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


def _made_once(page: Page) -> Page:
    """Return a page whose view and data are each made when first asked for, and then kept."""
    linked_data = functools.cache(page.linked_data) if page.linked_data else None
    return replace(page, view=functools.cache(page.view), data=functools.cache(page.data), linked_data=linked_data)
