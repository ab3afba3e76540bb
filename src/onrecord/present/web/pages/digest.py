"""A digest of a period or a claim: day by day, who said what, each statement once with the outlets that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from starlette.requests import Request

from onrecord.present.introduced import Introduced, introduced
from onrecord.present.terms import NOT_NAMED
from onrecord.present.web.components.links import LONGEST_CLAIM, claim_at, digest_at, statement_at
from onrecord.present.web.components.search_form import named_speaker
from onrecord.present.web.http.connection import RecordConnection
from onrecord.present.web.http.responses import Page
from onrecord.present.web.http.search_params import SearchParams
from onrecord.present.web.pages.claim import claim_named
from onrecord.present.words import LONGEST_NAME, Time, counted, dated, shortened, times, undirected
from onrecord.queries.compare import fullest_report
from onrecord.queries.stances import StanceOnClaim, stances
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.sqlite.keys import day_key, key_range
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.reads.statements import Carried, carried
from onrecord.store.sqlite.reads.views import Hit
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import claims
from onrecord.store.sqlite.writes.claims import Claim

_MOST = 200  # quotations that one digest is made of: the newest of the period
_MOST_WORDS = 700
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """One statement: the best of its reports in the period, and the outlets that carried it.

    On a claim, the words are those that bear on it.
    """

    address: str
    speaker: str
    role: str
    introduced: Introduced
    words: str
    act: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DigestDay:
    """The statements of a day; `iso` is "" where no day is known."""

    iso: str
    times: tuple[Time, ...]
    entries: tuple[DigestEntry, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the page shows; `speaker` is the one asked for as people know them."""

    params: SearchParams
    claim: Claim | None
    speaker: str
    heading: str
    lead: str
    days: tuple[DigestDay, ...] = ()
    earlier: str = ""
    later: str = ""
    markdown: str = ""
    wrong: str = ""
    message: str = ""

    @property
    def status(self) -> int:
        """Return the HTTP status of the answer."""
        return 400 if self.wrong else 200

    @property
    def on_claim(self) -> str:
        """Return the address of the page of the claim."""
        return claim_at(self.claim) if self.claim and self.days else ""


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the digest of the period and claim that the address asks for, else of the newest month there is."""
    made = digest(connection.record(), request)
    return Page("digest.html", made.heading, lambda: made, lambda: _data(made), made.status)


def _data(made: Digest) -> dict[str, object]:
    data: dict[str, object] = {
        "query": asdict(made.params),
        "claim": asdict(made.claim) if made.claim else None,
        "days": [asdict(day) for day in made.days],
    }
    return data | {"field": made.wrong, "detail": f"{made.wrong}: {made.message}"} if made.wrong else data


def digest(record: Record, request: Request) -> Digest:
    """Return what `page` shows."""
    params, text = SearchParams.of(request.query_params), request.query_params.get("claim", "").strip()[:LONGEST_CLAIM]
    params = replace(params, after="")
    if not (params.since or params.until or text):
        newest = (views.summary(record).last_day or "")[:7]
        params = replace(params, since=newest, until=newest)
    try:
        return _of_claim(record, params, text) if text else _of_period(record, params)
    except NotUnderstoodError as error:
        heading, lead = "That digest could not be understood", "Correct what is marked."
        claim = claims.unpinned_claim(text) if text else None
        return Digest(params, claim, params.speaker, heading, lead, wrong=error.field, message=error.reason)


def _of_period(record: Record, params: SearchParams) -> Digest:
    hits = views.search(record, replace(params.query(), polarity="said", order="newest", limit=_MOST))
    more = (
        f"; of {hits.total:,}{'+' if hits.capped else ''} quotations, the newest {_MOST}" if hits.total > _MOST else ""
    )
    return _made(record, params, None, tuple(_days(record, hits.hits)), more)


def _of_claim(record: Record, params: SearchParams, text: str) -> Digest:
    """Return the digest of what bears on a claim; of the words that were asked for, the claim takes the place."""
    claim, params = claim_named(record, text), replace(params, q="")
    low, high = key_range(params.since, params.until)
    bear = stances(record, claim, params.query())
    found = [each for each in bear if low <= day_key(each.day, each.statement.id) <= high]
    return _made(record, params, claim, tuple(_days_of_claim(record, found)), "")


def _made(record: Record, params: SearchParams, claim: Claim | None, days: tuple[DigestDay, ...], more: str) -> Digest:
    entries = sum(len(day.entries) for day in days)
    lead = f"{counted(entries, 'statement')} on {counted(len(days), 'day')}" if entries else "Nothing was found."
    speaker, (earlier, later) = named_speaker(record, params), _months(params, claim)
    heading = _heading(replace(params, speaker=speaker), claim)
    leaving = digest_at(_parameters(params), claim, "/digest.md")
    return Digest(params, claim, speaker, heading, lead + more, days, earlier, later, leaving)


def markdown(digest: Digest, base: str) -> str:
    """Return a digest as Markdown, whose links begin with `base`."""
    lines = [f"# {_plain(digest.heading)}", "", _plain(digest.lead)]
    for day in digest.days:
        lines += ["", f"## {_plain(dated(day.times) or 'Day not known')}", ""]
        for entry in day.entries:
            who = f"**{_plain(entry.speaker)}**" + (f", {_plain(entry.role)}" if entry.role else "")
            outlets = f" — {_plain(', '.join(entry.outlets))}" if entry.outlets else ""
            act = f" ({entry.act})" if entry.act else ""
            introduction = f" *{_plain(entry.introduced.words)}*:" if entry.introduced.parts else ""
            lines.append(f"- {who}{act}:{introduction} {_plain(entry.words)}{outlets} [record]({base}{entry.address})")
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Return text of which Markdown makes nothing else."""
    return _MARKUP.sub(r"\\\1", undirected(text))


def _days(record: Record, hits: Sequence[Hit]) -> Iterable[DigestDay]:
    ids = [hit.id for hit in hits]
    known, introductions = carried(record, ids), introduced(record, ids)
    first: dict[str, list[Hit]] = {}
    for hit in hits:
        first.setdefault(known[hit.id].statement, []).append(hit)
    chosen = [(min(hit.day or "" for hit in several), statement, several) for statement, several in first.items()]
    for day, group in groupby(sorted(chosen, key=lambda each: (not each[0], each[0])), key=lambda each: each[0]):
        entries = [_entry(several, known[several[0].id], introductions) for _, _, several in group]
        yield DigestDay(day, times(day), tuple(sorted(entries, key=lambda entry: (entry.speaker, entry.address))))


def _entry(hits: Iterable[Hit], carrying: Carried, introductions: Mapping[str, Introduced]) -> DigestEntry:
    best = max(hits, key=lambda hit: (hit.form == "direct", not hit.headline, len(hit.text), hit.id))
    return DigestEntry(
        address=statement_at(carrying.statement),
        speaker=shortened(carrying.speaker or best.speaker or NOT_NAMED, LONGEST_NAME),
        role=shortened(best.role or "", LONGEST_NAME),
        introduced=introductions[best.id],
        words=shortened(best.text, _MOST_WORDS),
        act=_act(best.act),
        outlets=tuple(shortened(name, LONGEST_NAME) for name in sorted(carrying.outlets)),
    )


def _days_of_claim(record: Record, found: Sequence[StanceOnClaim]) -> Iterable[DigestDay]:
    """Yield the days of statements that stand in the order of their days."""
    known = introduced(record, [each.statement.bearer(each.stance.passage) for each in found])
    for day, group in groupby(found, key=lambda each: each.day):
        entries = [_claim_entry(each, known[each.statement.bearer(each.stance.passage)]) for each in group]
        yield DigestDay(day, times(day), tuple(sorted(entries, key=lambda entry: (entry.speaker, entry.address))))


def _claim_entry(each: StanceOnClaim, introduction: Introduced) -> DigestEntry:
    view, best = each.statement, fullest_report(each.statement).quotation
    return DigestEntry(
        address=statement_at(view.id),
        speaker=shortened(view.speaker or NOT_NAMED, LONGEST_NAME),
        role=shortened((best.speaker and best.speaker.role) or "", LONGEST_NAME),
        introduced=introduction,
        words=shortened(each.stance.passage, _MOST_WORDS),
        act=_act(best.act),
        outlets=tuple(shortened(name, LONGEST_NAME) for name in sorted(view.outlets)),
    )


def _act(act: str | None) -> str:
    return act if act and act not in ("assert", "other") else ""


def _heading(params: SearchParams, claim: Claim | None) -> str:
    since, until = dated(times(params.since)), dated(times(params.until))
    period = since if since == until else " ".join(filter(None, (since and f"from {since}", until and f"to {until}")))
    on = claim and f"on the claim “{shortened(claim.text, 120)}”"
    who = ", ".join(filter(None, (params.speaker, params.outlet, on or (params.q and f"on {params.q}"), params.act)))
    return shortened(": ".join(filter(None, ("Digest", ", ".join(filter(None, (who, period)))))), 300)


def _months(params: SearchParams, claim: Claim | None) -> tuple[str, str]:
    """Return the addresses of the months before and after, where the digest is of one month."""
    if params.since != params.until or not _MONTH.fullmatch(params.since):
        return "", ""
    first = date.fromisoformat(f"{params.since}-01")
    if not date.min.year < first.year < date.max.year:
        return "", ""
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    months = (each.isoformat()[:7] for each in (before, after))
    earlier, later = (digest_at(_parameters(replace(params, since=month, until=month)), claim) for month in months)
    return earlier, later


def _parameters(params: SearchParams) -> dict[str, str]:
    return asdict(params)
