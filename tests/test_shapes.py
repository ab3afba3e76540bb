"""What is no prose costs next to nothing, what is left out is counted, and the bench of shapes judges growth."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np
import pytest

from bench.shapes.slopes import Slope
from bench.shapes.text import shapes
from onrecord.analysis.extract import MOST_QUOTATIONS
from onrecord.analysis.extract.problems import MOST_UNPAIRED, left_out
from onrecord.analysis.pipeline import analyse
from onrecord.analysis.split.budget import MOST_LINES, MOST_PIECES, within_lines, within_pieces
from onrecord.models.reading import Findings, Page
from onrecord.models.reading.decode import FEW_CUES, Floats, likeliest
from onrecord.models.reading.model import WEIGHTS, load
from onrecord.models.reading.runs import MARKS, TOKEN, collapsed
from onrecord.models.reading.units import SPARE, Units, units
from onrecord.models.reading.word_pieces import WordPieces
from onrecord.text.marks import pair_marks
from onrecord.types import Document, Problem, Quotation, Reading, Span, Story

AROUND = "Ana Ruel said that the harbour would open."


def units_of(*paragraphs: str) -> Units:
    text = "\n\n".join(paragraphs)
    starts = [text.index(paragraph) for paragraph in paragraphs]
    spans = [Span(start, start + len(paragraph)) for start, paragraph in zip(starts, paragraphs, strict=True)]
    return units(Page(text, spans), WordPieces(WEIGHTS / "vocabulary.txt"))


def problems_of(text: str) -> list[Problem]:
    return [problem for reading in analyse(text, strict=True) for problem in reading.problems]


# --- runs collapse before the encoder, and offsets are kept -----------------------------------------------------------


@pytest.mark.parametrize(
    "run",
    [
        "." * 5000,
        "-" * 5000,
        "—" * 5000,
        "…" * 5000,
        "。" * 5000,
        "_" * 5000,
        ". " * 5000,
        ".,;:!?" * 900,
        "“”" * 2500,
        "\u0301" * 5000,
        "\ufffd" * 5000,
        "https://lowen.example/" + "a/b-c_d." * 700,
        "ana.ruel@lowen.example;" * 300,
        "U.S.A.F.B.I." * 400,
        "so-and-" * 700,
        "0123456789abcdef+/" * 300,
    ],
)
def test_a_run_is_a_piece_or_two_and_the_words_around_it_keep_their_places(run: str) -> None:
    alone, text = units_of(AROUND), f"{AROUND} {run} {AROUND}"
    table = units_of(text)
    assert len(table.pieces) - 2 * len(alone.pieces) <= 8
    assert len(table) >= 2 * len(alone)
    places = [text[a:b] for a, b in zip(table.start.tolist(), table.end.tolist(), strict=True)]
    words = [AROUND[a:b] for a, b in zip(alone.start.tolist(), alone.end.tolist(), strict=True)]
    assert places[: len(words)] == places[-len(words) :] == words
    assert np.all(table.start[1:] >= table.end[:-1])


def test_short_runs_and_words_stay_as_they_are() -> None:
    text = f"Well... “so” is {'!' * MARKS} {'a' * (TOKEN - 1)} – no."
    assert collapsed(text).text == text
    assert collapsed(text).start.tolist() == list(range(len(text)))


def test_marks_around_a_long_address_are_no_part_of_it() -> None:
    address = "https://lowen.example/" + "a" * TOKEN
    assert collapsed(f'See "{address}".').text == 'See "x".'


# --- what is no prose is left out, and counted ------------------------------------------------------------------------


def test_a_paragraph_of_word_pieces_without_words_is_not_read_and_its_neighbours_are() -> None:
    initials = "A.B.C. D.E.F. " * 200
    table = units_of(AROUND, initials, f"{AROUND} Too.")
    assert [span.end - span.start for span in table.unread] == [len(initials)]
    assert np.unique(table.paragraph).tolist() == [0, 2]
    (problem,) = [each for each in problems_of(f"{AROUND}\n\n{initials}\n\n{AROUND}") if "no prose" in each.message]
    assert f"1 paragraphs of {len(initials.strip()):,} characters" in problem.message
    assert problem.remedy


def test_a_few_dense_lines_are_read() -> None:
    assert units_of(*["." * n for n in range(20, SPARE + 40)]).unread == ()
    assert units_of("U.S. 3.5% – A.B.C.", *[f"{n}. N.A.T.O. – {n}.5%" for n in range(SPARE // 40)]).unread == ()


@pytest.mark.parametrize(
    "words",
    [
        "Министр заявил, что не согласится на это. ",
        "部长说他们不会同意这项协议。",
        "قال الوزير إنه لن يوافق. ",
        "장관은 합의하지 않겠다고 말했다. ",
        "Bộ trưởng nói rằng họ sẽ không đồng ý. ",
    ],
)
def test_prose_in_any_script_is_read(words: str) -> None:
    assert units_of(words * 200).unread == ()


def cue_tags(*chances: float) -> Floats:
    """Return tags of units that are cues with these chances."""
    return np.log([[1 - chance, chance, 1e-9] for chance in chances]).astype(np.float32)


def test_of_a_crowd_of_cues_the_likeliest_are_looked_at_and_the_likely_others_counted() -> None:
    cues = [(n, n + 1) for n in range(30)]
    looked_at, left = likeliest(cues, cue_tags(*[0.9, 0.3] * 15), characters=120)
    assert looked_at == [(n, n + 1) for n in range(0, 20, 2)]
    assert left == [(n, n + 1) for n in range(20, 30, 2)]


def test_of_unlikely_cues_few_are_looked_at_and_the_others_are_no_problem() -> None:
    cues = [(n, n + 1) for n in range(30)]
    looked_at, left = likeliest(cues, cue_tags(*[0.3] * 30), characters=120)
    assert (len(looked_at), left) == (FEW_CUES, [])


def test_cues_that_were_left_are_one_problem_that_counts_them() -> None:
    reading = Reading(Document("a.txt", b"said " * 9, "said " * 9), Story("1", Span(0, 45)), "said " * 9)
    (problem,) = left_out(reading, Findings((), (), (), (Span(0, 4), Span(20, 24))), [])
    assert problem.message.startswith("2 words that may report")
    assert problem.span == (0, 24)


def test_a_dialogue_of_short_sentences_is_no_crowd() -> None:
    text = (
        "".join(f"“{words},” {who} said.\n" for words in ("We stay", "We go", "They pay") for who in ("he", "she")) * 8
    )
    lines = list(accumulate(map(len, text.splitlines(keepends=True)), initial=0))
    findings = load().read(Page(text, [Span(start, end - 1) for start, end in pairwise(lines)]))
    assert findings.crowded == ()
    assert len(findings.quotations) > 40


def test_quotations_over_the_budget_are_one_problem_that_counts_them() -> None:
    document = Document("a.txt", AROUND.encode(), AROUND)
    reading = Reading(document, Story("1", Span(0, len(AROUND))), AROUND)
    over = [Quotation(str(n), "direct", (Span(n, n + 1),), "x") for n in range(3)]
    (problem,) = left_out(reading, Findings((), ()), over)
    assert (problem.message, problem.span) == ("3 quotations were left out: the story has too many", Span(0, 3))
    assert MOST_QUOTATIONS >= 10_000


def test_marks_without_a_partner_are_named_up_to_a_number_and_then_counted() -> None:
    text = "\n\n".join(["The harbour will open,” she said."] * (MOST_UNPAIRED + 20))
    found = [problem for problem in problems_of(text) if "partner" in problem.message]
    assert len(found) == MOST_UNPAIRED + 1
    assert found[-1].message.startswith("20 more quotation marks")


# --- the budget of a document -----------------------------------------------------------------------------------------


def test_lines_over_the_budget_are_not_read_and_their_characters_counted() -> None:
    text = "a\n" * (MOST_LINES + 500)
    assert within_lines(text, Span(0, len(text))) == Span(0, 2 * MOST_LINES - 1)
    (problem,) = problems_of(text)
    assert f"the last {2 * 500 - 1:,} characters were not read" in problem.message
    assert f"{MOST_LINES:,} lines" in problem.message


def test_word_pieces_over_the_budget_are_not_read() -> None:
    text = "\n".join(["the harbour of the league"] * 100)
    spans = [Span(n, n + 25) for n in range(0, len(text), 26)]
    assert within_pieces(text, spans, 500) == spans
    assert within_pieces(text, spans, 499) == spans[:99]
    assert within_pieces(text, spans, 4) == []


def test_a_monthly_digest_is_within_the_budget() -> None:
    paragraph = f"{AROUND} " * 10
    text = "\n\n".join([paragraph] * (100_000 // len(paragraph)))
    spans = [Span(n, n + len(paragraph)) for n in range(0, len(text), len(paragraph) + 2)]
    assert within_pieces(text, spans, MOST_PIECES // 20) == spans  # a twentieth of two million characters
    assert within_lines(text * 20, Span(0, 20 * len(text))) == Span(0, 20 * len(text))


def test_all_marks_of_a_paragraph_are_paired() -> None:
    text = "“a” " * 2000
    passages, alone = pair_marks(text, [Span(0, len(text))])
    assert len(passages) == 2000
    assert alone == []


# --- the bench of shapes ----------------------------------------------------------------------------------------------


def test_the_slope_is_the_power_with_which_time_grows() -> None:
    square = Slope("square", (1000, 10_000, 100_000), (0.0004, 0.04 * 1.5, 6.0))
    assert square.exponent == pytest.approx(2.0)
    assert square.seconds_per_100k == pytest.approx(6.0)
    assert Slope("quick", (1000, 10_000), (0.01, 0.02)).exponent == 0


def test_there_are_ninety_shapes_of_the_size_that_is_asked_for() -> None:
    made = shapes()
    assert len(made) >= 90
    assert {name for name, make in made.items() if not 2000 <= len(make(3000)) <= 3600} == set()
