"""Confidence: how often quotations are right beside what they say of themselves; `python -m bench.confidence FILE`
draws the curve as an SVG picture."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import corpora
from bench.corpora import Text
from bench.score import Row, matches
from onrecord.analysis.pipeline import readings

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The quotations whose confidence lies in one tenth: how many, what they say, how many are right."""

    count: int
    stated: float
    measured: float


def curve(texts: Iterable[Text]) -> list[Bin]:
    """Return the bins that are not empty; a quotation is right if it is paired by the score *content*.

    What pairs with an optional label is left out.
    """
    return binned([observation for text in texts for observation in _observations(text)])


def binned(seen: Sequence[tuple[float, bool]]) -> list[Bin]:
    """Return the bins that are not empty, of probabilities stated, each with whether it was right."""
    groups = [[o for o in seen if min(int(o[0] * BINS), BINS - 1) == n] for n in range(BINS)]
    return [
        Bin(len(group), sum(stated for stated, _ in group) / len(group), sum(right for _, right in group) / len(group))
        for group in groups
        if group
    ]


def _observations(text: Text) -> list[tuple[float, bool]]:
    found = [quotation for reading in readings(text.document) for quotation in reading.quotations]
    found = [quotation for quotation in found if quotation.content[0].start < text.labelled.end]
    pairs = {p: g for g, p in matches(text.document.text, text.quotations, [Row(q.content) for q in found])}
    return [
        (quotation.confidence, n in pairs)
        for n, quotation in enumerate(found)
        if n not in pairs or not text.quotations[pairs[n]].optional
    ]


def error(bins: Sequence[Bin]) -> float:
    """Return the mean difference of stated and measured, each bin weighed by its quotations."""
    return sum(b.count * abs(b.stated - b.measured) for b in bins) / max(1, sum(b.count for b in bins))


def picture(bins: Sequence[Bin]) -> str:
    """Return the curve as SVG: a point a bin, as large as it has quotations; the line is where all should lie."""
    most = max(b.count for b in bins)
    points = [
        f'<circle cx="{60 + 300 * b.stated:.1f}" cy="{330 - 300 * b.measured:.1f}" '
        f'r="{3 + 9 * (b.count / most) ** 0.5:.1f}"><title>stated {b.stated:.2f}, right {b.measured:.2f}, '
        f"{b.count} quotations</title></circle>"
        for b in bins
    ]
    ticks = [
        f'<text x="{60 + 300 * n / 4}" y="350" text-anchor="middle">{n / 4:.2f}</text>'
        f'<text x="50" y="{334 - 300 * n / 4}" text-anchor="end">{n / 4:.2f}</text>'
        for n in range(5)
    ]
    told = ", ".join(f"{b.stated:.2f} stated {b.measured:.2f} right" for b in bins)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 380 385" role="img" font-family="sans-serif" '
        'font-size="12" fill="#333">\n'
        f"<title>Confidence stated and measured</title><desc>{told}</desc>\n"
        '<rect width="380" height="385" fill="#fff"/>\n'
        '<path d="M60 30V330H360" fill="none" stroke="#999"/><path d="M60 330L360 30" stroke="#bbb"/>\n'
        f'{"".join(ticks)}\n<g fill="#8a3324" fill-opacity="0.8">{"".join(points)}</g>\n'
        '<text x="210" y="374" text-anchor="middle">confidence stated</text>'
        '<text transform="translate(16 180) rotate(-90)" text-anchor="middle">share that is right</text>\n</svg>\n'
    )


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(picture(curve(corpora.polnear("dev"))), encoding="utf-8")
