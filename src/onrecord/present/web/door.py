"""Stands before the pages: lets in requests for our own names, of bounded size, and no others."""

from __future__ import annotations

import re
from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.present.web import failures
from onrecord.present.web.respond import Page, Press

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LONGEST_PATH = 2_000
_LONGEST_QUERY = 8_000
_HOST = re.compile(r"(\[[0-9a-fA-F:.]*\]|[^:\[\]]*)(?::[0-9]*)?")


class Door:
    """Refuses other host names than `hosts` (None: serves any), for a name that an attacker points at this machine
    would let a foreign page read the record; and addresses that nobody needs."""

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, press: Press) -> None:
        self._app, self._hosts, self._press = app, hosts, press

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = self._refusal(scope) if scope["type"] == "http" else None
        await (self._app if page is None else self._answer(page))(scope, receive, send)

    def _refusal(self, scope: Scope) -> Page | None:
        if self._hosts is not None and _host(scope) not in self._hosts:
            way = "Open the address that the program showed when it was started, such as http://127.0.0.1:8765/."
            return failures.refused(421, "These pages are served to this machine only, under its own name.", way)
        if len(scope["query_string"]) > _LONGEST_QUERY or len(scope["path"]) > _LONGEST_PATH:
            return failures.refused(414, "The address is too long.", "Search for fewer words.")
        return None

    def _answer(self, page: Page) -> Response:
        return self._press.html(page)


def _host(scope: Scope) -> str:
    match = _HOST.fullmatch(Headers(scope=scope).get("host", ""))
    return match.group(1).lower() if match else ""
