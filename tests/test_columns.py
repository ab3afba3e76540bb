"""Every column is read from where it should be: on hand-made things value by value, and as data frames of the verbs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bench.corpora import DEMO
from onrecord import (
    Query,
    Record,
    actors,
    add,
    certainty,
    commitments,
    compare,
    discover_claims,
    rows,
    search,
    stances,
    timeline,
)
from onrecord.columns import ANSWERS, EXPORTS
from onrecord.columns.actors import ACTOR_ROWS, ACTORS
from onrecord.columns.claims import (
    ACCOUNTS,
    CLAIM_STANCES,
    CLAIMS,
    COMMITMENTS,
    DISCOVERED_CLAIMS,
    PINNED_CLAIMS,
    STANCES,
    ClaimStance,
    claim_rows,
)
from onrecord.columns.judgements import JUDGEMENTS, PROBLEMS
from onrecord.columns.quotations import HITS, QUOTATIONS
from onrecord.columns.statements import COMPARED_REPORTS, STATEMENT_VIEWS, STATEMENTS, TIMELINE_ENTRIES
from onrecord.queries import contents
from onrecord.queries.certainty import Account
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.commitments import Commitment
from onrecord.queries.compare import ComparedReport, ComparedStatement
from onrecord.queries.contents import NamedActor
from onrecord.queries.stances import StanceOnClaim
from onrecord.queries.timeline import TimelineEntry
from onrecord.store.sqlite.reads.actors import ActorRow, ActorView, SeenRole
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.reads.views import ProblemView
from onrecord.store.sqlite.writes.claims import Claim, unpinned_claim
from onrecord.types import (
    Dated,
    Difference,
    Mention,
    Office,
    Part,
    Probabilities,
    Problem,
    Quotation,
    Relation,
    Span,
    Speaker,
    Stance,
    Story,
    Wording,
)
from tests.support.records import full_reading, put

TREATY = "Corvane will sign a treaty on the barrage"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "demo.db"
    with Record.open(path) as opened:
        for _ in add(opened, sorted(DEMO.glob("*treaty*.txt")) + sorted(DEMO.glob("*never*.txt"))):
            pass
    return path


def test_every_answer_is_a_data_frame_with_its_columns(record: Path) -> None:
    with Record.open(record, readonly=True) as opened:
        hits = search(opened, Query()).hits
        compared = compare(opened, hits[0].id)
        assert compared is not None
        answers = {
            "Hit": hits,
            "StatementView": (compared.statement,),
            "ComparedReport": compared.rows,
            "TimelineEntry": timeline(opened, Query(speaker="Marrick", words="treaty")),
            "StanceOnClaim": stances(opened, TREATY),
            "Claim": (unpinned_claim(TREATY),),
            "DiscoveredClaim": (claims := discover_claims(opened)),
            "ClaimStance": [ClaimStance(one.claim, each) for one in claims for each in one.stances],
            "Account": certainty(opened, TREATY),
            "Commitment": commitments(opened, Query()),
            "ActorRow": actors(opened),
        }
    assert answers.keys() == ANSWERS.keys()
    for name, found in answers.items():
        frame = pd.DataFrame(rows(found))
        assert len(frame) == len(found) > 0, name
        assert tuple(frame.columns) == ANSWERS[name].names
    days = pd.to_datetime(pd.DataFrame(rows(answers["TimelineEntry"]))["day"])
    assert days.is_monotonic_increasing


def test_what_has_no_row_is_told() -> None:
    with pytest.raises(TypeError, match=r"a str has no row; one of Hit"):
        list(rows(["words"]))


# --- value by value, on things made by hand ----------------------------------------------------------------------

VELL = Speaker("ada", "Ada Vell", "person", "harbour minister")


def story(name: str, outlet: str | None, published: str | None, language: str | None = "en") -> Story:
    return Story(
        name,
        Span(0, 9),
        f"News {name}",
        None,
        outlet,
        "T. Orr",
        Dated(published, "stated") if published else None,
        language,
    )


def view(*reports: tuple[Quotation, Story], identity: str = "s1") -> StatementView:
    kept = tuple(ReportView(said, where, f"{where.id}.txt", "00ff", None, ()) for said, where in reports)
    return StatementView(identity, "a1", "Ada Vell", kept)


def said(identity: str, text: str, **more: Any) -> Quotation:
    return Quotation(
        identity, more.pop("form", "indirect"), (Span(3, 9),), text, speaker=more.pop("speaker", VELL), **more
    )


LATER = (said("q2", "“It stays open,”", form="direct", act="deny"), story("two", "The Gull", "2031-04-11", "de"))
FIRST = (
    said(
        "q1",
        "that the harbour stays open to all",
        act="promise",
        said=Dated("2031-04-08/2031-04-09", "relative"),
        deadline=Mention("by May", Span(1, 2)),
        condition=Mention("if it rains", Span(2, 3)),
    ),
    story("one", "Lowen, Post", "2031-04-10"),
)
STATEMENT = view(FIRST, LATER)
STANCE = StanceOnClaim("2031-04-08", STATEMENT, Stance("s1", "denies", "stays open", (Part("words", 0.12345, ""),)))
OTHER = StanceOnClaim(
    "2031-05-02", view(LATER, identity="s2"), Stance("s2", "affirms", "It stays", (Part("words", 1.0, ""),))
)
RELATION = Relation("shifts", "s1", "s0", "a", "b", how="takes back")
CLAIM = Claim("c1", "The harbour stays open", "ed", "2033-01-01T00:00:00+00:00")


def test_a_quotation_is_exported_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as opened:
        put(opened, full_reading())
        full, bare = contents.quotations(opened)
    row = QUOTATIONS.row(full)
    assert row == {
        "id": "quotation0001",
        "statement": "quotation0001",
        "actor": "ada",
        "day": "2031-04-01",
        "day_basis": "said",
        "said": "2031-04/2031-05",
        "said_basis": "relative",
        "speaker": "Ada Vell",
        "speaker_kind": "person",
        "role": "harbour minister",
        "text": "“It stays,” “open.”",
        "form": "mixed",
        "kind": "belief",
        "act": "promise",
        "acts_also": None,
        "plover": "AGREE",
        "cameo": "03",
        "modality": "plain",
        "polarity": "said",
        "condition": None,
        "deadline": None,
        "addressee": "the harbour board",
        "venue": "Lowen",
        "relay": "Tarn; Bryn",
        "hearsay": full.quotation.hearsay,
        "inside": "quotation0002",
        "implicit": True,
        "headline": True,
        "confidence": 0.75,
        "speaker_probability": 0.98,
        "said_probability": 0.91,
        "act_probability": 0.62,
        "polarity_probability": 0.97,
        "addressee_probability": 0.55,
        "venue_probability": 0.5,
        "relay_probability": 0.45,
        "content": "27-38; 103-110",
        "cue": full.around.text[47 - 7 : 51 - 7],
        "cue_span": "47-51",
        "source": full.around.text[39 - 7 : 47 - 7],
        "source_span": "39-47",
        "outlet": "The Lowen Post",
        "published": "2031-04-09",
        "published_basis": "dateline",
        "story": "story0001",
        "story_headline": "Harbour stays open",
        "byline": "T. Orr",
        "language": "en",
        "document": "b.eml",
        "url": "https://lowen.example/1",
        "sha256": full.document.sha256,
        "retrieved": "2031-04-10T08:00:00Z",
        "read_by": "onrecord",
    }
    assert (row["cue"], row["source"]) == (full_reading().document.text[47:51], "Ada Vell")
    nothing = (
        "statement",
        "actor",
        "said",
        "said_basis",
        "speaker",
        "speaker_kind",
        "role",
        "cue",
        "cue_span",
        "source",
        "speaker_probability",
        "act_probability",
    )
    assert {name: QUOTATIONS.row(bare)[name] for name in nothing} == dict.fromkeys(nothing)
    assert (QUOTATIONS.row(bare)["day"], QUOTATIONS.row(bare)["day_basis"]) == ("2031-04-09", "published")


def test_a_hit_is_the_quotation_that_was_exported(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as opened:
        put(opened, full_reading())
        (exported, _) = map(QUOTATIONS.row, contents.quotations(opened))
        (hit,) = search(opened, Query(speaker="Vell")).hits
    row = HITS.row(hit)
    assert row.pop("dated") == exported["said"]
    assert row == {name: exported[name] for name in row}


def test_a_statement_is_read_from_all_its_reports() -> None:
    one = ComparedStatement(STATEMENT, (Wording("q1", "same"), Wording("q2", "altered", "q1")))
    assert STATEMENTS.row(one) == {
        "id": "s1",
        "actor": "a1",
        "speaker": "Ada Vell",
        "speaker_kind": "person",
        "role": "harbour minister",
        "day": "2031-04-08",
        "said": "2031-04-08/2031-04-09",
        "said_basis": "relative",
        "text": "“It stays open,”",
        "act": "promise",
        "reports": 2,
        "outlets": "Lowen, Post; The Gull",
        "languages": "en; de",
        "wordings": "same 1; altered 1",
        "first_published": "2031-04-10",
    }
    assert STATEMENT_VIEWS.row(STATEMENT) == {
        "day": "2031-04-08",
        "speaker": "Ada Vell",
        "words": "“It stays open,”",
        "act": "promise",
        "outlets": "Lowen, Post; The Gull",
        "reports": 2,
        "published": "2031-04-10",
        "actor": "a1",
        "statement": "s1",
    }


def test_what_is_first_known_of_a_statement_may_stand_in_a_later_report() -> None:
    unnamed = (said("q0", "so it is", speaker=None), story("zero", None, None, None))
    roleless = (
        said("q9", "so it is", speaker=replace(VELL, role=None, kind="office")),
        story("nine", None, None, None),
    )
    row = STATEMENTS.row(ComparedStatement(view(unnamed, roleless, LATER), ()))
    assert (row["speaker_kind"], row["role"]) == ("office", "harbour minister")
    assert (row["outlets"], row["languages"], row["first_published"]) == ("The Gull", "de", "2031-04-11")
    assert (row["said"], row["said_basis"], row["wordings"]) == (None, None, None)
    assert STATEMENT_VIEWS.row(view(unnamed))["outlets"] is None


def test_a_report_is_shown_with_what_it_made_of_the_words() -> None:
    wording = Wording(
        "q2", "altered", "q1", (Difference("added", Span(4, 6)), Difference("cut", Span(6, 6), Span(1, 2)))
    )
    assert COMPARED_REPORTS.row(ComparedReport(STATEMENT.reports[1], wording)) == {
        "published": "2031-04-11",
        "outlet": "The Gull",
        "wording": "altered",
        "words": "“It stays open,”",
        "form": "direct",
        "language": "de",
        "differences": 2,
        "against": "q1",
        "document": "two.txt",
        "story": "two",
        "quotation": "q2",
    }


def test_an_entry_of_a_timeline_names_the_earlier_statements() -> None:
    again = Relation("repeats", "s1", "s00", "a", "b")
    entry = TimelineEntry("2031-04-08", "stays open", STATEMENT, (RELATION, again), STANCE.stance, "firm")
    assert TIMELINE_ENTRIES.row(entry) == {
        "day": "2031-04-08",
        "speaker": "Ada Vell",
        "stance": "denies",
        "strength": "firm",
        "words": "stays open",
        "act": "promise",
        "outlets": "Lowen, Post; The Gull",
        "reports": 2,
        "relations": "shifts takes_back s0; repeats s00",
        "statement": "s1",
    }
    plain = TIMELINE_ENTRIES.row(TimelineEntry("", "stays open", STATEMENT, ()))
    assert [plain[name] for name in ("day", "stance", "strength", "relations")] == [None] * 4


def test_a_claim_has_a_row_for_each_report_of_each_statement() -> None:
    rows_of_it = list(map(CLAIMS.row, claim_rows(DiscoveredClaim(CLAIM, (STANCE, OTHER)))))
    assert rows_of_it[0] == {
        "claim": "c1",
        "text": "The harbour stays open",
        "pinned": True,
        "by": "ed",
        "at": "2033-01-01T00:00:00+00:00",
        "stance": "denies",
        "score": 0.123,
        "passage": "stays open",
        "speaker": "Ada Vell",
        "day": "2031-04-08",
        "outlet": "Lowen, Post",
        "statement": "s1",
        "quotation": "q1",
    }
    assert [row["quotation"] for row in rows_of_it] == ["q1", "q2", "q2"]
    assert [row["outlet"] for row in rows_of_it] == ["Lowen, Post", "The Gull", "The Gull"]
    (alone,) = map(CLAIMS.row, claim_rows(DiscoveredClaim(Claim("c2", "It rains"), ())))
    assert alone == dict.fromkeys(CLAIMS.names) | {"claim": "c2", "text": "It rains", "pinned": False}
    assert PINNED_CLAIMS.row(CLAIM) == {"claim": CLAIM.text, "by": "ed", "at": CLAIM.at, "id": "c1"}
    assert PINNED_CLAIMS.row(Claim("c2", "It rains")) == {"claim": "It rains", "by": None, "at": None, "id": "c2"}


def test_stances_are_listed_alone_and_under_their_claim() -> None:
    row = {
        "day": "2031-04-08",
        "speaker": "Ada Vell",
        "stance": "denies",
        "passage": "stays open",
        "outlets": "Lowen, Post; The Gull",
        "score": 0.123,
        "statement": "s1",
    }
    assert STANCES.row(STANCE) == row
    assert CLAIM_STANCES.row(ClaimStance(CLAIM, STANCE)) == {"claim": CLAIM.text, **row}


def test_the_stances_on_a_discovered_claim_are_counted() -> None:
    undated = replace(OTHER, day="", stance=Stance("s3", "neutral", "", ()))
    asking = replace(
        OTHER, statement=replace(OTHER.statement, speaker="Bo Tanic"), stance=Stance("s4", "questions", "", ())
    )
    assert DISCOVERED_CLAIMS.row(DiscoveredClaim(CLAIM, (STANCE, OTHER, asking, asking, undated))) == {
        "claim": CLAIM.text,
        "statements": 5,
        "affirms": 1,
        "denies": 1,
        "questions": 2,
        "neutral": 1,
        "speakers": "Ada Vell; Bo Tanic",
        "first_day": "2031-04-08",
        "last_day": "2031-05-02",
        "id": "c1",
    }
    none = DISCOVERED_CLAIMS.row(DiscoveredClaim(CLAIM, (undated,)))
    assert (none["first_day"], none["last_day"]) == (None, None)


def test_an_account_says_where_it_stands() -> None:
    account = Account(FIRST[1], "one.txt", "it stays", Span(11, 19), "alleged", "claimed", "Ada Vell", "q1")
    assert ACCOUNTS.row(account) == {
        "published": "2031-04-10",
        "outlet": "Lowen, Post",
        "certainty": "alleged",
        "speaker": "Ada Vell",
        "passage": "it stays",
        "because": "claimed",
        "document": "one.txt",
        "span": "11-19",
        "quotation": "q1",
        "story": "one",
    }


def test_a_promise_stands_beside_later_words() -> None:
    answers = (Relation("keeps_promise", "s7", "s1", "a", "b"), Relation("breaks_promise", "s8", "s1", "a", "b"))
    row = COMMITMENTS.row(Commitment("2031-04-08", "promise", "it stays", STATEMENT, answers, (OTHER.statement,) * 2))
    assert row == {
        "day": "2031-04-08",
        "speaker": "Ada Vell",
        "act": "promise",
        "words": "it stays",
        "deadline": "by May",
        "condition": "if it rains",
        "outlets": "Lowen, Post; The Gull",
        "fate": "said to be kept; said to be broken",
        "later": "s7; s8",
        "statement": "s1",
    }
    bare = COMMITMENTS.row(Commitment("", "demand", "it stays", OTHER.statement, (), ()))
    assert [bare[name] for name in ("day", "deadline", "condition", "fate", "later")] == [
        None,
        None,
        None,
        "open",
        None,
    ]


def test_an_actor_has_all_its_names_roles_and_offices() -> None:
    actor = ActorRow("a1", "Ada Vell", "person", 7, 3, "2031-04-08", "2032-01-02")
    roles = (SeenRole("minister", None, None, 2), SeenRole("envoy", None, None, 5))
    offices = (
        Office("mayor", "2030", "2031-02"),
        Office("member", "2032"),
        Office("judge", "", "2029"),
        Office("heir"),
    )
    assert ACTORS.row(NamedActor(ActorView(actor, "list.csv", (), roles, offices, ()), ("A. Vell", "Ada Vell"))) == {
        "id": "a1",
        "name": "Ada Vell",
        "kind": "person",
        "names": "A. Vell; Ada Vell",
        "roles": "minister; envoy",
        "offices": "mayor 2030/2031-02; member 2032; judge 2029; heir",
        "source": "list.csv",
        "quotations": 7,
        "outlets": 3,
        "first_day": "2031-04-08",
        "last_day": "2032-01-02",
    }
    assert ACTOR_ROWS.row(actor) == {
        "name": "Ada Vell",
        "kind": "person",
        "quotations": 7,
        "outlets": 3,
        "first_day": "2031-04-08",
        "last_day": "2032-01-02",
        "id": "a1",
    }


def test_judgements_and_problems_are_flat() -> None:
    parts = [{"part": "words", "score": 1.25, "detail": "alike"}, {"part": "reason", "score": 0.0, "detail": ""}]
    given = {name: f"its {name}" for name in JUDGEMENTS.names if name != "how"} | {"because": parts}
    assert JUDGEMENTS.row(given) == given | {"because": "words +1.25 alike; reason +0.00", "how": None}
    problem = Problem("read", "odd mark", Span(3, 4), "b.eml", "look")
    assert PROBLEMS.row(ProblemView(problem, "a.eml", "00ff", "one")) == {
        "document": "a.eml",
        "sha256": "00ff",
        "story": "one",
        "stage": "read",
        "message": "odd mark",
        "span": "3-4",
        "remedy": "look",
    }
    lost = PROBLEMS.row(ProblemView(Problem("read", "odd mark", None, "b.eml"), None, None, None))
    assert (lost["document"], lost["span"], lost["sha256"]) == ("b.eml", None, None)


def test_types_of_columns_are_those_of_their_values() -> None:
    kinds = {
        (table.name, column.name): column.kind
        for table in (*EXPORTS.values(), *ANSWERS.values())
        for column in table.columns
        if column.kind != "text"
    }
    days = {name for (_, name), kind in kinds.items() if kind == "day"}
    assert days == {"day", "first_day", "last_day"}
    assert {name for (_, name), kind in kinds.items() if kind == "flag"} == {"implicit", "headline", "pinned"}
    assert {name for (_, name), kind in kinds.items() if kind == "real"} == {
        "confidence",
        "score",
        *(f"{name}_probability" for name in Probabilities.__dataclass_fields__),
    }
    assert (
        kinds["quotations", "hearsay"] == kinds["judgements", "number"] == kinds["statements", "reports"] == "integer"
    )
