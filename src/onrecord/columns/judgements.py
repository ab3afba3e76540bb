"""The columns of judgements and of problems."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from onrecord.columns.tables import Column, Table, joined, range_of
from onrecord.store.sqlite.reads.views import ProblemView


def _field(name: str) -> Callable[[dict[str, Any]], str | float | None]:
    return lambda line: line.get(name)


def _because(line: dict[str, Any]) -> str | None:
    parts = line["because"]
    return joined(" ".join(filter(None, (part["part"], f"{part['score']:+.2f}", part["detail"]))) for part in parts)


JUDGEMENTS: Table[dict[str, Any]] = Table(
    "judgements",
    dict,
    "`onrecord export judgements`",
    "judgement",
    "judgements",
    (
        Column("left", _field("left"), "Id of a quotation, statement or actor; of two statements, the later one."),
        Column("right", _field("right"), "Id of the other one; of the kind quotation, SHA-256 of the document."),
        Column(
            "kind",
            _field("kind"),
            "same, denies, repeats, shifts, keeps_promise or breaks_promise; quotation: its marks were judged.",
        ),
        Column("verdict", _field("verdict"), "yes, no or withdrawn."),
        Column("score", _field("score"), "Sum of the parts of the score; empty for people.", "real"),
        Column(
            "because",
            _because,
            "The reasons, part by part, each with how much it speaks for the verdict, or against it.",
        ),
        Column("how", _field("how"), "In what a statement departs from an earlier one, or how far a denial goes."),
        Column("passage", _field("passage"), "The words of the left statement that decided."),
        Column("other_passage", _field("other_passage"), "The words of the right statement that decided."),
        Column("by", _field("by"), "Who judged: a person, or the version of the program."),
        Column("at", _field("at"), "When, in ISO 8601; empty for the program."),
        Column("number", _field("number"), "Number by which a judgement of a person is withdrawn.", "integer"),
        Column(
            "placed",
            _field("placed"),
            "no where the record has not what a person judged: the judgement holds for nothing now; else yes.",
        ),
    ),
)
"""A row is made of the line of the interchange contract."""

PROBLEMS: Table[ProblemView] = Table(
    "problems",
    ProblemView,
    "`onrecord export problems`",
    "problem",
    "problems",
    (
        Column(
            "document",
            lambda one: one.document or one.problem.uri,
            "Path or address of what could not be read, or not wholly.",
        ),
        Column(
            "sha256",
            lambda one: one.sha256,
            "SHA-256 of its bytes; empty for an input that never became a document.",
        ),
        Column("story", lambda one: one.story, "Id of the story; empty for a problem of the whole document."),
        Column("stage", lambda one: one.problem.stage, "What was being done: read, split, extract and so on."),
        Column("message", lambda one: one.problem.message, "What is wrong, for people."),
        Column("span", lambda one: range_of(one.problem.span), "Characters at which it is, as start-end."),
        Column("remedy", lambda one: one.problem.remedy, "What to do next."),
    ),
)
