"""Words for which somebody is blamed or praised: "angry with B for saying …" is B's, not of who is angry.

Such a quotation is cut anew: the inner verb is its cue, and its source is whoever is said to have spoken.
"""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.analysis.attribute.entities import Entities
from onrecord.analysis.attribute.subjects import sentence_start, subject
from onrecord.text.masks import strip
from onrecord.types import Form, Quotation, Reading, Span, covered

_ADVERBS = r"(?:(?:having|allegedly|reportedly|publicly|once|again|also|earlier|repeatedly)\s+)*"
_INNER = re.compile(
    rf"\b(?:for|of|over|after)\s+{_ADVERBS}(?P<verb>sa(?:ying|id)|call(?:ing|ed)|claim(?:ing|ed)|t(?:elling|old)|"
    r"suggest(?:ing|ed)|describ(?:ing|ed)|writ(?:ing|ten)|tweet(?:ing|ed)|post(?:ing|ed)|declar(?:ing|ed)|"
    r"insist(?:ing|ed)|argu(?:ing|ed)|stat(?:ing|ed)|remark(?:ing|ed)|joking|boasting|likening|comparing|labell?ing|"
    r"dismissing|admitting|denying|threatening|promising)\b"
)
_GETS = (
    r"(?:dr[ae]ws?|drawn|drawing|fac(?:es|ed|ing)|c[ao]mes?\sunder|under\sfire|earn(?:s|ed|ing)|w[io]ns?|gets?|got|"
    r"receiv(?:es|ed|ing)|apologi[sz]\w*|known|famous|in\strouble|under\spressure)"
)
_SUBJECT_FRAME = re.compile(rf"\b{_GETS}\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be|got)\s+(?:\w+ly\s+)?\w+(?:ed|en|wn|ught|ng|ued|id)\b(?!\s+(?:with|at)\b)"
)
_BY = re.compile(r"\b(?:by|from|among|of)\s+$")
_AT_SOMEBODY = re.compile(
    r"(?:\b(?:with|at|against|towards?|on)|\b(?:critical|proud|ashamed|scornful|wary|tired|weary|contemptuous)\s+of)\s+$"
)
_OBJECT = re.compile(
    r"(?:\b(?:him|her|them|it)|\b(?:[Tt]he|[Aa]n?|[Hh]is|[Tt]heir|[Hh]er|[Ii]ts)\s(?:[\w’'-]+\s){0,3}?[\w’'-]+)$"
)
_MARKED = re.compile(r"[“\"‘«„].*[”\"’»“][,.]?", re.DOTALL)
_MARKS = '“”"«»„'


def with_blamed(reading: Reading, entities: Entities) -> Reading:
    """Cut anew the quotations whose words somebody is blamed or praised for having said."""
    made = tuple(_recut(reading, entities, quotation) for quotation in reading.quotations)
    return reading if made == reading.quotations else replace(reading, quotations=made)


def _recut(reading: Reading, entities: Entities, quotation: Quotation) -> Quotation:
    if quotation.cue is None:
        return quotation
    text, content = reading.masked, quotation.content
    start = min(quotation.cue.start, content[0].start)
    inner = _INNER.search(text, start, content[-1].end)
    if inner is None or inner.start() < sentence_start(text, content[-1].end) - len(content) * 400:
        return quotation
    verb = Span(*inner.span("verb"))
    said = tuple(part for part in (_after(text, span, verb.end) for span in content) if part)
    blamed = _blamed(text, entities, Span(sentence_start(text, start), inner.start()))
    if not said or blamed is None or _is_quoted(text, content, inner.start()):
        return quotation
    words = covered(reading.document.text, said)
    return replace(quotation, content=said, text=words, cue=verb, source=blamed, form=_form(words))


def _after(text: str, span: Span, at: int) -> Span | None:
    """Return what of a span stands after a place, without blanks around it."""
    rest = strip(text, Span(max(span.start, at), span.end)) if span.end > at else Span(at, at)
    return rest if rest.end > rest.start else None


def _is_quoted(text: str, content: tuple[Span, ...], at: int) -> bool:
    """Tell whether a place stands inside marks: somebody's own words about blame are left as they are."""
    before = text[content[0].start : at] if content[0].start < at else ""
    return any(mark in before for mark in _MARKS)


def _blamed(text: str, entities: Entities, clause: Span) -> Span | None:
    """Return who is said to have spoken in a clause that leads up to "for saying": its object, else its subject."""
    words = clause.of(text).rstrip()
    end = clause.start + len(words)
    named = next((o.span for o in entities.within(clause) if o.span.end == end), None)
    match = _OBJECT.search(words)
    thing = named or (Span(clause.start + match.start(), end) if match else None)
    before = text[clause.start : thing.start] if thing else words
    if thing and _AT_SOMEBODY.search(before):
        return thing
    if thing is None or _BY.search(before) or _SUBJECT_FRAME.search(before) or _PASSIVE.search(before):
        return subject(text, entities, clause.start, end)
    return thing


def _form(words: str) -> Form:
    if _MARKED.fullmatch(words.strip()):
        return "direct"
    return "mixed" if any(mark in words for mark in _MARKS) else "indirect"
