"""Relay: through whom the outlet has each quotation, nearest to the outlet first, and the count of tellers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.analysis.context.clauses import Clause, clause_of, contents_of
from onrecord.lexicons.outlets import outlet_kind
from onrecord.types import Quotation, Reading, Reason, Relay, Span

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


def with_relays(reading: Reading) -> Reading:
    """Give each quotation its relay, and count its tellers: the relay, and the quotations that it stands in."""
    finder = _RelayFinder(reading, contents_of(reading.quotations))
    return replace(reading, quotations=tuple(finder.with_relay(quotation) for quotation in reading.quotations))


class _RelayFinder:
    """Finds relays in a story; knows the agency of its dateline, and who carried each speaker's words before."""

    def __init__(self, reading: Reading, contents: Sequence[Span]) -> None:
        self._text, self._printed = reading.masked, reading.document.text
        self._story, self._contents = reading.story.span, contents
        self._own = " ".join(filter(None, (reading.story.outlet, reading.story.byline))).casefold()
        organisations = (n.span.of(reading.masked) for n in reading.named if n.kind == "organisation")
        self._organisations = {name.removeprefix("the ").removeprefix("The ") for name in organisations}
        self._agency = self._dateline_agency()
        self._carried_by: dict[str, Relay] = {}
        self._depths: dict[str, int] = {}

    def with_relay(self, quotation: Quotation) -> Quotation:
        """Return a quotation with its relay, the count of its tellers and the reasons; quotations come in order."""
        chain = tuple(link for link in (self._agency, self._carrier(quotation)) if link)
        depth = self._depths[quotation.id] = self._depths.get(quotation.inside or "", -1) + 1
        reasons = tuple(Reason("relay", "named as the source of the words", link.span) for link in chain)
        because = (*quotation.because, *reasons)
        return replace(quotation, relay=chain, hearsay=len(chain) + depth, because=because)

    def _carrier(self, quotation: Quotation) -> Relay | None:
        """Return who carried the words, by their clause, or by an interview of the same speaker that goes on."""
        clause = clause_of(self._text, self._story, quotation, self._contents)
        found = self._in_clause(quotation, clause) if clause else None
        speaker = quotation.speaker.id if quotation.speaker and quotation.inside is None else ""
        if found and speaker:
            self._carried_by[speaker] = found
        elif clause is None or _goes_on(quotation, self._carried_by.get(speaker)):
            return self._carried_by.get(speaker)
        return found

    def _dateline_agency(self) -> Relay | None:
        end = min(self._story.end, self._story.start + _DATELINE_WITHIN)
        match = _DATELINE.search(self._text, self._story.start, end)
        if match is None or match["name"].casefold() in self._own:
            return None
        return self._relay("agency", Span(*match.span("name")))

    def _in_clause(self, quotation: Quotation, clause: Clause) -> Relay | None:
        """Return who reports or is cited in the clause, else the outlet of the interview."""
        for pattern in (_IS_CITED, _REPORTS):
            for part in clause.unquoted:
                for match in pattern.finditer(self._text, *part):
                    if link := self._link(match, quotation, sure=True):
                        return link
        for place in filter(None, (quotation.venue, quotation.addressee)):
            for match in _NAMED.finditer(self._text, *place.span):
                if link := self._link(match, quotation, sure="interview" in place.text):
                    return link
        return None

    def _link(self, match: re.Match[str], quotation: Quotation, *, sure: bool) -> Relay | None:
        """Return the outlet that a match names; where the words around surely name one, any organisation will do."""
        name, span = match["name"], Span(*match.span("name"))
        kind = outlet_kind(name) or ("unknown" if sure and name in self._organisations else None)
        if kind is None or name.casefold() in self._own or _is_source(quotation, span):
            return None
        return self._relay(kind, span)

    def _relay(self, kind: str, name: Span) -> Relay:
        """Return a link of the chain, called as it is in print."""
        return Relay(name.of(self._printed), kind, name)


def _is_source(quotation: Quotation, name: Span) -> bool:
    """Tell whether a name is that of the source itself: who speaks relays nothing."""
    source = quotation.source
    return source is not None and source.meets(name) and source.start + _ARTICLE > name.start


def _goes_on(quotation: Quotation, carrier: Relay | None) -> bool:
    """Tell whether an interview goes on: the carrier stands in the venue or the addressee."""
    places = (quotation.venue, quotation.addressee)
    return carrier is not None and any(place is not None and place.span.meets(carrier.span) for place in places)
