"""Hearer, venue and relay of a quotation, by the name of the field: read and set in one way."""

from __future__ import annotations

from dataclasses import replace

from onrecord.lexicons.outlets import outlet_kind
from onrecord.models.reading import Field
from onrecord.types import Mention, Quotation, Reading, Relay, Span


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
    met = [one.span for one in reading.named if one.kind != "date" and one.span.meets(span)]
    return Span(min(span.start, *(one.start for one in met)), max(span.end, *(one.end for one in met))) if met else span


def may_relay(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention can be an outlet: by the words of its name, or as the name of an organisation."""
    is_named = any(one.kind == "organisation" and one.span.meets(mention.span) for one in reading.named)
    return is_named or outlet_kind(mention.text) is not None
