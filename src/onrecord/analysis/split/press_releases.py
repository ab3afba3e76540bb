"""Press releases: what stands around their words for the press alone, from the first line to the notes at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord import lexicons
from onrecord.text.masks import level
from onrecord.types import Span

_EARLY = 0.25  # of the lines of a text: what ends there is not the release
_LONGEST = 160  # characters of a line that begins or ends a release


def for_the_press(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines that mark a release as one, and all that stands behind its end, up to the next release.

    `lines` are those of the text, in order. Notes to editors and contacts end a release that is marked as one.
    """
    kinds = [_kind(level(line.of(text))) for line in lines]
    ending = _endings(kinds)
    is_over = False
    for n, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        is_over = kind != "head" and (is_over or n in ending)
        if is_over or kind in ("head", "end"):
            yield line


def _endings(kinds: Sequence[str]) -> set[int]:
    """Return the lines at which releases end; none where most of a text, or texts without a head, would be lost."""
    heads, ends = kinds.count("head"), kinds.count("end")
    if not heads and not ends:
        return set()
    found = {n for n, kind in enumerate(kinds) if kind in ("end", "notes")}
    lost = next((n for n in sorted(found) if n < _EARLY * len(kinds)), None)
    return set() if ends > max(1, heads) or (heads < 2 and lost is not None) else found


def _kind(line: str) -> str:
    if len(line) > _LONGEST:
        return ""
    return next((kind for kind, pattern in _patterns() if pattern.fullmatch(line)), "")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = lexicons.rows("und", "press_releases")
    return tuple((row["kind"], re.compile(row["pattern"], re.IGNORECASE)) for row in rows)
