"""The accept stage: a Reading made by hand or by another program, taken over as far as it is sound.

What it gives stands; what it leaves open is filled in by `split` before and by the later stages after it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, get_args

from onrecord.analysis.split import split
from onrecord.lexicons.outlets import outlet_kind
from onrecord.lexicons.roles import kind_of
from onrecord.text.dates import iso_date
from onrecord.text.marks import form_by_marks
from onrecord.types import (
    Basis,
    Dated,
    Document,
    Form,
    Mention,
    Problem,
    Quotation,
    Reading,
    Reason,
    Relay,
    Span,
    Speaker,
    SpeakerKind,
    Story,
    actor_key,
    content_id,
    covered,
)

_GIVEN = ("speaker", "said", "addressee", "venue", "relay", "act", "acts_also", "about", "inside")
_MOST = 10_000  # quotations of one story that are taken over
_REMEDY = "Give `content` as [[start, end], …] in characters of `document.text`."


def accept(document: Document) -> Reading:
    """Return the Reading of which `document.raw` is the JSON; a quotation without a place in the text is a Problem."""
    record = json.loads(document.raw)
    base, *others = split(document)
    everything = Span(0, len(document.text.rstrip()))
    value = _mapping(record.get("story"))
    story = _story(document, value, replace(base.story, span=everything) if others else base.story)
    rows = record.get("quotations")
    found, problems = [], list(base.problems)
    for number, row in enumerate(rows[:_MOST] if isinstance(rows, list) else []):
        quotation = _quotation(document, _mapping(row), story)
        if quotation:
            found.append(quotation)
        else:
            message = f"quotation {number} has no place in the text and was left out"
            problems.append(Problem("accept", message, uri=document.uri, remedy=_REMEDY))
    unique = {quotation.id: quotation for quotation in reversed(found)}
    ordered = sorted(unique.values(), key=lambda quotation: (quotation.content, quotation.id))
    return Reading(document, story, base.masked, tuple(ordered), problems=tuple(problems))


def with_given(reading: Reading, given: Reading) -> Reading:
    """Return `reading` with all that `given` gives put back in place of what the stages since have made of it."""
    before = {quotation.id: quotation for quotation in given.quotations}
    return replace(reading, quotations=tuple(_with_given(q, before[q.id]) for q in reading.quotations))


def _with_given(made: Quotation, given: Quotation) -> Quotation:
    fields = {name: value for name in _GIVEN if (value := getattr(given, name))}
    reasons = [reason for reason in made.because if reason.part not in fields]
    reasons += [Reason(name, "the file gives it") for name in fields if name not in ("acts_also", "inside")]
    tellers = made.hearsay - len(made.relay) + len(fields.get("relay", made.relay))
    return replace(made, **fields, hearsay=tellers, because=tuple(reasons))


def _story(document: Document, value: Mapping[str, Any], base: Story) -> Story:
    headline = _span(value.get("headline_span"), document.text)
    dated = value.get("published")
    published = _dated(dated if isinstance(dated, Mapping) else {"value": dated}, document.text)
    return Story(
        id=_text(value.get("id")) or content_id("story", document.sha256, *base.span),
        span=_span(value.get("span"), document.text) or base.span,
        headline=headline.of(document.text) if headline else _text(value.get("headline")) or base.headline,
        headline_span=headline or base.headline_span,
        outlet=_text(value.get("outlet")) or base.outlet,
        byline=_text(value.get("byline")) or base.byline,
        published=published or base.published,
        language=_text(value.get("language")) or base.language,
    )


def _quotation(document: Document, row: Mapping[str, Any], story: Story) -> Quotation | None:
    text = document.text
    content = tuple(sorted(_spans(row.get("content"), text)))
    if not content:
        return None
    place = (edge for span in content for edge in span)
    confidence = row.get("confidence")
    return Quotation(
        id=_text(row.get("id")) or content_id("quotation", document.sha256, *place),
        form=row["form"] if row.get("form") in get_args(Form) else form_by_marks(text, content),
        content=content,
        text=covered(text, content),
        cue=_span(row.get("cue"), text),
        source=_span(row.get("source"), text),
        speaker=_speaker(_mapping(row.get("speaker")), story.id),
        said=_dated(_mapping(row.get("said")), text),
        addressee=_mention(row.get("addressee"), text),
        venue=_mention(row.get("venue"), text),
        relay=tuple(_relay(row.get("relay"), text, content[0])),
        act=_text(row.get("act")),
        acts_also=tuple(filter(None, map(_text, _list(row.get("acts_also"))))),
        about=tuple(_spans(row.get("about"), text)),
        inside=_text(row.get("inside")),
        implicit=row.get("implicit") is True,
        headline=row.get("headline") is True,
        kind="belief" if row.get("kind") == "belief" else "speech",
        confidence=float(confidence) if isinstance(confidence, int | float) and 0 <= confidence <= 1 else 1.0,
    )


def _speaker(value: Mapping[str, Any], story: str) -> Speaker | None:
    name = _text(value.get("name"))
    if name is None:
        return None
    guessed: SpeakerKind = "organisation" if outlet_kind(name) else kind_of(name)
    kind: SpeakerKind = "person" if guessed == "unknown" else guessed
    kind = value["kind"] if value.get("kind") in get_args(SpeakerKind) else kind
    alone = kind == "person" and " " not in name  # a family name alone may be anybody's
    made = actor_key(name, story if alone else None)
    return Speaker(_text(value.get("id")) or made, name, kind, _text(value.get("role")))


def _dated(value: Mapping[str, Any], text: str) -> Dated | None:
    written = _text(value.get("value"))
    days = [iso_date(part) for part in written.split("/")[:2]] if written else []
    if not days or not all(days):
        return None
    basis: Basis = value["basis"] if value.get("basis") in get_args(Basis) else "stated"
    return Dated("/".join(filter(None, days)), basis, _span(value.get("span"), text))


def _mention(value: Any, text: str) -> Mention | None:
    span = _span(_mapping(value).get("span"), text)
    return Mention(span.of(text), span) if span else None


def _relay(value: Any, text: str, at: Span) -> Iterator[Relay]:
    for link in _list(value):
        name = _text(link) or _text(_mapping(link).get("name"))
        if name:
            kind = _text(_mapping(link).get("kind")) or "unknown"
            yield Relay(name, kind, _span(_mapping(link).get("span"), text) or at)


def _spans(value: Any, text: str) -> Iterator[Span]:
    for pair in _list(value):
        span = _span(pair, text)
        if span:
            yield span


def _span(value: Any, text: str) -> Span | None:
    """Return a span if it is one of the text, and not empty."""
    if not isinstance(value, list) or len(value) != 2 or not all(type(edge) is int for edge in value):
        return None
    start, end = value
    return Span(start, end) if 0 <= start < end <= len(text) else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value.strip() if isinstance(value, str) and value.strip() else None
