"""How surely stories state a claim: which outlet, on which day, in whose name or in its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.lexicons.modality import negates
from onrecord.linking.claims.certainty import of_narration, of_quotation
from onrecord.linking.claims.stances import WeightedClaim, stance, stance_on_topic
from onrecord.linking.claims.topics import StatementContext
from onrecord.linking.lexical_overlap import are_comparable
from onrecord.models.embeddings import vectors
from onrecord.queries.comparable_statements import comparable_statement
from onrecord.queries.stances import AFTER, BEFORE, stances, weighted
from onrecord.store.sqlite.reads.search import stories_sharing_words
from onrecord.store.sqlite.reads.statements import ReportView, StatementView
from onrecord.store.sqlite.reads.views import StoryView, story
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim, unpinned_claim
from onrecord.text.sentences import paragraphs, sentences
from onrecord.types import Certainty, ComparableStatement, Quotation, Span, Story

_FEWEST_WORDS = 5  # of a sentence that may state a claim
_ENDS = (".", "!", "…", "”", '"', "’", "»")


@dataclass(frozen=True, slots=True)
class Account:
    """How one story states a claim: in which passage (characters of the document), how surely, and what shows that.

    `speaker` and `quotation` are those of somebody's words, None where the story says it in its own name.
    """

    story: Story
    document: str
    passage: str
    span: Span
    certainty: Certainty
    because: str
    speaker: str | None = None
    quotation: str | None = None

    @property
    def day(self) -> str:
        """Return when the story came out (an ISO prefix), "" where that is not known."""
        return self.story.published.value if self.story.published else ""


def certainty(record: Record, claim: Claim | str) -> tuple[Account, ...]:
    """Return how stories state a claim, the earliest first, unknown days last; what denies it is left out.

    Looked for in the statements that bear on it and in stories that share words with it. Raises EmbeddingError where
    the model of meaning cannot be loaded.
    """
    claim = unpinned_claim(claim) if isinstance(claim, str) else claim
    one = weighted(record, claim)
    reports = _reports(record, claim)
    found: list[Account] = []
    for name in dict.fromkeys((*reports, *stories_sharing_words(record, tuple(one.weights)))):
        if view := story(record, name):
            found += _in_words_of_others(one, view, reports[name])
            found += _in_own_name(one, view)
    return tuple(sorted(found, key=lambda each: (not each.day, each.day, each.story.outlet or "", each.span)))


def _reports(record: Record, claim: Claim) -> Mapping[str, list[tuple[StatementView, ReportView]]]:
    """Return the reports of statements that affirm a claim, by story."""
    found: dict[str, list[tuple[StatementView, ReportView]]] = defaultdict(list)
    for each in stances(record, claim):
        if each.stance.kind == "affirms":
            for report in each.statement.reports:
                found[report.story.id].append((each.statement, report))
    return found


def _in_words_of_others(
    claim: WeightedClaim, view: StoryView, reports: Sequence[tuple[StatementView, ReportView]]
) -> Iterator[Account]:
    for statement, report in reports:
        one = comparable_statement(replace(statement, reports=(report,)))
        found = stance_on_topic(claim, one, vectors(one.passages))
        if found and found.kind == "affirms":
            quotation = report.quotation
            degree, why = of_quotation(quotation, _words(view, quotation.cue), view.story.language)
            span = Span(quotation.content[0].start, quotation.content[-1].end)
            yield Account(
                view.story, view.document.uri, found.passage, span, degree, why, statement.speaker, quotation.id
            )


def _in_own_name(claim: WeightedClaim, view: StoryView) -> Iterator[Account]:
    for span in _narration(view):
        sentence = _words(view, span)
        if are_comparable(f"… {claim.text}", f"… {sentence}") and _affirms(claim, view, span):
            degree, why = of_narration(sentence, view.story.language)
            yield Account(view.story, view.document.uri, sentence, span, degree, why)


def _narration(view: StoryView) -> Iterator[Span]:
    """Yield the sentences of a story that have no words of others in them, and its headline likewise."""
    quoted = [span for quotation in view.quotations for span in _spans(quotation)]
    for paragraph in paragraphs(view.text, Span(0, len(view.text))):
        for found in sentences(view.text, paragraph):
            span = Span(found.start + view.offset, found.end + view.offset)
            words = found.of(view.text)
            is_headline = view.story.headline_span is not None and view.story.headline_span.meets(span)
            if len(words.split()) < _FEWEST_WORDS or not (is_headline or words.endswith(_ENDS)):
                continue
            if not any(span.meets(other) for other in quoted):
                yield span


def _spans(quotation: Quotation) -> Iterator[Span]:
    yield from quotation.content
    yield from filter(None, (quotation.cue, quotation.source))


def _affirms(claim: WeightedClaim, view: StoryView, span: Span) -> bool:
    """Tell whether a sentence that is the story's own affirms the claim."""
    sentence = _words(view, span)
    around = _words(view, Span(max(view.offset, span.start - BEFORE), span.end + AFTER))
    context = StatementContext(view.story.id, (sentence,), (around,))
    found = stance(claim, _as_statement(view, sentence), vectors([sentence]), context, vectors([around]))
    return found is not None and found.kind == "affirms"


def _as_statement(view: StoryView, sentence: str) -> ComparableStatement:
    return ComparableStatement(
        id=view.story.id,
        actor="",
        speaker="",
        acts=(),
        passages=(sentence,),
        negated=(negates(sentence, view.story.language),),
        firmness=(0,),
        conditional=(False,),
        stories=frozenset((view.story.id,)),
        language=view.story.language or "",
    )


def _words(view: StoryView, span: Span | None) -> str:
    return Span(span.start - view.offset, span.end - view.offset).of(view.text) if span else ""
