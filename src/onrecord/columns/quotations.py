"""The columns of quotations: those of the export, and those of what a search finds."""

from __future__ import annotations

from onrecord.columns.tables import Column, Table, basis_of, joined, range_of, text_of, value_of
from onrecord.lexicons.event_codes import codes
from onrecord.queries.contents import QuotationInStory
from onrecord.store.sqlite.reads.search import Hit
from onrecord.text.web_addresses import web_address
from onrecord.types import Span

_BASIS = "stated, weekday, relative, dateline, published, inferred or unknown."
_ID = "Id of the quotation, made of the hash of the document and the characters of the words."
_DAY = "First day on which the words may have been said, else that of publication."
_DAY_BASIS = "What day is: said, or published."
_SPEAKER = "Name of the speaker in the fullest form that the story prints."
_ROLE = "Role of the speaker then, as the story prints it."
_TEXT = "The reported words, the passages of an interrupted quotation joined by a space."
_FORM = "direct (in quotation marks), mixed (partly), or indirect (in the words of the reporter)."
_KIND = "speech, or belief where the story reports what somebody believes or intends."
_ACT = "What the words chiefly do: assert, deny, promise and so on, as the contract lists them."
_POLARITY = "said, not_said (reported as not said or refused) or hypothetical (what somebody may say)."
_PLOVER = "Event type of the act in the PLOVER scheme."
_CAMEO = "Root code of the act in the CAMEO scheme."
_OUTLET = "Outlet of the story."
_HEADLINE = "Headline of the story."
_STORY = "Id of the story."
_DOCUMENT = "Path or address under which the document was received."


def _code(act: str | None, scheme: str) -> str | None:
    return codes(act or "").get(scheme)


def _probability(name: str, field: str) -> Column[QuotationInStory]:
    """Return the column that tells how sure a field is."""
    meaning = f"Probability, 0 to 1, that the {field} is right, measured on labelled news; empty where it was not."
    return Column(f"{name}_probability", lambda one: getattr(one.quotation.probabilities, name), meaning, "real")


def _words(one: QuotationInStory, span: Span | None) -> str | None:
    """Return the words of a passage of the story; None where it has none, or it stands outside of the text."""
    at = one.around.offset
    return (one.around.text[max(span.start - at, 0) : max(span.end - at, 0)] if span else None) or None


QUOTATIONS: Table[QuotationInStory] = Table(
    "quotations",
    QuotationInStory,
    "`onrecord export quotations`",
    "quotation",
    "quotations",
    (
        Column("id", lambda one: one.quotation.id, _ID),
        Column(
            "statement",
            lambda one: one.recorded.statement,
            "Id of the statement that it reports; empty where nobody is named as the speaker.",
        ),
        Column("actor", lambda one: one.recorded.actor, "Id of the actor for whom the speaker is taken."),
        Column("day", lambda one: one.recorded.day, _DAY, "day"),
        Column("day_basis", lambda one: one.recorded.day_basis, _DAY_BASIS),
        Column(
            "said",
            lambda one: value_of(one.quotation.said),
            "Day of the utterance as the text states it: an ISO 8601 prefix, or an interval of two with / between.",
        ),
        Column(
            "said_basis",
            lambda one: basis_of(one.quotation.said),
            f"How the day of the utterance is known: {_BASIS}",
        ),
        Column("speaker", lambda one: one.speaker.name if one.speaker else None, _SPEAKER),
        Column(
            "speaker_kind",
            lambda one: one.speaker.kind if one.speaker else None,
            "person, office, organisation, state, document, group or unknown.",
        ),
        Column("role", lambda one: one.speaker.role if one.speaker else None, _ROLE),
        Column("text", lambda one: one.quotation.text, _TEXT),
        Column("form", lambda one: one.quotation.form, _FORM),
        Column("kind", lambda one: one.quotation.kind, _KIND),
        Column("act", lambda one: one.quotation.act, _ACT),
        Column("acts_also", lambda one: joined(one.quotation.acts_also), "What else the words do."),
        Column("plover", lambda one: _code(one.quotation.act, "plover"), _PLOVER),
        Column("cameo", lambda one: _code(one.quotation.act, "cameo"), _CAMEO),
        Column("modality", lambda one: one.quotation.modality, "plain, conditional, hedged or hypothetical."),
        Column("polarity", lambda one: one.quotation.polarity, _POLARITY),
        Column(
            "condition",
            lambda one: text_of(one.quotation.condition),
            "Condition of a promise, threat or demand, in the words of the text.",
        ),
        Column(
            "deadline",
            lambda one: text_of(one.quotation.deadline),
            "Deadline of a promise, threat or demand, in the words of the text.",
        ),
        Column(
            "addressee",
            lambda one: text_of(one.quotation.addressee),
            "To whom the words were said, in the words of the text.",
        ),
        Column("venue", lambda one: text_of(one.quotation.venue), "Where they were said, in the words of the text."),
        Column(
            "relay",
            lambda one: joined(link.name for link in one.quotation.relay),
            "Through whom the outlet has the words, the nearest to the outlet first.",
        ),
        Column(
            "hearsay",
            lambda one: one.quotation.hearsay,
            "Number of people or outlets that pass the words on between the speaker and the outlet.",
            "integer",
        ),
        Column("inside", lambda one: one.quotation.inside, "Id of the smallest quotation that this one stands in."),
        Column(
            "implicit",
            lambda one: one.quotation.implicit,
            "Whether it has no cue of its own and goes on in the voice of the speaker before.",
            "flag",
        ),
        Column("headline", lambda one: one.quotation.headline, "Whether it stands in the headline.", "flag"),
        Column(
            "confidence",
            lambda one: one.quotation.confidence,
            "Probability, 0 to 1, that this is a quotation with about these words.",
            "real",
        ),
        _probability("speaker", "speaker"),
        _probability("said", "day of the utterance"),
        _probability("act", "act"),
        _probability("polarity", "polarity"),
        _probability("addressee", "addressee"),
        _probability("venue", "venue"),
        _probability("relay", "relay"),
        Column(
            "content",
            lambda one: joined(filter(None, map(range_of, one.quotation.content))),
            "Characters of the text of the document that the words stand on, as start-end.",
        ),
        Column("cue", lambda one: _words(one, one.quotation.cue), "Words that introduce it, such as said."),
        Column("cue_span", lambda one: range_of(one.quotation.cue), "Characters that the cue stands on."),
        Column("source", lambda one: _words(one, one.quotation.source), "Words that name who spoke."),
        Column("source_span", lambda one: range_of(one.quotation.source), "Characters that the source stands on."),
        Column("outlet", lambda one: one.story.outlet, _OUTLET),
        Column(
            "published",
            lambda one: value_of(one.story.published),
            "Day of publication: an ISO 8601 prefix, or an interval of two.",
        ),
        Column(
            "published_basis",
            lambda one: basis_of(one.story.published),
            f"How the day of publication is known: {_BASIS}",
        ),
        Column("story", lambda one: one.story.id, _STORY),
        Column("story_headline", lambda one: one.story.headline, _HEADLINE),
        Column("byline", lambda one: one.story.byline, "Who wrote the story, as it says."),
        Column("language", lambda one: one.story.language, "Language of the story in two letters."),
        Column("document", lambda one: one.document.uri, _DOCUMENT),
        Column("url", lambda one: web_address(one.document.url), "Web address of the document."),
        Column("sha256", lambda one: one.document.sha256, "SHA-256 of the bytes of the document."),
        Column("retrieved", lambda one: one.document.retrieved, "When the document was received, in ISO 8601."),
        Column("read_by", lambda one: one.document.read_by, "Who found the quotation: onrecord, or another program."),
    ),
)

HITS: Table[Hit] = Table(
    "Hit",
    Hit,
    "`onrecord search`",
    "hit",
    "hits",
    (
        Column("id", lambda hit: hit.id, _ID),
        Column("day", lambda hit: hit.day, _DAY, "day"),
        Column("day_basis", lambda hit: hit.day_basis, _DAY_BASIS),
        Column(
            "dated",
            lambda hit: hit.dated,
            "The day as the text states it: it may be a month, or an interval of two with / between.",
        ),
        Column("speaker", lambda hit: hit.speaker, _SPEAKER),
        Column("role", lambda hit: hit.role, _ROLE),
        Column("text", lambda hit: hit.text, _TEXT),
        Column("form", lambda hit: hit.form, _FORM),
        Column("outlet", lambda hit: hit.outlet, _OUTLET),
        Column("story_headline", lambda hit: hit.story_headline, _HEADLINE),
        Column("story", lambda hit: hit.story, _STORY),
        Column("document", lambda hit: hit.document, _DOCUMENT),
        Column("kind", lambda hit: hit.kind, _KIND),
        Column("polarity", lambda hit: hit.polarity, _POLARITY),
        Column("act", lambda hit: hit.act, _ACT),
        Column("plover", lambda hit: _code(hit.act, "plover"), _PLOVER),
        Column("cameo", lambda hit: _code(hit.act, "cameo"), _CAMEO),
    ),
)
