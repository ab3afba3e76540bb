"""`onrecord show`: the record card of one quotation: who, when, where, to whom, through whom, and why we think so."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import (
    as_json,
    cite_option,
    one_line,
    opened,
    output_option,
    print_citations,
    record_option,
    safe,
    state_of_body,
)
from onrecord.present.reasons import sure_reasons
from onrecord.present.terms import (
    BASES,
    BELIEF,
    IMPLICIT,
    PARTS,
    POLARITIES,
    UNKNOWN,
    confidence_of,
    hearsay,
    sureness_of,
)
from onrecord.types import Dated, Mention, Probabilities, Span
from onrecord.types.json import to_plain

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.store.sqlite.reads.views import QuotationView

STYLES = {"content": "bold underline", "cue": "italic", "source": "bold"}
_WIDTH = 12


@click.command()
@click.argument("identity", metavar="ID")
@click.option("--json", "data", is_flag=True, help="Print the quotation as the interchange contract has it.")
@cite_option
@click.option("--original", is_flag=True, help="Write the file that it came in, byte for byte as it was received.")
@click.option("--own-part", is_flag=True, help="With --original: only the part of the file that is its document.")
@output_option("With --original: where to write it, instead of standard output.")
@record_option
def show(
    identity: str, data: bool, style: str | None, original: bool, own_part: bool, place: Path | None, record: str
) -> int:
    """Show the record card of a quotation: who said it, when, to whom, through whom, and where each word stands.

    ID is the id that search prints, or its first six or more characters; with --original also the id of a story or the
    SHA-256 of a document. "Unknown" stands where the text does not say.

    \b
    onrecord show 3f9a1c22
    onrecord show 3f9a1c22 --json
    onrecord show 3f9a1c22 --cite bibtex >> sources.bib
    onrecord show 3f9a1c22 --original --output as-received.html
    """
    if data + bool(style) + original > 1:
        raise click.UsageError("Give one of --json, --cite and --original.")
    if (own_part or place) and not original:
        raise click.UsageError("--own-part and --output go with --original.")
    if original:
        from onrecord.present.cli.upkeep.original import write_original

        return write_original(record, identity, place, own_part=own_part)
    from onrecord.store.sqlite.reads import views

    with opened(record) as source:
        view = views.quotation(source, identity)
    if view is None:
        click.echo(f"No quotation {one_line(identity)} in {record}. `onrecord search` lists ids.", err=True)
        return 1
    if style:
        print_citations([view], style)
    elif data:
        click.echo(as_json(to_plain(view.quotation)))
    else:
        _print(view)
    return 0


def _print(view: QuotationView) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    quotation, story = view.quotation, view.story
    speaker = quotation.speaker
    named = ", ".join(filter(None, [speaker.name, speaker.role])) if speaker else "unknown speaker"
    console.print(one_line(named), style="bold", markup=False)
    when = quotation.said or story.published
    day = f"{when.value} ({'said' if quotation.said else 'published'}, {when.basis})" if when else "day unknown"
    console.print(one_line(" · ".join(filter(None, [day, story.outlet, story.headline]))), style="dim", markup=False)
    console.print()
    console.print(_highlighted(view))
    for title, rows in (("", _facts(view)), ("Why", _reasons(view)), ("Where it stands", _places(view))):
        console.print()
        if title:
            console.print(title, style="bold", markup=False)
        for name, words in rows:
            console.print(f"{name:>{_WIDTH}}  {one_line(words)}", markup=False)


def _highlighted(view: QuotationView) -> Text:
    from rich.text import Text

    text = Text(safe(view.paragraph_text))
    for name, span in _spans(view):
        text.stylize(STYLES[name], span.start - view.paragraph.start, span.end - view.paragraph.start)
    return text


def _spans(view: QuotationView) -> list[tuple[str, Span]]:
    quotation = view.quotation
    named = [("content", span) for span in quotation.content]
    named += [(name, span) for name, span in (("cue", quotation.cue), ("source", quotation.source)) if span]
    return [(name, span) for name, span in named if view.paragraph.covers(span)]


def _facts(view: QuotationView) -> list[tuple[str, str]]:
    """What the record knows of the utterance; what it does not know is said to be unknown."""
    quotation = view.quotation
    speaker = quotation.speaker
    acts = ", ".join(filter(None, [quotation.act, *quotation.acts_also]))
    facts = [
        ("who", f"{speaker.name} ({speaker.kind})" if speaker else UNKNOWN),
        *([("of", state)] if speaker and (state := state_of_body(speaker.kind, speaker.name)) else []),
        ("role then", speaker.role or UNKNOWN if speaker else UNKNOWN),
        ("said to", _words(quotation.addressee)),
        ("when", _day(quotation.said)),
        ("where", _words(quotation.venue)),
        ("through", " ← ".join(f"{link.name} ({link.kind})" for link in quotation.relay) or "nobody named"),
        ("hearsay", hearsay(quotation.hearsay)),
        ("act", f"{acts or UNKNOWN}{_codes(quotation.act)}"),
        ("modality", quotation.modality),
    ]
    facts += [("said or not", POLARITIES[quotation.polarity])] if quotation.polarity in POLARITIES else []
    facts += [("condition", quotation.condition.text)] if quotation.condition else []
    facts += [("deadline", quotation.deadline.text)] if quotation.deadline else []
    facts += [("kind", BELIEF)] if quotation.kind == "belief" else []
    facts += [("implicit", IMPLICIT)] if quotation.implicit else []
    confidence = f"{quotation.confidence:.2f}, {confidence_of(view.document.read_by, view.story.language)}"
    return [*facts, ("form", quotation.form), ("confidence", confidence)]


def _codes(act: str | None) -> str:
    from onrecord.lexicons.event_codes import codes

    coded = [f"{scheme.upper()} {code}" for scheme, code in codes(act or "").items()]
    return f" ({', '.join(coded)})" if coded else ""


def _words(mention: Mention | None) -> str:
    return mention.text if mention else UNKNOWN


def _day(said: Dated | None) -> str:
    return f"{said.value} ({BASES[said.basis]})" if said else UNKNOWN


def _reasons(view: QuotationView) -> list[tuple[str, str]]:
    rows = []
    for why in sure_reasons(view.quotation):
        at = f" [{why.span.start}, {why.span.end})" if why.span else ""
        rows.append((PARTS.get(why.part, why.part), f"{why.detail}{_quoted(view, why.span)}{at}"))
    if view.quotation.probabilities != Probabilities():
        rows.append(("sure", sureness_of(view.document.read_by)))
    return rows


def _quoted(view: QuotationView, span: Span | None) -> str:
    """The words of a reason, where they stand in the paragraph that is shown."""
    if span is None or not view.paragraph.covers(span):
        return ""
    at = view.paragraph.start
    return f": “{view.paragraph_text[span.start - at : span.end - at]}”"


def _places(view: QuotationView) -> list[tuple[str, str]]:
    """The parts in words, for those who cannot see styles and for plain output, and the proof."""
    at = view.paragraph.start
    parts = [(name, view.paragraph_text[span.start - at : span.end - at]) for name, span in _spans(view)]
    place = ", ".join(f"[{span.start}, {span.end})" for span in view.quotation.content)
    read_by = view.document.read_by
    page = f", page {view.page}" if view.page else ""
    return [
        *parts,
        ("document", f"{view.document.uri}{page} {place}"),
        ("sha256", view.document.sha256),
        *([("read by", read_by)] if read_by != "onrecord" else []),
    ]
