"""`python -m training.multilingual`: from labelled texts and the model of meaning to the layers over its lower half."""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from pathlib import Path

from onrecord.analysis.split import split
from onrecord.models.reading import Page, read
from onrecord.models.reading.encoders import LowerHalf
from onrecord.models.reading.model import MULTILINGUAL
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import paragraphs
from onrecord.types import Document
from training.examples import Article, articles
from training.multilingual.examples import Labelled, Seen, seen, silver, stories
from training.multilingual.export import export
from training.multilingual.train import EPOCHS, batches, train

OWN = Path(__file__).parent.parent
LANGUAGES = ("ru", "uk", "pl", "de", "nl", "fr", "es", "pt", "it", "tr", "ar", "zh")
ENGLISH = 500  # articles of PolNeAR that are trained on
SHARES = {"news": 3, "own": 2, "silver": 4}  # one in so many of the windows is read in an epoch, others each time
REPEATED = 4  # times that a story in another language is read in an epoch
SEED = 3


def main() -> None:
    """Run all steps; what was trained before a stop is gone on with."""
    parser = argparse.ArgumentParser(prog="python -m training.multilingual", description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of corpora")
    parser.add_argument("--work", type=Path, default=Path("build/training"), help="folder for what comes between")
    parser.add_argument("--out", type=Path, default=MULTILINGUAL, help="folder for the weights")
    asked = parser.parse_args()
    mixed = articles(asked.corpora / "polnear" / "train.jsonl")
    random.Random(SEED).shuffle(mixed)
    encoder = LowerHalf()
    news = [Labelled(_with_names(article), has_mentions=True) for article in mixed[:ENGLISH]]
    own = [*stories(OWN / "stories"), *stories(OWN / "labelled_stories" / "en")]
    others = [story for language in LANGUAGES for story in stories(OWN / "labelled_stories" / language)]
    kept = {"news": list(seen(news, encoder, random.Random(SEED))), "own": list(seen(own, encoder))}
    kept["silver"] = list(seen(silver(asked.corpora / "silver_quotes_ntrex"), encoder))
    read_each_time = REPEATED * list(seen(others, encoder))

    def rows(epoch: int) -> list[Seen]:
        chance = random.Random(epoch)
        some = [row for name, share in SHARES.items() for row in chance.sample(kept[name], len(kept[name]) // share)]
        return [*read_each_time, *some]

    steps = EPOCHS * len(batches(rows(0), random.Random(0)))
    export(train(rows, steps, asked.work), asked.out)


def _with_names(article: Article) -> Article:
    """Return an article with the mentions that the model of English sees in it."""
    found = []
    for reading in split(Document(uri="", raw=article.text.encode(), text=article.text)):
        spans = paragraphs(reading.masked, reading.story.span)
        passages, _ = pair_marks(reading.masked, spans)
        named = read(Page(reading.masked, spans, passages, reading.story.headline_span)).named
        found += [(one.span.start, one.span.end, one.kind) for one in named]
    return replace(article, mentions=found)


if __name__ == "__main__":
    main()
