"""The nouns as rows of the record, and back again; whatever `onrecord.types` holds comes back as it was."""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import astuple
from typing import Any

from onrecord.store.sqlite.keys import first_day
from onrecord.store.sqlite.search_text import search_text
from onrecord.thresholds import SHOWN
from onrecord.types import (
    READING_MEDIA_TYPE,
    Block,
    Dated,
    Document,
    Entry,
    Mention,
    Metadata,
    Polarity,
    Probabilities,
    Problem,
    Quotation,
    Reading,
    Reason,
    Relay,
    Span,
    Speaker,
    Story,
    content_id,
)
from onrecord.types.json import to_plain

Values = dict[str, Any]

_SPEAKER_TOKEN = re.compile(r"(?<!\S)s[0-9a-f]{16}(?!\S)")
_PROBABILITIES = tuple(f"{name}_probability" for name in Probabilities.__dataclass_fields__)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


def storable(value: Any) -> Any:
    """Return `value` as UTF-8 can hold it: halves of characters become U+FFFD, one for one, so offsets stay."""
    return _HALF_CHARACTER.sub("\ufffd", value) if isinstance(value, str) and not value.isascii() else value


def has_half_characters(text: str) -> bool:
    """Tell whether `text` holds what UTF-8 cannot (lone surrogates)."""
    return not text.isascii() and _HALF_CHARACTER.search(text) is not None


def insert(db: sqlite3.Connection, table: str, row: Values) -> bool:
    """Add `row` to `table`; False where a row with one of its keys is there already."""
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"  # noqa: S608 names are our own
    return db.execute(sql, [storable(value) for value in row.values()]).rowcount > 0


def speaker_token(actor: str) -> str:
    """Return the token that stands for an actor in the tags of a quotation."""
    return "s" + content_id(actor)


def with_speaker(tags: str, actor: str) -> str:
    """Return the tags of a quotation with the token of this actor in place of that of another."""
    return _SPEAKER_TOKEN.sub(speaker_token(actor), tags)


def outlet_token(outlet: str) -> str:
    """Return the token that stands for an outlet in the tags of a quotation."""
    return "o" + content_id(outlet)


def form_token(form: str) -> str:
    """Return the token that stands for a form in the tags of a quotation."""
    return "form" + form


def act_token(act: str) -> str:
    """Return the token that stands for an act in the tags of a quotation."""
    return "act" + act


def polarity_token(polarity: str) -> str:
    """Return the token that stands for a polarity in the tags of a quotation; what is said has none."""
    return "polarity" + polarity.replace("_", "")


NOT_SAID: tuple[Polarity, ...] = ("not_said", "hypothetical")
"""Polarities of words that are no statement of their speaker."""

UNCERTAIN = "uncertain"
"""The token of a quotation that is likely none: it is kept, and shown to those who ask."""

IS_CERTAIN = f"instr(' ' || q.tags || ' ', ' {UNCERTAIN} ') = 0"
"""SQL that tells whether a quotation `q` is likely one."""

IS_COUNTED = f"NOT tags : ({' OR '.join((UNCERTAIN, *map(polarity_token, NOT_SAID)))})"
"""What to put behind an expression of the index, so that it finds only what is likely reported as said."""

GUEST = "guest"
"""The token of a quotation that another program or a person found, not this one."""

IS_GUEST = f"instr(' ' || q.tags || ' ', ' {GUEST} ') > 0"
"""SQL that tells whether a quotation `q` was found by another program: 1 or 0."""


REPORTS_UTTERANCE = f"(q.actor IS NOT NULL AND q.polarity = 'said' AND {IS_CERTAIN})"
"""SQL that tells whether a quotation `q` reports an utterance of somebody: what is not said is no statement."""


def document_row(document: Document) -> Values:
    """Return all of `document` but its key, its bytes, its problems and who analysed it."""
    about = document.metadata
    return {
        "sha256": document.sha256,
        "uri": document.uri,
        "retrieved": document.retrieved,
        "media_type": document.media_type,
        "encoding": document.encoding,
        **{name: getattr(about, name) for name in ("url", "title", "author", "published", "outlet", "language")},
        **_ends("header", document.header),
        **_ends("published", document.published_span),
        "text": document.text,
        "layout": _layout(document),
    }


def document_from(row: sqlite3.Row, problems: tuple[Problem, ...]) -> Document:
    """Return the document that `document_row` was made of."""
    return Document(
        uri=row["uri"],
        raw=zlib.decompress(row["bytes"]),
        text=row["text"],
        sha256=row["sha256"],
        media_type=row["media_type"],
        encoding=row["encoding"],
        metadata=Metadata(row["url"], row["title"], row["author"], row["published"], row["outlet"], row["language"]),
        header=Span(row["header_start"], row["header_end"]),
        published_span=_span(row, "published"),
        retrieved=row["retrieved"],
        problems=problems,
        **_layout_from(row["layout"]),
    )


def _layout(document: Document) -> str | None:
    """Return the blocks and entries of `document` as JSON, None where it has none."""
    if not document.blocks and not document.entries:
        return None
    layout = {"blocks": to_plain(document.blocks), "entries": to_plain(document.entries)}
    return json.dumps(layout, ensure_ascii=False)


def _layout_from(layout: str | None) -> dict[str, Any]:
    """Return the blocks and entries that `_layout` was made of, by the names of their fields."""
    if layout is None:
        return {}
    found = json.loads(layout)
    return {
        "blocks": tuple(
            Block(Span(*one["span"]), one["kind"], _span_of(one["speaker"]), _dated_of(one["said"]))
            for one in found["blocks"]
        ),
        "entries": tuple(
            Entry(Span(*one["span"]), _span_of(one["headline"]), _dated_of(one["published"]))
            for one in found["entries"]
        ),
    }


def _span_of(value: list[int] | None) -> Span | None:
    return Span(*value) if value else None


def _dated_of(value: dict[str, Any] | None) -> Dated | None:
    return Dated(value["value"], value["basis"], _span_of(value["span"])) if value else None


def story_row(story: Story, text: str) -> Values:
    """Return all of `story` but its keys; its text is that of the document, which is `text`, at its span."""
    return {
        "id": story.id,
        "start": story.span.start,
        "end": story.span.end,
        "headline": story.headline,
        **_ends("headline", story.headline_span),
        "outlet": story.outlet,
        "byline": story.byline,
        **_dated("published", story.published),
        "language": story.language,
        "search_text": search_text(storable(f"{story.headline or ''}\n{story.span.of(text)}")),
    }


def story_from(row: sqlite3.Row) -> Story:
    """Return the story that `story_row` was made of."""
    return Story(
        id=row["id"],
        span=Span(row["start"], row["end"]),
        headline=row["headline"],
        headline_span=_span(row, "headline"),
        outlet=row["outlet"],
        byline=row["byline"],
        published=dated_from(row, "published"),
        language=row["language"],
    )


def quotation_row(quotation: Quotation, story: Story, text: str) -> Values:
    """Return all of `quotation` but its key, position and tags; `text` is the document's."""
    speaker = quotation.speaker
    said_day = first_day(quotation.said)
    day = said_day or first_day(story.published)
    return {
        "id": quotation.id,
        "story": story.id,
        "day": day,
        "day_basis": ("said" if said_day else "published") if day else None,
        "actor": speaker.id if speaker else None,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "form": quotation.form,
        "text": quotation.text,
        "search_text": search_text(storable(quotation.text)),
        **_mention("source", _words(quotation.source, text)),
        **_mention("cue", _words(quotation.cue, text)),
        "content": json.dumps(quotation.content),
        **_dated("said", quotation.said),
        **_mention("addressee", quotation.addressee),
        **_mention("venue", quotation.venue),
        "relay": json.dumps([(link.name, link.kind, link.span) for link in quotation.relay], ensure_ascii=False),
        "act": quotation.act,
        "acts_also": json.dumps(quotation.acts_also),
        "about": json.dumps(quotation.about),
        "modality": quotation.modality,
        "polarity": quotation.polarity,
        **_mention("condition", quotation.condition),
        **_mention("deadline", quotation.deadline),
        "hearsay": quotation.hearsay,
        "inside": quotation.inside,
        "implicit": quotation.implicit,
        "headline": quotation.headline,
        "kind": quotation.kind,
        "confidence": quotation.confidence,
        **dict(zip(_PROBABILITIES, astuple(quotation.probabilities), strict=True)),
        "because": json.dumps([(why.part, why.detail, why.span) for why in quotation.because], ensure_ascii=False),
    }


def tags(quotation: Quotation, reading: Reading, actor: str | None) -> str:
    """Return form, acts, polarity, outlet and speaker of a quotation as tokens, who found it, and whether it is unsure.

    `actor` is the one it is taken for.
    """
    acts = filter(None, (quotation.act, *quotation.acts_also))
    tokens = [form_token(quotation.form), *map(act_token, acts)]
    if quotation.polarity != "said":
        tokens.append(polarity_token(quotation.polarity))
    if actor is not None:
        tokens.append(speaker_token(actor))
    if reading.story.outlet:
        tokens.append(outlet_token(reading.story.outlet))
    if reading.document.media_type == READING_MEDIA_TYPE:
        tokens.append(GUEST)
    elif quotation.confidence < SHOWN:
        tokens.append(UNCERTAIN)
    return " ".join(tokens)


def quotation_from(row: sqlite3.Row) -> Quotation:
    """Return the quotation that `quotation_row` was made of."""
    named = row["actor"] is not None
    return Quotation(
        id=row["id"],
        form=row["form"],
        content=_spans(row["content"]),
        text=row["text"],
        cue=_span(row, "cue"),
        source=_span(row, "source"),
        speaker=Speaker(row["actor"], row["speaker"], row["speaker_kind"], row["role"]) if named else None,
        said=dated_from(row, "said"),
        addressee=_mention_from(row, "addressee"),
        venue=_mention_from(row, "venue"),
        relay=tuple(Relay(name, kind, Span(*span)) for name, kind, span in json.loads(row["relay"])),
        act=row["act"],
        acts_also=tuple(json.loads(row["acts_also"])),
        about=_spans(row["about"]),
        modality=row["modality"],
        polarity=row["polarity"],
        condition=_mention_from(row, "condition"),
        deadline=_mention_from(row, "deadline"),
        hearsay=row["hearsay"],
        inside=row["inside"],
        implicit=bool(row["implicit"]),
        headline=bool(row["headline"]),
        kind=row["kind"],
        confidence=row["confidence"],
        probabilities=Probabilities(*(row[name] for name in _PROBABILITIES)),
        because=tuple(_reasons(row["because"])),
    )


def problem_row(
    problem: Problem, sha256: str | None = None, story: str | None = None, position: int | None = None
) -> Values:
    """Return `problem` with an id of its content and place, so that it is written once, but without its document."""
    parts = (sha256, story, problem.uri, problem.stage, problem.message, problem.span, problem.remedy)
    return {
        "id": content_id(repr(parts)),
        "story": story,
        "position": position,
        "uri": problem.uri,
        "stage": problem.stage,
        "message": problem.message,
        "start": problem.span.start if problem.span else None,
        "end": problem.span.end if problem.span else None,
        "remedy": problem.remedy,
    }


def problem_from(row: sqlite3.Row) -> Problem:
    """Return the problem that `problem_row` was made of."""
    span = None if row["start"] is None else Span(row["start"], row["end"])
    return Problem(row["stage"], row["message"], span, row["uri"], row["remedy"])


def _ends(name: str, span: Span | None) -> Values:
    return {f"{name}_start": span.start if span else None, f"{name}_end": span.end if span else None}


def _span(row: sqlite3.Row, name: str) -> Span | None:
    return None if row[f"{name}_start"] is None else Span(row[f"{name}_start"], row[f"{name}_end"])


def _spans(column: str) -> tuple[Span, ...]:
    return tuple(Span(*span) for span in json.loads(column))


def _reasons(column: str) -> Iterator[Reason]:
    for part, detail, span in json.loads(column):
        yield Reason(part, detail, Span(*span) if span else None)


def _words(span: Span | None, text: str) -> Mention | None:
    return Mention(span.of(text), span) if span else None


def _mention(name: str, mention: Mention | None) -> Values:
    return {name: mention.text if mention else None, **_ends(name, mention.span if mention else None)}


def _mention_from(row: sqlite3.Row, name: str) -> Mention | None:
    span = _span(row, name)
    return Mention(row[name], span) if span else None


def _dated(name: str, dated: Dated | None) -> Values:
    return {
        name: dated.value if dated else None,
        f"{name}_basis": dated.basis if dated else None,
        **_ends(name, dated.span if dated else None),
    }


def dated_from(row: sqlite3.Row, name: str) -> Dated | None:
    """Return the date that a row holds under `name`, None where it holds none."""
    return None if row[name] is None else Dated(row[name], row[f"{name}_basis"], _span(row, name))
