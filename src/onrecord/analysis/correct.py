"""The correct stage: quotations as people corrected them: marked otherwise, removed, or added.

People outrank the program. A correction finds its quotation by id or, where a later version of the program has found
other limits, by the words they share. Its own words are found where they stand in the text now. The later stages work
on what people marked as on what the program found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.analysis.extract.spans import contains, nested
from onrecord.text.anchors import lies_in, moved, overlap, shared, standing_now
from onrecord.types import Correction, Marks, Mention, Problem, Quotation, Reading, Reason, Span, covered

FIELDS = ("content", "cue", "source", "form", "kind")
"""What a person can judge of a quotation: the fields of `Marks`."""

_LONGEST_SHOWN = 60  # characters of words that a problem shows


def with_corrections(readings: Sequence[Reading], corrections: Sequence[Correction]) -> tuple[Reading, ...]:
    """Give the stories of a document the corrections whose words stand in them, each with its place in the text now.

    For one whose words stand in none of them any more, the first story has a Problem.
    """
    own: list[list[Correction]] = [[] for _ in readings]
    lost: list[Problem] = []
    for correction in corrections:
        found = _anchored(readings[0].document.text, correction)
        spans = [mention.span for mention in _mentions(found)] if found else []
        at = next((n for n, r in enumerate(readings) if all(map(r.story.span.covers, spans))), None)
        if found is None or at is None:
            lost.append(_lost(correction, readings[0].document.uri))
        else:
            own[at].append(found)
    given = [replace(reading, corrections=tuple(each)) for reading, each in zip(readings, own, strict=True)]
    return (replace(given[0], problems=(*given[0].problems, *lost)), *given[1:])


def correct(reading: Reading) -> Reading:
    """Put what people judged in place of what the program found."""
    if not reading.corrections:
        return reading
    found = {quotation.id: quotation for quotation in reading.quotations}
    judged = {correction.quotation for correction in reading.corrections}
    for correction in reading.corrections:
        matched = _matching(found, correction, judged)
        if matched:
            del found[matched.id]
        for name in list(_fragments(found.values(), correction, matched, judged)):
            del found[name]
        if correction.marks:
            found[correction.quotation] = _judged(reading, matched, correction, correction.marks)
    ordered = sorted(found.values(), key=lambda quotation: (quotation.content, quotation.id))
    return replace(reading, quotations=_with_nesting(ordered, judged))


# --- where the words stand now -----------------------------------------------------------------------------------


def _anchored(text: str, correction: Correction) -> Correction | None:
    """Return a correction with the places of its words in `text`; None where they do not all stand there.

    Of several places, that in which the words stand to each other most as they did, then the nearest.
    """
    given = _mentions(correction)
    now = standing_now(text, given)
    if not now:
        return None
    if correction.marks is None:
        return replace(correction, was=now)
    by = now[0].span.start - given[0].span.start
    return replace(
        correction,
        marks=_moved_marks(correction.marks, dict(zip(given, now, strict=True))),
        was=moved(text, correction.was, by) if by else correction.was,
    )


def _mentions(correction: Correction) -> list[Mention]:
    """Return the words of a correction that must stand in the text."""
    marks = correction.marks
    return list(filter(None, (*marks.content, marks.cue, marks.source) if marks else correction.was))


def _moved_marks(marks: Marks, now: Mapping[Mention, Mention]) -> Marks:
    content = sorted((now[each] for each in marks.content), key=lambda each: each.span)
    cue, source = (now[each] if each else None for each in (marks.cue, marks.source))
    return replace(marks, content=tuple(content), cue=cue, source=source)


def _lost(correction: Correction, uri: str) -> Problem:
    words = (correction.marks.content if correction.marks else correction.was)[0].text
    shown = words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…"
    return Problem(
        stage="correct",
        message=f"the correction of “{shown}” by {correction.by} was left out: its words stand in no story now",
        uri=uri,
        remedy="read the passage, and correct it anew or withdraw the correction",
    )


# --- what becomes of the quotations ------------------------------------------------------------------------------


def _matching(found: Mapping[str, Quotation], correction: Correction, judged: set[str]) -> Quotation | None:
    """Return the quotation that a correction is of: by its id, or the one nobody judged that overlaps it most."""
    if correction.quotation in found:
        return found[correction.quotation]
    known = [correction.was, correction.marks.content if correction.marks else ()]
    contents = [[mention.span for mention in mentions] for mentions in known if mentions]
    others = _not_judged(found.values(), correction, judged)
    scores = [(max(overlap(one.content, content) for content in contents), one.id) for one in others if contents]
    best = max(scores, default=(0.0, ""))
    return found[best[1]] if best[0] >= thresholds.SAME_WORDS else None


def _fragments(
    found: Iterable[Quotation], correction: Correction, matched: Quotation | None, judged: set[str]
) -> Iterator[str]:
    """Yield the ids of other pieces of a quotation, where the program now finds several: `matched` is the best of them.

    They lie mostly in what was judged, and are not quotations within it, which have cues of their own.
    """
    content = tuple(mention.span for mention in (correction.marks.content if correction.marks else correction.was))
    around, best = Quotation("", "indirect", content, ""), matched.content if matched else ()
    for one in _not_judged(found, correction, judged):
        if lies_in(one.content, content) and not contains(around, one) and not shared(one.content, best):
            yield one.id


def _not_judged(found: Iterable[Quotation], correction: Correction, judged: set[str]) -> Iterator[Quotation]:
    """Yield those that nobody judged, and that did not stand beside the one that was corrected."""
    return (one for one in found if one.id not in judged and one.id not in correction.beside)


def _judged(reading: Reading, matched: Quotation | None, correction: Correction, marks: Marks) -> Quotation:
    """Return a quotation with what a person judged of it; one that the program does not find, as it was marked."""
    text, headline = reading.document.text, reading.story.headline_span
    fields = correction.judged if matched else FIELDS
    content = tuple(mention.span for mention in marks.content)
    one = matched or Quotation(correction.quotation, marks.form, content, "")
    content = content if "content" in fields else one.content
    cue = _span(marks.cue) if "cue" in fields else one.cue
    return replace(
        one,
        id=correction.quotation,
        content=content,
        text=covered(text, content),
        cue=cue,
        source=_span(marks.source) if "source" in fields else one.source,
        speaker=None if "source" in fields else one.speaker,
        probabilities=replace(one.probabilities, speaker=None) if "source" in fields else one.probabilities,
        form=marks.form if "form" in fields else one.form,
        kind=marks.kind if "kind" in fields else one.kind,
        implicit=cue is None if "cue" in fields else one.implicit,
        headline=headline is not None and headline.meets(content[0]) if "content" in fields else one.headline,
        confidence=1.0,
        because=(*one.because, _why(correction)),
    )


def _span(mention: Mention | None) -> Span | None:
    return mention.span if mention else None


def _why(correction: Correction) -> Reason:
    how = f"{', '.join(correction.judged)} corrected" if correction.was else "added"
    return Reason("judgement", f"{how} by {correction.by}{correction.because and f': {correction.because}'}")


def _with_nesting(quotations: Sequence[Quotation], judged: set[str]) -> tuple[Quotation, ...]:
    """Nest anew what was judged, and what stood in it; other nestings stay as they were."""
    made = {one.id: one for one in nested(quotations)}
    return tuple(
        one if one.inside in made and not {one.id, one.inside} & judged else made[one.id] for one in quotations
    )
