"""Implicit quotations: words that continue a speaker's without a cue, in marks or as paragraphs of a briefing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.extract.spans import Draft, MarkedPassages, trimmed
from onrecord.models.reading import Page
from onrecord.text.marks import Quoted
from onrecord.types import Span

_BETWEEN = re.compile(r"[^.!?\"“”\n]{0,120}[.,:]?\s*")  # what may stand between a quotation and the rest of it
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b(?![.'’])")


def with_implicit(page: Page, marked: MarkedPassages, cued: Sequence[Draft]) -> list[Draft]:
    """Return `cued` with what continues them: more parts of content, and drafts without a cue."""
    found = _by_paragraph(page, cued)
    uncued = _by_paragraph(page, [Draft((passage.span,)) for passage in _spoken(page)])
    first = min(found, default=0)
    authored = any(_in_first_person(page, marked, paragraph) for paragraph in page.paragraphs[:first])
    previous: list[Draft] = []
    for n, paragraph in enumerate(page.paragraphs):
        own = found.get(n, [])
        for draft in uncued.get(n, []):
            if not any(part.meets(draft.content[0]) for other in own for part in other.content):
                own = list(_continued(page, paragraph, own, draft.content[0]))
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
        ends = words.rstrip("\"'”’»")[-1:] in (".", "?", "!", ",")
        worded = passage.depth == 0 and any(char.isalnum() for char in words)
        if worded and (len(words.split()) >= thresholds.SPOKEN_WORDS or (ends and passage.double and passage.opened)):
            yield passage


def _continued(page: Page, paragraph: Span, own: Sequence[Draft], passage: Span) -> Iterator[Draft]:
    """Yield the drafts of a paragraph, with `passage` joined to the one it continues, or added, or left out."""
    host = next((draft for draft in reversed(own) if _continues(page.text, draft, passage)), None)
    for draft in own:
        yield replace(draft, content=(*draft.content, passage)) if draft is host else draft
    before = page.text[paragraph.start : passage.start].rstrip()
    headline = page.headline is not None and page.headline.meets(paragraph)
    if host is None and (headline or not before or before[-1] in '.!?:”"'):
        yield Draft((passage,), confidence=thresholds.IMPLICIT_IN_MARKS)


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
