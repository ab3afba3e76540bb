"""Relay: through whom the outlet has each quotation, by the grammar of its clause, and the count of tellers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.analysis.context.clauses import Clause
from onrecord.lexicons.outlets import outlet_kind
from onrecord.types import Mention, Quotation, Reading, Reason, Relay, Span

_PART = r"[A-ZÀ-Þ][\w'’-]*(?:\.[\w'’-]+)*"
_NAME = rf"(?:the\s)?(?P<name>{_PART}(?:\s(?:of\s)?{_PART}){{0,5}})"
_NAMED = re.compile(_NAME)
_REPORTS = re.compile(
    _NAME + r"(?:['’]s)?\s(?:news agency\s|agency\s|newspaper\s)?(?:reports?|reported|wrote|writes|quoted|quotes)\b"
)
_IS_CITED = re.compile(
    r"\b(?:citing|according to(?: an? \w+ (?:by|in|from))?|cited by|quoted by|reports? (?:by|in)|carried by)\s" + _NAME
)
_DATELINE = re.compile(r"(?:^|\n)[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}[^\n()]{0,25}\((?P<name>[A-ZÀ-Þ][\w .]{1,30})\)\s?[-–—]")
_DATELINE_WITHIN = 800  # characters at the head of a story
_ARTICLE = len("the ") + 1  # so far into a source its name begins at most


def with_tellers(reading: Reading) -> Reading:
    """Put the agency of the dateline before each relay, and count the tellers: relay, and words around the words."""
    agency = _dateline_agency(reading)
    depths: dict[str, int] = {}
    quotations = []
    for one in reading.quotations:
        depths[one.id] = depth = depths.get(one.inside or "", -1) + 1
        chain = (*((agency,) if agency else ()), *one.relay)
        reasons = (Reason("relay", "named in the dateline", agency.span),) if agency else ()
        quotations.append(replace(one, relay=chain, hearsay=len(chain) + depth, because=(*one.because, *reasons)))
    return replace(reading, quotations=tuple(quotations))


def carriers_of(reading: Reading) -> Callable[[Quotation, Clause], Mention | None]:
    """Return what finds the outlet that carried the words of a quotation, by the grammar of its clause."""
    finder = _CarrierFinder(reading)
    return finder.in_clause


def _dateline_agency(reading: Reading) -> Relay | None:
    start, text = reading.story.span.start, reading.masked
    match = _DATELINE.search(text, start, min(reading.story.span.end, start + _DATELINE_WITHIN))
    if match is None or match["name"].casefold() in _own_names(reading):
        return None
    place = reading.mention(Span(*match.span("name")))
    return Relay(place.text, "agency", place.span)


def _own_names(reading: Reading) -> str:
    return " ".join(filter(None, (reading.story.outlet, reading.story.byline))).casefold()


class _CarrierFinder:
    """Finds outlets that carried words; knows the story's own outlet and the organisations that it names."""

    def __init__(self, reading: Reading) -> None:
        self._text, self._own = reading.masked, _own_names(reading)
        organisations = (n.span.of(reading.masked) for n in reading.named if n.kind == "organisation")
        self._organisations = {name.removeprefix("the ").removeprefix("The ") for name in organisations}

    def in_clause(self, quotation: Quotation, clause: Clause) -> Mention | None:
        """Return who reports or is cited in the clause, else the outlet of the interview."""
        for pattern in (_IS_CITED, _REPORTS):
            for part in clause.unquoted:
                for match in pattern.finditer(self._text, *part):
                    if link := self._outlet(match, quotation, sure=True):
                        return link
        for place in filter(None, (quotation.venue, quotation.addressee)):
            for match in _NAMED.finditer(self._text, *place.span):
                if link := self._outlet(match, quotation, sure="interview" in place.text):
                    return link
        return None

    def _outlet(self, match: re.Match[str], quotation: Quotation, *, sure: bool) -> Mention | None:
        """Return the outlet that a match names; where the words around surely name one, any organisation will do."""
        name, span = match["name"], Span(*match.span("name"))
        is_outlet = outlet_kind(name) is not None or (sure and name in self._organisations)
        if not is_outlet or name.casefold() in self._own or _is_source(quotation, span):
            return None
        return Mention(name, span)


def _is_source(quotation: Quotation, name: Span) -> bool:
    """Tell whether a name is that of the source itself: who speaks relays nothing."""
    source = quotation.source
    return source is not None and source.meets(name) and source.start + _ARTICLE > name.start
