"""The public gold of linking: quotations as labelled, linked by the program, against labelled statements and relations.

It comes with the project, so that every clone measures it: B cubed of statements, look-alikes kept apart, and denials
and departures between statements as labelled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from typing import Any

from bench import corpora, linking_gold, relations, statements
from bench.linking_gold import Group, Quotation, Statement, Story
from bench.score import Score
from bench.statements import Cubed
from onrecord.types import Reading


@cache
def utterances() -> Cubed:
    """Return B cubed of the quotations of all events in one record."""
    return statements.cubed(_labels("utterances"), _linked())


@cache
def lookalikes() -> tuple[int, int]:
    """Return how many pairs of statements that look alike have no quotation in one statement, of how many."""
    found, apart, count = _linked(), 0, 0
    for group in linking_gold.groups("utterances"):
        into = {one.id: {found[_name(group, q)] for q in one.quotations} for one in group.statements}
        count += len(group.lookalikes)
        apart += sum(into[pair.left].isdisjoint(into[pair.right]) for pair in group.lookalikes)
    return apart, count


@cache
def related() -> Mapping[str, Score]:
    """Return the relations right, by kind; a relation between two events, or that is not labelled, is wrong.

    People are made to judge which quotations are one statement, as the labels have it.
    """
    groups = linking_gold.groups("relations")
    wanted = {
        (pair.kind, f"{group.name} {pair.left}", f"{group.name} {pair.right}")
        for group in groups
        for pair in group.relations
    }
    found = relations.related(given("relations"), _labels("relations"))
    return {kind: relations.score(wanted, found, kind, (kind,)) for kind in relations.KINDS}


def fingerprint() -> str:
    """Return a hash of texts and labels."""
    paths = sorted(linking_gold.FOLDER.glob("*.jsonl"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


@cache
def given(name: str) -> tuple[Reading, ...]:
    """Return a Reading for each story of a file of the gold, with its quotations as they are labelled."""
    return tuple(
        corpora.given(_as_contract(group, story)) for group in linking_gold.groups(name) for story in group.stories
    )


@cache
def _linked() -> dict[str, str]:
    return statements.folded(given("utterances"))


def _labels(name: str) -> dict[str, str]:
    """Return the labelled statement of each quotation."""
    return {
        _name(group, quotation): f"{group.name} {one.id}"
        for group in linking_gold.groups(name)
        for one in group.statements
        for quotation in one.quotations
    }


def _name(group: Group, quotation: Quotation) -> str:
    return f"{group.name} {quotation.id}"


def _as_contract(group: Group, story: Story) -> dict[str, Any]:
    """Return a story as an object of the interchange contract."""
    inside = [(one, q) for one in group.statements for q in one.quotations if q.uri == story.uri]
    inside.sort(key=lambda pair: pair[1].content)
    told = {"outlet": story.outlet, "published": story.published, "headline": story.headline}
    return {
        "document": {"uri": story.uri, "text": story.text},
        "story": {"span": [0, len(story.text)], "language": story.language, **told},
        "quotations": [_quotation(group, story, *pair) for pair in inside],
    }


def _quotation(group: Group, story: Story, one: Statement, quotation: Quotation) -> dict[str, Any]:
    return {
        "id": _name(group, quotation),
        "content": quotation.content,
        "cue": quotation.cue,
        "source": quotation.source,
        "form": quotation.form,
        "headline": quotation.content[-1].end <= len(story.headline),
        "speaker": {"name": one.speaker, "role": one.role} if one.speaker else None,
    }
