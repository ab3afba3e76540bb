"""The extract stage: the quotations of a story, as the reading model finds them, corrected by marks and paragraphs.

The model proposes; rules make its findings consistent. Words in marks are taken whole; two readings of one passage
become one; marked words without a cue continue those of the speaker before; what the layout sets apart is one
quotation, whatever stands in it; a quotation inside another is nested in it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.extract.blocks import with_blocks, with_labels
from onrecord.analysis.extract.drafts import drafts
from onrecord.analysis.extract.implicit_quotations import with_implicit
from onrecord.analysis.extract.interviews import with_interviewee
from onrecord.analysis.extract.pages import blocks_of, page_of
from onrecord.analysis.extract.problems import left_out, unpaired_marks
from onrecord.analysis.extract.spans import Draft, MarkedPassages, nested
from onrecord.models.reading import Finding, read
from onrecord.text.masks import gaps, with_filler
from onrecord.types import Form, NamedEntity, Quotation, Reading, Span, content_id, covered

_REST_OF_NAME = re.compile(r"(?:['’](?!s\b)[^\W\d_]+)+")
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.){1,2}\Z")
_LONGEST_INITIALS = 5  # characters before a name in which its initials stand, and what parts them from other words
MOST_QUOTATIONS = 20_000  # of one story; what follows is kept in the text but not found


def extract(reading: Reading) -> Reading:
    """Add the quotations of the story in the order of the text, and problems of marks and of what was not read.

    Raises WeightsError (an OSError) where the weights of the model are damaged.
    """
    page, alone = page_of(reading)
    findings, marked = read(page, reading.story.language), MarkedPassages(page.passages)
    likely = (found for found in findings.quotations if found.chance >= _floor(found))
    made = with_implicit(page, marked, drafts(page, marked, likely))
    found = [_entire(page.text, draft) for draft in made]
    names = tuple(_with_whole_word(page.text, named) for named in findings.named)
    blocks = with_interviewee(page, blocks_of(reading), names, reading.story)
    named = with_labels(reading.masked, blocks, names)
    found = with_blocks(page, reading.story, blocks, found, named)
    quotations = _quotations(reading, marked, found)
    problems = (*unpaired_marks(reading, alone), *left_out(reading, findings, quotations[MOST_QUOTATIONS:]))
    return replace(
        reading,
        quotations=quotations[:MOST_QUOTATIONS],
        named=named,
        problems=(*reading.problems, *problems),
    )


def _entire(text: str, draft: Draft) -> Draft:
    """Return a draft whose spans end behind what belongs to their last character: an accent, a literal entity."""
    content = tuple(with_filler(text, part) for part in draft.content)
    cue, source = (span and with_filler(text, span) for span in (draft.cue, draft.source))
    return replace(draft, content=content, cue=cue, source=source)


def _with_whole_word(text: str, named: NamedEntity) -> NamedEntity:
    """Return a name with the apostrophes inside its last word, "Kala’i’oa" but not "Kala’s", and initials: "A.Ruel"."""
    start, end = named.span
    initials = _INITIALS.search(text, max(0, start - _LONGEST_INITIALS), start) if named.kind == "person" else None
    start = initials.start() if initials and initials.group().isupper() else start
    rest = _REST_OF_NAME.match(text, end - 1 if text[end - 1] in "'’" else end)
    return replace(named, span=with_filler(text, Span(start, rest.end() if rest else end)))


def _floor(finding: Finding) -> float:
    return thresholds.OUTRIGHT if finding.outright else thresholds.OTHERWISE


def _quotations(reading: Reading, marked: MarkedPassages, found: Sequence[Draft]) -> tuple[Quotation, ...]:
    """Make quotations of drafts in the order of the text, each nested in the smallest one around it."""
    made = nested(_quotation(reading, marked, draft) for draft in found)
    return tuple({quotation.id: quotation for quotation in reversed(list(made))}.values())[::-1]


def _quotation(reading: Reading, marked: MarkedPassages, draft: Draft) -> Quotation:
    text, headline = reading.document.text, reading.story.headline_span
    return Quotation(
        id=content_id("quotation", reading.document.sha256, *(edge for span in draft.content for edge in span)),
        form="direct" if draft.block else _form(reading.masked, marked, draft.content),
        content=draft.content,
        text=covered(text, draft.content),
        cue=draft.cue,
        source=draft.source,
        said=draft.block.said if draft.block else None,
        addressee=reading.mention(draft.hearer) if draft.hearer else None,
        headline=headline is not None and headline.meets(draft.content[0]),
        kind=draft.kind,
        implicit=draft.cue is None and draft.block is None,
        confidence=draft.confidence,
    )


def _form(text: str, marked: MarkedPassages, content: Sequence[Span]) -> Form:
    quoted = [[passage.span for passage in marked.meeting(part)] for part in content]
    if not any(quoted):
        return "indirect"
    unmarked = "".join(gap.of(text) for part, inner in zip(content, quoted, strict=True) for gap in gaps(inner, part))
    return "mixed" if re.search(r"\w", unmarked) else "direct"
