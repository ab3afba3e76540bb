"""Drafts of quotations, made of what the model found: spans corrected, and one reading of each passage kept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain

from onrecord import lexicons, thresholds
from onrecord.analysis.extract.layout import by_layout
from onrecord.analysis.extract.next_acts import without_next_act
from onrecord.analysis.extract.spans import Draft, MarkedPassages, contains, trimmed
from onrecord.models.reading import Finding, Page
from onrecord.text.anchors import overlap
from onrecord.text.words import lower_words
from onrecord.types import Kind, Span

_STRETCH = 200  # characters
_ASIDE = re.compile(r"\s*,\s+(?:who|whom|whose|which|where|(?:\w+ ){1,3}of wh(?:om|ich)|[a-z]+ing)\b")
_SYMBOL = r"[\s•·\u2190-\u27bf\u2900-\u2bff\ufe0f\U0001f000-\U0001faff]+"
_SYMBOLS, _SYMBOLS_BEHIND = re.compile(_SYMBOL), re.compile(rf"{_SYMBOL}\Z")
_WAS_ADDRESSED = re.compile(
    r"(?:\w+ ){0,4}(?:is|are|was|were|be|been|being)(?: \w+){0,3}? "
    r"(?:called (?:up)?on|urged|asked|told|warned|informed|instructed|ordered|advised|reminded|requested|invited)"
)


def drafts(page: Page, marked: MarkedPassages, findings: Iterable[Finding]) -> list[Draft]:
    """Return what the model and the layout give, in the order of the text, no two readings of one passage."""
    found = (_draft(page, marked, finding) for finding in findings if _is_of_words(page.text, finding))
    sound = [draft for draft in (*found, *by_layout(page)) if draft.content and _is_sound(page.text, draft)]
    chosen = [draft for group in _by_cue(page.paragraphs, sound) for draft in _settled(group)]
    return sorted(chosen, key=lambda draft: draft.content)


def _draft(page: Page, marked: MarkedPassages, finding: Finding) -> Draft:
    cue = _bare_cue(page.text, finding.cue)
    own = [span for span in (cue, finding.source) if span]
    parts = [each for part in finding.content for each in _by_paragraph(page.paragraphs, part)]
    grown = [_without_symbols(page.text, marked, _to_marks(marked, part, own)) for part in parts]
    content = [span for span in (trimmed(page.text, span) for span in grown) if span.start < span.end]
    joined = tuple(_joined(page.text, sorted(content)))
    if joined and joined[-1].start >= cue.end and not marked.meeting(joined[-1]):
        joined = (*joined[:-1], without_next_act(page.text, joined[-1]))
    source = finding.source and _mention(page.text, finding.source)
    if source and source.end <= cue.start and _WAS_ADDRESSED.fullmatch(page.text, *cue):
        source = None  # who "was told" something did not speak
    return Draft(joined, cue, source, _kind(cue.of(page.text)), round(finding.chance, 3))


def _kind(cue: str) -> Kind:
    """Tell by the words of a cue whether something was uttered or written, or is a belief attributed to somebody."""
    return "belief" if _cue_words("belief") & set(lower_words(cue)) else "speech"


def _is_of_words(text: str, finding: Finding) -> bool:
    """Tell whether a cue is of words, not only of a talk: not "discussed the issue"."""
    return not _cue_words("talk") & set(lower_words(finding.cue.of(text)))


@cache
def _cue_words(kind: str) -> frozenset[str]:
    rows = (row for row in lexicons.rows("en", "cues") if row["kind"] == kind)
    return frozenset(form for row in rows for form in row["forms"].split())


def _mention(text: str, source: Span) -> Span | None:
    """Return the source without an aside about it, as in "Ana Ruel, who chairs the league"; None if nothing is left."""
    aside = _ASIDE.search(text, source.start, source.end)
    bare = trimmed(text, Span(source.start, aside.start()) if aside and aside.start() > source.start else source)
    return bare if bare.start < bare.end else None


def _by_paragraph(paragraphs: Sequence[Span], part: Span) -> Iterator[Span]:
    """Split content at the ends of paragraphs: it never crosses one."""
    at = bisect_right(paragraphs, part.start, key=lambda paragraph: paragraph.end)
    while at < len(paragraphs) and paragraphs[at].start < part.end:
        yield Span(max(part.start, paragraphs[at].start), min(part.end, paragraphs[at].end))
        at += 1


def _to_marks(marked: MarkedPassages, part: Span, own: Sequence[Span]) -> Span:
    """Extend content to the marks around it, unless its cue or source is inside them.

    One speaker said all that stands between a pair of marks. Most of the content must lie in them, or cover them.
    """
    start, end = part
    for passage in marked.meeting(part):
        span = passage.span
        shared = min(part.end, span.end) - max(part.start, span.start)
        mostly = shared >= thresholds.NEARLY_MARKED * min(span.end - span.start, part.end - part.start)
        if mostly and not any(span.meets(other) for other in own):
            start, end = min(start, span.start), max(end, span.end)
    return Span(start, end)


def _without_symbols(text: str, marked: MarkedPassages, part: Span) -> Span:
    """Return content in marks without the symbols that stand before and behind them: emoji, bullets, arrows."""
    passages = marked.meeting(part)
    if not passages:
        return part
    first, last = passages[0].span.start, passages[-1].span.end
    start = first if _SYMBOLS.fullmatch(text, part.start, max(part.start, first)) else part.start
    end = last if _SYMBOLS.fullmatch(text, min(part.end, last), part.end) else part.end
    return Span(start, end)


def _bare_cue(text: str, cue: Span) -> Span:
    """Return a cue without the symbols behind it."""
    behind = _SYMBOLS_BEHIND.search(text, cue.start + 1, cue.end)
    return Span(cue.start, behind.start()) if behind else cue


def _joined(text: str, content: Sequence[Span]) -> list[Span]:
    """Join parts that overlap, or have only white space between them inside a paragraph."""
    found: list[Span] = []
    for span in content:
        if found and (span.start < found[-1].end or _is_gap(text, found[-1].end, span.start)):
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _is_gap(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return not between.strip() and "\n" not in between and "\r" not in between


def _is_sound(text: str, draft: Draft) -> bool:
    """Tell whether the content has a word, and does not include its own cue or source."""
    own = [span for span in (draft.cue, draft.source) if span]
    apart = not any(span.meets(part) for span in own for part in draft.content)
    return apart and any(character.isalnum() for part in draft.content for character in part.of(text))


def _by_cue(paragraphs: Sequence[Span], found: Sequence[Draft]) -> Iterable[list[Draft]]:
    """Group drafts by the paragraph in which their cue stands."""
    groups: dict[int, list[Draft]] = {}
    for draft in found:
        at = (draft.cue or draft.content[0]).start
        groups.setdefault(bisect_right(paragraphs, at, key=lambda paragraph: paragraph.end), []).append(draft)
    return groups.values()


def _settled(group: Sequence[Draft]) -> list[Draft]:
    """Keep the likeliest reading of each passage; a quotation and one nested in it are two passages."""
    chosen: list[Draft] = []
    near: dict[int, list[Draft]] = {}  # those chosen, by each stretch of the text that they touch
    for draft in sorted(group, key=lambda draft: -draft.confidence):
        touched = _stretches(draft.content)
        others = (other for stretch in touched for other in near.get(stretch, ()))
        rivals = (other for other in others if not contains(other, draft) and not contains(draft, other))
        if not any(overlap(draft.content, other.content) >= thresholds.SAME_WORDS for other in rivals):
            chosen.append(draft)
            for stretch in touched:
                near.setdefault(stretch, []).append(draft)
    return chosen


def _stretches(content: Sequence[Span]) -> list[int]:
    """Return the numbers of the stretches of text that content touches; contents that share none are apart."""
    numbers = (range(part.start // _STRETCH, part.end // _STRETCH + 1) for part in content)
    return list(dict.fromkeys(chain.from_iterable(numbers)))
