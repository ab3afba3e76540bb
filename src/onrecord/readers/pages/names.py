"""Transcripts by layout: names that are set off, each before what its bearer says, and come again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Run

_FEWEST = 4  # names of a transcript, of which one comes again and two differ
_NAME_WORDS = 9
_ASKS = re.compile(r"[?？؟!][\"'”’»)\]]*$")
_ABBREVIATED = re.compile(r"\b\w{1,3}\.$")
_DIRECTION = re.compile(r"[\[(].{0,200}[\])]")


def is_speaker(label: str) -> bool:
    """Tell whether a line may be the name of a speaker: short, with a capital, and no sentence."""
    words = label.split()
    is_sentence = _ASKS.search(label) is not None or (label.endswith(".") and not _ABBREVIATED.search(label))
    return 0 < len(words) <= _NAME_WORDS and not is_sentence and words[0][:1].isupper()


def mark_names(found: Sequence[Run], layout: Layout) -> None:
    """Note the turns of runs whose heads are set off and are names; what has a colon is for the reading of texts."""
    parts = [part for run in found for part in _head_and_rest(run)]
    labels = [n for n, run in enumerate(parts) if _is_label(run) and n + 1 < len(parts)]
    kinds = {_kind(parts[n]) for n in labels}
    labels = next((own for kind in sorted(kinds) if _come_again(parts, own := _of(parts, labels, kind))), [])
    set_off = [n for n, run in enumerate(parts) if run.is_strong]
    for n in labels:
        end = next((later for later in set_off if later > n), len(parts))
        said = [run for run in parts[n + 1 : end] if not _DIRECTION.fullmatch(run.text)]
        if said:
            number = layout.add("turn", speaker=parts[n].text)
            layout.mark_label(number, parts[n])
            layout.mark_words(number, said)


def _kind(run: Run) -> str:
    """Return how a label is set off: as a heading of some level, or in bold or italics."""
    tag = str(run.block.tag)
    return tag if re.fullmatch(r"h[1-6]|dt|summary", tag) else ""


def _of(parts: Sequence[Run], labels: Sequence[int], kind: str) -> list[int]:
    return [n for n in labels if _kind(parts[n]) == kind]


def _come_again(parts: Sequence[Run], labels: Sequence[int]) -> bool:
    """Tell whether labels are names that take turns: several, and one of them again."""
    names = [parts[n].text for n in labels]
    return len(names) >= _FEWEST and 1 < len(set(names)) < len(names)


def _head_and_rest(run: Run) -> Sequence[Run]:
    """Return a run as the words that are set off at its head and the rest, or as it is."""
    plain = next((n for n, piece in enumerate(run.pieces) if piece.text.strip() and not piece.strong), 0)
    head = Run(run.block, run.pieces[:plain])
    if not plain or run.is_strong or not is_speaker(head.text):
        return [run]
    return [head, Run(run.block, run.pieces[plain:])]


def _is_label(run: Run) -> bool:
    return run.is_strong and is_speaker(run.text) and not run.text.endswith((":", "："))
