"""Onrecord: who said what, when, through whom, each word traceable to its characters.

The verbs: `analyse` a text; `read` places; `add` them to a `Record`; `search` it; open one `quotation` or `story`;
`compare` the reports of one utterance; lay out a speaker's `timeline`, or what is `bearing` on a claim;
`find_claims` that nobody pinned.
The nouns are those of `onrecord.types`.
"""

from onrecord.bearing import Bearing, bearing
from onrecord.comparing import Compared, Moment, compare, timeline
from onrecord.finding import Found, find_claims
from onrecord.ingest import Added, add
from onrecord.pipeline import analyse, readings
from onrecord.stages.read import read
from onrecord.store.actors import actor, actors
from onrecord.store.errors import RecordError
from onrecord.store.record import Record
from onrecord.store.views import Query, facets, problems, quotation, search, story, summary
from onrecord.types import (
    Dated,
    Document,
    Mention,
    Metadata,
    Named,
    Problem,
    Quotation,
    Reading,
    Relay,
    Span,
    Speaker,
    Story,
    Wording,
    to_json,
)

__all__ = [
    "Added",
    "Bearing",
    "Compared",
    "Dated",
    "Document",
    "Found",
    "Mention",
    "Metadata",
    "Moment",
    "Named",
    "Problem",
    "Query",
    "Quotation",
    "Reading",
    "Record",
    "RecordError",
    "Relay",
    "Span",
    "Speaker",
    "Story",
    "Wording",
    "actor",
    "actors",
    "add",
    "analyse",
    "bearing",
    "compare",
    "facets",
    "find_claims",
    "problems",
    "quotation",
    "read",
    "readings",
    "search",
    "story",
    "summary",
    "timeline",
    "to_json",
]
