"""Stories written for this project with all their labels: parts in the text as in `training.stories`, then a table.

A story is head lines (`# outlet: …`), an empty line, the text, a line `#Q` and a line for each quotation: number,
speaker, kind, role, day, act, also, addressee, venue, relay, polarity, modality, parted by tabs, `-` for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from onrecord.models.reading import Field
from onrecord.types import Span
from training.understanding.labels import POLARITIES, Label, LabelledText, nearest

STORIES = Path(__file__).parent.parent / "labelled_stories"
COLUMNS = (
    "number",
    "speaker",
    "kind",
    "role",
    "said",
    "act",
    "also",
    "addressee",
    "venue",
    "relay",
    "polarity",
    "modality",
)
_PART = re.compile(r"\[\[(\d+)(cb|c|q|s)\||\]\]")
_BETWEEN = re.compile(r"^=+\n", re.MULTILINE)
_HEAD = re.compile(r"(?:# \w+: .*\n)+\n")

Parts = dict[str, dict[str, list[Span]]]


def labelled_stories(folder: Path = STORIES) -> list[LabelledText]:
    """Read all stories of `folder`; raises ValueError that names file and place where the labels are not sound."""
    return [story for path in sorted(folder.glob("*.txt")) for story in _file(path)]


def _file(path: Path) -> Iterator[LabelledText]:
    for n, marked in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        if marked.strip():
            yield parsed(marked.strip("\n") + "\n", f"{path.name}, story {n}")


def parsed(marked: str, where: str) -> LabelledText:
    """Return a story without its labels, and the labels; raises ValueError that says where they are not sound."""
    head = _HEAD.match(marked)
    body, _, table = marked[head.end() if head else 0 :].partition("\n#Q\n")
    text, parts = _parts(body, where)
    labels = []
    for line in filter(str.strip, table.splitlines()):
        cells = [None if cell.strip() in ("-", "") else cell.strip() for cell in line.split("\t")]
        row = dict(zip(COLUMNS, cells, strict=False))
        if len(cells) != len(COLUMNS) or str(row["number"]) not in parts:
            raise ValueError(f"{where}: the line {line[:40]!r} has too few columns, or no quotation in the text")
        labels.append(_label(text, parts[str(row["number"])], row))
    return LabelledText(where, text, tuple(sorted(labels, key=lambda label: label.content)))


def _parts(body: str, where: str) -> tuple[str, Parts]:
    found: Parts = {}
    stack: list[tuple[str, str, int]] = []
    pieces, at, length = [], 0, 0
    for match in _PART.finditer(body):
        pieces.append(body[at : match.start()])
        length, at = length + len(pieces[-1]), match.end()
        if match[1]:
            stack.append((match[1], match[2], length))
        elif stack:
            number, part, start = stack.pop()
            found.setdefault(number, {}).setdefault(part[0], []).append(Span(start, length))
        else:
            raise ValueError(f"{where}: a part is closed that was never opened, before {body[at : at + 40]!r}")
    if stack:
        raise ValueError(f"{where}: part {stack[-1][0]}{stack[-1][1]} is never closed")
    return "".join([*pieces, body[at:]]), found


def _label(text: str, parts: dict[str, list[Span]], row: dict[str, str | None]) -> Label:
    content = tuple(sorted(parts["c"]))
    cue, source = (next(iter(parts.get(part, ())), None) for part in "qs")
    at = (cue or content[0]).start
    named: dict[Field, tuple[Span, ...]] = {
        "addressee": tuple(nearest(text, row["addressee"], at)),
        "venue": tuple(nearest(text, row["venue"], at)),
        "relay": tuple(nearest(text, [name.strip() for name in filter(None, (row["relay"] or "").split(";"))], at)),
    }
    also: tuple[str, ...] = tuple(act.strip() for act in (row["also"] or "").split(",") if act.strip())
    polarity = POLARITIES.get(row["polarity"] or "said", "said")
    return Label(content, cue, source, True, row["act"], also, polarity, row["modality"], named)
