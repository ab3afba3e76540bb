"""Turns: the words that belong to each label of a transcript, paragraph by paragraph, and those that are nobody's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from onrecord import thresholds
from onrecord.analysis.extract.transcripts import directions
from onrecord.analysis.extract.transcripts.interviewee import announces, interviewee, witnesses
from onrecord.analysis.extract.transcripts.labels import Label
from onrecord.analysis.extract.transcripts.recognise import labels_in
from onrecord.analysis.extract.transcripts.rows import parted
from onrecord.analysis.extract.transcripts.words import bare_name
from onrecord.text.sentences import lines, paragraphs
from onrecord.types import Block, BlockKind, Span

Scope = Literal["whole", "article", "lines"]
"""What the paragraphs behind a turn are: more of it; more of it if they are in the first person; the author's own."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """The labels of a transcript, a block for each paragraph that somebody spoke, and the paragraphs of nobody.

    `whole` tells that the text is a transcript, not an article with some lines of one in it.
    """

    labels: tuple[Label, ...]
    blocks: tuple[Block, ...]
    nobodys: tuple[Span, ...]
    whole: bool


def transcript(text: str, body: Span) -> Transcript | None:
    """Return the turns of a text whose lines begin with the labels of speakers, or None where it is no transcript."""
    rows = list(lines(text, body))
    labels = labels_in(text, rows)
    if not labels:
        return None
    if any(label.form == "capitals" for label in labels) and len(whole := parted(text, rows)) > len(rows):
        labels = labels_in(text, whole) or labels
    answers = interviewee(text, Span(body.start, labels[0].start))
    scope = _scope(text, Span(body.start, labels[0].start), body.end, labels)
    made = _Turns(text, scope, answers, witnesses(text, rows), _is_interview(labels))
    for label, following in pairwise([*labels, None]):
        if label is not None:
            made.take(label, following.start if following else body.end)
    return Transcript(tuple(labels), tuple(made.blocks), tuple(made.nobodys), scope == "whole")


def _scope(text: str, before: Span, end: int, labels: Sequence[Label]) -> Scope:
    """Tell what goes on behind a label: turns, in a transcript; in an article with lines of one, these lines only."""
    rows = list(lines(text, before))
    share = (before.end - before.start) / max(1, end - before.start)
    if share > thresholds.TRANSCRIPT_INTRODUCTION and len(rows) > thresholds.TRANSCRIPT_LABELS:
        return "lines"
    few = len(labels) < thresholds.TRANSCRIPT_MANY and all(label.form == "capitals" for label in labels)
    told = [row.of(text) for row in rows]
    return "article" if few and any(map(directions.is_prose, told)) and not any(map(announces, told)) else "whole"


def _is_interview(labels: Sequence[Label]) -> bool:
    """Tell whether all labels are of questions and answers, so that the introduction names who answers."""
    return all(label.form in ("question", "answer") for label in labels)


@dataclass
class _Turns:
    """What has been found so far, and who puts the questions and who answers."""

    text: str
    scope: Scope
    answers: Span | None
    witnesses: Sequence[Span]
    interview: bool
    asks: Span | None = None
    ended: bool = False
    blocks: list[Block] = field(default_factory=list)
    nobodys: list[Span] = field(default_factory=list)

    def take(self, label: Label, end: int) -> None:
        """Add the paragraphs from a label to the next one."""
        if label.form == "examiner":
            self.asks = label.name and (bare_name(self.text, label.name) or label.name)
        speaker, kind = self._speaker(label)
        is_known, self.ended = label.form != "examiner", False
        parts = list(self._paragraphs(label, end))
        for n, part in enumerate(parts):
            words = part.of(self.text)
            self.ended = self.ended or directions.is_end(words)
            is_known = is_known and not self._announces(part) and (n == 0 or self._goes_on(words, label))
            if (
                directions.is_no_speech(words)
                or self._announces(part)
                or (0 < n == len(parts) - 1 and directions.is_title(words))
            ):
                continue
            said = directions.spoken(self.text, part)
            if is_known and said.start < said.end:
                self.blocks.append(Block(said, kind, speaker))
            elif self.scope == "whole" and not self.ended:
                self.nobodys.append(part)

    def _goes_on(self, words: str, label: Label) -> bool:
        """Tell whether a paragraph behind the first of a turn belongs to it."""
        if self.scope == "lines" or (self.scope == "article" and not directions.is_own(words)):
            return False
        return not directions.ends_turn(words, label.key)

    def _speaker(self, label: Label) -> tuple[Span | None, BlockKind]:
        if label.form == "question":
            return self.asks, "question"
        at = bisect_left(self.witnesses, label.start, key=lambda name: name.start)
        if label.form == "answer":
            answers = self.witnesses[at - 1] if at else self.answers
            return answers, "answer" if answers or self.interview else "turn"
        if at and label.key == "witness":
            return self.witnesses[at - 1], "turn"
        return label.name and (bare_name(self.text, label.name) or label.name), "turn"

    def _announces(self, part: Span) -> bool:
        """Tell whether a paragraph announces a witness."""
        at = bisect_left(self.witnesses, part.start, key=lambda name: name.start)
        return at < len(self.witnesses) and self.witnesses[at].start == part.start

    def _paragraphs(self, label: Label, end: int) -> Iterator[Span]:
        """Yield the paragraphs of a turn without its label."""
        for paragraph in paragraphs(self.text, Span(label.start, end)):
            start = max(paragraph.start, label.speech)
            if self.text[start : paragraph.end].strip():
                yield Span(start, paragraph.end)
