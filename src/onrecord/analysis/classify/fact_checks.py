"""Fact-checks and corrections: the quotations of which the text itself says that they were never said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.lexicons.fact_checks import fact_check_patterns
from onrecord.text.sentences import sentences
from onrecord.text.words import long_words
from onrecord.types import Quotation, Reading, Reason, Span

_FARTHEST = 700  # characters between words and what tells that nobody said them
_BESIDE = 5  # characters between what tells it and the words that it is about, where these come next
_TRUTH = re.compile(r";|\b(?:in fact|actually|in truth|in reality|when in|but|instead)\b", re.IGNORECASE)
_OTHER_VERB = re.compile(r"\b(?:and|but|while|after|who|before)\b", re.IGNORECASE)
_SUBJECT = re.compile(r"(?P<name>[A-ZÀ-ÞА-ЯЁ][\w’'-]+)\s+(?:(?:has|had|did|does|in fact|actually)\s*)*$")
_NO_NAMES = frozenset({"He", "She", "They", "It", "We", "But", "And", "The", "This", "That", "These", "Those"})
_FEWEST_WORDS = 3
_OPENING = re.compile(r"[\s:,]*[“\"«„‘]")
_IS = re.compile(r"\W*|\W*\b(?:is|are|was|were|has been|have been)\W+(?:an?\W+)?", re.IGNORECASE)
_LIKE = 0.6  # share of their long words that two quotations have in common from which on one repeats the other


def never_said(reading: Reading, unsaid: Mapping[str, Reason]) -> dict[str, Reason]:
    """Return by their id the quotations that nobody ever said, by the text itself, and why.

    `unsaid` are those that are already known not to have been said: what a post has somebody say in about the same
    words was not said either.
    """
    patterns = fact_check_patterns(reading.story.language or "en")
    if not patterns or not reading.quotations:
        return {}
    check = _FactCheck(reading, patterns)
    found = {q.id: unsaid[p.id] for p in reading.quotations if p.id in unsaid for q in check.repeating(p)}
    for sign in check.signs():
        found |= {q.id: sign.reason(reading.masked) for q in check.about(sign)}
    return found


@dataclass(frozen=True, slots=True)
class _Sign:
    """Words that tell of an invention: of what kind, where, and in which sentence."""

    kind: str
    span: Span
    sentence: Span

    def reason(self, text: str) -> Reason:
        words = " ".join(self.span.of(text).split())
        return Reason("polarity", f"the story says with {words!r} that these words were never said", self.sentence)

    def is_own(self, quotation: Quotation) -> bool:
        """Tell whether a quotation is part of the sign, or the sign part of it: the denial, not what it is about."""
        if quotation.cue and self.span.covers(quotation.cue) and self.kind != "corrected":
            return True
        return any(span.meets(self.span) and not self.span.covers(span) for span in quotation.content)


@dataclass(frozen=True, slots=True)
class _FactCheck:
    """A story and the patterns of its language."""

    reading: Reading
    patterns: Mapping[str, tuple[re.Pattern[str], ...]]

    def signs(self) -> Iterator[_Sign]:
        """Yield all that tells of an invention."""
        text, story = self.reading.masked, self.reading.story.span
        for kind in ("doubted", "unsaid", "corrected"):
            for pattern in self.patterns.get(kind, ()):
                for match in pattern.finditer(text, story.start, story.end):
                    span = Span(*match.span())
                    yield _Sign(kind, span, self._sentence(span))

    def about(self, sign: _Sign) -> Sequence[Quotation]:
        """Return the quotations that a sign is about: in its sentence, else the nearest before, else the next."""
        others = [q for q in self.reading.quotations if not sign.is_own(q) and not self._is_carrier(q)]
        inside = [q for q in others if sign.sentence.covers(q.content[0]) and self._is_beside(q, sign)]
        if inside or sign.kind == "corrected" or _OPENING.match(self.reading.masked, sign.span.end):
            return inside
        near = [q for q in others if self._may_be_meant(q, sign)]
        before = [q for q in near if q.content[-1].end <= sign.span.start]
        if before:
            last = max(before, key=lambda q: (q.content[-1].end, q.content[0].start))
            return [q for q in before if q.content[0].meets(last.content[0])]
        return [q for q in near if self._is_carried(q)][:1]

    def repeating(self, unsaid: Quotation) -> Iterator[Quotation]:
        """Yield what a post or picture has somebody say in about the words of `unsaid`."""
        words = long_words(unsaid.text)
        for other in self.reading.quotations if len(words) >= _FEWEST_WORDS else ():
            theirs = long_words(other.text)
            is_like = len(words & theirs) >= _LIKE * len(words | theirs) and other is not unsaid
            if is_like and self._is_carried(other) and not self._is_carrier(other) and not self._is_true(other):
                yield other

    def _is_beside(self, quotation: Quotation, sign: _Sign) -> bool:
        """Tell whether a quotation in the sentence of a sign is what it is about, not the truth told beside it."""
        text, start, end = self.reading.masked, quotation.content[0].start, quotation.content[-1].end
        if _TRUTH.search(text, sign.sentence.start, start):
            return False
        if end <= sign.span.start and sign.kind != "corrected":
            return _IS.fullmatch(text, end, sign.span.start) is not None
        between = text[sign.span.end : start]
        if sign.kind == "unsaid":
            return len(between) <= _BESIDE
        return sign.kind == "corrected" or not _OTHER_VERB.search(between)

    def _may_be_meant(self, quotation: Quotation, sign: _Sign) -> bool:
        """Tell whether a quotation outside the sentence of a sign may be what it is about."""
        content = quotation.content
        if max(sign.span.start - content[-1].end, content[0].start - sign.span.end) > _FARTHEST:
            return False
        if self._is_true(quotation) or not self._is_of_subject(quotation, sign):
            return False
        if sign.kind == "doubted" or self._is_attributed(sign):
            return self._is_carried(quotation)
        return quotation.form != "indirect" or quotation.inside is not None or self._is_carried(quotation)

    def _is_of_subject(self, quotation: Quotation, sign: _Sign) -> bool:
        """Tell whether the name before a sign ("Marn said no such thing"), if there is one, is that of the speaker."""
        text = self.reading.masked
        subject = _SUBJECT.search(text, sign.sentence.start, sign.span.start)
        if subject is None or subject["name"] in _NO_NAMES or quotation.speaker is None:
            return True
        source = quotation.source.of(text) if quotation.source else ""
        return subject["name"] in f"{quotation.speaker.name} {source}"

    def _is_attributed(self, sign: _Sign) -> bool:
        """Tell whether it is not the text but somebody quoted who tells of an invention."""
        spans = (span for q in self.reading.quotations if q.source for span in q.content)
        return any(span.covers(sign.span) for span in spans)

    def _is_carrier(self, quotation: Quotation) -> bool:
        """Tell whether the source of a quotation is a post, a picture or the like, that has somebody else say it."""
        if quotation.source is None or quotation.cue is None:
            return False
        if quotation.speaker and quotation.speaker.kind == "person":
            return False
        span = Span(quotation.source.start, max(quotation.source.end, quotation.cue.end))
        return self._has("carrier", span)

    def _is_carried(self, quotation: Quotation) -> bool:
        """Tell whether a sentence tells what posts and pictures have somebody say."""
        return self._has("carrier", self._around(quotation))

    def _is_true(self, quotation: Quotation) -> bool:
        around = self._around(quotation)
        return self._has("true", Span(around.start, max(around.start, quotation.content[0].start)))

    def _around(self, quotation: Quotation) -> Span:
        return self._sentence(quotation.content[0])

    def _has(self, kind: str, span: Span) -> bool:
        words = span.of(self.reading.masked)
        return any(pattern.search(words) for pattern in self.patterns.get(kind, ()))

    def _sentence(self, span: Span) -> Span:
        text, story = self.reading.masked, self.reading.story.span
        start = max(story.start, text.rfind("\n", story.start, span.start) + 1, span.start - _FARTHEST)
        stop = text.find("\n", span.end, min(story.end, span.end + _FARTHEST))
        line = Span(start, stop if stop >= 0 else min(story.end, span.end + _FARTHEST))
        found = [sentence for sentence in sentences(text, line) if sentence.meets(span)]
        return Span(found[0].start, found[-1].end) if found else line
