"""What an actor departed from, and what it promised or demanded: each beside the later or earlier words, with days.

Behind an address of its own, since statements are read and compared one with another, which takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.comparing import Relater, first_day, relation_to_line
from onrecord.present.web.links import person_at, statement_at
from onrecord.present.web.respond import Page
from onrecord.present.words import LONGEST_NAME, Time, shortened, times
from onrecord.promising import Commitment, commitments
from onrecord.store.profiles import PersonProfile
from onrecord.store.record import Record
from onrecord.store.search import Query, spoken
from onrecord.store.statements import StatementView, reported_by
from onrecord.tables import rows
from onrecord.types import Relation

MOST_IN_COURSE = 40  # newest quotations whose statements are held against earlier ones
MOST_BINDING = 13  # newest promises, demands and threats, each
_LONGEST_WORDS = 600


@dataclass(frozen=True, slots=True)
class Passage:
    """Words with their day, speaker and outlet, and the quotation that they stand in."""

    words: str
    day: tuple[Time, ...]
    speaker: str
    outlet: str
    address: str


@dataclass(frozen=True, slots=True)
class Shift:
    """Two passages of one speaker, and in what the later one departs from the earlier."""

    how: str
    earlier: Passage
    later: Passage


@dataclass(frozen=True, slots=True)
class Answer:
    """What later words say of a promise, demand or threat."""

    fate: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Bound:
    """A promise, demand or threat with its terms, and what was said of it later."""

    act: str
    passage: Passage
    condition: str
    deadline: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """All that the page shows; `trouble` tells why nothing could be compared."""

    name: str
    back: str
    most: int
    shifts: tuple[Shift, ...]
    bound: tuple[Bound, ...]
    trouble: str


def page(record: Record, profile: PersonProfile) -> Page:
    """Return what changed and what was promised in the newest words of an actor."""
    try:
        shifts, bound, data = _compared(record, profile.id)
    except OSError as error:  # the model of meaning cannot be loaded; it says why
        return _page(profile, (), (), {"detail": str(error)}, str(error), 503)
    return _page(profile, shifts, bound, data)


def _page(
    profile: PersonProfile,
    shifts: tuple[Shift, ...],
    bound: tuple[Bound, ...],
    data: dict[str, Any],
    trouble: str = "",
    status: int = 200,
) -> Page:
    name = shortened(profile.name, LONGEST_NAME)
    view = Course(name, person_at(profile.id), MOST_IN_COURSE, shifts, bound, trouble)
    whole = {"actor": {"id": profile.id, "name": profile.name, "kind": profile.kind}, **data}
    return Page("course.html", f"{name}: what changed, what was promised", view, whole, status)


def _compared(record: Record, actor: str) -> tuple[tuple[Shift, ...], tuple[Bound, ...], dict[str, Any]]:
    query = Query(speaker=actor, order="newest", limit=MOST_BINDING)
    found = list(_shifts(record, query))
    bound = commitments(record, query)
    data = {
        "shifts": [
            relation_to_line(relation) | {"day": _day(later), "other_day": _day(earlier)}
            for relation, later, earlier in found
        ],
        "commitments": list(rows(bound)),
    }
    shifts = tuple(
        Shift(each.how, _passage(each.other_passage, earlier), _passage(each.passage, later))
        for each, later, earlier in found
    )
    return shifts, tuple(map(_bound, bound)), data


def _shifts(record: Record, query: Query) -> Iterator[tuple[Relation, StatementView, StatementView]]:
    """Yield where the newest statements depart from earlier ones, the newest first, with both statements."""
    relater = Relater(record)
    newest = list(reported_by(record, spoken(record, query, MOST_IN_COURSE)))
    for later in sorted(newest, key=first_day, reverse=True):
        for relation in relater.relations(later):
            earlier = relater.statement(relation.right) if relation.kind == "shifts" else None
            if earlier:
                yield relation, later, earlier


def _bound(each: Commitment) -> Bound:
    answers = zip(each.fates, each.answers, each.statements, strict=True)
    return Bound(
        act=each.act,
        passage=_passage(each.words, each.statement),
        condition=shortened(each.condition.text, LONGEST_NAME) if each.condition else "",
        deadline=shortened(each.deadline.text, LONGEST_NAME) if each.deadline else "",
        answers=tuple(Answer(fate, _passage(answer.passage, later)) for fate, answer, later in answers),
    )


def _passage(words: str, view: StatementView) -> Passage:
    outlets = view.outlets
    return Passage(
        words=shortened(words, _LONGEST_WORDS),
        day=times(_day(view)),
        speaker=shortened(view.speaker or "", LONGEST_NAME),
        outlet=shortened(outlets[0], LONGEST_NAME) if outlets else "",
        address=statement_at(view.id),
    )


def _day(view: StatementView) -> str | None:
    """Return the day that a report tells, else the one on which the first report may have come out."""
    return view.said.value if view.said else first_day(view) or None
