"""Relations: which statement denies, repeats or departs from which, in the labelled groups; quotations as given."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from bench import corpora, demo, outlets
from bench.score import Score
from onrecord.queries.relations import RelationFinder
from onrecord.record_linking import relink
from onrecord.store.sqlite.reads.statements import statements
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.judgements import judge
from onrecord.types import Reading

KINDS = {
    "denies": ("denies",),
    "repeats": ("repeats",),
    "shifts": ("shifts", "contradicts"),
    "keeps_promise": ("keeps_promise",),
    "breaks_promise": ("breaks_promise",),
}
Found = set[tuple[str, str, str]]


@cache
def run() -> dict[str, Score]:
    """Return the relations right, by kind, between the labelled statements; nothing where the corpora are not at hand.

    People are made to judge which quotations are one statement, as the labels have it, so that a group that the program
    split or joined is not counted twice. A relation between two groups is wrong.
    """
    groups = outlets.groups()
    if not groups:
        return {}
    wanted = {
        (relation["kind"], f"{group.name} {relation['left']}", f"{group.name} {relation['right']}")
        for group in groups
        for relation in group.label["relations"]
    }
    label = {name: f"{group.name} {one}" for group in groups for name, one in group.statements.items()}
    found = related((reading for group in groups for reading in group.readings), label)
    return {kind: score(wanted, found, kind, labels) for kind, labels in KINDS.items()}


@cache
def of_demo() -> dict[str, Score]:
    """Return the departures and fates of promises right in the demo, likewise."""
    label = {name: f"demo {one}" for name, one in demo.statements().items()}
    wanted = {(row["kind"], label[row["left"]], label[row["right"]]) for row in demo.labels("relations")}
    found = related(demo.given(), label)
    return {kind: score(wanted, found, kind, (kind,)) for kind in KINDS if kind not in ("denies", "repeats")}


def score(wanted: Found, found: Found, kind: str, labels: tuple[str, ...]) -> Score:
    """Return how many of the relations of a kind are right; `labels` are its kinds in the gold."""
    right = {row[1:] for row in wanted if row[0] in labels}
    told = {row[1:] for row in found if row[0] == kind}
    return Score(len(told & right), len(told), len(right))


def related(readings: Iterable[Reading], label: dict[str, str]) -> Found:
    """Return the relations in a record of these readings, between labelled statements."""
    with corpora.recorded(readings) as record:
        _judge_as_labelled(record, label)
        relink(record)
        relater = RelationFinder(record)
        return {
            (relation.kind, label[relation.left], label[relation.right])
            for view in statements(record)
            for relation in relater.relations(view)
        }


def _judge_as_labelled(record: Record, label: dict[str, str]) -> None:
    """Join each quotation with the first of its statement, and part the first ones of statements of one group."""
    first: dict[str, str] = {}
    for name, one in sorted(label.items()):
        if one in first:
            judge(record, first[one], name, "yes", by="bench", at="")
        else:
            for other, theirs in first.items():
                if other.split()[0] == one.split()[0]:
                    judge(record, theirs, name, "no", by="bench", at="")
            first[one] = name
