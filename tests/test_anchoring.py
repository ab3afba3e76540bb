"""What people judged holds for the same words however a newer version of the program marks them; nothing is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.present.web import create_app
from onrecord.record_linking import relink
from onrecord.store.sqlite.anchoring.anchors import Placing
from onrecord.store.sqlite.anchoring.unplaced import UnplacedJudgement, count_unplaced, unplaced
from onrecord.store.sqlite.reads.actors import actor
from onrecord.store.sqlite.reads.statements import statement
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.schema import migrations
from onrecord.store.sqlite.writes import quotation_actors
from onrecord.store.sqlite.writes.judgements import judge, judgement, judgements, place_again, withdraw
from onrecord.types import Document, Reading, Span, Speaker, content_id
from tests.support.command_line import run_in
from tests.support.newer import by_words, with_limits
from tests.support.records import check, put
from tests.support.stories import AT, KHODREI, RUEL, story

FIRST, SECOND, THIRD = "“The gates stay open until the", " last boat is through", " and the lamps are out,”"
GATES = FIRST + SECOND + THIRD
TOLL = "“Nobody will ever pay a toll on the bridge of Tolm,”"
ONE, OTHER = story("one", GATES), story("two", TOLL)
LEFT, RIGHT = ONE.quotations[0].id, OTHER.quotations[0].id
LATER = Placing("ida", "2032-02-02T00:00:00+00:00")


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db") as opened:
        put(opened, ONE, OTHER)
        relink(opened)
        yield opened


def analysed_anew(record: Record, *readings: Reading) -> None:
    put(record, *readings, by=f"newer {content_id(repr(readings))}")
    relink(record)


def groups(record: Record) -> list[list[str]]:
    """The words of the quotations of each statement."""
    with record.reading() as db:
        sql = (
            "SELECT coalesce(m.statement, q.id) AS of, q.text FROM quotations AS q "
            "LEFT JOIN statement_members AS m ON m.quotation = q.id ORDER BY 1, 2"
        )
        found: dict[str, list[str]] = {}
        for of, text in db.execute(sql):
            found.setdefault(of, []).append(text)
    return sorted(found.values())


def lost_words(record: Record) -> list[str]:
    return [mention.text for each in unplaced(record) for lost in each.lost for mention in lost.words]


# --- two quotations ----------------------------------------------------------------------------------------------

MOVED = [
    pytest.param([[GATES[1:]]], GATES[1:], id="shifted by a character"),
    pytest.param([[FIRST + SECOND]], FIRST + SECOND, id="shorter by some words"),
    pytest.param([[GATES + " said the speaker"]], GATES + " said the speaker", id="longer by some words"),
    pytest.param([[FIRST + SECOND], [THIRD]], FIRST + SECOND, id="split in two"),
    pytest.param([[FIRST, SECOND, THIRD]], f"{FIRST} {SECOND} {THIRD}", id="in several passages"),
]


@pytest.mark.parametrize(("limits", "words"), MOVED)
def test_a_judgement_on_quotations_follows_their_words(record: Record, limits: list[list[str]], words: str) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    relink(record)
    assert groups(record) == [sorted([GATES, TOLL])]
    analysed_anew(record, with_limits(ONE, *limits))
    assert sorted([TOLL, words]) in groups(record)
    assert count_unplaced(record) == 0
    view = statement(record, RIGHT)
    assert view is not None
    assert [one.number for one in view.judgements] == [1]


def test_reports_that_were_judged_two_stay_two(tmp_path: Path) -> None:
    again = story("three", GATES)
    with Record.open(tmp_path / "apart.db") as record:
        put(record, ONE, again)
        judge(record, LEFT, again.quotations[0].id, "no", by="ed", at=AT)
        relink(record)
        assert groups(record) == [[GATES], [GATES]]
        shorter = FIRST + SECOND
        analysed_anew(record, with_limits(ONE, [shorter]), with_limits(again, [shorter]))
        assert groups(record) == [[shorter], [shorter]]
        assert count_unplaced(record) == 0


def test_words_that_are_found_no_more_are_listed_and_judged_again_when_they_come_back(record: Record) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE))
    assert groups(record) == [[TOLL]]
    assert count_unplaced(record) == 1
    (found,) = unplaced(record)
    assert (found.judgement.number, found.judgement.placed, found.judgement.by) == (1, False, "ed")
    assert [(lost.id, lost.name, lost.document) for lost in found.lost] == [(LEFT, "Ana Ruel", "one.txt")]
    assert lost_words(record) == [GATES]
    analysed_anew(record, with_limits(ONE, [GATES[:-2]]))
    assert groups(record) == [sorted([TOLL, GATES[:-2]])]
    assert count_unplaced(record) == 0
    check(record)


def test_pieces_none_of_which_has_half_of_the_words_are_offered_not_taken(record: Record) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE, [FIRST], [SECOND], [THIRD]))
    assert len(groups(record)) == 4
    (found,) = unplaced(record)
    assert {near.text for near in found.lost[0].near} == {FIRST, SECOND, THIRD}
    assert judgement(record, 1) == replace(found.judgement, number=1)


def test_one_quotation_of_two_that_were_judged_apart_is_listed(record: Record) -> None:
    both = story("both", FIRST, THIRD)
    put(record, both)
    judge(record, both.quotations[0].id, both.quotations[1].id, "no", by="ed", at=AT)
    start = both.document.text.index(FIRST)
    end = both.document.text.index(THIRD) + len(THIRD)
    joined = replace(both.quotations[0], id="joined", content=(Span(start, end),), text=both.document.text[start:end])
    analysed_anew(record, replace(both, quotations=(joined,)))
    assert count_unplaced(record) == 1


def test_the_same_characters_with_other_words_are_another_quotation(record: Record) -> None:
    """The text of the document has moved: where the words stood there are others, and they stand further on."""
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    text = ONE.document.text.replace(
        GATES, f"“Other words of the same length, more or less, in all, as it is,” she said. {GATES}"
    )
    moved = replace(ONE, document=Document("one.txt", ONE.document.raw, text, ONE.document.sha256))
    stranger = replace(ONE.quotations[0], text=ONE.quotations[0].content[0].of(text))
    analysed_anew(record, replace(moved, quotations=(stranger,)))
    assert sorted(map(len, groups(record))) == [1, 1]
    assert count_unplaced(record) == 1
    analysed_anew(record, replace(moved, quotations=(stranger, *with_limits(moved, [GATES]).quotations)))
    assert sorted([TOLL, GATES]) in groups(record)


@pytest.mark.parametrize("limits", [[[FIRST + SECOND]], [], [[GATES]]])
def test_what_is_withdrawn_stays_withdrawn_wherever_the_words_stand(record: Record, limits: list[list[str]]) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE, [GATES[:-1]]))
    found = judgement(record, 1)
    assert found is not None
    withdraw(record, found, by="ida", at=LATER.at)
    relink(record)
    analysed_anew(record, with_limits(ONE, *limits))
    analysed_anew(record, ONE)
    assert groups(record) == [[TOLL], [GATES]]
    assert count_unplaced(record) == 0


def test_a_judgement_that_holds_for_nothing_can_be_withdrawn(record: Record) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE))
    (found,) = unplaced(record)
    withdraw(record, found.judgement, by="ida", at=LATER.at)
    analysed_anew(record, ONE)
    assert (groups(record), count_unplaced(record)) == ([[TOLL], [GATES]], 0)


def test_a_later_judgement_outlives_an_earlier_one_on_other_limits(record: Record) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    shorter = with_limits(ONE, [FIRST + SECOND])
    analysed_anew(record, shorter)
    judge(record, shorter.quotations[0].id, RIGHT, "no", by="ida", at=LATER.at)
    analysed_anew(record, ONE)
    assert groups(record) == [[TOLL], [GATES]]


def test_a_person_places_a_judgement_again_and_it_stays_there(record: Record) -> None:
    judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
    pieces = with_limits(ONE, [FIRST], [SECOND], [THIRD])
    analysed_anew(record, pieces)
    place_again(record, 1, LEFT, by_words(pieces, "last boat").id, LATER)
    relink(record)
    assert sorted([TOLL, SECOND]) in groups(record)
    assert count_unplaced(record) == 0
    analysed_anew(record, with_limits(ONE, [FIRST], [SECOND[1:]], [THIRD]))
    assert sorted([TOLL, SECOND[1:]]) in groups(record)
    with pytest.raises(ValueError, match="not of nobody"):
        place_again(record, 1, "nobody", RIGHT, LATER)
    with pytest.raises(ValueError, match="no quotation nobody"):
        place_again(record, 1, RIGHT, "nobody", LATER)
    with pytest.raises(ValueError, match="no quotation"):
        place_again(record, 1, RIGHT, RUEL.id, LATER)
    assert [one.number for one in judgements(record)] == [1]


def test_a_new_analysis_in_another_order_gives_the_same_places(tmp_path: Path) -> None:
    shorter, found = with_limits(ONE, [FIRST + SECOND]), []
    for number, order in enumerate(([shorter, OTHER], [OTHER, shorter])):
        with Record.open(tmp_path / f"{number}.db") as record:
            put(record, ONE, OTHER)
            judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
            analysed_anew(record, *order)
            with record.reading() as db:
                found.append([tuple(row) for row in db.execute("SELECT * FROM anchor_places ORDER BY 1")])
    assert found[0] == found[1]
    assert len(found[0]) == 2


def test_linking_ends_when_the_quotation_that_stands_for_a_statement_is_gone(tmp_path: Path) -> None:
    again = story("three", GATES)
    with Record.open(tmp_path / "same.db") as record:
        put(record, ONE, again)
        relink(record)
        with record.reading() as db:
            ((first,),) = db.execute("SELECT statement FROM statement_members").fetchall()
        stands = ONE if first == LEFT else again
        analysed_anew(record, with_limits(stands, [SECOND]))
        assert groups(record) == [sorted([SECOND, GATES])]


# --- actors ------------------------------------------------------------------------------------------------------


def named(name: str, story_id: str = "") -> Speaker:
    return Speaker(content_id("actor", *filter(None, (story_id, name.casefold()))), name, "person")


def names(record: Record, identity: str) -> list[str]:
    view = actor(record, identity)
    assert view is not None
    return sorted(name.name for name in view.names)


def test_a_judgement_on_actors_follows_the_words_of_one_whose_story_has_other_limits(record: Record) -> None:
    """The id of a family name alone is made of its story, which a newer program may part otherwise."""
    alone, again = named("Khodrei", "story a"), named("Khodrei", "story b")
    put(record, with_limits(ONE, [GATES], speaker=alone))
    judge(record, alone.id, RUEL.id, "yes", by="ed", at=AT)
    relink(record)
    assert names(record, RUEL.id) == ["Ana Ruel", "Khodrei"]
    analysed_anew(record, with_limits(ONE, [GATES[1:]], speaker=again))
    assert names(record, RUEL.id) == ["Ana Ruel", "Khodrei"]
    assert count_unplaced(record) == 0


def test_a_judgement_on_an_actor_follows_a_name_that_lost_its_title(record: Record) -> None:
    titled = named("Doctor Isk Khodrei")
    put(record, with_limits(ONE, [GATES], speaker=titled))
    judge(record, titled.id, RUEL.id, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE, [GATES], speaker=KHODREI))
    assert names(record, RUEL.id) == ["Ana Ruel", "Isk Khodrei"]


def test_a_judgement_on_a_name_alone_is_not_stretched_to_all_who_are_called_so(record: Record) -> None:
    alone = named("Khodrei", "story a")
    put(record, with_limits(ONE, [GATES], speaker=alone))
    judge(record, alone.id, RUEL.id, "yes", by="ed", at=AT)
    analysed_anew(record, with_limits(ONE, [GATES], speaker=KHODREI))
    assert names(record, RUEL.id) == ["Ana Ruel"]
    (found,) = unplaced(record)
    assert [(lost.of, lost.name) for lost in found.lost] == [("actor", "Khodrei")]
    place_again(record, 1, alone.id, KHODREI.id, LATER)
    relink(record)
    assert names(record, RUEL.id) == ["Ana Ruel", "Isk Khodrei"]
    assert count_unplaced(record) == 0


# --- speakers ----------------------------------------------------------------------------------------------------


def part(record: Record, *quotations: str) -> str:
    return quotation_actors.part_quotations(record, quotations, quotation_actors.Decision("another", "kim", AT))


def speakers(record: Record) -> dict[str, str]:
    with record.reading() as db:
        return dict(db.execute("SELECT text, actor FROM quotations").fetchall())


def test_pieces_of_a_quotation_are_all_put_down_to_the_person_it_was(record: Record) -> None:
    other = part(record, LEFT)
    for limits in ([[FIRST + SECOND], [THIRD]], [[FIRST], [SECOND], [THIRD]]):
        analysed_anew(record, with_limits(ONE, *limits))
        found = speakers(record)
        assert {found["".join(words)] for words in limits} == {other}
        assert found[TOLL] == RUEL.id
        assert count_unplaced(record) == 0
    assert quotation_actors.withdraw(record, 1, quotation_actors.Decision("", "kim", AT)) == 3
    assert set(speakers(record).values()) == {RUEL.id}
    analysed_anew(record, ONE)
    assert set(speakers(record).values()) == {RUEL.id}


def test_words_within_those_that_were_judged_stay_with_their_own_speaker(record: Record) -> None:
    other = part(record, LEFT)
    outer, inner = with_limits(ONE, [GATES]).quotations[0], with_limits(ONE, [SECOND], speaker=KHODREI).quotations[0]
    analysed_anew(record, replace(ONE, quotations=(outer, inner)))
    assert speakers(record) == {GATES: other, SECOND: KHODREI.id, TOLL: RUEL.id}


def test_a_person_is_not_put_where_the_text_has_moved_to(record: Record) -> None:
    other = part(record, LEFT)
    before = "“Other words of the same length, more or less, in all, as it is here,” she said. "
    moved = replace(
        ONE, document=Document("one.txt", ONE.document.raw, before + ONE.document.text, ONE.document.sha256)
    )
    stranger = replace(ONE.quotations[0], text=ONE.quotations[0].content[0].of(moved.document.text))
    analysed_anew(record, replace(moved, quotations=(stranger, *with_limits(moved, [GATES]).quotations)))
    found = speakers(record)
    assert (found[stranger.text], found[GATES]) == (RUEL.id, other)


def test_the_speaker_of_words_that_are_gone_is_listed_once_and_put_back_or_placed(record: Record) -> None:
    other = part(record, LEFT)
    analysed_anew(record, with_limits(ONE))
    found: tuple[UnplacedJudgement, ...] = unplaced(record)
    assert [(each.judgement.kind, each.judgement.right) for each in found] == [("speaker", other)]
    analysed_anew(record, with_limits(ONE, [FIRST + SECOND]))
    assert speakers(record)[FIRST + SECOND] == other
    quotation_actors.place_again(record, 1, RIGHT, LATER)
    relink(record)
    assert speakers(record) == {FIRST + SECOND: RUEL.id, TOLL: other}
    analysed_anew(record, ONE, OTHER)
    assert speakers(record) == {GATES: RUEL.id, TOLL: other}
    analysed_anew(record, with_limits(OTHER))
    assert quotation_actors.withdraw(record, 1, quotation_actors.Decision("", "kim", AT)) == 0
    analysed_anew(record, OTHER)
    assert speakers(record) == {GATES: RUEL.id, TOLL: RUEL.id}
    assert count_unplaced(record) == 0
    check(record)


def test_a_quotation_put_down_to_somebody_by_another_name_is_not_renamed(record: Record) -> None:
    part(record, LEFT)
    analysed_anew(record, with_limits(ONE, [GATES], speaker=KHODREI))
    assert speakers(record)[GATES] == KHODREI.id
    assert count_unplaced(record) == 1


# --- records of before, and the command line ----------------------------------------------------------------------


def older(path: Path, today: Path) -> None:
    """Make of a record one of format 13, which kept no words: what it has in tables of that format."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        for _, script in migrations()[:13]:
            db.executescript(script)
        db.execute("PRAGMA user_version = 13")
        db.execute("ATTACH ? AS today", (str(today),))
        db.execute(f"PRAGMA application_id = {db.execute('PRAGMA today.application_id').fetchone()[0]}")
        for table in ("documents", "receipts", "outlets", "stories", "actors", "names", "quotations", "judgements"):
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")  # noqa: S608
        kept = "SELECT quotation, actor, printed_actor, because FROM today.quotation_actors"
        db.execute(f"INSERT INTO main.quotation_actors (quotation, actor, printed_actor, because) {kept}")


def test_judgements_of_an_older_record_keep_their_words_from_then_on(tmp_path: Path) -> None:
    alone = named("Khodrei", "story a")
    third = story("three", "“It rains,”", speaker=alone)
    with Record.open(tmp_path / "today.db") as record:
        put(record, ONE, OTHER, third)
        judge(record, LEFT, RIGHT, "no", by="ed", at=AT)
        judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
        judge(record, alone.id, RUEL.id, "yes", by="ed", at=AT)
        judge(record, "lost", RIGHT, "yes", by="ed", at=AT)
    older(tmp_path / "old.db", tmp_path / "today.db")
    with Record.open(tmp_path / "old.db") as record:
        relink(record)
        assert sorted([GATES, TOLL]) in groups(record)
        assert [each.judgement.number for each in unplaced(record)] == [4]
        again = named("Khodrei", "story b")
        analysed_anew(record, with_limits(ONE, [FIRST + SECOND]), with_limits(third, ["“It rains,”"], speaker=again))
        assert sorted([FIRST + SECOND, TOLL]) in groups(record)
        assert names(record, RUEL.id) == ["Ana Ruel", "Khodrei"]
        check(record)


def test_the_page_of_problems_has_the_judgements_that_hold_for_nothing(record: Record) -> None:
    with TestClient(create_app(record.path), base_url="http://127.0.0.1") as client:
        assert client.get("/problems.json").json()["unplaced"] == []
        judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
        analysed_anew(record, with_limits(ONE))
        (found,) = client.get("/problems.json").json()["unplaced"]
        assert (found["judgement"]["number"], found["lost"][0]["words"][0]["text"]) == (1, GATES)
        page = client.get("/problems").text
        assert "Judgement 1 by ed" in page
        assert GATES in page


def test_what_is_lost_is_told_listed_and_placed_on_the_command_line(tmp_path: Path) -> None:
    pieces = with_limits(ONE, [FIRST], [SECOND], [THIRD])
    with Record.open(tmp_path / "onrecord.db") as record:
        put(record, ONE, OTHER)
        judge(record, LEFT, RIGHT, "yes", by="ed", at=AT)
        put(record, pieces, by="newer")
    onrecord = run_in(tmp_path)
    linked = onrecord("link")
    assert (linked.returncode, "1 judgement of people holds for nothing now" in linked.stderr) == (0, True)
    listed = onrecord("judge", "--unplaced").stdout
    assert f"not found: {LEFT[:8]}" in listed
    assert "last boat is through" in listed
    assert f"onrecord judge --place 1 {LEFT[:8]} ID" in listed
    piece = by_words(pieces, "last boat").id
    assert onrecord("judge", "--place", "1", LEFT[:8], "00000000").returncode == 1
    assert (
        onrecord("judge", "--place", "1", LEFT[:8], piece[:8]).stdout == f"Noted: judgement 1 is of {piece[:8]} now.\n"
    )
    assert onrecord("judge", "--unplaced").stdout == "All judgements of people are in their place.\n"
    with Record.open(tmp_path / "onrecord.db") as record:
        assert sorted([TOLL, SECOND]) in groups(record)
