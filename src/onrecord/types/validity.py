"""What a Reading must hold to: spans in the text and in order, words as their spans have them, ids and dates sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from math import isfinite
from typing import Final, get_args

from onrecord.types.text import (
    Act,
    Basis,
    Dated,
    Form,
    Kind,
    Mention,
    Modality,
    NamedKind,
    Polarity,
    Probabilities,
    Quotation,
    Reading,
    Span,
    SpeakerKind,
    Story,
    covered,
)

_DATE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def faults(reading: Reading) -> Iterator[str]:
    """Yield in plain English what is wrong with a reading, each fault with the id of its quotation; nothing if sound.

    Spans count characters of `document.text`. Takes time in proportion to the length of the reading.
    """
    text = reading.document.text
    yield from _of_story(reading.story, text)
    if len(reading.masked) != len(text):
        yield f"the masked text has {len(reading.masked)} characters, the document {len(text)}"
    for named in reading.named:
        yield from _outside("named", named.span, Span(0, len(text)))
        yield from _unknown("kind of a name", named.kind, get_args(NamedKind))
    for problem in reading.problems:
        if problem.span and not _within(problem.span, len(text)):
            yield f"the problem {problem.message[:40]!r} lies at {_shown(problem.span)}, outside the document"
    yield from _of_ids(reading.quotations)
    for quotation in reading.quotations:
        for fault in quotation_faults(quotation, reading.story.span, text):
            yield f"quotation {quotation.id}: {fault}"


def quotation_faults(quotation: Quotation, story: Span, text: str) -> Iterator[str]:
    """Yield what is wrong with one quotation of a story of `text`, apart from what it is `inside`."""
    yield from _of_content(quotation, story, text)
    for name in ("cue", "source"):
        yield from _outside(name, getattr(quotation, name), story)
    for name in ("addressee", "venue", "condition", "deadline"):
        yield from _of_mention(name, getattr(quotation, name), text)
    for link in quotation.relay:
        yield from _of_mention("relay", Mention(link.name, link.span), text)
    yield from _of_date("said", quotation.said, text)
    spans = [*quotation.about, *(reason.span for reason in quotation.because)]
    for span in spans:
        yield from _outside("about or because", span, Span(0, len(text)))
    yield from _of_values(quotation)


def inside_faults(quotations: Sequence[Quotation]) -> Iterator[tuple[str, str]]:
    """Yield the ids of quotations from which the way outwards, from holder to holder, does not end, each with why."""
    holders = {quotation.id: quotation.inside for quotation in quotations}
    ends: dict[str, str] = {}
    for first in holders:
        way: dict[str, None] = {}
        here: str | None = first
        while here is not None and here in holders and here not in ends and here not in way:
            way[here] = None
            here = holders[here]
        ends.update(dict.fromkeys(way, _end(here, way, ends)))
    return ((name, fault) for name, fault in ends.items() if fault)


def _end(here: str | None, way: Collection[str], ends: Mapping[str, str]) -> str:
    """Return what is wrong with a way that led here, "" if nothing is."""
    if here is None:
        return ""
    if here in way:
        return "it stands inside itself, if through others"
    return ends.get(here, "it stands inside a quotation that is none of this reading, if through others")


def _of_ids(quotations: Sequence[Quotation]) -> Iterator[str]:
    for name, count in Counter(quotation.id for quotation in quotations).items():
        if count > 1 or not name:
            yield f"quotation {name}: the id is that of {count} quotations"
    for name, fault in inside_faults(quotations):
        yield f"quotation {name}: {fault}"


def _of_story(story: Story, text: str) -> Iterator[str]:
    if not story.id:
        yield "the story has no id"
    if not (0 <= story.span.start <= story.span.end <= len(text)):
        yield f"the story lies at {_shown(story.span)}, outside the {len(text)} characters of the document"
    yield from _outside("headline", story.headline_span, Span(0, len(text)))
    yield from _of_date("published", story.published, text)


def _of_content(quotation: Quotation, story: Span, text: str) -> Iterator[str]:
    content = quotation.content
    if not content:
        yield "it has no content"
    yield from (fault for span in content for fault in _outside("content", span, story))
    if any(left.end > right.start for left, right in pairwise(content)):
        yield "the spans of its content are not in order, or share characters"
    # Lengths first: spans that overlap by the thousand would make a text of their own size.
    length = sum(end - start for start, end in content) + max(len(content) - 1, 0)
    if length != len(quotation.text) or covered(text, content) != quotation.text:
        yield "its text is not what its content covers"


def _of_mention(name: str, mention: Mention | None, text: str) -> Iterator[str]:
    if mention is None:
        return
    if not _within(mention.span, len(text)):
        yield f"{name} lies at {_shown(mention.span)}, outside the document"
    elif mention.span.of(text) != mention.text:
        yield f"{name} is not the words at its span"


def _of_date(name: str, dated: Dated | None, text: str) -> Iterator[str]:
    if dated is None:
        return
    yield from _outside(name, dated.span, Span(0, len(text)))
    yield from _unknown(f"basis of {name}", dated.basis, get_args(Basis))
    if not is_date(dated.value):
        yield f"{name} is {dated.value[:40]!r}, which is no date"


def _of_values(quotation: Quotation) -> Iterator[str]:
    yield from _unknown("form", quotation.form, get_args(Form))
    yield from _unknown("kind", quotation.kind, get_args(Kind))
    yield from _unknown("modality", quotation.modality, get_args(Modality))
    yield from _unknown("polarity", quotation.polarity, get_args(Polarity))
    for act in filter(None, (quotation.act, *quotation.acts_also)):
        yield from _unknown("act", act, get_args(Act))
    if quotation.speaker:
        yield from _unknown("kind of speaker", quotation.speaker.kind, get_args(SpeakerKind))
        if not (quotation.speaker.id and quotation.speaker.name):
            yield "its speaker lacks an id or a name"
    yield from _of_probability("confidence", quotation.confidence)
    for name in Probabilities.__dataclass_fields__:
        yield from _of_probability(f"probability of {name}", getattr(quotation.probabilities, name))
    if quotation.hearsay < 0:
        yield f"it counts {quotation.hearsay} tellers"


def _of_probability(name: str, value: float | None) -> Iterator[str]:
    if value is not None and not (isfinite(value) and 0 <= value <= 1):
        yield f"its {name} is {value}, not from 0 to 1"


def _outside(name: str, span: Span | None, within: Span) -> Iterator[str]:
    if span is not None and not (within.start <= span.start < span.end <= within.end):
        yield f"{name} lies at {_shown(span)}, empty or outside {_shown(within)}"


def _within(span: Span, length: int) -> bool:
    return 0 <= span.start < span.end <= length


def _shown(span: Span) -> str:
    return f"[{span.start}, {span.end})"


def _unknown(name: str, value: str, known: Iterable[str]) -> Iterator[str]:
    if value not in known:
        yield f"the {name} is {value[:40]!r}, which is none"


def is_date(value: str) -> bool:
    """Tell whether a value is an ISO 8601 prefix of the calendar ("2031-04"), or two in order with `/` between them."""
    days = [_days(part) for part in value.split("/")]
    return len(days) <= 2 and None not in days and days[0] <= days[-1]  # type: ignore[operator]


def _days(part: str) -> tuple[int, int, int] | None:
    match = _DATE.fullmatch(part)
    try:
        day = date(*map(int, match.groups("1"))) if match else None
    except ValueError:
        return None
    return (day.year, day.month, day.day) if day else None
