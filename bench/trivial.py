"""What doing next to nothing scores: marked passages are quotations, first lines headlines, labels the commonest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, get_args

from bench.corpora import Text
from bench.matched import Found
from bench.score import Row, Score, compare
from onrecord.types import Dated, Probabilities, Speaker, SpeakerKind

_MARKED = re.compile(r"[\"“«][^\"“”«»\n]{20,}[\"”»]")
_NAME = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")


def quotations(texts: Iterable[Text]) -> dict[str, Score]:
    """Score all that stands in double marks, said by the next name after it."""
    totals: dict[str, Score] = {}
    for text in texts:
        rows = [_row(text.document.text, match) for match in _MARKED.finditer(text.document.text, 0, text.labelled.end)]
        for name, score in compare(text.document.text, text.quotations, rows).items():
            totals[name] = totals.get(name, Score()) + score
    return totals


def _row(words: str, match: re.Match[str]) -> Row:
    name = _NAME.search(words, match.end())
    return Row((match.span(),), (name.span(),) if name else (), form="direct")


def commonest(found: Sequence[Found]) -> list[Found]:
    """Return quotations with the commonest label of all: act, polarity, modality; of their text: speaker and day.

    Nobody is named as the addressee, no venue and no relay.
    """
    act, _ = Counter(one.row.label["act"] for one in found).most_common(1)[0]
    of_text = {name: _commonest_of_text([one for one in found if one.text.name == name]) for name in _names(found)}
    bare: dict[str, Any] = {
        "addressee": None,
        "venue": None,
        "relay": (),
        "act": act,
        "acts_also": (),
        "polarity": "said",
    }
    bare |= {"modality": "plain", "probabilities": Probabilities()}
    return [replace(one, quotation=replace(one.quotation, **bare, **of_text[one.text.name])) for one in found]


def _names(found: Iterable[Found]) -> set[str]:
    return {one.text.name for one in found}


def _commonest_of_text(found: Sequence[Found]) -> dict[str, Any]:
    name, kind = Counter((one.row.label["speaker"], one.row.label.get("kind")) for one in found).most_common(1)[0][0]
    day, _ = Counter(one.row.label["when"] for one in found).most_common(1)[0]
    known: SpeakerKind = next((each for each in get_args(SpeakerKind) if each == kind), "person")
    return {
        "speaker": None if name in (None, "?", "unnamed") else Speaker(name, name, known),
        "said": Dated(day, "unknown") if day else None,
    }


def headlines(texts: Sequence[Text]) -> Score:
    """Score the first line of each document as its only headline."""
    total = Score()
    for text in texts:
        if text.headlines is not None:
            first = re.compile(r"\S").search(text.document.text, text.document.header.end)
            right = first is not None and first.start() in {headline.start for headline in text.headlines}
            total += Score(int(right), 1, len(text.headlines))
    return total
