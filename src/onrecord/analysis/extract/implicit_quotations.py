"""Implicit quotations: words that continue a speaker's without a cue, in marks or as paragraphs of a briefing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from onrecord import thresholds
from onrecord.analysis.extract.spans import Draft, MarkedPassages, trimmed
from onrecord.models.reading import Page
from onrecord.text.marks import Quoted
from onrecord.types import Span

_BETWEEN = re.compile(r"[^.!?\"“”\n]{0,120}[.,:]?\s*")  # what may stand between a quotation and the rest of it
_MOST_BEFORE = 20  # quotations before a passage that it may continue
_WITHIN = 200  # characters before a passage in which the sentence before it ends
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b(?![.'’])")


def with_implicit(page: Page, marked: MarkedPassages, cued: Sequence[Draft]) -> list[Draft]:
    """Return `cued` with what continues them: more parts of content, and drafts without a cue."""
    found = _by_paragraph(page, cued)
    uncued = _by_paragraph(page, [Draft((passage.span,)) for passage in _spoken(page)])
    first = min(found, default=0)
    authored = any(_in_first_person(page, marked, paragraph) for paragraph in page.paragraphs[:first])
    previous: list[Draft] = []
    for n, paragraph in enumerate(page.paragraphs):
        own = _with_uncued(page, paragraph, found.get(n, []), [draft.content[0] for draft in uncued.get(n, [])])
        if not own and previous and not authored and _in_first_person(page, marked, paragraph):
            own = [Draft((trimmed(page.text, paragraph),), confidence=thresholds.IMPLICIT_WITHOUT_MARKS)]
        found[n] = previous = sorted(own, key=lambda draft: draft.content)
    return sorted((draft for own in found.values() for draft in own), key=lambda draft: draft.content)


def _by_paragraph(page: Page, drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        at = bisect_right(page.paragraphs, draft.content[0].start, key=lambda paragraph: paragraph.end)
        groups.setdefault(at, []).append(draft)
    return groups


def _spoken(page: Page) -> Iterator[Quoted]:
    """Yield the outermost marked passages that are long enough to be speech, or end like a sentence."""
    for passage in page.passages:
        words = passage.span.of(page.text)
        ends = words.rstrip("\"'”’»“‘«")[-1:] in (".", "?", "!", ",")
        worded = passage.depth == 0 and any(char.isalnum() for char in words)
        if worded and (len(words.split()) >= thresholds.SPOKEN_WORDS or (ends and passage.double and passage.opened)):
            yield passage


def _with_uncued(page: Page, paragraph: Span, cued: Sequence[Draft], passages: Sequence[Span]) -> list[Draft]:
    """Return the drafts of a paragraph, with each of `passages` joined to the one it continues, or added, or left out.

    `passages` stand in order; those whose words a draft has already are left out.
    """
    own = list(cued)
    alone: list[Draft] = []
    contents = sorted(part for draft in cued for part in draft.content)
    ends = list(accumulate((part.end for part in contents), max))
    for passage in passages:
        at = bisect_left(contents, passage.end, key=lambda part: part.start)
        if at and ends[at - 1] > passage.start:
            continue
        host = _host(page.text, own, passage)
        if host is not None:
            own[host] = replace(own[host], content=(*own[host].content, passage))
        elif _may_stand_alone(page, paragraph, passage):
            alone.append(Draft((passage,), confidence=thresholds.IMPLICIT_IN_MARKS))
    return [*own, *alone]


def _host(text: str, own: Sequence[Draft], passage: Span) -> int | None:
    """Return the place of the draft that `passage` continues, among the last that begin before it."""
    after = bisect_left(own, passage.start, key=lambda draft: draft.content[0].start)
    near = range(after - 1, max(-1, after - 1 - _MOST_BEFORE), -1)
    return next((n for n in near if _continues(text, own[n], passage)), None)


def _may_stand_alone(page: Page, paragraph: Span, passage: Span) -> bool:
    """Tell whether a passage without a cue begins its paragraph or a sentence, or stands in the headline."""
    before = page.text[max(paragraph.start, passage.start - _WITHIN) : passage.start].rstrip()
    headline = page.headline is not None and page.headline.meets(paragraph)
    return headline or not before or before[-1] in '.!?:”"'


def _continues(text: str, draft: Draft, passage: Span) -> bool:
    """Tell whether only cue, source and the rest of their clause stand between a quotation and `passage`."""
    if draft.cue is None or draft.cue.start < draft.content[0].start or draft.content[-1].end > passage.start:
        return False
    last = max(draft.content[-1].end, draft.cue.end, draft.source.end if draft.source else 0)
    return last <= passage.start and _BETWEEN.fullmatch(text, last, passage.start) is not None


def _in_first_person(page: Page, marked: MarkedPassages, paragraph: Span) -> bool:
    """Tell whether a paragraph without marks is in the first person.

    After a quotation it continues that speaker, as in a printed briefing; before any, it is the author's own.
    """
    words = paragraph.of(page.text)
    long = len(words.split()) >= thresholds.FIRST_PERSON_WORDS
    return long and not marked.meeting(paragraph) and _FIRST_PERSON.search(words) is not None
