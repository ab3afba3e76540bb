"""The page of an outlet: whom it quotes and in which form, through whom, with which verbs, and its stories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.present.web.components import paging
from onrecord.present.web.components.breadcrumbs import OUTLETS, Crumb
from onrecord.present.web.components.links import outlet_at, person_at, story_at, with_query
from onrecord.present.web.components.shares import Share, percents, share
from onrecord.present.web.http.connection import RecordConnection
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
class OutletStory:
    """A story in the list."""

    headline: str
    address: str
    day: tuple[Time, ...]
    quotations: str


@dataclass(frozen=True, slots=True)
class OutletPage:
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
    newest: tuple[OutletStory, ...]
    range: str
    first_page: str
    next: str


def page(connection: RecordConnection, request: Request) -> Page:
    """Return the outlet of the name in the address, with the page of its stories or the alterations asked for."""
    record, name = connection.record(), str(request.path_params["name"])
    if request.query_params.get("show") == "alterations" and len(name) <= _LONGEST:
        return alterations.page(record, name)
    found = outlets.outlet(record, name) if len(name) <= _LONGEST else None
    if found is None:
        raise HTTPException(404, f"The record holds no outlet called {name[:80]}.")
    after = paging.requested(request)
    stories = outlets.stories(record, name, PAGE_SIZE, after)
    shown, following = shortened(found.name, LONGEST_NAME), paging.next_page(outlet_at(found.name), stories.next)
    return Page(
        "outlet.html",
        shown,
        lambda: _view(found, stories, after, following),
        lambda: _data(found, stories, following),
        breadcrumbs=(OUTLETS, Crumb(shown)),
    )


def _data(found: OutletProfile, stories: Part[StoryRow], following: str) -> dict[str, Any]:
    newest = list(map(plain, stories.rows))
    return {"outlet": plain(found), "newest": newest, "next": paging.data_address(following)}


def _view(found: OutletProfile, stories: Part[StoryRow], after: Cursor, following: str) -> OutletPage:
    path, wanted = outlet_at(found.name), found.name[:LONGEST_NAME]
    return OutletPage(
        name=shortened(found.name, LONGEST_NAME),
        also=tuple(shortened(name, LONGEST_NAME) for name in found.names[1:]),
        all_address=_search(wanted),
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
            share(each.name, person_at(each.id), _search(wanted, speaker=each.id), each.forms)
            for each in found.speakers
        ),
        unnamed=found.unnamed,
        agencies=tallied(found.agencies),
        cues=_tallies(found.cues),
        newest=tuple(map(_story, stories.rows)),
        range=paging.row_range(after, len(stories.rows)),
        first_page=paging.first_page(path, after),
        next=following,
    )


def _search(outlet: str, **more: str) -> str:
    return with_query("/", {"outlet": outlet, **more, "order": "newest"})


def _tallies(counts: tuple[tuple[str, int], ...]) -> tuple[Tally, ...]:
    return tuple(Tally(shortened(name, LONGEST_NAME), number, "") for name, number in counts)


def _story(story: StoryRow) -> OutletStory:
    headline = shortened(story.headline or "Story without a headline", LONGEST_HEADLINE)
    return OutletStory(headline, story_at(story.id), times(story.published), counted(story.quotations, "quotation"))
