"""From labelled texts to what the network learns from: middle states of windows, and quotations with their labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.analysis.extract.pages import page_of
from onrecord.analysis.split import split
from onrecord.models.reading.model import Model
from onrecord.models.reading.understanding import FIELDS, Placed, Surroundings, parts_of, surroundings
from onrecord.models.reading.units import Ints, Units
from onrecord.types import Document, Reading
from training.understanding.labels import Label, LabelledText

UNKNOWN = -100  # the tag of a unit of which no label tells
Half = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A labelled quotation, its surroundings, and the tags (units, fields) of what is named there."""

    near: Surroundings
    label: Label
    tags: Ints


@dataclass(frozen=True, slots=True)
class Seen:
    """A window: its middle states, what each word piece is of any quotation, and where its units stand in it."""

    middle: Half
    parts: Ints
    at: Ints
    units: Ints


@dataclass(frozen=True, slots=True)
class Example:
    """A story with its windows and labelled quotations."""

    length: int
    windows: tuple[Seen, ...]
    quoted: tuple[Quoted, ...]


def examples(texts: Iterable[LabelledText], model: Model) -> list[Example]:
    """Return the stories of some texts as `model` sees them, those without labels left out."""
    found = (example for text in texts for example in _examples(text, model))
    return [example for example in found if example.quoted]


def _examples(labelled: LabelledText, model: Model) -> Iterator[Example]:
    raw = labelled.text.encode("utf-8", "surrogatepass")
    document = Document(labelled.name, raw, labelled.text, hashlib.sha256(raw).hexdigest())
    for reading in split(document):
        inside = [label for label in labelled.labels if reading.story.span.covers(label.content[0])]
        yield _example(reading, inside, model)


def _example(reading: Reading, labels: list[Label], model: Model) -> Example:
    middle = model.middle_states(page_of(reading)[0])
    units, headline = middle.units, reading.story.headline_span
    placed = [
        Placed(one.content, one.cue, one.source, headline is not None and headline.meets(one.content[0]))
        for one in labels
    ]
    parts = parts_of(units, placed)
    near = [surroundings(units, parts, one) for one in placed]
    quoted = [Quoted(n, one, _tags(units, n, one)) for n, one in zip(near, labels, strict=True) if n]
    seen = [
        Seen(states.astype(np.float16), w.by_piece(parts), w.at, w.units)
        for w, states in middle.within((0, len(units)))
    ]
    return Example(len(units), tuple(seen), tuple(quoted))


def _tags(units: Units, near: Surroundings, label: Label) -> Ints:
    """Return the tags of the units around a quotation: 1 begins what names a field, 2 goes on, 0 is none."""
    tags = np.full((len(near.role), len(FIELDS)), UNKNOWN)
    for n, field in enumerate(FIELDS):
        if field in label.named and label.is_statement:
            tags[:, n] = 0
            for span in label.named[field]:
                start, end = (edge - near.within[0] for edge in units.touched(span))
                if 0 <= start < end <= len(tags):
                    tags[start:end, n], tags[start, n] = 2, 1
    return tags
