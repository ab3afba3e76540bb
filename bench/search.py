"""How fast the record is filled and searched: `python -m bench.search [--rows N]`, on made-up words."""

from __future__ import annotations

import argparse
import bisect
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from onrecord.store.sqlite.reads.views import Order, Query, facets, search
from onrecord.store.sqlite.record import Record
from onrecord.types import Dated, Document, Quotation, Reading, Span, Speaker, Story, content_id

_SPEAKERS, _OUTLETS, _DAYS, _WORDS = 2000, 200, 3652, 60_000
_QUERIES = 30  # of each kind
_PER_STORY = 8


class _World:
    """Words, names and days with the long tails that news has; the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.chance = random.Random(seed)  # noqa: S311 nothing here is secret
        self.words = self._coined(_WORDS)
        self._word_weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))
        names = self._coined(3000)
        self.speakers = [f"{self.chance.choice(names[:400]).title()} {name.title()}" for name in names[-_SPEAKERS:]]
        self.outlets = [
            f"The {name.title()} {self.chance.choice(('Post', 'Times', 'Wire'))}" for name in names[:_OUTLETS]
        ]

    def _coined(self, count: int) -> list[str]:
        syllables = [
            first + vowel for first in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u", "ar", "en", "os")
        ]
        coined: dict[str, None] = {}
        while len(coined) < count:
            coined["".join(self.chance.choices(syllables, k=self.chance.choice((1, 2, 2, 3, 3, 4))))] = None
        return list(coined)

    def draw(self, count: int) -> list[str]:
        """Return `count` words, the frequent ones frequently."""
        top = self._word_weights[-1]
        return [self.words[bisect.bisect(self._word_weights, self.chance.random() * top)] for _ in range(count)]

    def speaker(self) -> str:
        """Return a speaker; few are quoted a lot."""
        return self.speakers[min(int(self.chance.paretovariate(0.6)) - 1, _SPEAKERS - 1)]

    def day(self) -> date:
        """Return a day of ten years."""
        return date(2031, 1, 1) + timedelta(days=self.chance.randrange(_DAYS))


def _reading(world: _World, number: int) -> Reading:
    pieces, spans, at = [], [], 0
    for _ in range(_PER_STORY):
        said = " ".join(world.draw(world.chance.randint(8, 40)))
        rest = " ".join(world.draw(world.chance.randint(10, 40)))
        pieces.append(f"“{said}”, {rest}.\n\n")
        spans.append(Span(at, at + len(said) + 2))
        at += len(pieces[-1])
    text = "".join(pieces)
    document = Document(f"{number}.txt", text.encode(), text)
    day, outlet = world.day().isoformat(), world.chance.choice(world.outlets)
    story = Story(
        content_id(document.sha256, 0), Span(0, at), text[:60], Span(0, 60), outlet, None, Dated(day, "stated")
    )
    return Reading(document, story, text, tuple(_quotation(world, document, span) for span in spans))


def _quotation(world: _World, document: Document, span: Span) -> Quotation:
    name = world.speaker()
    return Quotation(
        content_id(document.sha256, *span),
        world.chance.choices(("direct", "mixed", "indirect"), (3, 1, 6))[0],
        (span,),
        span.of(document.text),
        cue=Span(span.end + 2, span.end + 8),
        source=Span(span.end + 9, span.end + 20),
        speaker=Speaker(content_id(name), name, "person", "minister"),
        confidence=0.9,
    )


def _filled(record: Record, world: _World, rows: int) -> float:
    spent = 0.0
    for number in range(rows // _PER_STORY):
        reading = _reading(world, number)
        start = time.perf_counter()
        record.add(reading.document, [reading], by="bench")
        spent += time.perf_counter() - start
    return rows / spent


def _kinds(world: _World) -> dict[str, Callable[[], Query]]:
    """Return the kinds of question asked, each as a maker of fresh queries."""

    def words(count: int, low: int = 0, high: int = 3000) -> str:
        return " ".join(world.words[world.chance.randrange(low, high)] for _ in range(count))

    def dated(words: str = "", speaker: str = "", order: Order = "best") -> Query:
        first = world.day()
        last = first + timedelta(days=world.chance.choice((30, 365, 1500)))
        return Query(words, speaker, since=first.isoformat(), until=last.isoformat(), order=order)

    def surname() -> str:
        return world.speaker().split()[1].lower()

    return {
        "speaker + dates + word, newest": lambda: dated(words(1), surname(), "newest"),
        "speaker + dates + word, best": lambda: dated(words(1), surname()),
        "two words, newest": lambda: Query(words(2, 0, 300), order="newest"),
        "two words, best": lambda: Query(words(2, 0, 300)),
        "one common word, newest": lambda: Query(words(1, 0, 20), order="newest"),
        "one common word, best": lambda: Query(words(1, 0, 20)),
        "three common words, best": lambda: Query(words(3, 0, 12)),
        "phrase of common words, best": lambda: Query(f'"{words(2, 0, 30)}"'),
        "prefix, best": lambda: Query(words(1)[:3] + "*"),
        "form + outlet + common word, best": lambda: Query(
            words(1, 0, 20), outlet=world.chance.choice(world.outlets), form="direct"
        ),
        "speaker only": lambda: Query(speaker=surname()),
        "first name of many + common word": lambda: Query(words(1, 0, 20), world.chance.choice("bdfgklmn")),
        "days only": dated,
    }


def _times(run: Callable[[Query], object], queries: Sequence[Query]) -> list[float]:
    def timed(query: Query) -> float:
        start = time.perf_counter()
        run(query)
        return (time.perf_counter() - start) * 1000

    return [timed(query) for query in queries]


def _figures(name: str, times: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(times, n=20)
    return {f"{name}: p50 ms": statistics.median(times), f"{name}: p95 ms": cuts[18]}


def run(rows: int = 100_000) -> dict[str, float]:
    """Fill a record with `rows` quotations and search it; return the figures by name."""
    world = _World()
    with tempfile.TemporaryDirectory() as folder, Record.open(Path(folder) / "bench.db") as record:
        figures = {"rows added per second": _filled(record, world, rows)}
        figures["file MB"] = record.path.stat().st_size / 1e6
        everything: list[float] = []
        counting: list[float] = []
        for name, make in _kinds(world).items():
            queries = [make() for _ in range(_QUERIES)]
            times = _times(partial(search, record), queries)
            everything += times
            figures |= _figures(name, times)
            counting += _times(partial(facets, record), queries)
        figures |= _figures("all searches", everything) | _figures("all facets", counting)
    return figures


def main() -> None:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    for name, value in run(parser.parse_args().rows).items():
        print(f"{name:60}{value:12,.1f}")


if __name__ == "__main__":
    main()
