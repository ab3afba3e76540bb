"""Which expression of time belongs to which quotation: in its sentence, at the head of its paragraph, before it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.analysis.context.date_expressions import Expression, days_of, expressions_in
from onrecord.text.sentences import sentences
from onrecord.types import Dated, Quotation, Span, Story

_OLD = timedelta(days=6)  # what lies further back than this is background, and dates its own paragraph only
_FARTHEST = 300  # characters of a sentence each side of cue and source that are looked at
_SHORTEST_DAY = len("2032-03-10")
_PREPOSITIONS = r"(?:(?:on|in|at|late|early|earlier|last|but|and|then)\s+){0,2}"
_LEADS = re.compile(rf"(?:^|[.!?][\"”’»)]*\s+|\n\s*){_PREPOSITIONS}$", re.IGNORECASE)
_PERFECT = re.compile(r"\b(?:had|once|previously)\b", re.IGNORECASE)
_BREAK = re.compile(r"[,;:()–—]|\s-\s|\b(?:who|which|that|when|after|before|while|because)\b", re.IGNORECASE)
_RELATIVE_CLAUSE = re.compile(r",\s(?:who|which|whose|where|when)\b[^,.;]*$", re.IGNORECASE)
_APART = re.compile(r"\b(?P<n>a|the|two|three)\sdays?\s(?P<way>after|before)\b[^,;.]*$", re.IGNORECASE)
_EARLIER = re.compile(r"^\W*earlier,", re.IGNORECASE)
_DATELINE = re.compile(
    r"[\s\"“]*[A-Z][A-Z .'’-]+(?:,\s[\w. ]{2,24})?,\s(?P<day>[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})\b"
)
_DAYS = {"a": 1, "the": 1, "two": 2, "three": 3}


@dataclass(frozen=True, slots=True)
class Times:
    """The expressions of time in a story that are nobody's quoted words, in order."""

    expressions: tuple[Expression, ...]

    def within(self, span: Span) -> Sequence[Expression]:
        """Return those in `span`."""
        first = bisect_left(self.expressions, span.start, key=lambda e: e.span.start)
        last = bisect_right(self.expressions, span.end, key=lambda e: e.span.end)
        return self.expressions[first:last]


def times(text: str, story: Story, quotations: Sequence[Quotation], published: tuple[date, date] | None) -> Times:
    """Find the expressions of time in a story."""
    told = expressions_in(story.language, text, story.span, published)
    contents = sorted(span for quotation in quotations for span in quotation.content)
    return Times(tuple(e for e in told if not _is_quoted(e.span, contents)))


def _is_quoted(span: Span, contents: Sequence[Span]) -> bool:
    """An expression that is a piece of content by itself was cut off by a cue, and is not what was said."""
    at = bisect_right(contents, span.start, key=lambda content: content.start) - 1
    near = contents[max(0, at - 3) : at + 1]
    return any(content.covers(span) and content.end - content.start > span.end - span.start + 4 for content in near)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at around one quotation: its paragraph, its anchor (cue or source) and the sentence of that."""

    text: str
    quotation: Quotation
    block: Span
    sentence: Span
    anchor: Span | None
    times: Times
    published: tuple[date, date] | None

    def own(self) -> Expression | None:
        """Return the expression that dates the quotation: in its sentence, or at the head of background before it."""
        if self.anchor is None:
            return None
        found = [e for e in self.times.within(self.sentence) if self._is_near(e)]
        if found:
            return self._apart(min(found, key=lambda e: _gap(e.span, self.anchor or e.span)))
        return self._background(Span(max(self.block.start, self.anchor.start - _FARTHEST), self.anchor.start))

    def earlier(self) -> Expression | None:
        """Return the last expression of a recent day before the quotation, in its paragraph."""
        start = min(self.quotation.content[0].start, (self.anchor or self.quotation.content[0]).start)
        before = Span(max(self.block.start, start - _FARTHEST), max(self.block.start, start))
        found = [e for e in self.times.within(before) if tells_day(e.dated) and not is_old(e.dated, self.published)]
        found = [e for e in found if not self._is_perfect(e.span.start)]
        return found[-1] if found else None

    def is_before_the_news(self) -> bool:
        """Tell whether the words are told as earlier than the rest: "he had once said", "Earlier, she said"."""
        if self.anchor is None:
            return False
        if self.quotation.cue and _PERFECT.match(self.quotation.cue.of(self.text)):
            return True
        return bool(_EARLIER.match(self.sentence.of(self.text)))

    def _is_near(self, expression: Expression) -> bool:
        """Leave out vague times told of a person in passing, and what stands across a clause from "had said"."""
        anchor = self.anchor or expression.span
        if expression.dated and not tells_day(expression.dated):
            clause = _RELATIVE_CLAUSE.search(self.text, self.sentence.start, expression.span.start)
            ends = self.text.find(",", expression.span.end, self.sentence.end)
            if clause and not clause.start() <= anchor.start <= (ends if ends >= 0 else self.sentence.end):
                return False
        if not (self.quotation.cue and _PERFECT.match(self.quotation.cue.of(self.text))):
            return True
        first, second = sorted((anchor, expression.span))
        between = self.text[first.end : second.start]
        return not _BREAK.search(between.removeprefix(","))

    def _is_perfect(self, at: int) -> bool:
        return bool(re.search(r"\bhad\b[^.;]*$", self.text[max(self.block.start, at - 60) : at]))

    def _apart(self, expression: Expression) -> Expression:
        """Move the day for words told "a day after Ana Ruel said" something, beside the day of what came after."""
        anchor = self.anchor or expression.span
        clause = _APART.search(self.text, self.sentence.start, anchor.start)
        if clause is None or clause.start() <= expression.span.start < anchor.end + 40:
            return expression
        days = days_of(expression.dated)
        if days is None or days[0] != days[1]:
            return expression
        by = timedelta(days=_DAYS[clause["n"].lower()] * (-1 if clause["way"].lower() == "after" else 1))
        span = Span(*clause.span("n"))
        return replace(expression, dated=Dated((days[0] + by).isoformat(), "relative", span))

    def _background(self, before: Span) -> Expression | None:
        """Return the old date that opens an earlier sentence of the paragraph: "On December 17, the ministry wrote"."""
        found = None
        for expression in self.times.within(before):
            leads = _LEADS.search(self.text, max(0, expression.span.start - 40), expression.span.start)
            if (leads or expression.span.start == before.start) and is_old(expression.dated, self.published):
                found = expression
        return found


def scope(text: str, quotation: Quotation, block: Span, times: Times, published: tuple[date, date] | None) -> Scope:
    """Return the scope of a quotation that stands in the paragraph `block`."""
    given = None if quotation.implicit else quotation.content[0]  # somebody else found it, and told no more
    anchor = quotation.cue or quotation.source or given
    if anchor is None:
        return Scope(text, quotation, block, quotation.content[0], None, times, published)
    head = dateline(text, block)
    near = Span(
        max(head.end if head else block.start, anchor.start - _FARTHEST), min(block.end, anchor.end + _FARTHEST)
    )
    found = next((s for s in sentences(text, near) if s.meets(anchor)), near)
    return Scope(text, quotation, block, found, anchor, times, published)


def dateline(text: str, block: Span) -> Span | None:
    """Return the day in "TOLM, May 3 (Merewire) -" at the head of a paragraph."""
    match = _DATELINE.match(text, block.start, min(block.end, block.start + 80))
    return Span(*match.span("day")) if match else None


def tells_day(dated: Dated | None) -> bool:
    """Tell whether a date is a day or some days, not a month or a year."""
    return dated is not None and len(dated.value) >= _SHORTEST_DAY


def is_old(dated: Dated | None, published: tuple[date, date] | None) -> bool:
    """Tell whether a date lies before the news of its story."""
    days = days_of(dated)
    return bool(days and published and days[1] < published[0] - _OLD)


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)
