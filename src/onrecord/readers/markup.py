"""Tags and text of a page in one pass whose time grows with its length only, whatever the page is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from onrecord.readers import limits

_NAME = re.compile(r"/?([A-Za-z][A-Za-z0-9:-]*+)")
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")
# A whole tag as the standard has it. The quantifiers are possessive: nothing is ever tried a second time.
_TAG = re.compile(
    r"""</?[A-Za-z][^\s"'<>/=]*+"""
    r"""(?:\s++[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'<>]++))?+)*+\s*+/?>"""
)
RAW = frozenset({"script", "style", "textarea", "template", "noscript", "svg", "iframe", "math", "object"})
"""Elements that show no words of a story; what is in them is passed over up to their closing tag."""

_SECTIONS = {
    "address",
    "article",
    "aside",
    "body",
    "footer",
    "form",
    "head",
    "header",
    "html",
    "main",
    "nav",
    "section",
}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "hr"}
_PARTS = {"blockquote", "br", "center", "div", "fieldset", "figcaption", "figure", "p", "pre"}
_ITEMS = {"dd", "dl", "dt", "li", "ol", "ul", "table", "tbody", "td", "th", "tr"}
BLOCKS = frozenset(_SECTIONS | _HEADINGS | _PARTS | _ITEMS)
FURNITURE = frozenset({"nav", "footer", "aside", "form", "header", "head", "figure", "button", "select", "menu"})


def tokens(markup: str) -> Iterator[tuple[str, str]]:
    """Yield `(tag name, tag)` and `("", text)` in order; a closing tag has a name with a leading slash.

    Comments, declarations and the content of `RAW` elements are left out; `script` with linked data is one tag.
    """
    position, tags = 0, _Tags(markup)
    while position < len(markup):
        opening = _OPENING.search(markup, position)
        if opening is None:
            break
        start = opening.start()
        if start > position:
            yield "", markup[position:start]
        position, name = tags.at(start)
        if name:
            yield name, markup[start:position]
        elif position == start + 1:
            yield "", "<"
    if position < len(markup):
        yield "", markup[position:]


class _Tags:
    """Finds where tags end; remembers what will not come any more, so that no search is made twice in vain."""

    def __init__(self, markup: str) -> None:
        # "İ" is the one letter that becomes two when lowered; without it no place moves.
        self._markup, self._lower = markup, markup.replace("İ", "i").lower()
        self._gone: set[str] = set()

    def at(self, start: int) -> tuple[int, str]:
        """Return the end of what begins with `<` at `start`, and its name: "" for what is to be left out."""
        if self._markup.startswith("<!--", start):
            return self._after("-->", start + 4) or start + 4, ""
        if self._markup.startswith(("<!", "<?"), start):
            return self._after(">", start + 2) or len(self._markup), ""
        match = _NAME.match(self._markup, start + 1)
        end = self._end(start) if match else None
        if match is None or end is None:
            return start + 1, ""
        name = match[1].lower()
        if match[0].startswith("/"):
            return end, "/" + name
        if name in RAW and not self._is_shown(name, start, end):
            return self._raw(name, start, end)
        return end, name

    def _is_shown(self, name: str, start: int, end: int) -> bool:
        """Tell whether a browser shows what is in an element of `RAW`: a template that is part of the page."""
        if self._markup.endswith("/>", start, end):
            return True
        return name == "template" and "shadowroot" in self._lower[start : min(end, start + limits.TAG_CHARACTERS)]

    def _end(self, start: int) -> int | None:
        """Return where a tag ends: marks in its attributes do not close it, unless the tag is not well formed."""
        whole = _TAG.match(self._markup, start, start + limits.TAG_CHARACTERS)
        return whole.end() if whole else self._after(">", start)

    def _raw(self, name: str, start: int, end: int) -> tuple[int, str]:
        closing = self._after(f"</{name}", end)
        if closing is None:
            return (len(self._markup) if name in ("script", "style") else end), ""
        stop = self._after(">", closing) or len(self._markup)
        linked = "ld+json" in self._markup[start:end] and stop - start < limits.LINKED_CHARACTERS
        return stop, name if linked else ""

    def _after(self, wanted: str, position: int) -> int | None:
        if wanted in self._gone:
            return None
        found = self._lower.find(wanted, position)
        if found < 0:
            self._gone.add(wanted)
            return None
        return found + len(wanted)


def slim(markup: str) -> tuple[str, int]:
    """Return the page without scripts, styles and comments, and the count of its tags.

    Tags that are not well formed or beyond measure lose their attributes, so that a parser sees the same tags as we.
    """
    slim, tags = [], 0
    for name, token in tokens(markup):
        tags += bool(name)
        if name:
            slim.append(token if name == "script" or _is_plain(token) else f"<{name}>")
        else:
            slim.append(token.replace("<", "&lt;"))
    return "".join(slim), tags


def _is_plain(tag: str) -> bool:
    """Tell whether a parser will end the tag where we did, and soon: its time grows with the square of attributes."""
    if len(tag) < 40 and tag.isascii() and '"' not in tag and "'" not in tag:
        return True
    return len(tag.split(None, limits.TAG_PARTS)) <= limits.TAG_PARTS and _TAG.fullmatch(tag) is not None


def paragraphs(markup: str, *, boilerplate: bool = False) -> list[str]:
    """Return the words of a page by block, those of navigation, forms and the like only with `boilerplate`."""
    blocks: list[list[str]] = [[]]
    inside: dict[str, int] = {}
    for name, token in tokens(markup):
        bare = name.lstrip("/")
        if bare in BLOCKS or bare in FURNITURE:
            blocks.append([])
        if bare in FURNITURE:
            inside[bare] = max(0, inside.get(bare, 0) + (-1 if name.startswith("/") else 1))
        elif not name and (boilerplate or not any(inside.values())):
            blocks[-1].append(token)
    joined = (" ".join(unescape("".join(block)).split()) for block in blocks)
    return [block for block in joined if block]
