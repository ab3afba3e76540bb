"""The predicate of a quotation: the words that attribute it, parted by their place before source, verb and content."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.analysis.context.clauses import clause_of
from onrecord.types import NOWHERE, Quotation, Span

_FARTHEST = 120  # characters before the cue that are read
_LEAD = 60  # characters before the source that are read
_CONTENT = 24  # characters of the content that are read
_BEHIND = 60  # characters between cue and content that are read
_OTHER_CLAUSE = re.compile(r".*(?:[,;:()–—“”\"]|\b(?:but|who|which|and)\b)", re.DOTALL | re.IGNORECASE)
_AUXILIARY = r"(?:has|have|had|did|does|do|is|are|was|were|will|would|can|could|should|might|may|must)"
_OTHER = r"(?:nor|neither|at no (?:point|time)|let|suppose|that|if|whether)"
_BEFORE_SOURCE = re.compile(rf"(?:(?:{_OTHER}|{_AUXILIARY})\s+)+(?=\w)", re.IGNORECASE)
_OPENED = re.compile(rf"\s*{_AUXILIARY}(?:n['’]t|\snot|\snever)?,", re.IGNORECASE)
_ASKS = re.compile(r"\?[\"”’»)]*\s*$")
_JOINED = re.compile(r"\W*n?or\b")
_INFINITIVE = re.compile(r"\W*(?:\w+ly )?to\b")


@dataclass(frozen=True, slots=True)
class Predicate:
    """Where the words of an attribution stand.

    `lead` is what precedes the source in its sentence, `verb` reaches from the source to the end of the cue, `behind`
    from there to the content where that follows, and `content` is the first of what is reported.
    """

    sentence: Span
    lead: Span
    source: Span
    verb: Span
    behind: Span
    content: Span

    def part(self, text: str, name: str) -> Span | None:
        """Return the part of that name (`lexicons/en/polarity.tsv`); None where an attribution has no such part."""
        is_whole = self.source.start < self.source.end <= self.verb.start
        if name == "said":
            return Span(self.verb.start, max(self.verb.end, self.content.end))
        if name == "reach":
            return Span(self.verb.start, self.behind.end)
        if name == "clause":
            return Span(self.source.start, self.verb.end) if is_whole else None
        if name == "headline":
            return self.verb if is_whole and self._is_headline(text) else None
        if name == "infinitive":
            return self.lead if is_whole and _INFINITIVE.match(text, self.verb.start, self.verb.end) else None
        if name == "question":
            return self.lead if _ASKS.search(text, self.sentence.start, self.sentence.end) else None
        parts = {"lead": self.lead, "source": self.source, "verb": self.verb, "behind": self.behind}
        return parts.get(name, self.content)

    def _is_headline(self, text: str) -> bool:
        return self.source.start == self.sentence.start and text[self.sentence.end - 1] not in '.!?"”'


def predicate_of(text: str, story: Span, quotation: Quotation, contents: Sequence[Span]) -> Predicate | None:
    """Return the predicate of a quotation; None where it has no cue. `contents` are the contents of the whole story."""
    clause = clause_of(text, story, quotation, contents) if quotation.cue else None
    if quotation.cue is None or clause is None:
        return None
    cue, source = quotation.cue, _bare(text, quotation.source or NOWHERE)
    first = next((span for span in quotation.content if span.start >= cue.end), quotation.content[0])
    start = max((part.start for part in clause.unquoted if part.start < cue.start), default=cue.start)
    subject_first = clause.span.start <= source.start < source.end <= cue.start
    begins = source.end if subject_first else start
    if not _JOINED.match(text, start, cue.start):
        begins = max(begins, start)
    verb = _behind_breaks(text, Span(max(begins, cue.start - _FARTHEST), cue.start))
    lead_end = source.start if subject_first else verb
    return Predicate(
        sentence=clause.span,
        lead=Span(max(clause.span.start, lead_end - _LEAD), lead_end),
        source=source,
        verb=Span(verb, cue.end),
        behind=Span(cue.end, max(cue.end, min(first.start, cue.end + _BEHIND))),
        content=Span(first.start, min(first.end, first.start + _CONTENT)),
    )


def _bare(text: str, source: Span) -> Span:
    """Return a source without the words of the sentence before it that were taken for its own: "did Ana Ruel"."""
    match = _BEFORE_SOURCE.match(text, source.start, source.end)
    return Span(match.end(), source.end) if match else source


def _behind_breaks(text: str, before: Span) -> int:
    """Return where the verb begins: behind what stands between commas, and behind other verbs of the subject."""
    if _OPENED.match(text, before.start, before.end):
        return before.start
    match = _OTHER_CLAUSE.match(text, before.start, before.end)
    return match.end() if match else before.start
