"""A digest of a period: day by day, who said what, each statement once with the outlets that carried it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from starlette.requests import Request

from onrecord.present.web.asked import Asked
from onrecord.present.web.links import statement_at, with_query
from onrecord.present.web.respond import Page
from onrecord.present.web.shelf import Shelf
from onrecord.present.words import LONGEST_NAME, NOT_NAMED, Time, counted, dated, shortened, times, undirected
from onrecord.store import views
from onrecord.store.errors import NotUnderstoodError
from onrecord.store.record import Record
from onrecord.store.statements import Carried, carried
from onrecord.store.views import Hit

_MOST = 200  # quotations that one digest is made of: the newest of the period
_MOST_WORDS = 700
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement: the best of its reports in the period, and the outlets that carried it."""

    address: str
    speaker: str
    role: str
    words: str
    act: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The statements of a day; `iso` is "" where no day is known."""

    iso: str
    times: tuple[Time, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """All that the page shows."""

    asked: Asked
    heading: str
    lead: str
    days: tuple[Day, ...]
    earlier: str
    later: str
    markdown: str
    wrong: str = ""
    message: str = ""

    @property
    def status(self) -> int:
        """Return the HTTP status of the answer."""
        return 400 if self.wrong else 200


def page(shelf: Shelf, request: Request) -> Page:
    """Return the digest of the period that the address asks for, else of the newest month that the record knows."""
    made = digest(shelf.record(), request)
    data: dict[str, object] = {"query": asdict(made.asked), "days": [asdict(day) for day in made.days]}
    if made.wrong:
        data |= {"field": made.wrong, "detail": f"{made.wrong}: {made.message}"}
    return Page("digest.html", made.heading, made, data, made.status)


def digest(record: Record, request: Request) -> Digest:
    """Return what `page` shows."""
    asked = replace(Asked.of(request.query_params), after="")
    if not (asked.since or asked.until):
        newest = (views.summary(record).last_day or "")[:7]
        asked = replace(asked, since=newest, until=newest)
    try:
        hits = views.search(record, replace(asked.query(), order="newest", limit=_MOST))
    except NotUnderstoodError as error:
        heading = "That digest could not be understood"
        return Digest(asked, heading, "Correct what is marked.", (), "", "", "", error.field, error.reason)
    days = tuple(_days(record, hits.hits))
    entries = [entry for day in days for entry in day.entries]
    told = f"{counted(len(entries), 'statement')} on {counted(len(days), 'day')}" if entries else "Nothing was found."
    more = (
        f"; of {hits.total:,}{'+' if hits.capped else ''} quotations, the newest {_MOST}" if hits.total > _MOST else ""
    )
    return Digest(asked, _heading(asked), told + more, days, *_months(asked), _address("/digest.md", asked))


def markdown(digest: Digest, base: str) -> str:
    """Return a digest as Markdown, whose links begin with `base`."""
    lines = [f"# {_plain(digest.heading)}", "", _plain(digest.lead)]
    for day in digest.days:
        lines += ["", f"## {_plain(dated(day.times) or 'Day not known')}", ""]
        for entry in day.entries:
            who = f"**{_plain(entry.speaker)}**" + (f", {_plain(entry.role)}" if entry.role else "")
            act = f" ({entry.act})" if entry.act else ""
            outlets = f" — {_plain(', '.join(entry.outlets))}" if entry.outlets else ""
            lines.append(f"- {who}{act}: {_plain(entry.words)}{outlets} [record]({base}{entry.address})")
    return "\n".join([*lines, ""])


def _plain(text: str) -> str:
    """Return text of which Markdown makes nothing else."""
    return _MARKUP.sub(r"\\\1", undirected(text))


def _days(record: Record, hits: Sequence[Hit]) -> Iterable[Day]:
    known = carried(record, [hit.id for hit in hits])
    first: dict[str, list[Hit]] = {}
    for hit in hits:
        first.setdefault(known[hit.id].statement, []).append(hit)
    chosen = [(min(hit.day or "" for hit in several), statement, several) for statement, several in first.items()]
    for day, group in groupby(sorted(chosen, key=lambda each: (not each[0], each[0])), key=lambda each: each[0]):
        entries = [_entry(several, known[several[0].id]) for _, _, several in group]
        yield Day(day, times(day), tuple(sorted(entries, key=lambda entry: (entry.speaker, entry.address))))


def _entry(hits: Iterable[Hit], carrying: Carried) -> Entry:
    best = max(hits, key=lambda hit: (hit.form == "direct", not hit.headline, len(hit.text), hit.id))
    return Entry(
        address=statement_at(carrying.statement),
        speaker=shortened(carrying.speaker or best.speaker or NOT_NAMED, LONGEST_NAME),
        role=shortened(best.role or "", LONGEST_NAME),
        words=shortened(best.text, _MOST_WORDS),
        act=best.act if best.act and best.act not in ("assert", "other") else "",
        outlets=tuple(shortened(name, LONGEST_NAME) for name in sorted(carrying.outlets)),
    )


def _heading(asked: Asked) -> str:
    since, until = dated(times(asked.since)), dated(times(asked.until))
    period = since if since == until else " ".join(filter(None, (since and f"from {since}", until and f"to {until}")))
    who = ", ".join(filter(None, (asked.speaker, asked.outlet, asked.q and f"on {asked.q}", asked.act)))
    return shortened(": ".join(filter(None, ("Digest", ", ".join(filter(None, (who, period)))))), 200)


def _months(asked: Asked) -> tuple[str, str]:
    """Return the addresses of the months before and after, where the digest is of one month."""
    if asked.since != asked.until or not _MONTH.fullmatch(asked.since):
        return "", ""
    first = date.fromisoformat(f"{asked.since}-01")
    if not date.min.year < first.year < date.max.year:
        return "", ""
    before, after = first - timedelta(days=1), first + timedelta(days=32)
    months = (each.isoformat()[:7] for each in (before, after))
    earlier, later = (_address("/digest", replace(asked, since=month, until=month)) for month in months)
    return earlier, later


def _address(path: str, asked: Asked) -> str:
    return with_query(path, asdict(asked))
