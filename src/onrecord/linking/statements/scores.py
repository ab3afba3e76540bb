"""Scores: how much speaks for two quotations of one speaker reporting one utterance, as a sum of named parts.

The parts are what the passages mean, the days on which they may have been said, and, of two in one story, how a story
reports one thing twice: it announces in its own words what it quotes then, but seldom quotes the same words twice. The
weights were fitted by logistic regression on labelled pairs and rounded; a part of 0 speaks neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from onrecord.linking.lexical_overlap import are_comparable, may_share, shared, weight_of, words_of
from onrecord.linking.statements.blocking import MOST_COPIES, Copies, Two, days_between
from onrecord.models.embeddings import Vectors, packed, vectors
from onrecord.thresholds import SAME_STATEMENT, SAME_WORDING
from onrecord.types import ComparableQuotation, Part, QuotationPair, total

Parts = tuple[Part, ...]
Embeddings = Mapping[str, Vectors]
"""What `embed` made of quotations, unpacked, by their ids."""

_NEUTRAL = 0.943  # cosine from which on meaning speaks for one utterance by itself
_BEST, _COVERED, _WHOLE = 7.4, 8.8, 6.2  # weights of the closest passages, of all of the shorter, of the whole
WORDS, NO_WORDS, TRANSLATED = 1.2, -0.5, 0.8  # words in common; and what stands for them where the languages differ
_LONG_ENOUGH = 5.0  # weight of words in common that are the same whatever they mean
_NEAR = ((0, 1.8), (1, 1.9), (7, 0.8))  # days between the two, up to which they speak for one utterance
_DAY_APART, DAYS_APART = -2.1, -4.0  # each story states its day: one day between them, or more
ROUNDED = 0.001  # parts are rounded
_ONE_OUTLET = -1.0
_INSIDE = -6.0
_QUOTED_TWICE, _RETOLD_TWICE, _ANNOUNCED, _IN_HEADLINE, _NEXT = -2.0, -2.4, -1.0, -0.3, -1.7


def embed(quotations: Sequence[ComparableQuotation], jobs: int = 1) -> Iterator[bytes]:
    """Yield for each quotation the packed vectors of its passages, and last that of all, made by so many threads.

    Raises EmbeddingError where the model cannot be loaded.
    """
    texts = [[*quotation.passages, quotation.text] for quotation in quotations]
    known = dict.fromkeys(text for several in texts for text in several)
    found = dict(zip(known, vectors(list(known), jobs), strict=True))
    for several in texts:
        yield packed(np.stack([found[text] for text in several]))


def have_same_words(left: ComparableQuotation, right: ComparableQuotation) -> bool:
    """Tell whether the words of one are, but for a few, those of the other or a long part of them."""
    text, other_text = left.text, right.text
    if min(weight_of(text), weight_of(other_text)) < _LONG_ENOUGH or not may_have_same_words(left, right):
        return False
    return shared(words_of(text), words_of(other_text)) >= SAME_WORDING


def may_have_same_words(left: ComparableQuotation, right: ComparableQuotation) -> bool:
    """Tell whether enough words, in whatever order, stand in both for `have_same_words`; quickly found out."""
    return may_share(left.text, right.text, SAME_WORDING)


def compare(left: Copies, right: Copies, embeddings: Embeddings) -> Parts:
    """Return what speaks for and against two quotations of one speaker, or their copies, reporting one utterance.

    `embeddings` holds those of the first copy of each, unless the two have the same words.
    """
    one, other = left.first, right.first
    found = (_meaning(one, other, embeddings), _words(one, other), *day_parts(one, other), *_in_one_place(left, right))
    return tuple(part for part in found if part.score)


def needing_embeddings(pairs: Iterable[Two]) -> list[ComparableQuotation]:
    """Return the quotations whose embeddings must be known to compare these pairs: words alone do not decide them."""
    found = {one.id: one for pair in pairs if not have_same_words(*pair) for one in pair}
    return [found[name] for name in sorted(found)]


def likely_pairs(pairs: Sequence[Two], embeddings: Embeddings) -> Iterator[QuotationPair]:
    """Yield the pairs of quotations for which their words and days alone speak; the others are left out.

    The embeddings are known of those that are `needing_embeddings`. Most pairs are far apart in meaning: that is found
    out for all pairs of one quotation at once, before words are compared.
    """
    undecided: dict[str, list[Two]] = {}
    for pair in pairs:
        if have_same_words(*pair):
            yield from _scored(pair, embeddings)
        else:
            undecided.setdefault(pair[0].id, []).append(pair)
    for name, several in undecided.items():
        likeness = likeness_to(embeddings[name], [embeddings[other.id] for _, other in several])
        for pair, like in zip(several, likeness, strict=True):
            if like + max(WORDS, TRANSLATED) + total(day_parts(*pair)) >= SAME_STATEMENT:
                yield from _scored(pair, embeddings)


def _scored(pair: Two, embeddings: Embeddings) -> Iterator[QuotationPair]:
    found = total((_meaning(*pair, embeddings), _words(*pair), *day_parts(*pair)))
    if found >= SAME_STATEMENT:
        yield QuotationPair(pair[0].id, pair[1].id, found)


def likeness_to(one: Vectors, others: Sequence[Vectors]) -> list[float]:
    """Return for each of the others what the cosines speak for it saying the same as one, no less than `compare`."""
    counts = np.array([len(other) - 1 for other in others])
    starts = np.concatenate(([0], np.cumsum(counts)[:-1]))
    cosines = one[:-1] @ np.concatenate([other[:-1] for other in others]).T
    nearest = np.maximum.reduceat(cosines, starts, axis=1)
    theirs = np.add.reduceat(cosines.max(axis=0), starts) / counts
    covered = np.where(len(one) - 1 <= counts, nearest.mean(axis=0), theirs)
    whole = np.stack([other[-1] for other in others]) @ one[-1]
    found = (nearest.max(axis=0), covered, whole)
    summed = sum(w * (cosine - _NEUTRAL) for w, cosine in zip((_BEST, _COVERED, _WHOLE), found, strict=True))
    return [float(each) + ROUNDED for each in np.asarray(summed)]


def _meaning(left: ComparableQuotation, right: ComparableQuotation, embeddings: Embeddings) -> Part:
    if have_same_words(left, right):
        full = (1 - _NEUTRAL) * (_BEST + _COVERED + _WHOLE)
        return Part("meaning", round(full, 3), "one has the words of the other")
    one, other = embeddings[left.id], embeddings[right.id]
    cosines = one[:-1] @ other[:-1].T
    shorter = cosines.max(axis=1) if cosines.shape[0] <= cosines.shape[1] else cosines.max(axis=0)
    found = (float(cosines.max()), float(shorter.mean()), float(np.dot(one[-1], other[-1])))
    score = sum(w * (cosine - _NEUTRAL) for w, cosine in zip((_BEST, _COVERED, _WHOLE), found, strict=True))
    detail = "closest passages {:.2f}, all of the shorter {:.2f}, the whole {:.2f}".format(*found)
    return Part("meaning", round(score, 3), detail)


def _words(left: ComparableQuotation, right: ComparableQuotation) -> Part:
    if left.language != right.language:
        return Part("two languages", TRANSLATED)
    if not are_comparable(left.text, right.text):
        return Part("words", NO_WORDS, "hardly any in common")
    return Part("words", round(WORDS * shared(words_of(left.text), words_of(right.text)), 3), "in common")


def day_parts(left: ComparableQuotation, right: ComparableQuotation) -> Iterator[Part]:
    """Yield what the days on which two quotations may have been said speak for or against one utterance."""
    gap = days_between(left, right)
    if gap is None:
        return
    apart = f"{gap} {'day' if gap == 1 else 'days'} apart" if gap else "maybe one day"
    score = next((score for most, score in _NEAR if gap <= most), 0.0)
    yield Part("days", score, apart)
    if gap and left.is_dated and right.is_dated:
        yield Part("days told", _DAY_APART if gap == 1 else DAYS_APART, "each story tells its day")


def _in_one_place(left: Copies, right: Copies) -> Parts:
    """Return what it tells that stories or outlets print both; of many copies, what tells least."""
    if len(left.outlets | right.outlets) > 1:
        return ()
    some, others = left.members[:MOST_COPIES], right.members[:MOST_COPIES]
    if len({member.story for member in (*some, *others)}) > 1:
        return (Part("one outlet", _ONE_OUTLET, "in two stories"),)
    return max((tuple(_in_one_story(a, b)) for a in some for b in others), key=total)


def _in_one_story(left: ComparableQuotation, right: ComparableQuotation) -> Iterator[Part]:
    if left.id == right.inside or right.id == left.inside:
        yield Part("one story", _INSIDE, "one stands inside the other")
        return
    if left.headline or right.headline:
        yield Part("one story", _IN_HEADLINE, "one is its headline")
        return
    retold = [one.form == "indirect" for one in (left, right)]
    score = _RETOLD_TWICE if all(retold) else _ANNOUNCED if any(retold) else _QUOTED_TWICE
    detail = "both retold" if all(retold) else "one retold, one quoted" if any(retold) else "both quoted"
    yield Part("one story", score, detail)
    if abs(left.order - right.order) == 1:
        yield Part("next to each other", _NEXT)
