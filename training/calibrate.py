"""Make confidence mean something: fit it, on articles kept aside in training, to how often findings are right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.score import Row, matches
from onrecord.analysis.split import split
from onrecord.models.reading import Page
from onrecord.models.reading.model import load
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Document
from training import logistic
from training.examples import Article
from training.export import write_manifest

KEPT = 1.0  # strength with which weights are drawn to zero

Floats = npt.NDArray[np.float64]


def calibrate(folder: Path, held: Sequence[Article]) -> None:
    """Fit the calibration of the weights in `folder` and write it into their manifest."""
    evidence, right = observed(folder, held)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["calibration"] = [round(float(weight), 4) for weight in fitted(evidence, right)]
    write_manifest(folder, manifest)


def observed(folder: Path, held: Sequence[Article]) -> tuple[Floats, Floats]:
    """Return the evidence of each finding in `held`, and 1 where a labelled quotation has about its words."""
    model = load(folder)
    evidence, right = [], []
    for article in held:
        for reading in split(Document(uri="", raw=article.text.encode(), text=article.text)):
            spans = paragraphs(reading.masked, reading.story.span)
            passages, _ = pair_marks(reading.masked, spans)
            page = Page(reading.masked, spans, passages, reading.story.headline_span)
            found = model.read(page).quotations
            gold = [Row(tuple(map(tuple, quote["content"]))) for quote in article.quotes]
            paired = {p for _, p in matches(article.text, gold, [Row(finding.content) for finding in found])}
            evidence += [finding.evidence for finding in found]
            right += [float(n in paired) for n in range(len(found))]
    return np.array(evidence), np.array(right)


def fitted(evidence: Floats, right: Floats) -> Floats:
    """Return constant and weights of a logistic regression on log-odds (Platt 1999)."""
    sure = np.clip(evidence, 1e-4, 1 - 1e-4)
    columns = np.column_stack([np.ones(len(sure)), np.log(sure / (1 - sure))])
    return logistic.fitted(columns, right, KEPT)
