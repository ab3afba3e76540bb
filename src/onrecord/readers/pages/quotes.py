"""Quotations of a page by its tags: the marks of `q`, block quotations and their captions, pull quotes left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.readers import limits
from onrecord.readers.pages.layout import Layout
from onrecord.readers.pages.runs import Run, holds_marks, runs, settle

_MARKS = {
    "de": "„“‚‘", "cs": "„“‚‘", "sk": "„“‚‘", "bg": "„“‚‘", "sl": "„“‚‘", "pl": "„”‚’", "ro": "„”«»", "hu": "„”»«",
    "fr": "«»‹›", "es": "«»“”", "it": "«»“”", "pt": "«»“”", "ru": "«»„“", "uk": "«»„“", "be": "«»„“", "el": "«»“”",
    "no": "«»‘’", "nb": "«»‘’", "nn": "«»‘’", "sv": "””’’", "fi": "””’’", "da": "“”‘’", "ja": "「」『』", "zh": "“”‘’",
}  # fmt: skip
_ENGLISH = "“”‘’"
_ANY_MARK = "\"'“”‘’„‚‟«»‹›「」『』"
_OPENING = '“„‚‘«‹「『"'
_PULLED = re.compile(r"(?:^|[\s_-])pull(?:ed)?[-_]?quotes?(?:$|[\s_-])", re.IGNORECASE)
_NAMED = re.compile(r"attribution|author|cite|citation|source|byline|credit|speaker|name|person", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[—–―]|--?)\s*(?=\S)")
_SHORTEST = 4  # words of a block quotation, and of a pull quote that is looked for
_LABEL_WORDS = 14
_MOSTLY = 0.6  # of the words of a page in block quotations: they are its layout, not quotations
_LINKED = 0.6  # of the words of a block quotation in links


def with_marks(tree: Any, language: str | None) -> None:
    """Give the words of every `q` the marks that a browser shows, by language, and by how deep they are nested."""
    for element in list(tree.iter("q")):
        depth = sum(1 for _ in element.iterancestors("q"))
        marks = _MARKS.get(_language_of(element) or language or "", _ENGLISH)
        nested = 2 * (depth % 2)
        if not _is_marked(element):
            _surround(element, marks[nested], marks[nested + 1])
    for element in list(tree.iter("q")):
        element.drop_tag()


def _language_of(element: Any) -> str | None:
    said = next((each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")), None)
    return said[:2].lower() if said else None


def _is_marked(element: Any) -> bool:
    """Tell whether a page writes the marks itself, inside the element or around it."""
    before = element.getprevious()
    ahead = element.getparent().text if before is None else before.tail
    return element.text_content().strip().startswith(tuple(_ANY_MARK)) or (ahead or " ").rstrip().endswith(
        tuple(_OPENING)
    )


def _surround(element: Any, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing


def mark_block_quotations(tree: Any, layout: Layout) -> None:
    """Note every block quotation with who it names as its speaker, and take out those that repeat the body."""
    found = [element for element in _quoted(tree) if not holds_marks(element)][: limits.BLOCK_QUOTATIONS]
    if not found or _is_layout(tree, found):
        return
    page = _folded(" ".join(run.text for run in runs(_body(tree))))
    for element in found:
        if _repeats(element, page):
            element.drop_tree()
        else:
            _note(element, layout)


def _quoted(tree: Any) -> Iterator[Any]:
    """Yield the outermost block quotations, and what is named a pull quote."""
    for element in tree.iter("blockquote", "aside", "div", "p", "figure"):
        is_quotation = element.tag == "blockquote" or _PULLED.search(element.get("class", ""))
        inside = any(
            each.tag == "blockquote" or _PULLED.search(each.get("class", "")) for each in element.iterancestors()
        )
        if is_quotation and not inside:
            yield element


def _body(tree: Any) -> Any:
    body = tree.find(".//body")
    return tree if body is None else body


def _is_layout(tree: Any, found: Sequence[Any]) -> bool:
    quoted = sum(len(run.text) for element in found for run in runs(element))
    return quoted > _MOSTLY * sum(len(run.text) for run in runs(_body(tree)))


def _repeats(element: Any, page: str) -> bool:
    """Tell whether all the words of a block quotation stand elsewhere on the page, too."""
    said, _ = _words_and_label(element)
    parts = [part for run in said for part in re.split(r"…|\.{3}|\[[^\]]*\]", run.text)]
    folded = [_folded(part) for part in parts if len(part.split()) >= _SHORTEST]
    return bool(folded) and all(page.count(part) > 1 for part in folded)


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _note(element: Any, layout: Layout) -> None:
    said, label = _words_and_label(element)
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    length = sum(len(run.text) for run in said)
    if sum(len(run.text.split()) for run in said) < _SHORTEST or linked > _LINKED * length:
        return
    number = layout.add("quotation", speaker=_name_in(label.text) if label else None)
    layout.mark_words(number, said)
    if label:
        layout.mark_label(number, label)
    for figure in element.iterancestors("figure", "aside"):
        figure.attrib.clear()
        figure.tag = "div"
        for caption in figure.iter("figcaption"):
            caption.tag = "p"
    settle(element)


def _words_and_label(element: Any) -> tuple[list[Run], Run | None]:
    """Return the runs of a block quotation, and the one that names who speaks: in it, in its caption or behind it."""
    _set_apart_names(element)
    found = list(runs(element))
    label = next((run for run in reversed(found) if _is_label(run, element)), None)
    said = [run for run in found if run is not label]
    return said, label or _caption(element)


def _set_apart_names(element: Any) -> None:
    """Let a name at the end of a block quotation be a line of its own: what it quotes goes on behind no name."""
    for each in element.iter("cite", "span", "small", "em", "strong"):
        is_name = each.tag == "cite" or _NAMED.search(each.get("class", ""))
        if is_name and not _words_behind(each, element):
            each.tag = "footer"


def _words_behind(element: Any, within: Any) -> bool:
    """Tell whether words follow an element inside another."""
    while element is not within:
        following = (element.tail, *(each.text_content() for each in element.itersiblings()))
        if any(words and re.search(r"\w", words) for words in following):
            return True
        element = element.getparent()
    return False


def _is_label(run: Run, within: Any) -> bool:
    short = len(run.text.split()) <= _LABEL_WORDS
    around = [run.block, *(piece.holder for piece in run.pieces)]
    elements = [each for start in around for each in (start, *start.iterancestors()) if _is_inside(each, within)]
    named = any(
        each.tag in ("footer", "cite", "figcaption") or _NAMED.search(each.get("class", "")) for each in elements
    )
    return short and (named or _DASH.match(run.text) is not None)


def _is_inside(element: Any, within: Any) -> bool:
    return any(each is within for each in element.iterancestors())


def _caption(element: Any) -> Run | None:
    """Return the caption of the figure around a block quotation, or the name behind a dash that follows it."""
    figure = next(element.iterancestors("figure"), None)
    caption = None if figure is None else figure.find(".//figcaption")
    if caption is not None:
        return next(runs(caption), None)
    behind = element.getnext()
    if behind is None or behind.tag not in ("p", "cite", "div", "footer", "span"):
        return None
    found = list(runs(behind))
    is_label = len(found) == 1 and len(found[0].text.split()) <= _LABEL_WORDS
    named = behind.tag == "cite" or _NAMED.search(behind.get("class", "")) or (found and _DASH.match(found[0].text))
    return found[0] if is_label and named else None


def _name_in(label: str) -> str | None:
    """Return the name at the head of a label: what stands behind its dash, up to a comma or a bracket."""
    bare = _DASH.sub("", label, count=1).strip()
    name = re.split(r"[,(|;:/]|\s[—–-]\s", bare, maxsplit=1)[0].strip()
    return name or None
