"""The pieces that a text is most likely made of (unigram language model: Kudo 2018, "Subword Regularization")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_GAP = "▁"  # stands for the blank before a word
_WORDS = re.compile(f"{_GAP}[^{_GAP}]*")
_MOST_KEPT = 1 << 16  # words whose pieces are remembered
_LONGEST_KEPT = 40  # characters of those
_PENALTY = 10.0  # below the least likely piece: what a character costs that is none


class Unigram:
    """Pieces with the logarithms of their probabilities, in the order of their numbers."""

    def __init__(self, pieces: Iterable[tuple[str, float]], unknown: int) -> None:
        self._pieces = {piece: (score, n) for n, (piece, score) in enumerate(pieces)}
        self._longest = max(map(len, self._pieces))
        self._unknown = (min(score for score, _ in self._pieces.values()) - _PENALTY, unknown)
        self._gap = self._pieces.get(_GAP, self._unknown)[1]
        self._kept = lru_cache(_MOST_KEPT)(self._best)

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the pieces of `text`; time is linear in its length."""
        marked = text.replace(" ", _GAP)
        words = _WORDS.findall(marked if marked.startswith(_GAP) else _GAP + marked)
        return [n for word in words for n in (self._kept if len(word) <= _LONGEST_KEPT else self._best)(word)]

    def of(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of a word as it stands, without that of a gap alone before it."""
        found = self._best(word)
        return found[1:] if len(found) > 1 and found[0] == self._gap else found

    def parts(self, run: str) -> list[tuple[int, int]]:
        """Return the lengths and numbers of the pieces on the likeliest way through characters without spaces."""
        steps, end = self._steps(run), len(run)
        found: list[tuple[int, int]] = []
        while end:
            start, piece = steps[end]
            found.append((end - start, piece))
            end = start
        return found[::-1]

    def _best(self, word: str) -> tuple[int, ...]:
        """Return the pieces on the likeliest way through a word; unknown ones side by side are one."""
        steps = self._steps(word)
        found: list[int] = []
        end = len(word)
        while end:
            end, piece = steps[end]
            if not (found and found[-1] == piece == self._unknown[1]):
                found.append(piece)
        return tuple(reversed(found))

    def _steps(self, word: str) -> list[tuple[int, int]]:
        """Return, for each place in a word, where the last piece on the likeliest way to it begins, and its number."""
        size = len(word)
        scores, steps = [0.0] + [float("-inf")] * size, [(0, 0)] * (size + 1)
        for start in range(size):
            score = scores[start]
            for end in range(start + 1, min(start + self._longest, size) + 1):
                piece = self._pieces.get(word[start:end]) or (self._unknown if end == start + 1 else None)
                if piece and score + piece[0] > scores[end]:
                    scores[end], steps[end] = score + piece[0], (start, piece[1])
        return steps
