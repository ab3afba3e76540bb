"""The project's labelled stories: every one can be read, in every language, and a broken label says where it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import labelled_stories as marked
from bench.languages import STORIES, stories
from onrecord.models.reading.understanding import ACTS

LABELLED = Path(__file__).parent.parent / "training" / "labelled_stories"
LANGUAGES = {"ru", "uk", "pl", "de", "nl", "fr", "es", "pt", "it", "tr", "ar", "zh"}
STORY = (
    "# outlet: Orme Post\n# date: 2032-03-10\n# lang: de\n\n"
    "[[1s|Ivo Sand]] [[1q|sagte]], [[1c|es [[2cb|regne]] bald]].\n"
    "#Q\n1\tIvo Sand\tperson\t-\t2032-03-10\tpredict\tassert\t-\t-\tTaz; Orme Radio\n"
    "2\tIvo Sand\tperson\t-\t-\tassert\t-\t-\t-\t-\n"
)


def test_a_story_has_its_words_its_spans_and_its_labels() -> None:
    text = marked.text(STORY, "here")
    words = text.document.text
    assert words == "Ivo Sand sagte, es regne bald."
    said, believed = text.quotations
    assert [words[start:end] for start, end in (*said.content, *said.source)] == ["es regne bald", "Ivo Sand"]
    assert (said.label["act"], said.label["also"], said.label["relay"]) == (
        "predict",
        ["assert"],
        ["Taz", "Orme Radio"],
    )
    assert believed.label["when"] is None
    assert (text.document.metadata.published, text.document.metadata.language) == ("2032-03-10", "de")
    assert "b" in marked.parts("[[2cb|regne]]", "here")[1]["2"]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (STORY.replace("[[1c|", ""), "closed that was never opened"),
        (STORY.replace(" bald]]", " bald"), "never closed"),
        (STORY + "3\tIvo Sand\tperson\t-\t-\tassert\t-\t-\t-\t-\n", "no quotation in the text"),
    ],
)
def test_a_broken_label_says_where_it_is(wrong: str, told: str) -> None:
    with pytest.raises(ValueError, match=rf"here: .*{told}"):
        marked.text(wrong, "here")


def test_every_labelled_story_is_sound_and_none_is_trained_and_measured_on() -> None:
    taught = [text for path in sorted(LABELLED.glob("*/*.txt")) for text in marked.texts(path)]
    kept = [text for path in sorted(STORIES.glob("*.txt")) for text in marked.texts(path)]
    assert {text.document.metadata.language for text in taught} == {*LANGUAGES, "en"}
    assert {row.label["act"] for text in (*taught, *kept) for row in text.quotations} <= set(ACTS)
    assert not {text.document.text for text in taught} & {text.document.text for text in kept}


def test_six_stories_of_each_language_are_kept_for_measuring() -> None:
    assert {language: len(texts) for language, texts in stories().items()} == dict.fromkeys(LANGUAGES, 6)
