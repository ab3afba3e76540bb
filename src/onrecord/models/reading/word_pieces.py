"""Words and marks of a text, and the pieces of a BERT vocabulary that each is made of (WordPiece: Wu et al. 2016).

Letters are compared without capitals and accents. Characters that show nothing (controls, accents on their own) belong
to no word: a word goes on beyond them, but neither begins nor ends with them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

UNKNOWN = "[UNK]"
_LONGEST = 100  # letters of a word; a longer one is unknown
_MOST_KEPT = 1 << 16  # words whose pieces are remembered
_IDEOGRAPHS = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b81f\U0002b920-\U0002ceaf"
    "\U0002f800-\U0002fa1f]"
)
_LETTER, _MARK, _BLANK, _NOTHING = "a. ~"
_WORDS = re.compile(r"a(?:[a~]*a)?|\.")


class _Letters(dict[int, str]):
    """What each character is compared as: its small letters, or nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _compared(chr(code))
        return found


class _Kinds(dict[int, str]):
    """Of what kind each character is: part of a word, a word or mark of its own, blank, or nothing."""

    def __missing__(self, code: int) -> str:
        self[code] = found = _kind(chr(code))
        return found


def _compared(char: str) -> str:
    if char not in "\t\n\r" and (char == "\ufffd" or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs")):
        return ""
    plain = (part for part in unicodedata.normalize("NFD", char) if unicodedata.category(part) != "Mn")
    return "".join(part.lower() for part in plain)


def _kind(char: str) -> str:
    letters = _LETTERS[ord(char)]
    if not letters:
        return _NOTHING
    if letters.isspace():
        return _BLANK
    first = letters[0]
    mark = unicodedata.category(first)[0] == "P" or (first.isascii() and not first.isalnum())
    return _MARK if mark or _IDEOGRAPHS.match(char) else _LETTER


_LETTERS, _KINDS = _Letters(), _Kinds()


def word_places(text: str) -> list[tuple[int, int]]:
    """Return where the words and marks of a text stand, in order; time is linear in its length."""
    return [found.span() for found in _WORDS.finditer(text.translate(_KINDS))]


class WordPieces:
    """A BERT vocabulary, one piece a line. No words of a text are special to it."""

    def __init__(self, vocabulary: Path) -> None:
        self._numbers = {piece: n for n, piece in enumerate(vocabulary.read_text(encoding="utf-8").splitlines())}
        self._unknown = (self._numbers[UNKNOWN],)
        self._kept = lru_cache(_MOST_KEPT)(self._pieces)

    def words(self, text: str) -> tuple[list[tuple[int, int]], list[tuple[int, ...]]]:
        """Return where the words and marks of `text` stand, in order, and the numbers of the pieces of each.

        Time is linear in its length.
        """
        places = word_places(text)
        return places, [
            self._kept(text[start:end]) if end - start <= _LONGEST else self._pieces(text[start:end])
            for start, end in places
        ]

    def _pieces(self, word: str) -> tuple[int, ...]:
        letters = word.translate(_LETTERS)
        return self._split(letters) if len(letters) <= _LONGEST else self._unknown

    def _split(self, letters: str) -> tuple[int, ...]:
        """Return the longest piece that a word begins with, then the longest that goes on from there, to its end."""
        found, start = [], 0
        while start < len(letters):
            lead = "##" if start else ""
            for end in range(len(letters), start, -1):
                number = self._numbers.get(lead + letters[start:end])
                if number is not None:
                    break
            else:
                return self._unknown
            found.append(number)
            start = end
        return tuple(found)
