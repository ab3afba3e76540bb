"""Makes responses: pages, data, files. Every one of them carries the headers that keep a browser strict."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import PurePath
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.present.web.components.breadcrumbs import Crumb
from onrecord.versions import analysis_version

STRICT = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
DATA = ".json"
"""Behind the path of a page, it asks for the page as data."""

_FRESH = {**STRICT, "Cache-Control": "private, no-cache"}
_FOREVER = {**STRICT, "Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Page:
    """What one address shows: to people through a template, to programs as data. Neither is made unless asked for.

    `breadcrumbs` lead to it from above, `linked_data` makes what it is about as JSON-LD.
    """

    template: str
    title: str
    view: Callable[[], object]
    data: Callable[[], Mapping[str, Any]]
    status: int = 200
    breadcrumbs: tuple[Crumb, ...] = ()
    linked_data: Callable[[], Mapping[str, Any]] | None = None
    retry_after: int = 0
    """Seconds after which the page may be there, where it is not now."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages link to; its address changes with its content, so browsers may keep it for ever."""

    address: str
    media_type: str
    body: bytes

    @classmethod
    def of(cls, name: str, media_type: str) -> Asset:
        """Read a file of the package."""
        body = (resources.files("onrecord.present.web") / "static" / name).read_bytes()
        path = PurePath(name)
        digest = hashlib.sha256(body).hexdigest()[:12]
        return cls(f"/static/{path.stem}-{digest}{path.suffix}", media_type, body)

    def response(self) -> Response:
        """Return the file as a response."""
        return Response(self.body, headers=_FOREVER, media_type=self.media_type)


# HTML knows no control characters but white space; a page that holds others is not valid.
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\ufffd")


def _printable(value: object) -> object:
    return value.translate(_CONTROLS) if isinstance(value, str) else value


class Renderer:
    """Turns pages into responses."""

    def __init__(self, record_name: str) -> None:
        self.style = Asset.of("onrecord.css", "text/css")
        self.icon = Asset.of("onrecord.svg", "image/svg+xml")
        self.script = Asset.of("onrecord.js", "text/javascript")
        self._templates = Environment(
            loader=PackageLoader("onrecord.present.web", "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_printable,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "style": self.style.address,
            "icon": self.icon.address,
            "script": self.script.address,
            "record_name": record_name,
            "version": analysis_version(),
        }

    def html(self, page: Page, data_address: str = "") -> Response:
        """Return `page` for people; `data_address` is where it stands as data."""
        text = self._templates.get_template(page.template).render(
            view=page.view(),
            title=page.title,
            data_address=data_address,
            breadcrumbs=page.breadcrumbs,
            linked_data=page.linked_data() if page.linked_data else None,
        )
        # A path in a message may hold bytes that are no text; they are shown as escapes.
        return _response(text.encode("utf-8", "backslashreplace"), "text/html", page.status)

    @staticmethod
    def data(page: Page) -> Response:
        """Return `page` for programs; what went wrong as problem details (RFC 9457)."""
        body = page.data()
        if page.status < 300:
            return _json(body, "application/json")
        problem = {"type": "about:blank", "title": page.title, "status": page.status, **body}
        return _json(problem, "application/problem+json", page.status)

    def either(self, request: Request, page: Page) -> Response:
        """Return `page` as the address asks for it: as data where its path ends so."""
        response = self.data(page) if request.url.path.endswith(DATA) else self.html(page)
        if page.retry_after:
            response.headers["Retry-After"] = str(page.retry_after)
        return response

    @staticmethod
    def openapi(description: dict[str, Any]) -> Response:
        """Return the description of all pages as data."""
        return _json(description, "application/vnd.oai.openapi+json;version=3.1")

    @staticmethod
    def feed(body: bytes) -> Response:
        """Return an Atom feed."""
        return _response(body, "application/atom+xml")

    @staticmethod
    def node(node: dict[str, Any], media_type: str) -> Response:
        """Return linked data."""
        return _json(node, media_type)

    @staticmethod
    def table(body: bytes, media_type: str, name: str) -> Response:
        """Return a table as a file that the browser keeps under this name."""
        response = _response(body, media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @staticmethod
    def markdown(text: str, status: int = 200) -> Response:
        """Return a text in Markdown."""
        return _response(text.encode("utf-8", "backslashreplace"), "text/markdown", status)


def _json(value: Mapping[str, Any], media_type: str, status: int = 200) -> Response:
    return _response(
        json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace"), media_type, status
    )


def _response(body: bytes, media_type: str, status: int = 200) -> Response:
    """Return a response with the tag of its bytes: the same bytes, the same tag."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Response(body, status, headers={**_FRESH, "ETag": tag}, media_type=media_type)


def unless_unchanged(request: Request, response: Response) -> Response:
    """Return `response`, or, where the request names the same bytes as held already, 304 without them (RFC 9110)."""
    tag = response.headers.get("ETag", "")
    held = [one.strip().removeprefix("W/") for one in request.headers.get("If-None-Match", "").split(",")]
    if response.status_code != 200 or not tag or not {tag, "*"} & set(held):
        return response
    return Response(status_code=304, headers={**_FRESH, "ETag": tag})


def redirect(address: str) -> Response:
    """Send the browser to another address of ours."""
    return RedirectResponse(address, status_code=303, headers=_FRESH)


def plain(value: Any) -> Any:
    """Return a dataclass as JSON knows it, field by field, as the interchange contract has it."""
    return dataclasses.asdict(value)
