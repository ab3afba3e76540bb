"""The columns of statements, of the reports of one, and of what a speaker said over time."""

from __future__ import annotations

from collections import Counter

from onrecord.columns.tables import Column, Table, basis_of, joined, value_of
from onrecord.queries.comparable_statements import first_day
from onrecord.queries.compare import ComparedReport, ComparedStatement, fullest
from onrecord.queries.timeline import TimelineEntry
from onrecord.store.sqlite.reads.statements import StatementView
from onrecord.types import Dated, Relation, Speaker, Story

DAY = "First day on which the statement may have been made, else that of its first report."
STATEMENT = "Id of the statement, which may change when reports are added."
OUTLETS = "Outlets that carried the statement, the first out first."
SPEAKER = "Fullest name of the actor that spoke."
ACTOR = "Id of the actor that spoke."
_FULLEST = "The longest of the quoted wordings, or of those there are."
_ACT = "What the words chiefly do, as the first report has it."
_REPORTS = "Number of quotations that report the statement."
_BASIS = "stated, weekday, relative, dateline, published, inferred or unknown."


def _act(view: StatementView) -> str | None:
    return view.reports[0].quotation.act


def _speakers(view: StatementView) -> list[Speaker]:
    return [report.quotation.speaker for report in view.reports if report.quotation.speaker]


def _stories(view: StatementView) -> list[Story]:
    return [report.story for report in view.reports]


def _first_published(view: StatementView) -> Dated | None:
    return next((story.published for story in _stories(view) if story.published), None)


def _wordings(one: ComparedStatement) -> str | None:
    return joined(f"{kind} {times}" for kind, times in Counter(w.kind for w in one.wordings).items())


def _relation(relation: Relation) -> str:
    return " ".join(filter(None, (relation.kind, relation.how.replace(" ", "_"), relation.right)))


STATEMENTS: Table[ComparedStatement] = Table(
    "statements",
    ComparedStatement,
    "`onrecord export statements`",
    "statement",
    "statements",
    (
        Column("id", lambda one: one.statement.id, STATEMENT),
        Column("actor", lambda one: one.statement.actor, ACTOR),
        Column("speaker", lambda one: one.statement.speaker, SPEAKER),
        Column(
            "speaker_kind",
            lambda one: next((speaker.kind for speaker in _speakers(one.statement)), None),
            "person, office, organisation, state, document, group or unknown.",
        ),
        Column(
            "role",
            lambda one: next((speaker.role for speaker in _speakers(one.statement) if speaker.role), None),
            "Role of the speaker then, as the first report that has one prints it.",
        ),
        Column("day", lambda one: first_day(one.statement) or None, DAY, "day"),
        Column(
            "said",
            lambda one: value_of(one.statement.said),
            "Day of the utterance as the first report that states one has it, written as in quotations.",
        ),
        Column(
            "said_basis",
            lambda one: basis_of(one.statement.said),
            f"How the day of the utterance is known: {_BASIS}",
        ),
        Column("text", lambda one: fullest(one.statement), _FULLEST),
        Column("act", lambda one: _act(one.statement), _ACT),
        Column("reports", lambda one: len(one.statement.reports), _REPORTS, "integer"),
        Column("outlets", lambda one: joined(one.statement.outlets), OUTLETS),
        Column(
            "languages",
            lambda one: joined(dict.fromkeys(story.language for story in _stories(one.statement) if story.language)),
            "Languages of the reports.",
        ),
        Column(
            "wordings",
            _wordings,
            "How many reports have the same words, cut, spliced, retold, translated or altered ones.",
        ),
        Column(
            "first_published",
            lambda one: value_of(_first_published(one.statement)),
            "Day on which the first report came out.",
        ),
    ),
)

STATEMENT_VIEWS: Table[StatementView] = Table(
    "StatementView",
    StatementView,
    "`OpenRecord.statements`",
    "statement",
    "statements",
    (
        Column("day", lambda view: first_day(view) or None, DAY, "day"),
        Column("speaker", lambda view: view.speaker, SPEAKER),
        Column("words", fullest, _FULLEST),
        Column("act", _act, _ACT),
        Column("outlets", lambda view: joined(view.outlets), OUTLETS),
        Column("reports", lambda view: len(view.reports), _REPORTS, "integer"),
        Column(
            "published", lambda view: value_of(view.reports[0].story.published), "Day of the first report to come out."
        ),
        Column("actor", lambda view: view.actor, ACTOR),
        Column("statement", lambda view: view.id, STATEMENT),
    ),
)

COMPARED_REPORTS: Table[ComparedReport] = Table(
    "ComparedReport",
    ComparedReport,
    "`OpenRecord.compare`",
    "report",
    "reports",
    (
        Column("published", lambda one: value_of(one.report.story.published), "Day on which the report came out."),
        Column("outlet", lambda one: one.report.story.outlet, "Outlet of the report."),
        Column(
            "wording",
            lambda one: one.wording.kind,
            "What it made of the words: same, truncated, spliced, paraphrase, translation, altered or unlike.",
        ),
        Column("words", lambda one: one.report.quotation.text, "The words of the report."),
        Column("form", lambda one: one.report.quotation.form, "direct, mixed or indirect."),
        Column("language", lambda one: one.report.story.language, "Language of the story: ISO 639."),
        Column(
            "differences",
            lambda one: len(one.wording.differences),
            "Number of places in which its words differ from those of the report it is compared with.",
            "integer",
        ),
        Column("against", lambda one: one.wording.against, "Id of the quotation that it is compared with."),
        Column("document", lambda one: one.report.document, "Path or address under which the document was received."),
        Column("story", lambda one: one.report.story.id, "Id of the story."),
        Column("quotation", lambda one: one.report.quotation.id, "Id of the quotation."),
    ),
)

TIMELINE_ENTRIES: Table[TimelineEntry] = Table(
    "TimelineEntry",
    TimelineEntry,
    "`onrecord timeline`",
    "timeline entry",
    "timeline entries",
    (
        Column("day", lambda entry: entry.day or None, DAY, "day"),
        Column("speaker", lambda entry: entry.statement.speaker, SPEAKER),
        Column(
            "stance",
            lambda entry: entry.stance.kind if entry.stance else None,
            "Stance on the claim, where one was asked about: affirms, denies, questions or neutral.",
        ),
        Column(
            "strength",
            lambda entry: entry.strength,
            "How firm the words on the claim are: firm, plain, hedged or conditional.",
        ),
        Column(
            "words",
            lambda entry: entry.words,
            "The longest of the quoted wordings; on a claim, the passage that speaks of it.",
        ),
        Column("act", lambda entry: _act(entry.statement), _ACT),
        Column("outlets", lambda entry: joined(entry.statement.outlets), OUTLETS),
        Column("reports", lambda entry: len(entry.statement.reports), _REPORTS, "integer"),
        Column(
            "relations",
            lambda entry: joined(map(_relation, entry.relations)),
            "Its relations to earlier statements: kind, manner, and the id of the other.",
        ),
        Column("statement", lambda entry: entry.statement.id, STATEMENT),
    ),
)
