"""The words around a quotation: the sentence of its cue, without what is quoted in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.text.dates import WEEKDAY_NAMES
from onrecord.text.masks import gaps
from onrecord.text.sentences import sentences
from onrecord.types import Mention, Quotation, Reading, Reason, Span

WEEKDAY = f"(?:{'|'.join(WEEKDAY_NAMES)})"
_FARTHEST = 250  # characters each side of the cue that are looked at


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence in which a quotation is attributed, and its pieces that are nobody's quoted words."""

    span: Span
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """Words that tell something of a quotation, if any, and whether they stand with it or with words before."""

    quotation: Quotation
    mention: Mention | None
    own: bool

    def because(self, part: str) -> tuple[Reason, ...]:
        """Return the reasons of the quotation, and one more where something is told."""
        if self.mention is None:
            return self.quotation.because
        why = "told beside the words" if self.own else "told with other words of the same speaker in this story"
        return (*self.quotation.because, Reason(part, why, self.mention.span))


def with_clauses(
    reading: Reading, find: Callable[[Quotation, Clause], Mention | None], lasts: Callable[[str], bool]
) -> Iterator[Told]:
    """Yield what `find` finds in the clause of each quotation; what `lasts` holds for its speaker's next words too."""
    contents = contents_of(reading.quotations)
    carried: dict[str, Mention] = {}
    for quotation in reading.quotations:
        clause = clause_of(reading.masked, reading.story.span, quotation, contents)
        own = find(quotation, clause) if clause else None
        speaker = quotation.speaker.id if quotation.speaker and quotation.inside is None else ""
        if own and speaker and lasts(own.text):
            carried[speaker] = own
        yield Told(quotation, own or carried.get(speaker), own is not None)


def contents_of(quotations: Sequence[Quotation]) -> list[Span]:
    """Return all spans of content of a story, in order."""
    return sorted(span for quotation in quotations for span in quotation.content)


def clause_of(text: str, story: Span, quotation: Quotation, contents: Sequence[Span]) -> Clause | None:
    """Return the clause of a quotation; None where it has neither cue nor source."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return None
    far = max(story.start, anchor.start - _FARTHEST)
    start = max(far, text.rfind("\n", far, anchor.start) + 1)
    stop = text.find("\n", anchor.end, anchor.end + _FARTHEST)
    end = min(story.end, stop if stop >= 0 else anchor.end + _FARTHEST)
    near = Span(start, end)
    found = [sentence for sentence in sentences(text, near) if sentence.meets(anchor)] or [near]
    span = Span(found[0].start, max(found[-1].end, anchor.end))
    first = max(0, bisect_left(contents, (span.start, span.start)) - 3)
    inside = [c for c in contents[first : bisect_right(contents, (span.end, span.end))] if c.meets(span)]
    return Clause(span, tuple(gaps(_merged(inside), span)))


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
