"""Labelled articles on real events of three outlets each: who spoke, when, and what was no statement at all.

`python -m bench.events train|dev` prints the scores. Choose on train, report on dev.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from bench import corpora, understanding
from bench.corpora import CORPORA, Text
from bench.matched import Found, all_found, found
from bench.score import Row, Score
from onrecord import thresholds
from onrecord.linking.actors.person_names import rows_of
from onrecord.readers.places import read
from onrecord.types import Document, Span, Speaker

NO_STATEMENT = "no statement"
_NONE = "n"  # the label of what is none
_SUFFIXES = {"jr", "sr", "ii", "iii", "iv"}
_SMALL = {"the", "a", "an", "of", "mr", "mrs", "ms", "dr", "one"}


@cache
def texts(part: str) -> tuple[Text, ...]:
    """Return the articles of a part ("train", "dev") with their labels; nothing where the corpora are not at hand."""
    path = CORPORA / "events_labels" / f"{part}.jsonl"
    if not path.exists():
        return ()
    labels: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        for label in json.loads(line)["quotations"]:
            labels.setdefault(label["doc"], []).append(label)
    return tuple(_text(document, labels) for document in _documents() if _name(document) in labels)


def run(part: str) -> dict[str, Score]:
    """Return the scores of the stages on quotations found, and of what is shown what is labelled as no statement."""
    scores = understanding.scores(labelled(part), is_right)
    shown = [one for one in all_found(texts(part)) if one.quotation.confidence >= thresholds.SHOWN]
    wrong = sum(one.row is not None and one.row.label["ok"] == _NONE for one in shown)
    return scores | {NO_STATEMENT: Score(wrong, len(shown), len(shown))}


def labelled(part: str) -> tuple[Found, ...]:
    """Return the labelled statements of a part that were found, each beside its label."""
    return tuple(found(texts(part)))


def statements(part: str) -> Score:
    """Return how many of the labelled statements are found and shown."""
    shown = sum(one.quotation.confidence >= thresholds.SHOWN for one in labelled(part))
    return Score(shown, shown, sum(not row.optional for text in texts(part) for row in text.quotations))


def fingerprint(part: str) -> str:
    """Return a hash of the texts and all their labels."""
    labels = [(row.content, sorted(row.label.items())) for text in texts(part) for row in text.quotations]
    return hashlib.sha256(f"{corpora.fingerprint(texts(part))}{labels}".encode()).hexdigest()[:16]


def is_right(one: Found) -> bool:
    """Tell whether the speaker of a quotation found is the one of its label."""
    return is_speaker_right(one.row.label, one.quotation.speaker)


def is_speaker_right(label: Mapping[str, Any], speaker: Speaker | None) -> bool:
    """Tell whether a speaker is the one of the label, which has the full name in whatever form is printed.

    Of a person the surname must agree, and the given names must not be those of another; of a description at least half
    of the words of the shorter. Of several who speak together one is enough. "?" is nobody who is named.
    """
    if label["speaker"] == "?":
        return speaker is None or speaker.kind in ("group", "unknown")
    if speaker is None:
        return False
    names = [(wanted, said) for wanted in label["speaker"].split(";") for said in speaker.name.split(";")]
    if label["kind"] == "person":
        return any(_is_same_person(_words(wanted), _words(said)) for wanted, said in names)
    return any(_is_alike(set(_words(wanted)), set(_words(said))) for wanted, said in names)


def _is_same_person(wanted: list[str], said: list[str]) -> bool:
    (given, surname), (printed, last) = _parted(wanted), _parted(said)
    if surname != last:
        return _is_alike(set(wanted), set(said)) and len(set(wanted) & set(said)) > 1
    return not printed or not given or any(_is_form(a, b) for a in given for b in printed)


def _parted(name: list[str]) -> tuple[list[str], str | None]:
    bare = [word for word in name if word not in _SUFFIXES]
    return bare[:-1], bare[-1] if bare else None


def _is_form(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    is_short_for = long.startswith(short) and len(short) != 2
    return is_short_for or bool(rows_of(one) & rows_of(other))


def _is_alike(wanted: set[str], said: set[str]) -> bool:
    return 2 * len(wanted & said) >= min(len(wanted), len(said)) > 0


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"\w+", name.casefold()) if word not in _SMALL]


def _documents() -> Iterator[Document]:
    for document in read([CORPORA / "events"]):
        if isinstance(document, Document):
            yield document


def _name(document: Document) -> str:
    return document.uri.rsplit("/", 1)[-1].removesuffix(".txt")


def _text(document: Document, labels: dict[str, list[dict[str, Any]]]) -> Text:
    rows = tuple(_row(label) for label in labels[_name(document)])
    return Text(_name(document), document, Span(0, len(document.text)), rows)


def _row(label: dict[str, Any]) -> Row:
    said = label["said"]
    also = {"speaker_alt": [], "when": said, "when_basis": None, "acts_also": label["also"], "pol": "said"}
    source = (tuple(label["source"]),) if label["source"] else ()
    content = tuple(tuple(span) for span in label["content"])
    return Row(content, source, form=label["form"], optional=label["ok"] == _NONE, label=label | also)


def main() -> None:
    """Print the scores of one part."""
    part = sys.argv[1] if len(sys.argv) > 1 else "train"
    for name, score in run(part).items():
        print(f"{name:40} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f}  of {score.gold}")
    print(f"{'labelled statements shown':40} {statements(part).recall:.3f}")
    for name, value in understanding.figures(labelled(part), is_right).items():
        if name == understanding.MACRO or name.endswith(understanding.APART):
            print(f"{name:40} {'–' if value is None else f'{value:.3f}'}")


if __name__ == "__main__":
    main()
