"""Stories written for this project with their labels, as the network learns from them (`bench/labelled_stories`)."""

from __future__ import annotations

from pathlib import Path

from bench import labelled_stories as marked
from bench.corpora import Text
from bench.score import Row
from onrecord.models.reading import Field
from onrecord.types import Span
from training.understanding.labels import POLARITIES, Label, LabelledText, nearest

STORIES = Path(__file__).parent.parent / "labelled_stories"


def labelled_stories(language: str, folder: Path = STORIES) -> list[LabelledText]:
    """Read the stories in a language; raises ValueError that names file and place where the labels are not sound."""
    texts = (text for path in sorted((folder / language).glob("*.txt")) for text in marked.texts(path))
    return [labelled(text) for text in texts]


def labelled(text: Text) -> LabelledText:
    """Return a story with the labels that the network learns from, in the order of the text."""
    labels = (_label(text.document.text, row) for row in text.quotations)
    return LabelledText(text.name, text.document.text, tuple(sorted(labels, key=lambda label: label.content)))


def _label(text: str, row: Row) -> Label:
    told = row.label
    content = tuple(Span(*span) for span in row.content)
    cue, source = (Span(*told[name]) if told[name] else None for name in ("cue_span", "source_span"))
    at = (cue or content[0]).start
    named: dict[Field, tuple[Span, ...]] = {
        "addressee": tuple(nearest(text, told["addressee"], at)),
        "venue": tuple(nearest(text, told["venue"], at)),
        "relay": tuple(nearest(text, told["relay"], at)),
    }
    polarity = POLARITIES.get(told.get("polarity") or "said", "said") if "polarity" in told else None
    return Label(content, cue, source, True, told["act"], tuple(told["also"]), polarity, told.get("modality"), named)
