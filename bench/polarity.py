"""Polarity: what labelled PolNeAR articles report as not said, or as what somebody would say.

`python -m bench.polarity` prints the scores on the labelled spans and on the quotations found.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from bench import corpora
from bench.corpora import Text
from bench.matched import found
from bench.score import Row, Score
from onrecord.analysis.classify import classify
from onrecord.text.marks import form_by_marks
from onrecord.types import Quotation, Reading, Span, Story, content_id, covered

POLARITIES = {"not said": "not_said", "would say": "hypothetical", "said": "said"}
_LONGEST_CUE = 80  # characters from the first to the last word of a cue that is told as one span


@cache
def texts() -> tuple[Text, ...]:
    """Return the labelled articles; nothing where the corpora are not at hand."""
    path = corpora.CORPORA / "polnear_labels" / "acts.jsonl"
    if not path.exists():
        return ()
    labels: dict[str, list[Row]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        content = tuple((start, end) for start, end in label["content"])
        labels[label["doc_id"]].append(Row(content, label=label))
    articles = [text for text in corpora.polnear("train") if text.name in labels]
    return tuple(replace(text, quotations=tuple(labels[text.name])) for text in articles)


def as_given() -> dict[str, Score]:
    """Return the scores of not said and would say on quotations made of the labelled spans."""
    return _scores(pair for text in texts() for pair in _given(text))


def as_found() -> dict[str, Score]:
    """Return the same on the quotations found that a label matches."""
    return _scores((one.row.label, one.quotation) for one in found(texts()))


def _scores(pairs: Iterable[tuple[Mapping[str, Any], Quotation]]) -> dict[str, Score]:
    scores = {"not said": Score(), "would say": Score()}
    for label, quotation in pairs:
        for name in scores:
            wanted, told = label["said"] == name, quotation.polarity == POLARITIES[name]
            scores[name] += Score(wanted and told, told, wanted)
    return scores


def _given(text: Text) -> Iterator[tuple[Mapping[str, Any], Quotation]]:
    document = text.document
    made = tuple(_quotation(document.text, row.label) for row in text.quotations)
    whole = Span(0, len(document.text))
    reading = Reading(document, Story("story", whole, language="en"), document.text, made)
    yield from zip((row.label for row in text.quotations), classify(reading).quotations, strict=True)


def _quotation(text: str, label: Mapping[str, Any]) -> Quotation:
    content = tuple(Span(*span) for span in label["content"])
    return Quotation(
        id=content_id(*(edge for span in content for edge in span)),
        form=form_by_marks(text, content),
        content=content,
        text=covered(text, content),
        cue=_hull(label["cue"], _LONGEST_CUE),
        source=_hull(label["source"], len(text)),
    )


def _hull(spans: Sequence[Sequence[int]], most: int) -> Span | None:
    """Return the span from the first to the last, or the first alone where that is longer than `most`."""
    if not spans:
        return None
    whole = Span(spans[0][0], spans[-1][1])
    return whole if whole.end - whole.start < most else Span(*spans[0])


def main() -> None:
    """Print the scores."""
    for where, scores in (("as given", as_given()), ("as found", as_found())):
        for name, score in scores.items():
            print(f"{name}, {where:10} {score.precision:.3f} {score.recall:.3f} {score.f1:.3f}  of {score.gold}")


if __name__ == "__main__":
    main()
