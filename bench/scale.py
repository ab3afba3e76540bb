"""How long it takes to link a large record: `python -m bench.scale [--rows N ...]`, on made-up coverage of ten years.

Utterances of 20,000 speakers, a few of whom speak a lot, each reported three times on the average: word for word, cut,
retold, or in a headline. Sentences are of a small grammar; one in twenty is a quotation of the demo.
"""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
import math
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench import corpora
from onrecord.record_linking import relink
from onrecord.store.sqlite.record import Record
from onrecord.types import Dated, Document, Form, Quotation, Reading, Span, Speaker, Story, content_id

_SPEAKERS, _OUTLETS, _DAYS = 20_000, 300, 3652
PER_STORY = 5
_MORE = 1_000  # quotations that are added to the record when it is linked
NOUNS, _VERBS, ADJECTIVES = map(
    str.split, Path(__file__).with_name("vocabulary.txt").read_text(encoding="utf-8").splitlines()
)
_WILL = ("will", "must", "cannot", "may", "will never", "should", "is to", "can")
_WHERE = ("in {}", "near {}", "at {}", "for {}", "after {}", "with {}")
_RETOLD = {
    "will": "is to",
    "must": "has to",
    "cannot": "is unable to",
    "wants to": "would like to",
    "never": "not ever",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One size: rows, seconds of linking them all (by the clock; of the processor), of a thousand more, peak in MiB.

    `held` is the longest time in seconds for which linking kept other programs from writing.
    """

    rows: int
    seconds: float
    busy: float
    more: float
    peak: float
    held: float


class TimedRecord(Record):
    """A record that notes how long the longest write took, from the moment at which others had to wait for it."""

    held = 0.0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for writes, and note the time."""
        with super().writing() as db:
            start = time.perf_counter()
            yield db
        self.held = max(self.held, time.perf_counter() - start)


class Press:
    """Speakers, places and days; the same for the same seed."""

    def __init__(self, seed: int = 11) -> None:
        self.chance = random.Random(seed)  # noqa: S311 nothing here is secret
        self._weights = list(itertools.accumulate(1 / (rank + 1) for rank in range(_SPEAKERS)))
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
        self.places = ["".join(self.chance.choices(syllables, k=3)).title() for _ in range(400)]
        family = ["".join(self.chance.choices(syllables, k=k)).title() for k in (3, 4) for _ in range(_SPEAKERS)]
        given = ["".join(self.chance.choices(syllables, k=2)).title() for _ in range(500)]
        self.speakers = [f"{self.chance.choice(given)} {name}" for name in family[:_SPEAKERS]]
        self.outlets = [f"The {place} Post" for place in self.places[:_OUTLETS]]
        rows = (corpora.HERE / "gold" / "demo" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        self._real = list(_demo(rows))

    def speaker(self) -> int:
        """Return the number of a speaker; the first is quoted a tenth of the time."""
        return bisect.bisect(self._weights, self.chance.random() * self._weights[-1])

    def utterance(self, speaker: int) -> list[str]:
        """Return the sentences of an utterance; each speaker comes back to twenty matters."""
        if self.chance.random() < 0.05:
            return [self.chance.choice(self._real)]
        matter = (speaker * 7 + self.chance.randrange(20) * 31) % (len(NOUNS) * len(ADJECTIVES))
        what = f"the {ADJECTIVES[matter % len(ADJECTIVES)]} {NOUNS[matter % len(NOUNS)]}"
        return [self._sentence(what if n == 0 else "it") for n in range(self.chance.choice((1, 1, 2, 3)))]

    def _sentence(self, what: str) -> str:
        pick = self.chance.choice
        who = f"The {pick(ADJECTIVES)} {pick(NOUNS)}"
        return f"{who} {pick(_WILL)} {pick(_VERBS)} {what} {pick(_WHERE).format(pick(self.places))}."

    def report(self, said: list[str]) -> tuple[str, Form]:
        """Return what an outlet makes of it."""
        chosen = self.chance.random()
        if chosen < 0.5:
            return f"“{' '.join(said)}”", "direct"
        if chosen < 0.65:
            return f"“{said[0].rsplit(' ', 2)[0]}”", "direct"
        retold = said[self.chance.randrange(len(said))].rstrip(".")
        for word, other in _RETOLD.items():
            retold = retold.replace(f" {word} ", f" {other} ")
        return (f"that {retold[:1].lower()}{retold[1:]}", "indirect") if chosen < 0.9 else (retold, "indirect")


def _demo(rows: list[str]) -> Iterator[str]:
    texts = {text.name: text.document.text for text in corpora.demo()}
    for row in map(json.loads, rows):
        if row["document"] in texts:
            yield " ".join(Span(*span).of(texts[row["document"]]) for span in row["content"]).strip('"“”')


def readings(rows: int) -> Iterator[Reading]:
    """Yield made-up stories with so many quotations in all, in the order of days."""
    press = Press()
    waiting: list[tuple[str, str, Form]] = []
    made, per_day = 0, max(1, rows // _DAYS)
    for number in itertools.count():
        day = date(2031, 1, 1) + timedelta(days=number % _DAYS)
        while len(waiting) < per_day:
            speaker = press.speaker()
            name, said = press.speakers[speaker], press.utterance(speaker)
            reports = min(40, int(press.chance.paretovariate(1.4)) + press.chance.choice((0, 1, 1)))
            waiting += [(name, *press.report(said)) for _ in range(reports)]
        press.chance.shuffle(waiting)
        while waiting and made < rows:
            some, waiting = waiting[:PER_STORY], waiting[PER_STORY:]
            made += len(some)
            yield _reading(press, some, day.isoformat(), made)
        waiting = []
        if made >= rows:
            return


def _reading(press: Press, some: list[tuple[str, str, Form]], day: str, number: int) -> Reading:
    outlet = press.chance.choice(press.outlets)
    lines = [f"{words}, {name} said." for name, words, _ in some]
    text = "\n\n".join((f"{outlet}, {number}", *lines))
    document = Document(f"{number}.txt", text.encode(), text)
    story = Story(
        content_id(document.sha256, 0), Span(0, len(text)), None, None, outlet, None, Dated(day, "stated"), "en"
    )
    at, quotations = text.index("\n") + 2, []
    for line, (name, words, form) in zip(lines, some, strict=True):
        span = Span(at, at + len(words))
        speaker = Speaker(content_id(name), name, "person", "minister")
        quotations.append(
            Quotation(content_id(document.sha256, *span), form, (span,), words, speaker=speaker, confidence=0.9)
        )
        at += len(line) + 2
    return Reading(document, story, text, tuple(quotations))


def run(rows: int, jobs: int = 1) -> Run:
    """Fill a record with so many quotations, link them, add a thousand and link again."""
    with tempfile.TemporaryDirectory() as folder, TimedRecord.open(Path(folder) / "scale.db") as record:
        made = readings(rows + _MORE)
        fill(record, made, rows)
        record.held = 0.0
        start, busy = time.perf_counter(), time.process_time()
        relink(record, jobs=jobs)
        spent, busy, held = time.perf_counter() - start, time.process_time() - busy, record.held
        fill(record, made, _MORE)
        start = time.perf_counter()
        relink(record, jobs=jobs)
        more = time.perf_counter() - start
    return Run(rows, spent, busy, more, peak(), held)


def peak() -> float:
    """Return the most memory of this process so far, in MiB."""
    import resource  # there is none on Windows, where this file is imported, too

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def fill(record: Record, made: Iterator[Reading], rows: int) -> None:
    done = 0
    for reading in made:
        record.add(reading.document, [reading], by="bench")
        done += len(reading.quotations)
        if done >= rows:
            return


def picture(runs: Sequence[Run]) -> str:
    """Return the seconds against the rows as SVG, both in powers of ten; the line is one growth for the other."""
    places = [(60 + 100 * (math.log10(run.rows) - 3), 330 - 75 * math.log10(max(run.seconds, 1.0))) for run in runs]
    points = [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5"><title>{run.rows:,} in {run.seconds:,.0f} s</title></circle>'
        for run, (x, y) in zip(runs, places, strict=True)
    ]
    ticks = [f'<text x="{60 + 100 * n}" y="350" text-anchor="middle">{10 ** (n + 3):,}</text>' for n in range(4)]
    ticks += [f'<text x="50" y="{334 - 75 * n}" text-anchor="end">{10**n:,}</text>' for n in range(5)]
    told = ", ".join(f"{run.rows:,} quotations in {run.seconds:,.0f} seconds" for run in runs)
    x, y = places[0]
    reach = 370 - x
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 385" role="img" font-family="sans-serif" '
        'font-size="12" fill="#333">\n'
        f"<title>How long linking takes</title><desc>{told}</desc>\n"
        '<rect width="400" height="385" fill="#fff"/>\n'
        '<path d="M60 25V330H370" fill="none" stroke="#999"/>'
        f'<path d="M{x:.1f} {y:.1f}l{reach:.1f} -{0.75 * reach:.1f}" stroke="#bbb"/>\n'
        f'{"".join(ticks)}\n<g fill="#8a3324" fill-opacity="0.8">{"".join(points)}</g>\n'
        '<text x="215" y="374" text-anchor="middle">quotations in the record</text>'
        '<text transform="translate(14 180) rotate(-90)" text-anchor="middle">seconds to link all</text>\n</svg>\n'
    )


def main() -> None:
    """Measure and print; draw if asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.scale", description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--picture", type=Path, help="where to draw them as SVG")
    asked = parser.parse_args()
    runs = []
    for rows in asked.rows:
        found = run(rows, asked.jobs)
        spent = f"{found.seconds:,.0f} s ({found.busy:,.0f} s of the processor)"
        more = f"a thousand more in {found.more:.1f} s"
        held = f"no write held for longer than {found.held * 1000:.0f} ms"
        print(f"{rows:,} quotations: linked in {spent}, {more}, {found.peak:,.0f} MiB, {held}", flush=True)
        runs.append(found)
    if asked.picture:
        asked.picture.write_text(picture(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
