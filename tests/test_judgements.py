"""What people decide is kept as they put it: judgements, pinned claims, corrections; the last word on each counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import corrections as kept
from onrecord.store.sqlite.writes.claims import Claim, claim, claims, pin, unpin, unpinned_claim
from onrecord.store.sqlite.writes.judgements import Judgement, judge, judgements
from onrecord.types import Correction, Marks, Mention, Part, Span, content_id
from tests.support.stories import AT

SHA, OTHER = "a" * 64, "b" * 64
LATER = "2032-01-02T00:00:00+00:00"
WORDS = (Mention("We stay", Span(3, 10)), Mention("here", Span(20, 24)))
CUE, SOURCE = Mention("said", Span(11, 15)), Mention("Orla Tamm", Span(0, 2))
MARKED = Correction(
    quotation="quotation1",
    marks=Marks(WORDS, CUE, SOURCE, "mixed", "belief"),
    judged=("content", "source", "cue", "form"),
    was=(Mention("We", Span(3, 5)),),
    beside=("quotation2",),
    by="Tess",
    because="the end was missing",
)
NOBODY = Correction(quotation="quotation3", marks=None, judged=(), was=WORDS, beside=(), by="Tess", because="")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "a.db") as record:
        yield record


# --- corrections -------------------------------------------------------------------------------------------------


def test_a_correction_comes_back_as_it_was(record: Record) -> None:
    assert kept.note(record, SHA, [MARKED, NOBODY], at=AT) == range(1, 3)
    assert kept.corrections(record, SHA) == (MARKED, NOBODY)
    assert kept.corrections(record, OTHER) == ()


def test_the_last_correction_of_a_quotation_counts_until_it_is_withdrawn(record: Record) -> None:
    kept.note(record, SHA, [MARKED, NOBODY], at=AT)
    bare = Correction("quotation1", Marks(WORDS[:1], None, None, "direct", "speech"), ("cue",), (), (), "Ira", "")
    assert kept.note(record, SHA, [bare], at=LATER) == range(3, 4)
    assert kept.corrections(record, SHA) == (bare, NOBODY)
    kept.withdraw(record, "quotation1", SHA, because="taken back", by="Ira", at=LATER)
    assert kept.corrections(record, SHA) == (NOBODY,)
    kept.withdraw(record, "quotation3", OTHER, because="", by="Ira", at=LATER)
    assert kept.corrections(record, SHA) == (NOBODY,), "of another document"
    assert kept.note(record, SHA, [], at=LATER) == range(6, 6)


def test_a_correction_is_a_judgement_with_its_reasons(record: Record) -> None:
    kept.note(record, SHA, [MARKED, NOBODY], at=AT)
    kept.withdraw(record, "quotation1", SHA, because="taken back", by="Ira", at=LATER)
    kept.withdraw(record, "quotation3", SHA, because="", by="Ira", at=LATER)
    marked, nobody, taken, silent = judgements(record)
    assert [(one.left, one.verdict) for one in (marked, nobody, taken, silent)] == [
        ("quotation1", "yes"), ("quotation3", "no"), ("quotation1", "withdrawn"), ("quotation3", "withdrawn"),
    ]  # fmt: skip
    assert marked.because == (
        Part("reason", 0.0, "the end was missing"),
        Part("content", 0.0, "We stay here"),
        Part("source", 0.0, "Orla Tamm"),
        Part("cue", 0.0, "said"),
        Part("form", 0.0, "mixed"),
    )
    assert nobody.because == (Part("content", 0.0, "We stay here"),)
    assert taken.because == (Part("reason", 0.0, "taken back"),)
    assert silent.because == ()
    assert (marked.right, marked.kind, marked.by, marked.at) == (SHA, "quotation", "Tess", AT)


def test_what_was_judged_to_be_missing_says_so(record: Record) -> None:
    one = Correction("quotation1", Marks(WORDS, None, None, "direct", "speech"), ("cue", "source"), (), (), "Ira", "")
    kept.note(record, SHA, [one], at=AT)
    (found,) = judgements(record)
    assert found.because == (Part("cue", 0.0, "none"), Part("source", 0.0, "none"))


# --- judgements --------------------------------------------------------------------------------------------------


def test_judgements_come_in_order_and_name_their_pair_in_one_way(record: Record) -> None:
    because = (Part("role", 1.5, "mayor"),)
    judge(record, "b", "a", "yes", because=because, by="Tess", at=AT)
    judge(record, "c", "d", "no", by="Ira", at=LATER)
    judge(record, "a", "c", "withdrawn", by="Ira", at=LATER)
    first = Judgement(1, "a", "b", "same", "yes", None, because, "Tess", AT)
    everything = judgements(record)
    assert everything[0] == first
    assert [one.number for one in everything] == [1, 2, 3]
    assert judgements(record, ["b"]) == (first,)
    assert [one.number for one in judgements(record, ["a"])] == [1, 3]
    assert [one.number for one in judgements(record, ["d", "b"])] == [1, 2]
    assert judgements(record, ["nobody"]) == ()


# --- claims ------------------------------------------------------------------------------------------------------


def test_the_same_words_are_one_claim_whatever_their_case_and_spaces() -> None:
    one = unpinned_claim("  The ferry\n stays ")
    assert one == Claim(content_id("claim", "the ferry stays"), "The ferry stays")
    assert unpinned_claim("the FERRY stays").id == one.id
    assert unpinned_claim("the ferry stayed").id != one.id
    assert (one.pinned, Claim("x", "y", "Tess", AT).pinned) == (False, True)


def test_claims_are_pinned_once_in_order_and_found_by_the_start_of_their_id(record: Record) -> None:
    second = pin(record, "The bridge holds", by="Ira", at=LATER)
    first = pin(record, "The ferry stays", by="Tess", at=AT)
    assert pin(record, "the ferry  stays", by="Ira", at=LATER) == first
    assert (first.by, first.at) == ("Tess", AT)
    assert claims(record) == (first, second)
    assert claim(record, first.id) == claim(record, first.id[:8]) == first
    assert claim(record, first.id[:5]) is None
    assert claim(record, "nothing") is None
    unpin(record, first, by="Ira", at=LATER)
    assert claims(record) == (second,)
    assert claim(record, first.id) is None
    again = pin(record, "The ferry stays", by="Ira", at=LATER)
    assert (again.by, again.at, again.id) == ("Ira", LATER, first.id)
    assert set(claims(record)) == {again, second}


def test_claims_whose_ids_begin_alike_are_named(record: Record) -> None:
    with record.writing() as db:
        for number in range(7):
            row = (f"sameid{number}", f"claim {number}", "pinned", "Tess", AT)
            db.execute('INSERT INTO pins (claim, text, verdict, "by", at) VALUES (?, ?, ?, ?, ?)', row)
    with pytest.raises(AmbiguousError) as raised:
        claim(record, "sameid")
    assert (raised.value.ids, raised.value.more) == (tuple(f"sameid{n}" for n in range(5)), True)
    found = claim(record, "sameid6")
    assert found is not None
    assert found.text == "claim 6"
