"""The application: which address shows which page, and what happens when one cannot be shown."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.models.embeddings import EmbeddingError
from onrecord.present.exports.errors import MissingPackageError
from onrecord.present.web.components import evidence
from onrecord.present.web.components.disambiguation import AmbiguousIdError
from onrecord.present.web.components.evidence import Node
from onrecord.present.web.components.links import CLAIM_FEED, FEED
from onrecord.present.web.http import failures, feeds, openapi
from onrecord.present.web.http.access import LOOPBACK, AccessControl
from onrecord.present.web.http.cache import BuildPage, PageCache
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.downloads import TABLE_FORMATS, TableFormat
from onrecord.present.web.http.responses import DATA, Page, Renderer, redirect, unless_unchanged
from onrecord.present.web.http.search_params import clean_address
from onrecord.present.web.pages import (
    about,
    claim,
    claims,
    digest,
    directory,
    outlet,
    person,
    problems,
    quotation,
    search,
    statement,
    story,
)
from onrecord.present.web.pages.to_compare import changes, compare
from onrecord.store.errors import NotUnderstoodError, RecordError


@dataclass(frozen=True, slots=True)
class PageRoute:
    """An address and what makes its page; a page that `compares` passages is kept until the record changes."""

    path: str
    build: BuildPage
    compares: bool = False


PAGES = (
    PageRoute("/", search.page),
    PageRoute("/quotation/{identity:path}", quotation.page),
    PageRoute("/statement/{identity:path}", statement.page, compares=True),
    PageRoute("/claims", claims.page, compares=True),
    PageRoute("/claim", claim.page_in_words, compares=True),
    PageRoute("/claim/{identity:path}", claim.page, compares=True),
    PageRoute("/story/{identity:path}", story.page),
    PageRoute("/compare", compare.page, compares=True),
    PageRoute("/digest", digest.page, compares=True),
    PageRoute("/changes", changes.page, compares=True),
    PageRoute("/person/{identity:path}", person.page, compares=True),
    PageRoute("/outlet/{name:path}", outlet.page, compares=True),
    PageRoute("/people", directory.people),
    PageRoute("/outlets", directory.outlets),
    PageRoute("/problems", problems.page),
    PageRoute("/about", about.page),
)
"""Every page; at the same address with `.json` behind it each gives the same as data."""

_EVIDENCE = (
    ("/quotation/{identity:path}.jsonld", evidence.linked_data, "application/ld+json"),
    (
        "/quotation/{identity:path}.anno.json",
        evidence.annotation_page,
        'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
    ),
)


def create_app(
    record_path: str | Path,
    *,
    hosts: Collection[str] | None = LOOPBACK,
    token: str | None = None,
    origins: Collection[str] = (),
) -> Starlette:
    """Return the pages of the record at `record_path`, which is only ever read, and opened when first needed.

    Requests under other host names than `hosts` are refused; None serves them all. With `token`, so is who lacks it.
    Pages of `origins` (scheme, host and port) may read the data from a browser, too.
    """
    connection = RecordConnection(record_path)
    renderer = Renderer(connection.path.name)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        connection.close()

    app = Starlette(
        routes=_routes(connection, renderer),
        middleware=[*_cross_origin(origins), Middleware(AccessControl, hosts=hosts, renderer=renderer, token=token)],
        exception_handlers=_handlers(renderer),
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    return app


def _cross_origin(origins: Collection[str]) -> list[Middleware]:
    if not origins:
        return []
    headers = ("Authorization", "If-None-Match")
    return [Middleware(CORSMiddleware, allow_origins=list(origins), allow_headers=headers, expose_headers=("ETag",))]


# Endpoints are plain functions, so that Starlette runs them, and the reads of the store, in its pool of threads.


def _routes(connection: RecordConnection, renderer: Renderer) -> list[Route]:
    """Return all routes, those with an ending before the page whose path would take the ending for a part of an id."""
    cache = PageCache(connection)
    return [
        *(_evidence(path, make, kind, connection, renderer) for path, make, kind in _EVIDENCE),
        *(route for page in PAGES for route in _page_routes(page, connection, cache, renderer)),
        *(_table(each, connection, renderer) for each in TABLE_FORMATS),
        _search_feed(connection, renderer),
        _claim_feed(connection, renderer),
        _markdown(connection, renderer),
        _openapi(renderer),
        *(_asset(asset.address, asset.response) for asset in (renderer.style, renderer.icon, renderer.script)),
    ]


def _page_routes(route: PageRoute, connection: RecordConnection, cache: PageCache, renderer: Renderer) -> list[Route]:
    """Return the route of a page for people and that of the same as data."""

    def page(request: Request) -> Page:
        return cache.page(route.path, route.build, request) if route.compares else route.build(connection, request)

    def html(request: Request) -> Response:
        address = clean_address(request.query_params) if route.path == "/" else None
        if address:
            return redirect(address)
        return unless_unchanged(request, renderer.html(page(request), _data_address(request)))

    def data(request: Request) -> Response:
        return unless_unchanged(request, renderer.data(page(request)))

    return [Route(route.path + DATA, data), Route(route.path, html)]


def _evidence(
    path: str,
    make: Callable[[RecordConnection, Request], Node],
    kind: str,
    connection: RecordConnection,
    renderer: Renderer,
) -> Route:
    return Route(path, lambda request: unless_unchanged(request, renderer.node(make(connection, request), kind)))


def _openapi(renderer: Renderer) -> Route:
    response = renderer.openapi(openapi.description())
    return Route("/openapi.json", lambda request: unless_unchanged(request, response))


def _markdown(connection: RecordConnection, renderer: Renderer) -> Route:
    def text(request: Request) -> Response:
        made = digest.digest(connection.record(), request)
        body = digest.markdown(made, str(request.base_url).rstrip("/"))
        return unless_unchanged(request, renderer.markdown(body, made.status))

    return Route("/digest.md", text)


def _search_feed(connection: RecordConnection, renderer: Renderer) -> Route:
    return _of_search(FEED, lambda request: renderer.feed(feeds.feed(connection, request)), connection, renderer)


def _claim_feed(connection: RecordConnection, renderer: Renderer) -> Route:
    def feed(request: Request) -> Response:
        return unless_unchanged(request, renderer.feed(feeds.claim_feed(connection, request)))

    return Route(CLAIM_FEED, feed)


def _table(table_format: TableFormat, connection: RecordConnection, renderer: Renderer) -> Route:
    def table(request: Request) -> Response:
        try:
            body = table_format.write(connection, request)
        except MissingPackageError as error:
            return renderer.html(failures.missing_package(str(error)))
        return renderer.table(body, table_format.media_type, f"quotations.{table_format.ending}")

    return _of_search(table_format.path, table, connection, renderer)


def _of_search(
    path: str, make: Callable[[Request], Response], connection: RecordConnection, renderer: Renderer
) -> Route:
    def respond(request: Request) -> Response:
        try:
            return unless_unchanged(request, make(request))
        except NotUnderstoodError:
            return renderer.html(search.page(connection, request))  # it says what was not understood

    return Route(path, respond)


def _data_address(request: Request) -> str:
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "ignore").partition("?")[0]
    return f"{path}{DATA}?{request.url.query}" if request.url.query else path + DATA


def _asset(address: str, response: Callable[[], Response]) -> Route:
    return Route(address, lambda _request: response())


def _handlers(renderer: Renderer) -> dict[int | type[Exception], Callable[[Request, Exception], Response]]:
    def handler(page: Callable[[Request, Exception], Page]) -> Callable[[Request, Exception], Response]:
        return lambda request, error: renderer.either(request, page(request, error))

    return {
        HTTPException: handler(_http_failure),
        AmbiguousIdError: handler(
            lambda _, error: error.page if isinstance(error, AmbiguousIdError) else failures.broken()
        ),
        NotUnderstoodError: handler(lambda _, error: failures.not_understood(str(error))),
        RecordError: handler(lambda _, error: failures.no_record(str(error))),
        EmbeddingError: handler(lambda _, error: failures.no_model(str(error))),
        Exception: handler(lambda *_: failures.broken()),
    }


def _http_failure(request: Request, error: Exception) -> Page:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else ""
    if status == 404:
        return failures.not_found(detail)
    return failures.refused(status, f"{request.method} is not served: these pages are only read.")
