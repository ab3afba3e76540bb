"""Shapes of quotations that are made to take long to link: `python -m bench.shapes linking`.

Each is written into a record as readings that are given, and linked: actors, statements, relations and stances. Vectors
are given, too: the encoder takes about as long for each passage, and would hide what linking takes.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from bench.scale import TimedRecord, peak
from bench.shapes.given_vectors import give_to_claim, give_to_quotations
from bench.shapes.slopes import Slope, slope
from onrecord.record_linking import relink
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import pin
from onrecord.types import Dated, Document, Form, Quotation, Reading, Span, Speaker, SpeakerKind, Story, content_id

_SIZES = (100, 316, 1_000, 3_162, 10_000, 31_623, 100_000)
_PER_DOCUMENT = 200  # stories
_FIRST = date(2031, 3, 1)
_ONE = "The bridge over the Sellow stays open to carts and walkers until the new one has been tried in a storm"
_FORMULA = _ONE.split()
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]
CLAIM = "The ferry fares will rise this year"


@dataclass(frozen=True, slots=True)
class Said:
    """A quotation of a shape: its words, by whom, on which day after the first, and in which story of which outlet."""

    words: str
    name: str = "Ana Ruel"
    day: int = 0
    kind: SpeakerKind = "person"
    role: str | None = None
    act: str = "assert"
    language: str = "en"
    form: Form = "direct"
    outlet: str = "The Orme Post"
    story: int | None = None
    stated: bool = False
    dated: bool = True


Shape = Callable[[random.Random], Iterator[Said]]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=3))


def _sentence(chance: random.Random, *about: str) -> str:
    """Return eight made-up words and those given, in any order."""
    words = [*(_word(chance) for _ in range(8)), *about]
    chance.shuffle(words)
    return " ".join(words)


def _changed(words: Sequence[str], chance: random.Random) -> list[str]:
    """Return words of which two are others."""
    found = list(words)
    for place in chance.sample(range(len(found)), 2):
        found[place] = _word(chance)
    return found


def _bulletins(chance: random.Random, per_day: int) -> Iterator[Said]:
    for number in _numbers():
        yield Said(" ".join(_changed(_FORMULA, chance)), day=number // per_day, outlet=f"Post {number % 300}")


def _chain(chance: random.Random) -> Iterator[Said]:
    words = list(_FORMULA)
    for number in _numbers():
        words = _changed(words, chance)
        yield Said(" ".join(words), day=number // 100)


def _spellings(chance: random.Random) -> Iterator[Said]:
    for _ in _numbers():
        family = "".join(consonant + chance.choice("aeiouy") * chance.choice((1, 1, 2)) for consonant in "vskmnr")
        yield Said(_sentence(chance), f"Dmitri {family.title()}")


def _numbers() -> Iterator[int]:
    return iter(range(sys.maxsize))


def _each(make: Callable[[random.Random, int], Said]) -> Shape:
    return lambda chance: (make(chance, number) for number in _numbers())


SHAPES: Mapping[str, Shape] = {
    "a bulletin a day, two words changed": lambda chance: _bulletins(chance, 1),
    "bulletins of few days, two words changed": lambda chance: _bulletins(chance, 5_000),
    "each like the one before, two words changed": _chain,
    "the same words in many reports": _each(lambda _, n: Said(_ONE, outlet=f"Post {n % 300}")),
    "the same words in many outlets": _each(lambda _, n: Said(_ONE, outlet=f"Post {n}")),
    "the same words on many days": _each(lambda _, n: Said(_ONE, day=n)),
    "the same words on many days, stated": _each(lambda _, n: Said(_ONE, day=n, stated=True)),
    "many bearers of one surname": _each(
        lambda c, _: Said(_sentence(c), f"{_word(c).title()} {_word(c).title()} Ruel")
    ),
    "many bearers of one name but for the second": _each(
        lambda c, _: Said(_sentence(c), f"Ana {_word(c).title()} Ruel")
    ),
    "a surname alone in many stories": _each(
        lambda c, n: Said(_sentence(c), f"{_word(c).title()} Ruel" if n % 2 else "Ruel", role=_word(c))
    ),
    "a surname alone in many stories, and nobody who has it": _each(
        lambda c, n: Said(_sentence(c), "Ruel", n // 10, role="harbour minister")
    ),
    "a name in many spellings": _spellings,
    "many bodies of like names": _each(
        lambda c, _: Said(_sentence(c), f"M{_word(c)} O{_word(c)} D{_word(c)}".title(), kind="organisation")
    ),
    "offices without names": _each(lambda c, _: Said(_sentence(c), f"the head of {_word(c)}", kind="office")),
    "many speakers, a sentence each": _each(lambda c, _: Said(_sentence(c), f"{_word(c)} {_word(c)}".title())),
    "one speaker, many sentences": _each(lambda c, n: Said(_sentence(c), day=n // 100)),
    "one speaker, many sentences on one topic": _each(
        lambda c, n: Said(_sentence(c, "ferry", "fares", "people"), day=n // 1_000)
    ),
    "one speaker in two languages": _each(lambda c, n: Said(_sentence(c), language="en" if n % 2 else "de")),
    "one speaker without spaces": _each(
        lambda c, n: Said("".join(chr(c.randrange(0x4E00, 0x9000)) for _ in range(20)), language="zh", day=n // 100)
    ),
    "days that are not known": _each(lambda c, _: Said(_sentence(c, "ferry", "fares", "people"), dated=False)),
    "many denials of one thing": _each(
        lambda c, n: Said(_sentence(c, "ferry", "fares"), f"{_word(c)} {_word(c)}".title(), act="deny", story=n // 50)
    ),
    "many denials of one speaker by name": _each(
        lambda c, n: (
            Said(f"{_sentence(c)} said Ruel", f"{_word(c)} {_word(c)}".title(), act="deny")
            if n % 2
            else Said(_sentence(c))
        )
    ),
    "many promises": _each(lambda c, n: Said(_sentence(c, "ferry", "fares"), day=n, act="promise")),
    "a long interview": _each(lambda c, _: Said(_sentence(c, "ferry"), story=0)),
    "many statements on a pinned claim": _each(
        lambda c, n: Said(_sentence(c, "ferry", "fares", "rise", "year"), f"{_word(c)} {_word(c)}".title(), n // 100)
    ),
    "words that come back and back": _each(
        lambda c, n: Said(" ".join(c.choices(("no", "never", "nobody"), k=200)), day=n // 100)
    ),
}


def readings(shape: Shape, quotations: int) -> Iterator[tuple[Document, list[Reading]]]:
    """Yield documents of many stories each, with so many quotations of a shape in all; the same each time."""
    said = list(islice(shape(random.Random(7)), quotations))  # noqa: S311 nothing here is secret
    stories: dict[int, list[Said]] = {}
    for number, one in enumerate(said):
        stories.setdefault(-1 - number if one.story is None else one.story, []).append(one)
    several = list(stories.values())
    for start in range(0, len(several), _PER_DOCUMENT):
        yield _document(several[start : start + _PER_DOCUMENT], start)


def _document(stories: Iterable[Sequence[Said]], number: int) -> tuple[Document, list[Reading]]:
    text, places = f"Issue {number}\n\n", []
    for story in stories:
        start, spans = len(text), []
        for one in story:
            spans.append(Span(len(text), len(text) + len(one.words)))
            text += f"{one.words}, said {one.name}.\n"
        places.append((story, Span(start, len(text)), spans))
    document = Document(f"{number}.txt", text.encode(), text)
    return document, [_reading(document, *place) for place in places]


def _reading(document: Document, said: Sequence[Said], span: Span, spans: Sequence[Span]) -> Reading:
    first = said[0]
    day = Dated((_FIRST + timedelta(days=first.day)).isoformat(), "stated") if first.dated else None
    identity = content_id(document.sha256, span.start)
    story = Story(identity, span, None, None, first.outlet, None, day, first.language)
    quotations = tuple(
        Quotation(
            content_id(document.sha256, *place),
            one.form,
            (place,),
            one.words,
            speaker=Speaker(_actor(one, identity), one.name, one.kind, one.role),
            said=day if one.stated else None,
            act=one.act,
            confidence=0.9,
        )
        for one, place in zip(said, spans, strict=True)
    )
    return Reading(document, story, document.text, quotations)


def _actor(one: Said, story: str) -> str:
    """Return the id of an actor: one who has a family name only is known within a story."""
    return content_id("actor", one.name, "" if " " in one.name else story)


def fill(record: Record, shape: Shape, quotations: int) -> None:
    """Write so many quotations of a shape into a record, and pin a claim on which some of them bear."""
    relink(record)  # embeddings that are kept before that would be made anew
    for document, stories in readings(shape, quotations):
        record.add(document, stories, by="bench")
        give_to_quotations(record, (quotation for reading in stories for quotation in reading.quotations))
    give_to_claim(record, pin(record, CLAIM, by="bench", at="2031-01-01T00:00:00+00:00"))


def measured(largest: int, only: str) -> Iterator[Slope]:
    """Yield the slope of each shape whose name has `only` in it, up to `largest` quotations."""
    sizes = [size for size in _SIZES if size <= largest]
    with tempfile.TemporaryDirectory() as folder:
        relink_once(Path(folder))
        for name, shape in SHAPES.items():
            if only in name:
                yield slope(name, sizes, lambda size, shape=shape: _prepared(Path(folder), shape, size))  # type: ignore[misc]


def relink_once(folder: Path) -> None:
    """Load what linking loads once, so that it counts for no shape."""
    _prepared(folder, SHAPES["one speaker, many sentences"], 10)()


def _prepared(folder: Path, shape: Shape, quotations: int) -> Callable[[], object]:
    for each in folder.glob("linking.db*"):
        each.unlink()
    record = TimedRecord.open(folder / "linking.db")
    fill(record, shape, quotations)
    record.held = 0.0
    return lambda: _link(record, quotations)


def _link(record: TimedRecord, quotations: int) -> None:
    relink(record)
    record.close()
    held = f"no write held for longer than {record.held * 1000:.0f} ms"
    print(f"  {quotations:,} quotations: {held}, {peak():,.0f} MiB so far", file=sys.stderr, flush=True)
