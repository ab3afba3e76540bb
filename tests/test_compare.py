"""Statements beside others: what is compared of them, their longest words, and the lines that hold them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.present.differences import described
from onrecord.queries.comparable_statements import comparable_statement, days_of_statement, first_day, place_of
from onrecord.queries.compare import (
    ComparedStatement,
    compared,
    fullest,
    fullest_report,
    held_beside,
)
from onrecord.queries.lines import relation_line, statement_line
from onrecord.queries.relations import RelationFinder
from onrecord.queries.timeline import timeline
from onrecord.store.sqlite.reads.search import Query
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.record import Record
from onrecord.types import (
    Dated,
    Difference,
    Part,
    Place,
    Quotation,
    Relation,
    Relay,
    Span,
    Speaker,
    Story,
    Wording,
)
from tests.support.records import put, reading

ORLA = Speaker("orla", "Minister Tamm", "person", "mayor of Lowen")


def report(name: str, text: str, *, form: str = "direct", published: str = "2031-04-09", **more: object) -> ReportView:
    """Return a report by an outlet and a story of its own; the words stand at character 100 of the document."""
    content = (Span(100, 100 + len(text)),)
    quotation = replace(Quotation(name, form, content, text, speaker=ORLA), **more)  # type: ignore[arg-type]
    story = Story(f"story of {name}", Span(0, 900), outlet=f"The {name} Post", language="en")
    story = replace(story, published=Dated(published, "stated") if published else None)
    return ReportView(quotation, story, f"{name}.txt", "a" * 64, None, ())


def view(*reports: ReportView) -> StatementView:
    return StatementView(reports[0].quotation.id, "orla", "Orla Tamm", reports)


SHORT = report("short", "“The ferry stays”", act="promise", said=Dated("2031-04-08", "weekday", Span(1, 4)))
LONG = report("long", "The ferry will stay where it is for another year", form="indirect", published="2031-04-10")
QUOTED = report("quoted", "“The ferry stays, and the fares stay”", published="2031-04-11", act="assert")


def test_the_fullest_words_are_the_longest_quoted_ones() -> None:
    assert fullest(view(LONG, SHORT, QUOTED)) == QUOTED.quotation.text
    assert fullest_report(view(LONG, SHORT)) is SHORT
    assert fullest(view(LONG)) == LONG.quotation.text


def test_a_statement_is_a_line_of_the_contract() -> None:
    relay = (Relay("Tarn", "agency", Span(0, 4)), Relay("Bryn", "outlet", Span(5, 9)))
    first = report("first", "“It stays,”", act="deny", relay=relay, said=Dated("2031-04-08", "weekday", Span(1, 4)))
    second = report("second", "“It goes,”", form="mixed", published="")
    second = replace(second, beside="first", because=(Part("words", 1.5, "it"),))
    differences = (Difference("replaced", Span(104, 108), Span(104, 109)), Difference("cut", Span(109, 109)))
    wordings = (Wording("first", "same"), Wording("second", "altered", "first", differences))
    line = statement_line(ComparedStatement(view(first, second), wordings))
    assert line == {
        "id": "first",
        "speaker": {"id": "orla", "name": "Orla Tamm", "kind": "person", "role": "mayor of Lowen"},
        "said": {"value": "2031-04-08", "basis": "weekday", "span": [1, 4]},
        "text": "“It stays,”",
        "act": "deny",
        "quotations": [
            {
                "id": "first", "document": "first.txt", "story": "story of first", "outlet": "The first Post",
                "published": "2031-04-09", "language": "en", "content": [[100, 111]], "form": "direct",
                "text": "“It stays,”", "relay": ["Tarn", "Bryn"], "wording": "same", "against": None,
                "differences": [], "read_by": "onrecord", "beside": None, "because": [],
            },
            {
                "id": "second", "document": "second.txt", "story": "story of second", "outlet": "The second Post",
                "published": None, "language": "en", "content": [[100, 110]], "form": "mixed",
                "text": "“It goes,”", "relay": [], "wording": "altered", "against": "first",
                "differences": [
                    {"kind": "replaced", "span": [104, 108], "other": "first.txt", "other_span": [104, 109]},
                    {"kind": "cut", "span": [109, 109], "other": "first.txt", "other_span": None},
                ],
                "read_by": "onrecord", "beside": "first", "because": [{"part": "words", "score": 1.5, "detail": "it"}],
            },
        ],
    }  # fmt: skip


def test_a_statement_of_nobody_has_no_speaker() -> None:
    nobody = replace(SHORT, quotation=replace(SHORT.quotation, speaker=None, said=None))
    line = statement_line(compared(StatementView("short", None, None, (nobody,))))
    assert (line["speaker"], line["said"], line["act"]) == (None, None, "promise")


def test_a_relation_is_a_line_of_the_contract() -> None:
    because = (Part("meaning", 1.25, "near"), Part("negation", 0.5))
    place = Place("quotation9", Span(4, 9))
    relation = Relation("denies", "left", "right", "no fee", "a fee", because, "in part", place, None, "v7")
    line = relation_line(relation)
    assert line.pop("because") == [
        {"part": "meaning", "score": 1.25, "detail": "near"},
        {"part": "negation", "score": 0.5, "detail": ""},
    ]
    assert {name: line[name] for name in ("left", "right", "kind", "verdict", "score", "by", "at", "how")} == {
        "left": "left", "right": "right", "kind": "denies", "verdict": "yes", "score": 1.75, "by": "v7", "at": None,
        "how": "in part",
    }  # fmt: skip
    assert (line["passage"], line["other_passage"]) == ("no fee", "a fee")
    assert relation_line(replace(relation, how=""))["how"] is None


def test_a_report_is_found_by_its_quotation() -> None:
    both = compared(view(SHORT, QUOTED))
    assert both.report("quoted") is QUOTED
    assert [row.report for row in both.rows] == [SHORT, QUOTED]
    assert [row.wording.report for row in both.rows] == ["short", "quoted"]
    with pytest.raises(KeyError):
        both.report("long")


def test_statements_are_held_beside_each_other_by_their_fullest_words() -> None:
    found = held_beside(view(LONG, SHORT), view(SHORT, QUOTED))
    assert (found.report, found.against) == ("quoted", "short")


def test_what_is_compared_of_a_statement() -> None:
    first = report("first", "The fees will not rise before winter, the mayor hopes", form="indirect", act="predict")
    second = report("second", "“If it snows, the fees may rise. Yes.”", act="promise")
    foreign = replace(report("third", "Die Gebühren steigen doch nicht"), story=Story("c", Span(0, 9), language="de"))
    one = comparable_statement(view(first, second, foreign))
    assert (one.id, one.actor, one.speaker) == ("first", "orla", "Orla Tamm")
    assert one.acts == ("predict", "promise", "")
    assert one.stories == {"story of first", "story of second", "c"}
    assert one.language == "en"
    assert one.passages[-1].startswith("The fees will not rise")
    assert not any(passage.startswith("Yes") for passage in one.passages)
    assert len(one.passages) == len(one.negated) == len(one.firmness) == len(one.conditional)
    of = {passage: number for number, passage in enumerate(one.passages)}
    snow = next(number for passage, number in of.items() if "snows" in passage)
    rise = len(of) - 1
    assert (bool(one.negated[snow]), bool(one.negated[rise])) == (False, True)
    assert (bool(one.conditional[snow]), bool(one.conditional[rise])) == (True, False)


def test_a_statement_without_actor_is_compared_as_nobodys() -> None:
    one = comparable_statement(StatementView("short", None, None, (SHORT,)))
    assert (one.actor, one.speaker) == ("", "")


def test_a_passage_stands_in_the_first_report_that_has_it() -> None:
    first = report("first", "“It stays. Nobody shall pay a fee.”")
    second = replace(first, quotation=replace(first.quotation, id="second"))
    both = view(first, second)
    (passage,) = (each for each in comparable_statement(both).passages if "fee" in each)
    place = place_of(both, passage)
    assert place is not None
    start = first.quotation.text.index(passage)
    assert place == Place("first", Span(100 + start, 100 + start + len(passage)))
    assert place_of(both, "never said so") is None


# --- days --------------------------------------------------------------------------------------------------------


def test_the_day_of_a_statement_is_when_it_was_said_or_else_first_published() -> None:
    april = tuple(date(2031, 4, day).toordinal() for day in (8, 8))
    assert days_of_statement(view(LONG, SHORT)) == april
    assert first_day(view(LONG, SHORT)) == "2031-04-08"
    assert first_day(view(QUOTED, LONG)) == "2031-04-10"
    unknown = replace(LONG, story=replace(LONG.story, published=None))
    assert first_day(view(unknown)) == ""
    assert days_of_statement(view(unknown)) is None


def test_a_stated_day_counts_before_that_of_publication_and_the_most_precise_of_several() -> None:
    def said(value: str, basis: str) -> ReportView:
        dated = Dated(value, basis)  # type: ignore[arg-type]
        return replace(SHORT, quotation=replace(SHORT.quotation, said=dated))

    assert first_day(view(said("2031-05", "stated"), said("2031-05-20/2031-05-21", "relative"))) == "2031-05-20"
    assert first_day(view(said("2031-05-20", "stated"), said("2031-05-19", "stated"))) == "2031-05-19"
    assert first_day(view(said("2030-05-20", "published"))) == "2031-04-09"
    assert first_day(view(said("2030-05-20", "unknown"), said("2033", "inferred"))) == "2033-01-01"


def test_a_timeline_goes_from_the_first_day_to_unknown_ones(tmp_path: Path) -> None:
    days = {"late": "2032-01-01", "never": None, "early": "2030-01-01", "month": "2031-04"}
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(reading(name, f"“It {name} stays,”", day=day) for name, day in days.items()))
        put(record, reading("nobody", "“It stays,”", speaker=None))
        entries = timeline(record, Query("stays"))
        two = timeline(record, Query("stays", limit=2, order="newest"))
    assert [(entry.day, entry.words) for entry in entries] == [
        ("2030-01-01", "“It early stays,”"),
        ("2031-04-01", "“It month stays,”"),
        ("2032-01-01", "“It late stays,”"),
        ("", "“It never stays,”"),
    ]
    assert [entry.relations for entry in entries] == [()] * 4
    assert {entry.statement.speaker for entry in entries} == {"Ada Vell"}
    assert [entry.day for entry in two] == ["2032-01-01"], "the other of the newest two is nobody's"


def test_the_statement_on_the_other_side_is_read_once(tmp_path: Path) -> None:
    one = reading("a", "“It stays,”")
    with Record.open(tmp_path / "a.db") as record:
        put(record, one)
        finder = RelationFinder(record)
        found = finder.statement(one.quotations[0].id)
        assert found is not None
        assert found.reports[0].quotation == one.quotations[0]
        assert finder.statement(one.quotations[0].id) is found
        assert finder.statement("nothing") is None
        assert finder.relations(found) == finder.answers(found) == ()


def test_the_language_of_a_statement_is_that_of_most_reports_or_else_the_first_by_name() -> None:
    def in_languages(*languages: str) -> str:
        reports = (replace(SHORT, story=replace(SHORT.story, language=language)) for language in languages)
        return comparable_statement(view(*reports)).language

    assert in_languages("ru", "fr", "es", "de", "uk", "pl") == "de"
    assert in_languages("de", "ru", "ru") == "ru"


PAGE = "https://lowen.example/2031/04/09/ferry"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("“The ferry will never stop at night,”", "“The ferry will stop at night,”"),
        ("“No boat will be sold before May,”", "“No boat will be sold before June,”"),
        ("“The old pier stays open,”", "“The old pier stays open,”"),
    ],
)
def test_two_versions_of_one_page_are_told_as_such(first: str, second: str) -> None:
    versions = [
        replace(report(name, words), url=PAGE, sha256=name * 64) for name, words in (("a", first), ("b", second))
    ]
    versions = [replace(each, story=replace(each.story, outlet="The Lowen Post")) for each in versions]
    lines = list(described(compared(view(*versions))))
    assert lines[0] == f"The Lowen Post has two versions of one page, {PAGE}."
    assert all("The Lowen Post (the version of a)" in line for line in lines[1:])
    assert len(lines) > 1 or first == second


def test_one_page_received_once_and_two_pages_are_no_versions() -> None:
    one, other = replace(SHORT, url=PAGE), replace(QUOTED, url=f"{PAGE}/2")
    twice = replace(SHORT, url=PAGE, quotation=replace(SHORT.quotation, id="again"))
    assert compared(view(one, other)).versions() == compared(view(one, twice)).versions() == ()


def test_other_words_of_one_language_are_a_translation_where_the_cue_names_a_translator() -> None:
    told = report("told", "“Bread is dear in autumn, and fish is dearer.”", published="2031-04-12")
    for introduction, kind in (("said through a translator", "translation"), ("said", "unlike")):
        found = compared(view(QUOTED, replace(QUOTED, sha256="b" * 64), replace(told, introduction=introduction)))
        assert found.wordings[-1].kind == kind
