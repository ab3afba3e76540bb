"""Occasions: which of the venues, or of the outlets that relay, named somewhere in a story holds for which quotation.

A story names an interview once and quotes from it ten times. Each mention is weighed for each quotation by signs that
a reader goes by: whose words it stands beside, how far off, what other occasions the story names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.models.occasions import probability
from onrecord.types import Mention, Quotation

FARTHEST = 40  # quotations between one and that beside which its occasion is told
MOST = 24  # occasions, or quotations of one, that are looked at
_STEPS = (1, 2, 4, 8)  # quotations between two, by which they are near, far and so on
_WORD = re.compile(r"\w+")
_SMALL = frozenset({"the", "a", "an", "of", "in", "on", "at", "to", "with", "his", "her", "its", "their", "this"})
_KINDS = ("interview", "statement", "debate", "speech", "rally", "tweet", "twitter", "conference", "letter", "hearing")


@dataclass(frozen=True, slots=True)
class Told:
    """What stands beside a quotation, how likely it names the thing, and whether words of grammar say so, too."""

    mention: Mention
    chance: float
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a story calls by the same words: the mention beside each of some quotations, by their numbers, in order."""

    words: frozenset[str]
    told: Mapping[int, Told]
    members: Sequence[int]


class StoryOccasions:
    """What is told beside the quotations of a story, each of which stands in the paragraph of a number."""

    def __init__(
        self,
        quotations: Sequence[Quotation],
        paragraphs: Sequence[int],
        told: Sequence[Told | None],
        farthest: int = FARTHEST,
    ) -> None:
        """Take what is told beside each quotation; it may hold for quotations that are `farthest` away at most."""
        self.quotations, self._paragraphs, self._farthest = quotations, paragraphs, farthest
        self._all = _occasions(told)
        self._beside: dict[int, Occasion] = {n: each for each in self._all for n in each.members}

    def near(self, n: int) -> list[Occasion]:
        """Return the occasions that may be that of the n-th quotation: those told not too many quotations away."""
        far = 0 if self.quotations[n].inside else self._farthest  # words within words have another occasion
        around = range(max(0, n - far), min(len(self.quotations), n + far + 1))
        found = (self._beside.get(m) for m in around)
        return list({id(each): each for each in found if each}.values())[:MOST]

    def signs(self, n: int, occasion: Occasion) -> Iterator[str]:
        """Yield the signs for and against an occasion being that of the n-th quotation."""
        own, quotation = occasion.told.get(n), self.quotations[n]
        yield "any"
        yield from _own(own) if own else self._near(n, occasion)
        if not own and n in self._beside:
            yield "another beside"
        yield "alone in the story" if len(self._all) == 1 else "one of several"
        yield f"members {min(len(occasion.members), 4)}"
        yield f"form {quotation.form}"
        yield from (f"kind {kind}" for kind in _KINDS if kind in occasion.words)
        yield from (name for name in ("headline", "implicit", "inside") if getattr(quotation, name))

    def _near(self, n: int, occasion: Occasion) -> Iterator[str]:
        at = bisect_left(occasion.members, n)
        for name, members in (("before", occasion.members[:at][-1:]), ("after", occasion.members[at : at + 1])):
            for m in members:
                yield from self._beside_another(name, n, m, occasion)
        near = occasion.members[max(0, at - MOST) : at + MOST]
        whose = "same" if any(self._whose(n, m) == "same" for m in near) else "other"
        yield f"speaker {whose}"
        if whose == "same" and not any(self._is_own(n, other) for other in self.near(n) if other is not occasion):
            yield "only one of the speaker"
        yield from (f"kind {kind}, {whose}" for kind in _KINDS if kind in occasion.words)

    def _beside_another(self, where: str, n: int, m: int, occasion: Occasion) -> Iterator[str]:
        """Yield the signs that the m-th quotation, beside which the occasion is told, is said on that of the n-th."""
        whose = self._whose(n, m)
        yield f"{where} {_step(abs(n - m))}, {whose}"
        yield f"{where}, {whose}, {self._days(n, m)}"
        yield f"{where}, {whose}, beside {int(occasion.told[m].chance * 5)}"
        if self._paragraphs[n] == self._paragraphs[m]:
            yield f"{where} in the paragraph, {whose}"
        between = range(min(n, m) + 1, min(max(n, m), min(n, m) + FARTHEST))
        if any(k in self._beside and self._beside[k] is not occasion and self._whose(n, k) == "same" for k in between):
            yield f"{where}, {whose}, another between"

    def _whose(self, n: int, m: int) -> str:
        one, other = self.quotations[n].speaker, self.quotations[m].speaker
        return "unknown" if one is None or other is None else "same" if one.id == other.id else "other"

    def _days(self, n: int, m: int) -> str:
        one, other = self.quotations[n].said, self.quotations[m].said
        if one is None or other is None:
            return "no days" if one is other else "one day"
        return "same day" if one.value == other.value else "other day"

    def _is_own(self, n: int, occasion: Occasion) -> bool:
        return any(self._whose(n, m) == "same" for m in occasion.members[:MOST])


Chosen = tuple[Occasion, float] | None


def chosen(field: str, story: StoryOccasions, n: int) -> Chosen:
    """Return the likeliest occasion of the n-th quotation and its probability; None where the story names none."""
    weighed = ((probability(field, story.signs(n, each)), each) for each in story.near(n))
    best = max(weighed, key=lambda each: each[0], default=None)
    return (best[1], best[0]) if best else None


def nearest(occasion: Occasion, n: int) -> Told:
    """Return the mention of an occasion beside the n-th quotation or the one nearest to it, as fully as it is read."""
    near = occasion.members[max(0, bisect_left(occasion.members, n) - MOST) :][: 2 * MOST]
    own = occasion.told[min(near, key=lambda member: abs(member - n))]
    same = (occasion.told[member] for member in near if occasion.told[member].mention.span.covers(own.mention.span))
    return max(same, key=lambda told: len(told.mention.text))


def _occasions(told: Sequence[Told | None]) -> list[Occasion]:
    """Return the occasions that stand beside the quotations of a story; names that share half their words are one."""
    groups: dict[frozenset[str], dict[int, Told]] = {}
    for n, each in enumerate(told):
        words = known_by(each.mention.text) if each else frozenset()
        if each and words:
            recent = list(groups)[-MOST:]
            same = next((other for other in recent if is_alike(other, words)), words)
            groups.setdefault(same, {})[n] = each
    return [Occasion(words, members, tuple(members)) for words, members in groups.items()]


def known_by(words: str) -> frozenset[str]:
    """Return the words by which a name of an occasion is known."""
    return frozenset(word for word in _WORD.findall(words.casefold()) if word not in _SMALL)


def is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names of occasions share at least half of the words of the shorter."""
    return 2 * len(one & other) >= min(len(one), len(other)) > 0


def _own(own: Told) -> Iterator[str]:
    yield f"beside {int(own.chance * 5)}"
    if own.by_rule:
        yield "beside by rule"


def _step(far: int) -> int:
    return next((n for n, most in enumerate(_STEPS) if far <= most), len(_STEPS))
