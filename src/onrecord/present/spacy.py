"""The component `onrecord` of spaCy pipelines: quotations, their cues and sources as groups of spans of a Doc.

spaCy finds it by the entry point in pyproject.toml. What a Doc keeps is plain data, so that it can be saved and sent
to other processes; the typed Quotation is made of it on demand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from spacy import tokens
from spacy.language import Language

from onrecord.analysis.pipeline import analyse
from onrecord.types import Dated, Mention, Probabilities, Quotation, Reason, Relay, Span, Speaker
from onrecord.types.json import to_plain

NAME = "onrecord"
"""The name of the component, and the key of `doc.user_data` under which its findings are kept."""


@Language.component(NAME, assigns=["doc.spans", "doc._.quotations", "span._.quotation"])
def mark(doc: tokens.Doc) -> tokens.Doc:
    """Fill `doc.spans["quotations"]`, `["cues"]` and `["sources"]`; the span id is the id of the quotation."""
    found = [quotation for reading in analyse(doc.text) for quotation in reading.quotations]
    doc.user_data[NAME] = {quotation.id: to_plain(quotation) for quotation in found}
    doc.spans["quotations"] = [span for q in found for part in q.content for span in _spans(doc, part, q.form, q)]
    doc.spans["cues"] = [span for q in found for span in _spans(doc, q.cue, "cue", q)]
    doc.spans["sources"] = [span for q in found for span in _spans(doc, q.source, "source", q)]
    return doc


def _spans(doc: tokens.Doc, place: Span | None, label: str, quotation: Quotation) -> Iterator[tokens.Span]:
    """Yield the tokens that `place` touches, if there are any; the speaker's id stands where spaCy links names."""
    speaker = quotation.speaker.id if quotation.speaker else ""
    if place is not None:
        span = doc.char_span(*place, label=label, kb_id=speaker, alignment_mode="expand", span_id=quotation.id)
        if span is not None:
            yield span


def _quotations(doc: tokens.Doc) -> tuple[Quotation, ...]:
    return tuple(map(_typed, doc.user_data.get(NAME, {}).values()))


def _quotation(span: tokens.Span) -> Quotation | None:
    kept = span.doc.user_data.get(NAME, {}).get(span.id_)
    return kept and _typed(kept)


tokens.Doc.set_extension("quotations", getter=_quotations, force=True)
tokens.Span.set_extension("quotation", getter=_quotation, force=True)


# --- from plain data to nouns ------------------------------------------------------------------------------------


def _typed(kept: dict[str, Any]) -> Quotation:
    nouns = {
        "content": _places(kept["content"]),
        "about": _places(kept["about"]),
        "cue": _place(kept["cue"]),
        "source": _place(kept["source"]),
        "speaker": _noun(Speaker, kept["speaker"]),
        "said": _noun(Dated, kept["said"]),
        "addressee": _noun(Mention, kept["addressee"]),
        "venue": _noun(Mention, kept["venue"]),
        "relay": tuple(_noun(Relay, link) for link in kept["relay"]),
        "acts_also": tuple(kept["acts_also"]),
        "condition": _noun(Mention, kept["condition"]),
        "deadline": _noun(Mention, kept["deadline"]),
        "probabilities": Probabilities(**kept["probabilities"]),
        "because": tuple(_noun(Reason, why) for why in kept["because"]),
    }
    return Quotation(**{**kept, **nouns})


def _places(kept: Sequence[Sequence[int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in kept)


def _place(kept: Sequence[int] | None) -> Span | None:
    return Span(*kept) if kept else None


def _noun(noun: type[Any], kept: dict[str, Any] | None) -> Any:
    """Return `noun` with what was kept of it; its one field that is no plain value is its place."""
    if kept is None:
        return None
    place = {"span": _place(kept["span"])} if "span" in kept else {}
    return noun(**{**kept, **place})
