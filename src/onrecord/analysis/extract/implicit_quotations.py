"""Words that go on in a speaker's voice without a cue of their own: in marks, or as whole paragraphs of a briefing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from onrecord.analysis.extract.spans import Draft, Marked, trimmed
from onrecord.models.reading import Page
from onrecord.text.marks import Quoted
from onrecord.types import Span

IN_MARKS = 0.4
WITHOUT_MARKS = 0.1
"""Confidence in words in marks, and in a paragraph without marks, that go on without a cue."""

_SPOKEN_WORDS = 5  # fewer words in marks, without a cue, are a term or a title rather than speech
_TIE = re.compile(r"[^.!?\"“”\n]{0,120}[.,:]?\s*")  # what may stand between a quotation and the rest of it
_FIRST_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b(?![.'’])")
_FEWEST_WORDS = 12  # of a paragraph in a speaker's voice


def with_voices(page: Page, marked: Marked, cued: Sequence[Draft]) -> list[Draft]:
    """Return `cued` with what goes on after them: more parts of content, and drafts without a cue of their own."""
    found = _by_paragraph(page, cued)
    loose = _by_paragraph(page, [Draft((passage.span,)) for passage in _spoken(page)])
    first = min(found, default=0)
    authored = any(_in_first_person(page, marked, paragraph) for paragraph in page.paragraphs[:first])
    previous: list[Draft] = []
    for n, paragraph in enumerate(page.paragraphs):
        own = found.get(n, [])
        for draft in loose.get(n, []):
            if not any(part.meets(draft.content[0]) for other in own for part in other.content):
                own = list(_going_on(page, paragraph, own, draft.content[0]))
        if not own and previous and not authored and _in_first_person(page, marked, paragraph):
            own = [Draft((trimmed(page.text, paragraph),), confidence=WITHOUT_MARKS)]
        found[n] = previous = sorted(own, key=lambda draft: draft.content)
    return sorted((draft for own in found.values() for draft in own), key=lambda draft: draft.content)


def _by_paragraph(page: Page, drafts: Iterable[Draft]) -> dict[int, list[Draft]]:
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        at = bisect_right(page.paragraphs, draft.content[0].start, key=lambda paragraph: paragraph.end)
        groups.setdefault(at, []).append(draft)
    return groups


def _spoken(page: Page) -> Iterator[Quoted]:
    """Yield the outermost passages that are long enough to be speech, or end like a sentence."""
    for passage in page.passages:
        words = passage.span.of(page.text)
        ends = words.rstrip("\"'”’»")[-1:] in (".", "?", "!", ",")
        worded = passage.depth == 0 and any(char.isalnum() for char in words)
        if worded and (len(words.split()) >= _SPOKEN_WORDS or (ends and passage.double and passage.opened)):
            yield passage


def _going_on(page: Page, paragraph: Span, own: Sequence[Draft], passage: Span) -> Iterator[Draft]:
    """Yield the drafts of a paragraph with `passage` joined to the one it goes on from, or on its own, or left out."""
    host = next((draft for draft in reversed(own) if _is_tied(page.text, draft, passage)), None)
    for draft in own:
        yield replace(draft, content=(*draft.content, passage)) if draft is host else draft
    before = page.text[paragraph.start : passage.start].rstrip()
    headline = page.headline is not None and page.headline.meets(paragraph)
    if host is None and (headline or not before or before[-1] in '.!?:”"'):
        yield Draft((passage,), confidence=IN_MARKS)


def _is_tied(text: str, draft: Draft, passage: Span) -> bool:
    """Tell whether nothing but cue, source and the rest of their clause stand between a quotation and `passage`."""
    if draft.cue is None or draft.cue.start < draft.content[0].start or draft.content[-1].end > passage.start:
        return False
    last = max(draft.content[-1].end, draft.cue.end, draft.source.end if draft.source else 0)
    return last <= passage.start and _TIE.fullmatch(text, last, passage.start) is not None


def _in_first_person(page: Page, marked: Marked, paragraph: Span) -> bool:
    """Tell whether a paragraph without marks is told by an "I" or "we".

    After somebody was heard it goes on with that speaker, as briefings are printed; before, it is an author's own.
    """
    words = paragraph.of(page.text)
    long = len(words.split()) >= _FEWEST_WORDS
    return long and not marked.meeting(paragraph) and _FIRST_PERSON.search(words) is not None
