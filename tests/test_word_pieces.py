"""The pieces of words are those of the library with which the models were trained, whatever the text."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import tokenizers
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer, Metaspace

from onrecord.models.embeddings.unigram import Unigram
from onrecord.models.reading.model import WEIGHTS
from onrecord.models.reading.word_pieces import UNKNOWN, WordPieces

VOCABULARY = WEIGHTS / "vocabulary.txt"
OWN = WordPieces(VOCABULARY)
LIKELY: list[tuple[str, float]] = [
    ("<unk>", 0.0), ("▁", -3.0), ("a", -4.0), ("b", -4.5), ("ab", -6.0), ("ba", -5.0), ("▁a", -5.5), ("▁ab", -7.5),
    ("abab", -9.5), ("é", -8.0), ("中", -8.0), ("中文", -12.0), ("<s>", 0.0),
]  # fmt: skip
SCRAPS = st.lists(
    st.sampled_from(
        [*"aábcİßΣςσ한국中文 ½ﬁ≠ñЖйØ.,-'()|$…\u2028\u00ad\u200b\u0301\ufe0f\ufffd\x00\x85\t\n👍", "gates", "said"]
    ),
    max_size=12,
).map("".join)


def library(vocabulary: Path) -> tokenizers.Tokenizer:
    pieces = {piece: n for n, piece in enumerate(vocabulary.read_text(encoding="utf-8").splitlines())}
    made = tokenizers.Tokenizer(tokenizers.models.WordPiece(pieces, unk_token=UNKNOWN, max_input_chars_per_word=100))
    made.normalizer, made.pre_tokenizer = BertNormalizer(lowercase=True), BertPreTokenizer()
    return made


LIBRARY = library(VOCABULARY)


@settings(deadline=None, max_examples=300)
@given(SCRAPS)
@example("“Zhaivan Khodrei’s reply,” she said of the co\u00adoperation in Åbo — twice.")
@example("a" * 100 + " " + "a" * 101 + " " + "a" * 5_000)
@example("\u0301\u200bgates\u200b\u0301 \u200b")
def test_words_their_places_and_pieces_are_those_of_the_library(text: str) -> None:
    read = LIBRARY.encode(text, add_special_tokens=False)
    words = [list(each) for _, each in groupby(zip(read.word_ids, read.offsets, read.ids, strict=True), lambda t: t[0])]
    places, pieces = OWN.words(text)
    assert places == [(word[0][1][0], word[-1][1][1]) for word in words]
    assert pieces == [tuple(piece for _, _, piece in word) for word in words]


@settings(deadline=None, max_examples=300)
@given(st.text("ab é中文x▁ <s>", min_size=1, max_size=30))
@example("abab" * 30)
def test_the_likeliest_pieces_are_those_of_the_library(text: str) -> None:
    read = tokenizers.Tokenizer(tokenizers.models.Unigram(LIKELY, unk_id=0, byte_fallback=False))
    read.pre_tokenizer = Metaspace(prepend_scheme="always")
    assert Unigram(LIKELY, 0).numbers(text) == read.encode(text, add_special_tokens=False).ids


def test_half_a_character_belongs_to_no_word() -> None:
    assert OWN.words("the \ud800gates")[0] == [(0, 3), (5, 10)]
