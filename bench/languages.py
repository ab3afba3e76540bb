"""Other languages than English: quotations, speakers, days and acts in stories that nobody trained on, and German news.

`python -m bench.languages [FOLDER]` prints the scores by language; FOLDER holds labelled stories in place of our own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from bench import dates, events, extract, labelled_stories
from bench.corpora import CORPORA, Text
from bench.matched import found
from bench.score import Row, Score
from onrecord.types import Document, Metadata, Span

STORIES = Path(__file__).parent / "gold" / "languages"
ALL = "all"
SCORES = ("content", "content + source", "speaker", "day", "act")


def stories(folder: Path = STORIES) -> dict[str, list[Text]]:
    """Return the labelled stories of a folder by language."""
    made: dict[str, list[Text]] = {}
    for path in sorted(folder.glob("*.txt")):
        for text in labelled_stories.texts(path):
            made.setdefault(text.document.metadata.language or "?", []).append(text)
    return made


def german() -> Iterator[Text]:
    """Yield the labelled articles of German Wikinews; nothing where the corpora are not at hand."""
    path = CORPORA / "german" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ()
    for row in map(json.loads, lines):
        raw = row["text"].encode()
        document = Document(uri=row["doc_id"], raw=raw, text=row["text"], metadata=Metadata(language="de"))
        rows = tuple(Row(_spans(q["content"]), _spans(q["source"]), form=q["type"]) for q in row["quotes"])
        yield Text(row["doc_id"], document, Span(0, len(row["text"])), rows)


def scores(texts: Sequence[Text]) -> dict[str, Score]:
    """Return the scores of some texts; speaker, day and act are of the quotations found."""
    made = extract.run(texts).scores
    kept = {name: made[name] for name in ("content", "content + source")}
    there = list(found(texts))
    tests = {
        "speaker": events.is_right,
        "day": dates.is_right,
        "act": lambda one: one.quotation.act == one.row.label["act"],
    }
    for name, test in tests.items():
        kept[name] = Score(sum(map(test, there)), len(there), len(there))
    return kept


def lines(by_language: dict[str, list[Text]]) -> Iterator[tuple[str, dict[str, Score]]]:
    """Yield the scores of each language, and then of all together."""
    every: dict[str, Score] = dict.fromkeys(SCORES, Score())
    for language, texts in by_language.items():
        made = scores(texts)
        every = {name: every[name] + made[name] for name in SCORES}
        yield language, made
    yield ALL, every


def _spans(value: Iterable[Sequence[int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in value or ())


def _line(name: str, made: Mapping[str, Score]) -> str:
    return f"{name:4}" + "".join(f"  {measure} {score.f1:.3f}" for measure, score in made.items() if score.gold)


def main() -> None:
    """Print the scores by language."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    for language, made in lines(stories(folder)):
        print(_line(language, made))
    if texts := list(german()):
        print(_line("German Wikinews", extract.run(texts).scores))


if __name__ == "__main__":
    main()
