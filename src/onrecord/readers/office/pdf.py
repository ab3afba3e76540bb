"""PDF files: the text of their pages, in paragraphs, a form feed between two pages; what is a picture only is told."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from onrecord.process_limits import OverTimeError, run_within
from onrecord.readers import limits
from onrecord.readers.inputs import SPLIT, Input, why
from onrecord.readers.office import extracted
from onrecord.readers.office.pages import Line, text_of
from onrecord.types import Document, Problem

MEDIA_TYPE = "application/pdf"
MAGIC = b"%PDF-"
LOCKED = "Open it, print it into a new PDF without a password, and add that."
OR_INSTALL = "If it needs no password, it is also read where the package `cryptography` is installed."
SCANNED = "Run text recognition on it, and add the PDF or the text that comes out."
AGAIN = "Download or save it again; if it opens in a viewer, save its text as .txt and add that."
LOOK = "Look at these pages; if there is news on them, save its text as .txt and add that."
_MAGIC_WITHIN = 1024  # bytes before it that readers of PDF put up with


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as a PDF; what stands before that is put up with where the name says so."""
    return head.startswith(MAGIC) or (name.endswith(".pdf") and MAGIC in head[:_MAGIC_WITHIN])


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield the text as one Document, each article of an export, or a Problem; may raise OSError."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it warns of files; we have Problems for that
    pages = _opened(file, raw)
    if isinstance(pages, Problem):
        yield pages
        return
    read = [_lines(page) for page in pages[: limits.PDF_PAGES]]
    running, text = text_of([lines if isinstance(lines, list) else [] for lines in read])
    problems = tuple(_problems(file, read, len(pages)))
    if not text:
        yield from (problem for problem in problems if "pictures" not in problem.message)
        yield file.problem("this PDF has no text in it: its pages are pictures, or blank", SCANNED)
        return
    yield from extracted.documents(file, raw, text, MEDIA_TYPE, about=running, problems=problems)


def _opened(file: Input, raw: bytes) -> Any:
    """Return the pages of a PDF, or the Problem that it cannot be opened."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return file.problem("this PDF is encrypted: it opens with a password only", LOCKED)
        count = len(reader.pages)
    except (MemoryError, OverTimeError):
        raise
    except DependencyError:
        return file.problem("this PDF is encrypted (AES)", f"{LOCKED} {OR_INSTALL}")
    except Exception:  # whatever others' code trips over in it
        return file.problem("this PDF is damaged or cut off", AGAIN)
    return reader.pages if count else file.problem("this PDF has no pages", AGAIN)


def _lines(page: Any) -> list[Line] | Exception:
    """Return the lines of a page, or why they are not read: the others are, all the same."""
    try:
        return run_within(partial(_printed, page), lambda: limits.PDF_PAGE_SECONDS, limits.MEMORY_BYTES)
    except Exception as error:  # over its time or memory, or whatever others' code trips over
        return error


def _printed(page: Any) -> list[Line]:
    """Gather the words that a page prints, line by line, as the library comes across them."""
    found = _Gathered()
    page.extract_text(visitor_text=found.take)
    return found.finished()


class _Gathered:
    """The lines of a page, as its pieces of text come in."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._words = ""
        self._place: tuple[float, float] | None = None

    def take(self, text: str, user: Sequence[float], matrix: Sequence[float], *_: object) -> None:
        """Take in a piece of text, at the place that both matrices give."""
        first, *others = text.split("\n")
        self._add(first, user, matrix)
        for words in others:
            self._end()
            self._add(words, user, matrix)

    def finished(self) -> list[Line]:
        self._end()
        return self._lines

    def _add(self, words: str, user: Sequence[float], matrix: Sequence[float]) -> None:
        if words.strip() and self._place is None:
            x, y = float(matrix[4]), float(matrix[5])
            self._place = (x * user[0] + y * user[2] + user[4], x * user[1] + y * user[3] + user[5])
        self._words += words

    def _end(self) -> None:
        if self._place is not None:
            self._lines.append(Line(" ".join(self._words.split()), *self._place))
        self._words, self._place = "", None


def _problems(file: Input, read: Sequence[list[Line] | Exception], count: int) -> Iterator[Problem]:
    """Yield what was not read: pages that failed, those without text, those beyond the limit."""
    for number, lines in enumerate(read, 1):
        if isinstance(lines, Exception):
            yield file.problem(f"page {number} of this PDF was not read: {why(lines)}", LOOK)
    blank = [number for number, lines in enumerate(read, 1) if lines == []]
    if blank:
        shown = ", ".join(map(str, blank[:20])) + (f" and {len(blank) - 20} more" if len(blank) > 20 else "")
        noun = "page" if len(blank) == 1 else "pages"
        yield file.problem(f"no text on {noun} {shown} of this PDF: pictures, or blank", SCANNED)
    if count > len(read):
        yield file.problem(f"only the first {len(read):,} of {count:,} pages of this PDF were read", SPLIT)
