"""Columns of a table of articles, by their names: which holds the words, and what the others say of an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.readers import encoding, html, text
from onrecord.readers.exports.days import day_of
from onrecord.readers.inputs import STAGE
from onrecord.readers.metadata import field_of, gather
from onrecord.types import Document, FilePart, Metadata, Problem

WORDS = (
    "text", "full_text", "fulltext", "article_text", "body", "article_body", "body_text", "content", "article_content",
    "article", "maintext", "main_text", "story", "transcript", "volltext", "inhalt", "artikel", "texte", "contenu",
    "corps", "texto", "cuerpo", "contenido", "testo", "tekst", "текст", "html", "body_html", "article_html", "raw_html",
)  # fmt: skip
"""Names of the column that holds the words; of several, the first in this order is read."""

_FIELDS = {
    "outlet": "newspaper medium media media_name source_name publication journal zeitung quelle periódico giornale"
    " издание",
    "published": "day pub_date pubdate publish_date publishdate publication_date date_publish published_date datum"
    " fecha data dato дата",
    "title": "titel titre título titulo titolo überschrift heading head_line article_title заголовок",
    "author": "autor auteur autore writer reporter автор",
    "language": "sprache langue idioma",
    "url": "permalink source_url article_url web_url uri",
}
_NAMES = {name: field for field, names in _FIELDS.items() for name in names.split()}
_SHOWN = 12
_NO_WORDS = "Call the column with the words `text` (`body`, `content`, `html`), or export the words too."
_MORE = "Export the table anew, so that cells with separators in them stand between quotation marks."


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of the columns of a table, and the place of the one that holds the words."""

    names: tuple[str, ...]
    words: int

    def known(self) -> int:
        """Return how many of the columns we know."""
        return sum(_field(name) is not None for name in self.names) + 1


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells as text, the bytes that it is, and where in its file it stands."""

    cells: Sequence[str]
    raw: bytes
    uri: str
    part: FilePart
    media_type: str
    encoding: str | None = "utf-8"


def columns_of(cells: Sequence[str]) -> Columns | None:
    """Return the columns that a row of names names, None if none of them holds words."""
    names = tuple(_key(cell) for cell in cells)
    words = next((names.index(name) for name in WORDS if name in names), None)
    return None if words is None else Columns(names, words)


def without_words(cells: Sequence[str], of: str) -> tuple[str, str]:
    """Return the message and the remedy for a table whose columns hold no words."""
    names = [" ".join(cell.split())[:40] for cell in cells if cell.strip()]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    found = f"its columns are {', '.join(names[:_SHOWN])}{more}" if names else "it has no names of columns"
    return f"{of} has no column with the words of articles: {found}", _NO_WORDS


def document(row: Row, columns: Columns) -> Document | Problem:
    """Return the Document of a row, or the Problem that it has no words."""
    words = row.cells[columns.words] if columns.words < len(row.cells) else ""
    if not words.strip():
        message = f"{row.part.name} has no words in `{columns.names[columns.words]}`"
        return Problem(STAGE, message, uri=row.uri, remedy="Leave the row out, or put the words of the article there.")
    known = _metadata(row.cells, columns)
    cleaned, problems = encoding.clean(encoding.newlines(words), row.uri)
    decoded = encoding.Decoded(cleaned, row.encoding or "utf-8", problems)
    if html.recognises(words[:8192].encode("utf-8", "replace"), ""):
        found = html.page(row.raw, decoded, row.uri, row.media_type, known)
    else:
        found = text.with_header(row.raw, decoded, row.uri, row.media_type, known)
    if isinstance(found, Problem):
        return found
    return replace(found, part=row.part, problems=(*found.problems, *_more_cells(row, columns)))


def _metadata(cells: Sequence[str], columns: Columns) -> Metadata:
    pairs = []
    for name, cell in zip(columns.names, cells, strict=False):
        field = _field(name)
        if field and cell.strip():
            value = (day_of(cell) or "") if field == "published" else encoding.clean(cell, "")[0]
            pairs.append((field, value))
    return gather(pairs)


def _more_cells(row: Row, columns: Columns) -> tuple[Problem, ...]:
    if not any(cell.strip() for cell in row.cells[len(columns.names) :]):
        return ()
    message = f"{row.part.name} has more cells than the table has columns: its words may be cut"
    return (Problem(STAGE, message, uri=row.uri, remedy=_MORE),)


def _field(name: str) -> str | None:
    return field_of(name) or _NAMES.get(name)


def _key(cell: str) -> str:
    return cell.strip("\ufeff \t\r\n").casefold().replace("-", "_").replace(" ", "_")[:60]
