"""The columns of claims, of stances on them, of how surely stories state them, and of promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.columns.statements import DAY, OUTLETS, SPEAKER, STATEMENT
from onrecord.columns.tables import Column, Table, joined, range_of, text_of
from onrecord.queries.certainty import Account
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.commitments import Commitment
from onrecord.queries.stances import StanceOnClaim
from onrecord.store.sqlite.reads.statements import ReportView
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.types import StanceKind

_ID = "Id of the claim."
_TEXT = "The claim, in the words of whoever pinned it, or of one of its statements."
_BY = "Who pinned it."
_AT = "When it was pinned: ISO 8601, in UTC."
_STANCE = "affirms, denies, questions or neutral; often wrong: read the passage."
_SCORE = "Sum of the parts that speak for that stance."
_PASSAGE = "The words of the statement that speak of the claim."


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim, a statement that bears on it, and one of its reports: None where a pinned claim has no statement."""

    claim: Claim
    stance: StanceOnClaim | None = None
    report: ReportView | None = None


@dataclass(frozen=True, slots=True)
class ClaimStance:
    """A stance under the claim on which it is taken."""

    claim: Claim
    stance: StanceOnClaim


def claim_rows(one: DiscoveredClaim) -> Iterator[ClaimRow]:
    """Yield a claim with each report of each statement that bears on it; alone where none does."""
    if not one.stances:
        yield ClaimRow(one.claim)
    for stance in one.stances:
        for report in stance.statement.reports:
            yield ClaimRow(one.claim, stance, report)


def _on_claim(read: Callable[[StanceOnClaim], str | float | None]) -> Callable[[ClaimRow], str | float | None]:
    return lambda row: read(row.stance) if row.stance else None


def _score(each: StanceOnClaim) -> float:
    return round(each.stance.score, 3)


def _number(kind: StanceKind) -> Callable[[DiscoveredClaim], int]:
    return lambda one: sum(each.stance.kind == kind for each in one.stances)


def _days(one: DiscoveredClaim) -> list[str]:
    return [each.day for each in one.stances if each.day]


CLAIMS: Table[ClaimRow] = Table(
    "claims",
    ClaimRow,
    "`onrecord export claims`",
    "quotation on a claim",
    "quotations on claims",
    (
        Column("claim", lambda row: row.claim.id, _ID),
        Column("text", lambda row: row.claim.text, _TEXT),
        Column(
            "pinned", lambda row: row.claim.pinned, "Whether somebody pinned it; else the program found it.", "flag"
        ),
        Column("by", lambda row: row.claim.by or None, _BY),
        Column("at", lambda row: row.claim.at or None, _AT),
        Column("stance", _on_claim(lambda each: each.stance.kind), _STANCE),
        Column("score", _on_claim(_score), _SCORE, "real"),
        Column("passage", _on_claim(lambda each: each.stance.passage), _PASSAGE),
        Column("speaker", _on_claim(lambda each: each.statement.speaker), SPEAKER),
        Column("day", _on_claim(lambda each: each.day or None), DAY, "day"),
        Column("outlet", lambda row: row.report.story.outlet if row.report else None, "Outlet of the quotation."),
        Column("statement", _on_claim(lambda each: each.statement.id), STATEMENT),
        Column(
            "quotation",
            lambda row: row.report.quotation.id if row.report else None,
            "Id of the quotation, one of those that report the statement.",
        ),
    ),
)

PINNED_CLAIMS: Table[Claim] = Table(
    "Claim",
    Claim,
    "`OpenRecord.claims`",
    "claim",
    "claims",
    (
        Column("claim", lambda claim: claim.text, _TEXT),
        Column("by", lambda claim: claim.by or None, _BY),
        Column("at", lambda claim: claim.at or None, _AT),
        Column("id", lambda claim: claim.id, _ID),
    ),
)

STANCES: Table[StanceOnClaim] = Table(
    "StanceOnClaim",
    StanceOnClaim,
    "`onrecord claims show`",
    "stance",
    "stances",
    (
        Column("day", lambda each: each.day or None, DAY, "day"),
        Column("speaker", lambda each: each.statement.speaker, SPEAKER),
        Column("stance", lambda each: each.stance.kind, _STANCE),
        Column("passage", lambda each: each.stance.passage, _PASSAGE),
        Column("outlets", lambda each: joined(each.statement.outlets), OUTLETS),
        Column("score", _score, _SCORE, "real"),
        Column("statement", lambda each: each.statement.id, STATEMENT),
    ),
)


def _under_claim(column: Column[StanceOnClaim]) -> Column[ClaimStance]:
    return Column(column.name, lambda one: column.read(one.stance), column.meaning, column.kind)


CLAIM_STANCES: Table[ClaimStance] = Table(
    "ClaimStance",
    ClaimStance,
    "`onrecord claims find --statements`",
    "stance",
    "stances",
    (Column("claim", lambda one: one.claim.text, _TEXT), *map(_under_claim, STANCES.columns)),
)

DISCOVERED_CLAIMS: Table[DiscoveredClaim] = Table(
    "DiscoveredClaim",
    DiscoveredClaim,
    "`onrecord claims find`",
    "discovered claim",
    "discovered claims",
    (
        Column("claim", lambda one: one.claim.text, "The claim, in the words of one of its statements."),
        Column("statements", lambda one: len(one.stances), "Number of statements that speak of it.", "integer"),
        Column("affirms", _number("affirms"), "How many of them affirm it.", "integer"),
        Column("denies", _number("denies"), "How many deny it.", "integer"),
        Column("questions", _number("questions"), "How many question it.", "integer"),
        Column("neutral", _number("neutral"), "How many do neither.", "integer"),
        Column(
            "speakers",
            lambda one: joined(dict.fromkeys(each.statement.speaker or "" for each in one.stances)),
            "Who made them.",
        ),
        Column("first_day", lambda one: next(iter(_days(one)), None), "Day of the first of them.", "day"),
        Column("last_day", lambda one: next(reversed(_days(one)), None), "Day of the last of them.", "day"),
        Column("id", lambda one: one.claim.id, _ID),
    ),
)

ACCOUNTS: Table[Account] = Table(
    "Account",
    Account,
    "`onrecord claims certainty`",
    "account",
    "accounts",
    (
        Column("published", lambda each: each.day or None, "Day of publication of the story: ISO 8601."),
        Column("outlet", lambda each: each.story.outlet, "Outlet of the story."),
        Column(
            "certainty",
            lambda each: each.certainty,
            "hedged, alleged, reported, attributed, or bare: in the outlet's own voice.",
        ),
        Column("speaker", lambda each: each.speaker, "Who is named for it."),
        Column("passage", lambda each: each.passage, "The words that state the claim."),
        Column("because", lambda each: each.because, "What decided the certainty."),
        Column("document", lambda each: each.document, "Path or address under which the document was received."),
        Column(
            "span",
            lambda each: range_of(each.span),
            "Characters of the text of the document that the passage stands on, as start-end.",
        ),
        Column("quotation", lambda each: each.quotation, "Id of the quotation that the passage stands in."),
        Column("story", lambda each: each.story.id, "Id of the story."),
    ),
)

COMMITMENTS: Table[Commitment] = Table(
    "Commitment",
    Commitment,
    "`onrecord promises`",
    "promise, demand or threat",
    "promises, demands and threats",
    (
        Column("day", lambda each: each.day or None, DAY, "day"),
        Column("speaker", lambda each: each.statement.speaker, SPEAKER),
        Column("act", lambda each: each.act, "promise, demand or threaten."),
        Column("words", lambda each: each.words, "The words of the promise, demand or threat."),
        Column("deadline", lambda each: text_of(each.deadline), "Until when, in the words of the text."),
        Column("condition", lambda each: text_of(each.condition), "On which condition, in the words of the text."),
        Column("outlets", lambda each: joined(each.statement.outlets), OUTLETS),
        Column(
            "fate",
            lambda each: joined(each.fates) or "open",
            "What later statements may say of it: said to be kept or broken, taken back …; open where none was found.",
        ),
        Column("later", lambda each: joined(answer.left for answer in each.answers), "Ids of those later statements."),
        Column("statement", lambda each: each.statement.id, STATEMENT),
    ),
)
