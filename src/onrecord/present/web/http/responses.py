"""Makes responses: pages, data, files. Every one of them carries the headers that keep a browser strict."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
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
_FRESH = {**STRICT, "Cache-Control": "private, no-cache"}
_FOREVER = {**STRICT, "Cache-Control": "public, max-age=31536000, immutable"}


@dataclass(frozen=True, slots=True)
class Page:
    """What one address shows: to people through a template, to programs as data.

    `trail` leads to it from above, `linked` is what it is about as JSON-LD.
    """

    template: str
    title: str
    view: object
    data: dict[str, Any]
    status: int = 200
    trail: tuple[Crumb, ...] = ()
    linked: Mapping[str, Any] | None = None


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


class Press:
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
        template = self._templates.get_template(page.template)
        text = template.render(
            view=page.view, title=page.title, data_address=data_address, trail=page.trail, linked=page.linked
        )
        # A path in a message may hold bytes that are no text; they are shown as escapes.
        body = text.encode("utf-8", "backslashreplace")
        return _made(body, "text/html", page.status)

    @staticmethod
    def data(page: Page) -> Response:
        """Return `page` for programs; what went wrong as problem details (RFC 9457)."""
        wrong = page.status >= 300
        told = {"type": "about:blank", "title": page.title, "status": page.status, **page.data} if wrong else page.data
        body = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        return _made(body, "application/problem+json" if wrong else "application/json", page.status)

    @staticmethod
    def described(description: dict[str, Any]) -> Response:
        """Return the description of all pages as data."""
        return _made(json.dumps(description, indent=1).encode(), "application/vnd.oai.openapi+json;version=3.1", 200)

    @staticmethod
    def feed(body: bytes) -> Response:
        """Return an Atom feed."""
        return _made(body, "application/atom+xml", 200)

    @staticmethod
    def node(node: dict[str, Any], media_type: str) -> Response:
        """Return linked data."""
        body = json.dumps(node, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        return _made(body, media_type, 200)

    @staticmethod
    def table(body: bytes, media_type: str, name: str) -> Response:
        """Return a table as a file that the browser keeps under this name."""
        answer = _made(body, media_type, 200)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return answer

    @staticmethod
    def markdown(text: str, status: int = 200) -> Response:
        """Return a text in Markdown."""
        return _made(text.encode("utf-8", "backslashreplace"), "text/markdown", status)


def _made(body: bytes, media_type: str, status: int) -> Response:
    """Return a response with the tag of its bytes: the same bytes, the same tag."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    return Response(body, status, headers={**_FRESH, "ETag": tag}, media_type=media_type)


def unless_held(request: Request, response: Response) -> Response:
    """Return `response`, or, where whoever asks holds the same bytes already, no more than word of that (RFC 9110)."""
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
