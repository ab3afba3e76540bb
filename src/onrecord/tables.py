"""The answers as flat rows, one a thing, for data frames, CSV and JSON Lines: plain values under told columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from onrecord.comparing import first_day, fullest

if TYPE_CHECKING:
    from onrecord.bearing import Bearing
    from onrecord.certainty import Account
    from onrecord.comparing import Moment, Reported
    from onrecord.finding import Found
    from onrecord.promising import Commitment
    from onrecord.store.actors import ActorRow
    from onrecord.store.claims import Claim
    from onrecord.store.search import Hit
    from onrecord.store.statements import StatementView

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
    "Reported": (
        "published", "outlet", "wording", "words", "form", "language", "differences", "against", "document", "story",
        "quotation",
    ),
    "Moment": (
        "day", "speaker", "stance", "strength", "words", "act", "outlets", "reports", "relations", "statement",
    ),
    "Bearing": ("day", "speaker", "stance", "passage", "outlets", "score", "statement"),
    "Claim": ("claim", "by", "at", "id"),
    "Found": ("claim", "statements", *SIDES, "speakers", "first_day", "last_day", "id"),
    "Account": (
        "published", "outlet", "certainty", "speaker", "passage", "because", "document", "span", "quotation", "story",
    ),
    "Commitment": (
        "day", "speaker", "act", "words", "deadline", "condition", "outlets", "fate", "later", "statement",
    ),
    "ActorRow": ("name", "kind", "quotations", "outlets", "first_day", "last_day", "id"),
}  # fmt: skip
"""The columns of each noun, in their order."""


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
    from onrecord.stages.classify import codes

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


def _reported(one: Reported) -> Row:
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


def _moment(moment: Moment) -> Row:
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


def _bearing(each: Bearing) -> Row:
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


def _found(one: Found) -> Row:
    days = [each.day for each in one.bearing if each.day]
    sides: Counter[str] = Counter(each.stance.kind for each in one.bearing)
    return {
        "claim": one.claim.text,
        "statements": len(one.bearing),
        **{side: sides[side] for side in SIDES},
        "speakers": ", ".join(dict.fromkeys(each.statement.speaker or "" for each in one.bearing)),
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
    "Reported": _reported,
    "Moment": _moment,
    "Bearing": _bearing,
    "Claim": _claim,
    "Found": _found,
    "Account": _account,
    "Commitment": _commitment,
    "ActorRow": _actor,
}
