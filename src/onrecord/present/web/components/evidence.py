"""One quotation as evidence for other programs: linked data of schema.org, and a W3C Web Annotation."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.exports import linkeddata, webannotation
from onrecord.present.exports.things import Quoted
from onrecord.present.web.http.connection import Shelf
from onrecord.store.sqlite.reads.exports import story_around

Node = dict[str, Any]


def linked(shelf: Shelf, request: Request) -> Node:
    """Return the quotation that the address names by its whole id, and its article, as a graph of JSON-LD."""
    one = _quoted(shelf, request)
    story, document = one.around.story, one.around.document
    told = linkeddata.quotation(one.told.quotation, one.told.actor, story, document.sha256)
    return linkeddata.graph(linkeddata.article(story, document), told)


def annotated(shelf: Shelf, request: Request) -> Node:
    """Return the quotation that the address names by its whole id, with its cue and source, as annotations."""
    items = list(webannotation.annotated(_quoted(shelf, request)))
    return {"@context": webannotation.CONTEXT, "id": items[0]["id"] + "#page", "type": "AnnotationPage", "items": items}


def _quoted(shelf: Shelf, request: Request) -> Quoted:
    identity = str(request.path_params["identity"])
    around = story_around(shelf.record(), identity)
    told = next((each for each in around.quotations if each.quotation.id == identity), None) if around else None
    if around is None or told is None:
        raise HTTPException(404, f"The record holds no quotation with the id {identity[:40]}.")
    return Quoted(around, told)
