"""How long pages of a large record take: `python -m bench.pages [--rows N]`. How they bear many readers: `bench.load`.

The record is that of `bench.scale`; `--record` names one that was kept. Served by the real server in this process and
asked over HTTP.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, quote_plus

from bench import scale
from onrecord.present.web import create_app, listen
from onrecord.present.web.http.server import server
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Query
from onrecord.store.sqlite.record import Record

_EACH = 40  # requests of a kind
_FEW = 10  # requests of a kind that takes longer
_CLAIMS = (
    "The old bridge will be closed",
    "The new treaty must be signed in spring",
    "The quiet harbour cannot be sold",
)


@dataclass(frozen=True, slots=True)
class Timed:
    """One kind of page: seconds of half of the requests and of 95 in 100, and the largest page in bytes, compressed."""

    kind: str
    half: float
    most: float
    largest: int


@contextmanager
def served(path: Path) -> Iterator[int]:
    """Serve a record in a thread; give the port."""
    with listen(port=0) as listening:
        served = server(create_app(path))
        thread = threading.Thread(target=served.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            served.should_exit = True
            thread.join(30)


def _get(port: int, address: str) -> tuple[int, bytes, float]:
    start = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        return answer.status, answer.read(), time.perf_counter() - start
    finally:
        connection.close()


def addresses(record: Record, chance: random.Random, each: int = _EACH) -> dict[str, list[str]]:
    """Return addresses of each kind of page that a record of made-up coverage has."""
    press = scale.Press()
    words = [f"{noun[:6]}*" for noun in scale.NOUNS]
    hits = [
        hit
        for word in chance.sample(words, min(8, len(words)))
        for hit in views.search(record, Query(words=word, order="newest", limit=200)).hits
    ]
    some = [chance.choice(hits) for _ in range(each)]
    years = [f"{chance.randrange(2031, 2041)}" for _ in range(each)]
    names = [press.speakers[press.speaker()].split()[-1] for _ in range(each)]
    return {
        "front": _anew("/", each),
        "search: a word": [f"/?q={quote_plus(chance.choice(words))}" for _ in range(each)],
        "search: words, speaker, year": [
            f"/?q={quote_plus(chance.choice(words))}&speaker={name}&since={year}&order=newest"
            for name, year in zip(names, years, strict=True)
        ],
        "quotation": [f"/quotation/{hit.id}" for hit in some],
        "statement": [f"/statement/{hit.id}" for hit in some],
        "story": [f"/story/{hit.story}" for hit in some],
        "person": [f"/person/{hit.speaker_id}" for hit in some if hit.speaker_id],
        "outlet": [f"/outlet/{quote(hit.outlet, safe='')}" for hit in some if hit.outlet],
        "people": _anew("/people", each),
        "people of a name": [f"/people?name={name}" for name in names],
        "outlets": _anew("/outlets", each),
        "digest": [
            f"/digest?since={year}-{month:02}&until={year}-{month:02}" for year, month in _months(years, chance)
        ],
        "compare": [
            f"/compare?side={one}&side={other}" for one, other in zip(names, names[1:] + names[:1], strict=True)
        ],
        "claims": _anew("/claims", each),
        "problems": _anew("/problems", each),
        "about": _anew("/about", each),
    }


def slower(asked: dict[str, list[str]], each: int = _FEW) -> dict[str, list[str]]:
    """Return addresses of what compares meanings or words and is shown when it is asked for."""

    return {
        "changes": [
            "/changes",
            *(f"/changes?{address.partition('?')[2]}" for address in asked["search: a word"][:each]),
        ],
        "statement, earlier and later ones": [f"{address}?show=relations" for address in asked["statement"][:each]],
        "person, what changed": [f"{address}?show=changes" for address in asked["person"][:each]],
        "person, claim by claim": [f"{address}?show=claims" for address in asked["person"][:each]],
        "outlet, where words differ": [f"{address}?show=alterations" for address in asked["outlet"][:each]],
        "claim": [f"/claim?text={quote_plus(text)}" for text in _CLAIMS],
    }


def _anew(path: str, each: int) -> list[str]:
    """Return addresses of one page that differ in a parameter which is passed over, so that none is a kept page."""
    return [f"{path}?n={number}" for number in range(each)]


def _months(years: Sequence[str], chance: random.Random) -> Iterator[tuple[str, int]]:
    return ((year, chance.randrange(1, 13)) for year in years)


def timed(path: Path) -> list[Timed]:
    """Ask for pages of each kind, one after another."""
    found = []
    with Record.open(path, readonly=True) as record:
        asked = addresses(record, random.Random(5))  # noqa: S311 nothing here is secret
    with served(path) as port:
        _get(port, "/")
        for kind, several in (asked | slower(asked)).items():
            answers = [_get(port, address) for address in several]
            bad = [status for status, _, _ in answers if status >= 400]
            if bad:
                raise RuntimeError(f"{kind}: {len(bad)} of {len(answers)} answers are errors, such as {bad[0]}")
            spent = sorted(seconds for _, _, seconds in answers)
            largest = max(len(gzip.compress(body)) for _, body, _ in answers)
            found.append(Timed(kind, spent[len(spent) // 2], spent[int(len(spent) * 0.95)], largest))
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--record", type=Path, help="a record of bench.scale that was kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = asked.record or Path(folder) / "pages.db"
        if not asked.record:
            with Record.open(path) as record:
                scale.fill(record, scale.readings(asked.rows), asked.rows)
                relink(record, jobs=2)
        for each in timed(path):
            print(f"{each.kind}: p50 {1000 * each.half:.0f} ms, p95 {1000 * each.most:.0f} ms, {each.largest:,} bytes")


if __name__ == "__main__":
    main()
