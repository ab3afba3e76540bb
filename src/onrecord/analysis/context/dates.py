"""The day of each quotation, decided from the date expressions in its scope: not the day its story came out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from onrecord.analysis.context.date_expressions import DateExpression, english_date_expressions, news_days
from onrecord.analysis.context.date_scope import DateScope, dateline_day, is_day, is_old, scope_of, story_dates
from onrecord.text.dates import interval
from onrecord.text.sentences import lines, paragraphs
from onrecord.thresholds import REACTION_DAYS
from onrecord.types import Dated, Quotation, Reading, Reason, Span

_ASKS = re.compile(r"\b(?:ask|wanted to know|wonder|question)", re.IGNORECASE)
_PRESENT = re.compile(r"(?!was\b)(?:ha(?:s|ve)\b|[a-z]+s\b)", re.IGNORECASE)  # "insists", "has called"
_WEAK = ("published", "inferred", "dateline")
_DATELINE_WITHIN, _DATELINE_LINES = 1500, 12  # characters and lines at the head of a story

DayWithReason = tuple[Dated | None, str]


@dataclass(slots=True)
class _DateState:
    """The days known so far: of the paragraph, of each speaker, of the news, of dateline and story."""

    published: tuple[date, date] | None
    dateline: Dated | None
    institutions: frozenset[Span]
    news: Dated | None = None
    speakers: dict[str, Dated] = field(default_factory=dict)
    paragraph: Span | None = None
    paragraph_day: Dated | None = None
    paragraph_speaker: str = ""

    def enter(self, one: DateScope) -> None:
        """Forget the paragraph before."""
        if self.paragraph != one.paragraph:
            self.paragraph, self.paragraph_day, self.paragraph_speaker = one.paragraph, None, ""

    def note(self, one: DateScope, said: Dated | None) -> None:
        """Remember the day of a quotation for those that follow."""
        if said is None or one.quotation.inside is not None:
            return
        if said.basis not in _WEAK:
            self.paragraph_day, self.paragraph_speaker = said, _speaker(one)
        if self.is_fresh(one, said):
            if said.basis not in _WEAK and "/" not in said.value and (not self.news or said.value > self.news.value):
                self.news = said
            self.speakers.setdefault(_speaker(one), said)

    def is_fresh(self, one: DateScope, said: Dated | None) -> bool:
        """Tell whether a day is that of the news: not of background, nor of words within words."""
        plain = one.quotation.inside is None and not one.is_before_the_news()
        return plain and is_day(said) and not is_old(said, self.published)


def with_days(reading: Reading) -> Reading:
    """Give each quotation the day of its utterance, as far as the story states it, and the reason."""
    if not reading.quotations:
        return reading
    text, published = reading.masked, news_days(reading.story.published)
    within = paragraphs(text, reading.story.span)
    found = story_dates(text, reading.story, reading.quotations, published)
    scopes = [scope_of(text, q, _paragraph_of(within, q), found, published) for q in _headlines_last(reading)]
    institutions = frozenset(named.span for named in reading.named if named.kind in ("place", "organisation"))
    days = _days(reading, scopes, _DateState(published, _dateline(reading, published), institutions))
    return replace(reading, quotations=tuple(_with_day(q, *days[q.id]) for q in reading.quotations))


def _with_day(quotation: Quotation, said: Dated | None, why: str) -> Quotation:
    reason = Reason("said", why, said.span if said else None)
    return replace(quotation, said=said, because=(*quotation.because, reason))


def _headlines_last(reading: Reading) -> list[Quotation]:
    return sorted(reading.quotations, key=lambda q: q.headline)


def _paragraph_of(within: Sequence[Span], quotation: Quotation) -> Span:
    """Return the paragraph in which the cue, or else the content, begins."""
    at = (quotation.cue or quotation.source or quotation.content[0]).start
    found = bisect_right(within, at, key=lambda paragraph: paragraph.start) - 1
    return within[found] if found >= 0 else quotation.content[0]


def _dateline(reading: Reading, published: tuple[date, date] | None) -> Dated | None:
    """Return the day of the dateline; it is read in the unmasked text, since datelines count as boilerplate."""
    text, story = reading.document.text, reading.story.span
    head = Span(story.start, min(story.end, story.start + _DATELINE_WITHIN))
    for line in islice(lines(text, head), _DATELINE_LINES):
        if span := dateline_day(text, line):
            found = next(english_date_expressions(text, span, published), None)
            return replace(found.dated, basis="dateline") if found and found.dated else None
    return None


def _speaker(one: DateScope) -> str:
    return one.quotation.speaker.id if one.quotation.speaker else ""


def _days(reading: Reading, scopes: Sequence[DateScope], state: _DateState) -> dict[str, DayWithReason]:
    owns = [None if one.quotation.said else one.own() for one in scopes]
    for one, own in zip(scopes, owns, strict=True):  # a day stated later also dates what the speaker said before
        if own and own.dated and one.quotation.speaker and state.is_fresh(one, own.dated):
            state.speakers.setdefault(_speaker(one), own.dated)
    days = {}
    for one, own in zip(scopes, owns, strict=True):
        state.enter(one)
        days[one.quotation.id] = found = _decide(reading, one, own, state)
        if one.quotation.said is None:  # the day of a post is its own, not that of the news
            state.note(one, found[0])
    return days


def _decide(reading: Reading, one: DateScope, own: DateExpression | None, state: _DateState) -> DayWithReason:
    """Return the day of a quotation by the first rule that gives one; the order is that of docs/explanation/context."""
    if one.quotation.said:
        return one.quotation.said, "the source gives the day of these words"
    if own:
        return own.dated, "stated beside the words" if own.dated else f"“{own.words}”, and the week is not known"
    if one.quotation.inside is not None:
        return None, "the text states no day"
    if one.is_before_the_news() and not _asks(one):
        return None, "said earlier than the news, on a day that is not stated"
    if state.paragraph_day and state.paragraph_speaker in ("", _speaker(one)):
        return state.paragraph_day, "the day of the words before"
    known = state.speakers.get(_speaker(one)) if one.quotation.speaker else None
    if known and known.basis not in _WEAK:
        return known, "the day of other words of the same speaker in this story"
    if earlier := one.earlier():
        return earlier.dated, "stated earlier in the paragraph"
    if state.paragraph_day:
        return state.paragraph_day, "stated earlier in the paragraph"
    return _undated(reading, one, known, state)


def _undated(reading: Reading, one: DateScope, known: Dated | None, state: _DateState) -> DayWithReason:
    """Return a day for words without any: that of the news, or between it and the story, or of the story."""
    if _is_standing_position(one, state):
        return None, "a position without a day"
    if known:
        return known, "the day of other words of the same speaker in this story"
    if state.news:
        return _after(one, state.news, state.published)
    if state.dateline:
        return state.dateline, "no day is stated: the day of the dateline"
    if state.published and state.published[0] == state.published[1]:
        return Dated(state.published[1].isoformat(), "published"), "no day is stated: the day the story came out"
    if state.published and reading.story.published:
        published = replace(reading.story.published, basis="published", span=None)
        return published, "no day is stated: when the story came out"
    return None, "neither a day nor the day of the story is known"


def _asks(one: DateScope) -> bool:
    return bool(one.quotation.cue and _ASKS.search(one.quotation.cue.of(one.text)))


def _is_standing_position(one: DateScope, state: _DateState) -> bool:
    """Tell whether the words are what a country or institution insists on beside the news, not what somebody said."""
    source, cue = one.quotation.source, one.quotation.cue
    if source is None or cue is None or state.news is None or one.quotation.headline or one.quotation.form == "direct":
        return False
    return source in state.institutions and _PRESENT.match(cue.of(one.text)) is not None


def _after(one: DateScope, news: Dated, published: tuple[date, date] | None) -> DayWithReason:
    """Return the day of a reaction, which may have come on any day between the news and the story."""
    first = news_days(news)
    speaks = one.quotation.speaker is not None and not one.quotation.headline and not _asks(one)
    if speaks and first and published and 0 < (published[1] - first[0]).days <= REACTION_DAYS:
        value = interval(first[0], published[1])
        return Dated(value, "inferred", news.span), "between the news and the story"
    return replace(news, basis="inferred"), "the day of the news of the story"
