"""The answers as flat rows, one a thing, for data frames, CSV and JSON Lines: plain values under told columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.bearing import Bearing
    from onrecord.certainty import Account
    from onrecord.comparing import Moment
    from onrecord.finding import Found
    from onrecord.promising import Commitment
    from onrecord.store.search import Hit

Row = dict[str, Any]
CODES = ("plover", "cameo")
SIDES = ("affirms", "denies", "questions", "neutral")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Hit": (
        "id", "day", "day_basis", "dated", "speaker", "role", "text", "form", "outlet", "story_headline", "story",
        "document", "kind", "act", *CODES,
    ),
    "Moment": (
        "day", "speaker", "stance", "strength", "words", "act", "outlets", "reports", "relations", "statement",
    ),
    "Bearing": ("day", "speaker", "stance", "passage", "outlets", "score", "statement"),
    "Found": ("claim", "statements", *SIDES, "speakers", "first_day", "last_day", "id"),
    "Account": (
        "published", "outlet", "certainty", "speaker", "passage", "because", "document", "span", "quotation", "story",
    ),
    "Commitment": (
        "day", "speaker", "act", "words", "deadline", "condition", "outlets", "fate", "later", "statement",
    ),
}  # fmt: skip
"""The columns of each noun, in their order."""


def rows(things: Iterable[Any]) -> Iterator[Row]:
    """Yield hits, moments, bearings, found claims, accounts or commitments as flat rows under the `COLUMNS` of each.

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


_ROWS: Mapping[str, Callable[[Any], Row]] = {
    "Hit": _hit,
    "Moment": _moment,
    "Bearing": _bearing,
    "Found": _found,
    "Account": _account,
    "Commitment": _commitment,
}
