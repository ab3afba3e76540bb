"""The accept stage: a Reading made by hand or by another program, taken over where it is sound, as that of a guest.

What it gives stands; what it leaves open is filled in by `split` before and by the later stages after it. Its ids are
made anew of those that it gives and of its document, so that they can be nobody else's.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, Final, get_args

from onrecord.analysis.accept import fields
from onrecord.analysis.accept.fields import UnsoundError
from onrecord.analysis.split import split
from onrecord.lexicons.outlets import outlet_kind
from onrecord.lexicons.roles import kind_of
from onrecord.text.marks import form_by_marks
from onrecord.text.words import lower_words
from onrecord.types import (
    Act,
    Dated,
    Document,
    Form,
    Kind,
    Polarity,
    Probabilities,
    Problem,
    Quotation,
    Reading,
    Reason,
    Span,
    Speaker,
    SpeakerKind,
    Story,
    actor_key,
    content_id,
    covered,
)
from onrecord.types.validity import inside_faults

MOST_QUOTATIONS: Final = 10_000
"""Quotations of one story that are taken over."""

COVERED: Final = 3
"""How often the quotations of a story may cover each of its characters on average, beyond the first `COVERED_FREE`."""

COVERED_FREE: Final = 100_000
"""Characters that the quotations of any story may cover."""

MOST_PROBLEMS: Final = 100
"""Quotations left out that are named one by one; more are counted."""

_GIVEN: Final = ("speaker", "said", "addressee", "venue", "relay", "act", "acts_also", "about", "inside")
_REMEDY: Final = "See docs/reference/contract.md for what each field must hold; the others have been taken over."


def accept(document: Document) -> Reading:
    """Return the Reading of which `document.raw` is the JSON; a quotation that is not sound is a Problem and left out.

    Of a story that is not sound no quotation is taken over.
    """
    record = json.loads(document.raw)
    base, *others = split(document)
    whole = replace(base.story, span=Span(0, len(document.text.rstrip()))) if others else base.story
    try:
        story = _story(document, fields.mapping(record.get("story"), "story"), whole)
        rows = fields.any_list(record.get("quotations"), "quotations")
    except UnsoundError as fault:
        problem = _problem(document, f"the story is left out: {fault}")
        return Reading(document, whole, base.masked, problems=(*base.problems, problem))
    taken = _Taken(document, story, rows)
    ordered = sorted(taken.quotations, key=lambda quotation: (quotation.content, quotation.id))
    return Reading(document, story, base.masked, tuple(ordered), problems=(*base.problems, *taken.problems()))


def with_given(reading: Reading, given: Reading) -> Reading:
    """Return `reading` with all that `given` gives put back in place of what the stages since have made of it."""
    before = {quotation.id: quotation for quotation in given.quotations}
    return replace(reading, quotations=tuple(_with_given(q, before[q.id]) for q in reading.quotations))


def with_guests(reading: Reading) -> Reading:
    """Return `reading` with ids of its document's own for all who speak in it, whoever named them."""
    quotations = (
        replace(one, speaker=replace(one.speaker, id=content_id("guest", reading.document.sha256, one.speaker.id)))
        if one.speaker
        else one
        for one in reading.quotations
    )
    return replace(reading, quotations=tuple(quotations))


def _with_given(made: Quotation, given: Quotation) -> Quotation:
    given_fields = _given_fields(given)
    reasons = [reason for reason in made.because if reason.part not in given_fields]
    reasons += [Reason(name, "the file gives it") for name in given_fields if name not in ("acts_also", "inside")]
    tellers = made.hearsay - len(made.relay) + len(given_fields.get("relay", made.relay))
    sure = replace(made.probabilities, **_given_probabilities(given, given.probabilities))
    return replace(made, **given_fields, hearsay=tellers, probabilities=sure, because=tuple(reasons))


def _given_fields(given: Quotation) -> dict[str, Any]:
    found = {name: value for name in _GIVEN if (value := getattr(given, name))}
    # "said" is also what a file that does not tell is taken to mean
    return found if given.polarity == "said" else found | {"polarity": given.polarity}


def _given_probabilities(given: Quotation, stated: Probabilities) -> dict[str, float | None]:
    """Return how sure a file is of each field that it gives; of what it leaves open, the program tells it."""
    return {name: getattr(stated, name) for name in _given_fields(given) if name in Probabilities.__dataclass_fields__}


class _Taken:
    """The quotations of a story that are taken over, and those that are not, with the reasons."""

    def __init__(self, document: Document, story: Story, rows: Sequence[Any]) -> None:
        self._document, self._story = document, story
        self._room = COVERED_FREE + COVERED * len(document.text)
        self._left_out: dict[str, str] = {}
        self._beyond = max(0, len(rows) - MOST_QUOTATIONS)
        self._names: dict[str, dict[str, None]] = {}
        found: dict[str, Quotation] = {}
        called: dict[str, str] = {}
        for number, row in enumerate(rows[:MOST_QUOTATIONS]):
            name = f"quotation {number}"
            try:
                quotation = self._quotation(row, found)
            except UnsoundError as fault:
                self._left_out[name] = str(fault)
            else:
                found[quotation.id], called[quotation.id] = quotation, name
        self.quotations = self._placed(found, called)

    def problems(self) -> Iterator[Problem]:
        """Yield what was left out, the first one by one; and ids under which several names go."""
        for name, fault in list(self._left_out.items())[:MOST_PROBLEMS]:
            yield _problem(self._document, f"{name} is left out: {fault}")
        if (more := len(self._left_out) - MOST_PROBLEMS) > 0:
            yield _problem(self._document, f"{more:,} more quotations are left out for reasons of that kind")
        if self._beyond:
            message = f"{self._beyond:,} quotations are left out: the limit is {MOST_QUOTATIONS:,} a story"
            yield _problem(self._document, message)
        unlike = (_two_names(self._document, *pair) for pair in _unlike(self._names))
        yield from islice(unlike, MOST_PROBLEMS)

    def _placed(self, found: dict[str, Quotation], called: Mapping[str, str]) -> tuple[Quotation, ...]:
        """Leave out what stands inside itself, or inside what is not taken over."""
        for name, fault in inside_faults(tuple(found.values())):
            self._left_out[called[name]] = fault
        return tuple(quotation for name, quotation in found.items() if called[name] not in self._left_out)

    def _quotation(self, value: Any, before: Mapping[str, Quotation]) -> Quotation:
        row = fields.mapping(value, "it")
        content = self._content(row)
        place = (edge for span in content for edge in span)
        given = fields.words(row.get("id"), "id")
        own = self._id(given) if given else content_id("quotation", self._document.sha256, *place)
        if own in before:
            raise UnsoundError(f"an earlier one has its id {given!r}" if given else "an earlier one has its place")
        self._room -= sum(end - start for start, end in content)
        quotation = _quotation(self._document, row, self._story, content)
        inside = fields.words(row.get("inside"), "inside")
        stated = _given_probabilities(quotation, fields.probabilities(row.get("probabilities")))
        if quotation.speaker and (actor := fields.words(fields.mapping(row["speaker"], "speaker").get("id"), "id")):
            self._names.setdefault(actor, {})[quotation.speaker.name] = None
        holder = self._id(inside) if inside else None
        return replace(quotation, id=own, inside=holder, probabilities=Probabilities(**stated))

    def _content(self, row: Mapping[str, Any]) -> tuple[Span, ...]:
        content = fields.spans(row.get("content"), "content", self._story.span)
        if not content:
            raise UnsoundError("content has no span")
        if sum(end - start for start, end in content) > self._room:
            raise UnsoundError(f"the quotations cover the text more than {COVERED} times over")
        return content

    def _id(self, given: str) -> str:
        return content_id("quotation", self._document.sha256, "given", given)


def _story(document: Document, value: Mapping[str, Any], base: Story) -> Story:
    text, everything = document.text, Span(0, len(document.text))
    headline = fields.short_span(value.get("headline_span"), "headline_span", everything)
    title = fields.words(value.get("headline"), "headline")
    if headline and title and title != headline.of(text).strip():
        raise UnsoundError("headline is not what the text has at headline_span")
    published = _published(value.get("published"), text)
    given = fields.words(value.get("id"), "id")
    place = value.get("span")
    return Story(
        id=content_id("story", document.sha256, "given", given) if given else base.id,
        span=base.span if place is None else fields.span(place, "span", everything),
        headline=headline.of(text) if headline else title or base.headline,
        headline_span=headline or (None if title else base.headline_span),
        outlet=fields.line(value.get("outlet"), "outlet") or base.outlet,
        byline=fields.line(value.get("byline"), "byline") or base.byline,
        published=published or base.published,
        language=fields.language(value.get("language")) or base.language,
    )


def _published(value: Any, text: str) -> Dated | None:
    return fields.dated({"value": value} if isinstance(value, str) else value, "published", text)


def _quotation(document: Document, row: Mapping[str, Any], story: Story, content: tuple[Span, ...]) -> Quotation:
    """Return a quotation with the fields of `row`, without its ids. Raises UnsoundError."""
    text, words = document.text, covered(document.text, content)
    stated = row.get("text")
    if stated is not None and stated != words:
        raise UnsoundError("text is not what its content covers")
    confidence = fields.probability(row.get("confidence"), "confidence")
    acts = [fields.choice(act, "acts_also", get_args(Act)) for act in fields.entries(row.get("acts_also"), "acts_also")]
    return Quotation(
        id="",
        form=fields.choice(row.get("form"), "form", get_args(Form)) or form_by_marks(text, content),
        content=content,
        text=words,
        cue=fields.short_span(row.get("cue"), "cue", story.span),
        source=fields.short_span(row.get("source"), "source", story.span),
        speaker=_speaker(fields.mapping(row.get("speaker"), "speaker"), story.id),
        said=fields.dated(row.get("said"), "said", text),
        addressee=fields.mention(row.get("addressee"), "addressee", text),
        venue=fields.mention(row.get("venue"), "venue", text),
        relay=fields.relay(row.get("relay"), text),
        act=fields.choice(row.get("act"), "act", get_args(Act)),
        acts_also=tuple(filter(None, acts)),
        about=fields.spans(row.get("about"), "about", Span(0, len(text))),
        implicit=fields.truth(row.get("implicit"), "implicit"),
        headline=fields.truth(row.get("headline"), "headline"),
        kind=fields.choice(row.get("kind"), "kind", get_args(Kind)) or "speech",
        polarity=fields.choice(row.get("polarity"), "polarity", get_args(Polarity)) or "said",
        confidence=1.0 if confidence is None else confidence,
    )


def _speaker(value: Mapping[str, Any], story: str) -> Speaker | None:
    name = fields.words(value.get("name"), "speaker.name")
    given = fields.words(value.get("id"), "speaker.id")
    role = fields.words(value.get("role"), "speaker.role")
    kind: SpeakerKind | None = fields.choice(value.get("kind"), "speaker.kind", get_args(SpeakerKind))
    if name is None:
        return None
    kind = kind or _kind_of(name)
    alone = kind == "person" and " " not in name  # a family name alone may be anybody's
    made = content_id("given", given, name.casefold()) if given else actor_key(name, story if alone else None)
    return Speaker(made, name, kind, role)


def _kind_of(name: str) -> SpeakerKind:
    guessed: SpeakerKind = "organisation" if outlet_kind(name) else kind_of(name)
    return "person" if guessed == "unknown" else guessed


def _unlike(names: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str, str]]:
    """Yield ids that stand beside names of which one has no word in common with the first, with both."""
    for actor, (first, *others) in names.items():
        words = set(lower_words(first))
        other = next((name for name in others if words.isdisjoint(lower_words(name))), None)
        if other:
            yield actor, first, other


def _two_names(document: Document, actor: str, one: str, other: str) -> Problem:
    message = f"the speaker id {actor[:64]!r} stands beside {one[:64]!r} and {other[:64]!r}: they are not taken for one"
    remedy = "If they are one, say so with `onrecord actors merge`; else give each an id of its own."
    return Problem("accept", message, uri=document.uri, remedy=remedy)


def _problem(document: Document, message: str) -> Problem:
    return Problem("accept", message, uri=document.uri, remedy=_REMEDY)
