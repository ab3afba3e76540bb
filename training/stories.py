"""Stories written for this project, with their labels in the text: `[[2s|Ana Ruel]] [[2q|said]] [[2c|it rained]]`.

The number ties the parts of one quotation: `c` content (`cb` where it is a belief), `q` cue, `s` source. Parts may lie
in one another. A line of equals signs parts the stories of a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.labelled_stories import parts
from onrecord.types import Span
from training.examples import Article

_BETWEEN = re.compile(r"^=+\n", re.MULTILINE)


def stories(folder: Path) -> list[Article]:
    """Read all stories of `folder`; raises ValueError that names file and place where the labels are not sound."""
    return [story for path in sorted(folder.glob("*.txt")) for story in _file(path)]


def _file(path: Path) -> Iterator[Article]:
    for n, marked in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        if marked.strip():
            yield parsed(marked.strip("\n") + "\n", f"{path.name}, story {n}")


def parsed(marked: str, where: str) -> Article:
    """Return the story without its labels, and the labels as PolNeAR has them, but for mentions."""
    text, found = parts(marked, where)
    for number, own in found.items():
        if "c" not in own or len(own.get("q", ())) != 1:
            raise ValueError(f"{where}: quotation {number} needs content and one cue")
    return Article(text, [quote(own) for own in found.values()], [])


def quote(own: Mapping[str, Sequence[Span]]) -> dict[str, Any]:
    """Return a quotation as PolNeAR has it from the spans of its parts."""
    content, cue, source = (list(own.get(part, ())) for part in "cqs")
    return {"content": sorted(content), "cue": cue, "source": source, "speech": "b" not in own}
