"""One quotation as evidence for other programs: linked data of schema.org, and a W3C Web Annotation."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.exports import linkeddata, webannotation
from onrecord.present.web.http.connection import RecordConnection
from onrecord.queries.contents import QuotationInStory
from onrecord.store.sqlite.reads.exports import story_around

Node = dict[str, Any]


def linked_data(connection: RecordConnection, request: Request) -> Node:
    """Return the quotation that the address names by its full id, and its article, as a graph of JSON-LD."""
    one = _quoted(connection, request)
    story, document = one.around.story, one.around.document
    node = linkeddata.quotation(one.quotation, one.recorded.actor, story, document.sha256)
    return linkeddata.graph(linkeddata.article(story, document), node)


def annotation_page(connection: RecordConnection, request: Request) -> Node:
    """Return the quotation that the address names by its full id, with its cue and source, as annotations."""
    items = list(webannotation.annotated(_quoted(connection, request)))
    return {"@context": webannotation.CONTEXT, "id": items[0]["id"] + "#page", "type": "AnnotationPage", "items": items}


def _quoted(connection: RecordConnection, request: Request) -> QuotationInStory:
    identity = str(request.path_params["identity"])
    around = story_around(connection.record(), identity)
    found = next((each for each in around.quotations if each.quotation.id == identity), None) if around else None
    if around is None or found is None:
        raise HTTPException(404, f"The record holds no quotation with the id {identity[:40]}.")
    return QuotationInStory(around, found)
