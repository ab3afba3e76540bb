"""The clause of a quotation: the sentence of its cue without quoted words, and what is found there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.text.dates import WEEKDAY_NAMES
from onrecord.text.masks import gaps
from onrecord.text.sentences import sentences
from onrecord.types import Mention, Quotation, Reading, Reason, Span

WEEKDAY = f"(?:{'|'.join(WEEKDAY_NAMES)})"
_FARTHEST = 250  # characters each side of the cue that are read


@dataclass(frozen=True, slots=True)
class Clause:
    """The sentence in which a quotation is attributed; `unquoted` are its parts outside all quoted words."""

    span: Span
    unquoted: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ClauseMention:
    """A quotation with what was found in its clause (`own`), or in an earlier one of its speaker."""

    quotation: Quotation
    mention: Mention | None
    own: bool

    def because(self, part: str) -> tuple[Reason, ...]:
        """Return the reasons of the quotation, and one more where something was found."""
        if self.mention is None:
            return self.quotation.because
        why = "stated beside the words" if self.own else "stated beside earlier words of the same speaker"
        return (*self.quotation.because, Reason(part, why, self.mention.span))


def mentions_by_clause(
    reading: Reading, find: Callable[[Quotation, Clause], Mention | None], lasts: Callable[[str], bool]
) -> Iterator[ClauseMention]:
    """Yield what `find` finds in the clause of each quotation; what `lasts` counts for later words of its speaker.

    Finding looks at the masked text; what is yielded has the words of the document.
    """
    contents = contents_of(reading.quotations)
    lasting: dict[str, Mention] = {}
    for quotation in reading.quotations:
        clause = clause_of(reading.masked, reading.story.span, quotation, contents)
        found = find(quotation, clause) if clause else None
        own = found and reading.mention(found.span)
        speaker = quotation.speaker.id if quotation.speaker and quotation.inside is None else ""
        if own and found and speaker and lasts(found.text):
            lasting[speaker] = own
        yield ClauseMention(quotation, own or lasting.get(speaker), own is not None)


def contents_of(quotations: Sequence[Quotation]) -> list[Span]:
    """Return all spans of content of a story, in order."""
    return sorted(span for quotation in quotations for span in quotation.content)


def clause_of(text: str, story: Span, quotation: Quotation, contents: Sequence[Span]) -> Clause | None:
    """Return the clause of a quotation; None where it has neither cue nor source."""
    anchor = quotation.cue or quotation.source
    if anchor is None:
        return None
    near = _line_around(text, story, anchor)
    found = [sentence for sentence in sentences(text, near) if sentence.meets(anchor)] or [near]
    span = Span(found[0].start, max(found[-1].end, anchor.end))
    first = max(0, bisect_left(contents, (span.start, span.start)) - 3)
    inside = [c for c in contents[first : bisect_right(contents, (span.end, span.end))] if c.meets(span)]
    return Clause(span, tuple(gaps(merged(inside), span)))


def _line_around(text: str, story: Span, anchor: Span) -> Span:
    farthest = max(story.start, anchor.start - _FARTHEST)
    start = max(farthest, text.rfind("\n", farthest, anchor.start) + 1)
    stop = text.find("\n", anchor.end, anchor.end + _FARTHEST)
    return Span(start, min(story.end, stop if stop >= 0 else anchor.end + _FARTHEST))


def merged(spans: Sequence[Span]) -> list[Span]:
    """Return `spans` (in order) with those that meet or touch made one."""
    found: list[Span] = []
    for span in spans:
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found
