"""How often speakers and acts are right beside the share for which they are told, the surest first.

`python -m bench.answered FILE` draws the curve for labelled articles on real events as an SVG picture, and prints it.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import events, understanding
from bench.understanding import Answer

SHARES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
_DASHES = {"speaker": "", "act": "6 4"}
_LEFT, _TOP, _WIDE, _HIGH = 60, 30, 300, 300


@dataclass(frozen=True, slots=True)
class Point:
    """The share of quotations for which a field is told, the share of these that is right, and how sure the last is."""

    told: float
    right: float
    sure: float


def curve(answers: Sequence[Answer], total: int, shares: Sequence[float] = SHARES) -> list[Point]:
    """Return a point for each share of `total` quotations that is reached; answers equally sure stay together."""
    ordered = sorted(answers, key=lambda answer: -answer[0])
    ends = [n for n in range(1, len(ordered) + 1) if n == len(ordered) or ordered[n][0] < ordered[n - 1][0]]
    counts = {next((n for n in ends if n >= share * total), len(ordered)) for share in shares} if ordered else set()
    return [
        Point(count / total, sum(right for _, right in ordered[:count]) / count, ordered[count - 1][0])
        for count in sorted(counts)
    ]


def curves(part: str) -> dict[str, list[Point]]:
    """Return the curves of speaker and act on a part of the labelled events; a speaker who is unknown is not told."""
    found = events.labelled(part)
    named = [one for one in found if one.quotation.speaker is not None]
    speakers = understanding.answers(named, events.is_right)["speaker"]
    acts = understanding.answers(found, events.is_right)["act"]
    return {"speaker": curve(speakers, len(found)), "act": curve(acts, len(found))}


def table(lines: Mapping[str, Sequence[Point]]) -> str:
    """Return the curves as a table in Markdown."""
    rows = [
        f"| {name} | {point.told:.2f} | {point.right:.3f} | {point.sure:.2f} |"
        for name, points in lines.items()
        for point in points
    ]
    return "\n".join(["| field | told | right | least sure |", "|---|---|---|---|", *rows])


def picture(lines: Mapping[str, Sequence[Point]]) -> str:
    """Return the curves as SVG: the share that is right over the share that is told, each line with its name."""
    low = min([0.5, *(int(10 * point.right) / 10 for points in lines.values() for point in points)])
    ticks = [
        f'<text x="{_LEFT + _WIDE * n / 4}" y="350" text-anchor="middle">{n / 4:.2f}</text>'
        f'<text x="50" y="{_across(low + (1 - low) * n / 4, low) + 4:.1f}" text-anchor="end">'
        f"{low + (1 - low) * n / 4:.2f}</text>"
        for n in range(5)
    ]
    told = "; ".join(
        f"{name}: " + ", ".join(f"{point.told:.2f} told {point.right:.2f} right" for point in points)
        for name, points in lines.items()
        if points
    )
    drawn = "".join(_line(name, points, low) for name, points in lines.items() if points)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 385" role="img" font-family="sans-serif" '
        'font-size="12" fill="#333">\n'
        f"<title>Share that is right beside the share that is told</title><desc>{told}</desc>\n"
        '<rect width="420" height="385" fill="#fff"/>\n'
        f'<path d="M60 30V330H360" fill="none" stroke="#999"/>\n{"".join(ticks)}\n{drawn}\n'
        '<text x="210" y="374" text-anchor="middle">share of quotations for which it is told</text>'
        '<text transform="translate(16 180) rotate(-90)" text-anchor="middle">share of these that is right</text>\n'
        "</svg>\n"
    )


def _line(name: str, points: Sequence[Point], low: float) -> str:
    places = [f"{_LEFT + _WIDE * point.told:.1f} {_across(point.right, low):.1f}" for point in points]
    x, y = places[-1].split()
    dash = f' stroke-dasharray="{_DASHES[name]}"' if _DASHES.get(name) else ""
    return (
        f'<path d="M{"L".join(places)}" fill="none" stroke="#8a3324" stroke-width="2"{dash}/>'
        f'<text x="{float(x) + 6:.1f}" y="{float(y) + 4:.1f}">{name}</text>'
    )


def _across(right: float, low: float) -> float:
    return _TOP + _HIGH * (1 - right) / (1 - low)


if __name__ == "__main__":
    drawn = curves("dev")
    print(table(drawn))
    Path(sys.argv[1]).write_text(picture(drawn), encoding="utf-8")
