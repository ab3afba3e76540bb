"""`onrecord show`: one quotation in its paragraph, highlighted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.present.cli.common import as_json, one_line, record_option, safe
from onrecord.present.terms import BELIEF, CONFIDENCE, IMPLICIT
from onrecord.types import Span, to_plain

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.store.views import QuotationView

STYLES = {"content": "bold underline", "cue": "italic", "source": "bold"}


@click.command()
@click.argument("identity", metavar="ID")
@click.option("--json", "data", is_flag=True, help="Print the quotation as the interchange contract has it.")
@record_option
def show(identity: str, data: bool, record: str) -> int:
    """Show a quotation in its paragraph: what was said, by whom, and where each word stands.

    ID is the id that search prints, or its first six or more characters.

    \b
    onrecord show 3f9a1c22
    """
    from onrecord.store import views
    from onrecord.store.record import Record

    with Record.open(record, readonly=True) as opened:
        try:
            view = views.quotation(opened, identity)
        except ValueError as error:
            raise click.UsageError(str(error)) from None
    if view is None:
        click.echo(f"No quotation {one_line(identity)} in {record}. `onrecord search` lists ids.", err=True)
        return 1
    if data:
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
    console.print()
    for name, words in _parts(view):
        console.print(f"{name:>10}  {one_line(words)}", markup=False)


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


def _parts(view: QuotationView) -> list[tuple[str, str]]:
    """The parts in words, for those who cannot tell styles apart and for plain output."""
    at = view.paragraph.start
    parts = [(name, view.paragraph_text[span.start - at : span.end - at]) for name, span in _spans(view)]
    quotation = view.quotation
    place = ", ".join(f"[{span.start}, {span.end})" for span in quotation.content)
    parts += [("kind", BELIEF)] if quotation.kind == "belief" else []
    parts += [("implicit", IMPLICIT)] if quotation.implicit else []
    return [
        *parts,
        ("form", quotation.form),
        ("confidence", f"{quotation.confidence:.2f}, {CONFIDENCE}"),
        ("document", f"{view.document.uri} {place}"),
        ("sha256", view.document.sha256),
    ]
