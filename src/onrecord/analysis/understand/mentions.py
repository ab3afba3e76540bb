"""Hearer, venue and relay of a quotation, by the name of the field: read and set in one way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from onrecord.lexicons.outlets import outlet_kind
from onrecord.models.reading import Field
from onrecord.types import Mention, NamedEntity, Quotation, Reading, Relay, Span


def mention_of(quotation: Quotation, field: Field) -> tuple[Mention | None, float | None]:
    """Return what is named, and how likely; None for what was not measured."""
    probabilities = quotation.probabilities
    if field == "relay":
        link = next(iter(quotation.relay), None)
        return Mention(link.name, link.span) if link else None, probabilities.relay
    if field == "venue":
        return quotation.venue, probabilities.venue
    return quotation.addressee, probabilities.addressee


def with_mention(quotation: Quotation, field: Field, mention: Mention | None, chance: float | None) -> Quotation:
    """Return a quotation with what is named in a field, and how likely."""
    probabilities = quotation.probabilities
    if field == "relay":
        links = (Relay(mention.text, outlet_kind(mention.text) or "unknown", mention.span),) if mention else ()
        return replace(quotation, relay=links, probabilities=replace(probabilities, relay=chance))
    if field == "venue":
        return replace(quotation, venue=mention, probabilities=replace(probabilities, venue=chance))
    return replace(quotation, addressee=mention, probabilities=replace(probabilities, addressee=chance))


def whole_names(reading: Reading, span: Span) -> Span:
    """Return a span without cutting in two the names in which it begins or ends."""
    met = [one.span for one in _named_at(reading, span) if one.kind != "date"]
    return Span(min([span.start, *(one.start for one in met)]), max([span.end, *(one.end for one in met)]))


def may_relay(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention can be an outlet: by the words of its name, or as the name of an organisation."""
    is_named = any(one.kind == "organisation" for one in _named_at(reading, mention.span))
    return is_named or outlet_kind(mention.text) is not None


def _named_at(reading: Reading, span: Span) -> Iterator[NamedEntity]:
    """Yield the names that share characters with a span; those of a story stand in order and apart."""
    first = bisect_right(reading.named, span.start, key=lambda one: one.span.end)
    yield from takewhile(
        lambda one: one.span.start < span.end, (reading.named[n] for n in range(first, len(reading.named)))
    )
