"""Quotations by phenomenon, and what holds for any text. Spans are checked through the words they cover."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord import Quotation, analyse
from onrecord.analysis.extract.drafts import drafts
from onrecord.analysis.extract.implicit_quotations import with_implicit
from onrecord.analysis.extract.layout import by_layout
from onrecord.analysis.extract.spans import MarkedPassages, nested, trimmed
from onrecord.models.reading import Finding, Page
from onrecord.text.anchors import overlap
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Span, content_id, covered
from tests.support.readings import Words, place, quoted


def quotations(text: str) -> tuple[Quotation, ...]:
    return tuple(quotation for reading in analyse(text) for quotation in reading.quotations)


def only(text: str) -> Quotation:
    (quotation,) = quotations(text)
    return quotation


def parts(text: str) -> tuple[list[str], str | None, str | None, str]:
    quotation = only(text)
    return (
        [span.of(text) for span in quotation.content],
        quotation.cue and quotation.cue.of(text),
        quotation.source and quotation.source.of(text),
        quotation.form,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            '"The gates stay open," Foreign Minister Ana Ruel said on Monday.',
            (['"The gates stay open,"'], "said", "Foreign Minister Ana Ruel", "direct"),
        ),
        (
            '"The gates stay open," said Ana Ruel, the foreign minister.',
            (['"The gates stay open,"'], "said", "Ana Ruel, the foreign minister", "direct"),
        ),
        (
            'Ana Ruel told reporters: "The gates stay open."',
            (['"The gates stay open."'], "told reporters", "Ana Ruel", "direct"),
        ),
        ("„We stay here too,“ Ivo Sand said.", (["„We stay here too,“"], "said", "Ivo Sand", "direct")),
        ("»We stay here too,« Ivo Sand said.", (["»We stay here too,«"], "said", "Ivo Sand", "direct")),
        ("'We stay here, all of us,' Ivo Sand said.", (["'We stay here, all of us,'"], "said", "Ivo Sand", "direct")),
        (
            "In Orme, Ana Ruel said the count would not be delayed.",
            (["the count would not be delayed"], "said", "Ana Ruel", "indirect"),
        ),
        (
            "“The gates,” she added, “stay open.”",
            (["“The gates,”", "“stay open.”"], "added", "she", "direct"),
        ),
        (
            "“The gates stay open,” she said. “All of them, all summer.”",
            (["“The gates stay open,”", "“All of them, all summer.”"], "said", "she", "direct"),
        ),
        (
            "“Will the gates stay open?” Ruel asked.",
            (["“Will the gates stay open?”"], "asked", "Ruel", "direct"),
        ),
        (
            "The minister said that the gates would stay open.",
            (["that the gates would stay open"], "said", "The minister", "indirect"),
        ),
        (
            "The gates will stay open, the press service of the ministry said on Monday.",
            (["The gates will stay open"], "said", "the press service of the ministry", "indirect"),
        ),
        (
            "The gates, the minister said, will stay open.",
            (["The gates", "will stay open"], "said", "the minister", "indirect"),
        ),
        (
            "According to the ministry, the gates will stay open.",
            (["the gates will stay open"], "According to", "the ministry", "indirect"),
        ),
        (
            "The gates will stay open, according to Ana Ruel.",
            (["The gates will stay open"], "according to", "Ana Ruel", "indirect"),
        ),
        (
            "Ruel noted that the gates were “as good as welded” to their frames.",
            (["that the gates were “as good as welded” to their frames"], "noted", "Ruel", "mixed"),
        ),
        (
            "The islanders have called for a second boat.",
            (["a second boat"], "have called for", "The islanders", "indirect"),
        ),
        (
            "Ana Ruel, the port's director, said that fees would rise.",
            (["that fees would rise"], "said", "Ana Ruel, the port's director", "indirect"),
        ),
    ],
)
def test_content_cue_source_and_form(text: str, expected: tuple[list[str], str, str, str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("‘The drivers’ rest is too short,’ Ana Ruel said.", ["‘The drivers’ rest is too short,’"], "Ana Ruel"),
        ("'Our nurses' pay is a joke,' said Ivo Sand.", ["'Our nurses' pay is a joke,'"], "Ivo Sand"),
        (
            "‘That’s the teachers’ day,’ said Nalani Ka’ana, ‘and the children’s week.’",
            ["‘That’s the teachers’ day,’", "‘and the children’s week.’"],
            "Nalani Ka’ana",
        ),
        ("‘We’re leavin’ the league,’ said Ngozi Ng’etich.", ["‘We’re leavin’ the league,’"], "Ngozi Ng’etich"),
    ],
)
def test_an_apostrophe_closes_no_single_marks(text: str, content: list[str], source: str) -> None:
    found = parts(text)
    assert (found[0], found[2], found[3]) == (content, source, "direct")
    speaker = only(text).speaker
    assert speaker is not None
    assert (speaker.name, speaker.kind) == (source, "person")


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("&quot;The gates stay open,&quot; Ana Ruel said.", ["&quot;The gates stay open,&quot;"]),
        (
            "&ldquo;We don&rsquo;t close,&rdquo; Ana Ruel said. &ldquo;Not in summer.&rdquo;",
            ["&ldquo;We don&rsquo;t close,&rdquo;", "&ldquo;Not in summer.&rdquo;"],
        ),
        ("Ana Ruel said: &#8220;The gates stay open.&#8221;", ["&#8220;The gates stay open.&#8221;"]),
        ("Ana&nbsp;Ruel said the gates of Rope &amp; Sons stay open.", ["the gates of Rope &amp; Sons stay open"]),
        (
            "&#x2018;The drivers&#x2019; rest is short,&#x2019; Ana Ruel said.",
            ["&#x2018;The drivers&#x2019; rest is short,&#x2019;"],
        ),
    ],
)
def test_literal_entities_are_read_as_what_they_show_and_stay_whole(text: str, content: list[str]) -> None:
    quotation = only(text)
    assert [span.of(text) for span in quotation.content] == content
    assert quotation.form == ("indirect" if "Rope" in text else "direct")
    assert quotation.speaker is not None
    assert quotation.speaker.name in ("Ana Ruel", "Ana&nbsp;Ruel")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The gates stay open,” said Ana Lo\u0301pez of the league.", "Ana López"),
        ("“The gates stay open,” said An\xada Ru\u200bel of the league.", "Ana Ruel"),
        ("“The gates stay open,” said Ana Ib&aacute;&ntilde;ez of the league.", "Ana Ibáñez"),
        ("\u200f“The gates stay open,”\u200f said Ana Ruel.", "Ana Ruel"),
    ],
)
def test_what_shows_nothing_parts_no_word(text: str, speaker: str) -> None:
    quotation = only(text)
    assert quotation.form == "direct"
    assert quotation.speaker is not None
    assert quotation.speaker.name == speaker


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("It was late. 😀😀 “The gates stay open,” Ana Ruel said.", "“The gates stay open,”"),
        ("🎉 “🚢 Ferries sail again,” Ana Ruel wrote. 🎉", "“🚢 Ferries sail again,”"),
        ("• “The gates stay open,” Ana Ruel said.", "“The gates stay open,”"),
        ("“The gates stay open,” Ana Ruel said 😡.", "“The gates stay open,”"),
    ],
)
def test_symbols_outside_the_marks_are_no_words_of_the_speaker(text: str, content: str) -> None:
    quotation = only(text)
    assert quotation.text == content
    assert quotation.cue is not None
    assert quotation.cue.of(text).isalpha()


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Ana Ruel said she would open the gates in May, and drove home.", "she would open the gates in May"),
        ("Ana Ruel said she would open the gates and went home.", "she would open the gates"),
        ("Ana Ruel told reporters that it will rain again, then walked away.", "that it will rain again"),
        ("Ana Ruel promised to end the strike by May, but took no questions.", "to end the strike by May"),
        ("Ana Ruel said the road would be paved, and lit at night.", "the road would be paved, and lit at night"),
        ("Ana Ruel said she would cut the fee, and leave.", "she would cut the fee, and leave"),
        ("Ana Ruel said that it had rained, and stopped.", "that it had rained, and stopped"),
    ],
)
def test_what_the_speaker_did_next_is_not_said(text: str, content: str) -> None:
    assert content in [quotation.text for quotation in quotations(text)]


@pytest.mark.parametrize(
    ("text", "source", "role"),
    [
        ("“The tram never came.” (Ana Ruel, nurse)", "Ana Ruel, nurse", "nurse"),
        ("“The tram never came.” – Ana Ruel, florist", "Ana Ruel, florist", "florist"),
        ("“The tram never came.” : Ana de la Ruel", "Ana de la Ruel", None),
        ("“The tram never came.”\n— Ana Ruel, tram driver", "Ana Ruel, tram driver", "tram driver"),
        ("(Ana Ruel, florist): “The tram never came.”", "Ana Ruel, florist", "florist"),
        ("Ana Ruel, florist — “The tram never came.”", "Ana Ruel, florist", "florist"),
        ("Ana Ruel, florist: “The tram never came.”", "Ana Ruel, florist", "florist"),
    ],
)
def test_a_passage_beside_nothing_but_a_name_is_signed(text: str, source: str, role: str | None) -> None:
    text = f"Voices\n\n“We swim.” – Ivo Sand\n\n{text}\n"
    quotation = next(each for each in quotations(text) if each.text == "“The tram never came.”")
    assert quotation.source is not None
    assert quotation.speaker is not None
    assert quotation.source.of(text) == source
    assert (quotation.speaker.name, quotation.speaker.role) == (source.split(",")[0], role)


@pytest.mark.parametrize("behind", ["(Applause)", "(The Orme Press Agency)", "(Laughter, cheers)", "(2031)"])
def test_a_remark_in_parentheses_signs_nothing(behind: str) -> None:
    assert [each.source for each in quotations(f"Voices\n\n“The tram never came.” {behind}\n")] == [None]


def test_two_quotations_with_their_own_cues_are_two_rows() -> None:
    text = '"It will stay open," he said. "It will stay open all summer," Ruel added.'
    assert [q.text for q in quotations(text)] == ['"It will stay open,"', '"It will stay open all summer,"']


def test_a_second_report_in_one_sentence_is_a_second_row_with_the_same_source() -> None:
    text = "The ministry said that the gates stay open, adding that nobody had asked."
    assert [q.source and q.source.of(text) for q in quotations(text)] == ["The ministry", "The ministry"]


def test_words_glued_by_a_lost_space_are_read() -> None:
    text = 'The talks went on, he said."No, they did not," Ruel told reporters.On Friday they ended.'
    assert '"No, they did not,"' in [q.text for q in quotations(text)]


def test_a_paragraph_in_marks_without_a_cue_goes_on_with_the_speaker() -> None:
    text = "“The gates stay open,” Ana Ruel said.\n\n“We have promised it, and we keep what we promise.”"
    first, second = quotations(text)
    assert second.cue is None
    assert second.speaker == first.speaker
    assert second.confidence < first.confidence


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “fair plan” was dropped in spring.",
        "The film “Red Gates” opened in Orme.",
        "They discussed the issue and went home.",
        "The islanders' boat isn't new.",
        "Ana Ruel said in Orme.",
        '."?0',
    ],
)
def test_scare_quotes_titles_and_plain_narration_are_no_statements(text: str) -> None:
    assert quotations(text) == ()


@pytest.mark.parametrize(
    ("headline", "content", "source"),
    [
        ("Minister: Gates Will Stay Open", "Gates Will Stay Open", "Minister"),
        ("'Gates will stay open this summer': Ruel", "'Gates will stay open this summer'", "Ruel"),
        ("Ministry Says Gates Will Stay Open", "Gates Will Stay Open", "Ministry"),
    ],
)
def test_headline_speech(headline: str, content: str, source: str) -> None:
    text = f"{headline}\n\nNothing else was known in the evening."
    quotation = only(text)
    assert quotation.headline
    assert quotation.text == content
    assert quotation.source is not None
    assert quotation.source.of(text) == source


@pytest.mark.parametrize(
    "text", ['He said: "We never', 'We stay," he said.', '"', "“”", '"""', "«a", "a”", "‘ ’ “ „ » «"]
)
def test_unbalanced_marks_are_problems_or_nothing_but_never_errors(text: str) -> None:
    for reading in analyse(text):
        assert all(problem.span and problem.span.end <= len(text) for problem in reading.problems)


def test_a_mark_without_partner_is_a_problem_with_its_place() -> None:
    text = 'He said: "We never close.\n\nIt rained.'
    (reading,) = analyse(text)
    (problem,) = reading.problems
    assert problem.span is not None
    assert problem.span.of(text) == '"'
    assert problem.remedy


NEWSLIKE = st.lists(
    st.sampled_from(
        ['"', "“", "”", "'", "«", "said", "Ana Ruel", "the minister", "that", ",", ".", "?", " ", "\n", "\n\n", "told",
         "according to", ":", "Monday", "he", "gates stay open", "PortvaleForeign", "\u00a0", "Сlaims", "—", "1.",
         "ſaid", "1 Auguſt 2025", "on ſunday", "adding"]
    ),
    max_size=40,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=200)
@example("0:ACCORDING TO..")  # a source of two full stops
@example('" : : : "!0')  # five marks between quotation marks are not speech
@given(st.one_of(st.text(max_size=300), NEWSLIKE))
def test_any_text_gives_spans_inside_it_in_order_with_the_text_they_cover(text: str) -> None:
    found = analyse(text)
    assert found == analyse(text)
    for reading in found:
        starts = [quotation.content[0].start for quotation in reading.quotations]
        assert starts == sorted(starts)
        assert len({quotation.id for quotation in reading.quotations}) == len(starts)
        for quotation in reading.quotations:
            check(quotation, reading.document.text, len(text))


def check(quotation: Quotation, text: str, length: int) -> None:
    spans = [*quotation.content, *filter(None, (quotation.cue, quotation.source))]
    assert all(0 <= span.start < span.end <= length for span in spans)
    assert all(a.end <= b.start for a, b in zip(quotation.content, quotation.content[1:], strict=False))
    assert quotation.text == covered(text, quotation.content)
    assert 0 < quotation.confidence <= 1
    assert any(character.isalnum() for character in quotation.text)
    own = [span for span in (quotation.cue, quotation.source) if span]
    assert not any(span.meets(part) for span in own for part in quotation.content)


# --- rules on hand-made findings, without the reading model -----------------------------------------------------------


def page_of(text: str, headline: str | None = None) -> tuple[Page, MarkedPassages]:
    within = paragraphs(text, Span(0, len(text)))
    passages, _ = pair_marks(text, within)
    return Page(text, within, passages, place(text, headline) if headline else None), MarkedPassages(passages)


def found_in(text: str, content: Words, cue: Words, source: Words | None = None, chance: float = 0.9) -> Finding:
    spans = (place(text, content),)
    return Finding(spans, place(text, cue), place(text, source) if source else None, True, chance, (1.0, 1.0, 1.0))


def drafted(text: str, *findings: Finding, headline: str | None = None) -> list[list[str]]:
    """The contents of the drafts that are made of findings."""
    page, marked = page_of(text, headline)
    return [[span.of(text) for span in draft.content] for draft in drafts(page, marked, findings)]


def implicit(text: str, *findings: Finding, headline: str | None = None) -> list[list[str]]:
    page, marked = page_of(text, headline)
    made = with_implicit(page, marked, drafts(page, marked, findings))
    return [[span.of(text) for span in draft.content] for draft in made]


@pytest.mark.parametrize(
    ("content", "grown"),
    [
        ("gates stay open for all of", '"The gates stay open for all of us"'),
        ("for all of us", "for all of us"),
        ('gates stay open for all of us", Ana', '"The gates stay open for all of us", Ana'),
    ],
)
def test_content_mostly_in_marks_takes_in_all_that_is_in_them(content: str, grown: str) -> None:
    text = '"The gates stay open for all of us", Ana Ruel said.'
    share = len(content) / len('"The gates stay open for all of us"')
    expected = grown if share >= 0.6 else f'"The gates stay open {content}"'
    assert drafted(text, found_in(text, content, "said")) == [[expected]]


def test_content_that_covers_little_of_the_marks_or_has_its_cue_in_them_stays() -> None:
    text = 'Ana Ruel said it was "very" late and cold and dark in the harbour.'
    assert drafted(text, found_in(text, 'was "ve', "said")) == [['was "ve']]
    assert drafted(text, found_in(text, 'was "ver', "said")) == [['was "very"']]
    inside = '"The gates stay open, she said, for us"'
    assert drafted(inside, found_in(inside, "gates stay open", "said")) == [["gates stay open"]]


def test_content_is_split_at_paragraphs_and_joined_over_spaces() -> None:
    text = "It rained\n\nand rained, Ana Ruel said."
    assert drafted(text, found_in(text, "rained\n\nand rained", "said")) == [["rained", "and rained"]]
    parts = replace(found_in(text, "and", "said"), content=(place(text, "and"), place(text, ("rained", 2))))
    assert drafted(text, parts) == [["and rained"]]
    apart = replace(parts, content=(place(text, ("rained", 1)), place(text, "and")))
    assert drafted(text, apart) == [["rained", "and"]]


def test_content_without_words_or_with_its_own_cue_is_refused() -> None:
    text = "It rained … Ana Ruel said so."
    assert drafted(text, found_in(text, "…", "said")) == []
    assert drafted(text, found_in(text, "said so", "said")) == []
    assert drafted(text, found_in(text, "Ruel", "said", "Ana Ruel")) == []
    assert drafted(text, found_in(text, "so", "said", "Ana Ruel")) == [["so"]]


def test_of_two_readings_of_a_passage_the_likelier_is_kept() -> None:
    text = "Ana Ruel said that it rained here; she added that it was late."
    likely, less = found_in(text, "it rained here", "said"), found_in(text, "that it rained here", "said", chance=0.8)
    assert drafted(text, less, likely) == [["it rained here"]]
    assert len(drafted(text, found_in(text, "that it rained", "said", chance=0.8), likely)) == 2
    small = found_in(text, "here", "said", chance=0.8)
    assert drafted(text, likely, small) == [["it rained here"], ["here"]]
    other = found_in(text, "it was late", "added")
    assert drafted(text, likely, other) == [["it rained here"], ["it was late"]]


def test_a_quotation_within_another_is_kept_beside_it() -> None:
    text = "Ana Ruel said Ivo Sand said it rained."
    outer = found_in(text, "Ivo Sand said it rained", "said")
    inner = found_in(text, "Sand said it rained", ("said", 2), chance=0.5)
    nested_words = replace(inner, content=(place(text, "it rained"),))
    assert drafted(text, outer, nested_words) == [["Ivo Sand said it rained"], ["it rained"]]


@pytest.mark.parametrize(
    ("cue", "kind"), [("said", "speech"), ("believes", "belief"), ("hopes", "belief"), ("firmly believes", "belief")]
)
def test_the_kind_of_a_quotation_is_told_by_its_cue(cue: str, kind: str) -> None:
    text = f"Ana Ruel {cue} that it rained."
    page, marked = page_of(text)
    (draft,) = drafts(page, marked, [found_in(text, "it rained", cue, chance=0.12345)])
    assert (draft.kind, draft.confidence) == (kind, 0.123)


def test_a_cue_of_a_mere_talk_and_a_source_that_was_told_are_dropped() -> None:
    text = "Ana Ruel discussed the fees."
    assert drafted(text, found_in(text, "the fees", "discussed")) == []
    told = "Ana Ruel was told that it rained."
    page, marked = page_of(told)
    (draft,) = drafts(page, marked, [found_in(told, "it rained", "was told", "Ana Ruel")])
    assert draft.source is None


def test_an_aside_is_no_part_of_a_source() -> None:
    text = "Ana Ruel, who chairs the league, said that it rained."
    page, marked = page_of(text)
    (draft,) = drafts(page, marked, [found_in(text, "it rained", "said", "Ana Ruel, who chairs the league")])
    assert draft.source == place(text, "Ana Ruel")


YES = '"Yes, we will"'


def test_marked_words_after_a_quotation_join_it_or_stand_alone_or_are_left_out() -> None:
    text = f'{YES}, Ana Ruel said. "And soon, we hope, too."'
    assert implicit(text, found_in(text, YES, "said")) == [[YES, '"And soon, we hope, too."']]
    apart = f'{YES}, Ana Ruel said. It rained. "And soon, we hope, too."'
    assert implicit(apart, found_in(apart, YES, "said")) == [[YES], ['"And soon, we hope, too."']]
    term = f'{YES}, Ana Ruel said. It rained. The ferry called "And soon, we hope, too" left.'
    assert implicit(term, found_in(term, YES, "said")) == [[YES]]
    before = f'Ana Ruel said {YES}. "And soon, we hope, too."'
    assert implicit(before, found_in(before, YES, "said")) == [[YES], ['"And soon, we hope, too."']]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ('"One two three four five"', True),
        ('"One two three four"', False),
        ('"One two."', True),
        ('"One two!"', True),
        ("'One two.'", False),
    ],
)
def test_marked_words_without_a_cue_are_speech_if_long_or_a_sentence(words: str, found: bool) -> None:
    text = f"{YES}, Ana Ruel said.\n\n{words}"
    assert ([words] in implicit(text, found_in(text, YES, "said"))) is found


def test_marked_words_in_a_headline_are_speech_wherever_they_stand() -> None:
    text = 'Mayor Calls Fees "One Two Three Four Five" Things\n\nIt rained all day.'
    headline = 'Mayor Calls Fees "One Two Three Four Five" Things'
    assert implicit(text, headline=headline) == [['"One Two Three Four Five"']]
    assert implicit(text) == []


def test_paragraphs_in_the_first_person_continue_a_speaker_who_was_quoted() -> None:
    long = "We went down to the harbour and waited for the ferry there"  # twelve words
    text = f"{YES}, Ana Ruel said.\n\n{long}.\n\nAnd then we left."
    assert implicit(text, found_in(text, YES, "said")) == [[YES], [long]]
    short = text.replace(" there", "")
    assert implicit(short, found_in(short, YES, "said")) == [[YES]]
    authored = f"{long}.\n\n{text}"
    assert implicit(authored, found_in(authored, YES, "said")) == [[YES]]
    third = text.replace("We went", "They went")
    assert implicit(third, found_in(third, YES, "said")) == [[YES]]
    broken = text.replace("said.\n\n", "said.\n\nIt rained all day.\n\n")
    assert implicit(broken, found_in(broken, YES, "said")) == [[YES]]


def test_implicit_quotations_and_those_by_layout_have_their_own_confidence() -> None:
    long = "We went down to the harbour and waited for the ferry there"
    text = f'{YES}, Ana Ruel said.\n\n"And soon, we hope, too."\n\n{long}.'
    page, marked = page_of(text)
    made = with_implicit(page, marked, drafts(page, marked, [found_in(text, YES, "said")]))
    assert [draft.confidence for draft in made] == [0.9, 0.4, 0.1]
    (signed,) = by_layout(page_of('"We keep it open." - Ana Ruel')[0])
    assert (signed.cue, signed.source, signed.confidence) == (Span(19, 20), Span(21, 29), 0.85)


def test_overlap_is_the_share_of_characters_in_common() -> None:
    assert overlap([Span(0, 10)], [Span(5, 15)]) == pytest.approx(1 / 3)
    assert overlap([Span(0, 10)], [Span(0, 10)]) == 1.0
    assert overlap([Span(0, 5), Span(10, 15)], [Span(0, 15)]) == pytest.approx(2 / 3)
    assert overlap([Span(0, 5)], [Span(5, 9)]) == 0.0


def test_a_quotation_is_nested_in_the_smallest_around_it() -> None:
    text = "Ana said Ivo said Teal said it rained. So"
    outer = quoted(text, "Ivo said Teal said it rained", "said", id="outer")
    middle = quoted(text, "Teal said it rained", ("said", 2), id="middle")
    inner = quoted(text, "it rained", ("said", 3), id="inner")
    after = quoted(text, "So", ("said", 3), id="after")
    assert [one.inside for one in nested([outer, middle, inner, after])] == [None, "outer", "middle", None]
    assert [one.inside for one in nested([outer, replace(inner, cue=None)])] == [None, None]


@pytest.mark.parametrize(
    ("text", "trimmed_text"),
    [
        (", it rained.", "it rained"),
        ("— the U.S.", "the U.S."),
        ("with Ana R.", "with Ana R."),
        (" . ", ""),
        ("so, ", "so"),
    ],
)
def test_content_is_trimmed_of_marks_between_words(text: str, trimmed_text: str) -> None:
    assert trimmed(text, Span(0, len(text))).of(text) == trimmed_text


def test_marked_passages_are_found_by_place() -> None:
    text = 'It was "so" and "so" again.'
    _, marked = page_of(text)
    first, second = place(text, '"so"'), place(text, ('"so"', 2))
    assert [each.span for each in marked.meeting(Span(0, len(text)))] == [first, second]
    assert [each.span for each in marked.meeting(Span(first.end - 1, second.start))] == [first]
    assert [each.span for each in marked.meeting(Span(first.end, second.start + 1))] == [second]
    assert marked.meeting(Span(first.end, second.start)) == []


def test_a_mark_without_a_partner_is_a_problem_at_its_place() -> None:
    text = "Ana Ruel said: “The gates stay open.\n\nNobody else was asked."
    found = [problem for reading in analyse(text) for problem in reading.problems if problem.stage == "extract"]
    assert [(problem.message, problem.span) for problem in found] == [
        ("quotation mark “ has no partner", Span(text.index("“"), text.index("“") + 1))
    ]


def test_the_id_of_a_quotation_is_made_of_its_document_and_place() -> None:
    (read,) = analyse("Ana Ruel said: “The gates stay open.”\n")
    (quotation,) = read.quotations
    edges = [edge for span in quotation.content for edge in span]
    assert quotation.id == content_id("quotation", read.document.sha256, *edges)
