"""The way to a page from above: the lists it is in, and the pages that it stands in."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.present.web.components.links import outlet_at
from onrecord.present.words import LONGEST_NAME, shortened
from onrecord.types import Story


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above the one that is shown, or that page itself, which has no address."""

    words: str
    address: str = ""


CLAIMS, OUTLETS, PEOPLE = Crumb("Claims", "/claims"), Crumb("Outlets", "/outlets"), Crumb("People", "/people")


def outlet_breadcrumbs(story: Story) -> tuple[Crumb, ...]:
    """Return the way to the outlet of a story."""
    if not story.outlet:
        return (OUTLETS,)
    return OUTLETS, Crumb(shortened(story.outlet, LONGEST_NAME), outlet_at(story.outlet))
