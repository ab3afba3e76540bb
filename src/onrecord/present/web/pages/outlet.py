"""The page of an outlet: whom it quotes and in which form, through whom, with which verbs, and its stories."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.breadcrumbs import OUTLETS, Crumb
from onrecord.present.web.components.links import outlet_at, person_at, story_at, with_query
from onrecord.present.web.components.shares import Share, percents, share
from onrecord.present.web.http.connection import Shelf
from onrecord.present.web.http.responses import Page, plain
from onrecord.present.web.pages.person import Tally, capped_note, tallied
from onrecord.present.web.pages.to_compare import alterations
from onrecord.present.words import LONGEST_HEADLINE, LONGEST_NAME, Time, counted, shortened, times
from onrecord.store.sqlite.reads import outlets
from onrecord.store.sqlite.reads.counting import MOST_IN_PROFILE
from onrecord.store.sqlite.reads.cursor import Cursor, Part
from onrecord.store.sqlite.reads.outlets import OutletProfile, StoryRow

PAGE_SIZE = 20
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Told:
    """A story in the list."""

    headline: str
    address: str
    day: tuple[Time, ...]
    quotations: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that the page shows; `shares` are those of direct, mixed and indirect quotations."""

    name: str
    also: tuple[str, ...]
    all_address: str
    alterations_address: str
    stories: str
    first: tuple[Time, ...]
    last: tuple[Time, ...]
    languages: tuple[Tally, ...]
    note: str
    most: int
    quotations: int
    shares: tuple[str, str, str]
    speakers: tuple[Share, ...]
    unnamed: int
    agencies: tuple[Tally, ...]
    cues: tuple[Tally, ...]
    newest: tuple[Told, ...]
    range: str
    first_page: str
    next: str


def page(shelf: Shelf, request: Request) -> Page:
    """Return the outlet of the name in the address, with the page of its stories or the alterations asked for."""
    record, name = shelf.record(), str(request.path_params["name"])
    if request.query_params.get("show") == "alterations" and len(name) <= _LONGEST:
        return alterations.page(record, name)
    found = outlets.outlet(record, name) if len(name) <= _LONGEST else None
    if found is None:
        raise HTTPException(404, f"The record holds no outlet called {name[:80]}.")
    after = paging.asked(request)
    stories = outlets.stories(record, name, PAGE_SIZE, after)
    sheet = _sheet(found, stories, after)
    data = {"outlet": plain(found), "newest": list(map(plain, stories.rows)), "next": paging.as_data(sheet.next)}
    return Page("outlet.html", sheet.name, sheet, data, trail=(OUTLETS, Crumb(sheet.name)))


def _sheet(found: OutletProfile, stories: Part[StoryRow], after: Cursor) -> Sheet:
    path, wanted = outlet_at(found.name), found.name[:LONGEST_NAME]
    return Sheet(
        name=shortened(found.name, LONGEST_NAME),
        also=tuple(shortened(name, LONGEST_NAME) for name in found.names[1:]),
        all_address=_found(wanted),
        alterations_address=outlet_at(found.name, show="alterations"),
        stories=counted(found.stories, "story", "stories"),
        first=times(found.first_day),
        last=times(found.last_day),
        languages=_tallies(found.languages),
        note=capped_note(found.counted) if found.capped else "",
        most=MOST_IN_PROFILE,
        quotations=found.counted,
        shares=percents(found.forms),
        speakers=tuple(
            share(each.name, person_at(each.id), _found(wanted, speaker=each.id), each.forms) for each in found.speakers
        ),
        unnamed=found.unnamed,
        agencies=tallied(found.agencies),
        cues=_tallies(found.cues),
        newest=tuple(map(_told, stories.rows)),
        range=paging.reach(after, len(stories.rows)),
        first_page=paging.first(path, after),
        next=paging.turned(path, stories.next),
    )


def _found(outlet: str, **more: str) -> str:
    return with_query("/", {"outlet": outlet, **more, "order": "newest"})


def _tallies(counts: tuple[tuple[str, int], ...]) -> tuple[Tally, ...]:
    return tuple(Tally(shortened(name, LONGEST_NAME), number, "") for name, number in counts)


def _told(story: StoryRow) -> Told:
    headline = shortened(story.headline or "Story without a headline", LONGEST_HEADLINE)
    return Told(headline, story_at(story.id), times(story.published), counted(story.quotations, "quotation"))
