"""Words as the index holds them and as people type them: what SQLite's own tokenizer would keep apart is made alike.

Chinese and Japanese, which part no words, are indexed by pairs of characters; letters that a reader sees (behind
literal entities, soft hyphens, accents of their own) are indexed as seen; ё is е, and Arabic and Hebrew have no vowel
signs. The tokenizer itself (unicode61, remove_diacritics 2) takes capitals and the accents of Latin letters away.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from onrecord.text.masks import FILLER, level, shown

UNPARTED = "\u3005\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Characters of scripts that part no words, as a class of patterns: ideographs, hiragana, katakana."""

_VOWEL_SIGNS = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
_UNLIKE = re.compile(
    rf"&#?\w{{2,10}};|[ёЁ\u0300-\u036f\xad\u200b-\u200f\u2060-\u2064\ufeff\u0622\u0623\u0625\u0640\u0671{_VOWEL_SIGNS}{UNPARTED}]"
)
_SIGNS = re.compile(rf"[\u0640{_VOWEL_SIGNS}]")
_LETTERS = str.maketrans("ёЁ\u0622\u0623\u0625\u0671", "еЕ\u0627\u0627\u0627\u0627")
_RUN = re.compile(f"[{UNPARTED}]+")
_WORD = re.compile(rf"[{UNPARTED}]+|(?:[^\W_{UNPARTED}]|[\u0300-\u036f\u0640{_VOWEL_SIGNS}])+")
_UNIT = re.compile(
    rf"[{UNPARTED}]{FILLER}*|[^\W_{UNPARTED}](?:[^\W_{UNPARTED}]|[{FILLER}\u0300-\u036f\u0640{_VOWEL_SIGNS}])*"
)


def search_text(text: str) -> str | None:
    """Return what the index of words holds of a text; None where that is the text as it is."""
    return _RUN.sub(_pairs, alike(text)) if _UNLIKE.search(text) else None


def alike(text: str) -> str:
    """Return a text with the letters that are compared; those that look alike are the same."""
    seen = level(text).replace(FILLER, "") if _UNLIKE.search(text) else text
    return _SIGNS.sub("", seen.translate(_LETTERS))


def words(text: str) -> tuple[str, ...]:
    """Return the words of what somebody typed; a run of Chinese or Japanese is one."""
    return tuple(_WORD.findall(alike(text)))


def tokens(asked: Sequence[str]) -> tuple[list[str], bool]:
    """Return the tokens of words that stand next to each other, and whether the last may go on.

    A run ends with its last character alone in the index; so it does here, except at the end, where it may go on.
    """
    found: list[str] = []
    for n, word in enumerate(asked):
        ends = n == len(asked) - 1
        if not _RUN.fullmatch(word):
            found.append(word)
            continue
        found += [word[at : at + 2] for at in range(len(word) - 1)]
        if not ends or len(word) == 1:
            found.append(word[-1])
    return found, bool(asked) and len(asked[-1]) == 1 and _RUN.fullmatch(asked[-1]) is not None


def units(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the words of a text, or characters of Chinese and Japanese, each with its place and as it is compared."""
    for found in _UNIT.finditer(shown(text)):
        yield found.span(), _bare(found.group())


def _bare(word: str) -> str:
    """Fold as the tokenizer does: accents go from Latin letters, others keep theirs."""
    letters = (char.lower() for char in alike(word) if not unicodedata.combining(char))
    return "".join(_base(char) for char in letters)


def _base(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() else char


def _pairs(run: re.Match[str]) -> str:
    """Return a run as the pairs of its characters, with the last one alone, between spaces."""
    whole = run.group()
    return f" {' '.join(whole[at : at + 2] for at in range(len(whole)))} "
