"""Stands before the pages: lets in requests for our own names, of bounded size, with the token where one is asked."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.present.web.http import failures
from onrecord.present.web.http.responses import Page, Press, redirect

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LONGEST_PATH = 2_000
_LONGEST_QUERY = 8_000
_HOST = re.compile(r"(\[[0-9a-fA-F:.]*\]|[^:\[\]]*)(?::[0-9]*)?")


_COOKIE = "onrecord_token"
_BEARER = "Bearer "


class Door:
    """Refuses other host names than `hosts` (None: serves any), for a name that an attacker points at this machine
    would let a foreign page read the record; addresses that nobody needs; and whoever lacks `token`, if there is one.

    The token may come once in the address, and is kept in a cookie then, or with every request as a bearer token.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, press: Press, token: str | None = None) -> None:
        self._app, self._hosts, self._press, self._token = app, hosts, press, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._answer(Request(scope)) if scope["type"] == "http" else None
        await (answer or self._app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        """Return what to say instead of the page that is asked for, or None."""
        scope = request.scope
        if self._hosts is not None and _host(request) not in self._hosts:
            way = "Open the address that the program showed when it was started, such as http://127.0.0.1:8765/."
            refusal = failures.refused(421, "These pages are served to this machine only, under its own name.", way)
            return self._refused(request, refusal)
        if len(scope["query_string"]) > _LONGEST_QUERY or len(scope["path"]) > _LONGEST_PATH:
            refusal = failures.refused(414, "The address is too long.", "Search for fewer words.")
            return self._refused(request, refusal)
        if self._token and not request.url.path.startswith("/static/"):
            return self._asked_for_token(request, self._token)
        return None

    def _asked_for_token(self, request: Request, token: str) -> Response | None:
        header = request.headers.get("authorization", "")
        bearer = header.removeprefix(_BEARER) if header.startswith(_BEARER) else ""
        if _same(bearer, token) or _same(request.cookies.get(_COOKIE, ""), _kept(token)):
            return None
        if _same(request.query_params.get("token", ""), token):
            answer = redirect(_without_token(request))
            answer.set_cookie(_COOKIE, _kept(token), httponly=True, samesite="strict")
            return answer
        way = "Open the whole address that the program showed when it was started, with the token in it."
        refusal = failures.refused(401, "This record is shown to those who have its token.", way)
        answer = self._refused(request, refusal)
        answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    def _refused(self, request: Request, page: Page) -> Response:
        is_data = request.url.path.endswith(".json")
        return self._press.data(page) if is_data else self._press.html(page)


def _kept(token: str) -> str:
    """Return what the cookie holds: nothing from which the token could be read."""
    return hashlib.sha256(token.encode()).hexdigest()


def _same(given: str, token: str) -> bool:
    return secrets.compare_digest(given.encode("utf-8", "replace"), token.encode("utf-8", "replace"))


def _without_token(request: Request) -> str:
    """Return the address without the token: a path of ours, whatever the address held."""
    rest = urlencode([(name, value) for name, value in request.query_params.multi_items() if name != "token"])
    path = "/" + quote(request.url.path).lstrip("/")
    return f"{path}?{rest}" if rest else path


def _host(request: Request) -> str:
    match = _HOST.fullmatch(request.headers.get("host", ""))
    return match.group(1).lower() if match else ""
