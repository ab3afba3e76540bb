"""What a store promises: documents go in whole, nothing that was queued is lost, nothing stale is written."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from onrecord.linking.actors.blocking import blocks_of
from onrecord.record_linking import link_actors_of, link_statements_of, relink, relink_actors
from onrecord.store.base import DocumentStore, LinkingStore, QueuedGroups
from onrecord.store.sqlite.keys import LOW_BITS
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.types import ActorLink, DayWindow, Part, Problem, Profile, QuotationPair, StatementMember
from tests.support.records import put
from tests.support.stories import KHODREI, RUEL, story

AT = "2032-01-01T00:00:00+00:00"
GATES = "“The gates of the Kessin barrage will stay open until the last boat is through,”"
ONE, TWO, THREE = (story(name, GATES) for name in ("one", "two", "three"))
A, B, C = (one.quotations[0].id for one in (ONE, TWO, THREE))


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "onrecord.db") as opened:
        put(opened, ONE, TWO)
        yield opened


@pytest.fixture
def store(record: Record) -> LinkingStore:
    return SqliteLinkingStore(record)


def members(record: Record) -> set[tuple[str, str]]:
    with record.reading() as db:
        return {tuple(row) for row in db.execute("SELECT quotation, statement FROM statement_members")}


def joined(*names: str) -> set[tuple[str, str]]:
    return {(name, min(names)) for name in names if name != min(names)}


# Documents


def test_a_store_knows_what_was_put_in_by_which_program(record: Record) -> None:
    documents: DocumentStore = record
    sha256 = ONE.document.sha256
    assert documents.knows(sha256, "v1")
    assert not documents.knows(sha256, "v2")
    assert not documents.knows(THREE.document.sha256, "v1")
    documents.add(ONE.document, [ONE], by="v2")
    assert documents.knows(sha256, "v2")
    assert not documents.knows(sha256, "v1")


def test_only_bytes_that_are_held_are_received_again(record: Record) -> None:
    documents: DocumentStore = record
    documents.receive(replace(ONE.document, uri="mirror/one.txt"))
    with pytest.raises(ValueError, match="add them first"):
        documents.receive(THREE.document)


def test_a_problem_of_an_input_is_noted_once_and_solved_by_reading_it(record: Record) -> None:
    documents: DocumentStore = record
    problem = Problem("read", "no such file", uri=THREE.document.uri)
    for _ in range(2):
        documents.note(problem)
    assert [view.problem for view in views.problems(record).rows] == [problem]
    documents.add(THREE.document, [THREE], by="v1")
    assert views.problems(record).rows == ()


# The queues


def test_what_a_document_says_is_queued_when_it_is_added_and_taken_when_it_is_linked(
    record: Record, store: LinkingStore
) -> None:
    assert set(store.queued_quotations()) == {A, B}
    assert [profile.id for profile in store.queued_actors(9).profiles] == [RUEL.id]
    relink(record)
    assert store.queued_quotations() == []
    assert store.queued_actors(9).numbers == ()
    assert store.queued_blocks(9, 9).numbers == ()
    assert members(record) == joined(A, B)


def test_adding_the_same_again_queues_nothing(record: Record, store: LinkingStore) -> None:
    relink(record)
    put(record, ONE)
    assert store.queued_quotations() == []


def test_a_story_that_goes_queues_what_stood_beside_its_quotations(record: Record, store: LinkingStore) -> None:
    put(record, THREE)
    relink(record)
    record.add(ONE.document, [], by="v2")
    assert set(store.queued_quotations()) == {B, C}
    assert [profile.id for profile in store.queued_actors(9).profiles] == [RUEL.id]
    relink(record)
    assert members(record) == joined(B, C)


def test_an_actor_of_whom_nothing_is_left_leaves_its_block_to_be_linked_anew(
    record: Record, store: LinkingStore
) -> None:
    put(record, story("four", GATES, speaker=KHODREI))
    relink(record)
    record.add(story("four", GATES, speaker=KHODREI).document, [], by="v2")
    assert store.queued_blocks(9, 9).blocks == blocks_of_name("Isk Khodrei")
    assert store.queued_actors(9).profiles == ()


def blocks_of_name(name: str) -> tuple[str, ...]:
    return blocks_of(Profile("x", (name,), "person"))


def test_a_judgement_queues_those_it_names(record: Record, store: LinkingStore) -> None:
    put(record, story("four", GATES, speaker=KHODREI))
    relink(record)
    judge(record, B, A, "no", by="ed", at=AT)
    assert set(store.queued_quotations()) == {A, B}
    assert store.judged_pairs().apart == (tuple(sorted((A, B))),)
    judge(record, RUEL.id, KHODREI.id, "yes", by="ed", at=AT)
    assert {profile.id for profile in store.queued_actors(9).profiles} == {RUEL.id, KHODREI.id}


def test_actors_that_are_joined_have_their_quotations_compared_and_found_under_one(
    record: Record, store: LinkingStore
) -> None:
    put(record, story("four", GATES, speaker=KHODREI))
    relink(record)
    judge(record, RUEL.id, KHODREI.id, "yes", by="ed", at=AT)
    link_actors_of(store)
    assert store.index_speakers() is None
    other = story("four", GATES, speaker=KHODREI).quotations[0].id
    moved = {other} if len(store.queued_quotations()) == 1 else {A, B}
    assert set(store.queued_quotations()) == moved
    link_statements_of(store)
    assert members(record) == joined(A, B, other)


# Stale work


def test_what_was_queued_again_meanwhile_stays_queued(record: Record, store: LinkingStore) -> None:
    work = store.changed_quotations([A, B])
    put(record, ONE, by="v2")
    assert store.write_pairs(work, [])
    assert store.queued_quotations() == [A]
    actors = store.queued_actors(9)
    put(record, TWO, by="v2")
    assert store.place_actors(actors, {RUEL.id: ("person rl",)})
    assert [profile.id for profile in store.queued_actors(9).profiles] == [RUEL.id]


def test_links_that_others_wrote_meanwhile_make_what_was_read_stale(store: LinkingStore) -> None:
    work, actors = store.changed_quotations([A, B]), store.queued_actors(9)
    assert store.place_actors(actors, {RUEL.id: ("person rl",)})
    assert not store.place_actors(actors, {RUEL.id: ("person mr",)})
    assert store.blocks_of_actors([RUEL.id]) == {RUEL.id: ("person rl",)}
    assert not store.write_pairs(work, [QuotationPair(min(A, B), max(A, B), 1.0)])
    assert not store.write_statements(QueuedGroups(work.generation, (A, B)), [[StatementMember(A, B)]])
    assert store.pairs_of([A, B]) == []
    assert store.queued_groups(9).quotations == ()
    assert set(store.queued_quotations()) == {A, B}
    blocks = store.queued_blocks(9, 9)
    assert store.write_actor_links(blocks, [ActorLink(RUEL.id, RUEL.id)])
    assert not store.write_actor_links(blocks, [ActorLink(RUEL.id, "somebody", (Part("name", 5.0),))])


def test_pairs_with_what_is_gone_meanwhile_are_not_written(record: Record, store: LinkingStore) -> None:
    work = store.changed_quotations([A])
    record.add(TWO.document, [], by="v2")
    assert not store.write_pairs(work, [QuotationPair(min(A, B), max(A, B), 1.0)])
    assert store.write_pairs(store.changed_quotations([A]), [])
    groups = store.queued_groups(9)
    assert groups.quotations == (A,)
    assert not store.write_statements(groups, [[StatementMember(A, B)]])
    assert store.write_statements(store.queued_groups(9), [[StatementMember(A, A)]])
    assert store.queued_groups(9).quotations == ()


def test_only_the_pairs_of_what_changed_are_replaced(record: Record, store: LinkingStore) -> None:
    put(record, THREE)
    low, middle, high = sorted((A, B, C))
    both = [QuotationPair(low, middle, 1.0), QuotationPair(middle, high, 2.0)]
    reasons = (Part("words", 1.0, "made up"),)
    found = [StatementMember(middle, low, low, reasons), StatementMember(high, low, middle, reasons)]
    assert store.write_pairs(store.changed_quotations([A, B, C]), both)
    assert store.write_statements(store.queued_groups(9), [[StatementMember(low, low), *found]])
    assert sorted(store.pairs_of([middle])) == both
    assert store.pairs_of([low]) == both[:1]
    assert store.grouped_with([high]) == {low, middle, high}
    put(record, next(one for one in (ONE, TWO, THREE) if one.quotations[0].id == high), by="v2")
    assert store.pairs_of([middle]) == both[:1]
    assert set(store.queued_quotations()) == {high, middle, low}


# What is read


def test_quotations_near_are_those_of_all_spellings_within_the_days(record: Record, store: LinkingStore) -> None:
    put(
        record,
        story("year", GATES, day="2032"),
        story("late", GATES, day="2032-12-01"),
        story("never", GATES, day=None),
        story("other", GATES, speaker=KHODREI),
    )
    relink_actors(record)

    def outlets(first: str, last: str, loose: str) -> set[str]:
        days = DayWindow(*(date.fromisoformat(day).toordinal() for day in (first, last, loose)))
        end = (days.last + 1) << LOW_BITS
        return {one.outlet.split()[1] for one in store.quotations_near(RUEL.id, days, end, 99)}

    assert outlets("2032-03-09", "2032-03-09", "2032-03-09") == {"one", "two", "never"}
    assert outlets("2032-03-10", "2032-12-01", "2032-03-10") == {"late", "never"}
    assert outlets("2032-03-10", "2032-12-01", "2031-12-31") == {"late", "never", "year"}
    assert outlets("2032-12-02", "2032-12-02", "2032-03-01") == {"never"}
    places = sorted(one.place for one in store.quotations_near(RUEL.id, DayWindow(0, 10**6, 0), 1 << 62, 9))
    assert [one.place for one in store.quotations_near(RUEL.id, DayWindow(0, 10**6, 0), places[3], 2)] == places[2:4]


def test_behind_a_place_only_those_are_near_that_are_not_going_to_be_compared(
    record: Record, store: LinkingStore
) -> None:
    first = min(store.quotations([A, B]), key=lambda one: one.place)
    days = DayWindow(0, 10**6, 0)
    assert [one.id for one in store.quotations_near(RUEL.id, days, first.place, 9)] == [first.id]
    relink(record)
    assert {one.id for one in store.quotations_near(RUEL.id, days, first.place, 9)} == {A, B}


def test_a_quotation_is_compared_with_its_day_place_and_passages(store: LinkingStore) -> None:
    (one,) = store.quotations([A])
    assert (one.passages, one.outlet, one.language, one.form) == ((GATES,), "The one Post", "en", "direct")
    assert (one.days, one.is_dated) == ((741_876, 741_876), False)


@pytest.mark.parametrize(("basis", "is_dated"), [("stated", True), ("published", False), ("inferred", False)])
def test_a_day_is_the_storys_word_where_it_says_so(tmp_path: Path, basis: str, is_dated: bool) -> None:
    one = story("one", GATES, told="2032-03-08")
    said = one.quotations[0].said
    assert said is not None
    dated = replace(said, basis=basis)  # type: ignore[arg-type]
    with Record.open(tmp_path / "a.db") as record:
        put(record, replace(one, quotations=(replace(one.quotations[0], said=dated),)))
        (found,) = SqliteLinkingStore(record).quotations([A])
    last = 741_876 if basis == "inferred" else 741_875  # the day on which the story came out
    assert (found.days, found.is_dated) == ((741_875, last), is_dated)


def test_embeddings_are_kept_of_what_is_there(store: LinkingStore) -> None:
    store.keep_embeddings({A: b"one", "nobody": b"two"})
    store.keep_embeddings({A: b"other"})
    assert store.embeddings([A, B, "nobody"]) == {A: b"one"}


def test_another_version_of_the_program_links_all_anew_and_only_then(record: Record, store: LinkingStore) -> None:
    relink(record)
    version = store.linked_by()
    assert version.startswith("onrecord ")
    store.keep_embeddings({A: b"old"})
    relink(record)
    assert store.embeddings([A]) == {A: b"old"}
    with record.writing() as db:
        db.execute("DELETE FROM statement_members")
        db.execute("UPDATE linking SET version = 'another'")
    relink(record)
    assert store.linked_by() == version
    assert store.embeddings([A]) == {}
    assert members(record) == joined(A, B)


# Several programs at once


def test_two_that_link_and_one_that_adds_at_once_end_with_the_same_rows_as_one(tmp_path: Path) -> None:
    stories = [story(f"s{n}", GATES, f"“Number {n // 3} is paid in full,”") for n in range(60)]
    failures: list[BaseException] = []

    def work(name: str, some: list[int]) -> None:
        try:
            with Record.open(tmp_path / name) as own:
                for n in some:
                    put(own, stories[n])
                    if n % 5 == 0:
                        relink(own)
                relink(own)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=("many.db", list(range(start, 60, 3)))) for start in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    work("one.db", list(range(60)))
    assert failures == []
    with Record.open(tmp_path / "many.db") as many, Record.open(tmp_path / "one.db") as one:
        relink(many)
        assert len(members(one)) > 60
        assert members(many) == members(one)
