"""The description of the pages as data, in OpenAPI 3.1, made from the nouns that they show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from onrecord.present.web.components.paging import LONGEST_CURSOR
from onrecord.present.web.http.schemas import Schema, Schemas
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.web.pages.digest import DigestDay
from onrecord.present.web.pages.to_compare.compare import LONGEST_SIDE, MOST_SIDES
from onrecord.store.sqlite.anchoring.unplaced import UnplacedJudgement
from onrecord.store.sqlite.reads.directory import OutletRow, PersonRow
from onrecord.store.sqlite.reads.outlets import OutletProfile, StoryRow
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.search import Facets, Hit
from onrecord.store.sqlite.reads.views import DocumentFacts, ProblemView, Summary
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.types import Act, Form, Polarity, Problem, Quotation, Story
from onrecord.versions import analysis_version

_TEXT: Schema = {"type": "string", "maxLength": 400}
_DAY: Schema = {"type": "string", "maxLength": 10, "examples": ["2032-03-09", "2032-03", "2032"]}
_PARAMETERS: Mapping[str, tuple[str, Schema]] = {
    "identity": ("the id, or the start of it from six characters on", {"type": "string", "maxLength": 200}),
    "q": (
        "words that must stand in the quotation, a phrase in quotation marks, or filters such as speaker:name",
        _TEXT,
    ),
    "speaker": ("any part of the name of a speaker, or the id of an actor", _TEXT),
    "outlet": ("any part of the name of an outlet", _TEXT),
    "since": ("the first day, month or year, as an ISO prefix", _DAY),
    "until": ("the last day, month or year, as an ISO prefix", _DAY),
    "form": ("how the words are reported", {"enum": list(get_args(Form))}),
    "act": ("what the words do", {"enum": sorted(get_args(Act))}),
    "uncertain": ("whether to find also what is likely no quotation; nothing: no", {"enum": ["1"]}),
    "polarity": ("whether the words are reported as said", {"enum": list(get_args(Polarity))}),
    "order": ("best match or newest first", {"enum": ["best", "newest"]}),
    "after": (
        "the cursor of a further page, as in `next` of the page before",
        {"type": "string", "maxLength": LONGEST_CURSOR},
    ),
    "show": ("what takes longer and is left out unless it is asked for", {"type": "string", "maxLength": 40}),
    "name": ("a name, or any part of one where a list is asked for", {"type": "string", "maxLength": 200}),
    "side": (
        "a speaker, a filter such as outlet:name, or statement: and the id of one; given once for each side",
        {"type": "array", "items": {"type": "string", "maxLength": LONGEST_SIDE}, "maxItems": MOST_SIDES},
    ),
    "claim": ("a plain sentence, or the id of a pinned claim; then `q` does not count", _TEXT),
    "find": ("what to look for claims among: as `q`", _TEXT),
    "text": ("the claim, a plain sentence", _TEXT),
    "from": ("the character at which a part of a long story begins", {"type": "integer", "minimum": 0}),
    "quotation": ("the id of a quotation of the story", {"type": "string", "maxLength": 200}),
}
_SEARCH = ("q", "speaker", "outlet", "since", "until", "form", "act", "polarity", "uncertain", "order", "after")
_PROBLEM: Schema = {
    "type": "object",
    "description": "What went wrong (RFC 9457).",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
    "required": ["type", "title", "status", "detail"],
}


@dataclass(frozen=True, slots=True)
class PageDescription:
    """What one address gives: its parameters, and the fields of each shape that its data can have."""

    summary: str
    parameters: tuple[str, ...] = ()
    shapes: tuple[Mapping[str, Any], ...] = field(default=({},))


_STANCES = {"id": str, "text": str, "pinned": bool, "stances": list[dict[str, Any]]}
_CLAIM = (_STANCES, {**_STANCES, "certainty": list[dict[str, Any]]})

PAGE_DESCRIPTIONS: Mapping[str, PageDescription] = {
    "/": PageDescription(
        "Search; without parameters, what the record holds and its newest quotations",
        _SEARCH,
        (
            {
                "query": SearchParams,
                "total": int,
                "capped": bool,
                "hits": list[Hit],
                "next": str | None,
                "facets": Facets,
            },
            {"summary": Summary, "newest": list[Hit]},
        ),
    ),
    "/quotation/{identity:path}": PageDescription(
        "One quotation in its paragraph",
        ("identity",),
        (
            {
                "document": DocumentFacts,
                "story": Story,
                "quotations": list[Quotation],
                "problems": list[Problem],
                "paragraph": dict[str, Any],
                "previous": str | None,
                "next": str | None,
            },
        ),
    ),
    "/statement/{identity:path}": PageDescription(
        "An utterance, its reports and their wordings; with show=relations, passages of others to compare",
        ("identity", "show"),
        (
            {
                "id": str,
                "speaker": dict[str, Any] | None,
                "said": dict[str, Any] | None,
                "text": str,
                "act": str | None,
                "quotations": list[dict[str, Any]],
            },
            {"id": str, "text": str, "quotations": list[dict[str, Any]], "relations": list[dict[str, Any]]},
        ),
    ),
    "/claims": PageDescription(
        "Pinned claims; with find, those that quotations make or deny",
        ("find",),
        ({"pinned": list[Claim], "found": list[dict[str, Any]] | None},),
    ),
    "/claim": PageDescription(
        "What bears on a claim in your own words; with show=certainty, how surely each story tells it",
        ("text", "show", "speaker"),
        _CLAIM,
    ),
    "/claim/{identity:path}": PageDescription(
        "What bears on a pinned claim; with show=certainty, how surely each story tells it",
        ("identity", "show", "speaker"),
        _CLAIM,
    ),
    "/story/{identity:path}": PageDescription(
        "A story, or a part of a long one, with its quotations",
        ("identity", "from", "quotation"),
        (
            {
                "document": DocumentFacts,
                "story": Story,
                "quotations": list[Quotation],
                "problems": list[Problem],
                "part": dict[str, Any],
                "text": str,
            },
        ),
    ),
    "/people": PageDescription(
        "Who is quoted, the most quoted first",
        ("name", "after"),
        ({"name": str, "total": int, "people": list[PersonRow], "next": str | None},),
    ),
    "/person/{identity:path}": PageDescription(
        "One of them: names, roles, acts, who quotes; with show=changes, earlier and later words to compare; with "
        "show=claims, statements to compare with the claims that the words are about",
        ("identity", "show"),
        (
            {"actor": PersonProfile, "newest": list[Hit]},
            {"actor": dict[str, Any], "shifts": list[dict[str, Any]], "commitments": list[dict[str, Any]]},
            {"actor": dict[str, Any], "claims": list[dict[str, Any]]},
        ),
    ),
    "/outlets": PageDescription(
        "The outlets, the one with most stories first",
        ("name", "after"),
        ({"name": str, "total": int, "outlets": list[OutletRow], "next": str | None},),
    ),
    "/outlet/{name:path}": PageDescription(
        "One of them: whom it quotes and how, its stories; with show=alterations, where its words and those of others "
        "differ in statements that both reported",
        ("name", "after", "show"),
        (
            {"outlet": OutletProfile, "newest": list[StoryRow], "next": str | None},
            {
                "outlet": str,
                "shared": int,
                "compared": int,
                "own": dict[str, int],
                "others": dict[str, int],
                "alterations": list[dict[str, Any]],
            },
        ),
    ),
    "/compare": PageDescription(
        "Two to four speakers, outlets or statements on one matter, side by side",
        ("side", "q"),
        ({"q": str, "sides": list[dict[str, Any]]},),
    ),
    "/digest": PageDescription(
        "A period, or a claim, day by day; without either, the newest month",
        ("since", "until", "speaker", "outlet", "q", "form", "act", "claim"),
        ({"query": SearchParams, "claim": Claim | None, "days": list[DigestDay]},),
    ),
    "/changes": PageDescription(
        "Where the newest words that fit depart from earlier ones of their speakers",
        ("q", "speaker", "outlet", "since", "until", "form", "act"),
        ({"query": SearchParams, "shifts": list[dict[str, Any]]},),
    ),
    "/problems": PageDescription(
        "What could not be read, and the judgements of people that hold for nothing now",
        ("after",),
        ({"total": int, "problems": list[ProblemView], "next": str | None, "unplaced": list[UnplacedJudgement]},),
    ),
    "/about": PageDescription(
        "What this is", (), ({"about": str, "version": str, "summary": Summary | None, "measured": dict[str, Any]},)
    ),
}
"""The description of every page that `app.PAGES` names."""


OTHER_ADDRESSES: Mapping[str, str] = {
    "/digest.md": "what `/digest` gives, in Markdown",
    "/feed.atom": "the newest 50 quotations of a search as an Atom feed; takes what `/` takes but `order` and `after`",
    "/claim.atom": "the newest 50 statements that bear on a claim as an Atom feed; takes `claim`, as `/digest` does",
    "/results.csv": "what a search finds, at most 2,000 quotations, as a table; takes what `/` takes, but for `after`",
    "/results.jsonl": "the same, one quotation a line",
    "/results.parquet": "the same in Parquet, where pyarrow is installed",
    "/quotation/{identity}.jsonld": "one quotation and its article with the words of schema.org",
    "/quotation/{identity}.anno.json": "one quotation as W3C Web Annotations, by its quoted words and their characters",
    "/openapi.json": "the pages as data, in OpenAPI 3.1",
}
"""What is served besides pages, their data and the files of the package."""


def description() -> dict[str, Any]:
    """Return the description of all pages as data."""
    schemas = Schemas()
    paths = {_path(path): {"get": _operation(path, page, schemas)} for path, page in PAGE_DESCRIPTIONS.items()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Onrecord",
            "version": analysis_version(),
            "description": "A record of public statements: each address gives as data what the page of that name "
            "shows. It shows evidence, and does not rule on truth. Everything is only read.",
        },
        "paths": paths,
        "components": {"schemas": {"Problem-Details": _PROBLEM, **schemas.known}},
    }


def _path(path: str) -> str:
    return path.replace(":path", "") + ".json"


def _operation(path: str, page: PageDescription, schemas: Schemas) -> dict[str, Any]:
    shapes = [schemas.fields(shape) for shape in page.shapes]
    problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem-Details"}}}
    responses: dict[str, Any] = {
        "200": {
            "description": "what the page shows",
            "content": {"application/json": {"schema": shapes[0] if len(shapes) == 1 else {"anyOf": shapes}}},
        },
        "304": {"description": "the same bytes as were sent with the ETag that the request names"},
        "default": {"description": "what went wrong", "content": problem},
    }
    if "identity" in page.parameters:
        responses["300"] = {"description": "several ids start so", "content": problem}
    return {
        "summary": page.summary,
        "operationId": path.partition("{")[0].strip("/").replace("/", "-") + ("-by-id" if "{" in path else "")
        or "search",
        "parameters": [_parameter(name, path) for name in page.parameters],
        "responses": responses,
    }


def _parameter(name: str, path: str) -> dict[str, Any]:
    meaning, schema = _PARAMETERS[name]
    is_path = f"{{{name}:" in path
    several = {"style": "form", "explode": True} if schema.get("type") == "array" else {}
    return {
        "name": name,
        "in": "path" if is_path else "query",
        "required": is_path or name == "text",
        "description": meaning,
        "schema": schema,
        **several,
    }
