"""The application: which address shows which page, and what happens when one cannot be shown."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
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
from onrecord.present.web.http.access import LOOPBACK, AccessControl, from_other_site, own_address, served_at
from onrecord.present.web.http.cache import RecordState, RenderedResponse, ResponseCache
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.costly import (
    RETRY_SECONDS,
    BusyError,
    ClientGoneError,
    CostlyRequests,
    Job,
    Make,
)
from onrecord.present.web.http.downloads import TABLE_FORMATS, TableFormat
from onrecord.present.web.http.responses import DATA, Page, Renderer, redirect, unless_unchanged
from onrecord.present.web.http.search_params import clean_address
from onrecord.present.web.http.workers import SECONDS, OverTimeError, WorkerProcesses
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
from onrecord.present.words import LONGEST_ID
from onrecord.store.errors import NotUnderstoodError, RecordError
from onrecord.store.sqlite.reads.statements import report_count

Costly = Callable[[RecordConnection, Request], bool]
MOST_REPORTS = 40  # of a statement whose page is made at once: of more, comparing the words takes longer


def _always(_connection: RecordConnection, _request: Request) -> bool:
    return True


def _with_parameter(name: str) -> Costly:
    return lambda _, request: name in request.query_params


def _large_statement(connection: RecordConnection, request: Request) -> bool:
    identity = str(request.path_params["identity"])
    return "show" in request.query_params or report_count(connection.record(), identity[:LONGEST_ID]) > MOST_REPORTS


def _beside_statements(_connection: RecordConnection, request: Request) -> bool:
    sides = (value.strip().lower() for _, value in request.query_params.multi_items())
    return any(side.startswith(compare.STATEMENT) for side in sides)


@dataclass(frozen=True, slots=True)
class PageRoute:
    """An address and what makes its page; a page that `compares` passages is kept until the record changes.

    Requests that are `costly` are made few at a time, in processes of their own.
    """

    path: str
    build: Callable[[RecordConnection, Request], Page]
    compares: bool = False
    costly: Costly | None = None


class OtherSiteError(Exception):
    """A page of another site asks for a costly one."""


FAILURES = (
    *(HTTPException, AmbiguousIdError, NotUnderstoodError, RecordError, EmbeddingError),
    *(BusyError, ClientGoneError, OverTimeError, OtherSiteError),
)
"""Errors of which a page tells; others are faults of ours."""

PAGES = (
    PageRoute("/", search.page),
    PageRoute("/quotation/{identity:path}", quotation.page),
    PageRoute("/statement/{identity:path}", statement.page, compares=True, costly=_large_statement),
    PageRoute("/claims", claims.page, compares=True, costly=_with_parameter("find")),
    PageRoute("/claim", claim.page_in_words, compares=True, costly=_always),
    PageRoute("/claim/{identity:path}", claim.page, compares=True, costly=_always),
    PageRoute("/story/{identity:path}", story.page),
    PageRoute("/compare", compare.page, compares=True, costly=_beside_statements),
    PageRoute("/digest", digest.page, compares=True, costly=_with_parameter("claim")),
    PageRoute("/changes", changes.page, compares=True, costly=_always),
    PageRoute("/person/{identity:path}", person.page, compares=True, costly=_with_parameter("show")),
    PageRoute("/outlet/{name:path}", outlet.page, compares=True, costly=_with_parameter("show")),
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


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The path of a route, what responds to its requests, which of them are costly, and whether responses are kept."""

    path: str
    respond: Callable[[Request], Response]
    costly: Costly | None = None
    kept: bool = False


def create_app(
    record_path: str | Path,
    *,
    hosts: Collection[str] = LOOPBACK,
    token: str | None = None,
    origins: Collection[str] = (),
    address: str | None = None,
    processes: int = 0,
) -> Starlette:
    """Return the pages of the record at `record_path`, which is only ever read, and opened when first needed.

    Requests under other host names than `hosts` are refused. With `token`, so is who lacks it. Pages of `origins`
    (scheme, host and port) may read the data from a browser, too. Absolute links begin with `address`, or with the
    IP address at which the connection arrived. So many `processes` make costly pages; without any, threads do, which
    nothing can end.
    """
    connection, renderer = RecordConnection(record_path), Renderer(Path(record_path).name)
    workers = WorkerProcesses(partial(prepare, record_path, address))
    make = workers.make if processes else _in_thread(prepare(record_path, address, connection))
    costly = CostlyRequests(make, partial(RecordState.of, connection), ResponseCache(), max(1, processes))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        costly.stop()
        workers.stop()
        connection.close()

    access = Middleware(
        AccessControl,
        hosts=hosts,
        renderer=renderer,
        token=token,
        encrypted=bool(address and address.startswith("https:")),
    )
    app = Starlette(
        routes=[
            *(_route(each, connection, costly, origins) for each in endpoints(connection, renderer, address)),
            *(_asset(asset.address, asset.response) for asset in (renderer.style, renderer.icon, renderer.script)),
        ],
        middleware=[*_cross_origin(origins), access],
        exception_handlers={kind: partial(_failed, renderer) for kind in (*FAILURES, Exception)},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.stop = costly.stop
    return app


def prepare(
    record_path: str | Path, address: str | None, connection: RecordConnection | None = None
) -> Callable[[Job], RenderedResponse]:
    """Return what makes the responses to costly requests; a fault becomes the page that tells of it."""
    connection, renderer = connection or RecordConnection(record_path), Renderer(Path(record_path).name)
    known = {each.path: each for each in endpoints(connection, renderer, address)}

    def make(job: Job) -> RenderedResponse:
        request = job.request()
        try:
            return RenderedResponse.of(known[job.route].respond(request))
        except Exception as error:
            if not isinstance(error, FAILURES):
                logging.getLogger("uvicorn.error").exception("A page could not be made: %s", job.address)
            return RenderedResponse.of(_failed(renderer, request, error))

    return make


def _in_thread(make: Callable[[Job], RenderedResponse]) -> Make:
    async def made(job: Job) -> RenderedResponse:
        return await run_in_threadpool(make, job)

    return made


def _cross_origin(origins: Collection[str]) -> list[Middleware]:
    if not origins:
        return []
    headers = ("Authorization", "If-None-Match")
    return [Middleware(CORSMiddleware, allow_origins=list(origins), allow_headers=headers, expose_headers=("ETag",))]


def _route(
    endpoint: Endpoint,
    connection: RecordConnection,
    costly: CostlyRequests,
    origins: Collection[str],
) -> Route:
    """Return the route of an endpoint, whose work, and reads of the store, are done in threads or processes."""

    async def respond(request: Request) -> Response:
        if await _is_costly(endpoint, connection, request):
            if from_other_site(request, origins):
                raise OtherSiteError
            made = (await costly.respond(endpoint.path, request)).response()
        elif endpoint.kept:
            made = (await costly.kept(endpoint.path, endpoint.respond, request)).response()
        else:
            made = await run_in_threadpool(endpoint.respond, request)
        return unless_unchanged(request, made)

    return Route(endpoint.path, respond)


async def _is_costly(endpoint: Endpoint, connection: RecordConnection, request: Request) -> bool:
    return False if endpoint.costly is None else await run_in_threadpool(endpoint.costly, connection, request)


def endpoints(connection: RecordConnection, renderer: Renderer, address: str | None) -> list[Endpoint]:
    """Return all, those with an ending before the page whose path would take the ending for a part of an id."""
    return [
        *(_evidence(path, make, kind, connection, renderer) for path, make, kind in _EVIDENCE),
        *(each for page in PAGES for each in _page_endpoints(page, connection, renderer)),
        *(_table(each, connection, renderer) for each in TABLE_FORMATS),
        *_feeds(connection, renderer, address),
        _markdown(connection, renderer, address),
        _openapi(renderer),
    ]


def _page_endpoints(route: PageRoute, connection: RecordConnection, renderer: Renderer) -> list[Endpoint]:
    """Return the endpoint of a page for people and that of the same as data."""

    def html(request: Request) -> Response:
        address = clean_address(request.query_params) if route.path == "/" else None
        if address:
            return redirect(address)
        return renderer.html(route.build(connection, request), _data_address(request))

    def data(request: Request) -> Response:
        return renderer.data(route.build(connection, request))

    return [
        Endpoint(path, respond, route.costly, route.compares)
        for path, respond in ((route.path + DATA, data), (route.path, html))
    ]


def _evidence(
    path: str,
    make: Callable[[RecordConnection, Request], Node],
    kind: str,
    connection: RecordConnection,
    renderer: Renderer,
) -> Endpoint:
    return Endpoint(path, lambda request: renderer.node(make(connection, request), kind))


def _openapi(renderer: Renderer) -> Endpoint:
    response = renderer.openapi(openapi.description())
    return Endpoint("/openapi.json", lambda _request: response)


def _markdown(connection: RecordConnection, renderer: Renderer, address: str | None) -> Endpoint:
    def text(request: Request) -> Response:
        made = digest.digest(connection.record(), request)
        return renderer.markdown(digest.markdown(made, address or served_at(request.scope)), made.status)

    return Endpoint("/digest.md", text, _with_parameter("claim"))


def _feeds(connection: RecordConnection, renderer: Renderer, address: str | None) -> list[Endpoint]:
    def of_search(request: Request) -> Response:
        return renderer.feed(feeds.feed(connection, request, address or served_at(request.scope)))

    def of_claim(request: Request) -> Response:
        return renderer.feed(feeds.claim_feed(connection, request, address or served_at(request.scope)))

    return [Endpoint(FEED, _of_search(of_search, connection, renderer)), Endpoint(CLAIM_FEED, of_claim, _always)]


def _table(table_format: TableFormat, connection: RecordConnection, renderer: Renderer) -> Endpoint:
    def table(request: Request) -> Response:
        try:
            body = table_format.write(connection, request)
        except MissingPackageError as error:
            return renderer.html(failures.missing_package(str(error)))
        return renderer.table(body, table_format.media_type, f"quotations.{table_format.ending}")

    return Endpoint(table_format.path, _of_search(table, connection, renderer), _always)


def _of_search(
    make: Callable[[Request], Response], connection: RecordConnection, renderer: Renderer
) -> Callable[[Request], Response]:
    def respond(request: Request) -> Response:
        try:
            return make(request)
        except NotUnderstoodError:
            return renderer.html(search.page(connection, request))  # it says what was not understood

    return respond


def _data_address(request: Request) -> str:
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "ignore").partition("?")[0]
    return f"{path}{DATA}?{request.url.query}" if request.url.query else path + DATA


def _asset(address: str, response: Callable[[], Response]) -> Route:
    return Route(address, lambda _request: response())


def _failed(renderer: Renderer, request: Request, error: Exception) -> Response:
    return renderer.either(request, _failure(request, error))


def _failure(request: Request, error: Exception) -> Page:
    """Return the page that tells of an error."""
    match error:
        case HTTPException():
            return _http_failure(request, error)
        case AmbiguousIdError():
            return error.page
        case NotUnderstoodError():
            return failures.not_understood(str(error))
        case RecordError():
            return failures.no_record(str(error))
        case EmbeddingError():
            return failures.no_model(str(error))
        case BusyError() | ClientGoneError():
            return failures.busy(own_address(request), RETRY_SECONDS)
        case OverTimeError():
            return failures.over_time(round(SECONDS), round(SECONDS))
        case OtherSiteError():
            return failures.other_site(own_address(request))
        case _:
            return failures.broken()


def _http_failure(request: Request, error: HTTPException) -> Page:
    detail = error.detail if error.detail != "Not Found" else ""
    if error.status_code == 404:
        return failures.not_found(detail)
    return failures.refused(error.status_code, f"{request.method} is not served: these pages are only read.")
