"""Search finds what a slow and simple reading of everything would find, in the order asked for, whatever is typed."""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.store.sqlite.reads import search as search_module
from onrecord.store.sqlite.reads.search import (
    frequencies,
    search_on,
    sharing_words,
    spoken,
    stories_sharing_words,
)
from onrecord.store.sqlite.reads.search_words import Term, expression, fold, parse, snippet
from onrecord.store.sqlite.reads.views import Facets, Hit, Query, Results, facets, search
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.schema import APPLICATION_ID, migrations
from onrecord.types import Relay, Span, Speaker
from tests.support.records import check, detailed, put, reading
from tests.support.variety import FORMS, SPEAKERS, WORDS, made_up


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record.open(tmp_path_factory.mktemp("search") / "a.db") as opened:
        put(opened, *made_up())
        yield opened


def everything(record: Record, query: Query) -> tuple[Hit, ...]:
    return search_on(record, query, 1000).hits


def plain(text: str) -> list[str]:
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return re.findall(r"\w+", bare.lower().replace("ł", "l"))


def has(text: str, term: str) -> bool:
    """Tell by simple means whether `text` holds the word, "phrase" or prefix*."""
    words, wanted = plain(text), plain(term)
    for at in range(len(words) - len(wanted) + 1):
        part = words[at : at + len(wanted)]
        if part == wanted or (term.endswith("*") and part[:-1] == wanted[:-1] and part[-1].startswith(wanted[-1])):
            return True
    return False


def named(name: str | None, part: str) -> bool:
    return name is not None and all(any(word.startswith(p) for word in plain(name)) for p in plain(part))


# The right ones


@pytest.mark.parametrize(
    "terms",
    [
        ["bridge"], ["BRIDGE"], ["cafe"], ["CAFÉ"], ["tax"], ["tax*"], ["bridge", "salt"], ['"ferry bridge"'],
        ['"salt tax"*'],        ["twenty-one"], ["don’t"], ["nowhere"], ['"bridge ferry"', "tru*"], ["e"],
    ],
)  # fmt: skip
@pytest.mark.parametrize("order", ["best", "newest"])
def test_words_phrases_and_prefixes(record: Record, terms: list[str], order: str) -> None:
    expected = {
        quotation.id for one in made_up() for quotation in one.quotations if all(has(quotation.text, t) for t in terms)
    }
    query = Query(" ".join(terms), order=order)  # type: ignore[arg-type]
    found = [hit.id for hit in everything(record, query)]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert search(record, query).total == len(expected)
    assert not search(record, query).capped


@pytest.mark.parametrize("words", ["", "salt"])
@pytest.mark.parametrize(
    "speaker", ["", "vell", "VÉLL ad", "tanic", "President", "minis sal", "lukasz", "o'vell", "nobody"]
)
@pytest.mark.parametrize("outlet", ["", "lowen", "erd", "Érd wire", "nothing"])
@pytest.mark.parametrize("form", ["", "mixed"])
def test_filters_are_as_if_read_one_by_one(record: Record, words: str, speaker: str, outlet: str, form: str) -> None:
    actors = {one.id for one in SPEAKERS if one and named(one.name, speaker)}
    expected = {
        quotation.id
        for one in made_up()
        for quotation in one.quotations
        if has(quotation.text, words)
        and (not speaker or (quotation.speaker and quotation.speaker.id in actors))
        and (not outlet or named(one.story.outlet, outlet))
        and (not form or quotation.form == form)
    }
    query = Query(words, speaker, outlet, form=form)
    assert {hit.id for hit in everything(record, query)} == expected
    assert search(record, query).total == len(expected)


@pytest.mark.parametrize("since", ["", "2031", "2031-04", "2031-04-09", "2031-04-10", "0001", "9999-12-31"])
@pytest.mark.parametrize("until", ["", "2031", "2031-04", "2031-04-09", "2030", "2032-02", "9999-12"])
@pytest.mark.parametrize("words", ["", "bridge"])
def test_days_from_and_to(record: Record, since: str, until: str, words: str) -> None:
    if since and until and since > until and not since.startswith(until):
        with pytest.raises(ValueError, match="later than"):
            search(record, Query(words, since=since, until=until))
        return
    found = everything(record, Query(words, since=since, until=until, order="newest"))
    days = {hit.id: hit.day for hit in everything(record, Query(words))}
    inside = {
        identity
        for identity, day in days.items()
        if (not since and not until) or (day and day >= (since or "0") and day[: len(until)] <= until)
    }
    assert {hit.id for hit in found} == inside
    listed = [hit.day or "" for hit in found]
    assert listed == sorted(listed, reverse=True)


def test_an_actor_may_be_named_by_id_and_is_found_under_every_wording(record: Record) -> None:
    ids = {hit.id for hit in everything(record, Query(speaker="bor"))}
    assert {hit.speaker for hit in everything(record, Query(speaker="tanic"))} == {"Bor Tánic", "President Tanic"}
    assert ids == {hit.id for hit in everything(record, Query(speaker="president"))}


def test_best_puts_the_most_fitting_first(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        filler = "and so on it went for the rest of that long day"
        put(record, reading("a", f"salt {filler}", day="2033"), reading("b", "salt salt", day="2030"))
        put(record, reading("c", "nothing of the kind"), reading("d", f"salt {filler}", day="2035"))
        assert [hit.day for hit in search(record, Query("salt")).hits] == ["2030-01-01", "2035-01-01", "2033-01-01"]
        assert search(record, Query("salt", order="newest")).hits[0].day == "2035-01-01"


def test_an_answer_is_of_bounded_size(record: Record) -> None:
    assert search(record, Query(limit=-5)).hits == ()
    assert len(search(record, Query(limit=10**9)).hits) == 200


def test_many_matches_are_counted_up_to_a_bound(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "MOST_COUNTED", 10)
    found = search(record, Query("bridge"))
    assert (len(found.hits), found.total, found.capped) == (20, 10, True)


def test_a_name_that_fits_too_many_is_searched_for_some_and_says_so(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not search(record, Query(speaker="vell")).capped
    monkeypatch.setattr(search_module, "_MOST_NAMED", 1)
    found = search(record, Query(speaker="vell"))
    assert found.capped
    assert facets(record, Query(speaker="vell")).capped
    assert len({hit.speaker_id for hit in found.hits}) == 1


# Whatever is typed


@settings(max_examples=400, deadline=None)
@given(
    st.text() | st.text('"*()ab: ^-+{}.,~'),
    st.text(max_size=20),
    st.text(max_size=20),
    st.sampled_from(["best", "newest"]),
)
@example('"', "", "", "best")
@example("a AND OR NOT NEAR(b, 2)", '" OR "', "tags:x", "best")
@example("text:salt tags : x ^a {b}", "*", "*", "newest")
@example("\x00salt\ud800*", "\ud800", "\x00", "best")
@example("*" * 5000 + '"' * 5001, "a " * 5000, "'; --", "best")
@example("word " * 100_000, "", "", "best")
def test_no_text_is_an_error(record: Record, words: str, speaker: str, outlet: str, order: str) -> None:
    query = Query(words, speaker, outlet, order=order)  # type: ignore[arg-type]
    assert isinstance(search(record, query), Results)
    assert isinstance(facets(record, query), Facets)


@pytest.mark.parametrize("words", ["!!!", '""', "*", "“”", "—"])
def test_marks_alone_find_nothing(record: Record, words: str) -> None:
    assert search(record, Query(words)) == Results((), 0, capped=False)


def test_unbalanced_marks_and_operators_are_words(record: Record) -> None:
    expected = everything(record, Query("salt bridge"))
    assert expected
    for words in ('salt "bridge', 'bridge" salt', "salt (bridge", "^salt bridge:", "-salt +bridge"):
        assert {hit.id for hit in everything(record, Query(words))} == {hit.id for hit in expected}
    assert search(record, Query("salt NOT bridge")).total == 0


@pytest.mark.parametrize(
    "text", ["yesterday", "2031-13", "2031-02-30", "31", "2031-4-9", "0000", "２０３１", "2031/2032", "\x00"]
)
@pytest.mark.parametrize("side", ["since", "until"])
def test_what_is_no_date_is_refused_with_an_example(record: Record, text: str, side: str) -> None:
    for ask in (search, facets):
        with pytest.raises(ValueError, match=rf"{side}: .* is no date; write 2031, 2031-04 or 2031-04-09"):
            ask(record, Query(**{side: text}))  # type: ignore[arg-type]


def test_unknown_forms_and_orders_are_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="direct, mixed, indirect"):
        search(record, Query(form="quoted"))
    with pytest.raises(ValueError, match="best, newest"):
        search(record, Query(order="random"))  # type: ignore[arg-type]


# What is shown


@pytest.mark.parametrize(
    ("said", "words", "marked"),
    [
        ("The Café is closed", "cafe", ["Café"]),
        ("salt, then bridge, then salt", "salt", ["salt", "salt"]),
        ("old salt tax and new salt", '"salt tax"', ["salt", "tax"]),
        ("taxes and a taxi", "tax*", ["taxes", "taxi"]),
        ("<b>salt</b>", "salt", ["salt"]),
        ("Перемирие будет", "ПЕРЕМИРИЕ", ["Перемирие"]),
        ("nothing here", "", []),
    ],
)
def test_a_snippet_marks_the_words_asked_for(tmp_path: Path, said: str, words: str, marked: list[str]) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", said))
        (hit,) = search(record, Query(words)).hits
    assert [piece for piece, is_hit in hit.snippet if is_hit] == marked
    assert "".join(piece for piece, _ in hit.snippet) == said


def test_a_snippet_of_a_long_passage_is_short_and_holds_the_hit(tmp_path: Path) -> None:
    before, after = "lorem ipsum " * 200, " dolor sit" * 200
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", f"{before}salt{after}"))
        (hit,) = search(record, Query("salt")).hits
        (listed,) = search(record, Query()).hits
    shown = "".join(piece for piece, _ in hit.snippet)
    assert ("salt", True) in hit.snippet
    assert len(shown) < 300
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert shown.strip("… ") in hit.text
    assert "".join(piece for piece, _ in listed.snippet).startswith("lorem")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from((*WORDS, "x" * 300, "\n\n", "—", "«")), max_size=120), st.sampled_from(WORDS))
def test_a_snippet_is_a_piece_of_the_text(words: list[str], asked: str) -> None:
    text = " ".join(words)
    pieces = snippet(text, parse(asked))
    assert "".join(piece for piece, _ in pieces).removeprefix("… ").removesuffix(" …") in text
    assert any(is_hit for _, is_hit in pieces) == has(text, asked)


def test_a_hit_tells_where_it_is_from(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        one = reading("a", "salt")
        through = (Relay("Lowen Radio", "outlet", Span(0, 4)), Relay("Salt Press", "agency", Span(0, 4)))
        told = replace(one.quotations[0], headline=True, kind="belief", act="deny", relay=through, confidence=0.5)
        put(record, replace(one, quotations=(told,)))
        (hit,) = search(record, Query("salt")).hits
    assert hit == Hit(
        id=one.quotations[0].id, story=one.story.id, document="a.txt", story_headline="News of a",
        snippet=(("salt", True),), text="salt", form="direct", speaker="Ada Vell", speaker_id="ada",
        role="harbour minister", source=None, outlet="The Lowen Post", day="2031-04-09", day_basis="published",
        dated="2031-04-09", implicit=False, headline=True, kind="belief", polarity="said", act="deny",
        relay=("Lowen Radio", "Salt Press"), confidence=0.5,
    )  # fmt: skip


def test_a_hit_is_dated_no_more_precisely_than_its_story(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", "salt", day="2031-04"), reading("b", "salt", day="2031-04-09/2031-04-11"))
        found = {hit.document: (hit.day, hit.dated) for hit in search(record, Query("salt")).hits}
    assert found == {"a.txt": ("2031-04-01", "2031-04"), "b.txt": ("2031-04-09", "2031-04-09/2031-04-11")}


def test_facets_count_what_search_finds(record: Record) -> None:
    for query in (Query(), Query("salt"), Query("bridge", speaker="vell", since="2031")):
        hits, found = everything(record, query), facets(record, query)
        assert dict(found.forms) == Counter(hit.form for hit in hits)
        assert dict(found.outlets) == Counter(hit.outlet for hit in hits if hit.outlet)
        assert dict(found.years) == Counter(hit.day[:4] for hit in hits if hit.day)
        months = Counter((hit.day[:7], hit.act or "") for hit in hits if hit.day)
        assert {(each.month, each.act): each.quotations for each in found.months} == months
        assert {actor: count for _, count, actor in found.speakers} == Counter(
            hit.speaker_id for hit in hits if hit.speaker_id
        )
        for _, count, actor in found.speakers:
            assert search(record, replace(query, speaker=actor)).total == count
        assert not found.capped
    assert facets(record, Query("nowhere")) == Facets((), (), (), (), (), capped=False)


def test_an_outlet_named_in_full_is_that_one(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(reading(outlet, "salt", outlet=outlet) for outlet in ("Érd Post", "ÉRD POST", "Érd Post Daily")))
        for outlet, total in (("erd post", 2), ("Érd Post Daily", 1), ("erd", 3), ("post erd", 3), ("—", 0)):
            assert search(record, Query(outlet=outlet)).total == total


def test_facets_are_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search_module, "MOST_FACETED", 15)
    with Record.open(tmp_path / "a.db") as record:
        put(record, *(reading(f"{n}", "salt", speaker=Speaker(f"s{n}", f"Speaker {n}")) for n in range(20)))
        found = facets(record, Query("salt"))
    assert len(found.speakers) == 12
    assert found.forms == (("direct", 15),)
    assert found.capped


# The index and the tables agree


def test_changed_and_deleted_rows_vanish_from_the_index(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, *made_up()[:20], reading("gone", "unheard words", "unsaid words"))
        put(record, reading("other", "other words"))
        with record.writing() as db:  # somebody else's edits, with a tool of their own
            db.execute("UPDATE quotations SET text = 'changed words' WHERE text = 'unsaid words'")
            db.execute("DELETE FROM documents WHERE uri = 'other.txt'")
        check(record)
        assert search(record, Query("unsaid")).total == search(record, Query("other")).total == 0
        assert [hit.text for hit in search(record, Query("changed")).hits] == ["changed words"]
        with record.writing() as db:
            db.execute("DELETE FROM documents")
        check(record)
        assert search(record, Query("words")).total == search(record, Query()).total == 0


def test_the_slow_and_the_fast_way_agree_on_random_questions(record: Record) -> None:
    chance = random.Random(3)
    for _ in range(150):
        terms = chance.sample(["salt", "tax*", "ferry", '"bridge tax"', "cafe"], chance.choice((1, 1, 2)))
        query = Query(" ".join(terms), form=chance.choice(("", *FORMS)), since=chance.choice(("", "2031")))
        expected = [
            hit.id
            for hit in everything(record, Query(order="newest", form=query.form, since=query.since))
            if all(has(hit.text, term) for term in terms)
        ]
        assert [hit.id for hit in everything(record, replace(query, order="newest"))] == expected


# Words as they are typed and compared


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Łukasz O’Vell", " lukasz o vell"),
        ("Æsir Œuvre Þór Đorđe Ðan Øre ırmak", " aesir oeuvre thor dorde dan ore irmak"),
        ("Straße_9 12b", " strasse 9 12b"),
        ("É. Núñez", " e nunez"),
        ("  ", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_marks(name: str, folded: str) -> None:
    assert fold(name) == folded


@pytest.mark.parametrize(
    ("words", "terms"),
    [
        ("salt", [Term(("salt",))]),
        ("tax*", [Term(("tax",), prefix=True)]),
        ('"old tax"*', [Term(("old", "tax"), prefix=True)]),
        ('"old tax', [Term(("old", "tax"))]),
        ('b"c d"e', [Term(("b",)), Term(("c", "d")), Term(("e",))]),
        ("a b a", [Term(("a",)), Term(("b",))]),
        ("don’t one_two", [Term(("don", "t")), Term(("one", "two"))]),
        ("e\u0301t", [Term(("ét",))]),
        ("har\xadbour don&rsquo;t", [Term(("harbour",)), Term(("don", "t"))]),
        ("самолёт", [Term(("самолет",))]),
        ("GDP增长 港", [Term(("GDP", "增长")), Term(("港",))]),
        ('* " " —', []),
        ("x" * 400 + "y", [Term(("x" * 400,))]),
        (" ".join(f"w{n}" for n in range(30)), [Term((f"w{n}",)) for n in range(24)]),
    ],
)
def test_what_is_typed_is_read_as_words_phrases_and_beginnings(words: str, terms: list[Term]) -> None:
    assert list(parse(words)) == terms


def test_terms_are_asked_for_together_and_quoted() -> None:
    assert expression(parse('salt "old tax"* NOT')) == '"salt" AND "old tax" * AND "NOT"'


@pytest.mark.parametrize(
    ("asked", "match"),
    [
        ("收费", '"收费"'),
        ("引航站", '"引航 航站"'),
        ("港", '"港" *'),
        ("GDP增长", '"GDP 增长"'),
        ("增长GDP", '"增长 长 GDP"'),
        ("料金*", '"料金" *'),
    ],
)
def test_chinese_and_japanese_are_asked_for_by_pairs(asked: str, match: str) -> None:
    assert expression(parse(asked)) == match


WITH_SEARCH_TEXT = 19  # the format from which a record keeps what its index holds
SAID = {
    "zh": "“港口不会向任何船只收费，也不会关闭引航站。”",
    "mixed": "“GDP增长了三个点，港。”",
    "ja": "「港の料金は取らない」",
    "hidden": "“Das Gesamt\xadkonzept der Hafen\u200bbehörde”",
    "entity": "“We don&rsquo;t close the caf&eacute;s”",
    "ru": "«Королёв обещал самолёт всё лето»",
    "decomposed": "«Наш район уже ждет»".replace("й", "и\u0306"),
    "french": "« Le thé a été servi »".replace("é", "e\u0301"),
    "ar": "«لن تُفرض رسومٌ على المينـــاء أبدًا»",
    "he": "”שָׁלוֹם לכולם“",
}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("收费", "zh"), ("引航站", "zh"), ("关", "zh"), ("不会 收费", "zh"), ("引航站。", "zh"),
        ("GDP增长", "mixed"), ("增长", "mixed"),
        ("港。", "mixed ja zh"), ("料金", "ja"), ("取らない", "ja"), ("Gesamtkonzept", "hidden"),
        ("hafenbehorde", "hidden"),
        ("gesamt*", "hidden"), ("Gesamt\xadkonzept", "hidden"), ("don’t", "entity"), ('"close the cafes"', "entity"),
        ("самолет", "ru"), ("самолёт", "ru"), ('"все лето"', "ru"), ("Королев", "ru"), ("район", "decomposed"),
        ("раи\u0306он", "decomposed"), ("ждёт", "decomposed"), ("the ete servi", "french"),
        ("تفرض", "ar"), ("رسوم", "ar"), ("الميناء", "ar"),
        ("שלום", "he"),
    ],
)  # fmt: skip
def test_words_are_found_as_people_type_them_and_marked_where_they_stand(tmp_path: Path, asked: str, name: str) -> None:
    with Record.open(tmp_path / "record.db") as record:
        put(record, *(reading(each, said) for each, said in SAID.items()))
        check(record)
        found = search(record, Query(asked)).hits
        assert sorted(hit.document for hit in found) == sorted(f"{each}.txt" for each in name.split())
        for hit in found:
            assert "".join(words for words, _ in hit.snippet) == hit.text
            assert any(is_hit for _, is_hit in hit.snippet)


def test_a_record_of_before_finds_the_words_when_it_is_opened(tmp_path: Path) -> None:
    with Record.open(tmp_path / "today.db") as record:
        put(record, *(reading(each, said) for each, said in SAID.items()))
    with closing(sqlite3.connect(tmp_path / "old.db", isolation_level=None)) as db:
        for number, script in migrations():
            if number < WITH_SEARCH_TEXT:
                db.executescript(script)
                db.execute(f"PRAGMA user_version = {number}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("ATTACH ? AS today", (str(tmp_path / "today.db"),))
        for table in ("documents", "outlets", "stories", "actors", "names", "quotations"):
            columns = ", ".join(f'"{row[1]}"' for row in db.execute(f"PRAGMA main.table_info({table})"))
            db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM today.{table}")  # noqa: S608
    with Record.open(tmp_path / "old.db") as record:
        check(record)
        for asked, name in (("收费", "zh"), ("самолет", "ru"), ("Gesamtkonzept", "hidden"), ("رسوم", "ar")):
            assert [hit.document for hit in search(record, Query(asked)).hits] == [f"{name}.txt"]
        assert len(stories_sharing_words(record, ["gesamtkonzept"])) == 1


@pytest.mark.parametrize("asked", ["费收", "港费", "Gesamtkonzepte", "cafe", "самол", "fes"])
def test_parts_of_words_are_no_words(tmp_path: Path, asked: str) -> None:
    with Record.open(tmp_path / "record.db") as record:
        put(record, *(reading(each, said) for each, said in SAID.items()))
        assert search(record, Query(asked)).hits == ()


@pytest.mark.parametrize(
    ("text", "asked", "pieces"),
    [
        ("也不会收费，会。", "收费", [("也不会", False), ("收", True), ("费", True), ("，会。", False)]),
        ("die Hafen\xadbehörde", "hafenbehörde", [("die ", False), ("Hafen\xadbehörde", True)]),
        (
            "we don&rsquo;t go",
            "don’t",
            [("we ", False), ("don", True), ("&rsquo;", False), ("t", True), (" go", False)],
        ),
        ("caf&eacute;s open", "cafés", [("caf&eacute;s", True), (" open", False)]),
        ("«всё лето»", "все", [("«", False), ("всё", True), (" лето»", False)]),
        ("رسومٌ على", "رسوم", [("رسومٌ", True), (" على", False)]),
    ],
)
def test_a_snippet_marks_whole_words_of_the_text_as_it_is(
    text: str, asked: str, pieces: list[tuple[str, bool]]
) -> None:
    assert list(snippet(text, parse(asked))) == pieces


NUMBERED = " ".join(f"word{n:03}" for n in range(60))


def numbered(first: int, last: int) -> str:
    return " ".join(f"word{n:03}" for n in range(first, last + 1))


@pytest.mark.parametrize(
    ("text", "asked", "pieces"),
    [
        (NUMBERED, "word000", [("word000", True), (f" {numbered(1, 29)}", False), (" …", False)]),
        (
            NUMBERED,
            "word030 word031",
            [
                ("… ", False), (f"{numbered(21, 29)} ", False), ("word030", True), (" ", False), ("word031", True),
                (f" {numbered(32, 49)}", False), (" …", False),
            ],
        ),
        (NUMBERED, "word059", [("… ", False), (f"{numbered(30, 58)} ", False), ("word059", True)]),
        (NUMBERED, "word000 word059", [("word000", True), (f" {numbered(1, 29)}", False), (" …", False)]),
        (NUMBERED, "nothing", [(numbered(0, 29), False), (" …", False)]),
        (NUMBERED[:280], "word000", [("word000", True), (NUMBERED[7:280], False)]),
        (NUMBERED[:281], "word000", [("word000", True), (f" {numbered(1, 29)}", False), (" …", False)]),
        ("x" + "-" * 300, "x", [("x", True), ("-" * 239, False), (" …", False)]),
        ("y" * 300 + " z", "z", [("… ", False), ("y" * 238 + " ", False), ("z", True)]),
        ("b" * 100 + " " + "a" * 300, "a*", [("… ", False), ("b" * 79 + " " + "a" * 160, False), (" …", False)]),
        ("b a b c a", '"a b"', [("b ", False), ("a", True), (" ", False), ("b", True), (" c a", False)]),
        ("a bc a", '"a b"*', [("a", True), (" ", False), ("bc", True), (" a", False)]),
        ("e é É ё Й й", "É", [("e", True), (" ", False), ("é", True), (" ", False), ("É", True), (" ё Й й", False)]),
        ("Й и", "й", [("Й", True), (" и", False)]),
        ("", "a", []),
    ],
)  # fmt: skip
def test_a_snippet_is_cut_at_words_around_the_first_hit(text: str, asked: str, pieces: list[tuple[str, bool]]) -> None:
    assert list(snippet(text, parse(asked))) == pieces


def test_hits_far_behind_are_not_looked_for() -> None:
    assert ("salt", True) in snippet("x " * 9_990 + "salt", parse("salt"))
    assert ("salt", True) not in snippet("x " * 10_000 + "salt", parse("salt"))


# What shares words


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[Record]:
    with Record.open(tmp_path / "shared.db") as record:
        put(
            record,
            reading("old", "salt and more salt", day="2030"),
            reading("new", "the salted bridge of many words and some others", day="2032"),
            reading("nobody", "salt", speaker=None),
            reading("gull", "ferry bridge", outlet="The Gull", speaker=Speaker("bor", "Bor Tanic")),
        )
        yield record


def ids_in(name: str, said: str, **more: Any) -> str:
    return reading(name, said, **more).quotations[0].id


OLD = ids_in("old", "salt and more salt")
NEW = ids_in("new", "the salted bridge of many words and some others")
GULL = ids_in("gull", "ferry bridge")


def test_quotations_that_share_beginnings_of_words_come_best_first_and_have_a_speaker(shared: Record) -> None:
    assert sharing_words(shared, ["salt"]) == (OLD, NEW)
    assert set(sharing_words(shared, ["salt", "ferry"])) == {OLD, NEW, GULL}
    assert sharing_words(shared, ["salt", "bridge"], Query(outlet="gull")) == (GULL,)
    assert sharing_words(shared, ["salt"], Query("no such words", since="2031")) == (NEW,)
    assert sharing_words(shared, ["salt"], Query(speaker="unheard of")) == ()
    assert sharing_words(shared, []) == sharing_words(shared, ["zzz"]) == ()
    assert sharing_words(shared, [*(f"w{n}" for n in range(15)), "ferry"]) == (GULL,)
    assert sharing_words(shared, [*(f"w{n}" for n in range(16)), "ferry"]) == ()


def test_quotations_of_speakers_are_given_up_to_a_number(shared: Record) -> None:
    assert spoken(shared, Query(order="newest"), 9) == (NEW, GULL, OLD)
    assert spoken(shared, Query("salt"), 9) == (OLD,)
    assert spoken(shared, Query(order="newest"), 1) == (NEW,)
    assert spoken(shared, Query(speaker="unheard of"), 9) == ()


def test_words_are_counted_by_their_beginnings(shared: Record) -> None:
    assert frequencies(shared, ["salt", "bridge", "zzz"]) == ({"salt": 3, "bridge": 2, "zzz": 0}, 4)
    assert frequencies(shared, []) == ({}, 4)
    assert len(frequencies(shared, [f"w{n}" for n in range(20)])[0]) == 16


def test_stories_that_share_beginnings_of_words_in_headline_or_text_come_best_first(shared: Record) -> None:
    story_of = {
        name: reading(name, said).story.id for name, said in (("old", "salt and more salt"), ("nobody", "salt"))
    }
    new = reading("new", "the salted bridge of many words and some others").story.id
    found = stories_sharing_words(shared, ["salt"])
    assert set(found) == {*story_of.values(), new}
    assert found[0] == story_of["old"]
    assert found[-1] == new
    assert stories_sharing_words(shared, ["nobod"]) == (story_of["nobody"],)
    assert stories_sharing_words(shared, []) == stories_sharing_words(shared, ["zzz"]) == ()


# Filters, one by one


def test_acts_and_forms_filter_and_what_is_none_is_refused(tmp_path: Path) -> None:
    one = reading("a", "salt one", "salt two", "salt three")
    one = detailed(one, {"act": "deny"}, {"act": "promise", "acts_also": ("deny",)}, {"form": "indirect"})
    with Record.open(tmp_path / "a.db") as record:
        put(record, one)
        found = {
            act: sorted(hit.text for hit in search(record, Query(act=act)).hits)
            for act in ("deny", "promise", "praise")
        }
        with pytest.raises(ValueError, match="act: 'shout' is not known; it is one of assert, deny"):
            search(record, Query(act="shout"))
        indirect = [hit.text for hit in search(record, Query("salt", form="indirect")).hits]
    assert found == {"deny": ["salt one", "salt two"], "promise": ["salt two"], "praise": []}
    assert indirect == ["salt three"]


def test_a_search_says_how_many_there_are_and_where_it_goes_on(tmp_path: Path) -> None:
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", *(f"salt {n}" for n in range(5))))
        first = search(record, Query("salt", limit=2))
        assert (len(first.hits), first.total, first.capped) == (2, 5, False)
        assert first.next is not None
        assert first.next.place == 2
        assert search(record, Query("salt", limit=5)).next is None
        assert search(record, Query("salt", limit=0)).next is None
        assert len(search_on(record, Query("salt", limit=2), 3).hits) == 3
        assert len(search_on(record, Query("salt"), 9).hits) == 5


def test_the_id_of_an_actor_finds_that_actor_only(tmp_path: Path) -> None:
    namesake = Speaker("cleo", "ada", "person")
    with Record.open(tmp_path / "a.db") as record:
        put(record, reading("a", "salt one"), reading("b", "salt two", speaker=namesake))
        assert [hit.text for hit in search(record, Query(speaker=" ada ")).hits] == ["salt one"]
        assert len(search(record, Query(speaker="Ada")).hits) == 2
