"""Through whom the outlet has each quotation, from the outlet outwards, and how many tellers that makes."""

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
_TELLS = re.compile(
    _NAME + r"(?:['’]s)?\s(?:news agency\s|agency\s|newspaper\s)?(?:reports?|reported|wrote|writes|quoted|quotes)\b"
)
_CITES = re.compile(
    r"\b(?:citing|according to(?: an? \w+ (?:by|in|from))?|cited by|quoted by|reports? (?:by|in)|carried by)\s" + _NAME
)
_DATELINE = re.compile(r"(?:^|\n)[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}[^\n()]{0,25}\((?P<name>[A-ZÀ-Þ][\w .]{1,30})\)\s?[-–—]")
_ARTICLE = 5  # characters of "the " and one more
_HEAD = 800  # characters in which a dateline stands


def relayed(reading: Reading) -> Reading:
    """Give each quotation its chain, and count the tellers: the chain, and the quotations that it stands in."""
    tale = _Tale(reading, contents_of(reading.quotations))
    return replace(reading, quotations=tuple(tale.relayed(quotation) for quotation in reading.quotations))


class _Tale:
    """A story as its outlet tells it: from which wire, and whom speakers were heard by so far."""

    def __init__(self, reading: Reading, contents: Sequence[Span]) -> None:
        self._text, self._story, self._contents = reading.masked, reading.story.span, contents
        self._own = " ".join(filter(None, (reading.story.outlet, reading.story.byline))).casefold()
        bodies = {n.span.of(reading.masked) for n in reading.named if n.kind == "organisation"}
        self._bodies = {name.removeprefix("the ").removeprefix("The ") for name in bodies}
        self._wire = self._dateline()
        self._heard: dict[str, Relay] = {}
        self._depth: dict[str, int] = {}

    def relayed(self, quotation: Quotation) -> Quotation:
        """Return a quotation with its chain and the reasons; quotations come in order."""
        clause = clause_of(self._text, self._story, quotation, self._contents)
        told = self._told(quotation, clause) if clause else None
        speaker = quotation.speaker.id if quotation.speaker and quotation.inside is None else ""
        if told and speaker:
            self._heard[speaker] = told
        elif clause is None or _goes_on(quotation, self._heard.get(speaker)):
            told = self._heard.get(speaker)
        chain = tuple(link for link in (self._wire, told) if link)
        depth = self._depth[quotation.id] = self._depth.get(quotation.inside or "", -1) + 1
        reasons = tuple(Reason("relay", "named as having the words", link.span) for link in chain)
        because = (*quotation.because, *reasons)
        return replace(quotation, relay=chain, hearsay=len(chain) + depth, because=because)

    def _dateline(self) -> Relay | None:
        match = _DATELINE.search(self._text, self._story.start, min(self._story.end, self._story.start + _HEAD))
        if match is None or match["name"].casefold() in self._own:
            return None
        return Relay(match["name"], "agency", Span(*match.span("name")))

    def _told(self, quotation: Quotation, clause: Clause) -> Relay | None:
        """Return who reports or is cited in the clause, else the outlet of the interview."""
        for pattern in (_CITES, _TELLS):
            for piece in clause.pieces:
                for match in pattern.finditer(self._text, *piece):
                    if link := self._link(match, quotation, sure=True):
                        return link
        for place in filter(None, (quotation.venue, quotation.addressee)):
            for match in _NAMED.finditer(self._text, *place.span):
                if link := self._link(match, quotation, sure="interview" in place.text):
                    return link
        return None

    def _link(self, match: re.Match[str], quotation: Quotation, *, sure: bool) -> Relay | None:
        """Return the outlet that a match names; where the words around are sure to name one, any body will do."""
        name, span = match["name"], Span(*match.span("name"))
        kind = outlet_kind(name) or ("unknown" if sure and name in self._bodies else None)
        speaks = (
            quotation.source is not None and quotation.source.meets(span) and quotation.source.start + 5 > span.start
        )
        return None if kind is None or speaks or name.casefold() in self._own else Relay(name, kind, span)


def _goes_on(quotation: Quotation, heard: Relay | None) -> bool:
    """Tell whether an interview goes on: the outlet that was told is that of the occasion or of the hearer."""
    places = (quotation.venue, quotation.addressee)
    return heard is not None and any(place is not None and place.span.meets(heard.span) for place in places)
