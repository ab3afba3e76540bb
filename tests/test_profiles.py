"""Profiles of people and outlets, and the lists that lead to them, hold what the stories of a small record hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.record_linking import relink, relink_actors
from onrecord.store.errors import AmbiguousError
from onrecord.store.sqlite.reads import actors as actor_reads
from onrecord.store.sqlite.reads.counting import Forms, Month, Through
from onrecord.store.sqlite.reads.cursor import Cursor
from onrecord.store.sqlite.reads.directory import OutletRow, PersonRow, outlets, people
from onrecord.store.sqlite.reads.outlets import OutletProfile, Quoted, StoryRow, outlet, shared, stories
from onrecord.store.sqlite.reads.profiles import PersonProfile, Quoting, RoleSeen, Spelling, actor_of, person
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.imported_lists import put as put_list
from onrecord.store.sqlite.writes.imported_lists import remove
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.types import ListEntry, Office, Reading, Relay, Span, Speaker
from tests.support.records import detailed, put, reading
from tests.support.stories import AT

MAYOR, MINISTER = "mayor of Lowen", "Harbour  Minister"
ORLA = Speaker("0rla0000", "Orla Tamm", "person", MAYOR)
ORLA_LATER = replace(ORLA, role="harbour minister")
OF_OTHER_SPELLING = Speaker("0rla0001", "Orla Thamm", "person")
BOARD = Speaker("b0ard0", "the harbour board", "organisation")
GULL, TIMES = "The Gull", "Lowen Times"


def span(one: Reading, words: str) -> Span:
    start = one.document.text.index(words)
    return Span(start, start + len(words))


def via(*names: str) -> tuple[Relay, ...]:
    return tuple(Relay(name, "agency", Span(0, 1)) for name in names)


def told() -> list[Reading]:
    first = reading("first", "“No fee,”", "“We pay,”", "that it holds", speaker=ORLA, day="2031-04-09", outlet=GULL)
    said, speaker = span(first, "said"), span(first, "the speaker.")
    first = detailed(
        first,
        {"act": "deny", "cue": said, "relay": via("Tarn", "Tarn", TIMES)},
        {"act": "promise", "acts_also": ("assert",), "cue": speaker, "relay": via("Tarn")},
        {"act": "promise", "form": "indirect", "cue": said, "speaker": replace(ORLA, role=None)},
    )
    second = reading("second", "“Now,” it", speaker=replace(ORLA, role=MINISTER), day="2032-05-01", outlet=TIMES)
    third = reading("third", "“Later,”", speaker=ORLA_LATER, day="2031-12-01", outlet=TIMES)
    undated = reading("undated", "“Once,”", speaker=replace(ORLA, role="chair"), day=None, outlet=None)
    board = reading("board", "that it waits", speaker=BOARD, day="2031-04-30", outlet="THE GULL", form="indirect")
    nobody = reading("nobody", "“unheard,”", speaker=None, day="2031-06-01", outlet=GULL)
    board = replace(board, story=replace(board.story, language="en"))
    second = detailed(second, {"form": "mixed"})
    return [first, second, third, undated, board, nobody, replace(nobody_else(), quotations=())]


def nobody_else() -> Reading:
    one = reading("silent", "“quiet,”", day=None, outlet=GULL)
    return replace(one, story=replace(one.story, language="fr", headline=None))


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("profiles") / "a.db") as record:
        put(record, *told())
        yield record


# --- a person ----------------------------------------------------------------------------------------------------


def test_a_person_has_names_roles_acts_outlets_and_agencies(record: Record) -> None:
    assert person(record, ORLA.id) == PersonProfile(
        id=ORLA.id,
        name="Orla Tamm",
        kind="person",
        quotations=6,
        first_day="2031-04-09",
        last_day="2032-05-01",
        source=None,
        names=(Spelling("Orla Tamm", 6, ()),),
        offices=(),
        counted=6,
        capped=False,
        forms=Forms(6, 4, 1, 1),
        roles=(
            RoleSeen(MAYOR, "2031-04-09", "2031-04-09", 2),
            RoleSeen("Harbour  Minister", "2031-12-01", "2032-05-01", 2),
            RoleSeen("chair", None, None, 1),
        ),
        months=(
            Month("2031-04", "deny", 1),
            Month("2031-04", "promise", 2),
            Month("2031-12", "", 1),
            Month("2032-05", "", 1),
        ),
        acts=(("promise", 2), ("assert", 1), ("deny", 1)),
        outlets=(Quoting(GULL, Forms(3, 2, 0, 1)), Quoting(TIMES, Forms(2, 1, 1, 0))),
        agencies=(Through("Tarn", 2, is_outlet=False), Through(TIMES, 1, is_outlet=True)),
    )


def test_nobody_has_no_profile(record: Record) -> None:
    assert person(record, "0rla") is None
    assert outlet(record, "The Gul") is None
    assert shared(record, "The Gul", 9) is None


def test_the_start_of_an_id_names_an_actor_if_only_one(record: Record) -> None:
    assert actor_of(record, "b0ard0") == BOARD.id
    assert actor_of(record, "b0ar") is None
    assert actor_of(record, "0rla00") == ORLA.id


def test_a_list_adds_offices_in_order_and_its_source(tmp_path: Path) -> None:
    held = (Office("minister", "2031", "2033"), Office("mayor", "2029", "2031"), Office("chair", "2031"))
    with Record.open(tmp_path / "a.db") as record:
        put(record, *told())
        put_list(record, [ListEntry(ORLA.id, ("Orla Tamm-Vell", "O. Tamm"), "person", held)], "people.json")
        found = person(record, ORLA.id)
        whole = actor_reads.actor(record, ORLA.id)
    assert found is not None
    assert whole is not None
    assert (found.name, found.source) == ("Orla Tamm-Vell", "people.json")
    assert found.offices == (held[1], held[2], held[0])
    assert (whole.source, whole.offices) == ("people.json", (held[2], held[0], held[1]))


def test_those_who_are_taken_for_one_share_a_profile_with_the_reasons(tmp_path: Path) -> None:
    other = reading("other", "“Again,”", speaker=OF_OTHER_SPELLING, day="2034-01-01", outlet=TIMES)
    with Record.open(tmp_path / "a.db") as record:
        put(record, *told(), other)
        with pytest.raises(AmbiguousError):
            actor_of(record, "0rla000")
        judge(record, ORLA.id, OF_OTHER_SPELLING.id, "yes", by="Tess", at=AT)
        relink_actors(record)
        found, same = person(record, OF_OTHER_SPELLING.id), person(record, ORLA.id)
        rows = people(record).rows
        whole = actor_reads.actor(record, "Orla Thamm")
        assert actor_of(record, "0rla000") == actor_of(record, OF_OTHER_SPELLING.id) == ORLA.id
    assert found is not None
    assert found == same
    assert (found.quotations, found.last_day) == (7, "2034-01-01")
    assert [(each.name, each.quotations, bool(each.because)) for each in found.names] == [
        ("Orla Tamm", 6, False),
        ("Orla Thamm", 1, True),
    ]
    assert found.outlets == (Quoting(TIMES, Forms(3, 2, 1, 0)), Quoting(GULL, Forms(3, 2, 0, 1)))
    assert rows[0] == PersonRow(ORLA.id, "Orla Tamm", "person", 7, "2031-04-09", "2034-01-01")
    assert whole is not None
    assert whole.actor == actor_reads.ActorRow(ORLA.id, "Orla Tamm", "person", 7, 2, "2031-04-09", "2034-01-01")
    assert [(each.name, each.actor, each.quotations, bool(each.because)) for each in whole.names] == [
        ("Orla Tamm", ORLA.id, 6, False),
        ("Orla Thamm", OF_OTHER_SPELLING.id, 1, True),
    ]
    assert whole.names[1].because == found.names[1].because
    assert [(one.left, one.right, one.verdict) for one in whole.judgements] == [(ORLA.id, OF_OTHER_SPELLING.id, "yes")]


def test_roles_of_an_actor_come_in_order_of_time(record: Record) -> None:
    whole = actor_reads.actor(record, "orla tamm")
    assert whole is not None
    assert [(seen.role, seen.first_day, seen.last_day, seen.quotations) for seen in whole.roles] == [
        ("chair", None, None, 1),
        (MAYOR, "2031-04-09", "2031-04-09", 2),
        ("harbour minister", "2031-12-01", "2031-12-01", 1),
        (MINISTER, "2032-05-01", "2032-05-01", 1),
    ]


# --- an outlet ---------------------------------------------------------------------------------------------------


def test_an_outlet_has_whom_it_quotes_and_how(record: Record) -> None:
    assert outlet(record, GULL) == OutletProfile(
        name=GULL,
        names=(GULL, "THE GULL"),
        stories=4,
        first_day="2031-04-09",
        last_day="2031-06-01",
        languages=(("en", 1), ("fr", 1)),
        counted=5,
        capped=False,
        forms=Forms(5, 3, 0, 2),
        speakers=(
            Quoted(ORLA.id, "Orla Tamm", "person", Forms(3, 2, 0, 1)),
            Quoted(BOARD.id, "the harbour board", "organisation", Forms(1, 0, 0, 1)),
        ),
        unnamed=1,
        agencies=(Through("Tarn", 2, is_outlet=False), Through(TIMES, 1, is_outlet=True)),
        cues=(("said", 2), ("the speaker", 1)),
    )


def test_the_spelling_asked_for_comes_first(record: Record) -> None:
    found, alike = outlet(record, "THE GULL"), outlet(record, "the gull")
    assert found is not None
    assert alike is not None
    assert found.names == ("THE GULL", GULL)
    assert alike.names == ("THE GULL", GULL)
    assert found.speakers == alike.speakers


def test_stories_of_an_outlet_come_newest_first_and_those_without_a_day_last(record: Record) -> None:
    part = stories(record, "the gull")
    ids = [each.story.id for each in told()]
    assert part.rows == (
        StoryRow(ids[5], "News of nobody", "2031-06-01", None, 1),
        StoryRow(ids[4], "News of board", "2031-04-30", "en", 1),
        StoryRow(ids[0], "News of first", "2031-04-09", None, 3),
        StoryRow(ids[6], None, None, "fr", 0),
    )
    assert (part.total, part.next) == (4, None)
    first = stories(record, GULL, limit=3)
    assert (first.rows, first.total) == (part.rows[:3], 4)
    assert first.next is not None
    assert stories(record, GULL, limit=3, after=first.next).rows == part.rows[3:]
    assert stories(record, GULL, limit=2, after=Cursor(1)).rows == part.rows[1:3]
    assert stories(record, "Nowhere").rows == ()


def test_statements_of_several_outlets_are_shared_and_an_outlet_is_not_alone_with_its_own_spelling(
    tmp_path: Path,
) -> None:
    words = "“We will keep the ferry fares where they are until the end of the year,”"
    later = "“Nobody shall sail in the storm of this week without a pilot on board,”"
    told = (
        *(reading(f"fares {name}", words, speaker=ORLA, outlet=name, day="2031-04-09") for name in (GULL, TIMES)),
        *(reading(f"storm {name}", later, speaker=ORLA, outlet=name, day="2031-11-09") for name in (GULL, TIMES)),
        *(
            reading(f"alone {name}", "“Alone,”", speaker=ORLA, outlet=name, day="2033-01-01")
            for name in (GULL, "THE GULL")
        ),
    )
    with Record.open(tmp_path / "a.db") as record:
        put(record, *told)
        relink(record)
        both, one = shared(record, "THE GULL", 9), shared(record, TIMES, 1)
        none = shared(record, TIMES, 0)
    assert both is not None
    assert one is not None
    assert none is not None
    assert both.names == ("THE GULL", GULL)
    newest = {quotation.id for each in told[2:4] for quotation in each.quotations}
    oldest = {quotation.id for each in told[:2] for quotation in each.quotations}
    assert [identity in newest for identity in both.statements] == [True, False]
    assert [identity in oldest for identity in both.statements] == [False, True]
    assert one.statements == both.statements[:1]
    assert none.statements == ()


# --- lists -------------------------------------------------------------------------------------------------------


def test_people_come_most_quoted_first_then_by_name(record: Record) -> None:
    everybody = people(record)
    assert everybody.rows == (
        PersonRow(ORLA.id, "Orla Tamm", "person", 6, "2031-04-09", "2032-05-01"),
        PersonRow(BOARD.id, "the harbour board", "organisation", 1, "2031-04-30", "2031-04-30"),
    )
    assert (everybody.total, everybody.next) == (2, None)
    assert people(record, "board").rows == everybody.rows[1:]
    assert (people(record, "nobody").rows, people(record, "nobody").total) == ((), 0)
    assert people(record, " ").rows == everybody.rows
    assert people(record, limit=0).rows == ()


def test_a_person_of_no_known_day_has_none(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", "“So,”", day=None), reading("b", "“So,”", day=None, speaker=BOARD))
        put(record, reading("c", "“Then,”", day="0001-01-01", speaker=BOARD))
        rows = people(record).rows
    assert [(row.id, row.first_day, row.last_day) for row in rows] == [
        (BOARD.id, "0001-01-01", "0001-01-01"),
        ("ada", None, None),
    ]


def test_outlets_come_with_most_stories_first_and_their_spellings_together(record: Record) -> None:
    everything = outlets(record)
    assert everything.rows == (
        OutletRow(GULL, 4, "2031-04-09", "2031-06-01"),
        OutletRow(TIMES, 2, "2031-12-01", "2032-05-01"),
    )
    assert (everything.total, everything.next) == (2, None)
    assert outlets(record, "times").rows == everything.rows[1:]
    assert outlets(record, "  ").rows == everything.rows
    assert outlets(record, "nothing").total == 0


def test_actors_are_listed_with_their_outlets_and_days(record: Record) -> None:
    board = actor_reads.ActorRow(BOARD.id, "the harbour board", "organisation", 1, 1, "2031-04-30", "2031-04-30")
    orla = actor_reads.ActorRow(ORLA.id, "Orla Tamm", "person", 6, 2, "2031-04-09", "2032-05-01")
    assert actor_reads.actors(record) == (orla, board)
    assert actor_reads.actors(record, "harbour") == (board,)
    assert actor_reads.actors(record, " ", 1) == (orla,)
    assert actor_reads.actors(record, "nobody") == actor_reads.actors(record, "", 0) == ()
    assert actor_reads.actors(record, "", -1) == ()
    assert [actor_reads.actor_id(record, name) for name in ("orla tamm", " Orla Tamm ", "b0ard0", "tamm")] == [
        ORLA.id, ORLA.id, BOARD.id, None,
    ]  # fmt: skip
    assert actor_reads.actor(record, "zz") is None
    found = actor_reads.actor(record, "board")
    assert found is not None
    assert found.actor == board


def test_an_entry_that_comes_again_in_a_list_replaces_what_it_had(tmp_path: Path) -> None:
    first = ListEntry("entry1", ("Orla Tamm", "O. Tamm"), "person", (Office("mayor", "2029"), Office("chair", "2030")))
    again = ListEntry("entry1", ("Orla Tamm-Vell",), "group", (Office("mayor", "2029", "2031"),))
    with Record.open(tmp_path / "a.db") as record:
        put_list(record, [first, ListEntry("entry2", ("The Board",), "organisation")], "people.json")
        put_list(record, [again], "newer.json")
        one, other = actor_reads.actor(record, "entry1"), actor_reads.actor(record, "entry2")
        with record.reading() as db:
            names = [row[0] for row in db.execute("SELECT name FROM names WHERE actor = 'entry1' ORDER BY name")]
        counts = remove(record, "people.json"), remove(record, "people.json")
        gone, stays = actor_reads.actor(record, "entry2"), actor_reads.actor(record, "entry1")
    assert one is not None
    assert (one.actor.name, one.actor.kind, one.source) == ("Orla Tamm-Vell", "group", "newer.json")
    assert one.offices == (Office("mayor", "2029", "2031"),)
    assert "Orla Tamm-Vell" in names
    assert other is not None
    assert (other.actor.name, other.actor.kind, other.source) == ("The Board", "organisation", "people.json")
    assert counts == (1, 0)
    assert gone is None
    assert stays == one


def test_a_list_that_is_taken_away_leaves_those_who_are_quoted(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *told())
        put_list(record, [ListEntry(ORLA.id, ("Orla Tamm-Vell",), "group", (Office("mayor", "2029"),))], "people.json")
        assert remove(record, "people.json") == 1
        found = person(record, ORLA.id)
    assert found is not None
    assert (found.name, found.kind, found.source, found.offices) == ("Orla Tamm", "person", None, ())
