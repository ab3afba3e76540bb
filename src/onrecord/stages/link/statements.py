"""Statements: which quotations of one speaker report one utterance, from named parts of a score.

The parts are what the passages mean, the days on which they may have been said, and, of two in one story, how a story
tells one thing twice: it announces in its own words what it quotes then, but seldom quotes the same words twice. The
weights were fitted by logistic regression on labelled pairs and rounded; a part of 0 speaks neither for nor against.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from onrecord.models.meaning import packed, unpacked, vectors
from onrecord.stages.link.wording import are_comparable, shared, weight, words_of
from onrecord.text import sentences
from onrecord.thresholds import AGAINST_STATEMENT, SAME_STATEMENT
from onrecord.types import Fold, Part, Saying, Span, placed, total

Parts = tuple[Part, ...]
Pairs = Iterable[tuple[str, str]]
Two = tuple[Saying, Saying]
Meaning = Mapping[str, bytes]

NEAR_DAYS = 120  # days between two sayings up to which they are compared
_CLOSE_DAYS = 1  # days up to which they need not have a word in common
_MOST_PASSAGES = 16
_MOST_ALONE = 400  # characters of a text without a word
_NEUTRAL = 0.943  # cosine from which on meaning speaks for one utterance by itself
_BEST, _COVERED, _WHOLE = 7.4, 8.8, 6.2  # weights of the closest passages, of all of the shorter, of the whole
_WORDS, _NO_WORDS, _TRANSLATED = 1.2, -0.5, 0.8  # words in common; and what stands for them where the languages differ
_SAME_WORDS, _LONG_ENOUGH = 0.95, 5.0  # share and weight of words in common that are the same whatever they mean
_NEAR = ((0, 1.8), (1, 1.9), (7, 0.8))  # days between the two, up to which they speak for one utterance
_TOLD_APART, _TOLD_FAR_APART = -2.1, -4.0  # each story tells its day: one day between them, or more
_COPY = Part("words", 1.0, "the same words on the same day")
_MOST_COPIES = 20
_ONE_OUTLET = -1.0
_INSIDE = -6.0
_QUOTED_TWICE, _RETOLD_TWICE, _ANNOUNCED, _IN_HEADLINE, _NEXT = -2.0, -2.4, -1.0, -0.3, -1.7


def passages(text: str, content: Sequence[Span]) -> tuple[str, ...]:
    """Return the sentences of the words of a quotation, which are those of its spans, joined by a space."""
    found: list[str] = []
    for span, start in placed(content):
        part = Span(start, min(start + span.end - span.start, len(text)))
        found += [sentence.of(text) for sentence in sentences(text, part)]
    return tuple(filter(_says_anything, found))[:_MOST_PASSAGES] or (text[:_MOST_ALONE],)


def _says_anything(passage: str) -> bool:
    return any(char.isalnum() for char in passage)


@dataclass(frozen=True, slots=True)
class Copies:
    """Sayings with the same words on the same day, however many outlets and stories print them; lowest id first."""

    members: tuple[Saying, ...]

    @property
    def first(self) -> Saying:
        """Return the one that stands for all where words and days are compared."""
        return self.members[0]


def copies(sayings: Iterable[Saying]) -> list[Copies]:
    """Return sayings sorted into copies, in the order of their lowest ids."""
    found: dict[Hashable, list[Saying]] = {}
    for one in sorted(sayings, key=lambda saying: saying.id):
        key = (words_of(one.text), one.language, one.days, one.told, one.form == "indirect", one.headline, one.inside)
        found.setdefault(key, []).append(one)
    return [Copies(tuple(members)) for members in found.values()]


def candidates(new: Sequence[Saying], old: Sequence[Saying]) -> tuple[list[Two], list[Two]]:
    """Return pairs that have a new one in them: those that are copies, and those that are worth comparing.

    Of copies, each is paired with the first, and only the first with others.
    """
    fresh = {saying.id for saying in new}
    sorted_out = copies((*new, *old))
    alike = [(one.first, other) for one in sorted_out for other in one.members[1:] if {one.first.id, other.id} & fresh]
    touched = [any(member.id in fresh for member in one.members) for one in sorted_out]
    worth = [
        (one.first, other.first)
        for number, one in enumerate(sorted_out)
        for place, other in enumerate(sorted_out[:number])
        if (touched[number] or touched[place]) and may_be_one(one.first, other.first)
    ]
    return alike, worth


def embed(sayings: Sequence[Saying]) -> Iterator[bytes]:
    """Yield for each saying the packed vectors of its passages, and last that of the whole.

    Raises MeaningError where the model of meaning cannot be loaded.
    """
    texts = [[*saying.passages, saying.text] for saying in sayings]
    known = dict.fromkeys(text for several in texts for text in several)
    found = dict(zip(known, vectors(list(known)), strict=True))
    for several in texts:
        yield packed(np.stack([found[text] for text in several]))


def may_be_one(left: Saying, right: Saying) -> bool:
    """Tell whether two sayings of one speaker are worth comparing; whoever is told apart here is so for good."""
    gap = _gap(left, right)
    if gap is not None and gap > NEAR_DAYS:
        return False
    close = gap is not None and gap <= _CLOSE_DAYS and (left.story != right.story or left.headline or right.headline)
    return close or left.language != right.language or are_comparable(left.text, right.text)


def have_same_words(left: Saying, right: Saying) -> bool:
    """Tell whether the words of one are, but for a few, those of the other or a long part of them."""
    one, other = words_of(left.text), words_of(right.text)
    least = min(sum(map(weight, one)), sum(map(weight, other)))
    return least >= _LONG_ENOUGH and (one == other or shared(one, other) >= _SAME_WORDS)


def compare(left: Copies, right: Copies, meaning: Meaning) -> Parts:
    """Return what speaks for and against two sayings of one speaker, or their copies, reporting one utterance.

    `meaning` holds for the id of the first copy what `embed` made of it.
    """
    one, other = left.first, right.first
    found = (_meaning(one, other, meaning), _words(one, other), *_days(one, other), *_in_one_place(left, right))
    return tuple(part for part in found if part.score)


def score(left: Saying, right: Saying, meaning: Meaning) -> float:
    """Return what their words and days alone speak for or against two sayings reporting one utterance."""
    return total((_meaning(left, right, meaning), _words(left, right), *_days(left, right)))


def fold(sayings: Sequence[Saying], meaning: Meaning, same: Pairs = (), apart: Pairs = ()) -> tuple[Fold, ...]:
    """Return for each of `sayings`, all of one speaker, into which one it is folded, whatever their order.

    The likeliest are joined first, and never two groups of which any two members speak against each other. `same` and
    `apart` are pairs of ids that people judged; they outrank every score. The lowest id stands for its group.
    """
    pieces = _pieces(sayings, same, apart)
    of = {member.id: one.first.id for one in pieces for member in one.members}
    told = {(one.first.id, other.first.id): compare(one, other, meaning) for one, other in combinations(pieces, 2)}
    scores = {pair: total(parts) for pair, parts in told.items()}
    scores |= {_ordered(of[a], of[b]): -math.inf for a, b in apart}
    scores |= {_ordered(of[a], of[b]): math.inf for a, b in same}
    groups = {one.first.id: [one.first.id] for one in pieces}
    home = {name: name for name in groups}
    ties: dict[str, dict[str, Parts]] = {name: {} for name in groups}
    for pair in sorted((pair for pair in scores if scores[pair] >= SAME_STATEMENT), key=lambda p: (-scores[p], p)):
        low, high = sorted(home[name] for name in pair)
        if low == high or (scores[pair] < math.inf and _is_against(groups[low], groups[high], scores)):
            continue
        because = told[pair] if scores[pair] < math.inf else (Part("judged by a person", SAME_STATEMENT),)
        ties[pair[0]][pair[1]] = ties[pair[1]][pair[0]] = because
        home.update(dict.fromkeys(groups[high], low))
        groups[low] += groups.pop(high)
    reasons = {name: told for low in groups for name, told in _reasons(low, ties)}
    return tuple(_folds(pieces, home, reasons))


def _reasons(low: str, ties: Mapping[str, Mapping[str, Parts]]) -> Iterator[tuple[str, tuple[str, Parts]]]:
    """Yield each of a group but the lowest with the one before it on the way from there, and why they are one."""
    reached = [low]
    seen = {low}
    for here in reached:
        for other in sorted(ties[here].keys() - seen):
            yield other, (here, ties[here][other])
            reached.append(other)
            seen.add(other)


def distinct(sayings: Sequence[Saying], same: Pairs = (), apart: Pairs = ()) -> list[Saying]:
    """Return those of `sayings` of which `fold` must know the meaning."""
    return [one.first for one in _pieces(sayings, same, apart)]


def _pieces(sayings: Sequence[Saying], same: Pairs, apart: Pairs) -> list[Copies]:
    """Return copies, with those of which people judged each by itself."""
    judged = frozenset(name for pair in (*same, *apart) for name in pair)
    found = copies(sayings)
    alone = [Copies((m,)) for one in found for m in one.members if m.id in judged]
    rest = [Copies(tuple(m for m in one.members if m.id not in judged)) for one in found]
    return sorted((one for one in (*alone, *rest) if one.members), key=lambda one: one.first.id)


def _ordered(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)


def _folds(
    pieces: Iterable[Copies], home: Mapping[str, str], reasons: Mapping[str, tuple[str, Parts]]
) -> Iterator[Fold]:
    for one in pieces:
        first, into = one.first.id, home[one.first.id]
        yield Fold(first, into, *reasons[first]) if first in reasons else Fold(first, into)
        for member in one.members[1:]:
            yield Fold(member.id, into, first, (_COPY,))


def _is_against(left: Sequence[str], right: Sequence[str], scores: Mapping[tuple[str, str], float]) -> bool:
    return any(scores[min(a, b), max(a, b)] < AGAINST_STATEMENT for a in left for b in right)


def _meaning(left: Saying, right: Saying, meaning: Meaning) -> Part:
    if have_same_words(left, right):
        full = (1 - _NEUTRAL) * (_BEST + _COVERED + _WHOLE)
        return Part("meaning", round(full, 3), "one has the words of the other")
    one, other = unpacked(meaning[left.id]), unpacked(meaning[right.id])
    cosines = one[:-1] @ other[:-1].T
    shorter = cosines.max(axis=1) if cosines.shape[0] <= cosines.shape[1] else cosines.max(axis=0)
    found = (float(cosines.max()), float(shorter.mean()), float(np.dot(one[-1], other[-1])))
    score = sum(w * (cosine - _NEUTRAL) for w, cosine in zip((_BEST, _COVERED, _WHOLE), found, strict=True))
    detail = "closest passages {:.2f}, all of the shorter {:.2f}, the whole {:.2f}".format(*found)
    return Part("meaning", round(score, 3), detail)


def _words(left: Saying, right: Saying) -> Part:
    if left.language != right.language:
        return Part("two languages", _TRANSLATED)
    if not are_comparable(left.text, right.text):
        return Part("words", _NO_WORDS, "hardly any in common")
    return Part("words", round(_WORDS * shared(words_of(left.text), words_of(right.text)), 3), "in common")


def _gap(left: Saying, right: Saying) -> int | None:
    """Return the days between two sayings, at the least; None where nothing tells."""
    if left.days is None or right.days is None:
        return 0 if left.story == right.story and left.days == right.days else None
    return max(0, max(left.days[0], right.days[0]) - min(left.days[1], right.days[1]))


def _days(left: Saying, right: Saying) -> Iterator[Part]:
    gap = _gap(left, right)
    if gap is None:
        return
    apart = f"{gap} {'day' if gap == 1 else 'days'} apart" if gap else "maybe one day"
    score = next((score for most, score in _NEAR if gap <= most), 0.0)
    yield Part("days", score, apart)
    if gap and left.told and right.told:
        yield Part("days told", _TOLD_APART if gap == 1 else _TOLD_FAR_APART, "each story tells its day")


def _in_one_place(left: Copies, right: Copies) -> Parts:
    """Return what it tells that stories or outlets print both; of many copies, what tells least."""
    outlets = [{member.outlet for member in several.members} for several in (left, right)]
    if len(outlets[0] | outlets[1]) > 1:
        for one in left.members[:_MOST_COPIES]:
            if any(one.outlet != other.outlet for other in right.members[:_MOST_COPIES]):
                return ()
    if len({member.story for several in (left, right) for member in several.members}) > 1:
        return (Part("one outlet", _ONE_OUTLET, "in two stories"),)
    found = (tuple(_in_one_story(a, b)) for a in left.members[:_MOST_COPIES] for b in right.members[:_MOST_COPIES])
    return max(found, key=total)


def _in_one_story(left: Saying, right: Saying) -> Iterator[Part]:
    if left.id == right.inside or right.id == left.inside:
        yield Part("one story", _INSIDE, "one stands inside the other")
        return
    if left.headline or right.headline:
        yield Part("one story", _IN_HEADLINE, "one is its headline")
        return
    retold = [saying.form == "indirect" for saying in (left, right)]
    score = _RETOLD_TWICE if all(retold) else _ANNOUNCED if any(retold) else _QUOTED_TWICE
    detail = "both retold" if all(retold) else "one retold, one quoted" if any(retold) else "both quoted"
    yield Part("one story", score, detail)
    if abs(left.order - right.order) == 1:
        yield Part("next to each other", _NEXT)
