"""Statements: which quotations of one speaker report one utterance, from named parts of a score.

The parts are what the passages mean, the days on which they may have been said, and, of two in one story, how a story
tells one thing twice: it announces in its own words what it quotes then, but seldom quotes the same words twice. The
weights were fitted by logistic regression on labelled pairs and rounded; a part of 0 speaks neither for nor against.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from onrecord.linking.lexical_overlap import are_comparable, may_share, shared, weight_of, words_of
from onrecord.linking.statements.blocking import Copies, Two, copies, days_between, worth_comparing
from onrecord.models.embeddings import Vectors, packed, vectors
from onrecord.text.sentences import sentences
from onrecord.thresholds import AGAINST_STATEMENT, SAME_STATEMENT
from onrecord.types import ComparableQuotation, Part, Span, StatementMember, placed, total

Parts = tuple[Part, ...]
Pairs = Iterable[tuple[str, str]]
Meaning = Mapping[str, Vectors]

_MOST_PASSAGES = 16
_MOST_ALONE = 400  # characters of a text without a word
_NEUTRAL = 0.943  # cosine from which on meaning speaks for one utterance by itself
_BEST, _COVERED, _WHOLE = 7.4, 8.8, 6.2  # weights of the closest passages, of all of the shorter, of the whole
_WORDS, _NO_WORDS, _TRANSLATED = 1.2, -0.5, 0.8  # words in common; and what stands for them where the languages differ
_SAME_WORDS, _LONG_ENOUGH = 0.95, 5.0  # share and weight of words in common that are the same whatever they mean
_NEAR = ((0, 1.8), (1, 1.9), (7, 0.8))  # days between the two, up to which they speak for one utterance
_TOLD_APART, _TOLD_FAR_APART = -2.1, -4.0  # each story tells its day: one day between them, or more
_ROUNDED = 0.001  # parts are rounded
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


def embed(sayings: Sequence[ComparableQuotation], jobs: int = 1) -> Iterator[bytes]:
    """Yield for each saying the packed vectors of its passages, and last that of the whole, made by so many threads.

    Raises EmbeddingError where the model of meaning cannot be loaded.
    """
    texts = [[*saying.passages, saying.text] for saying in sayings]
    known = dict.fromkeys(text for several in texts for text in several)
    found = dict(zip(known, vectors(list(known), jobs), strict=True))
    for several in texts:
        yield packed(np.stack([found[text] for text in several]))


def have_same_words(left: ComparableQuotation, right: ComparableQuotation) -> bool:
    """Tell whether the words of one are, but for a few, those of the other or a long part of them."""
    text, other_text = left.text, right.text
    if min(weight_of(text), weight_of(other_text)) < _LONG_ENOUGH or not may_share(text, other_text, _SAME_WORDS):
        return False
    return shared(words_of(text), words_of(other_text)) >= _SAME_WORDS


def compare(left: Copies, right: Copies, meaning: Meaning) -> Parts:
    """Return what speaks for and against two sayings of one speaker, or their copies, reporting one utterance.

    `meaning` holds for the id of the first copy what `embed` made of it, unpacked.
    """
    one, other = left.first, right.first
    found = (_meaning(one, other, meaning), _words(one, other), *_days(one, other), *_in_one_place(left, right))
    return tuple(part for part in found if part.score)


def unlike(pairs: Iterable[Two]) -> list[ComparableQuotation]:
    """Return the sayings of which the meaning must be known to compare these pairs: words alone do not decide them."""
    found = {one.id: one for pair in pairs if not have_same_words(*pair) for one in pair}
    return [found[name] for name in sorted(found)]


def scores(pairs: Sequence[Two], meaning: Meaning) -> Iterator[tuple[Two, float]]:
    """Yield the pairs of sayings for which their words and days alone speak, with how much; the others are left out.

    `meaning` is known of those that are `unlike`. Most pairs are far apart in meaning: that is told of all pairs of one
    saying at once, before words are compared.
    """
    undecided: dict[str, list[Two]] = {}
    for pair in pairs:
        if have_same_words(*pair):
            yield from _scored(pair, meaning)
        else:
            undecided.setdefault(pair[0].id, []).append(pair)
    for name, several in undecided.items():
        likeness = _likeness(meaning[name], [meaning[other.id] for _, other in several])
        for pair, like in zip(several, likeness, strict=True):
            if like + max(_WORDS, _TRANSLATED) + total(_days(*pair)) >= SAME_STATEMENT:
                yield from _scored(pair, meaning)


def _scored(pair: Two, meaning: Meaning) -> Iterator[tuple[Two, float]]:
    found = total((_meaning(*pair, meaning), _words(*pair), *_days(*pair)))
    if found >= SAME_STATEMENT:
        yield pair, found


def _likeness(one: Vectors, others: Sequence[Vectors]) -> list[float]:
    """Return for each of the others what the cosines speak for it saying the same as one, summed as by `_meaning`."""
    counts = np.array([len(other) - 1 for other in others])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    cosines = one[:-1] @ np.concatenate([other[:-1] for other in others]).T
    nearest = np.maximum.reduceat(cosines, starts, axis=1)
    theirs = np.add.reduceat(cosines.max(axis=0), starts) / counts
    covered = np.where(len(one) - 1 <= counts, nearest.mean(axis=0), theirs)
    whole = np.stack([other[-1] for other in others]) @ one[-1]
    found = (nearest.max(axis=0), covered, whole)
    summed = sum(w * (cosine - _NEUTRAL) for w, cosine in zip((_BEST, _COVERED, _WHOLE), found, strict=True))
    return [float(each) + _ROUNDED for each in np.asarray(summed)]


def fold(
    sayings: Sequence[ComparableQuotation], meaning: Meaning, same: Pairs = (), apart: Pairs = ()
) -> tuple[StatementMember, ...]:
    """Return for each of `sayings`, all of one speaker, into which one it is folded, whatever their order.

    The likeliest are joined first, and never two groups of which any two members speak against each other. `same` and
    `apart` are pairs of ids that people judged; they outrank every score. The lowest id stands for its group.
    """
    pieces = _pieces(sayings, same, apart)
    of = {member.id: one.first.id for one in pieces for member in one.members}
    judged = {_ordered(of[a], of[b]): -math.inf for a, b in apart}
    judged |= {_ordered(of[a], of[b]): math.inf for a, b in same}
    scores = _Scores(pieces, meaning, judged)
    groups = {one.first.id: [one.first.id] for one in pieces}
    home = {name: name for name in groups}
    ties: dict[str, dict[str, Parts]] = {name: {} for name in groups}
    for pair in scores.tied():
        low, high = sorted(home[name] for name in pair)
        if low == high or (judged.get(pair) != math.inf and scores.are_against(groups[low], groups[high])):
            continue
        ties[pair[0]][pair[1]] = ties[pair[1]][pair[0]] = scores.because(pair)
        home.update(dict.fromkeys(groups[high], low))
        groups[low] += groups.pop(high)
    reasons = {name: told for low in groups for name, told in _reasons(low, ties)}
    return tuple(_folds(pieces, home, reasons))


class _Scores:
    """What speaks for and against pairs of pieces, found out where it is asked: of many pieces, few pairs matter."""

    def __init__(self, pieces: Iterable[Copies], meaning: Meaning, judged: Mapping[tuple[str, str], float]) -> None:
        self._pieces = {one.first.id: one for one in pieces}
        self._meaning = meaning
        self._judged = judged
        self._found: dict[tuple[str, str], Parts] = {}
        self._likeness: dict[str, Mapping[str, float]] = {}

    def tied(self) -> list[tuple[str, str]]:
        """Return the pairs that may be joined, the likeliest first."""
        likely = scores(worth_comparing([one.first for one in self._pieces.values()]), self._meaning)
        pairs = {_ordered(a.id, b.id) for (a, b), _ in likely} | self._judged.keys()
        scored = {pair: self._score(pair) for pair in pairs}
        return sorted((p for p in pairs if scored[p] >= SAME_STATEMENT), key=lambda p: (-scored[p], p))

    def because(self, pair: tuple[str, str]) -> Parts:
        """Return the parts that join a pair."""
        return (Part("judged by a person", SAME_STATEMENT),) if pair in self._judged else self._parts(pair)

    def are_against(self, left: Sequence[str], right: Sequence[str]) -> bool:
        """Tell whether any of the left and any of the right speak against each other; what is close is found out."""
        close: list[tuple[str, str]] = []
        for pair in (_ordered(a, b) for a in left for b in right):
            least, most = self._bounds(pair)
            if most < AGAINST_STATEMENT:
                return True
            if least < AGAINST_STATEMENT:
                close.append(pair)
        return any(self._score(pair) < AGAINST_STATEMENT for pair in close)

    def _bounds(self, pair: tuple[str, str]) -> tuple[float, float]:
        """Return between which sums the parts of a pair must lie, from its likeness and nothing that takes time."""
        one, other = self._pieces[pair[0]], self._pieces[pair[1]]
        like = self._like(pair[0]).get(pair[1])
        known = pair in self._judged or pair in self._found
        if like is None or known or may_share(one.first.text, other.first.text, _SAME_WORDS):
            return self._score(pair), self._score(pair)
        apart = _TOLD_FAR_APART if one.first.told and other.first.told else 0.0
        least = -math.inf if one.outlets & other.outlets else like + _NO_WORDS + apart - 2 * _ROUNDED
        return least, like + max(_WORDS, _TRANSLATED) + total(_days(one.first, other.first))

    def _like(self, name: str) -> Mapping[str, float]:
        """Return how like a piece is to the others, of all whose meaning is known."""
        if name not in self._likeness:
            others = [other for other in self._pieces if other in self._meaning and name in self._meaning]
            found = _likeness(self._meaning[name], [self._meaning[other] for other in others]) if others else []
            self._likeness[name] = dict(zip(others, found, strict=True))
        return self._likeness[name]

    def _score(self, pair: tuple[str, str]) -> float:
        return self._judged[pair] if pair in self._judged else total(self._parts(pair))

    def _parts(self, pair: tuple[str, str]) -> Parts:
        if pair not in self._found:
            self._found[pair] = compare(self._pieces[pair[0]], self._pieces[pair[1]], self._meaning)
        return self._found[pair]


def _reasons(low: str, ties: Mapping[str, Mapping[str, Parts]]) -> Iterator[tuple[str, tuple[str, Parts]]]:
    """Yield each of a group but the lowest with the one before it on the way from there, and why they are one."""
    reached = [low]
    seen = {low}
    for here in reached:
        for other in sorted(ties[here].keys() - seen):
            yield other, (here, ties[here][other])
            reached.append(other)
            seen.add(other)


def distinct(sayings: Sequence[ComparableQuotation], same: Pairs = (), apart: Pairs = ()) -> list[ComparableQuotation]:
    """Return those of `sayings` of which `fold` must know the meaning."""
    return unlike(combinations([one.first for one in _pieces(sayings, same, apart)], 2))


def _pieces(sayings: Sequence[ComparableQuotation], same: Pairs, apart: Pairs) -> list[Copies]:
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
) -> Iterator[StatementMember]:
    for one in pieces:
        first, into = one.first.id, home[one.first.id]
        yield StatementMember(first, into, *reasons[first]) if first in reasons else StatementMember(first, into)
        for member in one.members[1:]:
            yield StatementMember(member.id, into, first, (_COPY,))


def _meaning(left: ComparableQuotation, right: ComparableQuotation, meaning: Meaning) -> Part:
    if have_same_words(left, right):
        full = (1 - _NEUTRAL) * (_BEST + _COVERED + _WHOLE)
        return Part("meaning", round(full, 3), "one has the words of the other")
    one, other = meaning[left.id], meaning[right.id]
    cosines = one[:-1] @ other[:-1].T
    shorter = cosines.max(axis=1) if cosines.shape[0] <= cosines.shape[1] else cosines.max(axis=0)
    found = (float(cosines.max()), float(shorter.mean()), float(np.dot(one[-1], other[-1])))
    score = sum(w * (cosine - _NEUTRAL) for w, cosine in zip((_BEST, _COVERED, _WHOLE), found, strict=True))
    detail = "closest passages {:.2f}, all of the shorter {:.2f}, the whole {:.2f}".format(*found)
    return Part("meaning", round(score, 3), detail)


def _words(left: ComparableQuotation, right: ComparableQuotation) -> Part:
    if left.language != right.language:
        return Part("two languages", _TRANSLATED)
    if not are_comparable(left.text, right.text):
        return Part("words", _NO_WORDS, "hardly any in common")
    return Part("words", round(_WORDS * shared(words_of(left.text), words_of(right.text)), 3), "in common")


def _days(left: ComparableQuotation, right: ComparableQuotation) -> Iterator[Part]:
    gap = days_between(left, right)
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


def _in_one_story(left: ComparableQuotation, right: ComparableQuotation) -> Iterator[Part]:
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
