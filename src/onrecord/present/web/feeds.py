"""Atom feeds (RFC 4287): the newest quotations that fit a search, for feed readers and whatever watches for words."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from starlette.requests import Request

from onrecord.pipeline import version
from onrecord.present.web.asked import Asked
from onrecord.present.web.links import quotation_at
from onrecord.present.web.search import named_speaker
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import LONGEST_HEADLINE, LONGEST_NAME, NOT_NAMED, shortened, undirected
from onrecord.store import views
from onrecord.store.views import Hit, Query

_ATOM = "http://www.w3.org/2005/Atom"
_MOST_ENTRIES = 50
_LONGEST_TITLE = 120  # characters of the words in a title
_LONGEST_WORDS = 5_000
_NOBODY = "Onrecord record"
# Atom wants a time of every entry. A feed of quotations of which no day is known is as old as feeds can tell.
_UNKNOWN = "1970-01-01"
# What XML 1.0 cannot hold, and the control characters that HTML cannot.
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feed(shelf: Shelf, request: Request) -> bytes:
    """Return the feed of the search that the address asks for; cursor and order do not count.

    Raises NotUnderstoodError for a date or form that is none.
    """
    record, asked = shelf.record(), replace(Asked.of(request.query_params), after="", order="newest")
    query = replace(asked.query(), limit=_MOST_ENTRIES)
    speaker = named_speaker(record, asked)
    base = str(request.base_url).rstrip("/")
    return _written(_feed(asked, _title(query, speaker), views.search(record, query).hits, base, shelf.path.name))


def _feed(asked: Asked, title: str, hits: tuple[Hit, ...], base: str, record_name: str) -> Element:
    feed = Element("feed", xmlns=_ATOM)
    _text(feed, "id", _id("feed", record_name, asked.feed))
    _text(feed, "title", title)
    _text(feed, "updated", max(map(_updated, hits), default=_moment(_UNKNOWN)))
    _author(feed, _NOBODY)
    _link(feed, "self", "application/atom+xml", base + asked.feed)
    _link(feed, "alternate", "text/html", base + asked.with_())
    _text(feed, "generator", version())
    for hit in hits:
        _entry(SubElement(feed, "entry"), hit, base)
    return feed


def _entry(entry: Element, hit: Hit, base: str) -> None:
    speaker = shortened(hit.speaker or NOT_NAMED, LONGEST_NAME)
    _text(entry, "id", _id("quotation", hit.id))
    _text(entry, "title", f"{speaker}: {shortened(hit.text, _LONGEST_TITLE)}")
    _text(entry, "updated", _updated(hit))
    _author(entry, shortened(hit.outlet or "", LONGEST_NAME) or _NOBODY)
    _link(entry, "alternate", "text/html", base + quotation_at(hit.id))
    _text(entry, "summary", shortened(hit.text, _LONGEST_WORDS))


def _title(query: Query, speaker: str) -> str:
    days = query.since if query.since == query.until else f"{query.since}–{query.until}"
    told = " · ".join(filter(None, ("Onrecord", query.words, speaker, query.outlet, query.form, query.act, days)))
    return shortened(told, LONGEST_HEADLINE)


def _updated(hit: Hit) -> str:
    return _moment(hit.day or _UNKNOWN)


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


def _written(feed: Element) -> bytes:
    body: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return body
