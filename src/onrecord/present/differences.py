"""In what the reports of a statement differ: their words cut where they do, and each difference in a sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.present.terms import DIFFERENCES
from onrecord.types import Difference, with_offsets

if TYPE_CHECKING:
    from onrecord.queries.compare import ComparedStatement
    from onrecord.store.sqlite.reads.statements import ReportView


@dataclass(frozen=True, slots=True)
class Bit:
    """A stretch of the words of a report: its own ("other"), a place where words lack ("gap"), a blank ("break")."""

    text: str
    kind: str = ""


def bits(report: ReportView, differences: Sequence[Difference], most: int) -> Iterator[Bit]:
    """Yield at most so many characters of each part of the words of a report, cut at the edges of its differences."""
    own = [each.span for each in differences if each.kind in ("replaced", "added")]
    gaps = {each.span.end for each in differences if each.kind not in ("replaced", "added")}
    for number, (span, start) in enumerate(with_offsets(report.quotation.content)):
        words = report.quotation.text[start : start + span.end - span.start][:most]
        inside = {at for edges in (*own, gaps) for at in edges if span.start < at < span.end}
        edges = sorted({span.start, span.end, *inside})
        if number:
            yield Bit(" ", "break")
        for left, right in pairwise(edges):
            yield from [Bit("", "gap")] if left in gaps else []
            is_own = any(other.start <= left < other.end for other in own)
            yield Bit(words[left - span.start : right - span.start], "other" if is_own else "")
        yield from [Bit("", "gap")] if span.end in gaps else []


def mirrored(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return differences from a report as those of it: its words that the other one lacks or has others for."""
    return tuple(Difference("replaced", each.other) for each in differences if each.other)


def described(found: ComparedStatement) -> Iterator[str]:
    """Yield each difference of two reports in words, with both passages."""
    for report, wording in found.rows:
        other = found.report(wording.against) if wording.against else None
        yield from between(report, other, wording.differences)


def between(report: ReportView, other: ReportView | None, differences: Sequence[Difference]) -> Iterator[str]:
    """Yield in words how a report differs from another, with both passages."""
    names = (_carrier(report), _carrier(other) if other else "")
    for difference in differences:
        here = report.words(difference.span)
        there = other.words(difference.other) if other else ""
        yield DIFFERENCES[difference.kind].format(names[0], here, names[1], there)


def _carrier(report: ReportView) -> str:
    return report.story.outlet or report.quotation.id[:8]
