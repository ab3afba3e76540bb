"""Atom feeds (RFC 4287): the newest quotations that fit a search, or the newest statements that bear on a claim.

For feed readers, and whatever watches for words. Days on which nothing was said add nothing.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from starlette.requests import Request

from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import NOT_NAMED
from onrecord.present.web.components.links import LONGEST_CLAIM, claim_at, claim_feed_at, quotation_at, statement_at
from onrecord.present.web.components.search_form import named_speaker
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.web.pages.claim import claim_named
from onrecord.present.words import LONGEST_HEADLINE, LONGEST_NAME, shortened, undirected
from onrecord.queries.stances import StanceOnClaim, stances
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.views import Hit, Query
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.versions import analysis_version

_ATOM = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 50
_LONGEST_TITLE = 120  # characters of the words in a title
_LONGEST_WORDS = 5_000
_NOBODY = "Onrecord record"
# Atom wants a time of every entry. A feed of quotations of which no day is known is as old as feeds can tell.
_UNKNOWN = "1970-01-01"
# What XML 1.0 cannot hold, and the control characters that HTML cannot.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(connection: RecordConnection, request: Request, base: str) -> bytes:
    """Return the feed of the search that the address asks for; cursor and order do not count. Links begin with `base`.

    Raises NotUnderstoodError for a date or form that is none.
    """
    record, params = connection.record(), replace(SearchParams.of(request.query_params), after="", order="newest")
    query = replace(params.query(), polarity=params.polarity or "said", limit=_MOST_ENTRIES)
    speaker = named_speaker(record, params)
    hits = views.search(record, query).hits
    known = introduced(record, [hit.id for hit in hits])
    entries = [hit_entry(hit, known[hit.id]) for hit in hits]
    identity = _id("feed", connection.path.name, params.feed)
    page = base + params.with_()
    return _to_bytes(_feed(identity, _title(query, speaker), base + params.feed, page, entries, base))


def claim_feed(connection: RecordConnection, request: Request, base: str) -> bytes:
    """Return the feed of the claim that the address asks for: the statements that bear on it. Links begin with `base`.

    Raises NotUnderstoodError for a claim that is none.
    """
    record = connection.record()
    claim = claim_named(record, request.query_params.get("claim", "").strip()[:LONGEST_CLAIM])
    newest = sorted(stances(record, claim), key=lambda each: (each.day, each.statement.id), reverse=True)[
        :_MOST_ENTRIES
    ]
    title = shortened(f"Onrecord · claim: {claim.text}", LONGEST_HEADLINE)
    known = introduced(record, [each.statement.bearer(each.stance.passage) for each in newest])
    entries = [_stance_entry(each, claim, known) for each in newest]
    own = claim_feed_at(claim)
    return _to_bytes(
        _feed(_id("feed", connection.path.name, own), title, base + own, base + claim_at(claim), entries, base)
    )


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry of a feed; `day` is an ISO day."""

    id: str
    title: str
    day: str
    author: str
    address: str
    words: str


def hit_entry(hit: Hit, introduction: Introduced) -> FeedEntry:
    speaker = shortened(hit.speaker or NOT_NAMED, LONGEST_NAME)
    title = f"{speaker}: {shortened(hit.text, _LONGEST_TITLE)}"
    return FeedEntry(
        _id("quotation", hit.id),
        title,
        hit.day or _UNKNOWN,
        hit.outlet or "",
        quotation_at(hit.id),
        _introduced_words(introduction, hit.text),
    )


def _stance_entry(each: StanceOnClaim, claim: Claim, known: Mapping[str, Introduced]) -> FeedEntry:
    view, words = each.statement, each.stance.passage
    speaker = shortened(view.speaker or NOT_NAMED, LONGEST_NAME)
    title = f"{speaker}: {shortened(words, _LONGEST_TITLE)}"
    outlet = next(iter(view.carriers(words)), "")
    identity = _id("stance", claim.id, view.id)
    return FeedEntry(
        identity,
        title,
        each.day or _UNKNOWN,
        outlet,
        statement_at(view.id),
        _introduced_words(known[view.bearer(words)], words),
    )


def _introduced_words(introduction: Introduced, words: str) -> str:
    """Return words after what introduces them in their story."""
    return f"{introduction.words}: {words}" if introduction.parts else words


def _feed(identity: str, title: str, own: str, page: str, entries: Sequence[FeedEntry], base: str) -> Element:
    feed = Element("feed", xmlns=_ATOM)
    _text(feed, "id", identity)
    _text(feed, "title", title)
    _text(feed, "updated", _moment(max((item.day for item in entries), default=_UNKNOWN)))
    _author(feed, _NOBODY)
    _link(feed, "self", "application/atom+xml", own)
    _link(feed, "alternate", "text/html", page)
    _text(feed, "generator", analysis_version())
    for item in entries:
        add_entry(SubElement(feed, "entry"), item, base)
    return feed


def add_entry(entry: Element, item: FeedEntry, base: str) -> None:
    _text(entry, "id", item.id)
    _text(entry, "title", item.title)
    _text(entry, "updated", _moment(item.day))
    _author(entry, shortened(item.author, LONGEST_NAME) or _NOBODY)
    _link(entry, "alternate", "text/html", base + item.address)
    _text(entry, "summary", shortened(item.words, _LONGEST_WORDS))


def _title(query: Query, speaker: str) -> str:
    days = query.since if query.since == query.until else f"{query.since}–{query.until}"
    title = " · ".join(filter(None, ("Onrecord", query.words, speaker, query.outlet, query.form, query.act, days)))
    return shortened(title, LONGEST_HEADLINE)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"


def _id(*parts: str) -> str:
    """Return a name that stays the same wherever the record is served, and is valid whatever characters an id has."""
    return uuid.uuid5(uuid.NAMESPACE_URL, _valid(":".join(("urn:onrecord", *parts)))).urn


def _author(parent: Element, name: str) -> None:
    _text(SubElement(parent, "author"), "name", name)


def _link(parent: Element, rel: str, media_type: str, address: str) -> None:
    SubElement(parent, "link", rel=rel, type=media_type, href=_valid(address))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _valid(undirected(text))


def _valid(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _to_bytes(feed: Element) -> bytes:
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body
