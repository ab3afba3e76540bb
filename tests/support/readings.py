"""Readings made by hand, without the reading model: a text, its quotations and its names, each by its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from onrecord.types import Dated, Document, NamedEntity, NamedKind, Quotation, Reading, Reason, Span, Speaker, Story

Words = str | tuple[str, int]
"""Words of a text: those that stand first, or the n-th of them, counted from 1."""


def place(text: str, words: Words) -> Span:
    """Return where words stand in a text."""
    wording, count = words if isinstance(words, tuple) else (words, 1)
    start = -1
    for _ in range(count):
        start = text.index(wording, start + 1)
    return Span(start, start + len(wording))


def quoted(
    text: str, content: Words | Sequence[Words], cue: Words | None = None, source: Words | None = None, **fields: Any
) -> Quotation:
    """Return a quotation of a text; `content` is one passage or a list of them, `speaker` may be a mere name."""
    spans = tuple(place(text, each) for each in (content if isinstance(content, list) else [content]))  # type: ignore[arg-type]
    words = " ".join(span.of(text) for span in spans)
    if isinstance(name := fields.get("speaker"), str):
        fields["speaker"] = Speaker(name, name, "person")
    return Quotation(
        id=fields.pop("id", words),
        form=fields.pop("form", "direct" if words[0] in '"“' else "indirect"),
        content=spans,
        text=words,
        cue=place(text, cue) if cue else None,
        source=place(text, source) if source else None,
        implicit=fields.pop("implicit", cue is None),
        **fields,
    )


def reading(
    text: str,
    *quotations: Quotation,
    names: Mapping[str, NamedKind] = {},
    published: str | None = None,
    headline: str | None = None,
    **story: Any,
) -> Reading:
    """Return the reading of one story; each place of each of `names` is a named entity."""
    spot = place(text, headline) if headline else None
    made = Story("story", Span(0, len(text)), headline, spot, language=story.pop("language", "en"), **story)
    if published:
        made = replace(made, published=Dated(published, "stated"))
    if spot:
        quotations = tuple(replace(q, headline=spot.covers(q.content[0])) for q in quotations)
    return Reading(Document("made.txt", b"", text), made, text, quotations, tuple(_named(text, names)))


def _named(text: str, names: Mapping[str, NamedKind]) -> list[NamedEntity]:
    pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    matches = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text) if names else ()
    return [NamedEntity(Span(*match.span()), names[match.group()]) for match in matches]


def reason(quotation: Quotation, part: str) -> Reason:
    """Return the one reason of a quotation for a field."""
    (found,) = [reason for reason in quotation.because if reason.part == part]
    return found
