"""`python -m training.understanding`: from labels and the encoder in the package to its top layers and head."""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

from onrecord.models.reading.model import WEIGHTS, load
from training.encoder_weights import encoder_weights
from training.export import hashed, write_manifest
from training.stories import stories
from training.understanding.calibrate import heat_of
from training.understanding.examples import examples
from training.understanding.export import export
from training.understanding.labelled_stories import labelled_stories
from training.understanding.labels import LABELS, LabelledText, apart, events, polnear
from training.understanding.train import train

STORIES = Path(__file__).parent.parent / "stories"
HELD = 36  # articles of the events and of PolNeAR that are not trained on: the heat of the act comes from them
SEED = 5


def main() -> None:
    """Run all steps; what was trained before a stop is gone on with."""
    parser = argparse.ArgumentParser(prog="python -m training.understanding", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of corpora")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for what comes between")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder for the weights")
    asked = parser.parse_args()
    held, taught = _parted([*events(asked.corpora, "train"), *polnear(asked.corpora)])
    own_texts = {str(n): article.text for n, article in enumerate(stories(STORIES))}
    model = load()
    news = examples([*taught, *apart(own_texts, LABELS / "stories.tsv")], model)
    network = train(encoder_weights(WEIGHTS / "encoder.onnx"), news, examples(labelled_stories(), model), asked.work)
    export(network, asked.out)
    manifest = json.loads((asked.out / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"] |= hashed(asked.out, ("top.onnx", "head.onnx"))
    write_manifest(asked.out, manifest | {"heat": heat_of(network, examples(held, model))})


def _parted(texts: list[LabelledText]) -> tuple[list[LabelledText], list[LabelledText]]:
    mixed = random.Random(SEED).sample(texts, len(texts))
    return mixed[:HELD], mixed[HELD:]


if __name__ == "__main__":
    main()
