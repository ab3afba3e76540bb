"""Onrecord: who said what, when, through whom, each word traceable to its characters.

The verbs: `analyse` a text; `read` places; `add` them to a `Record`; `search` it; open one `quotation` or `story`;
`compare` the reports of one utterance; lay out a speaker's `timeline`, or what is `bearing` on a claim, the
`positions` taken on it and the `certainty` with which it was told; see what became of `commitments`; `find_claims`
that nobody pinned; take any of it as `rows` of a data frame. `open_record` asks all of that of one record, method by
method, and every answer shows itself in a notebook.
The nouns are those of `onrecord.types`.
"""

import os

# onnxruntime would report to its maker from its import on; whichever module loads it, this one is imported before.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

from onrecord.answers import Answers
from onrecord.bearing import Bearing, bearing, positions
from onrecord.certainty import Account, certainty
from onrecord.comparing import Compared, Moment, compare, timeline
from onrecord.contract import to_json
from onrecord.finding import Found, find_claims
from onrecord.ingest import Added, add
from onrecord.opened import OpenRecord, open_record
from onrecord.pipeline import analyse, readings
from onrecord.promising import Commitment, commitments
from onrecord.stages.read import read
from onrecord.store.actors import actor, actors
from onrecord.store.errors import RecordError
from onrecord.store.record import Record
from onrecord.store.views import Query, facets, problems, quotation, search, story, summary
from onrecord.tables import rows
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
)

__all__ = [
    "Account",
    "Added",
    "Answers",
    "Bearing",
    "Commitment",
    "Compared",
    "Dated",
    "Document",
    "Found",
    "Mention",
    "Metadata",
    "Moment",
    "Named",
    "OpenRecord",
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
    "certainty",
    "commitments",
    "compare",
    "facets",
    "find_claims",
    "open_record",
    "positions",
    "problems",
    "quotation",
    "read",
    "readings",
    "rows",
    "search",
    "story",
    "summary",
    "timeline",
    "to_json",
]
