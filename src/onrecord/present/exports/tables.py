"""Flat tables: what a record holds as rows of plain values, each column with its type and its meaning.

One row a quotation, statement, actor, judgement or problem; of claims, one row for each quotation that bears on one.
What is not known is None; several of one sort stand in one cell, parted by "; ".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.lexicons.event_codes import codes
from onrecord.present.exports.formats import Progress
from onrecord.present.exports.iris import web_address
from onrecord.present.exports.things import THINGS, NamedActor, Quoted
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import ComparedStatement, fullest
from onrecord.store.sqlite.reads.views import ProblemView
from onrecord.store.sqlite.record import Record
from onrecord.types import Span

ColumnKind = Literal["text", "integer", "real", "flag", "day"]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its name, what its values are (`day` is an ISO 8601 day), and what they mean."""

    name: str
    kind: ColumnKind
    meaning: str


def _column(name: str, meaning: str, kind: ColumnKind = "text") -> Column:
    return Column(name, kind, meaning)


_SAID = "Day of the utterance as the text tells it: an ISO 8601 prefix, or an interval of two with / between."
_BASIS = "stated, weekday, relative, dateline, published, inferred or unknown."
TABLES: Mapping[str, tuple[Column, ...]] = {
    "quotations": (
        _column("id", "Id of the quotation, made of the hash of the document and the characters of the words."),
        _column("statement", "Id of the statement that it reports; empty where nobody is named as the speaker."),
        _column("actor", "Id of the actor for whom the speaker is taken."),
        _column("day", "First day on which the words may have been said, else that of publication.", "day"),
        _column("day_basis", "What day is: said, or published."),
        _column("said", _SAID),
        _column("said_basis", f"How the day of the utterance is known: {_BASIS}"),
        _column("speaker", "Name of the speaker in the fullest form that the story prints."),
        _column("speaker_kind", "person, office, organisation, state, document, group or unknown."),
        _column("role", "Role of the speaker then, as the story prints it."),
        _column("text", "The reported words, the passages of an interrupted quotation joined by a space."),
        _column("form", "direct (in quotation marks), mixed (partly), or indirect (in the words of the reporter)."),
        _column("kind", "speech, or belief where the story tells what somebody believes or intends."),
        _column("act", "What the words chiefly do: assert, deny, promise and so on, as the contract lists them."),
        _column("acts_also", "What else the words do."),
        _column("plover", "Event type of the act in the PLOVER scheme."),
        _column("cameo", "Root code of the act in the CAMEO scheme."),
        _column("modality", "plain, conditional, hedged or hypothetical."),
        _column("condition", "Condition of a promise, threat or demand, in the words of the text."),
        _column("deadline", "Deadline of a promise, threat or demand, in the words of the text."),
        _column("addressee", "To whom the words were said, in the words of the text."),
        _column("venue", "Where they were said, in the words of the text."),
        _column("relay", "Through whom the outlet has the words, the nearest to the outlet first."),
        _column("hearsay", "Number of tellers between the speaker and the outlet.", "integer"),
        _column("inside", "Id of the smallest quotation that this one stands in."),
        _column("implicit", "Whether it has no cue of its own and goes on in the voice of the speaker before.", "flag"),
        _column("headline", "Whether it stands in the headline.", "flag"),
        _column("confidence", "Probability, 0 to 1, that this is a quotation with about these words.", "real"),
        _column("content", "Characters of the text of the document that the words stand on, as start-end."),
        _column("cue", "Words that introduce it, such as said."),
        _column("cue_span", "Characters that the cue stands on."),
        _column("source", "Words that tell who spoke."),
        _column("source_span", "Characters that the source stands on."),
        _column("outlet", "Outlet of the story."),
        _column("published", "Day of publication: an ISO 8601 prefix, or an interval of two."),
        _column("published_basis", f"How the day of publication is known: {_BASIS}"),
        _column("story", "Id of the story."),
        _column("story_headline", "Headline of the story."),
        _column("byline", "Who wrote the story, as it says."),
        _column("language", "Language of the story in two letters."),
        _column("document", "Path or address under which the document was received."),
        _column("url", "Web address of the document."),
        _column("sha256", "SHA-256 of the bytes of the document."),
        _column("retrieved", "When the document was received, in ISO 8601."),
    ),
    "statements": (
        _column("id", "Id of the statement, which may change when reports are added."),
        _column("actor", "Id of the actor that spoke."),
        _column("speaker", "Fullest name of the actor."),
        _column("speaker_kind", "person, office, organisation, state, document, group or unknown."),
        _column("role", "Role of the speaker then, as the first report that tells one prints it."),
        _column("day", "First day on which the statement may have been made, else that of its first report.", "day"),
        _column("said", "Day of the utterance as the first report that tells one has it, written as in quotations."),
        _column("said_basis", f"How the day of the utterance is known: {_BASIS}"),
        _column("text", "The longest of the quoted wordings, or of those there are."),
        _column("act", "What the words chiefly do, as the first report has it."),
        _column("reports", "Number of quotations that report it.", "integer"),
        _column("outlets", "Outlets that carried it, the first out first."),
        _column("languages", "Languages of the reports."),
        _column("wordings", "How many reports have the same words, cut, spliced, retold, translated or altered ones."),
        _column("first_published", "Day on which the first report came out."),
    ),
    "claims": (
        _column("claim", "Id of the claim."),
        _column("text", "The claim in the words of whoever pinned it, or of one of its statements."),
        _column("pinned", "Whether somebody pinned it; otherwise the program found it.", "flag"),
        _column("by", "Who pinned it."),
        _column("at", "When it was pinned, in ISO 8601."),
        _column("stance", "affirms, denies, questions or neutral; often wrong: read the passage."),
        _column("score", "How much speaks for that stance.", "real"),
        _column("passage", "The words of the statement that bear on the claim."),
        _column("speaker", "Fullest name of the actor that spoke."),
        _column("day", "First day on which the statement may have been made.", "day"),
        _column("outlet", "Outlet of the quotation."),
        _column("statement", "Id of the statement."),
        _column("quotation", "Id of the quotation, one of those that report the statement."),
    ),
    "actors": (
        _column("id", "Id of the actor that stands for all that are taken for it."),
        _column("name", "Fullest of its names."),
        _column("kind", "person, office, organisation, state, document, group or unknown."),
        _column("names", "Every name under which it was printed or listed."),
        _column("roles", "Roles under which it was quoted, in the order of their days."),
        _column("offices", "Offices that an imported list puts down to it, each with its days."),
        _column("source", "The imported list that names it."),
        _column("quotations", "Number of its quotations.", "integer"),
        _column("outlets", "Number of outlets that quote it.", "integer"),
        _column("first_day", "Day of its first quotation.", "day"),
        _column("last_day", "Day of its last quotation.", "day"),
    ),
    "judgements": (
        _column("left", "Id of a quotation, statement or actor; of two statements, the later one."),
        _column("right", "Id of the other one; of the kind quotation, SHA-256 of the document."),
        _column(
            "kind", "same, denies, repeats, shifts, keeps_promise or breaks_promise; quotation: its marks were judged."
        ),
        _column("verdict", "yes, no or withdrawn."),
        _column("score", "Sum of the parts of the score; empty for people.", "real"),
        _column("because", "The reasons, part by part, each with how much it speaks for the verdict, or against it."),
        _column("how", "In what a statement departs from an earlier one, or how far a denial goes."),
        _column("passage", "The words of the left statement that tell."),
        _column("other_passage", "The words of the right statement that tell."),
        _column("by", "Who judged: a person, or the version of the program."),
        _column("at", "When, in ISO 8601; empty for the program."),
        _column("number", "Number by which a judgement of a person is withdrawn.", "integer"),
    ),
    "problems": (
        _column("document", "Path or address of what could not be read, or not wholly."),
        _column("sha256", "SHA-256 of its bytes; empty for an input that never became a document."),
        _column("story", "Id of the story; empty for a problem of the whole document."),
        _column("stage", "What was being done: read, split, extract and so on."),
        _column("message", "What is wrong, for people."),
        _column("span", "Characters at which it is, as start-end."),
        _column("remedy", "What to do next."),
    ),
}
"""The columns of what can be exported as a table, in their order."""


def rows(record: Record, what: str, progress: Progress | None = None) -> Iterator[Row]:
    """Yield all of one sort as rows under the columns of its table."""
    make = _ROWS[what]
    for thing in THINGS[what](record, progress):
        yield from make(thing)


def _quotation(one: Quoted) -> Iterator[Row]:
    around, told, quotation = one.around, one.told, one.told.quotation
    story, speaker = around.story, quotation.speaker
    coded = codes(quotation.act or "")
    yield {
        "id": quotation.id,
        "statement": told.statement,
        "actor": told.actor,
        "day": told.day,
        "day_basis": told.day_basis,
        "said": quotation.said.value if quotation.said else None,
        "said_basis": quotation.said.basis if quotation.said else None,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "acts_also": _joined(quotation.acts_also),
        "plover": coded.get("plover"),
        "cameo": coded.get("cameo"),
        "relay": _joined(link.name for link in quotation.relay),
        "content": _joined(map(_range, quotation.content)),
        **{name: getattr(quotation, name) for name in _AS_THEY_ARE},
        **{name: mention.text if (mention := getattr(quotation, name)) else None for name in _MENTIONS},
        **_words(one, "cue", quotation.cue),
        **_words(one, "source", quotation.source),
        "outlet": story.outlet,
        "published": story.published.value if story.published else None,
        "published_basis": story.published.basis if story.published else None,
        "story": story.id,
        "story_headline": story.headline,
        "byline": story.byline,
        "language": story.language,
        "document": around.document.uri,
        "url": web_address(around.document.url),
        "sha256": around.document.sha256,
        "retrieved": around.document.retrieved,
    }


_AS_THEY_ARE = (
    "text", "form", "kind", "act", "modality", "hearsay", "inside", "implicit", "headline", "confidence",
)  # fmt: skip
_MENTIONS = ("condition", "deadline", "addressee", "venue")


def _words(one: Quoted, name: str, span: Span | None) -> Row:
    at = one.around.offset
    words = one.around.text[max(span.start - at, 0) : max(span.end - at, 0)] if span else None
    return {name: words or None, f"{name}_span": _range(span) if span else None}


def _statement(one: ComparedStatement) -> Iterator[Row]:
    view = one.statement
    speakers = [report.quotation.speaker for report in view.reports if report.quotation.speaker]
    stories = [report.story for report in view.reports]
    first = next((story.published for story in stories if story.published), None)
    yield {
        "id": view.id,
        "actor": view.actor,
        "speaker": view.speaker,
        "speaker_kind": speakers[0].kind if speakers else None,
        "role": next((speaker.role for speaker in speakers if speaker.role), None),
        "day": first_day(view) or None,
        "said": view.said.value if view.said else None,
        "said_basis": view.said.basis if view.said else None,
        "text": fullest(view),
        "act": view.reports[0].quotation.act,
        "reports": len(view.reports),
        "outlets": _joined(view.outlets),
        "languages": _joined(dict.fromkeys(story.language for story in stories if story.language)),
        "wordings": _joined(f"{kind} {times}" for kind, times in Counter(w.kind for w in one.wordings).items()),
        "first_published": first.value if first else None,
    }


def _claim(one: DiscoveredClaim) -> Iterator[Row]:
    claim = one.claim
    head = {
        "claim": claim.id,
        "text": claim.text,
        "pinned": claim.pinned,
        "by": claim.by or None,
        "at": claim.at or None,
    }
    if not one.stances:  # a pinned claim is there, even if nothing bears on it
        yield dict.fromkeys(names("claims")) | head
    for each in one.stances:
        for report in each.statement.reports:
            yield {
                **head,
                "stance": each.stance.kind,
                "score": round(each.stance.score, 3),
                "passage": each.stance.passage,
                "speaker": each.statement.speaker,
                "day": each.day or None,
                "outlet": report.story.outlet,
                "statement": each.statement.id,
                "quotation": report.quotation.id,
            }


def _actor(one: NamedActor) -> Iterator[Row]:
    view, actor = one.view, one.view.actor
    offices = (" ".join(filter(None, (o.role, "/".join((o.since, o.until)).strip("/")))) for o in view.offices)
    yield {
        "id": actor.id,
        "name": actor.name,
        "kind": actor.kind,
        "names": _joined(one.names),
        "roles": _joined(role.role for role in view.roles),
        "offices": _joined(offices),
        "source": view.source,
        "quotations": actor.quotations,
        "outlets": actor.outlets,
        "first_day": actor.first_day,
        "last_day": actor.last_day,
    }


def _judgement(line: Row) -> Iterator[Row]:
    because = (" ".join(filter(None, (p["part"], f"{p['score']:+.2f}", p["detail"]))) for p in line["because"])
    yield {**{name: line.get(name) for name in names("judgements")}, "because": _joined(because)}


def _problem(one: ProblemView) -> Iterator[Row]:
    problem = one.problem
    yield {
        "document": one.document or problem.uri,
        "sha256": one.sha256,
        "story": one.story,
        "stage": problem.stage,
        "message": problem.message,
        "span": _range(problem.span) if problem.span else None,
        "remedy": problem.remedy,
    }


def names(what: str) -> tuple[str, ...]:
    """Return the names of the columns of a table."""
    return tuple(column.name for column in TABLES[what])


def _joined(several: Iterable[str]) -> str | None:
    return "; ".join(several) or None


def _range(span: Span) -> str:
    return f"{span.start}-{span.end}"


_ROWS: Mapping[str, Callable[[Any], Iterator[Row]]] = {
    "quotations": _quotation,
    "statements": _statement,
    "claims": _claim,
    "actors": _actor,
    "judgements": _judgement,
    "problems": _problem,
}
