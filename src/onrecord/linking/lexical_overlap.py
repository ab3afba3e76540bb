"""The words of quotations, compared without regard to case, accents and inflection."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from rapidfuzz.distance import LCSseq

from onrecord.lexicons.function_words import function_words
from onrecord.text.words import plain_words
from onrecord.thresholds import ENOUGH_STEMS, FEW_STEMS

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOST = 300  # words of a quotation that are compared
_PAIRS = 16_384  # pairs of texts of which the last answers are kept: each is asked for several times
_STEM = 5  # letters that inflected forms of a word have in common, roughly
_LONG, _SHORT = 4, 3
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")  # scripts without spaces between words


@lru_cache(maxsize=65536)
def words_of(text: str) -> tuple[str, ...]:
    """Return the first words of a text in small letters, without accents and apostrophes."""
    return tuple(plain_words(text)[:_MOST])


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
    enough = ENOUGH_STEMS if min(len(one), len(other)) > FEW_STEMS else 1
    return len(one & other) >= enough or is_unspaced(left) or is_unspaced(right)


def is_unspaced(text: str) -> bool:
    """Tell whether a text is in a script without spaces between words."""
    return _UNSPACED.search(text) is not None


def weight(word: str) -> float:
    """Return how much a word tells: short ones little, numbers and long ones most."""
    if len(word) > _LONG or word.isdigit():
        return 1.0
    return 0.6 if len(word) > _SHORT else 0.25


@lru_cache(maxsize=_PAIRS)
def shared(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Return the share of the shorter one's words that stand in the same order in both, by weight: 0 to 1."""
    if left == right:
        return float(bool(left))
    weights = _weights_in_order(left)
    least = min(sum(weights), sum(_weights_in_order(right)))
    if not least:
        return 0.0
    same = [weights[step.src_start : step.src_end] for step in LCSseq.opcodes(left, right) if step.tag == "equal"]
    return sum(sum(run) for run in same if len(run) > 1 or sum(run) >= 1) / least


@lru_cache(maxsize=65536)
def _weights_in_order(words: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(map(weight, words))


@lru_cache(maxsize=_PAIRS)
def may_share(left: str, right: str, least: float) -> bool:
    """Tell whether `shared` of the words of two texts can reach `least`: whether the words, in any order, suffice."""
    one, other = _weights(left), _weights(right)
    common = sum(one[word] for word in one.keys() & other.keys())
    return common >= least * min(weight_of(left), weight_of(right))


@lru_cache(maxsize=65536)
def weight_of(text: str) -> float:
    """Return how much all words of a text tell."""
    return sum(_weights(text).values())


@lru_cache(maxsize=65536)
def _weights(text: str) -> Mapping[str, float]:
    return {word: count * weight(word) for word, count in Counter(words_of(text)).items()}


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in function_words("common"))
