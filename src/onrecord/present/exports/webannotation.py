"""W3C Web Annotations: where the words, the cue and the source of each quotation stand, without the articles.

A passage is given twice (https://www.w3.org/TR/annotation-model/): by its words with up to 32 characters each side,
which finds it on a live page, and by its characters, which count in the text as the record has it. Whoever has the
document anchors them again. Of an interrupted quotation each passage is a target.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TextIO

from onrecord.present.escaping import as_json
from onrecord.present.exports.dates import interval, single
from onrecord.present.exports.iris import of_bytes, urn
from onrecord.present.terms import POLARITIES
from onrecord.queries.contents import QuotationInStory, quotations
from onrecord.store.sqlite.reads.exports import WholeStory
from onrecord.store.sqlite.record import Record
from onrecord.text.web_addresses import web_address
from onrecord.types import Progress, Span

AROUND = 32
"""Characters each side of a passage that go with it."""
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
Node = dict[str, Any]


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all quotations as one page of annotations, an annotation a line."""
    head = as_json({"@context": CONTEXT, "id": urn("export", what), "type": "AnnotationPage"})
    out.write(f'{head[:-1]}, "items": [')
    found = (node for one in quotations(record, progress) for node in annotated(one))
    for number, node in enumerate(found):
        out.write(f"{',' if number else ''}\n{as_json(node)}")
    out.write("\n]}\n")


def annotated(one: QuotationInStory) -> Iterator[Node]:
    """Yield the annotation of a quotation, and those of its cue and source, which link to it."""
    quotation = one.quotation
    name = urn("quotation", quotation.id)
    yield {
        "id": name,
        "type": "Annotation",
        "motivation": "describing",
        "body": [_tag("content"), _tag(quotation.form), _text(_description(one))],
        "target": [_target(one.around, span) for span in quotation.content],
    }
    for part, span in (("cue", quotation.cue), ("source", quotation.source)):
        if span:
            yield {
                "id": f"{name}:{part}",
                "type": "Annotation",
                "motivation": "linking",
                "body": [_tag(part), {"type": "SpecificResource", "purpose": "linking", "source": name}],
                "target": [_target(one.around, span)],
            }


def _description(one: QuotationInStory) -> str:
    quotation, speaker = one.quotation, one.speaker
    both = interval(quotation.said)
    day = single(quotation.said) or (" to ".join(both) if both else "day unknown")
    who = (speaker.name, speaker.role) if speaker else ("speaker not named",)
    labels = ("belief" if quotation.kind == "belief" else "", POLARITIES.get(quotation.polarity, ""))
    return "; ".join(filter(None, (*who, day, quotation.act, *labels)))


def _target(around: WholeStory, span: Span) -> Node:
    start, end = (max(place - around.offset, 0) for place in span)
    selectors: list[Node] = [{"type": "TextPositionSelector", "start": span.start, "end": span.end}]
    words = around.text[start:end]
    if words:
        before, after = around.text[max(start - AROUND, 0) : start], around.text[end : end + AROUND]
        quote = {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after}
        selectors.insert(0, quote)
    target: Node = {"type": "SpecificResource", "source": _source(around), "selector": selectors}
    if around.document.retrieved:
        target["state"] = {"type": "TimeState", "sourceDate": around.document.retrieved}
    return target


def _source(around: WholeStory) -> Node:
    """Return the document: under its web address where it has one, and by its hash in any case."""
    url, digest = web_address(around.document.url), of_bytes(around.document.sha256)
    source: Node = {"id": url or digest, "type": "Text"}
    if url:
        source["canonical"] = digest
    if around.story.language:
        source["language"] = around.story.language
    return source


def _tag(value: str) -> Node:
    return {"type": "TextualBody", "purpose": "tagging", "value": value}


def _text(value: str) -> Node:
    return {"type": "TextualBody", "purpose": "describing", "value": value, "format": "text/plain"}
