"""In what the reports of a statement differ: their words cut where they do, and each difference in a sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.present.terms import DIFFERENCES, VERSIONS
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
    gaps = {each.span.end for each in differences if each.other and each.kind not in ("replaced", "added")}
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
    return tuple(Difference("replaced", each.other) for each in differences if each.other and each.kind != "fillers")


def described(found: ComparedStatement) -> Iterator[str]:
    """Yield which reports are versions of one page, and each difference of two reports in words, with both passages."""
    versions = found.versions()
    for several in versions:
        count = len({report.sha256 for report in several})
        number = "two" if count == 2 else str(count)
        yield VERSIONS.format(several[0].story.outlet or "one outlet", number, several[0].url)
    versioned = {report.quotation.id for several in versions for report in several}
    for report, wording in found.rows:
        other = found.report(wording.against) if wording.against else None
        yield from between(report, other, wording.differences, versioned)


def between(
    report: ReportView, other: ReportView | None, differences: Sequence[Difference], versioned: Collection[str] = ()
) -> Iterator[str]:
    """Yield in words how a report differs from another, with both passages; `versioned` are versions of one page."""
    names = (_carrier(report, versioned), _carrier(other, versioned) if other else "")
    for difference in differences:
        here = report.words(difference.span)
        there = other.words(difference.other) if other else ""
        if difference.kind == "fillers" and not there:
            yield DIFFERENCES["fillers"].format(names[1], "", names[0], here)
        else:
            yield DIFFERENCES[difference.kind].format(names[0], here, names[1], there)


def _carrier(report: ReportView, versioned: Collection[str]) -> str:
    identity = report.quotation.id
    name = report.story.outlet or identity[:8]
    return f"{name} (the version of {identity[:8]})" if identity in versioned and report.story.outlet else name
