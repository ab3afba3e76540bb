"""Formulas that come back: pairs grow as quotations do, writes are short, and the order of adding does not matter."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest

from onrecord.linking.actors.blocking import next_to
from onrecord.linking.statements.blocking import candidates
from onrecord.record_linking import relink
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.record import Record
from onrecord.types import ActorLink, ComparableQuotation, Problem, Reading, StatementMember
from tests.support.records import put
from tests.support.stories import KHODREI, RUEL, story

FORMULA = "The fares of the Orme ferry stay as they are for the whole of this year and for everybody"
FIRST = date(2032, 1, 1)
DAY = 742_000


def near_duplicates(count: int) -> list[ComparableQuotation]:
    """Return quotations of one speaker in few days, each of them a formula with two words changed."""
    chance = random.Random(3)
    found = []
    for number in range(count):
        words = FORMULA.split()
        for place in chance.sample(range(len(words)), 2):
            words[place] = f"word{chance.randrange(10**6)}"
        name, day = f"{chance.randrange(10**8):08}", DAY + number % 9
        text = (" ".join(words),)
        found.append(ComparableQuotation(name, name, 0, "direct", text, language="en", days=(day, day), place=day))
    return found


@pytest.mark.parametrize("count", [100, 400])
def test_each_near_duplicate_is_compared_with_few_earlier_ones(count: int) -> None:
    found = candidates(near_duplicates(count), [])
    earlier: dict[str, int] = {}
    for _, later in found.worth:
        earlier[later.id] = earlier.get(later.id, 0) + 1
    assert max(earlier.values()) == 64
    assert 32 * count < len(found.worth) < 64 * count


def test_the_pairs_of_many_near_duplicates_do_not_depend_on_the_order_of_adding() -> None:
    quotations = near_duplicates(150)
    wanted = {(one.id, later.id) for one, later in candidates(quotations, []).worth}
    random.Random(5).shuffle(quotations)
    found: set[tuple[str, str]] = set()
    for start in range(0, 150, 15):
        some = quotations[start : start + 15]
        new = candidates(some, quotations[:start])
        changed = {one.id for one in some} | new.displaced
        found = {pair for pair in found if pair[1] not in new.renewed and changed.isdisjoint(pair)}
        found |= {(one.id, later.id) for one, later in new.worth}
    assert found == wanted


class CountedRecord(Record):
    """A record that notes how many rows the largest write changed."""

    most = 0

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection for writes, and count them."""
        with super().writing() as db:
            before = db.total_changes
            yield db
            self.most = max(self.most, db.total_changes - before)


def daily(count: int) -> list[Reading]:
    return [story(f"day {n}", FORMULA, day=(FIRST + timedelta(days=n)).isoformat()) for n in range(count)]


def pairs(record: Record) -> int:
    with record.reading() as db:
        return int(db.execute("SELECT count(*) FROM quotation_pairs").fetchone()[0])


def test_words_that_come_back_every_day_make_few_pairs_in_short_writes(tmp_path: Path) -> None:
    with CountedRecord.open(tmp_path / "a.db") as record:
        put(record, *daily(160))
        record.most = 0
        relink(record)
        assert 159 <= pairs(record) <= 160 * 64
        assert record.most <= 3_000


def test_copies_make_one_pair_each(tmp_path: Path) -> None:
    with CountedRecord.open(tmp_path / "a.db") as record:
        put(record, *(story(f"wire {n}", FORMULA) for n in range(500)))
        record.most = 0
        relink(record)
        assert pairs(record) == 499
        assert record.most <= 3_000


def test_whoever_is_taken_for_another_one_is_so_in_short_writes_however_often_quoted(tmp_path: Path) -> None:
    often = story("often", *(f"“The ferry {n} stays,”" for n in range(4_000)))
    with CountedRecord.open(tmp_path / "a.db") as record:
        put(record, often, story("once", FORMULA, speaker=KHODREI))
        store = SqliteLinkingStore(record)
        record.most = 0
        assert store.write_actor_links(store.queued_blocks(9, 9), [ActorLink(RUEL.id, KHODREI.id)])
        assert 0 < record.most <= 3_000
        with record.reading() as db:
            queued = db.execute("SELECT count(*) FROM relation_queue WHERE actor = ?", (RUEL.id,)).fetchone()[0]
    assert queued == 4_000


def test_all_is_queued_in_short_writes(tmp_path: Path) -> None:
    often = story("often", *(f"“The ferry {n} stays,”" for n in range(4_000)))
    with CountedRecord.open(tmp_path / "a.db") as record:
        put(record, often)
        with record.writing() as db:
            rows = [(f"made {n}", f"Ana {n}", "person") for n in range(4_000)]
            db.executemany("INSERT INTO actors (id, name, kind) VALUES (?, ?, ?)", rows)
        record.most = 0
        SqliteLinkingStore(record).queue_everything("another version")
        assert 0 < record.most <= 3_000
        with record.reading() as db:
            queues = [db.execute(f"SELECT count(*) FROM {name}_queue").fetchone()[0] for name in ("actor", "statement")]  # noqa: S608
    assert queues == [4_001, 4_000]


def test_others_may_write_while_statements_are_worked_out(tmp_path: Path) -> None:
    one = story("one", FORMULA)
    with Record.open(tmp_path / "a.db") as record:
        put(record, one)
        store = SqliteLinkingStore(record)
        (name,) = store.queued_quotations()
        assert store.write_pairs(store.changed_quotations([name]), [])

        def parts() -> Iterator[list[StatementMember]]:
            with Record.open(record.path) as other:
                other.note(Problem("read", "no such file", uri="gone.txt"))
            yield [StatementMember(name, name)]

        assert store.write_statements(store.queued_groups(9), parts())
        assert store.queued_groups(9).quotations == ()


def add_and_link(path: Path, start: int) -> None:
    """Add every other story, and link after each."""
    with Record.open(path) as record:
        for one in daily(24)[start::2]:
            put(record, one)
            relink(record)


def members(path: Path) -> list[tuple[str, str]]:
    with Record.open(path) as record, record.reading() as db:
        return db.execute("SELECT quotation, statement FROM statement_members ORDER BY 1").fetchall()


def test_two_processes_that_add_and_link_at_once_both_end_and_leave_what_one_does(tmp_path: Path) -> None:
    both, alone = tmp_path / "both.db", tmp_path / "alone.db"
    processes = [get_context("spawn").Process(target=add_and_link, args=(both, start)) for start in (0, 1)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    for start in (0, 1):
        add_and_link(alone, start)
    assert members(both) == members(alone) != []


def test_names_in_a_very_large_block_are_compared_with_those_next_to_them() -> None:
    orders = [(f"{n:05} ruel", n) for n in range(3_000)]
    found = next_to(orders)
    assert len(found) == 20 * 3_000 - 20 * 21 // 2
    assert (0, 20) in found
    assert (0, 21) not in found
