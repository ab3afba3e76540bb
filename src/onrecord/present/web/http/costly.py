"""Costly requests: few at a time, equal ones made once, each within its time, none for a client that has gone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from onrecord.present.web.http.cache import RecordState, RenderedResponse, ResponseCache

AT_ONCE = 2  # processes that make costly pages; one where there are fewer than four cores
MOST_WAITING = 64  # costly pages that are being made or wait for their turn
WAIT_SECONDS = 30.0  # for which one waits for its turn
RETRY_SECONDS = 10  # after which a client that was turned away may try again
_TO_WORK = ("type", "method", "path", "raw_path", "root_path", "query_string", "scheme", "server", "path_params")


class BusyError(Exception):
    """Too many costly pages are asked for at once, or the server is ending."""


class ClientGoneError(Exception):
    """Nobody waits for the response any more."""


@dataclass(frozen=True, slots=True)
class Job:
    """A costly request as plain values: the path of its route and what of its scope decides the response."""

    route: str
    scope: Mapping[str, Any]

    @classmethod
    def of(cls, route: str, request: Request) -> Job:
        """Take the request without its headers: whoever asks gets the same."""
        scope = {name: request.scope[name] for name in _TO_WORK if name in request.scope}
        return cls(route, scope | {"method": "GET", "headers": []})

    @property
    def address(self) -> str:
        """Return what tells equal requests from others."""
        return f"{self.scope.get('server')} {self.scope['path']}?{self.scope['query_string'].decode('latin-1')}"

    def request(self) -> Request:
        """Return the request again."""
        return Request(dict(self.scope))


Make = Callable[[Job], Awaitable[RenderedResponse]]


@dataclass(slots=True)
class _Flight:
    """A response in the making, for so many clients; `state` is that of the record when it was begun."""

    task: asyncio.Task[RenderedResponse] = field(init=False)
    clients: int = 0
    begun: bool = False
    state: RecordState | None = None

    def fits(self, state: RecordState | None) -> bool:
        """Tell whether the response will show the record in this state or a later one."""
        return not self.begun or self.state == state


class CostlyRequests:
    """Has costly responses made by `make`, so many at once; `state` returns the state of the record."""

    def __init__(
        self, make: Make, state: Callable[[], RecordState | None], cache: ResponseCache, at_once: int = 1
    ) -> None:
        self._make, self._state, self._cache = make, state, cache
        self._turns = asyncio.Semaphore(at_once)
        self._flights: dict[str, _Flight] = {}
        self._in_hand: set[asyncio.Task[RenderedResponse]] = set()
        self._stopped = False

    async def respond(self, route: str, request: Request) -> RenderedResponse:
        """Return the response to a costly request, one that was kept, or that of an equal request.

        Raises BusyError where too many wait or it waited for too long, ClientGoneError where nobody waits for it, and
        what `make` raises.
        """
        job = Job.of(route, request)
        state = await run_in_threadpool(self._state)
        if held := self._cache.get(job.address, state):
            return held
        flight = self._flights.get(job.address)
        if flight is None or not flight.fits(state):
            flight = self._begin(job)
        return await self._joined(job.address, flight, request)

    async def kept(self, route: str, make: Callable[[Request], Response], request: Request) -> RenderedResponse:
        """Return the response to a request that is not costly, one that was kept or made in a thread."""
        address = Job.of(route, request).address
        state = await run_in_threadpool(self._state)
        if held := self._cache.get(address, state):
            return held
        made = RenderedResponse.of(await run_in_threadpool(make, request))
        self._cache.put(address, state, made)
        return made

    def stop(self) -> None:
        """Make nothing more: whoever waits is told that the server is busy."""
        self._stopped = True
        for task in self._in_hand:
            task.cancel()

    def _begin(self, job: Job) -> _Flight:
        if self._stopped or len(self._in_hand) >= MOST_WAITING:
            raise BusyError
        flight = _Flight()
        flight.task = asyncio.create_task(self._made(job, flight))
        self._flights[job.address] = flight
        self._in_hand.add(flight.task)
        flight.task.add_done_callback(lambda task: self._end(job.address, flight, task))
        return flight

    def _end(self, address: str, flight: _Flight, task: asyncio.Task[RenderedResponse]) -> None:
        self._in_hand.discard(task)
        self._forget(address, flight)
        if not task.cancelled():
            task.exception()  # whoever waits for it gets it; nobody may

    def _forget(self, address: str, flight: _Flight) -> None:
        if self._flights.get(address) is flight:
            del self._flights[address]

    async def _made(self, job: Job, flight: _Flight) -> RenderedResponse:
        try:
            async with asyncio.timeout(WAIT_SECONDS):
                await self._turns.acquire()
        except TimeoutError:
            raise BusyError from None
        try:
            flight.state, flight.begun = await run_in_threadpool(self._state), True
            made = await self._make(job)
        finally:
            self._turns.release()
        self._cache.put(job.address, flight.state, made)
        return made

    async def _joined(self, address: str, flight: _Flight, request: Request) -> RenderedResponse:
        """Wait for a response with others; where all of them have gone, it is not made."""
        flight.clients += 1
        gone = asyncio.create_task(_gone(request))
        try:
            await asyncio.wait((flight.task, gone), return_when=asyncio.FIRST_COMPLETED)
            if not flight.task.done():
                raise ClientGoneError
            if flight.task.cancelled():
                raise BusyError
            return flight.task.result()
        finally:
            gone.cancel()
            flight.clients -= 1
            if not flight.clients:
                self._forget(address, flight)
                flight.task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
