"""Labels of people, organisations, places, nationalities and dates, from a tagger: spaCy's small English one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import spacy

KINDS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "nationality",
    "DATE": "date",
}


def teach(texts: Sequence[str], tagger: str, out: Path) -> None:
    """Write the mentions in each text, a line a text: `[[start, end, kind], …]`."""
    pipeline = spacy.load(tagger, disable=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    aside = out.with_suffix(".part")
    with aside.open("w", encoding="utf-8") as lines:
        for document in pipeline.pipe(texts):
            named = [(e.start_char, e.end_char, KINDS[e.label_]) for e in document.ents if e.label_ in KINDS]
            lines.write(json.dumps(named) + "\n")
    aside.replace(out)
