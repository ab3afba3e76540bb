"""Sentences of a report beside the words of another report that they render."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import LCSseq

from onrecord.linking.lexical_overlap import weight
from onrecord.linking.local_alignment import Block, aligned
from onrecord.linking.report_words import ReportWords

_FAR = 4  # words behind which a single light word that fits is there by chance
_LIGHT = 1.0  # weight up to which what fits may be there by chance
_PROVED = 3  # words in a row that prove that a passage stands in another report
_SPAN = 3  # sentences of the other report over which one may reach
_UNUSED = 0.02  # what it costs that a word of those sentences is not in this one


@dataclass(frozen=True)
class Match:
    """A sentence of a report (its `place` there) beside the sentences of another one (`model`) that it may render.

    `blocks` are the runs of words that both have; all numbers count the words of the two reports.
    """

    model: ReportWords
    report: ReportWords
    place: range
    window: range
    blocks: tuple[Block, ...]

    @cached_property
    def share(self) -> float:
        """Return the share of the sentence, or of the words it stands beside if they are fewer, that both have."""
        words = self.report.words[self.place.start : self.place.stop]
        there = sum(weight(word.form) for a, c, n in self.blocks for word in self.report.words[c : c + n])
        all_here = sum(weight(word.form) for word in words)
        all_there = sum(weight(word.form) for word in self.model.words[self.window.start : self.window.stop])
        return there / max(min(all_here, all_there), 1e-9)

    @property
    def run(self) -> int:
        """Return the longest run of words that both have."""
        return max((n for _, _, n in self.blocks), default=0)


def match(model: ReportWords, report: ReportWords, place: range) -> Match | None:
    """Return where a sentence of a report is rendered in another; None where it shares nothing with it."""
    forms = report.forms[place.start : place.stop]
    window = max(_windows(model), key=lambda each: _worth(forms, model.forms[each.start : each.stop]), default=None)
    if window is None:
        return None
    runs = aligned(model.forms[window.start : window.stop], forms)
    blocks = _without_strays(model, place, [(window.start + a, place.start + c, n) for a, c, n in runs])
    return Match(model, report, place, window, tuple(blocks)) if blocks else None


def _windows(model: ReportWords) -> Iterator[range]:
    sentences = model.sentences
    for first in range(len(sentences)):
        for last in range(first, min(first + _SPAN, len(sentences))):
            yield range(sentences[first].start, sentences[last].stop)


def _worth(forms: Sequence[str], there: Sequence[str]) -> float:
    """Return the weight of the words that both have in one order, less a little for each other one that is there."""
    steps = LCSseq.opcodes(forms, there)
    common = [form for step in steps if step.tag == "equal" for form in forms[step.src_start : step.src_end]]
    return sum(map(weight, common)) - _UNUSED * max(0, len(there) - len(forms))


def _without_strays(model: ReportWords, place: range, blocks: list[Block]) -> list[Block]:
    """Drop from either edge what fits by chance: a light word or two, far from the rest; no edge that both have."""
    while len(blocks) > 1 and not _is_edge(model, place, blocks[0]) and _is_stray(model, blocks[0], blocks[:2]):
        blocks = blocks[1:]
    while len(blocks) > 1 and _is_stray(model, blocks[-1], blocks[-2:]):
        blocks = blocks[:-1]
    return blocks


def _is_edge(model: ReportWords, place: range, block: Block) -> bool:
    """Tell whether a sentence of both reports begins with a run."""
    a, c, _ = block
    return c == place.start and (a == 0 or model.words[a - 1].sentence != model.words[a].sentence)


def _is_stray(model: ReportWords, block: Block, pair: Sequence[Block]) -> bool:
    heavy = sum(weight(form) for form in model.forms[block[0] : block[0] + block[2]])
    (a, c, n), (e, g, _) = pair
    gap = max(e - a - n, g - c - n)
    crosses = model.words[a + n - 1].sentence != model.words[e].sentence
    return (heavy < _LIGHT and gap >= _FAR) or (crosses and block[2] < _PROVED and gap > 0)
