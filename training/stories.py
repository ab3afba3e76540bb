"""Stories written for this project, with their labels in the text: `[[2s|Ana Ruel]] [[2q|said]] [[2c|it rained]]`.

The number ties the parts of one quotation: `c` content (`cb` where it is a belief), `q` cue, `s` source. Parts may lie
in one another. A line of equals signs parts the stories of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.examples import Article

_PART = re.compile(r"\[\[(\d+)(cb|c|q|s)\||\]\]")
_BETWEEN = re.compile(r"^=+\n", re.MULTILINE)
_FIELDS = {"c": "content", "cb": "content", "q": "cue", "s": "source"}


def stories(folder: Path) -> list[Article]:
    """Read all stories of `folder`; raises ValueError that names file and place where the labels are not sound."""
    return [story for path in sorted(folder.glob("*.txt")) for story in _file(path)]


def _file(path: Path) -> Iterator[Article]:
    for n, marked in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        if marked.strip():
            yield parsed(marked.strip("\n") + "\n", f"{path.name}, story {n}")


def parsed(marked: str, where: str) -> Article:
    """Return the story without its labels, and the labels as PolNeAR has them, but for mentions."""
    rows: dict[str, dict[str, Any]] = {}
    stack: list[tuple[str, str, int]] = []
    pieces, at, length = [], 0, 0
    for match in _PART.finditer(marked):
        pieces.append(marked[at : match.start()])
        length, at = length + len(pieces[-1]), match.end()
        if match[1]:
            stack.append((match[1], match[2], length))
            continue
        if not stack:
            raise ValueError(f"{where}: a part is closed that was never opened, before {marked[at : at + 40]!r}")
        number, part, start = stack.pop()
        row = rows.setdefault(number, {"content": [], "cue": [], "source": [], "speech": True})
        row[_FIELDS[part]].append((start, length))
        row["speech"] &= part != "cb"
    if stack:
        raise ValueError(f"{where}: part {stack[-1][0]}{stack[-1][1]} is never closed")
    for number, row in rows.items():
        if not row["content"] or len(row["cue"]) != 1:
            raise ValueError(f"{where}: quotation {number} needs content and one cue")
        row["content"].sort()
    return Article("".join([*pieces, marked[at:]]), list(rows.values()), [])
