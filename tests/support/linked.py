"""A small record linked by hand, without a model, and its pages in this process: what is shown is known to the word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from onrecord.present.web import create_app
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import statement_links
from onrecord.store.sqlite.writes.claim_stances import claims_to_hold, put_stances
from onrecord.store.sqlite.writes.claims import Claim, pin
from onrecord.store.sqlite.writes.relations import put_relations, statements_to_relate
from onrecord.types import Mention, Part, Reading, Relation, Span, Stance, StatementMember
from tests.support.site import Answer
from tests.support.stories import AT, KHODREI, acted, story

EARLY = "“We will open the lock before the spring,”"
AGAIN = "“We shall open the lock before the spring comes,”"
MIDDLE = "“The lock stays shut for the whole of the spring,”"
LATE = "“Nobody will open the lock this year,”"
REPLY = "“The minister never said that the lock would open,”"
IF, UNTIL = "if the ice is gone", "by the first of April"
CLAIM = "The lock will open before the spring"


def introduced(one: Reading) -> Reading:
    """Return a story whose quotations have "said" as their cue and "the speaker" as their source."""
    found = []
    for quotation in one.quotations:
        start = one.document.text.index("said the speaker", quotation.content[-1].end)
        found.append(
            replace(
                quotation,
                cue=Span(start, start + len("said")),
                source=Span(start + len("said "), start + len("said the speaker")),
            )
        )
    return replace(one, quotations=tuple(found))


def on_terms(one: Reading) -> Reading:
    """Return a story whose quotation holds on a condition and until a day."""
    (quotation,) = one.quotations
    start = quotation.content[0].start
    condition, deadline = Mention(IF, Span(start, start + 1)), Mention(UNTIL, Span(start, start + 1))
    return replace(one, quotations=(replace(quotation, condition=condition, deadline=deadline),))


def stories() -> list[Reading]:
    return [
        on_terms(acted(story("Gull", EARLY, day="2031-03-02"), "promise")),
        story("Heron", AGAIN, day="2031-03-05", outlet="The Heron Post"),
        story("Tern", MIDDLE, day="2032-01-04"),
        acted(introduced(story("Rook", LATE, day="2033-06-07")), "promise"),
        story("Crane", REPLY, day="2033-07-08", told="2033-07-06", speaker=KHODREI),
    ]


def relation(kind: Any, later: tuple[str, str], earlier: tuple[str, str], score: float) -> Relation:
    """Return how a later statement stands to an earlier one; of each, its id and passage."""
    (left, passage), (right, other_passage) = later, earlier
    return Relation(kind, left, right, passage, other_passage, (Part("words", score, f"{kind} by hand"),))


@dataclass
class LinkedSite:
    """The pages of a record in this process, the ids of its quotations by their words, and its pinned claim."""

    path: Path
    client: TestClient
    claim: Claim
    ids: dict[str, str] = field(default_factory=dict)

    def get(self, address: str, **headers: str) -> Answer:
        """Ask for a page; `{WORDS}` of a quotation may stand for its id."""
        response = self.client.get(address, headers=headers, follow_redirects=False)
        return Answer(response.status_code, dict(response.headers), response.text)


def join(record: Record, quotations: Sequence[str]) -> None:
    """Have quotations report one statement, which has the id of the first of them."""
    first, *others = quotations
    members = [StatementMember(each, first, first, (Part("words", 2.0, "by hand"),)) for each in others]
    with record.writing() as db:
        for step in statement_links.member_steps([StatementMember(first, first), *members]):
            assert step.is_taken(db)


def linked_by_hand(path: Path) -> Claim:
    """Make the record: two reports of one statement, what a later one says of earlier ones, a claim with stances."""
    readings = stories()
    ids = {quotation.text: quotation.id for one in readings for quotation in one.quotations}
    with Record.open(path) as record:
        for one in readings:
            record.add(one.document, [one], by="test")
        for several in ((EARLY, AGAIN), (MIDDLE,), (LATE,), (REPLY,)):
            join(record, [ids[words] for words in several])
        early, middle, late, reply = ((ids[words], words) for words in (EARLY, MIDDLE, LATE, REPLY))
        found = [
            relation("shifts", middle, (ids[EARLY], AGAIN), 3.0),
            relation("shifts", late, middle, 2.0),
            relation("breaks_promise", late, early, 1.0),
            relation("denies", reply, early, 0.5),
        ]
        put_relations(record, statements_to_relate(record), found)
        claim = pin(record, CLAIM, by="editor", at=AT)
        (queued,) = claims_to_hold(record)
        stances = ((EARLY, "affirms"), (MIDDLE, "denies"), (LATE, "denies"), (REPLY, "neutral"))
        put_stances(record, queued, [(ids[words], Stance(ids[words], kind, words, ())) for words, kind in stances], "v")  # type: ignore[arg-type]
    return claim


@contextmanager
def linked_site(folder: Path) -> Iterator[LinkedSite]:
    """Serve the record that is linked by hand."""
    path = folder / "linked.db"
    claim = linked_by_hand(path)
    ids = {quotation.text: quotation.id for one in stories() for quotation in one.quotations}
    with TestClient(create_app(path), base_url="http://127.0.0.1") as client:
        yield LinkedSite(path, client, claim, ids)
