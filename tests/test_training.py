"""What the model learns from: labels stay on their words, whatever damage is done to the text."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from onrecord.models.reading import decode
from onrecord.models.reading.model import WEIGHTS
from onrecord.models.reading.word_pieces import WordPieces
from training.examples import damaged, examples
from training.stories import parsed, stories

STORIES = Path(__file__).parent.parent / "training" / "stories"
MARKED = (
    "Port To Open, Says Dell\n\n"
    "[[1c|“The port opens,”]] [[1s|Mara Dell]] [[1q|said]]. [[1c|“[[2s|The union]] [[2q|hopes]] [[2cb|to sail]].”]]\n"
)


def test_labels_are_taken_out_of_a_story_and_stay_on_their_words() -> None:
    story = parsed(MARKED, "here")
    assert story.text == "Port To Open, Says Dell\n\n“The port opens,” Mara Dell said. “The union hopes to sail.”\n"
    first, second = (
        {n: [story.text[a:b] for a, b in q[n]] for n in ("content", "cue", "source")} for q in story.quotes
    )
    assert first == {
        "content": ["“The port opens,”", "“The union hopes to sail.”"], "cue": ["said"], "source": ["Mara Dell"]
    }  # fmt: skip
    assert second == {"content": ["to sail"], "cue": ["hopes"], "source": ["The union"]}
    assert [quote["speech"] for quote in story.quotes] == [True, False]


@pytest.mark.parametrize("wrong", ["[[1c|never closed", "closed]] twice", "[[1c|no cue]]", "[[1q|said]] nothing"])
def test_a_story_with_broken_labels_is_refused_with_its_place(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"port\.txt, story 3"):
        parsed(wrong, "port.txt, story 3")


def test_the_stories_of_the_project_are_sound() -> None:
    found = stories(STORIES)
    assert len(found) >= 50
    assert all(story.quotes for story in found)


def test_what_is_learned_is_what_was_labelled() -> None:
    story = parsed(MARKED, "here")
    (example,) = examples(story, WordPieces(WEIGHTS / "vocabulary.txt"))
    told = [(decode.parts(cue.labels), cue.kind, cue.at[1] - cue.at[0]) for cue in example.cues]
    (first, speech, _), (second, belief, _) = told
    assert (speech, belief) == (1, 2)
    assert [len(first[0]), len(second[0])] == [2, 1]
    assert (example.tags == decode.BEGIN_CUE).sum() == 2


def test_damage_moves_no_letter() -> None:
    story = parsed(MARKED, "here")
    for seed in range(200):
        text = damaged(story, random.Random(seed))
        assert len(text) == len(story.text)
        assert all(
            a == b for a, b in zip(text, story.text, strict=True) if b.isalnum() and a.strip() and text[0] != " "
        )


def test_labels_that_cannot_follow_each_other_are_not_learned() -> None:
    pieces = WordPieces(WEIGHTS / "vocabulary.txt")
    for story in stories(STORIES)[:20]:
        for example in examples(story, pieces, random.Random(1)):
            for cue in example.cues:
                assert not decode.FORBIDDEN[cue.labels[:-1], cue.labels[1:]].any()
                assert np.isin(cue.labels, range(decode.LABELS)).all()
