"""What is read of single things: quotations in their paragraph, stories, documents, problems, statements, the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.record_linking import relink, relink_actors
from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.reads import exports, statements, views
from onrecord.store.sqlite.reads.cursor import START, Cursor
from onrecord.store.sqlite.reads.statements import Carried, Introduction
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import judge, judgements
from onrecord.types import Dated, Document, Problem, Quotation, Reading, Span, Speaker, Story, content_id
from tests.support.records import ADA, detailed, put, reading
from tests.support.stories import AT, KHODREI, RUEL, story

FARES = "“We will keep the ferry fares where they are until the end of the year,”"
TOLLS = "“Nobody shall pay a toll on the long bridge before the winter is over,”"


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "a.db") as record:
        yield record


def marked(text: str, start: int = 0) -> Reading:
    """Return a story that begins at a character of its document, in which [ ] stand around one quotation."""
    plain = text.replace("[", "").replace("]", "")
    content = Span(text.index("["), text.index("]") - 1)
    document = Document("marked.txt", plain.encode(), plain)
    one = Story("marked0001", Span(start, len(plain)))
    return Reading(document, one, plain, (Quotation("words00001", "direct", (content,), content.of(plain)),))


# --- a quotation in its paragraph --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "paragraph"),
    [
        ("One.\n\nTwo [said] so.\n\nThree.", 0, "Two said so."),
        ("One.\n \t\nTwo [said] so,\nand more.\n  \nThree.", 0, "Two said so,\nand more."),
        ("One.\nTwo [said] so.\nThree.", 0, "Two said so."),
        ("[All] of it.", 0, "All of it."),
        ("One.\n\n[First] and\nlast.", 0, "First and\nlast."),
        ("Head\n\nOne.\n\nTwo [said] so.\n\nThree.", 6, "Two said so."),
        ("Head\n\nOne [said] so.\n\nThree.", 6, "One said so."),
        ("One.\n\nTwo [said\n\nand] so.\n\nThree.", 0, "Two said\n\nand so."),
    ],
)
def test_the_paragraph_of_a_quotation_ends_at_blank_lines_or_else_at_its_line(
    record: Record, text: str, start: int, paragraph: str
) -> None:
    one = marked(text, start)
    put(record, one)
    view = views.quotation(record, "words0")
    assert view is not None
    assert view.paragraph_text == paragraph
    assert view.paragraph.of(one.document.text) == paragraph
    assert view.quotation == one.quotations[0]


def test_two_pieces_of_a_quotation_are_shown_with_the_paragraphs_of_both(record: Record) -> None:
    one = marked("One.\n\nTwo [said].\n\nThree then.\n\nFour.")
    text = one.document.text
    content = (one.quotations[0].content[0], Span(text.index("then"), text.index("then") + 4))
    put(record, detailed(one, {"content": content, "text": "said then"}))
    view = views.quotation(record, "words0")
    assert view is not None
    assert view.paragraph_text == "Two said.\n\nThree then."


def test_a_story_has_its_quotations_in_the_order_of_its_text(record: Record) -> None:
    one = reading("a", "“One,”", "“Two,”", "“Three,”")
    put(record, replace(one, quotations=one.quotations), reading("b", "“Four,”"))
    found = views.story(record, one.story.id)
    assert found is not None
    assert [quotation.text for quotation in found.quotations] == ["“One,”", "“Two,”", "“Three,”"]
    assert (found.offset, found.problems) == (0, ())


# --- documents ---------------------------------------------------------------------------------------------------


def test_a_document_is_found_by_its_hash_or_a_start_that_no_other_has(record: Record) -> None:
    problems = (Problem("read", "odd mark", Span(3, 4)), Problem("read", "another", Span(1, 2)))
    one = reading("a", "“So,”")
    one = replace(one, document=replace(one.document, problems=problems), problems=(Problem("extract", "lost"),))
    put(record, one, reading("b", "“So,”"))
    sha256 = one.document.sha256
    assert views.document(record, sha256) == one.document
    assert views.document_text(record, sha256) == one.document.text
    assert views.sha256_starting(record, sha256[:12]) == views.sha256_starting(record, sha256) == sha256
    assert views.sha256_starting(record, "") is None
    assert views.sha256_starting(record, sha256[:12] + "x") is None
    for unknown in ("", sha256[:-1], "f" * 64):
        assert views.document(record, unknown) is None
        assert views.document_text(record, unknown) is None


def test_an_id_that_six_things_share_names_five_of_them(record: Record) -> None:
    one = reading("a", *(f"“Word {n},”" for n in range(6)))
    put(record, detailed(one, *({"id": f"sameid{n}"} for n in range(6))))
    with pytest.raises(AmbiguousError, match="sameid0, sameid1, sameid2, sameid3, sameid4 …;") as raised:
        views.quotation(record, "sameid")
    assert (len(raised.value.ids), raised.value.more) == (5, True)
    assert views.quotation(record, "samei") is None
    found = views.quotation(record, "sameid3")
    assert found is not None
    assert found.quotation.text == "“Word 3,”"


def test_an_actor_goes_by_the_name_of_the_one_for_whom_it_is_taken(record: Record) -> None:
    other = Speaker("other0", "The Gatekeeper", "person")
    put(record, reading("a", "“So,”"), reading("b", "“So,”"), reading("c", "“So,”", speaker=other))
    assert views.actor_name(record, "other0") == "The Gatekeeper"
    judge(record, ADA.id, "other0", "yes", by="Tess", at=AT)
    relink_actors(record)
    assert views.actor_name(record, "other0") == views.actor_name(record, ADA.id)
    assert views.actor_name(record, "nobody") is None


# --- problems ----------------------------------------------------------------------------------------------------


def test_problems_come_whole_inputs_first_then_by_document_and_place(record: Record) -> None:
    places = (Span(9, 12), None, Span(3, 4))
    for name in "ab":
        put(
            record,
            replace(reading(name), problems=tuple(Problem("split", f"{name} {place}", place) for place in places)),
        )
    record.note(Problem("read", "no such file", uri="gone.txt"))
    part = views.problems(record)
    said = [(view.document, view.problem.span) for view in part.rows]
    assert said[0] == (None, None)
    assert part.rows[0].problem.uri == "gone.txt"
    assert part.rows[0].sha256 is None
    assert [span for _, span in said[1:4]] == [span for _, span in said[4:]] == [None, Span(3, 4), Span(9, 12)]
    assert {document for document, _ in said[1:4]} != {document for document, _ in said[4:]}
    assert all(view.sha256 and view.story for view in part.rows[1:])
    assert (part.total, part.next) == (7, None)
    first = views.problems(record, 5)
    assert (first.rows, first.total) == (part.rows[:5], 7)
    assert first.next is not None
    assert views.problems(record, 5, first.next).rows == part.rows[5:]
    assert views.problems(record, 2, Cursor(3)).rows == part.rows[3:5]
    assert views.problems(record, 0, START).rows == ()


# --- the whole ---------------------------------------------------------------------------------------------------


def test_the_summary_counts_those_who_speak_once_and_dates_the_known_days(record: Record) -> None:
    assert views.summary(record) == views.Summary(0, 0, 0, 0, 0, 0, None, None)
    other = Speaker("other0", "The Gatekeeper", "person")
    put(
        record, reading("a", "“So,”", "“No,”", day="2031-04-09"), reading("b", "“So,”", speaker=other, day="2030-02-01")
    )
    put(record, reading("c", "“Once,”", day=None, outlet="The Gull"), reading("d", outlet=None))
    record.note(Problem("read", "no such file", uri="gone.txt"))
    assert views.summary(record) == views.Summary(4, 4, 4, 2, 2, 1, "2030-02-01", "2031-04-09")
    judge(record, ADA.id, "other0", "yes", by="Tess", at=AT)
    relink_actors(record)
    assert views.summary(record).actors == 1


def test_exports_read_everything_once_in_order(record: Record) -> None:
    other = Speaker("other0", "The Gatekeeper", "person")
    told = [reading("a", "“So,”", "“No,”"), reading("b", "“Then,”", speaker=other), reading("c", "“Oh,”", speaker=None)]
    put(record, *told, replace(reading("d"), problems=(Problem("split", "lost", Span(1, 2)), Problem("split", "more"))))
    judge(record, ADA.id, "other0", "yes", by="Tess", at=AT)
    relink_actors(record)
    whole = list(exports.stories(record))
    by_id = {each.story.id: each for each in whole}
    assert len(whole) == 4
    for one in told:
        found = by_id[one.story.id]
        assert (found.story, found.text, found.offset) == (one.story, one.document.text, 0)
        assert found.document.sha256 == one.document.sha256
        assert tuple(each.quotation for each in found.quotations) == one.quotations
        assert exports.stories_of(record, one.document.sha256) == (found,)
    first, of_nobody = by_id[told[0].story.id].quotations[0], by_id[told[2].story.id].quotations[0]
    assert (first.actor, first.statement) == (ADA.id, first.quotation.id)
    assert (first.day, first.day_basis) == ("2031-04-09", "published")
    assert (of_nobody.actor, of_nobody.statement) == (None, None)
    assert by_id[told[1].story.id].quotations[0].actor in {ADA.id, "other0"}
    assert exports.story_around(record, told[1].quotations[0].id) == by_id[told[1].story.id]
    assert exports.story_around(record, "nothing") is None
    assert exports.stories_of(record, "nothing") == ()
    (actor,) = exports.actors(record)
    assert actor.actor.quotations == 3
    assert exports.printed_names(record, actor) == ("Ada Vell", "The Gatekeeper")
    assert {view.problem.message for view in exports.problems(record)} == {"lost", "more"}
    assert {what: exports.count(record, what) for what in ("quotations", "statements", "actors", "problems")} == {
        "quotations": 4, "statements": 3, "actors": 1, "problems": 2,
    }  # fmt: skip


def test_exports_read_beyond_what_is_read_at_once(record: Record) -> None:
    said = tuple(f"“Word {n},”" for n in range(501))
    one = reading("a", *said)
    speakers = ({"speaker": Speaker(f"actor{n:04}", f"Name {n:04}")} for n in range(501))
    troubles = tuple(Problem("split", f"lost {n}", Span(n, n + 1)) for n in range(501))
    put(record, replace(detailed(one, *speakers), problems=troubles))
    assert [view.actor.id for view in exports.actors(record)] == [f"actor{n:04}" for n in range(501)]
    assert len({view.problem.message for view in exports.problems(record)}) == 501
    assert len({view.id for view in statements.statements(record)}) == 501


# --- statements --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """One statement that three outlets report, the last of them undated; another one; and what nobody said."""
    late, early, undated = (
        story("late", FARES, TOLLS, day="2032-03-10", outlet="Late Post"),
        story("early", FARES, day="2032-03-09", told="2032-03-08", outlet="Early Post"),
        story("undated", f"{FARES[:-2]} he said,”", day="2032-03-11", outlet="Early Post"),
    )
    other = story("other", "“I never saw the harbour plan of the old board,”", speaker=KHODREI, day="2032-04-01")
    nobody = replace(reading("nobody", "“unheard,”", speaker=None))
    with Record.open(tmp_path_factory.mktemp("linked") / "a.db") as record:
        put(record, late, early, undated, other, nobody)
        relink(record)
        yield record


def ids_of(name: str, *said: str) -> list[str]:
    return [quotation.id for quotation in story(name, *said).quotations]


def test_a_statement_has_its_reports_first_out_first(linked: Record) -> None:
    late, tolls = ids_of("late", FARES, TOLLS)
    view = statements.statement(linked, late)
    assert view is not None
    assert [report.document for report in view.reports] == ["early.txt", "late.txt", "undated.txt"]
    assert (view.actor, view.speaker) == (RUEL.id, "Ana Ruel")
    assert view.outlets == ("Early Post", "Late Post")
    assert view.said == Dated("2032-03-08", "stated")
    assert [bool(report.because) for report in view.reports].count(False) == 1
    assert view.carriers("he said") == ("Early Post", "Late Post")
    assert view.carriers("nothing") == ("Early Post", "Late Post")
    assert view.bearer("he said") == view.reports[2].quotation.id
    assert view.bearer("nothing") == view.reports[0].quotation.id
    assert all(statements.statement(linked, report.quotation.id) == view for report in view.reports)
    alone = statements.statement(linked, tolls)
    assert alone is not None
    assert (alone.id, len(alone.reports), alone.reports[0].because, alone.said) == (tolls, 1, (), None)


def test_the_carriers_of_a_wording_come_before_the_others(linked: Record) -> None:
    view = statements.statement(linked, ids_of("late", FARES, TOLLS)[0])
    assert view is not None
    later = replace(view, reports=(view.reports[0], view.reports[1]))
    assert later.carriers(view.reports[1].quotation.text[:8]) == ("Early Post", "Late Post")
    swapped = replace(view.reports[1].quotation, text="other words")
    assert replace(later, reports=(view.reports[0], replace(view.reports[1], quotation=swapped))).carriers("other") == (
        "Late Post",
        "Early Post",
    )


def test_the_words_of_a_report_at_a_place_are_those_of_its_passages(linked: Record) -> None:
    view = statements.statement(linked, ids_of("other", "“I never saw the harbour plan of the old board,”")[0])
    assert view is not None
    (report,) = view.reports
    pieces = replace(report.quotation, content=(Span(10, 15), Span(30, 36)), text="never harbor")
    report = replace(report, quotation=pieces)
    assert report.words(Span(10, 15)) == "never"
    assert report.words(Span(11, 13)) == "ev"
    assert report.words(Span(30, 36)) == "harbor"
    assert report.words(Span(32, 36)) == "rbor"
    assert report.words(Span(14, 31)) == report.words(Span(15, 16)) == report.words(None) == ""


def test_what_a_quotation_reports_and_who_else_does(linked: Record) -> None:
    late, tolls = ids_of("late", FARES, TOLLS)
    (nobody,) = (quotation.id for quotation in reading("nobody", "“unheard,”", speaker=None).quotations)
    view = statements.statement(linked, late)
    assert view is not None
    found = statements.carried(linked, [late, tolls, nobody])
    assert found == {
        late: Carried(view.id, RUEL.id, "Ana Ruel", frozenset({"Early Post", "Late Post"})),
        tolls: Carried(tolls, RUEL.id, "Ana Ruel", frozenset({"Late Post"})),
        nobody: Carried(nobody, None, None, frozenset({"The Lowen Post"})),
    }
    assert statements.carried(linked, []) == {}


def test_statements_are_read_once_each_and_neighbours_are_others(linked: Record) -> None:
    late, tolls = ids_of("late", FARES, TOLLS)
    everything = list(statements.statements(linked))
    fares = statements.statement(linked, late)
    assert fares is not None
    assert [view.id for view in everything] == sorted(view.id for view in everything)
    assert len(everything) == 3
    assert replace(fares, judgements=()) in everything
    some = list(statements.reported_by(linked, [late, tolls, fares.reports[0].quotation.id]))
    assert [view.id for view in some] == sorted([fares.id, tolls])
    in_time = statements.quotations_in_time(linked, RUEL.id, guests=False)
    assert statements.neighbours(linked, fares, in_time) == (tolls,)
    alone = next(view for view in everything if view.id == tolls)
    assert statements.neighbours(linked, alone, in_time) == (fares.id,)
    assert statements.statement(linked, "nothing") is None


def test_judgements_of_any_report_are_given_with_the_statement(tmp_path: Path) -> None:
    stories = [story("one", FARES), story("two", FARES)]
    left, right = (one.quotations[0].id for one in stories)
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories, story("three", TOLLS))
        relink(record)
        judge(record, right, left, "yes", by="Tess", at=AT)
        judge(record, content_id("x"), content_id("y"), "no", by="Tess", at=AT)
        view = statements.statement(record, left)
        everything = judgements(record)
        of_left = judgements(record, [left])
    assert view is not None
    assert view.judgements == of_left == everything[:1]
    assert [(one.number, one.left, one.right, one.kind, one.verdict, one.score) for one in of_left] == [
        (1, min(left, right), max(left, right), "same", "yes", None)
    ]
    assert [(one.by, one.at, one.because) for one in of_left] == [("Tess", AT, ())]


def test_what_introduces_a_quotation_and_which_stands_first(record: Record) -> None:
    one = reading("a", "“So,”", "“No,”", "“Oh,”")
    said, speaker = (Span(one.document.text.index(w), one.document.text.index(w) + len(w)) for w in ("said", "speaker"))
    put(record, detailed(one, {"cue": said, "source": speaker}, {"cue": speaker, "source": said}, {}))
    first, second, third = (quotation.id for quotation in one.quotations)
    assert statements.introductions(record, [first, second, third, "nothing"]) == {
        first: Introduction("speaker", "said", cue_first=True),
        second: Introduction("said", "speaker", cue_first=False),
        third: Introduction("", "", cue_first=False),
    }


@pytest.mark.parametrize(
    ("start", "before", "after", "words"),
    [
        (0, 0, 0, "word"),
        (0, 3, 2, "he word i"),
        (0, 4, 0, "the word"),
        (0, 99, 99, "Head of the word it is"),
        (5, 0, 0, "word"),
        (5, 3, 2, "he word i"),
        (5, 99, 99, "of the word it is"),
        (5, 7, 99, "of the word it is"),
        (5, 6, 0, "f the word"),
    ],
)
def test_what_stands_around_a_quotation_ends_with_its_story(
    record: Record, start: int, before: int, after: int, words: str
) -> None:
    one = marked("Head of the [word] it is", start)
    put(record, one)
    (quotation,) = one.quotations
    assert statements.surroundings(record, quotation, one.story.id, before, after) == words
    assert statements.surroundings(record, quotation, "nothing", before, after) == "word"
