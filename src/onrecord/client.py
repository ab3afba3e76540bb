"""A record opened for questions, from scripts and notebooks: each question is a method, each answer a sequence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Literal

from onrecord.columns.actors import ACTOR_ROWS
from onrecord.columns.claims import ACCOUNTS, COMMITMENTS, DISCOVERED_CLAIMS, PINNED_CLAIMS, STANCES
from onrecord.columns.quotations import HITS
from onrecord.columns.statements import COMPARED_REPORTS, STATEMENT_VIEWS, TIMELINE_ENTRIES
from onrecord.queries.certainty import Account, certainty
from onrecord.queries.claim_discovery import DiscoveredClaim, discover_claims
from onrecord.queries.commitments import BINDING, Commitment, commitments
from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import ComparedReport, compare
from onrecord.queries.stances import StanceOnClaim, positions, stances
from onrecord.queries.timeline import TimelineEntry, timeline
from onrecord.results import ResultList
from onrecord.store.sqlite.reads.actors import ActorRow, actors
from onrecord.store.sqlite.reads.search import MOST_HITS, Hit, Order, Query, search_on, spoken
from onrecord.store.sqlite.reads.statements import StatementView, reported_by
from onrecord.store.sqlite.reads.views import Summary, summary
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, claim, claims, unpinned_claim
from onrecord.types import Act, Binding, Form, Polarity


def open_record(path: str | Path) -> OpenRecord:
    """Open the record at `path` for questions; nothing is written to it.

    Raises RecordError where there is none, or it is damaged, newer than this program or out of reach.
    """
    return OpenRecord(Record.open(path, readonly=True))


@dataclass(frozen=True, slots=True)
class OpenRecord:
    """The questions that a record answers; `record` is the record itself, for the verbs that take one.

    The filters are those of `Query`. A date, form, act or order that is none, or the start of an id that fits several,
    raises ValueError, in words for people. A file that cannot be read raises RecordError.
    """

    record: Record

    def __enter__(self) -> OpenRecord:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was answered stays."""
        self.record.close()

    def summary(self) -> Summary:
        """Return how much the record holds, and from which days."""
        return summary(self.record)

    def search(
        self,
        words: str = "",
        *,
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        form: Form | Literal[""] = "",
        act: Act | Literal[""] = "",
        polarity: Polarity | Literal[""] = "",
        uncertain: bool = False,
        order: Order = "best",
        limit: int = 20,
    ) -> ResultList[Hit]:
        """Return the quotations that fit: at most `limit`, never more than 5,000.

        With `uncertain`, also what is likely no quotation at all.
        """
        query = Query(words, speaker, outlet, since, until, form, act, polarity, order, uncertain=uncertain)
        found = search_on(self.record, query, limit)
        return ResultList(found.hits, HITS, found.total, found.capped)

    def statements(
        self,
        words: str = "",
        *,
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        form: Form | Literal[""] = "",
        act: Act | Literal[""] = "",
        order: Order = "best",
        limit: int = 20,
    ) -> ResultList[StatementView]:
        """Return the statements that the first `limit` quotations which fit report, the earliest first."""
        query = Query(words, speaker, outlet, since, until, form, act, "said", order)
        found = reported_by(self.record, spoken(self.record, query, limit))
        return ResultList(_in_order(found), STATEMENT_VIEWS)

    def compare(self, identity: str) -> ResultList[ComparedReport]:
        """Return the reports of the utterance that the quotation with this id reports, with what each made of it.

        The start of the id is enough; without such a quotation there are none.
        """
        found = compare(self.record, identity)
        return ResultList(found.rows if found else (), COMPARED_REPORTS)

    def timeline(
        self,
        speaker: str,
        words: str = "",
        *,
        claim: str | None = None,
        outlet: str = "",
        since: str = "",
        until: str = "",
        form: Form | Literal[""] = "",
        act: Act | Literal[""] = "",
        limit: int = MOST_HITS,
    ) -> ResultList[TimelineEntry]:
        """Return what a speaker said, the earliest first: of the newest `limit` quotations that fit, at most 200.

        With `claim`, in words or by the id of a pinned one, only what speaks of it, with its stance and how firm it is.
        Raises ValueError for words beside a claim, which is looked for by its own.
        """
        if words and claim:
            raise ValueError("words: a claim is looked for by its own words; give one or the other")
        query = Query(words, speaker, outlet, since, until, form, act, "said", "newest", limit)
        found = positions(self.record, self._claim(claim), query) if claim else timeline(self.record, query)
        return ResultList(found, TIMELINE_ENTRIES)

    def claims(self) -> ResultList[Claim]:
        """Return the pinned claims, in the order in which they were pinned."""
        return ResultList(claims(self.record), PINNED_CLAIMS)

    def claim(
        self,
        text_or_id: str,
        *,
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        model: str | Path | None = None,
    ) -> ResultList[StanceOnClaim]:
        """Return the statements that speak of a claim, in words or by the id of a pinned one, the earliest first.

        `model` names a folder with a cross-encoder of your own that decides the stances.
        """
        query = Query(speaker=speaker, outlet=outlet, since=since, until=until)
        return ResultList(stances(self.record, self._claim(text_or_id), query, model), STANCES)

    def certainty(self, text_or_id: str) -> ResultList[Account]:
        """Return how surely stories state a claim, in words or by the id of a pinned one, the earliest first."""
        return ResultList(certainty(self.record, self._claim(text_or_id)), ACCOUNTS)

    def discover_claims(
        self,
        words: str = "",
        *,
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        form: Form | Literal[""] = "",
        act: Act | Literal[""] = "",
    ) -> ResultList[DiscoveredClaim]:
        """Return the claims that statements which fit make, deny or question; those with most statements first.

        At most 2,000 quotations are looked at.
        """
        return ResultList(
            discover_claims(self.record, Query(words, speaker, outlet, since, until, form, act)), DISCOVERED_CLAIMS
        )

    def promises(
        self,
        words: str = "",
        *,
        speaker: str = "",
        outlet: str = "",
        since: str = "",
        until: str = "",
        form: Form | Literal[""] = "",
        act: Binding | Literal[""] = "",
        limit: int = 50,
    ) -> ResultList[Commitment]:
        """Return promises, demands and threats, or those of one `act`, the earliest first, with what became of each.

        At most `limit` quotations of each act are looked at.
        """
        query = Query(words, speaker, outlet, since, until, form, limit=limit)
        return ResultList(commitments(self.record, query, (act,) if act else BINDING), COMMITMENTS)

    def actors(self, name: str = "", limit: int = 50) -> ResultList[ActorRow]:
        """Return the actors under a name that has these parts, or all, the most quoted first: at most 500."""
        return ResultList(actors(self.record, name, limit), ACTOR_ROWS)

    def _claim(self, text_or_id: str) -> Claim:
        return claim(self.record, text_or_id) or unpinned_claim(text_or_id)


def _in_order(views: Iterable[StatementView]) -> tuple[StatementView, ...]:
    """Return statements the earliest first, unknown days last."""
    return tuple(sorted(views, key=lambda view: (not (day := first_day(view)), day, view.id)))
