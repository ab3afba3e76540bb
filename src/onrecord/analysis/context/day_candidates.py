"""The days that a quotation may have, and what ties each to it: told beside it, in its paragraph, of its speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from onrecord.analysis.context.date_expressions import DateExpression
from onrecord.analysis.context.date_scope import BREAK, DateScope, gap, is_day, is_old
from onrecord.analysis.context.date_units import news_days
from onrecord.types import Dated, Span, Story

_DISTANCES = (6, 25, 70, 160)  # characters from the anchor to an expression, by which it is near, far and so on
_PARAGRAPH_DISTANCES = (18, 75, 210, 480)
_STORY_DISTANCES = (400, 1200)
_AGES = ((0, "0"), (1, "1"), (2, "2"), (6, "3-6"), (30, "7-30"))  # days before publication
_PRECISION = {len("2032-03-10"): "day", len("2032-03"): "month", len("2032"): "year"}

Tied = tuple[Dated | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Decided:
    """A quotation whose day was decided, and the day."""

    scope: DateScope
    said: Dated | None


@dataclass(slots=True)
class DayCandidate:
    """A day that a quotation may have, None for no day at all; `ties` say what ties it to the quotation."""

    dated: Dated | None
    ties: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class StoryDays:
    """The scopes of the quotations of a story in the order in which they are decided, and the days of the story."""

    scopes: Sequence[DateScope]
    expressions: Sequence[DateExpression]
    story: Story
    published: tuple[date, date] | None
    dateline: Dated | None

    @cached_property
    def owns(self) -> tuple[Dated | None, ...]:
        """The day told beside each quotation."""
        found = (None if scope.quotation.said else scope.own() for scope in self.scopes)
        return tuple(own.dated if own else None for own in found)

    @cached_property
    def lent(self) -> tuple[Dated | None, ...]:
        """The day told beside each quotation, as far as it can be that of other words: not of words within words."""
        scopes = zip(self.owns, self.scopes, strict=True)
        return tuple(None if scope.quotation.inside or scope.is_before_the_news() else own for own, scope in scopes)

    @cached_property
    def recent(self) -> tuple[Dated, ...]:
        """The recent days that the text names, in order: not months, years or what is long past."""
        return tuple(e.dated for e in self.expressions if e.dated and self.is_recent(e.dated))

    @cached_property
    def named(self) -> tuple[Tied, ...]:
        """The days that may be that of the news."""
        if not self.recent:
            return ()
        days = [dated for dated in self.recent if "/" not in dated.value]
        own = [dated for dated in self.lent if dated and self.is_recent(dated)]
        found: list[Tied] = [(self.recent[0], ("first named",)), (_most(self.recent), ("most named",))]
        found += [(_most(own), ("most quoted",)), (_latest(own), ("latest quoted",))] if own else []
        return (*found, *([(_latest(days), ("latest named",))] if days else []))

    @cached_property
    def quoted(self) -> Counter[str]:
        """How many quotations each speaker has."""
        return Counter(speaker for scope in self.scopes if (speaker := speaker_of(scope)))

    @cached_property
    def main_speaker(self) -> str | None:
        """The speaker with the most quotations."""
        return next((speaker for speaker, _ in self.quoted.most_common(1)), None)

    def is_recent(self, dated: Dated) -> bool:
        """Tell whether a day can be that of the news."""
        return is_day(dated) and not is_old(dated, self.published)


def _most(days: Iterable[Dated]) -> Dated:
    days = tuple(days)
    value = Counter(dated.value for dated in days).most_common(1)[0][0]
    return next(dated for dated in days if dated.value == value)


def _latest(days: Iterable[Dated]) -> Dated:
    return max(days, key=lambda dated: dated.value)


def candidates(days: StoryDays, place: int, decided: Sequence[Decided]) -> list[DayCandidate]:
    """Return the days that the quotation at `place` may have, none first; `decided` are the quotations before it."""
    found: dict[str | None, DayCandidate] = {None: DayCandidate(None, ["none"])}
    for part in _PARTS:
        for dated, ties in part(days, place, decided):
            value = dated.value if dated else None
            found.setdefault(value, DayCandidate(dated)).ties.extend(ties)
    for candidate in found.values():
        candidate.ties.extend(_kind(candidate.dated, days.published))
    return list(found.values())


def _kind(dated: Dated | None, published: tuple[date, date] | None) -> Iterator[str]:
    if dated is None:
        return
    yield "dated"
    yield "interval" if "/" in dated.value else _PRECISION[len(dated.value)]
    if is_old(dated, published):
        yield "background"
    span = news_days(dated)
    if span and published:
        age = (published[1] - span[1]).days
        yield "to come" if age < 0 else "age " + next((name for most, name in _AGES if age <= most), "30+")


def _beside(days: StoryDays, place: int, _: Sequence[Decided]) -> Iterator[Tied]:
    if own := days.owns[place]:
        yield own, ("beside",)


def _in_sentence(days: StoryDays, place: int, _: Sequence[Decided]) -> Iterator[Tied]:
    scope = days.scopes[place]
    anchor = scope.anchor or scope.quotation.content[0]
    for expression in scope.dates.within(scope.sentence):
        first, second = sorted((anchor, expression.span))
        ties = ["sentence", _distance("near", gap(first, second), _DISTANCES)]
        ties += ["behind" if first == anchor else "ahead"]
        ties += ["across a clause"] if BREAK.search(scope.text[first.end : second.start]) else []
        if expression.dated and not scope.is_in_passing(expression, anchor):
            yield expression.dated, tuple(ties)


def _in_paragraph(days: StoryDays, place: int, _: Sequence[Decided]) -> Iterator[Tied]:
    scope = days.scopes[place]
    anchor = scope.anchor or scope.quotation.content[0]
    others = [e for e in scope.dates.within(scope.paragraph) if e.dated and not scope.sentence.covers(e.span)]
    before = [e for e in others if e.span.end <= anchor.start and not scope.is_perfect(e.span.start)]
    after = [e for e in others if e.span.start >= anchor.end]
    if before:
        last = before[-1]
        far = _distance("paragraph", anchor.start - last.span.end, _PARAGRAPH_DISTANCES)
        yield last.dated, ("paragraph", far)
    if len(before) > 1:
        yield before[0].dated, ("first of paragraph",)
    if after:
        yield after[0].dated, ("later in paragraph",)


def _before_paragraph(days: StoryDays, place: int, _: Sequence[Decided]) -> Iterator[Tied]:
    scope = days.scopes[place]
    start = scope.paragraph.start
    earlier = [e for e in scope.dates.within(Span(days.story.span.start, start)) if e.dated]
    if earlier:
        anchor = scope.anchor or scope.quotation.content[0]
        far = _distance("last told", anchor.start - earlier[-1].span.end, _STORY_DISTANCES)
        yield earlier[-1].dated, ("last told", far)


def _of_the_story(days: StoryDays, _: int, __: Sequence[Decided]) -> Iterator[Tied]:
    yield from days.named
    if days.dateline:
        yield days.dateline, ("dateline",)
    if published := days.story.published:
        dated = Dated(published.value, "published")
        yield dated, ("published",) if days.recent else ("published", "only published")


def _of_the_speaker(days: StoryDays, place: int, decided: Sequence[Decided]) -> Iterator[Tied]:
    speaker = speaker_of(days.scopes[place])
    if not speaker:
        return
    own = [n for n, dated in enumerate(days.lent) if dated and n != place and speaker_of(days.scopes[n]) == speaker]
    before, after = [n for n in own if n < place], [n for n in own if n > place]
    for where, tie in ((before[-1:], "speaker before"), (after[:1], "speaker after"), (own[:1], "speaker first")):
        yield from ((days.lent[n], (tie,)) for n in where)
    last = next((one for one in reversed(decided) if speaker_of(one.scope) == speaker), None)
    if last:
        yield last.said, ("decided of speaker",)


def _of_the_words_before(days: StoryDays, place: int, decided: Sequence[Decided]) -> Iterator[Tied]:
    scope = days.scopes[place]
    if not decided:
        return
    if scope.quotation.headline:
        yield next((one for one in decided if not one.scope.quotation.headline), decided[0]).said, ("decided of lead",)
        return
    before = decided[-1]
    ties = ["decided before"]
    ties += ["decided in paragraph"] if before.scope.paragraph == scope.paragraph else []
    ties += ["decided of same"] if speaker_of(scope) and speaker_of(before.scope) == speaker_of(scope) else []
    yield before.said, tuple(ties)


_PARTS: tuple[Callable[[StoryDays, int, Sequence[Decided]], Iterator[Tied]], ...] = (
    _beside,
    _in_sentence,
    _in_paragraph,
    _of_the_speaker,
    _of_the_words_before,
    _before_paragraph,
    _of_the_story,
)


def speaker_of(scope: DateScope) -> str:
    """Return the id of the speaker of a quotation; empty where the speaker is unknown."""
    return scope.quotation.speaker.id if scope.quotation.speaker else ""


def _distance(name: str, characters: int, steps: Sequence[int]) -> str:
    return f"{name} {sum(characters > step for step in steps)}"
