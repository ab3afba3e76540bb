"""Word documents (.docx): paragraphs and cells of tables in their order, as they stand after all changes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from onrecord.readers.inputs import Input
from onrecord.readers.office import extracted, packages
from onrecord.types import Document, Problem

SUFFIXES = (".docx", ".docm", ".dotx")
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AGAIN = "Open it and save it anew, or save its text as a UTF-8 .txt file, and add that."
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH = f"{_WORD}p"
_SIGNS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "\u2011"}
_HIDDEN = (
    f"{_WORD}moveFrom",  # it stands elsewhere now
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # a second copy of a box of text
)
_TITLES = ("title", "heading 1")
_TITLE_WITHIN = 10  # paragraphs at the top of a document


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as a Word document."""
    return packages.holds(head, name, b"word", SUFFIXES)


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the text as one Document, each article of an export, or a Problem; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    try:
        opened = packages.opened(raw, "word/document", _load)
    except packages.PackageError as error:
        yield file.problem(f"this Word document {error}", AGAIN)
        return
    paragraphs = list(_paragraphs(opened.element.body))
    words = "\n\n".join(words for words, _ in paragraphs)
    if not words:
        yield file.problem("this Word document has no words in it", "Open it, and check that it is the right file.")
        return
    yield from extracted.documents(file, raw, words, MEDIA_TYPE, title=_title(opened, paragraphs))


def _load(file: io.BytesIO) -> Any:
    import docx

    return docx.Document(file)


def _paragraphs(body: Any) -> Iterator[tuple[str, Any]]:
    """Yield the words of each paragraph that has some, in the order of the text, and the paragraph."""
    for paragraph in body.iter(_PARAGRAPH):
        words = "".join(_words(paragraph)).strip()
        if words:
            yield words, paragraph


def _words(paragraph: Any) -> Iterator[str]:
    """Yield what a paragraph shows, without the paragraphs in boxes that are anchored in it."""
    for element in paragraph.iter(f"{_WORD}t", *_SIGNS):
        above = [parent.tag for parent in element.iterancestors()]
        is_own = next(element.iterancestors(_PARAGRAPH)) is paragraph
        if is_own and not any(tag in above for tag in _HIDDEN):
            yield _SIGNS.get(element.tag) or element.text or ""


def _title(opened: Any, paragraphs: list[tuple[str, Any]]) -> str | None:
    """Return the first paragraph that is set as a title; the title that a file says it has is often its template's."""
    from docx.text.paragraph import Paragraph

    for words, paragraph in paragraphs[:_TITLE_WITHIN]:
        try:
            style = Paragraph(paragraph, opened).style
        except (AttributeError, KeyError):  # the part that holds the styles is damaged: the words are still there
            return None
        if style is not None and (style.name or "").casefold() in _TITLES:
            return " ".join(words.split())
    return None
