"""What a page says of itself in its code: linked data, meta elements, the remark of the program that saved it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.readers import limits
from onrecord.readers.pages.days import lines_on_days
from onrecord.text.dates import iso_date

_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis\w*|Opinion\w*|Background\w*|Review\w*|Satirical)?Article|BlogPosting|PressRelease|SocialMediaPosting"
)
_LIVE = "LiveBlogPosting"
_SAVED = re.compile(
    r"<!--\s*(?:Page saved with SingleFile\s+url:\s*(?P<single>\S+)|saved from url=\(\d+\)(?P<whole>\S+))"
    r"|>\s*(?:printed from|source url|url)\s*:?\s*(?:<a\b[^<>]{0,500}>)?(?P<printed>https?://[^\s<>\"]+)",
    re.IGNORECASE,
)
_FOR_PRINT = re.compile(r"(?:print(?:able version|er[- ]friendly.*)?|druckversion|drucken|imprimer)\W*", re.IGNORECASE)
_SAVED_WITHIN = 20_000  # characters at the head of a page
_DEEPEST = 4  # lists and graphs around an article
_PUBLISHED = (
    "//meta[@property='article:published_time' or @name='article:published_time']/@content",
    "//*[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='DC.date.issued']/@content",
    "//time[@pubdate]/@datetime",
)


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog as linked data have it."""

    headline: str | None
    published: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What the code of a page says: its headline and day, its whole text, and the entries of a live blog."""

    is_live: bool = False
    headline: str | None = None
    published: str | None = None
    updated: frozenset[str] = frozenset()
    body: str | None = None
    updates: tuple[Update, ...] = ()
    heading: str | None = None
    is_print: bool = False

    def title(self, found: str | None) -> str | None:
        """Return the title of the story: that of the whole live blog, or the heading of a page made for a printer."""
        if self.is_live and self.headline:
            return self.headline
        return self.heading or found if self.is_print or _FOR_PRINT.fullmatch(found or "") else found

    def unless_updated(self, day: str | None) -> str | None:
        """Return a day that was guessed from the words of a page, unless these call it that of a change."""
        return None if day in self.updated else day


def facts_of(tree: Any, language: str | None) -> Facts:
    """Return what a page says of its story in its code and in its lines on when it came out."""
    found = list(_articles(tree))
    written, updated = lines_on_days(tree, language)
    live = next((one for one in found if _is(one, _LIVE)), None)
    one = live or next(iter(found), {})
    return Facts(
        live is not None,
        _line(one.get("headline")),
        _stated(tree) or iso_date(_line(one.get("datePublished")) or "") or written,
        updated,
        _text(one.get("articleBody")),
        tuple(_updates(live)) if live else (),
        _heading(tree),
        "window.print" in (tree.xpath("string(//body/@onload)") or ""),
    )


def _heading(tree: Any) -> str | None:
    found = next((each for tag in ("h1", "h2") for each in tree.iter(tag)), None)
    return None if found is None else _line(found.text_content())


def saved_from(markup: str) -> str | None:
    """Return the address that the program which saved a page wrote at its head."""
    match = _SAVED.search(markup, 0, _SAVED_WITHIN)
    address = (match["single"] or match["whole"] or match["printed"]) if match else None
    return address if address and address.startswith(("http://", "https://")) else None


def _stated(tree: Any) -> str | None:
    values = (str(value) for path in _PUBLISHED for value in tree.xpath(path)[:1])
    return next((day for value in values if (day := iso_date(value))), None)


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the articles among the linked data of a page."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and script.text:
            yield from _within(_loaded(script.text), 0)


def _loaded(text: str) -> Any:
    if text.count(",") + text.count("[") + text.count("{") > limits.JSON_VALUES:
        return None
    try:
        return json.loads(text.strip().removeprefix("<![CDATA[").removesuffix("]]>"), strict=False)
    except (ValueError, RecursionError):
        return None


def _within(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _within(each, depth + 1)
    elif isinstance(value, dict):
        if _is(value, _LIVE) or _is(value, None):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _within(value.get(key), depth + 1)


def _is(value: dict[str, Any], kind: str | None) -> bool:
    """Tell whether linked data are of a kind, or of any kind of article."""
    types = value.get("@type")
    names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
    return kind in names if kind else any(_ARTICLE.fullmatch(name) or name == _LIVE for name in names)


def _updates(live: dict[str, Any]) -> Iterator[Update]:
    listed = live.get("liveBlogUpdate")
    for each in listed if isinstance(listed, list) else [listed]:
        if isinstance(each, dict) and (body := _text(each.get("articleBody"))):
            yield Update(_line(each.get("headline")), iso_date(_line(each.get("datePublished")) or ""), body)


def _line(value: object) -> str | None:
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return (value.strip() or None) if isinstance(value, str) else None


def paragraphs_of(body: str) -> Sequence[str]:
    """Return the paragraphs of a text in linked data, without tags."""
    bare = re.sub(r"</?(?:p|br|div|li|h\d)\b[^<>]*>", "\n", body)
    bare = re.sub(r"<[^<>]{0,200}>", "", bare)
    return [line for each in bare.splitlines() if (line := " ".join(each.split()))]
