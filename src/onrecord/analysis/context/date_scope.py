"""Date scope: which date expression belongs to which quotation, in its sentence, before it, or in its paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.analysis.context.clauses import contents_of, merged
from onrecord.analysis.context.date_expressions import DateExpression, date_expressions
from onrecord.analysis.context.date_units import news_days
from onrecord.text.sentences import sentences
from onrecord.thresholds import BACKGROUND_DAYS
from onrecord.types import Dated, Quotation, Span, Story

_FARTHEST = 300  # characters of a sentence each side of cue and source that are read
_LEAD_WITHIN = 40  # characters before an expression in which its sentence begins, if it opens the sentence
_PLAN_WITHIN = 80  # characters before an expression in which a plan stands
_PERFECT_WITHIN = 60  # characters before an expression in which "had" stands
_BEHIND_CUE = 40  # characters behind the cue within which an expression is its own, whatever "a day after" precedes
_DATELINE_WITHIN = 80  # characters at the head of a paragraph
_CUT_OFF = 4  # characters more than its expression that content may have and still be nothing but the expression
_SHORTEST_DAY = len("2032-03-10")
_PREPOSITIONS = r"(?:(?:on|in|at|late|early|earlier|last|but|and|then)\s+){0,2}"
_LEADS = re.compile(rf"(?:^|[.!?][\"”’»)]*\s+|\n\s*){_PREPOSITIONS}$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:had|once|previously)\b", re.IGNORECASE)
_PERFECT_BEFORE = re.compile(r"\bhad\b[^.;]*$")
BREAK = re.compile(r"[,;:()–—]|\s-\s|\b(?:who|which|that|when|after|before|while|because)\b", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:will|would|shall|won['’]t|(?:is|are|was|were)\s(?:due|set|expected|scheduled|slated|about|likely|to)|to\sbe"
    r"|plan(?:s|ning|ned)?|scheduled|slated|due|airing|upcoming|ahead\sof|(?<!christmas\s)eve\sof|deadline"
    r"|meets|convenes|reconvenes|resumes|begins|opens|takes\splace|decides|expires|votes|travels|leaves)\b[^.;,:“”\"\n]*$",
    re.IGNORECASE,
)
_PLAN_BEHIND = re.compile(r"['’]s\s(?:planned|scheduled|upcoming|coming|expected)\b", re.IGNORECASE)
_RELATIVE_CLAUSE = re.compile(r",\s(?:who|which|whose|where|when)\b[^,.;]*$", re.IGNORECASE)
_DAYS_APART = re.compile(r"\b(?P<n>a|the|two|three)\sdays?\s(?P<way>after|before)\b[^,;.]*$", re.IGNORECASE)
_EARLIER = re.compile(r"^\W*earlier,", re.IGNORECASE)
_DATELINE = re.compile(
    r"[\s\"“]*[A-Z][A-Z .'’-]+(?:,\s[\w. ]{2,24})?,\s(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})\b"
)
_COUNTS = {"a": 1, "the": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class StoryDates:
    """The date expressions of a story that are in nobody's quoted words, in order, and where quoted words stand."""

    expressions: tuple[DateExpression, ...]
    quoted: tuple[Span, ...]

    def within(self, span: Span) -> Sequence[DateExpression]:
        """Return those inside `span`."""
        first = bisect_left(self.expressions, span.start, key=lambda e: e.span.start)
        last = bisect_right(self.expressions, span.end, key=lambda e: e.span.end)
        return self.expressions[first:last]

    def without(self, *dates: Dated | None) -> StoryDates:
        """Return the same without the expressions of some dates: dateline and publication tell of the whole story."""
        places = [dated.span for dated in dates if dated and dated.span]
        kept = (e for e in self.expressions if not any(place.meets(e.span) for place in places))
        return replace(self, expressions=tuple(kept))

    def quoted_in(self, span: Span) -> Sequence[Span]:
        """Return the quoted words that meet `span`."""
        first = bisect_right(self.quoted, span.start, key=lambda quoted: quoted.end)
        return self.quoted[first : bisect_left(self.quoted, span.end, key=lambda quoted: quoted.start)]


def story_dates(
    text: str, story: Story, quotations: Sequence[Quotation], published: tuple[date, date] | None
) -> StoryDates:
    """Return the date expressions of a story outside quoted words."""
    contents = contents_of(quotations)
    found = date_expressions(story.language, text, story.span, published)
    kept = [expression for expression in found if not _is_quoted(expression.span, contents)]
    parts = sorted([*(c.end for c in contents), *(q.cue.start for q in quotations if q.cue)])
    told = tuple(e for e in kept if not _is_to_come(e.dated, published) and not _is_planned(text, e.span, parts))
    return StoryDates(told, tuple(merged(contents)))


def _is_to_come(dated: Dated | None, published: tuple[date, date] | None) -> bool:
    """Tell whether a date is after the story: words in it were not said then."""
    days = news_days(dated)
    return bool(days and published and days[0] > published[1])


def _is_planned(text: str, span: Span, parts: Sequence[int]) -> bool:
    """Tell whether an expression is of what was still to come: "to be broadcast on Sunday", "Monday's planned vote".

    `parts` are where quoted words end and cues begin: a plan before one of them has nothing to do with what follows.
    """
    at = bisect_right(parts, span.start) - 1
    start = max(span.start - _PLAN_WITHIN, parts[at] if at >= 0 else 0)
    return bool(_PLAN.search(text[start : span.start]) or _PLAN_BEHIND.match(text, span.end))


def _is_quoted(span: Span, contents: Sequence[Span]) -> bool:
    """Tell whether an expression is part of quoted words; content that is nothing else was cut off by a cue."""
    at = bisect_right(contents, span.start, key=lambda content: content.start) - 1
    near = contents[max(0, at - 3) : at + 1]
    longest = span.end - span.start + _CUT_OFF
    return any(content.start <= span.start < content.end and content.end - content.start > longest for content in near)


@dataclass(frozen=True, slots=True)
class DateScope:
    """What may date one quotation: its paragraph, its anchor (cue or source), and the sentence of the anchor."""

    text: str
    quotation: Quotation
    paragraph: Span
    sentence: Span
    anchor: Span | None
    dates: StoryDates
    published: tuple[date, date] | None

    def own(self) -> DateExpression | None:
        """Return the expression that dates the quotation: in its sentence, or at the head of background before it."""
        if self.anchor is None:
            return None
        anchor = self.anchor
        found = [e for e in self.dates.within(self.sentence) if self._is_near(e)]
        if found:
            return self._shifted(min(found, key=lambda e: gap(e.span, anchor)), anchor)
        return self._background(Span(max(self.paragraph.start, anchor.start - _FARTHEST), anchor.start))

    def is_before_the_news(self) -> bool:
        """Tell whether the words came earlier than the rest: "he had once said", "Earlier, she said"."""
        if self.anchor is None:
            return False
        return self._cue_is_perfect() or bool(_EARLIER.match(self.sentence.of(self.text)))

    def _cue_is_perfect(self) -> bool:
        return self.quotation.cue is not None and _PERFECT.match(self.quotation.cue.of(self.text)) is not None

    def _is_near(self, expression: DateExpression) -> bool:
        """Tell whether an expression may date the anchor: none in passing, none across a clause from "had said"."""
        anchor = self.anchor or expression.span
        if self.is_in_passing(expression, anchor):
            return False
        if not self._cue_is_perfect():
            return True
        first, second = sorted((anchor, expression.span))
        between = self.text[first.end : second.start]
        return not BREAK.search(between.removeprefix(","))

    def is_in_passing(self, expression: DateExpression, anchor: Span) -> bool:
        """Tell whether an expression stands in a relative clause without the anchor: "who took office in January"."""
        clause = _RELATIVE_CLAUSE.search(self.text, self.sentence.start, expression.span.start)
        comma = self.text.find(",", expression.span.end, self.sentence.end)
        end = comma if comma >= 0 else self.sentence.end
        return clause is not None and not clause.start() <= anchor.start <= end

    def is_perfect(self, at: int) -> bool:
        """Tell whether "had" stands before `at` in its sentence."""
        return _PERFECT_BEFORE.search(self.text[max(self.paragraph.start, at - _PERFECT_WITHIN) : at]) is not None

    def _shifted(self, expression: DateExpression, anchor: Span) -> DateExpression:
        """Shift the day for words said "a day after Ana Ruel spoke", where the day beside them is that of the other."""
        clause = _DAYS_APART.search(self.text, self.sentence.start, anchor.start)
        if clause is None or clause.start() <= expression.span.start < anchor.end + _BEHIND_CUE:
            return expression
        days = news_days(expression.dated)
        if days is None or days[0] != days[1]:
            return expression
        by = timedelta(days=_COUNTS[clause["n"].lower()] * (-1 if clause["way"].lower() == "after" else 1))
        span = Span(*clause.span("n"))
        return replace(expression, dated=Dated((days[0] + by).isoformat(), "relative", span))

    def _background(self, before: Span) -> DateExpression | None:
        """Return the old date that opens an earlier sentence of the paragraph: "On December 17, the ministry wrote"."""
        found = None
        for expression in self.dates.within(before):
            start = expression.span.start
            leads = _LEADS.search(self.text, max(0, start - _LEAD_WITHIN), start)
            if (leads or start == before.start) and is_old(expression.dated, self.published):
                found = expression
        return found


def scope_of(
    text: str, quotation: Quotation, paragraph: Span, dates: StoryDates, published: tuple[date, date] | None
) -> DateScope:
    """Return the date scope of a quotation in its paragraph."""
    given = None if quotation.implicit else quotation.content[0]  # another program found it, without cue or source
    anchor = quotation.cue or quotation.source or given
    if anchor is None:
        return DateScope(text, quotation, paragraph, quotation.content[0], None, dates, published)
    head = dateline_day(text, paragraph)
    start = max(head.end if head else paragraph.start, anchor.start - _FARTHEST)
    near = Span(start, min(paragraph.end, anchor.end + _FARTHEST))
    sentence = next((s for s in sentences(text, near) if s.meets(anchor)), near)
    return DateScope(text, quotation, paragraph, sentence, anchor, dates, published)


def dateline_day(text: str, paragraph: Span) -> Span | None:
    """Return the day in "TOLM, May 3 (Merewire) -" at the head of a paragraph."""
    match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + _DATELINE_WITHIN))
    return Span(*match.span("day")) if match else None


def is_day(dated: Dated | None) -> bool:
    """Tell whether a date is a day or some days, not a month or a year."""
    return dated is not None and len(dated.value) >= _SHORTEST_DAY


def is_old(dated: Dated | None, published: tuple[date, date] | None) -> bool:
    """Tell whether a date is background: older than the news of its story."""
    days = news_days(dated)
    return bool(days and published and days[1] < published[0] - timedelta(days=BACKGROUND_DAYS))


def gap(left: Span, right: Span) -> int:
    """Return the number of characters between two spans."""
    return max(left.start - right.end, right.start - left.end, 0)
