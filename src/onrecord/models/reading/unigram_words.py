"""Words and marks of a text in any language, and the pieces of multilingual-e5-small that each is made of.

A run of Chinese or Japanese characters, which has no spaces, is parted into its likeliest pieces, each a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from onrecord.models.embeddings.unigram import Unigram
from onrecord.models.reading.word_pieces import word_places

_GAP = "▁"  # opens a word behind a blank
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_LONGEST_RUN = 40  # characters without a space that are parted at once
_MOST_PIECES = 24  # of a word; a longer one is cut
_MOST_KEPT = 1 << 16  # words whose pieces are remembered

Places = list[tuple[int, int]]
Pieces = tuple[int, ...]


class UnigramWords:
    """Pieces by the likeliest way through each word, capitals kept; `normalized` is what each letter is read as."""

    def __init__(self, pieces: Unigram, normalized: Mapping[int, str], unknown: int) -> None:
        self._pieces, self._normalized, self._unknown = pieces, normalized, unknown
        self._kept = lru_cache(_MOST_KEPT)(self._word)

    def words(self, text: str) -> tuple[Places, list[Pieces]]:
        """Return where the words and marks of `text` stand, in order, and the numbers of the pieces of each.

        Time is linear in its length.
        """
        found = list(self._words(text))
        return [place for place, _ in found], [pieces for _, pieces in found]

    def _words(self, text: str) -> Iterator[tuple[tuple[int, int], Pieces]]:
        done = 0
        for start, end in word_places(text):
            if start < done:
                continue
            run = _UNSPACED.match(text, start)
            if run:
                done = run.end()
                yield from self._parted(text, start, done)
            else:
                opens = start == 0 or text[start - 1].isspace()
                yield (start, end), self._kept(text[start:end], opens)

    def _parted(self, text: str, start: int, end: int) -> Iterator[tuple[tuple[int, int], Pieces]]:
        for first in range(start, end, _LONGEST_RUN):
            at = first
            for length, number in self._pieces.parts(text[first : min(end, first + _LONGEST_RUN)]):
                yield (at, at + length), (number,)
                at += length

    def _word(self, word: str, opens: bool) -> Pieces:
        letters = word.translate(self._normalized).strip().replace(" ", _GAP)
        found = self._pieces.of((_GAP if opens else "") + letters) if letters else ()
        return found[:_MOST_PIECES] or (self._unknown,)
