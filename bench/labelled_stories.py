"""Stories written for this project with their labels in the text, as texts with gold.

The form is that of `training/labelled_stories`: head lines, an empty line, the text with `[[2s|Ana Ruel]]`, a line
`#Q`, and a line for each quotation, parted by tabs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.corpora import Text
from bench.score import Row
from onrecord.types import Document, Metadata, Span

COLUMNS = (
    "number", "speaker", "kind", "role", "said", "act", "also", "addressee", "venue", "relay", "polarity", "modality",
)  # fmt: skip
_PART = re.compile(r"\[\[(\d+)(cb|c|q|s)\||\]\]")
_BETWEEN = re.compile(r"^=+\n", re.MULTILINE)
_HEAD = re.compile(r"(?:# (\w+): .*\n)+\n")
_LINE = re.compile(r"# (\w+): (.*)")

Parts = dict[str, dict[str, list[Span]]]


def texts(path: Path) -> Iterator[Text]:
    """Yield the stories of a file; raises ValueError that says where the labels are not sound."""
    for n, marked in enumerate(_BETWEEN.split(path.read_text(encoding="utf-8")), 1):
        if marked.strip():
            yield text(marked.strip("\n") + "\n", f"{path.stem}, story {n}")


def text(marked: str, name: str) -> Text:
    """Return a story without its labels, and the labels; raises ValueError that says where they are not sound."""
    head = _HEAD.match(marked)
    known = dict(_LINE.findall(head[0])) if head else {}
    body, _, table = marked[head.end() if head else 0 :].partition("\n#Q\n")
    plain, found = parts(body, name)
    raw = plain.encode()
    document = Document(
        uri=name, raw=raw, text=plain, sha256=hashlib.sha256(raw).hexdigest(),
        metadata=Metadata(outlet=known.get("outlet"), published=known.get("date"), language=known.get("lang")),
    )  # fmt: skip
    rows = tuple(_row(found, line, name) for line in table.partition("\n#U\n")[0].splitlines() if line.strip())
    return Text(name, document, Span(0, len(plain)), rows)


def parts(body: str, where: str) -> tuple[str, Parts]:
    """Return a text without its marks, and the spans of each quotation by number and part.

    The parts are "c" content, "q" cue, "s" source, and "b", content again, where it is a belief.
    """
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
            for name in part:  # "c", "cb", "q" or "s"
                found.setdefault(number, {}).setdefault(name, []).append(Span(start, length))
        else:
            raise ValueError(f"{where}: a part is closed that was never opened, before {body[at : at + 40]!r}")
    if stack:
        raise ValueError(f"{where}: part {stack[-1][0]}{stack[-1][1]} is never closed")
    return "".join([*pieces, body[at:]]), found


def cells(line: str) -> dict[str, str | None]:
    """Return the cells of a line of the table by the names of its columns; None for nothing."""
    values = [None if cell.strip() in ("-", "") else cell.strip() for cell in line.split("\t")]
    return dict(zip(COLUMNS, values, strict=False))


def _row(found: Parts, line: str, where: str) -> Row:
    row = cells(line)
    own = found.get(str(row["number"]), {})
    if "c" not in own or "act" not in row:
        raise ValueError(f"{where}: the line {line[:40]!r} has too few columns, or no quotation in the text")
    also = [act.strip() for act in (row["also"] or "").split(",") if act.strip()]
    label: dict[str, Any] = row | {"speaker": row["speaker"] or "?", "kind": row["kind"] or "unknown"}
    label |= {"speaker_alt": [], "when": row["said"], "when_basis": None, "also": also, "acts_also": also}
    label |= {f"{name}_span": next(iter(own.get(part, ())), None) for name, part in (("cue", "q"), ("source", "s"))}
    label |= {"relay": [name.strip() for name in (row["relay"] or "").split(";") if name.strip()]}
    return Row(tuple(sorted(own["c"])), tuple(own.get("s", ())), label=label)
