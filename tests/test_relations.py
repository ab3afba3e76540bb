"""Relations: a denial finds what it denies, a speaker's later words their earlier ones; what is unlike stays alone."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.lexicons.modality import negates
from onrecord.linking.relations.position_changes import later_words
from onrecord.models.embeddings import vectors
from onrecord.present.terms import TO_COMPARE
from onrecord.queries.relations import RelationFinder
from onrecord.record_linking import relink
from onrecord.record_relations import relate_statements
from onrecord.store.sqlite.reads.relations import relations_to
from onrecord.store.sqlite.reads.statements import statements
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.relation_queue import queue_relations
from onrecord.store.sqlite.writes.relations import put_relations, statements_to_relate
from onrecord.types import ComparableStatement, Dated, Reading, Speaker, content_id
from onrecord.versions import link_version
from tests.support.command_line import Run
from tests.support.records import put
from tests.support.stories import COURIER, KHODREI, RUEL, acted, story


def joined(*parts: Reading) -> Reading:
    """Return one story that holds the quotations of several, each with its own speaker."""
    text = "".join(part.document.text for part in parts)
    first = parts[0]
    moved, start = [], 0
    for part in parts:
        for quotation in part.quotations:
            content = tuple(type(span)(span.start + start, span.end + start) for span in quotation.content)
            name = content_id(text, quotation.id)
            moved.append(replace(quotation, id=name, content=content))
        start += len(part.document.text)
    document = replace(first.document, text=text, raw=text.encode(), sha256=content_id(text))
    whole = replace(first.story, id=content_id("story", text), span=type(first.story.span)(0, len(text)))
    return Reading(document, whole, text, tuple(moved))


def relations(tmp_path: Path, *stories: Reading) -> list[tuple[str, str, str]]:
    """Return the kind of each relation in a record of these stories, and the passages on both sides."""
    with Record.open(tmp_path / "a.db") as record:
        put(record, *stories)
        relink(record)
        relater = RelationFinder(record)
        found = [relation for view in statements(record) for relation in relater.relations(view)]
    return sorted((relation.kind, relation.passage, relation.other_passage) for relation in found)


REPORT = "that the president had ordered the census to be put off until next year"
DENIAL = "“Reports that the census has been put off are untrue. No such order was given,”"


def test_a_denial_is_tied_to_the_report_told_beside_it(tmp_path: Path) -> None:
    told = joined(
        acted(story("one", REPORT, speaker=COURIER, told="2032-04-19"), "assert"),
        acted(story("one b", DENIAL, speaker=RUEL, told="2032-04-21"), "deny"),
    )
    ((kind, passage, other),) = relations(tmp_path, told)
    assert (kind, other) == ("denies", REPORT)
    assert passage in DENIAL


@pytest.mark.parametrize(
    "beside",
    [
        pytest.param(acted(story("x", REPORT, speaker=COURIER, told="2032-04-25"), "assert"), id="said-later"),
        pytest.param(
            acted(story("x", "“The river was never measured,”", speaker=KHODREI), "deny"), id="a-denial-itself"
        ),
        pytest.param(acted(story("x", "what he had had for breakfast", speaker=KHODREI), "question"), id="a-question"),
    ],
)
def test_a_denial_is_tied_to_nothing_else_in_its_story(tmp_path: Path, beside: Reading) -> None:
    told = joined(beside, acted(story("one b", DENIAL, speaker=RUEL, told="2032-04-21"), "deny"))
    assert relations(tmp_path, told) == []


NEVER = "“Corvane will never sign a treaty that recognises the barrage,”"
WILL = "“Corvane will sign a treaty that recognises the barrage,”"


def test_later_words_on_another_side_are_told_beside_the_earlier(tmp_path: Path) -> None:
    found = relations(tmp_path, story("one", NEVER, told="2031-09-17"), story("two", WILL, told="2033-04-12"))
    assert found == [("shifts", WILL, NEVER)]


def test_the_same_again_on_another_day_is_a_repeat(tmp_path: Path) -> None:
    again = "“Corvane will never sign any treaty that recognises the barrage,”"
    found = relations(tmp_path, story("one", NEVER, told="2031-09-17"), story("two", again, told="2031-12-01"))
    assert found == [("repeats", again, NEVER)]


def kept(record: Record) -> list[tuple[object, ...]]:
    """Return all relations that a record keeps."""
    with record.reading() as db:
        return [tuple(row) for row in db.execute('SELECT * FROM relations ORDER BY "left", "right", kind')]


RETOLD = "that Corvane would not sign a treaty in which the barrage is recognised"
COURSE = (
    story("one", NEVER, told="2031-09-17"),
    story("also one", RETOLD, told="2031-09-17"),
    story("two", WILL, told="2033-04-12"),
)


def test_relations_do_not_depend_on_the_order_of_adding_nor_on_what_was_kept(tmp_path: Path) -> None:
    found = []
    for number, order in enumerate((COURSE, COURSE[::-1])):
        with Record.open(tmp_path / f"{number}.db") as record:
            for one in order:
                put(record, one)
                relink(record)
            found.append(kept(record))
    with Record.open(tmp_path / "at once.db") as record:
        put(record, *COURSE)
        relink(record)
        found.append(kept(record))
        with record.writing() as db:
            db.execute("DELETE FROM embeddings")
            db.execute("DELETE FROM passage_embeddings")
            queue_relations(db, [quotation.id for one in COURSE for quotation in one.quotations])
        relate_statements(record)
        found.append(kept(record))
    assert [len(rows) for rows in found] == [1, 1, 1, 1]
    assert all(rows == found[0] for rows in found)


def test_a_relation_goes_with_the_words_it_was_of(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *COURSE)
        relink(record)
        assert [row[2:4] for row in kept(record)] == [("shifts", "reverses")]
        put(record, replace(COURSE[2], quotations=()), by="v2")
        relink(record)
        assert kept(record) == []
        put(record, COURSE[2], by="v3")
        relink(record)
        assert [row[2:4] for row in kept(record)] == [("shifts", "reverses")]


def test_a_later_story_relates_statements_that_were_there(tmp_path: Path) -> None:
    claimed = acted(story("one", REPORT, speaker=COURIER, told="2032-04-19"), "assert")
    denied = acted(story("two", DENIAL, speaker=RUEL, told="2032-04-21"), "deny")
    both = joined(
        acted(story("three", REPORT, speaker=COURIER, told="2032-04-19"), "assert"),
        acted(story("four", DENIAL, speaker=RUEL, told="2032-04-21"), "deny"),
    )
    with Record.open(tmp_path / "a.db") as record:
        put(record, claimed, denied)
        relink(record)
        assert kept(record) == []  # in no story together, and nobody is named
        put(record, both)
        relink(record)
        ((left, right, *_),) = kept(record)
        assert {len(view.reports) for view in statements(record) if view.id in (left, right)} == {2}


def test_a_relation_shows_where_its_passages_stand(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *COURSE)
        relink(record)
        texts = {quotation.id: one.document.text for one in COURSE for quotation in one.quotations}
        (view,) = (view for view in statements(record) if RelationFinder(record).relations(view))
        (relation,) = RelationFinder(record).relations(view)
        assert relation.place is not None
        assert relation.other_place is not None
        assert relation.place.span.of(texts[relation.place.quotation]) == relation.passage == WILL
        assert relation.other_place.span.of(texts[relation.other_place.quotation]) == relation.other_passage == NEVER
        assert relation.by == link_version()
        assert [each.left for each in relations_to(record, [relation.right])] == [relation.left]


def test_once_linked_nothing_is_left_to_relate(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *COURSE)
        relink(record)
        with record.reading() as db:
            for queue in ("relation_queue", "statements_to_relate", "claim_queue"):
                assert db.execute(f"SELECT count(*) FROM {queue}").fetchone()[0] == 0  # noqa: S608


def test_those_who_speak_in_one_story_are_related_one_after_another(tmp_path: Path) -> None:
    names = ["Ana Ruel", "Isk Khodrei", "Ole Brandt", "Mira Tolen", "Sanna Welk", "Edda Lorn", "Tove Arnim", "Jan Obel"]
    said = [
        story(name, f"“The ferry of {name} stays,”", speaker=Speaker(content_id("actor", name), name, "person"))
        for name in names
    ]
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(joined(*said[n::4]) for n in range(4)))
        with record.reading() as db:
            told = {row["id"]: row["story"] for row in db.execute("SELECT id, story FROM quotations")}
        with record.writing() as db:
            queue_relations(db, told)
        queue = [one.statement for one in statements_to_relate(record)]
    stories = [told[statement] for statement in queue]
    assert [one for one, _ in groupby(stories)] == list(dict.fromkeys(stories))
    assert (len(stories), len(set(stories))) == (8, 4)


def test_what_is_queued_meanwhile_stays_queued(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *COURSE)
        relink(record)
        names = [quotation.id for one in COURSE for quotation in one.quotations]
        with record.writing() as db:
            queue_relations(db, names)
        queue = statements_to_relate(record)
        with record.writing() as db:
            queue_relations(db, names[:1])  # another program changes a statement while the first compares
        again = statements_to_relate(record)
        put_relations(record, queue, ())
        left = {one.statement for one in statements_to_relate(record)}
        assert left == {one.statement for one in again} != set()
        relate_statements(record)
        assert len(kept(record)) == 1


def shift(tmp_path: Path, earlier: str, later: str) -> str:
    """Return in what the later words of a speaker depart from the earlier, "" where they do not."""
    with Record.open(tmp_path / "a.db") as record:
        put(record, story("one", earlier, told="2031-09-17"), story("two", later, told="2033-04-12"))
        relink(record)
        relater = RelationFinder(record)
        (how,) = [r.how for view in statements(record) for r in relater.relations(view)] or [""]
    return how


@pytest.mark.parametrize(
    ("earlier", "later", "how"),
    [
        (WILL, "“Corvane will sign a treaty that recognises the barrage if both read the meters,”", "adds a condition"),
        ("“Corvane will sign the treaty on the barrage if it rains,”", "“Corvane will sign the treaty on the barrage,”",
         "drops a condition"),
        (WILL, "“Perhaps Corvane will sign a treaty that recognises the barrage,”", "softens"),
        (NEVER, "“Corvane will under no circumstances, never, sign a treaty on the barrage,”", "hardens"),
        (NEVER, "“I was wrong to say that Corvane would never put its name to such a treaty,”", "takes back"),
        (NEVER, "“What I said was that Corvane would not sign such a treaty on the barrage today,”", "explains"),
        ("“The gates of the barrage will stay open,”", "“The gates of the barrage will be closed,”", "reverses"),
        (NEVER, "“Nobody has changed anything, and the ferries are late,”", ""),
    ],
)  # fmt: skip
def test_a_shift_tells_in_what_later_words_depart(earlier: str, later: str, how: str, tmp_path: Path) -> None:
    assert shift(tmp_path, earlier, later) == how


PROMISE = acted(story("p", "“We will keep the ferry fares where they are until the end of the year,”"), "promise")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("“The minister kept her promise on the ferry fares,”", "keeps_promise"),
        ("“The minister broke her promise on the ferry fares,”", "breaks_promise"),
        ("“The promise on the ferry fares was not kept,”", "breaks_promise"),
    ],
)
def test_a_promise_leads_to_what_is_said_of_it_later(words: str, kind: str, tmp_path: Path) -> None:
    first = replace(PROMISE.quotations[0], said=Dated("2032-03-01", "stated"))
    recalled = replace(PROMISE, quotations=(first,))
    told = joined(recalled, acted(story("q", words, speaker=KHODREI, told="2033-01-02"), "assert"))
    ((found, passage, other),) = relations(tmp_path, told)
    assert (found, passage, other) == (kind, words, first.text)


def test_two_matters_of_one_speaker_are_not_related(tmp_path: Path) -> None:
    other = "“The ferry strike cost the islands two thousand crates of fish,”"
    assert relations(tmp_path, story("one", NEVER, told="2031-09-17"), story("two", other, told="2031-12-01")) == []


def test_words_of_one_speaker_on_one_day_are_neither_repeat_nor_shift(tmp_path: Path) -> None:
    found = relations(tmp_path, story("one", NEVER, told="2031-09-17"), story("two", WILL, told="2031-09-17"))
    assert found == []


def held(day: int, *passages: str) -> ComparableStatement:
    """Return a statement of one speaker with these passages, as it is held against others."""
    return ComparableStatement(
        id=f"said on {day}",
        actor="khodrei",
        speaker="Zhaivan Khodrei",
        acts=("assert",),
        passages=passages,
        negated=tuple(negates(passage, "en") for passage in passages),
        firmness=(0,) * len(passages),
        conditional=(False,) * len(passages),
        stories=frozenset({str(day)}),
        days=(day, day),
        language="en",
    )


def test_a_word_that_one_outlet_lacks_is_no_turn_of_the_speaker() -> None:
    kept, lacking = (
        "We will not close the gates of the barrage to anyone",
        "We will close the gates of the barrage to anyone",
    )
    later = held(900, "a year ago he had said the gates would be closed to nobody")
    for earlier, expected in ((held(1, kept, lacking), "repeats"), (held(1, lacking), "shifts")):
        found = later_words(later, earlier, vectors(later.passages), vectors(earlier.passages))
        assert (found.kind if found else "repeats") == expected


def test_compare_and_export_tell_relations_with_both_passages(onrecord: Run, tmp_path: Path) -> None:
    for name, day, words in (("a", "2031-09-17", NEVER), ("b", "2033-04-12", WILL)):
        text = f"date: {day}\noutlet: The Orme Post\n\nThe treaty\n\n{words} Ana Ruel told the assembly on {day}.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    onrecord("add", "a.txt", "b.txt")
    lines = list(map(json.loads, onrecord("search", "treaty", "--newest").stdout.splitlines()))
    later, earlier = (line["id"] for line in lines)
    shown = onrecord("compare", later).stdout
    assert "Two passages to compare (the later words may differ: compare them)" in shown
    assert "Ana Ruel, 2031-09-17: “Corvane will never sign" in shown
    assert TO_COMPARE in " ".join(shown.split())
    assert "reverses" not in shown
    assert "Ana Ruel, 2033-04-12: " in onrecord("compare", earlier).stdout
    told = [json.loads(line) for line in onrecord("export", "judgements").stdout.splitlines()]
    (relation,) = (line for line in told if line["kind"] == "shifts")
    assert (relation["left"], relation["right"], relation["passage"]) == (later, earlier, WILL)
    assert json.loads(onrecord("compare", later, "--json").stdout)["relations"] == [relation]


def test_a_timeline_lays_out_what_a_speaker_said_with_departures(onrecord: Run, tmp_path: Path) -> None:
    for name, day, words in (("a", "2031-09-17", NEVER), ("b", "2033-04-12", WILL)):
        for outlet in ("The Orme Post", "Radio Tarn"):
            text = f"date: {day}\noutlet: {outlet}\n\nThe treaty\n\n{words} Ana Ruel told the assembly on {day}.\n"
            (tmp_path / f"{name} {outlet}.txt").write_text(text, encoding="utf-8")
    onrecord("add", *(path.name for path in sorted(tmp_path.glob("*.txt"))))
    rows = [json.loads(line) for line in onrecord("timeline", "--speaker", "Ruel", "treaty").stdout.splitlines()]
    assert [(row["day"], row["words"], row["reports"]) for row in rows] == [
        ("2031-09-17", NEVER, 2),
        ("2033-04-12", WILL, 2),
    ]
    assert rows[1]["relations"] == f"shifts reverses {rows[0]['statement']}"
    table = onrecord("timeline", "--speaker", "Ruel", "--format", "table").stdout
    assert table.index("2031-09-17") < table.index("2033-04-12") < table.index("may differ")
    assert onrecord("timeline", "--speaker", "Ruel", "salt").stdout == ""
    assert onrecord("timeline", "--speaker", "Ruel", "--since", "soon").returncode == 2
