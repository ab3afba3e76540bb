"""JSON-LD with the words of schema.org: quotations in their articles, or claims and who agreed or disagreed with them.

The context stands in the file itself, so that nobody has to fetch one to read it. A file is one graph, written piece by
piece. schema.org has no word for a stance in a report, so a stance is an AgreeAction or a DisagreeAction whose
result is the quotation; what only questions or touches a claim is a ReactAction, and `description` has the stance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TextIO

from onrecord.present.escaping import as_json
from onrecord.present.exports.dates import interval, single
from onrecord.present.exports.iris import of_bytes, of_passage, urn
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.contents import claims, quotations
from onrecord.queries.stances import StanceOnClaim
from onrecord.store.sqlite.reads.profiles import PersonProfile
from onrecord.store.sqlite.reads.statements import ReportView
from onrecord.store.sqlite.reads.views import DocumentFacts
from onrecord.store.sqlite.record import Record
from onrecord.text.web_addresses import web_address
from onrecord.types import Dated, Progress, Quotation, Speaker, Story

Node = dict[str, Any]
CONTEXT: Mapping[str, Any] = {
    "@vocab": "https://schema.org/",
    **{name: {"@type": "@id"} for name in ("url", "isBasedOn")},
}
"""All that is not schema.org's own: which properties hold addresses."""
_TYPES = {
    "person": "Person",
    "office": "Organization",
    "organisation": "Organization",
    "state": "GovernmentOrganization",
    "document": "CreativeWork",
}
"""What each kind of speaker is; a described group, or one of unknown kind, is only a Thing."""
_ACTIONS = {"affirms": "AgreeAction", "denies": "DisagreeAction"}


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all quotations or all claims as one graph, a node a line."""
    out.write(f'{{"@context": {as_json(dict(CONTEXT))}, "@graph": [')
    for number, node in enumerate(_NODES[what](record, progress)):
        out.write(f"{',' if number else ''}\n{as_json(node)}")
    out.write("\n]}\n")


def _quotations(record: Record, progress: Progress | None) -> Iterator[Node]:
    last = None
    for one in quotations(record, progress):
        if one.story.id != last:
            last = one.story.id
            yield article(one.story, one.document)
        yield quotation(one.quotation, one.recorded.actor, one.story, one.document.sha256)


def graph(*nodes: Node) -> Node:
    """Return nodes as one graph that explains itself."""
    return {"@context": dict(CONTEXT), "@graph": list(nodes)}


def quotation(one: Quotation, actor: str | None, story: Story, sha256: str) -> Node:
    """Return a quotation as a node: its words, who is reported to have said them, and the characters they stand on.

    `actor` is the id of the one for whom its speaker is taken, `sha256` the hash of its document.
    """
    return _known(
        {
            "@id": urn("quotation", one.id),
            "@type": "Quotation",
            "text": one.text,
            "creator": speaker(one.speaker, actor) if one.speaker else None,
            **_when(one.said, "dateCreated"),
            "inLanguage": story.language,
            "isPartOf": {"@id": urn("story", story.id)},
            "isBasedOn": [of_passage(sha256, span) for span in one.content],
        }
    )


def article(story: Story, document: DocumentFacts) -> Node:
    """Return a story as a node."""
    return _known(
        {
            "@id": urn("story", story.id),
            "@type": "NewsArticle",
            "headline": story.headline,
            "publisher": {"@type": "Organization", "name": story.outlet} if story.outlet else None,
            "author": {"@type": "Person", "name": story.byline} if story.byline else None,
            **_when(story.published, "datePublished"),
            "inLanguage": story.language,
            "url": web_address(document.url),
            "isBasedOn": of_bytes(document.sha256),
        }
    )


def person(profile: PersonProfile) -> Node:
    """Return somebody, or a body, that is quoted as a node: the names in print, and the roles in print."""
    kind = _TYPES.get(profile.kind, "Thing")
    others = [each.name for each in profile.names if each.name != profile.name]
    roles = [each.role for each in profile.roles] if kind == "Person" else []
    return _known(
        {
            "@id": urn("actor", profile.id),
            "@type": kind,
            "name": profile.name,
            "alternateName": others,
            "jobTitle": roles,
        }
    )


def speaker(one: Speaker, actor: str | None) -> Node:
    """Return a speaker as a node, under the id of the actor for whom it is taken; the role is that of the story."""
    kind = _TYPES.get(one.kind, "Thing")
    role = one.role if kind == "Person" else None
    return _known({"@id": urn("actor", actor or one.id), "@type": kind, "name": one.name, "jobTitle": role})


def _claims(record: Record, progress: Progress | None) -> Iterator[Node]:
    for one in claims(record, progress):
        yield claim(one)
        for each in one.stances:
            for report in each.statement.reports:
                yield _stance(one, each, report)


def claim(one: DiscoveredClaim) -> Node:
    """Return a claim as a node, with the quotations that affirm it as its appearances."""
    affirmed = [report for each in one.stances if each.stance.kind == "affirms" for report in each.statement.reports]
    appearances = [{"@id": urn("quotation", report.quotation.id)} for report in affirmed]
    return _known(
        {
            "@id": urn("claim", one.claim.id),
            "@type": "Claim",
            "text": one.claim.text,
            "dateCreated": one.claim.at,
            "appearance": appearances,
            "firstAppearance": appearances[0] if appearances else None,
        }
    )


def _stance(one: DiscoveredClaim, each: StanceOnClaim, report: ReportView) -> Node:
    said, view = report.quotation, each.statement
    agent = {"@id": urn("actor", view.actor), "name": view.speaker} if view.actor else None
    if agent and said.speaker:
        agent["@type"] = _TYPES.get(said.speaker.kind, "Thing")
    words = {"@id": urn("quotation", said.id), "@type": "Quotation", "text": said.text}
    return _known(
        {
            "@id": urn("stance", f"{one.claim.id}-{said.id}"),
            "@type": _ACTIONS.get(each.stance.kind, "ReactAction"),
            "description": each.stance.kind,
            "agent": agent,
            "object": {"@id": urn("claim", one.claim.id)},
            "result": {**words, "isPartOf": {"@id": urn("story", report.story.id)}},
            "startTime": each.day,
        }
    )


def _when(day: Dated | None, name: str) -> Node:
    """Return a date under its name; an interval says which days the work is about, since the day is not known."""
    both = interval(day)
    return {name: single(day), "temporalCoverage": "/".join(both) if both else None}


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value not in (None, "", [])}


_NODES: Mapping[str, Callable[[Record, Progress | None], Iterator[Node]]] = {
    "quotations": _quotations,
    "claims": _claims,
}
