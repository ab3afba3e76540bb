"""Access to the pages: our own names only, bounded addresses, the token where one is asked; what another site is."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Collection, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from onrecord.present.web.http import failures
from onrecord.present.web.http.responses import Renderer, redirect

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
_LONGEST_PATH = 2_000
_LONGEST_QUERY = 8_000
_COOKIE = "onrecord_token"
_BEARER = "Bearer "
# What a browser sends where a person follows a link of another site.
_FOLLOWED = (("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "document"), ("sec-fetch-user", "?1"))
# Not starlette's TrustedHostMiddleware: it refuses with a bare line of text, without the strict headers, and in most
# of the versions that we allow it takes "[" for the host of "[::1]:8765".
_HOST = re.compile(r"(\[[0-9a-fA-F:.]*\]|[^:\[\]]*)(?::[0-9]*)?")


class AccessControl:
    """Refuses requests for other host names than `hosts`, too long addresses, and whoever lacks `token`.

    A name that an attacker points at this machine would let a foreign page read the record. The IP address at
    which the connection arrived is always a name of ours. The token, if there is one, comes once in the address, and
    is kept in a cookie then, or with every request as a bearer token; `encrypted` keeps the cookie from other
    connections.
    """

    def __init__(
        self,
        app: ASGIApp,
        hosts: Collection[str],
        renderer: Renderer,
        token: str | None = None,
        *,
        encrypted: bool = False,
    ) -> None:
        self._app, self._hosts, self._renderer, self._token = app, hosts, renderer, token
        self._encrypted = encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(Request(scope)) if scope["type"] == "http" else None
        await (refusal or self._app)(scope, receive, send)

    def _refusal(self, request: Request) -> Response | None:
        """Return the response in place of the page that is asked for, or None where it is to be served."""
        scope = request.scope
        if _host(request) not in {*self._hosts, _own_ip(request.scope)}:
            steps = (
                "Open the address that the program showed when it was started, such as http://127.0.0.1:8765/.",
                "For another name, start it with --address and that address.",
            )
            page = failures.refused(421, "These pages are served under their own address only.", *steps)
            return self._renderer.either(request, page)
        if len(scope["query_string"]) > _LONGEST_QUERY or len(scope["path"]) > _LONGEST_PATH:
            page = failures.refused(414, "The address is too long.", "Search for fewer words.")
            return self._renderer.either(request, page)
        if self._token and not request.url.path.startswith("/static/"):
            return self._checked_token(request, self._token)
        return None

    def _checked_token(self, request: Request, token: str) -> Response | None:
        header = request.headers.get("authorization", "")
        bearer = header.removeprefix(_BEARER) if header.startswith(_BEARER) else ""
        if _same(bearer, token) or _same(request.cookies.get(_COOKIE, ""), _cookie_value(token)):
            return None
        if _same(request.query_params.get("token", ""), token):
            response = redirect(_without_token(request))
            response.set_cookie(_COOKIE, _cookie_value(token), httponly=True, samesite="strict", secure=self._encrypted)
            return response
        step = "Open the whole address that the program showed when it was started, with the token in it."
        page = failures.refused(401, "This record is shown to those who have its token.", step)
        response = self._renderer.either(request, page)
        response.headers["WWW-Authenticate"] = "Bearer"
        return response


def from_other_site(request: Request, origins: Collection[str]) -> bool:
    """Tell whether a page of another site than ours and `origins` asks, other than where somebody follows its link.

    Browsers say so themselves; of those that do not, the origin tells it.
    """
    headers = request.headers
    if (origin := headers.get("origin")) in origins:
        return False
    if "sec-fetch-site" not in headers:
        return origin is not None and origin != f"{request.url.scheme}://{headers.get('host', '')}"
    return headers["sec-fetch-site"] == "cross-site" and any(headers.get(name) != value for name, value in _FOLLOWED)


def own_address(request: Request) -> str:
    """Return the address of this page without scheme and host, for a link to it."""
    path = "/" + quote(request.url.path).lstrip("/")
    return f"{path}?{request.url.query}" if request.url.query else path


def served_at(scope: Mapping[str, Any]) -> str:
    """Return the address at which a connection arrived, without a path, whatever its request claims."""
    _, port = _server(scope)
    return f"{scope['scheme']}://{_own_ip(scope)}" + (f":{port}" if port not in (None, 80) else "")


def _server(scope: Mapping[str, Any]) -> tuple[str, int | None]:
    found: tuple[str, int | None] = scope.get("server") or ("localhost", None)
    return found


def _own_ip(scope: Mapping[str, Any]) -> str:
    """Return the IP address at which the connection arrived, as hosts are written."""
    host = str(_server(scope)[0]).partition("%")[0].removeprefix("::ffff:")
    return f"[{host}]" if ":" in host else host


def _cookie_value(token: str) -> str:
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
