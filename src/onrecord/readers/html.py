"""Web pages: the story without the boilerplate around it, its layout, and what the page says of itself.

trafilatura finds the story, with the layout (`pages`) written into its words before and read from them behind it;
pages that it cannot take or finds nothing in are read plainly, block by block.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from onrecord.process_limits import OverTimeError, run_within
from onrecord.readers import encoding, limits, markup
from onrecord.readers.inputs import STAGE, Input
from onrecord.readers.metadata import NOTHING_KNOWN, filled
from onrecord.readers.pages import mark_layout
from onrecord.readers.pages.facts import Facts, facts_of, saved_from
from onrecord.readers.pages.layout import BETWEEN, Layout
from onrecord.readers.pages.linked import with_linked
from onrecord.readers.pages.runs import Paragraph, runs, unmarked
from onrecord.text.dates import iso_date
from onrecord.types import Document, Metadata, Problem

Made = TypeVar("Made")

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
NO_WORDS = "Open the page in a browser and save it after it has loaded, or save its text as .txt, and add that."
_TAG = r"(?:!doctype\s+html|html|head|body|meta|title|script|article|section|main|div|p|h1|table|link)"
_START = re.compile(rf"\s*(?:(?:<\?xml[^>]*>|<!--.*?-->|<!doctype[^>]*>)\s*)*<{_TAG}\b", re.I | re.S)
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,500}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# No guessing from the words of the page, and a last day that does not move: the same page gives the same date.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_BREAKS = frozenset({"p", "head", "item", "row", "quote", "list", "table", "lb", "code", "body", "div"})


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as a page, or is named as one and has a tag."""
    beginning = encoding.peek(head[:8192])
    return _START.match(beginning) is not None or (
        name.endswith(SUFFIXES) and re.search(r"<[a-z!]", beginning) is not None
    )


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the page as one Document, or a Problem if it has no words or is too large; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    declared = _CHARSET.search(raw[:8192])
    decoded = encoding.decode(raw, file.uri, declared=declared[1].decode("ascii", "ignore") if declared else None)
    yield page(raw, decoded, file.uri, "text/html", NOTHING_KNOWN)


def page(raw: bytes, decoded: encoding.Decoded, uri: str, media_type: str, known: Metadata) -> Document | Problem:
    """Return the Document of a decoded page, or a Problem if no words are found; `known` outranks what it says."""
    slim, tags = markup.slim(decoded.text)
    found = _found(slim, tags, uri)
    paragraphs: Sequence[Paragraph] = found.paragraphs or _plainly(slim)
    if not paragraphs:
        return Problem(STAGE, "no words found on the page", uri=uri, remedy=NO_WORDS)
    metadata = filled(filled(known, found.metadata), Metadata(url=saved_from(decoded.text)))
    paragraphs = _titled(paragraphs, metadata.title)
    text, problems = encoding.clean(BETWEEN.join(paragraph.text for paragraph in paragraphs), uri)
    blocks, entries = found.layout.found(paragraphs)
    # Places in the page are not places in the text taken from it.
    earlier = [replace(problem, span=None) for problem in decoded.problems]
    if found.doubt:
        remedy = "Check that no menus or comments stand among the words."
        earlier.append(Problem(STAGE, f"the page was read plainly: {found.doubt}", uri=uri, remedy=remedy))
    return Document(
        uri=uri,
        raw=raw,
        text=text,
        media_type=media_type,
        encoding=decoded.encoding,
        metadata=metadata,
        problems=(*earlier, *found.layout.problems, *problems),
        blocks=blocks,
        entries=entries,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What was made of a page; no paragraphs, perhaps with a `doubt`, send us to the plain reading."""

    paragraphs: tuple[Paragraph, ...] = ()
    metadata: Metadata = NOTHING_KNOWN
    layout: Layout = field(default_factory=Layout)
    doubt: str | None = None


def _plainly(page: str) -> tuple[Paragraph, ...]:
    """Return all words of a page, block by block, with those of menus only where there are no others."""
    blocks = markup.paragraphs(page) or markup.paragraphs(page, boilerplate=True)
    return tuple(part for block in blocks for part in unmarked(block))


def _found(slim: str, tags: int, uri: str) -> _Found:
    """Parse and extract within what trafilatura can take."""
    if tags > limits.PAGE_TAGS:
        return _Found(doubt=f"it has {tags} tags")
    tree = _tree(slim)
    depth = 0 if tree is None else _depth(tree)
    if depth > limits.PAGE_DEPTH:
        return _Found(doubt=f"its tags are nested {depth} deep")
    return _Found() if tree is None else _read(tree, uri)


def _tree(slim: str) -> Any:
    """Return the parsed page, None if there is no element at all."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, document_fromstring

    # The parser's own limit would drop the rest of a deep page without a word.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return document_fromstring(slim.encode("utf-8"), parser=parser)
    except ParserError:
        return None


def _depth(tree: Any) -> int:
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _read(tree: Any, uri: str) -> _Found:
    """Return the words, metadata and layout of a parsed page; where the careful reading fails, why it does."""
    language = Metadata(language=_language(tree))
    try:
        return run_within(partial(_carefully, tree, language, uri), lambda: limits.PAGE_SECONDS, limits.MEMORY_BYTES)
    except Exception as error:  # whatever others' code trips over in a page, its words are still there to be read
        return _Found(metadata=language, doubt=f"the careful reading failed ({type(error).__name__})")


def _carefully(tree: Any, known: Metadata, uri: str) -> _Found:
    """Read the facts of a page, write its layout into its words, and take out the words of the story."""
    from lxml.html import tostring

    facts = facts_of(tree, known.language)
    _drop_long_scripts(tree)
    stated, no_metadata = _by_trafilatura(partial(_metadata, tree, facts))
    metadata = filled(known, stated or Metadata(title=facts.title(None), published=facts.published))
    layout = mark_layout(tree, facts, known.language, metadata.title, uri)
    extracted, no_words = _by_trafilatura(partial(_extracted, tree))
    blocks = extracted or markup.paragraphs(tostring(tree, encoding="unicode"))
    paragraphs = [part for block in blocks for part in unmarked(block)]
    return _Found(tuple(with_linked(paragraphs, facts, layout)), metadata, layout, no_metadata or no_words)


def _by_trafilatura(run: Callable[[], Made]) -> tuple[Made | None, str | None]:
    """Return what trafilatura makes, or why it failed: its code trips over some pages, and ours goes on."""
    try:
        return run(), None
    except (MemoryError, OverTimeError):
        raise
    except Exception as error:
        return None, f"trafilatura failed ({type(error).__name__})"


def _drop_long_scripts(tree: Any) -> None:
    """Take out linked data that are too long for the careful extraction, which looks through them again and again."""
    for script in list(tree.iter("script")):
        if len(script.text or "") > limits.TAG_CHARACTERS:
            script.drop_tree()


def _metadata(tree: Any, facts: Facts) -> Metadata:
    """Return what a page says of itself; the day in its code outranks the one that is guessed from its words."""
    from trafilatura import extract_metadata

    for name in ("trafilatura", "htmldate", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # they warn of pages; we have Problems for that
    found = extract_metadata(tree, date_config=dict(_DATES))
    outlet = _line(found.sitename)
    return Metadata(
        url=_line(found.url),
        title=_bare_title(facts.title(_line(found.title)), outlet),
        author=_line(found.author),
        published=facts.published or facts.unless_updated(iso_date(_line(found.date) or "")),
        outlet=outlet,
    )


def _extracted(tree: Any) -> list[str]:
    """Return the paragraphs of the story that trafilatura finds."""
    from trafilatura import bare_extraction

    found: Any = bare_extraction(tree, include_comments=False, with_metadata=False)
    blocks = [] if found is None else _blocks(found.body)
    return [] if _are_merged(blocks, tree) else blocks


def _are_merged(blocks: Sequence[str], tree: Any) -> bool:
    """Tell whether several paragraphs of a short page were made one, so that a headline runs into its lead."""
    if len(blocks) != 1:
        return False
    words = "".join(_folded(part.text) for part in unmarked(blocks[0]))
    return max((len(_folded(run.text)) for run in runs(tree)), default=0) < len(words)


def _line(value: object) -> str | None:
    """Return a value as one line, None if it is empty or no string: linked data holds anything at all."""
    return (" ".join(encoding.clean(value, "")[0].split()) or None) if isinstance(value, str) else None


def _blocks(body: Any) -> list[str]:
    """Return the words of the extracted elements, one string a paragraph, heading, list item or table row."""
    from lxml.etree import iterwalk

    blocks: list[list[str]] = [[]]
    for event, element in iterwalk(body, events=("start", "end")):
        if element.tag in _BREAKS:
            blocks.append([])
        elif element.tag == "cell" and event == "end":
            blocks[-1].append(" ")
        words = element.text if event == "start" else element.tail
        blocks[-1].append(words or "")
    joined = (" ".join("".join(block).split()) for block in blocks)
    return [block for block in joined if block]


def _language(tree: Any) -> str | None:
    """Return the two or three letters of the language that the page declares."""
    declared = tree.xpath(
        "string((/html/@lang | /html/@*[name()='xml:lang'] | //meta[@http-equiv='content-language']/@content"
        " | //meta[@property='og:locale']/@content)[1])"
    )
    match = re.match(r"[a-z]{2,3}(?![a-z])", str(declared).strip().lower())
    return match[0] if match else None


def _bare_title(title: str | None, outlet: str | None) -> str | None:
    """Take the name of the outlet off the end of a title."""
    if title and outlet:
        title = re.sub(rf"\s+[-–—|·:]\s+{re.escape(outlet)}\s*$", "", title, flags=re.I)
    return title or None


def _titled(paragraphs: Sequence[Paragraph], title: str | None) -> Sequence[Paragraph]:
    """Put the title first unless one of the first paragraphs says it."""
    if title is None or any(_folded(title) in _folded(paragraph.text) for paragraph in paragraphs[:3]):
        return paragraphs
    return [Paragraph(title), *paragraphs]


def _folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
