"""The pages served by a real server, and what their HTML holds."""

from __future__ import annotations

import http.client
import json
import re
import threading
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from onrecord.present.web import create_app, listen
from onrecord.present.web.http.server import server


def hrefs(body: str) -> set[str]:
    return {str(link["href"]) for link in Elements.of(body).all("a")}


class Site:
    """Pages served by a real server in a thread."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.listening = listen(port=0)
        self.port: int = self.listening.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self._server = server(create_app(path, **options))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self.listening]})

    def __enter__(self) -> Site:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self.listening.close()

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._server.server_state.connections)

    def get(self, address: str, method: str = "GET", host: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, address, headers={"Host": host or f"127.0.0.1:{self.port}", **named})
            response = connection.getresponse()
            body = response.read().decode(errors="surrogateescape")  # a table in Parquet is no text
            return Answer(response.status, dict(response.getheaders()), body)
        finally:
            connection.close()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str

    @property
    def data(self) -> Any:
        kinds = ("application/json", "application/problem+json")
        assert self.headers["content-type"] == kinds[self.status >= 300]
        return json.loads(self.body)

    @property
    def text(self) -> str:
        return " ".join("".join(Elements.of(self.body).text).split())


@dataclass
class Elements(HTMLParser):
    """All elements of a page with their attributes, and its text."""

    found: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, body: str) -> Elements:
        elements = cls()
        HTMLParser.__init__(elements)
        elements.feed(body)
        elements.close()
        return elements

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("dd", "div", "dt", "h1", "h2", "h3", "li", "p", "small", "title"):
            self.text.append(" ")

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.found
            if name == tag and all(attributes.get(key) == value for key, value in wanted.items())
        ]


def strange_scripts(elements: Elements) -> list[dict[str, str | None]]:
    """Return the scripts of a page that are neither its own file nor data."""
    scripts = elements.all("script")
    return [
        each
        for each in scripts
        if each != {"type": "application/ld+json"}
        and not re.fullmatch(r"/static/onrecord-\w+\.js", each.get("src") or "")
    ]
