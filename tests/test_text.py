"""Masks keep length, paragraphs and sentences keep order, marks pair, dates and words are read in one way."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.text import dates, words
from onrecord.text.languages import checked, language
from onrecord.text.marks import form_by_marks, pair_marks
from onrecord.text.masks import FILLER, gaps, level, mask, storable, strip, with_filler
from onrecord.text.sentences import paragraphs, seams, sentences
from onrecord.types import Span

MARKED = st.text(alphabet="ab A.,'\"“”‘’«»„\n\r\u00a0—(", max_size=120)


def whole(text: str) -> Span:
    return Span(0, len(text))


def passages(text: str) -> list[str]:
    return [p.span.of(text) for p in pair_marks(text, paragraphs(text, whole(text)))[0] if p.depth == 0]


def alone(text: str) -> int:
    return len(pair_marks(text, paragraphs(text, whole(text)))[1])


@given(st.text(), st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50))))
def test_a_mask_keeps_length_and_line_ends(text: str, pairs: list[tuple[int, int]]) -> None:
    masked = mask(text, [Span(*pair) for pair in pairs])
    assert len(masked) == len(text)
    assert all(a == b or (b == " " and a not in "\r\n") for a, b in zip(text, masked, strict=True))
    assert mask(masked, [Span(*pair) for pair in pairs]) == masked


@given(st.text())
def test_levelling_is_one_for_one_and_final(text: str) -> None:
    assert len(level(text)) == len(text)
    assert level(level(text)) == level(text)


def test_levelling_repairs_a_cyrillic_letter_in_a_latin_word_but_leaves_russian_alone() -> None:
    assert level("Сlaims by the minister") == "Claims by the minister"
    assert level("заявил министр") == "заявил министр"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("&quot;It rained,&quot; &ldquo;so&rdquo;", '"_____It rained,"_____ “______so”______'),
        ("&#8222;Ja&#8220; &#x27;no&#39;", "„______Ja“______ '_____no'____"),
        ("we don&rsquo;t, Th&eacute;r&egrave;se&#8217;s", "we don’t______, Thérèse’s____________________"),
        ("Rope &amp; Sons&nbsp;Ltd, R&amp;D", "Rope &____ Sons      Ltd, R&____D"),
        ("&notaword; & so; &amp;quot; &#1; &;", "&notaword; & so; &____quot; &#1; &;"),
        ("fer\xadry har\u200bbour\u200b \u200fend\u200f", "ferry_ harbour_  _end_"),
        ("Zoe\u0308 Nun\u0303ez", "Zoë_ Nuñez_"),
        ("может\u200bбыть и\u0306од", "можетбыть_ йод_"),
    ],
)
def test_levelling_shows_what_a_text_shows_and_fills_the_place_of_what_goes(text: str, shown: str) -> None:
    assert level(text).replace(FILLER, "_") == shown


def test_a_span_takes_in_the_filler_behind_it() -> None:
    text = level("&ldquo;So,&rdquo; he said")
    assert with_filler(text, Span(0, text.index("”") + 1)) == Span(0, len("&ldquo;So,&rdquo;"))
    assert with_filler(text, Span(0, len(text))) == Span(0, len(text))


def test_what_no_database_can_hold_is_replaced_one_for_one() -> None:
    assert storable("a\x00b\ud800c") == "a\ufffdb\ufffdc"


@given(MARKED)
def test_paragraphs_sentences_and_passages_lie_in_order_inside_the_text(text: str) -> None:
    found = paragraphs(text, whole(text))
    assert all(a.end <= b.start for a, b in pairwise(found))
    for paragraph in found:
        parts = sentences(text, paragraph)
        assert all(a.end <= b.start for a, b in pairwise(parts))
        assert "".join(part.of(text) for part in parts).split() or not paragraph.of(text).strip()
    for passage in pair_marks(text, found)[0]:
        assert 0 <= passage.span.start < passage.span.end <= len(text)
        assert any(paragraph.covers(passage.span) for paragraph in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        (
            "“Curly,” she said. «Guillemets», „low-high“, »reversed«.",
            ["“Curly,”", "«Guillemets»", "„low-high“", "»reversed«"],
        ),
        ("« Spaced » marks", ["« Spaced »"]),
        ("She called it « spaced ». It was.", ["« spaced »"]),
        ('“We were told of it, "- she said', ['“We were told of it, "']),
        ('"...and they went," he said.', ['"...and they went,"']),
        ('"straight closed by curly” he said', ['"straight closed by curly”']),
        ("”Closing used as opening,” he said.", ["”Closing used as opening,”"]),
        ('he said."No, she stayed," Ruel told us."Then they left.', ['"No, she stayed,"', '"Then they left.']),
        ('"a "neighbourly" world, and more," he added', ['"a "neighbourly" world, and more,"']),
        ("the 'harbour pilots,' to the ministers' plan isn't new", ["'harbour pilots,'"]),
        ("They sang in the '90s and don't now; the drivers' union", []),
        ("‘The drivers’ rest is short,’ he said.", ["‘The drivers’ rest is short,’"]),
        (
            "'Our members' patience, and the nurses' pay, are gone', he said.",
            ["'Our members' patience, and the nurses' pay, are gone'"],
        ),
        ("‘We’re goin’ home tonight,’ he said.", ["‘We’re goin’ home tonight,’"]),
        ("He said the ‘fair wages’ of the nurses’ union", ["‘fair wages’"]),
        ("the ‘old ways’ and ‘new ways’ of the drivers’ club.", ["‘old ways’", "‘new ways’"]),
        ("“He called the ‘bosses’ plan’ dead,” she said", ["“He called the ‘bosses’ plan’ dead,”"]),
        (
            "‘He called the drivers’ deal “a ‘no’ to peace” again,’ she said",
            ["‘He called the drivers’ deal “a ‘no’ to peace” again,’"],
        ),
    ],
)
def test_marks_pair(text: str, expected: list[str]) -> None:
    assert passages(text) == expected


def test_a_passage_opened_again_in_each_paragraph_is_one_a_paragraph_and_no_problem() -> None:
    text = "“One ends.\n\n“Two ends.\n\n“Three,” he said."
    assert passages(text) == ["“One ends.", "“Two ends.", "“Three,”"]
    assert alone(text) == 0


def test_a_passage_closed_in_the_next_paragraph_runs_over() -> None:
    text = '"All of it was turned down.\n\nNow it is on the table," she said. "Yes," he said.'
    assert passages(text) == ['"All of it was turned down.', 'Now it is on the table,"', '"Yes,"']
    assert alone(text) == 0


def test_a_mark_never_closed_ends_with_its_sentence_and_is_reported() -> None:
    text = '"We never closed this, he said. "A second one," he said.'
    assert passages(text) == ['"We never closed this, he said.', '"A second one,"']
    assert alone(text) == 1


def test_a_mark_never_opened_begins_with_its_sentence_and_is_reported() -> None:
    text = 'It rained. We will stay," he said. Then they left.'
    assert passages(text) == ['We will stay,"']
    assert alone(text) == 1


def test_lines_of_one_length_are_one_paragraph_and_short_lines_are_many() -> None:
    lines = [
        "The minister said on Monday that the ferry",
        "would sail again before the winter, and that",
        "fares would stay as they are until the end",
        "of the year.",
    ]
    wrapped = "\n".join(lines)
    assert len(paragraphs(wrapped, whole(wrapped))) == 1
    assert len(paragraphs("One sentence ends here.\nAnother ends here.\nA third.", Span(0, 54))) == 3


def test_a_headline_a_byline_and_a_date_are_three_paragraphs() -> None:
    text = "Ferry Strike Ends In Orme\nBy Osk Tarrin, Orme Press\nMay 5, 2032\n\nThe ferries sail again."
    assert len(paragraphs(text, whole(text))) == 4


def test_sentences_end_at_lost_spaces_and_not_at_initials() -> None:
    text = "They left.On Friday Mr. J. Ruel met the U.N. envoy in St. Orme. He smiled."
    assert [s.of(text) for s in sentences(text, whole(text))] == [
        "They left.",
        "On Friday Mr. J. Ruel met the U.N. envoy in St. Orme.",
        "He smiled.",
    ]


def test_glued_words_are_found_where_one_half_stands_elsewhere() -> None:
    text = "Talks in PortvaleForeign Minister Ruel came to Portvale. McAllister stayed."
    assert [text[at:][:7] for at in seams(text, whole(text))] == ["Foreign"]


def test_thousands_of_marks_do_not_hang() -> None:
    text = "\"'“«" * 20_000
    assert pair_marks(text, [whole(text)])[0]


# --- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2032", ("2032-01-01", "2032-12-31")),
        ("2032-02", ("2032-02-01", "2032-02-29")),
        ("2031-12", ("2031-12-01", "2031-12-31")),
        ("2032-03-10", ("2032-03-10", "2032-03-10")),
        ("2032-01-28/2032-02", ("2032-01-28", "2032-02-29")),
        ("9999", ("9999-01-01", "9999-12-31")),
    ],
)
def test_a_value_covers_the_days_from_its_first_to_its_last(value: str, days: tuple[str, str]) -> None:
    assert dates.days_of(value) == tuple(map(date.fromisoformat, days))


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2032-13",
        "2032-00",
        "2032-02-30",
        "32-01-01",
        "2032-1",
        "20321",
        "2032-01-01T10:00",
        "2031/2032/2033",
        "2031/",
    ],
)
def test_what_is_no_date_covers_no_days(value: str) -> None:
    assert dates.days_of(value) is None
    assert dates.prefixes_of(value) == ()


def test_the_parts_of_a_date_are_as_many_as_it_writes() -> None:
    assert dates.parts_of("2032-03-10") == (2032, 3, 10)
    assert dates.parts_of("2032-03") == (2032, 3, 0)
    assert dates.parts_of("2032") == (2032, 0, 0)


@pytest.mark.parametrize(
    ("time", "prefix"),
    [("2032-03-10T12:00Z", "2032-03-10"), ("2032-03", "2032-03"), ("20321", None), ("2032-13-01", None), ("May", None)],
)
def test_a_point_in_time_begins_with_its_date(time: str, prefix: str | None) -> None:
    assert dates.leading_prefix(time) == prefix


def test_an_interval_of_one_day_is_that_day() -> None:
    assert dates.interval(date(2032, 3, 9), date(2032, 3, 9)) == "2032-03-09"
    assert dates.interval(date(2032, 3, 9), date(2032, 3, 10)) == "2032-03-09/2032-03-10"


def test_whole_dates_are_found_in_a_text_where_they_stand() -> None:
    text = "Agreed on 2032-02-29, signed on Sept. 3rd, 2032 and ended on 4 of May, 2033; not on 31 June 2032."
    found = [(span.of(text), day.isoformat()) for span, day in dates.dates_in(text, whole(text))]
    assert found == [("2032-02-29", "2032-02-29"), ("Sept. 3rd, 2032", "2032-09-03"), ("4 of May, 2033", "2033-05-04")]
    assert [day for _, day in dates.dates_in(text, Span(22, len(text)))] == [date(2032, 9, 3), date(2033, 5, 4)]


@pytest.mark.parametrize(
    ("language", "month", "number", "weekday", "place"),
    [
        ("de", "märz", 3, "montag", 0),
        ("pl", "stycznia", 1, "niedziela", 6),
        ("pl", "styczeń", 1, "środa", 2),
        ("ru", "мая", 5, "пятница", 4),
        ("no", "desember", 12, "lørdag", 5),
        ("zh", "十二月", 12, "星期日", 6),
    ],
)
def test_months_count_from_one_and_weekdays_from_monday(
    language: str, month: str, number: int, weekday: str, place: int
) -> None:
    assert dates.month_names(language)[month] == number
    assert dates.weekday_names(language)[weekday] == place


def test_english_names_of_months_and_weekdays_are_those_of_the_calendar() -> None:
    assert [dates.MONTHS[name.lower()] for name in dates.MONTH_NAMES] == list(range(1, 13))
    assert {dates.MONTHS[form] for form in ("sep", "sept", "september")} == {9}
    assert dates.month_names("en") == {name.lower(): n for n, name in enumerate(dates.MONTH_NAMES, 1)}
    assert dates.weekday_names("en") == dates.WEEKDAYS


# --- words ------------------------------------------------------------------------------------------------------------


def test_words_are_folded_as_far_as_a_comparison_wants() -> None:
    assert words.normalised("  Harbour \n  LEAGUE ") == "harbour league"
    assert words.lower_words("Don’t Café") == ["don", "t", "café"]
    assert words.long_words("The ferry has SAILED on") == {"ferry", "sailed"}
    assert words.plain("Crème BRÛLÉE") == "creme brulee"
    assert words.plain_words("Don’t stop_here, O'Néill") == ["dont", "stop", "here", "oneill"]


# --- rules one by one -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. It was late.", ["It rained.", "It was late."]),
        ("It rained! It was late? Yes.", ["It rained!", "It was late?", "Yes."]),
        ("It rained. it was late.", ["It rained. it was late."]),
        ("It cost 3.50 in all. So.", ["It cost 3.50 in all.", "So."]),
        ("“It rained.” She left.", ["“It rained.”", "She left."]),
        ("It rained… She left.", ["It rained…", "She left."]),
        ("It rained.) (She left.", ["It rained.)", "(She left."]),
        ("On Sept. 3 it rained. So.", ["On Sept. 3 it rained.", "So."]),
        ("Rep. Ruel and Gov. Sand left. So.", ["Rep. Ruel and Gov. Sand left.", "So."]),
        ("at 5 p.m. It rained", ["at 5 p.m. It rained"]),
        ("Es regnete am 3. März. Ja.", ["Es regnete am 3. März.", "Ja."]),
        ("It rained.2032 was dry.", ["It rained.2032 was dry."]),
        ("", []),
    ],
)
def test_where_sentences_end(text: str, found: list[str]) -> None:
    assert [sentence.of(text) for sentence in sentences(text, whole(text))] == found


def paragraph_count(*rows: str) -> int:
    text = "\n".join(rows)
    return len(paragraphs(text, whole(text)))


def test_hard_wrapped_lines_are_short_even_and_broken() -> None:
    row = "the ferry sailed on and on across the water until it"  # 52 characters
    assert paragraph_count(row, row, row) == 1
    assert paragraph_count(row, row) == 2
    assert paragraph_count(row.title(), row.title(), row.title()) == 1
    short = row[:49].title()
    assert paragraph_count(short, short, short) == 3
    assert paragraph_count(short, short.lower(), short.lower()) == 1
    assert paragraph_count(short, short.lower(), short) == 1
    assert paragraph_count(short, short.lower(), short, short) == 4
    assert paragraph_count(row + row[:48], row + row[:48], row) == 1
    assert paragraph_count(row + row[:49], row + row[:49], row) == 3
    assert paragraph_count(row, row[:32], row) == 1
    assert paragraph_count(row, row[:31], row) == 3
    assert paragraph_count(row[:-1] + ".", row, row) == 3
    assert paragraph_count(row[:-1] + ".", row, row, row) == 1


def test_a_blank_line_parts_wrapped_blocks() -> None:
    row = "the ferry sailed on and on across the water until it"
    assert paragraph_count(row, row, row, "", row, row, row) == 2


@pytest.mark.parametrize(
    ("text", "content", "form"),
    [
        ("“It rained,” she said", ["“It rained,”"], "direct"),
        ("“It rained,” she said", ["It rained,"], "direct"),
        ("it “rained” today", ["it “rained” today"], "mixed"),
        ("it rained today", ["it rained today"], "indirect"),
        ("“Yes,” she said, and no", ["“Yes,”", "and no"], "mixed"),
        ("“Yes,” she said, “no”", ["“Yes,”", "“no”"], "direct"),
        ("it rained ‘today’", ["it rained ‘today’"], "indirect"),
    ],
)
def test_the_form_that_marks_give(text: str, content: list[str], form: str) -> None:
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in content]
    assert form_by_marks(text, spans) == form


def test_gaps_and_masks_keep_every_place() -> None:
    assert list(gaps([Span(2, 4), Span(4, 5), Span(8, 9)], Span(0, 9))) == [Span(0, 2), Span(5, 8)]
    assert list(gaps([], Span(3, 3))) == []
    assert mask("abcdef", [Span(1, 3), Span(2, 4)]) == "a   ef"
    assert strip("  ab  ", Span(0, 6)) == Span(2, 4)
    assert strip("   ", Span(0, 3)) == Span(3, 3)


def test_passages_have_their_depth_and_kind_of_marks() -> None:
    text = "“He said ‘so, again’ to us,” she said"
    found = pair_marks(text, [whole(text)])[0]
    assert [(each.span.of(text), each.depth, each.double) for each in found] == [
        ("“He said ‘so, again’ to us,”", 0, True),
        ("‘so, again’", 1, False),
    ]


def test_a_model_of_languages_that_is_another_one_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "model.npz.xz").write_bytes(b"of another version")
    with pytest.raises(ImportError, match="install onrecord and py3langid again"):
        checked(tmp_path / "model.npz.xz")


def test_a_language_is_told_only_where_it_is_sure() -> None:
    assert language("Die Gebühren steigen im Frühjahr, sagte der Hafenmeister.") == "de"
    assert language("Die Gebühren steige") is None
    assert language("") is None
