"""The server under load: few costly pages at once, nothing for other sites, no connection for ever, a quick end."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import socket
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

import pytest
from starlette.requests import Request

from onrecord.present.web.http import costly, guard, workers
from onrecord.present.web.http.cache import RecordState, RenderedResponse, ResponseCache
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.costly import BusyError, ClientGoneError, CostlyRequests, Job
from onrecord.present.web.http.responses import STRICT
from onrecord.present.web.http.workers import OverTimeError, WorkerEndedError, WorkerProcesses
from onrecord.store.sqlite.record import Record
from tests.support.linked import join
from tests.support.records import put, reading
from tests.support.server_process import ServerProcess, server_process
from tests.support.site import Elements, Site
from tests.support.slow_pages import slow_pages
from tests.support.veldra import veldra_record

COSTLY = "/claim?text=The+harbour+stays+open"
HANGS = 60  # seconds after which something that should have ended did not


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return veldra_record(tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="module")
def site(record: Path) -> Iterator[Site]:
    with Site(record) as served:
        yield served


# --- few costly pages at once, equal ones made once ----------------------------------------------------------------


class Client:
    """A client that waits, until it goes."""

    def __init__(self, query: str = "") -> None:
        self.left = asyncio.Event()
        scope = {"type": "http", "method": "GET", "path": "/claim", "headers": [], "query_string": query.encode()}
        self.request = Request({**scope, "path_params": {}}, self._receive)

    async def _receive(self) -> dict[str, str]:
        await self.left.wait()
        return {"type": "http.disconnect"}


class Maker:
    """Makes responses once it is let; notes what it was asked for, and what was given up."""

    def __init__(self) -> None:
        self.let, self.begun = asyncio.Event(), asyncio.Event()
        self.asked: list[str] = []
        self.given_up: list[str] = []

    async def __call__(self, job: Job) -> RenderedResponse:
        query = job.scope["query_string"].decode()
        self.asked.append(query)
        self.begun.set()
        try:
            await self.let.wait()
        except asyncio.CancelledError:
            self.given_up.append(query)
            raise
        return RenderedResponse(200, (), query.encode())


def gate(maker: Maker, state: Callable[[], RecordState | None] = lambda: None) -> CostlyRequests:
    return CostlyRequests(maker, state, ResponseCache())


def asked(queue: CostlyRequests, client: Client) -> asyncio.Task[RenderedResponse]:
    return asyncio.create_task(queue.respond("/claim", client.request))


async def all_come(
    queue: CostlyRequests, maker: Maker, first: Client, *others: Client
) -> list[asyncio.Task[RenderedResponse]]:
    """Have clients ask, one before the others."""
    tasks = [asked(queue, first)]
    await maker.begun.wait()
    tasks += [asked(queue, client) for client in others]
    await asyncio.sleep(1)
    return tasks


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def within() -> None:
        async with asyncio.timeout(HANGS):
            await test()

    asyncio.run(within())


def test_equal_requests_share_one_response_and_others_wait_their_turn() -> None:
    async def share() -> None:
        maker = Maker()
        queue = gate(maker)
        tasks = await all_come(queue, maker, *map(Client, ("a", "a", "b", "a", "b")))
        assert maker.asked == ["a"]
        maker.let.set()
        assert [(await task).body for task in tasks] == [b"a", b"a", b"b", b"a", b"b"]
        assert maker.asked == ["a", "b"]

    run(share)


def test_a_response_begun_before_somebody_wrote_is_not_shared_with_who_asks_after(tmp_path: Path) -> None:
    path = tmp_path / "growing.db"
    with Record.open(path) as writer:
        put(writer, reading("one", "the first"))
    connection = RecordConnection(path)

    async def share() -> None:
        maker = Maker()
        queue = gate(maker, lambda: RecordState.of(connection))
        before = asked(queue, Client("a"))
        await maker.begun.wait()
        with Record.open(path) as writer:
            put(writer, reading("two", "the second"))
        after = asked(queue, Client("a"))
        maker.let.set()
        await asyncio.gather(before, after)
        assert maker.asked == ["a", "a"]
        await asked(queue, Client("a"))
        assert maker.asked == ["a", "a"]

    run(share)
    connection.close()


def test_what_everybody_has_left_is_given_up_and_what_somebody_waits_for_is_not() -> None:
    async def leave() -> None:
        maker = Maker()
        queue, clients = gate(maker), [Client("a"), Client("a"), Client("b")]
        tasks = await all_come(queue, maker, *clients)
        clients[0].left.set()
        with pytest.raises(ClientGoneError):
            await tasks[0]
        assert maker.given_up == []
        clients[1].left.set()
        with pytest.raises(ClientGoneError):
            await tasks[1]
        maker.let.set()
        assert (await tasks[2]).body == b"b"
        assert (maker.asked, maker.given_up) == (["a", "b"], ["a"])

    run(leave)


def test_who_comes_when_too_many_wait_and_whose_turn_does_not_come_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(costly, "MOST_WAITING", 3)
    monkeypatch.setattr(costly, "WAIT_SECONDS", 0.5)

    async def crowd() -> None:
        maker = Maker()
        queue = gate(maker)
        tasks = await all_come(queue, maker, *map(Client, "abcd"))
        outcomes = await asyncio.gather(*tasks[1:], return_exceptions=True)
        assert [type(each) for each in outcomes] == [BusyError, BusyError, BusyError]
        maker.let.set()
        assert (await tasks[0]).body == b"a"
        assert maker.asked == ["a"]

    run(crowd)


def test_when_the_server_ends_whoever_waits_is_told_so() -> None:
    async def end() -> None:
        maker = Maker()
        queue = gate(maker)
        tasks = await all_come(queue, maker, *map(Client, "ab"))
        queue.stop()
        tasks.append(asked(queue, Client("c")))
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(each) for each in outcomes] == [BusyError, BusyError, BusyError]
        assert maker.given_up == ["a"]

    run(end)


# --- processes that can be ended -----------------------------------------------------------------------------------


def job(route: str) -> Job:
    return Job(route, {"type": "http", "path": route, "query_string": b"", "headers": []})


async def all_ended() -> None:
    while multiprocessing.active_children():
        await asyncio.sleep(0.05)


def test_a_process_makes_one_page_after_another_and_ends_when_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    async def make() -> None:
        processes = WorkerProcesses(slow_pages)
        first, second = [(await processes.make(job("/a"))).body for _ in range(2)]
        assert first == second
        monkeypatch.setattr(workers, "IDLE_SECONDS", 0.1)
        await processes.make(job("/a"))
        await all_ended()

    run(make)


def test_a_page_that_takes_too_long_ends_with_its_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 0.5)

    async def make() -> None:
        with pytest.raises(OverTimeError):
            await WorkerProcesses(slow_pages).make(job("/never"))
        await all_ended()

    run(make)


def test_a_page_that_nobody_waits_for_ends_with_its_process() -> None:
    async def make() -> None:
        processes = WorkerProcesses(slow_pages)
        task = asyncio.create_task(processes.make(job("/never")))
        await asyncio.sleep(0.5)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await all_ended()

    run(make)


def test_after_a_process_that_ended_by_itself_there_is_another() -> None:
    async def make() -> None:
        processes = WorkerProcesses(slow_pages)
        with pytest.raises(WorkerEndedError):
            await processes.make(job("/end"))
        assert (await processes.make(job("/a"))).status == 200
        processes.stop()
        await all_ended()

    run(make)


def test_costly_pages_are_the_same_wherever_they_are_made(site: Site, record: Path) -> None:
    addresses = (
        COSTLY,
        COSTLY.replace("?", ".json?"),
        "/claim?text=.",
        "/claim/nothing",
        "/changes?since=soon",
        "/person/nobody?show=claims",
        "/results.csv?q=harbour",
        "/results.csv?since=soon",
    )
    with Site(record, processes=1) as served:
        apart = [served.get(address) for address in addresses]
    here = [site.get(address) for address in addresses]
    assert [(each.status, each.headers["content-type"]) for each in apart] == [
        (each.status, each.headers["content-type"]) for each in here
    ]
    assert [each.body for each in apart] == [each.body for each in here]


def test_who_asked_for_what_takes_too_long_is_told_so(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "SECONDS", 0.01)
    with Site(record, processes=1) as served:
        answer, data = served.get(COSTLY), served.get(COSTLY.replace("?", ".json?")).data
        assert served.get("/about").status == 200
    assert (answer.status, data["title"]) == (503, "This page takes too long")
    assert answer.headers["retry-after"]


# --- the server as it runs -----------------------------------------------------------------------------------------


def claims(count: int) -> list[str]:
    return [
        f"/claim{'.json' * (n % 2)}?text={quote_plus(f'The harbour stays open for {n} days')}" for n in range(count)
    ]


def test_where_too_many_costly_pages_are_asked_for_the_rest_is_told_when_to_try_again(record: Path) -> None:
    with server_process(record) as served, ThreadPoolExecutor(150) as threads:
        answers = list(threads.map(served.get, claims(150)))
        turned_away = [each for each in answers if each.status == 503]
        assert Counter(each.status for each in answers).keys() == {200, 503}
        assert all(each.headers["retry-after"] == "10" for each in turned_away)
        pages = [each for each in turned_away if each.headers["content-type"].startswith("text/html")]
        assert pages[0].text.count("Busy, try again")
        again = next(str(each["href"]) for each in Elements.of(pages[0].body).all("a") if "claim" in str(each["href"]))
        assert served.get(again).status == 200
        data = next(each.data for each in turned_away if "json" in each.headers["content-type"])
        assert (data["status"], data["title"]) == (503, "Busy, try again")


def test_a_statement_of_many_reports_keeps_no_other_page_waiting(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    many = [reading(f"n{n}", f"the harbour stays open {'and open ' * n}", outlet=f"Outlet {n}") for n in range(60)]
    with Record.open(path) as writer:
        put(writer, *many)
        join(writer, [each.quotations[0].id for each in many])
    with server_process(path) as served, ThreadPoolExecutor(4) as threads:
        statement = threads.submit(served.get, f"/statement/{many[0].quotations[0].id}")
        cross = served.get(f"/statement/{many[0].quotations[0].id}", Sec_Fetch_Site="cross-site")
        assert (served.get("/about").status, cross.status) == (200, 403)
        assert statement.result(HANGS).status == 200


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_the_server_ends_under_load(record: Path, sent: signal.Signals) -> None:
    with server_process(record) as served, ThreadPoolExecutor(40) as threads:
        assert served.get("/about").status == 200
        idle, slow, deaf = (served.connect() for _ in range(3))
        slow.sendall(b"GET / HTTP/1.1\r\nHost: local")
        deaf.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n" * 500)
        answers = [threads.submit(status_or_none, served, address) for address in claims(30)]
        time.sleep(1)
        started = children(served)
        served.process.send_signal(sent)
        _, errors = served.process.communicate(timeout=HANGS)
        assert {each.result() for each in answers} <= {200, 503, None}
        assert errors == ""
        deadline = time.monotonic() + HANGS
        while any(Path(f"/proc/{each}").exists() for each in started) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not [each for each in started if Path(f"/proc/{each}").exists()]
        for each in (idle, slow, deaf):
            each.close()


def status_or_none(served: ServerProcess, address: str) -> int | None:
    try:
        return served.get(address).status
    except (OSError, HTTPException):
        return None


def children(served: ServerProcess) -> list[int]:
    """The processes that the server has started, where the system tells."""
    place = Path(f"/proc/{served.process.pid}/task/{served.process.pid}/children")
    return list(map(int, place.read_text().split())) if place.exists() else []


# --- other sites, names, links, cookies ----------------------------------------------------------------------------

FOLLOWED = {"sec_fetch_mode": "navigate", "sec_fetch_dest": "document", "sec_fetch_user": "?1"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec_fetch_site": "none"}, 200),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"sec_fetch_site": "same-site"}, 200),
        ({"sec_fetch_site": "cross-site", **FOLLOWED}, 200),
        ({"sec_fetch_site": "cross-site"}, 403),
        ({"sec_fetch_site": "cross-site", **FOLLOWED, "sec_fetch_dest": "iframe"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate", "sec_fetch_dest": "document"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_other_sites_read_cheap_pages_only(site: Site, headers: dict[str, str], status: int) -> None:
    assert site.get("/about", **headers).status == 200
    answer = site.get(COSTLY, **headers)
    assert answer.status == status
    assert {key: answer.headers[key.lower()] for key in STRICT} == STRICT
    assert site.get("/results.csv", **headers).status == status


def test_a_page_that_was_refused_to_another_site_can_be_opened_from_here(site: Site) -> None:
    refused = site.get(COSTLY, sec_fetch_site="cross-site")
    assert COSTLY in {link["href"] for link in Elements.of(refused.body).all("a")}
    assert "Open this page from here" in refused.text
    assert site.get(COSTLY.replace("?", ".json?"), sec_fetch_site="cross-site").data["status"] == 403


def test_sites_that_are_named_may_read_costly_pages(record: Path) -> None:
    with Site(record, origins=["https://news.example"]) as named:
        from_named = named.get(COSTLY, sec_fetch_site="cross-site", origin="https://news.example")
        from_other = named.get(COSTLY, sec_fetch_site="cross-site", origin="https://evil.example")
    assert (from_named.status, from_other.status) == (200, 403)


def test_behind_a_server_that_encrypts_names_links_and_cookies_are_those_of_the_address(record: Path) -> None:
    address = "https://record.example"
    with server_process(record, "--address", address) as served:
        shown = urlsplit(served.shown)
        assert (shown.scheme, shown.netloc) == ("https", "record.example")
        assert served.get("/", host="record.example").status == 401
        let_in = served.get(f"/?{shown.query}", host="record.example")
        cookie = let_in.headers["set-cookie"]
        assert {"Secure", "HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
        held = {"cookie": cookie.partition(";")[0], "x_forwarded_host": "evil.example", "x_forwarded_proto": "http"}
        for host in ("record.example", "localhost", "127.0.0.1"):
            feed = served.get("/feed.atom", host=host, **held)
            assert feed.status == 200
            assert f'href="{address}/feed.atom"' in feed.body
            assert "evil.example" not in feed.body
        assert served.get("/", **held, host="evil.example").status == 421
        assert f"({address}/" in served.get("/digest.md?since=2032", host="localhost", **held).body


def test_links_follow_from_where_the_connection_arrives_not_from_what_it_claims(record: Path) -> None:
    with server_process(record) as served:
        base = f"http://127.0.0.1:{served.port}"
        assert served.shown == f"{base}/"
        forged = {"x_forwarded_host": "evil.example", "x_forwarded_proto": "https", "forwarded": "host=evil.example"}
        for address in ("/feed.atom", "/digest.md?since=2032"):
            body = served.get(address, host="localhost", **forged).body
            assert f"{base}/" in body
            assert "evil.example" not in body
            assert "//localhost" not in body


def test_a_cookie_travels_unencrypted_where_nothing_encrypts(record: Path) -> None:
    with Site(record, token="sixteen or more characters") as served:  # noqa: S106 of this test only
        cookie = served.get("/?token=sixteen+or+more+characters").headers["set-cookie"]
    assert "Secure" not in cookie.split("; ")


# --- connections ---------------------------------------------------------------------------------------------------


def closed(connection: socket.socket) -> bool:
    """Read what comes until the other side closes; False where it does not."""
    connection.settimeout(HANGS)
    try:
        while connection.recv(65536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


def connected(site: Site) -> socket.socket:
    return socket.create_connection(("127.0.0.1", site.port), timeout=HANGS)


def closed_under(letters: bytes, connection: socket.socket) -> bool:
    """Send letters one by one, until the other side closes; False where it does not."""
    connection.settimeout(0.1)
    for number in range(10 * HANGS):
        try:
            connection.sendall(letters[number : number + 1])
            if not connection.recv(1):
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


def test_a_head_that_comes_letter_by_letter_is_cut(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "HEAD_SECONDS", 1.0)
    with Site(record) as served, connected(served) as slow:
        assert closed_under(b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 10_000, slow)


def test_a_connection_without_a_request_and_a_body_that_never_comes_are_cut(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "HEAD_SECONDS", 1.0)
    with Site(record) as served, connected(served) as silent, connected(served) as waiting, connected(served) as kept:
        waiting.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n")
        kept.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\nG")
        assert all(map(closed, (silent, waiting, kept)))


def test_an_answer_that_is_not_taken_is_cut(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "HEAD_SECONDS", 1.0)
    with Site(record) as served, connected(served) as deaf:
        deaf.sendall(b"GET /about HTTP/1.1\r\nHost: localhost\r\n\r\n" * 2_000)
        deadline = time.monotonic() + HANGS
        while served.connections and time.monotonic() < deadline:
            time.sleep(0.1)
        assert served.connections == 0


def test_a_new_connection_takes_the_place_of_an_idle_one(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_CONNECTIONS", 4)
    monkeypatch.setattr(guard, "HEAD_SECONDS", 4.0 * HANGS)
    with Site(record) as served:
        idle = [connected(served) for _ in range(6)]
        assert served.get("/about").status == 200
        assert all(map(closed, idle[:2]))
        for each in idle:
            each.close()
