"""The day on which each quotation was uttered, which is not the day on which its story came out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import islice

from onrecord.analysis.context.date_expressions import Expression, days_of, expressions
from onrecord.analysis.context.date_scope import Scope, dateline, is_old, scope, tells_day, times
from onrecord.text.sentences import lines, paragraphs
from onrecord.types import Dated, Quotation, Reading, Reason, Span

_ASKS = re.compile(r"\b(?:ask|wanted to know|wonder|question)", re.IGNORECASE)
_STANDS = re.compile(r"(?!was\b)(?:ha(?:s|ve)\b|[a-z]+s\b)", re.IGNORECASE)  # "insists", "has called"
_WEAK = ("published", "inferred", "dateline")
_WEEK = timedelta(days=7)
_HEAD, _HEAD_LINES = 1500, 12  # characters and lines among which a dateline may stand
_Told = tuple[Dated | None, str]


@dataclass(slots=True)
class _Days:
    """The days told so far: of the paragraph in hand, of each speaker, of the news, of dateline and story."""

    published: tuple[date, date] | None
    dateline: Dated | None
    bodies: frozenset[Span]
    news: Dated | None = None
    speakers: dict[str, Dated] = field(default_factory=dict)
    block: Span | None = None
    paragraph: Dated | None = None
    paragraph_speaker: str = ""

    def enter(self, one: Scope) -> None:
        """Forget the paragraph before."""
        if self.block != one.block:
            self.block, self.paragraph, self.paragraph_speaker = one.block, None, ""

    def note(self, one: Scope, said: Dated | None) -> None:
        """Remember what was told of a quotation for those that follow."""
        if said is None or one.quotation.inside is not None:
            return
        if said.basis not in _WEAK:
            self.paragraph, self.paragraph_speaker = said, _speaker(one)
        if self.is_fresh(one, said):
            if said.basis not in _WEAK and "/" not in said.value and (not self.news or said.value > self.news.value):
                self.news = said
            self.speakers.setdefault(_speaker(one), said)

    def is_fresh(self, one: Scope, said: Dated | None) -> bool:
        """Tell whether a day is that of the news: not of background, nor of words within words."""
        plain = one.quotation.inside is None and not one.is_before_the_news()
        return plain and tells_day(said) and not is_old(said, self.published)


def dated(reading: Reading) -> Reading:
    """Give each quotation the day of its utterance, as far as the story tells it, and the reason."""
    if not reading.quotations:
        return reading
    text, published = reading.masked, days_of(reading.story.published)
    blocks = paragraphs(text, reading.story.span)
    found = times(text, reading.story, reading.quotations, published)
    scopes = [scope(text, q, _around(blocks, q), found, published) for q in _headlines_last(reading)]
    bodies = frozenset(named.span for named in reading.named if named.kind in ("place", "organisation"))
    told = _told(reading, scopes, _Days(published, _dateline(reading, published), bodies))
    return replace(reading, quotations=tuple(_with(q, *told[q.id]) for q in reading.quotations))


def _with(quotation: Quotation, said: Dated | None, why: str) -> Quotation:
    reason = Reason("said", why, said.span if said else None)
    return replace(quotation, said=said, because=(*quotation.because, reason))


def _headlines_last(reading: Reading) -> list[Quotation]:
    return sorted(reading.quotations, key=lambda q: q.headline)


def _around(blocks: Sequence[Span], quotation: Quotation) -> Span:
    """Return the paragraph in which the cue, or else the content, begins."""
    at = (quotation.cue or quotation.source or quotation.content[0]).start
    found = bisect_right(blocks, at, key=lambda block: block.start) - 1
    return blocks[found] if found >= 0 else quotation.content[0]


def _dateline(reading: Reading, published: tuple[date, date] | None) -> Dated | None:
    """Return the day of the dateline, which is looked for in the unmasked text, since datelines count as furniture."""
    text, story = reading.document.text, reading.story.span
    for line in islice(lines(text, Span(story.start, min(story.end, story.start + _HEAD))), _HEAD_LINES):
        if span := dateline(text, line):
            found = next(expressions(text, span, published), None)
            return replace(found.dated, basis="dateline") if found and found.dated else None
    return None


def _speaker(one: Scope) -> str:
    return one.quotation.speaker.id if one.quotation.speaker else ""


def _told(reading: Reading, scopes: Sequence[Scope], days: _Days) -> dict[str, _Told]:
    owns = [one.own() for one in scopes]
    for one, own in zip(scopes, owns, strict=True):  # a day told later dates what the speaker said before, too
        if own and own.dated and one.quotation.speaker and days.is_fresh(one, own.dated):
            days.speakers.setdefault(_speaker(one), own.dated)
    told = {}
    for one, own in zip(scopes, owns, strict=True):
        days.enter(one)
        told[one.quotation.id] = found = _decide(reading, one, own, days)
        days.note(one, found[0])
    return told


def _decide(reading: Reading, one: Scope, own: Expression | None, days: _Days) -> _Told:
    if own:
        return own.dated, "told beside the words" if own.dated else f"“{own.words}”, of no known week"
    if one.quotation.inside is not None:
        return None, "the text does not tell"
    asks = _asks(one)
    if one.is_before_the_news() and not asks:
        return None, "told as earlier than the news, on no day"
    if days.paragraph and days.paragraph_speaker in ("", _speaker(one)):
        return days.paragraph, "as the words before"
    known = days.speakers.get(_speaker(one)) if one.quotation.speaker else None
    if known and known.basis not in _WEAK:
        return known, "as other words of the same speaker in this story"
    if earlier := one.earlier():
        return earlier.dated, "told earlier in the paragraph"
    if days.paragraph:
        return days.paragraph, "told earlier in the paragraph"
    return _undated(reading, one, known, days)


def _undated(reading: Reading, one: Scope, known: Dated | None, days: _Days) -> _Told:
    """Return a day for words told without any: that of the news, or between it and the story, or of the story."""
    if _is_standing(one, days):
        return None, "a position that is told without a day"
    if known:
        return known, "as other words of the same speaker in this story"
    if days.news:
        return _after(one, days.news, days.published)
    if days.dateline:
        return days.dateline, "no day is told: the day of the dateline"
    if days.published and days.published[0] == days.published[1]:
        return Dated(days.published[1].isoformat(), "published"), "no day is told: the day the story came out"
    if days.published and reading.story.published:
        return replace(reading.story.published, basis="published", span=None), "no day is told: when the story came out"
    return None, "neither a day nor the day of the story is known"


def _asks(one: Scope) -> bool:
    return bool(one.quotation.cue and _ASKS.search(one.quotation.cue.of(one.text)))


def _is_standing(one: Scope, days: _Days) -> bool:
    """Tell whether the words are what a country or body insists on beside the news, not what somebody said."""
    source, cue = one.quotation.source, one.quotation.cue
    if source is None or cue is None or days.news is None or one.quotation.headline or one.quotation.form == "direct":
        return False
    return source in days.bodies and _STANDS.match(cue.of(one.text)) is not None


def _after(one: Scope, news: Dated, published: tuple[date, date] | None) -> _Told:
    """Return the day of a reaction, which may have come on any day between the news and the story."""
    first = days_of(news)
    speaks = one.quotation.speaker is not None and not one.quotation.headline and not _asks(one)
    if speaks and first and published and timedelta(0) < published[1] - first[0] <= _WEEK:
        value = f"{first[0].isoformat()}/{published[1].isoformat()}"
        return Dated(value, "inferred", news.span), "between the news and the story"
    return replace(news, basis="inferred"), "as the news of the story"
