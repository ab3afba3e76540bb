"""The day of each quotation, chosen among those that its story names: not the day the story came out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from onrecord.analysis.context.date_expressions import english_date_expressions
from onrecord.analysis.context.date_scope import DateScope, dateline_day, scope_of, story_dates
from onrecord.analysis.context.date_units import news_days
from onrecord.analysis.context.day_candidates import DayCandidate, Decided, StoryDays, candidates
from onrecord.analysis.context.day_traits import is_loosely_dated, is_standing, story_traits, traits
from onrecord.models.days import CHOSEN, CHOSEN_NONE, DayWeights, load, load_multilingual, measured
from onrecord.text.sentences import lines, paragraphs
from onrecord.thresholds import BRIEF_QUOTATIONS, DAY_TOLD, DAY_TOLD_MULTILINGUAL, LEARNED_LANGUAGES
from onrecord.types import Basis, Block, Dated, Quotation, Reading, Reason, Span

_PLAN = (
    r"(?:will|shall|['’]ll|(?:is|are|was|were)\s(?:due|set|expected|scheduled|slated|about|likely|poised)\sto"
    r"|plans?\sto|(?:is|are)\sto)\b(?!\snot\b)"
)
_PLANNED_CUE = re.compile(_PLAN, re.IGNORECASE)
_PLANNED = re.compile(rf"\b{_PLAN}(?:\s\w+ly|\salso)?\s$", re.IGNORECASE)
_AUXILIARY_WITHIN = 30  # characters before a cue in which its auxiliary stands
_ASKS = re.compile(r"\b(?:ask|wanted to know|wonder|question)", re.IGNORECASE)
_TO = re.compile(r"to\b", re.IGNORECASE)  # in a headline: "Marn to promise a second breakwater"
_DATELINE_WITHIN, _DATELINE_LINES = 1500, 12  # characters and lines at the head of a story
_EARLIER = "said earlier than the news, on a day that is not stated"
_POSITION = "a position without a day"
_UNKNOWN = "neither a day nor the day of the story is known"
_LENT: dict[Basis, str] = {
    "published": "no day is stated: the day the story came out",
    "dateline": "no day is stated: the day of the dateline",
}
_BODIES = ("state", "organisation", "office")
_VERBATIM = ("turn", "question", "answer")

Choose = Callable[[Quotation, Sequence[DayCandidate], frozenset[str]], tuple[DayCandidate, float]]


class DayWithReason(NamedTuple):
    """A day or none, the reason, and its share of the likelihood where weights chose it; None where a rule did."""

    said: Dated | None
    why: str
    share: float | None = None

    @property
    def probability(self) -> float | None:
        """How likely it is right, as measured on stories kept aside; None: not measured."""
        if self.share is None:
            return measured().right(self.why)
        return measured().right(CHOSEN if self.said else CHOSEN_NONE, self.share)


_TOLD = (
    ("beside", "stated beside the words"),
    ("sentence", "stated in the sentence"),
    ("decided of same", "the day of the words before"),
    ("paragraph", "stated earlier in the paragraph"),
    ("first of paragraph", "stated earlier in the paragraph"),
    ("decided in paragraph", "the day of the words before"),
    ("speaker before", "the day of other words of the same speaker in this story"),
    ("speaker after", "the day of other words of the same speaker in this story"),
    ("speaker first", "the day of other words of the same speaker in this story"),
    ("later in paragraph", "stated later in the paragraph"),
)
"""Ties by which a day is told of the words themselves, and the reason that each gives; others only make it likely."""
_ORDER = (
    "speaker before", "speaker after", "paragraph", "decided in paragraph", "decided of speaker", "decided of lead",
    "latest quoted", "dateline", "published",
)  # fmt: skip


def with_days(reading: Reading) -> Reading:
    """Give each quotation the day of its utterance, as far as the story states it, and the reason."""
    if not reading.quotations:
        return reading
    is_measured = reading.story.language in LEARNED_LANGUAGES
    choose = by_weight(load()) if is_measured else by_weight(load_multilingual(), DAY_TOLD_MULTILINGUAL)
    found = decided_days(reading, story_days(reading), choose)
    return replace(reading, quotations=tuple(_with_day(q, found[q.id], is_measured) for q in reading.quotations))


def story_days(reading: Reading) -> StoryDays:
    """Return the days that a story names, and the scopes of its quotations: headlines last, for they take a day."""
    text, published = reading.masked, news_days(reading.story.published)
    within = paragraphs(text, reading.story.span)
    dateline = _dateline(reading, published)
    found = story_dates(text, reading.story, reading.quotations, published)
    told = reading.story.published
    found = found.without(dateline, told if told and told.basis == "stated" else None)
    ordered = sorted(reading.quotations, key=lambda quotation: quotation.headline)
    scopes = [scope_of(text, quotation, _paragraph_of(within, quotation), found, published) for quotation in ordered]
    return StoryDays(scopes, found.expressions, reading.story, published, dateline)


def decided_days(reading: Reading, days: StoryDays, choose: Choose) -> Mapping[str, DayWithReason]:
    """Return the day of each quotation by its id, and the reason: by a rule that is certain, or else by `choose`."""
    decided: list[Decided] = []
    found = {}
    for place, scope in enumerate(days.scopes):
        day = _certain(reading, days, scope) or _chosen(days, place, decided, choose)
        found[scope.quotation.id] = day
        if scope.quotation.said is None:  # the day of a post is its own, not that of the news
            decided.append(Decided(scope, day.said))
    return found


def _with_day(quotation: Quotation, day: DayWithReason, is_measured: bool) -> Quotation:
    reason = Reason("said", day.why, day.said.span if day.said else None)
    sure = day.probability if is_measured else None
    likely = replace(quotation.probabilities, said=None if sure is None else round(sure, 3))
    return replace(quotation, said=day.said, probabilities=likely, because=(*quotation.because, reason))


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


def _certain(reading: Reading, days: StoryDays, scope: DateScope) -> DayWithReason | None:
    """Return the day that layout or grammar leave no doubt of, or that there is none; None where there is doubt."""
    if scope.quotation.said:
        return DayWithReason(scope.quotation.said, "the source gives the day of these words")
    if _is_planned(scope):
        return DayWithReason(None, "announced for a day to come")
    own = scope.own()
    if own and own.dated is None:
        return DayWithReason(None, f"“{own.words}”, and the week is not known")
    if own:
        return DayWithReason(own.dated, "stated beside the words")
    if scope.quotation.inside is not None:
        return DayWithReason(None, "the text states no day")
    if is_loosely_dated(scope):
        return DayWithReason(None, "said on a day that is told only roughly")
    block = _block_of(reading, scope.quotation)
    if block and block.kind in _VERBATIM:
        return _day_of_story(days)
    if scope.is_before_the_news():
        return _day_of_story(days) if _asks(scope) else DayWithReason(None, _EARLIER)
    return None


def _is_title(scope: DateScope) -> bool:
    """Tell whether a sentence is a headline, or made like one: its subject and then an infinitive."""
    source, cue = scope.quotation.source, scope.quotation.cue
    bare = source and cue and source.start == scope.sentence.start and scope.text[source.end : cue.start].isspace()
    return scope.quotation.headline or bool(bare)


def _asks(scope: DateScope) -> bool:
    return bool(scope.quotation.cue and _ASKS.search(scope.quotation.cue.of(scope.text)))


def _block_of(reading: Reading, quotation: Quotation) -> Block | None:
    """Return the block of the layout in which the words of a quotation stand."""
    return next((block for block in reading.document.blocks if block.span.covers(quotation.content[0])), None)


def _is_planned(scope: DateScope) -> bool:
    """Tell whether words were still to be said when the story came out."""
    quotation = scope.quotation
    if quotation.polarity == "hypothetical":
        return True
    if quotation.cue is None:
        return False
    before = scope.text[max(scope.sentence.start, quotation.cue.start - _AUXILIARY_WITHIN) : quotation.cue.start]
    cue = quotation.cue.of(scope.text)
    return bool(_PLANNED_CUE.match(cue) or _PLANNED.search(before) or (_TO.match(cue) and _is_title(scope)))


def _day_of_story(days: StoryDays) -> DayWithReason | None:
    if days.dateline:
        return DayWithReason(days.dateline, _LENT["dateline"])
    if published := days.story.published:
        return DayWithReason(Dated(published.value, "published"), _LENT["published"])
    return None


def _chosen(days: StoryDays, place: int, decided: Sequence[Decided], choose: Choose) -> DayWithReason:
    scope = days.scopes[place]
    found = candidates(days, place, decided)
    if len(found) == 1:
        return DayWithReason(None, _UNKNOWN)
    if len(days.scopes) <= BRIEF_QUOTATIONS:
        return DayWithReason(None, _POSITION) if _is_position(days, scope) else _told(_by_order(found))
    shown = frozenset((*traits(scope), *story_traits(days, place, decided, found)))
    chosen, share = choose(scope.quotation, found, shown)
    return _told(chosen)._replace(share=share)


def _by_order(found: Sequence[DayCandidate]) -> DayCandidate:
    """Return the day of words in a short item, too short for weights: the one that is told nearest to them."""
    dated = [candidate for candidate in found if candidate.dated]
    near = [c for c in dated if {"decided in paragraph", "decided of same"} <= set(c.ties)]
    fresh = [c for c in dated if "background" not in c.ties]
    ordered = (c for tie in _ORDER for c in fresh if tie in c.ties)
    return next(iter((*near, *ordered)), found[0])


def _is_position(days: StoryDays, scope: DateScope) -> bool:
    """Tell whether words are what a body holds beside dated news ("Corvane insists that"), not what somebody said."""
    quotation, named = scope.quotation, any(own and days.is_recent(own) for own in days.owns)
    body = quotation.speaker is not None and quotation.speaker.kind in _BODIES
    return named and body and quotation.form != "direct" and not quotation.headline and is_standing(scope)


def by_weight(weights: DayWeights, least: float = DAY_TOLD) -> Choose:
    """Return the choice of the likeliest day, or of none where its share of the likelihood is below `least`."""

    def choose(_: Quotation, found: Sequence[DayCandidate], shown: frozenset[str]) -> tuple[DayCandidate, float]:
        shares = weights.shares(shown, [candidate.ties for candidate in found])
        best = shares.index(max(shares))
        place = best if shares[best] >= least else 0
        return found[place], shares[place]

    return choose


def _told(candidate: DayCandidate) -> DayWithReason:
    """Return a day with the basis that its ties give it, and the reason."""
    dated = candidate.dated
    if dated is None:
        return DayWithReason(None, "the text does not tell the day")
    if dated.basis in _LENT:
        return DayWithReason(dated, _LENT[dated.basis])
    if why := next((why for tie, why in _TOLD if tie in candidate.ties), None):
        return DayWithReason(dated, why)
    return DayWithReason(replace(dated, basis="inferred"), "the day of the news of the story")
