"""The words of quotations, compared without regard to case, accents and inflection."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from onrecord.stages.attribute.roles import function_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST = 300  # words of a quotation that are compared
_STEM = 5  # letters that inflected forms of a word have in common, roughly
_LONG, _SHORT = 4, 3
_ENOUGH = 2  # longer words in common from which on meanings are compared
_FEW = 3  # longer words up to which one in common is enough
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces between words


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text in small letters, without accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return tuple(re.sub("['’]", "", word) for word in _WORD.findall(bare)[:_MOST])


@lru_cache(maxsize=65536)
def stems_of(text: str) -> frozenset[str]:
    """Return the beginnings of the words that carry meaning, but for names."""
    found: set[str] = set()
    for match in _WORD.finditer(text):
        if match.start() == 0 or not match.group()[:1].isupper():
            found.update(word[:_STEM] for word in words_of(match.group()) if len(word) >= _LONG)
    return frozenset(found - _common())


def are_comparable(left: str, right: str) -> bool:
    """Tell whether two texts of one language share enough of the words that carry meaning to say the same."""
    one, other = stems_of(left), stems_of(right)
    few = min(len(one), len(other))
    if _UNSPACED.search(left) or _UNSPACED.search(right):
        return True
    return len(one & other) >= (_ENOUGH if few > _FEW else 1)


def weight(word: str) -> float:
    """Return how much a word tells: short ones little, numbers and long ones most."""
    if len(word) > _LONG or word.isdigit():
        return 1.0
    return 0.6 if len(word) > _SHORT else 0.25


def shared(left: Sequence[str], right: Sequence[str]) -> float:
    """Return the share of the shorter one's words that stand in the same order in both, by weight: 0 to 1."""
    if left == right:
        return float(bool(left))
    least = min(sum(map(weight, left)), sum(map(weight, right)))
    if not least:
        return 0.0
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    runs = [(block.size, sum(map(weight, left[block.a : block.a + block.size]))) for block in blocks]
    return sum(run for size, run in runs if size > 1 or run >= 1) / least


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in function_words("common"))
