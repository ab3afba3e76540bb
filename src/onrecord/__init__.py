"""Onrecord: who said what, when, through whom, each word traceable to its characters.

The verbs: `analyse` a text; `read` places; `add` them to a `Record`; `search` it; open one `quotation` or `story`;
`compare` the reports of one utterance; lay out a speaker's `timeline`, or what is `stances` on a claim, the
`positions` taken on it and the `certainty` with which it was told; see what became of `commitments`; `discover_claims`
that nobody pinned; take any of it as `rows` of a data frame. `open_record` asks all of that of one record, method by
method, and every answer shows itself in a notebook.
The nouns are those of `onrecord.types`.
"""

import os

# onnxruntime reports to its maker from its import on: whichever module of ours loads it, this one is imported before.
# Processes that are started inherit it. Where somebody else has loaded it already, `models.weights.session` stops it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onrecord.analysis.pipeline import analyse, readings
from onrecord.client import OpenRecord, open_record
from onrecord.columns import rows
from onrecord.ingest import Added, add
from onrecord.queries.certainty import Account, certainty
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.commitments import Commitment, commitments
from onrecord.queries.compare import ComparedStatement, compare
from onrecord.queries.stances import StanceOnClaim, positions, stances
from onrecord.queries.timeline import TimelineEntry, timeline
from onrecord.readers.places import read
from onrecord.results import ResultList
from onrecord.store.errors import RecordError
from onrecord.store.sqlite.reads.actors import actor, actors
from onrecord.store.sqlite.reads.views import Query, facets, problems, quotation, search, story, summary
from onrecord.store.sqlite.record import Record
from onrecord.types import (
    Dated,
    Document,
    Mention,
    Metadata,
    NamedEntity,
    Problem,
    Quotation,
    Reading,
    Relay,
    Span,
    Speaker,
    Story,
    Wording,
)
from onrecord.types.json import to_json

__all__ = [
    "Account",
    "Added",
    "Commitment",
    "ComparedStatement",
    "Dated",
    "DiscoveredClaim",
    "Document",
    "Mention",
    "Metadata",
    "NamedEntity",
    "OpenRecord",
    "Problem",
    "Query",
    "Quotation",
    "Reading",
    "Record",
    "RecordError",
    "Relay",
    "ResultList",
    "Span",
    "Speaker",
    "StanceOnClaim",
    "Story",
    "TimelineEntry",
    "Wording",
    "actor",
    "actors",
    "add",
    "analyse",
    "certainty",
    "commitments",
    "compare",
    "discover_claims",
    "facets",
    "open_record",
    "positions",
    "problems",
    "quotation",
    "read",
    "readings",
    "rows",
    "search",
    "stances",
    "story",
    "summary",
    "timeline",
    "to_json",
]
