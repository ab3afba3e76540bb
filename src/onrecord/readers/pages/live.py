"""Live blogs: a page of entries, each with its own time, and often with its own headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

from onrecord import lexicons
from onrecord.readers.pages.days import day_in
from onrecord.readers.pages.facts import Facts
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Run, runs, settle
from onrecord.text.dates import iso_date

_TIME = "hr"  # stands for the time of an entry, so that it is a line of its own
_FEWEST = 2  # entries
_OF_PAGE = 0.4  # of the words of a page that entries have
_ENTRY_WORDS = 5  # beside its time
_TIMED = ".//time | .//*[@data-sort-time] | .//*[@data-timestamp] | .//*[@itemprop='datePublished'][@content]"
_NAMED = re.compile(
    r"(?:^|[\s_-])live-?_?(?:blog|feed|ticker|update|post|text|stream|entry|coverage|list)?s?(?:$|[\s_-])|minute-by-minute",
    re.I,
)
_CLOCK_NAME = re.compile(r"(?:^|[\s_-])(?:time|timestamp|zeit|uhrzeit|heure|hora|ora|tijd)(?:$|[\s_-])", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d{2}")
_CLOCK_LENGTH = 40  # characters of an element that shows nothing but a time
_APART = ("nav", "footer", "aside", "form")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def mark_entries(tree: Any, layout: Layout, facts: Facts, title: str | None) -> bool:
    """Note the entries of a live blog, and tell whether the page has any; other marks must have been made before."""
    if not facts.is_live and not _is_called_live(tree, title):
        return False
    entries = list(_entries(tree))
    if len(entries) < _FEWEST or not _are_the_story(tree, [run for _, found in entries for run in found]):
        return False
    for said, found in entries:
        _note(said, found, layout)
    _as_story(tree, [found[0].block for _, found in entries])
    return True


def _are_the_story(tree: Any, entries: Sequence[Run]) -> bool:
    """Tell whether entries are most of what a page tells, not a list of other stories beside its own."""
    shown = (run for run in runs(tree) if not any(each.tag in _APART for each in run.block.iterancestors()))
    return sum(len(run.text) for run in entries) >= _OF_PAGE * sum(len(run.text) for run in shown)


@cache
def _titles() -> re.Pattern[str]:
    rows = (row["word"] for row in lexicons.rows("und", "page_words") if row["kind"] == "live")
    return re.compile("|".join(rows), re.IGNORECASE)


def _is_called_live(tree: Any, title: str | None) -> bool:
    if title and _titles().search(title):
        return True
    return any(
        _NAMED.search(f"{each.get('class', '')} {each.get('id', '')}") or "LiveBlog" in each.get("itemtype", "")
        for each in tree.iter("div", "section", "article", "main", "ol", "ul", "amp-live-list")
    )


def _entries(tree: Any) -> Iterator[tuple[str | None, list[Run]]]:
    """Yield the day and the runs of each entry: what stands around a time, or from one time up to the next."""
    found = tree.xpath(_TIMED) or [each for each in tree.iter("span", "p", "div", "strong") if _is_clock(each)]
    timed = [each for each in found if not any(a.tag in _APART for a in each.iterancestors())]
    holders = _holders(timed)
    for time in holders.values() if len(holders) >= _FEWEST else timed:
        time.tag = _TIME if len(time.text_content()) < _CLOCK_LENGTH else time.tag
    if len(holders) >= _FEWEST:
        for holder, time in holders.items():
            yield _day(time), list(runs(holder))
    elif timed and len(timed) >= _FEWEST:
        yield from _by_order(_common(timed), timed)


def _is_clock(element: Any) -> bool:
    """Tell whether an element without a time of its own in the code is called one, and shows one."""
    names = f"{element.get('class', '')} {element.get('id', '')}"
    text = element.text_content()
    return _CLOCK_NAME.search(names) is not None and len(text) < _CLOCK_LENGTH and _CLOCK.search(text) is not None


def _holders(timed: Sequence[Any]) -> dict[Any, Any]:
    """Return the elements that hold one entry each, with its first time: the largest that hold no other entry."""
    smallest: dict[Any, Any] = {}
    counts: dict[Any, int] = {}
    for time in timed:
        own = _count(time, counts) if len(time.text_content()) < _CLOCK_LENGTH else 0
        around = (each for each in (time, *time.iterancestors()) if _count(each, counts) - own >= _ENTRY_WORDS)
        holder = next(around, None)
        if holder is not None and holder.tag not in ("body", "html"):
            smallest.setdefault(holder, time)
    outer = {each for holder in smallest for each in holder.iterancestors()}
    inner = [holder for holder in smallest if holder not in outer]
    within = Counter(each for holder in inner for each in holder.iterancestors())
    return {_grown(holder, within): smallest[holder] for holder in inner}


def _grown(holder: Any, within: Mapping[Any, int]) -> Any:
    """Return the largest element around one that holds no other entry."""
    parent = holder.getparent()
    while parent is not None and parent.tag != "body" and within[parent] == 1:
        holder, parent = parent, parent.getparent()
    return holder


def _count(element: Any, counts: dict[Any, int]) -> int:
    """Return how many words an element holds; each is counted once."""
    if element not in counts:
        counts[element] = len(element.text_content().split())
    return counts[element]


def _common(elements: Sequence[Any]) -> Any:
    """Return the smallest element around others."""
    others = [{each, *each.iterancestors()} for each in elements[1:]]
    around = (each for each in elements[0].iterancestors() if all(each in other for other in others))
    return next(around, elements[0].getroottree().getroot())


def _by_order(around: Any, timed: Sequence[Any]) -> Iterator[tuple[str | None, list[Run]]]:
    """Yield entries that nothing holds together but their order."""
    entry: list[Run] = []
    time = None
    waiting = list(timed)
    for run in runs(around):
        if waiting and any(each is waiting[0] for each in (run.block, *run.block.iterancestors())):
            if time is not None and entry:
                yield _day(time), entry
            time, entry = waiting.pop(0), []
        if time is not None:
            entry.append(run)
    if time is not None and entry:
        yield _day(time), entry


def _day(time: Any) -> str | None:
    """Return the day of an entry as its element writes it, in the zone that it names."""
    written = time.get("datetime") or time.get("content")
    if written:
        return iso_date(written)
    if text := day_in(time.text_content(), None):
        return text[1]
    stamp = time.get("data-sort-time") or time.get("data-timestamp") or ""
    if not re.fullmatch(r"\d{9,13}", stamp):
        return iso_date(stamp)
    seconds = int(stamp) / (1000 if len(stamp) > 10 else 1)
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()


def _note(said: str | None, found: Sequence[Run], layout: Layout) -> None:
    number = layout.add("entry", said=said)
    headline = next((run for run in found if run.block.tag in _HEADINGS), None)
    for run in found:
        layout.mark(number, run, "headline" if run is headline else "time" if _is_time(run) else "text")


def _is_time(run: Run) -> bool:
    return str(run.block.tag) == _TIME


def _as_story(tree: Any, blocks: Sequence[Any]) -> None:
    """Let the extraction take all entries as one story: it keeps the first article of a page, and drops times."""
    around = _common(blocks)
    heading = tree.find(".//h1")
    story = around if heading is None else _common([around, heading])
    around, story = _inside_body(around), _inside_body(story)
    settle(around)
    for each in list(tree.iter("article", "main")):
        each.tag = "div"
    for each in (story, *story.iterancestors("div", "section")):
        each.attrib.clear()
    story.tag = "article"


def _inside_body(element: Any) -> Any:
    """Return an element, or one that holds all that the body of the page does."""
    if element.tag not in ("body", "html"):
        return element
    from lxml.etree import SubElement

    body = element.find("body") if element.tag == "html" else element
    held = list(body)
    holder = SubElement(body, "div")
    holder.extend(held)
    holder.text, body.text = body.text, None
    return holder
