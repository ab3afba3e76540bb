"""Posts of social networks that a page embeds: their words, whose they are and of what day, by the embed itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.readers.inputs import STAGE
from onrecord.readers.pages.days import day_in
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Run, runs, settle
from onrecord.text.dates import iso_date
from onrecord.types import Problem

_NETWORKS = {
    "twitter-tweet": "X", "twitter-video": "X", "bluesky-embed": "Bluesky", "mastodon-embed": "Mastodon",
    "instagram-media": "Instagram", "fb-post": "Facebook", "fb-xfbml-parse-ignore": "Facebook",
    "text-post-media": "Threads", "tiktok-embed": "TikTok", "reddit-embed-bq": "Reddit", "reddit-card": "Reddit",
    "tgme_widget_message": "Telegram", "telegram-post": "Telegram",
}  # fmt: skip
_WITHOUT_WORDS = "Open the post in a browser, and add its words as a text with its author and day."
_AUTHOR = re.compile(r"owner_name|author|user-?name|display-?name|account", re.IGNORECASE)
_WORDS = re.compile(r"message_text|post-?text|post-?content|status__content|tweet-?text", re.IGNORECASE)
_HANDLE = re.compile(r"\(?@[\w.-]+(?:@[\w.-]+)?\)?")
_CHROME = re.compile(
    r"(?:view|see|open|watch|read|ver|voir|afficher|vedi|zobacz|bekijk|посмотреть|показать)\b.{0,60}"
    r"|diesen? .{0,20}(?:ansehen|anzeigen)|.{0,40}\b(?:auf|on|sur|en|su|op|в) (?:mastodon|threads|bluesky|instagram|x|"
    r"twitter|telegram|facebook|tiktok)\W*(?:ansehen|anzeigen)?|\[image or embed\]|♬.*|[\d.,KkMm]+|\W*",
    re.IGNORECASE,
)
_LINKED = re.compile(r"(?:\s*(?:https?://|pic\.(?:twitter|x)\.com/)\S+)+\s*$")
_SIGNED = re.compile(
    r"\s*(?:(?:[—–―]|--?)\s*|(?:a )?posts? (?:shared )?(?:by|von|de|da|door)\s+|posted by\s+|shared by\s+|"
    r"ein (?:von )?(?:beitrag )?(?:geteilt(?:er beitrag)? )?(?:von|durch)?\s+|publiée? par\s+|publicado por\s+|"
    r"une publication partagée par\s+|una publicación (?:compartida|de|por)(?: (?:de|por))?\s+|gepostet von\s+|"
    r"un post condiviso da\s+|публикация от\s+|post udostępniony przez\s+|(?:\S+ )?by (?=u/))(?=\S)",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"\s*\(|\s+(?:on|am|le|el|il|op|em|dnia|в)\s|\s+·|\s*\||\s@|,?\s+\d")


@dataclass(frozen=True, slots=True)
class _Post:
    """What an embed holds: the runs of its words and the one that signs them."""

    words: Sequence[Run]
    label: Run | None


def mark_posts(tree: Any, layout: Layout, language: str | None, uri: str) -> None:
    """Note every embedded post with its author and day; one whose words the page does not hold is a Problem."""
    for network, element in _embeds(tree):
        day = next((found for each in element.iter("time") if (found := iso_date(each.get("datetime") or ""))), None)
        address = _address(element)
        post = _parted(element)
        if not post.words:
            layout.problems.append(_without_words(network, address, uri))
            element.drop_tree()
            continue
        _note(post, layout, language, day)
        for each in _wrappers(element):
            each.attrib.clear()
            each.tag = "div"
        settle(element)


def _embeds(tree: Any) -> list[tuple[str, Any]]:
    """Return the outermost embeds, each with its network."""
    found: list[tuple[str, Any]] = []
    taken: set[Any] = set()
    for element in tree.iter("blockquote", "div", "section", "article", "amp-twitter"):
        network = "X" if element.tag == "amp-twitter" else _network(element)
        if network and not any(each in taken for each in element.iterancestors()):
            found.append((network, element))
            taken.add(element)
    return found


def _network(element: Any) -> str | None:
    return next((_NETWORKS[name] for name in element.get("class", "").split() if name in _NETWORKS), None)


def _address(element: Any) -> str | None:
    for each in element.iter():
        for key in (
            "data-href",
            "cite",
            "data-embed-url",
            "data-instgrm-permalink",
            "data-text-post-permalink",
            "href",
        ):
            if (each.get(key) or "").startswith("http"):
                return str(each.get(key))
    return None


def _without_words(network: str, address: str | None, uri: str) -> Problem:
    where = f": {address}" if address else ""
    return Problem(
        STAGE, f"a post on {network} is embedded whose words the page does not hold{where}", None, uri, _WITHOUT_WORDS
    )


def _parted(element: Any) -> _Post:
    """Return the runs of an embed as words and signature; what the network writes around them is blanked."""
    by_class = _by_class(element)
    if by_class.words:
        return by_class
    words: list[Run] = []
    label: Run | None = None
    for run in runs(element):
        if label is None and _signs(run.text):
            label = run
        elif label is not None or _CHROME.fullmatch(run.text):
            run.blank()
        else:
            words.append(run)
    return _Post(words, label)


def _signs(text: str) -> bool:
    """Tell whether a line says whose a post is: "— Ana Ruel (@ruel) May 1, 2031", "A post shared by Ana Ruel"."""
    signed = _SIGNED.match(text)
    if signed is None:
        return _HANDLE.search(text) is not None and len(_HANDLE.sub("", text).split()) <= 8 and text.endswith(")")
    return signed.group().strip()[:1].isalnum() or _HANDLE.search(text) is not None or any(map(str.isdigit, text))


def _by_class(element: Any) -> _Post:
    """Return the parts of an embed that name what they are by their classes, as those of Telegram do."""
    named = [
        each for each in element.iter("a", "div", "span", "p", "strong", "b") if _AUTHOR.search(each.get("class", ""))
    ]
    texts = [each for each in element.iter("div", "p", "span") if _WORDS.search(each.get("class", ""))]
    if not named or not texts:
        return _Post((), None)
    words, label = list(runs(texts[0])), next(runs(named[-1]), None)
    kept = {(piece.node, piece.is_tail) for run in (*words, *([label] if label else [])) for piece in run.pieces}
    for run in list(runs(element)):
        for piece in run.pieces:
            if (piece.node, piece.is_tail) not in kept:
                piece.text = " "
    return _Post(words, label)


def _note(post: _Post, layout: Layout, language: str | None, day: str | None) -> None:
    """Mark the words and the signature of a post; a day in the embed's code outranks the one in its signature."""
    signature = post.label.text if post.label else ""
    written = day_in(signature, language)
    said, words = (day or written[1], written[0]) if written else (day, None)
    number = layout.add("post", speaker=_name_in(signature), said=said, day=words)
    for run in post.words:
        _without_links(run)
    layout.mark_words(number, (run for run in post.words if run.text))
    if post.label:
        layout.mark_label(number, post.label)


def _without_links(run: Run) -> None:
    """Take the addresses off the end of a post: a picture, or what it links to."""
    for piece in reversed(run.pieces):
        piece.text = _LINKED.sub(" ", f" {piece.text}")
        if piece.text.strip():
            return


def _name_in(signature: str) -> str | None:
    """Return the name in a signature, or the handle where there is no name."""
    bare = _SIGNED.sub("", signature, count=1).strip()
    name = _NAME_ENDS.split(bare, maxsplit=1)[0].strip(" —–-,:")
    handle = _HANDLE.search(bare)
    return name or (handle.group().strip("()") if handle else None)


def _wrappers(element: Any) -> Iterator[Any]:
    """Yield the elements around one that show nothing else; the extraction passes over what is named an embed."""
    shown = sum(len(run.text) for run in runs(element))
    for each in element.iterancestors("div", "figure", "section", "aside", "blockquote", "p", "amp-twitter"):
        if sum(len(run.text) for run in runs(each)) > shown:
            return
        yield each
