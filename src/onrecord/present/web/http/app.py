"""The application: which address shows which page, and what happens when one cannot be shown."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
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
from onrecord.present.web.components.disambiguation import SeveralError
from onrecord.present.web.components.evidence import Node
from onrecord.present.web.components.links import CLAIM_FEED, FEED
from onrecord.present.web.http import failures, feeds, openapi
from onrecord.present.web.http.access import LOOPBACK, Door
from onrecord.present.web.http.cache import Build, Kept
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.downloads import SHEETS, Sheet
from onrecord.present.web.http.responses import Page, Press, redirect, unless_held
from onrecord.present.web.http.search_params import tidy
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

PAGES: tuple[tuple[str, Build], ...] = (
    ("/", search.page),
    ("/quotation/{identity:path}", quotation.page),
    ("/statement/{identity:path}", statement.page),
    ("/claims", claims.page),
    ("/claim", claim.asked_page),
    ("/claim/{identity:path}", claim.page),
    ("/story/{identity:path}", story.page),
    ("/compare", compare.page),
    ("/digest", digest.page),
    ("/changes", changes.page),
    ("/person/{identity:path}", person.page),
    ("/outlet/{name:path}", outlet.page),
    ("/people", directory.people),
    ("/outlets", directory.outlets),
    ("/problems", problems.page),
    ("/about", about.page),
)
"""Every page; each has a twin at the same address with `.json` behind it, which gives the same as data."""

_DATA = ".json"
_EVIDENCE = (
    ("/quotation/{identity:path}.jsonld", evidence.linked, "application/ld+json"),
    (
        "/quotation/{identity:path}.anno.json",
        evidence.annotated,
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
    shelf = Shelf(record_path)
    press = Press(shelf.path.name)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        shelf.close()

    routes = [_evidence(path, made, kind, press, shelf) for path, made, kind in _EVIDENCE]
    kept = Kept(shelf)
    routes += [route for path, build in PAGES for route in _twins(path, build, kept, press)]
    routes += [_table(each, shelf, press) for each in SHEETS]
    routes += [_feed(shelf, press), _claim_feed(shelf, press), _markdown(shelf, press), _api(press)]
    routes += [_asset(asset.address, asset.response) for asset in (press.style, press.icon, press.script)]
    app = Starlette(
        routes=routes,
        middleware=[*_cross_origin(origins), Middleware(Door, hosts=hosts, press=press, token=token)],
        exception_handlers=_handlers(press),
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


def _twins(path: str, build: Build, kept: Kept, press: Press) -> list[Route]:
    def html(request: Request) -> Response:
        address = tidy(request.query_params) if path == "/" else None
        if address:
            return redirect(address)
        return unless_held(request, press.html(kept.page(path, build, request), _data_address(request)))

    def data(request: Request) -> Response:
        return unless_held(request, press.data(kept.page(path, build, request)))

    return [Route(path + _DATA, data), Route(path, html)]


def _evidence(path: str, made: Callable[[Shelf, Request], Node], kind: str, press: Press, shelf: Shelf) -> Route:
    return Route(path, lambda request: unless_held(request, press.node(made(shelf, request), kind)))


def _api(press: Press) -> Route:
    response = press.described(openapi.description())
    return Route("/openapi.json", lambda request: unless_held(request, response))


def _markdown(shelf: Shelf, press: Press) -> Route:
    def text(request: Request) -> Response:
        made = digest.digest(shelf.record(), request)
        told = digest.markdown(made, str(request.base_url).rstrip("/"))
        return unless_held(request, press.markdown(told, made.status))

    return Route("/digest.md", text)


def _feed(shelf: Shelf, press: Press) -> Route:
    return _of_search(FEED, lambda request: press.feed(feeds.feed(shelf, request)), shelf, press)


def _claim_feed(shelf: Shelf, press: Press) -> Route:
    return Route(CLAIM_FEED, lambda request: unless_held(request, press.feed(feeds.claim_feed(shelf, request))))


def _table(sheet: Sheet, shelf: Shelf, press: Press) -> Route:
    def table(request: Request) -> Response:
        try:
            return press.table(sheet.of(shelf, request), sheet.media_type, f"quotations.{sheet.ending}")
        except MissingPackageError as error:
            return press.html(failures.lacking(str(error)))

    return _of_search(sheet.path, table, shelf, press)


def _of_search(path: str, made: Callable[[Request], Response], shelf: Shelf, press: Press) -> Route:
    def found(request: Request) -> Response:
        try:
            return unless_held(request, made(request))
        except NotUnderstoodError:
            return press.html(search.page(shelf, request))  # it says what was not understood

    return Route(path, found)


def _data_address(request: Request) -> str:
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "ignore").partition("?")[0]
    return f"{path}{_DATA}?{request.url.query}" if request.url.query else path + _DATA


def _asset(address: str, response: Callable[[], Response]) -> Route:
    return Route(address, lambda _request: response())


def _handlers(press: Press) -> dict[int | type[Exception], Callable[[Request, Exception], Response]]:
    def answer(request: Request, page: Page) -> Response:
        return press.data(page) if request.url.path.endswith(_DATA) else press.html(page)

    def on_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        detail = error.detail if isinstance(error, HTTPException) and error.detail != "Not Found" else ""
        if status == 404:
            return answer(request, failures.not_found(detail))
        return answer(request, failures.refused(status, f"{request.method} is not served: these pages are only read."))

    def on_words(request: Request, error: Exception) -> Response:
        return answer(request, failures.not_understood(str(error)))

    def on_record(request: Request, error: Exception) -> Response:
        return answer(request, failures.no_record(str(error)))

    def on_lack(request: Request, error: Exception) -> Response:
        return answer(request, failures.no_model(str(error)))

    def on_fault(request: Request, _error: Exception) -> Response:
        return answer(request, failures.broken())

    def on_several(request: Request, error: Exception) -> Response:
        return answer(request, error.page if isinstance(error, SeveralError) else failures.broken())

    return {
        HTTPException: on_http,
        SeveralError: on_several,
        NotUnderstoodError: on_words,
        RecordError: on_record,
        EmbeddingError: on_lack,
        Exception: on_fault,
    }
