"""The answers as flat rows, one a thing, for data frames, CSV and JSON Lines: plain values under told columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import fullest

if TYPE_CHECKING:
    from onrecord.queries.certainty import Account
    from onrecord.queries.claim_discovery import DiscoveredClaim
    from onrecord.queries.commitments import Commitment
    from onrecord.queries.compare import ComparedReport
    from onrecord.queries.stances import StanceOnClaim
    from onrecord.queries.timeline import TimelineEntry
    from onrecord.store.sqlite.reads.actors import ActorRow
    from onrecord.store.sqlite.reads.search import Hit
    from onrecord.store.sqlite.reads.statements import StatementView
    from onrecord.store.sqlite.writes.claims import Claim

Row = dict[str, Any]
CODES = ("plover", "cameo")
SIDES = ("affirms", "denies", "questions", "neutral")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Hit": (
        "id", "day", "day_basis", "dated", "speaker", "role", "text", "form", "outlet", "story_headline", "story",
        "document", "kind", "act", *CODES,
    ),
    "StatementView": (
        "day", "speaker", "words", "act", "outlets", "reports", "published", "actor", "statement",
    ),
    "ComparedReport": (
        "published", "outlet", "wording", "words", "form", "language", "differences", "against", "document", "story",
        "quotation",
    ),
    "TimelineEntry": (
        "day", "speaker", "stance", "strength", "words", "act", "outlets", "reports", "relations", "statement",
    ),
    "StanceOnClaim": ("day", "speaker", "stance", "passage", "outlets", "score", "statement"),
    "Claim": ("claim", "by", "at", "id"),
    "DiscoveredClaim": ("claim", "statements", *SIDES, "speakers", "first_day", "last_day", "id"),
    "Account": (
        "published", "outlet", "certainty", "speaker", "passage", "because", "document", "span", "quotation", "story",
    ),
    "Commitment": (
        "day", "speaker", "act", "words", "deadline", "condition", "outlets", "fate", "later", "statement",
    ),
    "ActorRow": ("name", "kind", "quotations", "outlets", "first_day", "last_day", "id"),
}  # fmt: skip
"""The columns of each noun, in their order."""

_DAY = "First day on which it may have been said, else that of its first report: ISO 8601."
_STATEMENT = "Id of the statement."
_OUTLETS = "Outlets that carried the statement, the first out first."
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Hit": {
        "id": "Id of the quotation.",
        "day": "First day on which the words may have been said, else that of publication: ISO 8601.",
        "day_basis": "What day is: said, or published.",
        "dated": "The day as the text tells it: it may be a month, or an interval of two with / between.",
        "speaker": "Name of the speaker.",
        "role": "Role of the speaker then, as the story prints it.",
        "text": "The reported words.",
        "form": "direct, mixed or indirect.",
        "outlet": "Outlet of the story.",
        "story_headline": "Headline of the story.",
        "story": "Id of the story.",
        "document": "Path or address under which the document was received.",
        "kind": "speech, or belief where the story tells what somebody believes or intends.",
        "act": "What the words chiefly do: assert, deny, promise and so on.",
        "plover": "Event type of the act in the PLOVER scheme.",
        "cameo": "Root code of the act in the CAMEO scheme.",
    },
    "StatementView": {
        "day": _DAY,
        "speaker": "Fullest name of the actor that spoke.",
        "words": "The longest of the quoted wordings, or of those there are.",
        "act": "What the words chiefly do, as the first report has it.",
        "outlets": _OUTLETS,
        "reports": "Number of quotations that report the statement.",
        "published": "Day of the first report to come out: ISO 8601.",
        "actor": "Id of the actor that spoke.",
        "statement": _STATEMENT,
    },
    "ComparedReport": {
        "published": "Day on which the report came out: ISO 8601.",
        "outlet": "Outlet of the report.",
        "wording": "What it made of the words: same, truncated, spliced, paraphrase, translation or altered.",
        "words": "The words of the report.",
        "form": "direct, mixed or indirect.",
        "language": "Language of the story: ISO 639.",
        "differences": "Number of places in which its words differ from those of the report it is held against.",
        "against": "Id of the quotation that it is held against.",
        "document": "Path or address under which the document was received.",
        "story": "Id of the story.",
        "quotation": "Id of the quotation.",
    },
    "TimelineEntry": {
        "day": _DAY,
        "speaker": "Fullest name of the actor that spoke.",
        "stance": "Side on the claim, where one was asked about: affirms, denies, questions or neutral.",
        "strength": "How firm the words on the claim are: firm, plain, hedged or conditional.",
        "words": "The longest of the quoted wordings; on a claim, the passage that bears on it.",
        "act": "What the words chiefly do, as the first report has it.",
        "outlets": _OUTLETS,
        "reports": "Number of quotations that report the statement.",
        "relations": "How it stands to earlier statements: kind, manner, and the id of the other.",
        "statement": _STATEMENT,
    },
    "StanceOnClaim": {
        "day": _DAY,
        "speaker": "Fullest name of the actor that spoke.",
        "stance": "affirms, denies, questions or neutral; often wrong: read the passage.",
        "passage": "The words of the statement that bear on the claim.",
        "outlets": _OUTLETS,
        "score": "How much speaks for that stance.",
        "statement": _STATEMENT,
    },
    "Claim": {
        "claim": "The claim, in the words of whoever pinned it.",
        "by": "Who pinned it.",
        "at": "When it was pinned: ISO 8601, in UTC.",
        "id": "Id of the claim.",
    },
    "DiscoveredClaim": {
        "claim": "The claim, in the words of one of its statements.",
        "statements": "Number of statements on the matter.",
        "affirms": "How many of them affirm it.",
        "denies": "How many deny it.",
        "questions": "How many question it.",
        "neutral": "How many do neither.",
        "speakers": "Who made them.",
        "first_day": "Day of the first of them.",
        "last_day": "Day of the last of them.",
        "id": "Id of the claim.",
    },
    "Account": {
        "published": "Day of publication of the story: ISO 8601.",
        "outlet": "Outlet of the story.",
        "certainty": "hedged, alleged, reported, attributed, or bare: in the outlet's own voice.",
        "speaker": "Who is named for it.",
        "passage": "The words that tell the claim.",
        "because": "What decided the certainty.",
        "document": "Path or address under which the document was received.",
        "span": "Characters of the text of the document that the passage stands on, as start-end.",
        "quotation": "Id of the quotation that the passage stands in.",
        "story": "Id of the story.",
    },
    "Commitment": {
        "day": _DAY,
        "speaker": "Fullest name of the actor that spoke.",
        "act": "promise, demand or threaten.",
        "words": "The words of the promise, demand or threat.",
        "deadline": "Until when, in the words of the text.",
        "condition": "On which condition, in the words of the text.",
        "outlets": _OUTLETS,
        "fate": "What later statements say of it: kept, broken, taken back, repeated; open where none does.",
        "later": "Ids of those later statements.",
        "statement": _STATEMENT,
    },
    "ActorRow": {
        "name": "Fullest name in print.",
        "kind": "person, office, organisation, state, document, group or unknown.",
        "quotations": "Number of quotations.",
        "outlets": "Number of outlets that quote the actor.",
        "first_day": "Day of the first quotation: ISO 8601.",
        "last_day": "Day of the last quotation: ISO 8601.",
        "id": "Id of the actor.",
    },
}
"""What each column means, in a sentence (docs/reference/codebook.md)."""


def rows(things: Iterable[Any]) -> Iterator[Row]:
    """Yield what the verbs return one by one (hits, statements, moments …) as flat rows under the `COLUMNS` of each.

    What is not known is None, several of one sort are joined by commas. Raises TypeError for anything else.
    """
    for thing in things:
        make = _ROWS.get(type(thing).__name__)
        if make is None:
            raise TypeError(f"a {type(thing).__name__} has no row; one of {', '.join(_ROWS)} has")
        yield make(thing)


def _hit(hit: Hit) -> Row:
    from onrecord.lexicons.event_codes import codes

    coded = codes(hit.act or "")
    return {name: coded.get(name) if name in CODES else getattr(hit, name) for name in COLUMNS["Hit"]}


def _statement(view: StatementView) -> Row:
    first = view.reports[0]
    return {
        "day": first_day(view) or None,
        "speaker": view.speaker,
        "words": fullest(view),
        "act": first.quotation.act,
        "outlets": ", ".join(view.outlets),
        "reports": len(view.reports),
        "published": first.story.published.value if first.story.published else None,
        "actor": view.actor,
        "statement": view.id,
    }


def _reported(one: ComparedReport) -> Row:
    quotation, story = one.report.quotation, one.report.story
    return {
        "published": story.published.value if story.published else None,
        "outlet": story.outlet,
        "wording": one.wording.kind,
        "words": quotation.text,
        "form": quotation.form,
        "language": story.language,
        "differences": len(one.wording.differences),
        "against": one.wording.against,
        "document": one.report.document,
        "story": story.id,
        "quotation": quotation.id,
    }


def _moment(moment: TimelineEntry) -> Row:
    view = moment.statement
    return {
        "day": moment.day or None,
        "speaker": view.speaker,
        "stance": moment.stance.kind if moment.stance else None,
        "strength": moment.strength,
        "words": moment.words,
        "act": view.reports[0].quotation.act,
        "outlets": ", ".join(view.outlets),
        "reports": len(view.reports),
        "relations": ", ".join(
            " ".join(filter(None, (relation.kind, relation.how.replace(" ", "_"), relation.right)))
            for relation in moment.relations
        ),
        "statement": view.id,
    }


def _bearing(each: StanceOnClaim) -> Row:
    return {
        "day": each.day or None,
        "speaker": each.statement.speaker,
        "stance": each.stance.kind,
        "passage": each.stance.passage,
        "outlets": ", ".join(each.statement.outlets),
        "score": round(each.stance.score, 3),
        "statement": each.statement.id,
    }


def _claim(claim: Claim) -> Row:
    return {"claim": claim.text, "by": claim.by or None, "at": claim.at or None, "id": claim.id}


def _found(one: DiscoveredClaim) -> Row:
    days = [each.day for each in one.stances if each.day]
    sides: Counter[str] = Counter(each.stance.kind for each in one.stances)
    return {
        "claim": one.claim.text,
        "statements": len(one.stances),
        **{side: sides[side] for side in SIDES},
        "speakers": ", ".join(dict.fromkeys(each.statement.speaker or "" for each in one.stances)),
        "first_day": days[0] if days else None,
        "last_day": days[-1] if days else None,
        "id": one.claim.id,
    }


def _account(each: Account) -> Row:
    return {
        "published": each.day or None,
        "outlet": each.story.outlet,
        "certainty": each.certainty,
        "speaker": each.speaker,
        "passage": each.passage,
        "because": each.because,
        "document": each.document,
        "span": f"{each.span.start}-{each.span.end}",
        "quotation": each.quotation,
        "story": each.story.id,
    }


def _commitment(each: Commitment) -> Row:
    return {
        "day": each.day or None,
        "speaker": each.statement.speaker,
        "act": each.act,
        "words": each.words,
        "deadline": each.deadline.text if each.deadline else None,
        "condition": each.condition.text if each.condition else None,
        "outlets": ", ".join(each.statement.outlets),
        "fate": ", ".join(each.fates) or "open",
        "later": ", ".join(answer.left for answer in each.answers),
        "statement": each.statement.id,
    }


def _actor(actor: ActorRow) -> Row:
    return {name: getattr(actor, name) for name in COLUMNS["ActorRow"]}


_ROWS: Mapping[str, Callable[[Any], Row]] = {
    "Hit": _hit,
    "StatementView": _statement,
    "ComparedReport": _reported,
    "TimelineEntry": _moment,
    "StanceOnClaim": _bearing,
    "Claim": _claim,
    "DiscoveredClaim": _found,
    "Account": _account,
    "Commitment": _commitment,
    "ActorRow": _actor,
}
