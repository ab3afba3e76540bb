"""Made-up stories of several outlets and speakers, quotation by quotation."""

from __future__ import annotations

from dataclasses import replace

from onrecord.types import Dated, Reading, Speaker, content_id
from tests.support.records import reading

NEVER, WILL = "“We will never sign a treaty on the barrage,”", "“We will sign a treaty on the barrage,”"

COURIER = Speaker(content_id("actor", "the lowen courier"), "The Lowen Courier", "organisation")


def acted(one: Reading, *acts: str) -> Reading:
    """Return a story with these acts of its quotations."""
    pairs = zip(one.quotations, acts, strict=True)
    return replace(one, quotations=tuple(replace(quotation, act=act) for quotation, act in pairs))


AT = "2032-01-01T00:00:00+00:00"

RUEL = Speaker(content_id("actor", "ana ruel"), "Ana Ruel", "person", "harbour minister")

KHODREI = Speaker(content_id("actor", "isk khodrei"), "Isk Khodrei", "person", "president")


def story(
    name: str,
    *said: str,
    day: str | None = "2032-03-09",
    told: str | None = None,
    speaker: Speaker = RUEL,
    language: str = "en",
    outlet: str = "",
    headline: int = -1,
) -> Reading:
    """Return a story of an outlet of its own; `told` is the day of the utterance as the story tells it."""
    one = reading(name, *said, day=day, speaker=speaker, outlet=outlet or f"The {name} Post")
    quotations = tuple(
        replace(
            quotation,
            form="direct" if quotation.text[:1] in "“„«" else "indirect",
            headline=n == headline,
            said=Dated(told, "stated") if told else None,
        )
        for n, quotation in enumerate(one.quotations)
    )
    return replace(one, story=replace(one.story, language=language), quotations=quotations)
