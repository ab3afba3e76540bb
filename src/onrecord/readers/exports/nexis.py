"""Exports of LexisNexis ("1 of 20 DOCUMENTS") and Nexis Uni ("Body", "End of Document") as text: an article a document.

The lines about an article (outlet, day, BYLINE, LENGTH, LOAD-DATE, Copyright) become its header, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from onrecord.readers.exports.articles import CUT_OFF, RIGHTS, Article, author_of, beginning, exported
from onrecord.readers.exports.days import day_in
from onrecord.readers.exports.languages import language_of
from onrecord.readers.inputs import Input
from onrecord.types import Document, Metadata, Problem

_MARK = re.compile(
    r"^[ \t\f\xef\xbb\xbf\ufeff]*(?:(\d+) (?:of|von|de|van|di|sur) (\d+) (?:DOCUMENT|DOKUMENT|DOCUMENTO|DOCUMENTI)\w*"
    r"|(?:Document|Dokument|Documento) (\d+) (?:of|von|de|van|di|sur) (\d+))[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(
    r"^[ \t\f]*(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|Einde van (?:het )?document"
    r"|Fine del documento|Fim do documento)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
_COVER_END = re.compile(r"^.*\bAbout LexisNexis\b.*$", re.MULTILINE)
_LENGTH_LINE = re.compile(
    r"^[ \t]*(?:LENGTH|L.{1,2}NGE|LONGUEUR|LENGTE|LONGITUD|LUNGHEZZA)[ \t]*:[ \t]*[\d.,]+[ \t]+\w+", re.M | re.I
)
_ANY_FIELD = re.compile(
    r"^[ \t]*(?:BYLINE|SECTION|LOAD-DATE|PUBLICATION-TYPE|LANGUAGE|SPRACHE|LANGUE)[ \t]*:", re.M | re.I
)
_BODY_LINE = re.compile(r"^[ \t]*(?:Body|Text|Volltext|Corps|Cuerpo|Testo|Tekst)[ \t]*:?[ \t\r]*$", re.M | re.I)

_LEADING = {
    "byline": "author", "author": "author", "autor": "author", "auteur": "author", "autore": "author",
    "headline": "title", "titel": "title", "überschrift": "title", "titre": "title", "titular": "title",
    "length": "", "länge": "", "longueur": "", "lengte": "", "longitud": "", "lunghezza": "", "section": "",
    "rubrik": "", "ressort": "", "rubrique": "", "sección": "", "sectie": "", "sezione": "", "dateline": "",
    "highlight": "", "series": "", "serie": "", "edition": "", "ausgabe": "", "édition": "", "type": "", "page": "",
    "seite": "", "distribution": "", "column": "", "correction-date": "", "source": "",
}  # fmt: skip
"""Keys of lines before the words, and what we take from them."""

_CLOSING = {
    "load-date": "", "update": "", "date-chargement": "", "ladedatum": "", "fecha-carga": "", "language": "language",
    "sprache": "language", "langue": "language", "idioma": "language", "taal": "language", "lingua": "language",
    "publication-type": "", "publikationstyp": "", "type-publication": "", "tipo-publicacion": "", "pub-type": "",
    "document-type": "", "journal-code": "", "acc-no": "", "classification": "",
}  # fmt: skip
"""Keys of lines that end the words, whatever stands behind them."""

_BESIDE = frozenset((
    "graphic", "graphik", "grafik", "graphique", "subject", "company", "organization", "person", "industry", "ticker",
    "geographic", "country", "state", "city", "url", "notes", "series", "correction", "correction-date", "special",
    "publisher", "terms",
))  # fmt: skip
"""Keys of lines that may stand before those, behind the words."""

_ALONE = ("classification", "graphic", "grafik", "graphique")
"""Lines that do so without a value."""

_FIELD = re.compile(r"([^\W\d_][\w-]{2,20})[ \t]*:(?:[ \t]*(\S.*))?")
_EDITION = re.compile(
    r".{0,40}\b(?:edition|editie|edición|édition|ausgabe|final|correction appended)\b.{0,20}|\d{1,2}[:.]\d\d\b.{0,20}",
    re.IGNORECASE,
)
_WRAPPED = 45  # characters of a line that may go on in the next
_HEADER_LINES = 100
_DAY_LINE = 70  # characters of a line that holds the day of an article


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (names of exports say nothing)
    """Tell whether the content begins as an export of articles."""
    return is_export(beginning(head))


def is_export(top: str) -> bool:
    """Tell whether a text has the marks of an export between its articles, and lines about one."""
    if _MARK.search(top, 0, 8192):
        return _LENGTH_LINE.search(top) is not None or _ANY_FIELD.search(top) is not None
    if _LENGTH_LINE.search(top) is None:
        return False
    return _END.search(top) is not None or _BODY_LINE.search(top) is not None


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield each article as a Document, or the Problem that it has no words; may raise OSError."""
    count, said = 0, 0
    for found in exported(file, bounds, article, "LexisNexis"):
        count += 1
        said = said or _said(found)
        yield found
    if said > count:
        message = f"this LexisNexis export says that it is of {said:,} articles; it holds {count:,}"
        yield file.problem(message, "If the others are wanted, export them and add that file.")


def _said(found: Document | Problem) -> int:
    """Return how many articles there are, as the first of them says."""
    mark = _MARK.match(found.raw.decode("latin-1")) if isinstance(found, Document) else None
    return int((mark[2] or mark[4])[:9]) if mark else 0


def bounds(seen: str) -> list[tuple[int, int]]:
    """Return where each article of an export begins and ends; what stands before the first mark is no article."""
    marks = list(_MARK.finditer(seen))
    if marks:
        ends = [*(mark.start() for mark in marks[1:]), len(seen)]
        return [(mark.start(), end) for mark, end in zip(marks, ends, strict=True)]
    ends = [match.end() for match in _END.finditer(seen)]
    cover = _COVER_END.search(seen)
    start = cover.end() if cover and (not ends or cover.end() < ends[0]) else 0
    found = list(zip([start, *ends], [*ends, len(seen)], strict=True))
    is_article = _LENGTH_LINE.search(seen, *found[-1]) or _BODY_LINE.search(seen, *found[-1])
    return found if is_article else found[:-1]


def article(text: str) -> Article:
    """Return the article that a text of one is: its words, and what the lines before and behind them say."""
    mark = _MARK.match(text)
    lines = [line.strip() for line in text[mark.end() if mark else 0 :].split("\n")]
    start = _words_start(lines)
    end = _words_end(lines, start)
    header, closing = _joined(lines[:start]), _joined(lines[end:])
    first = next((n for n, line in enumerate(header) if _key(line) in _LEADING), len(header))
    fields = _fields([*header[first:], *closing])
    names = _names(header[:first], is_classic=mark is not None, title=fields.get("title"))
    author = author_of(fields.get("author", ""))
    language = language_of(fields.get("language", ""))
    about = [line for line in (*names.others, *header[first:], *closing) if line and not _END.fullmatch(line)]
    return Article(
        about=tuple(about),
        title=names.title,
        body="\n".join(lines[start:end]).strip("\n"),
        metadata=Metadata(author=author, published=names.published, outlet=names.outlet, language=language),
        day=names.day,
        doubts=() if closing else (CUT_OFF,),
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """What the lines at the top of an article say without a key."""

    outlet: str | None = None
    title: str | None = None
    day: str | None = None
    published: str | None = None
    others: tuple[str, ...] = ()


def _names(top: Sequence[str], *, is_classic: bool, title: str | None) -> _Names:
    """Tell outlet, day and headline: in LexisNexis in this order, in Nexis Uni the headline first."""
    lines = [line for line in top if line and not RIGHTS.fullmatch(line) and not _BODY_LINE.fullmatch(line)]
    days = ((n, day_in(line)) for n, line in enumerate(lines) if n and len(line) <= _DAY_LINE)
    at, found = next(((n, day) for n, day in days if day), (len(lines), None))
    before, behind = lines[:at], [line for line in lines[at + 1 :] if not _EDITION.fullmatch(line)]
    if is_classic or len(before) < 2:
        outlet, heading = before, _block(top, behind[0]) if behind else []
    else:
        outlet, heading = before[-1:], before[:-1]
    others = tuple(line for line in top if line and line not in heading)
    day, published = (found[0].of(lines[at]), found[1]) if found else (None, None)
    return _Names(" ".join(outlet)[:200] or None, title or " ".join(heading) or None, day, published, others)


def _block(lines: Sequence[str], line: str) -> list[str]:
    """Return a line and those below it up to a blank one."""
    return list(takewhile(bool, lines[lines.index(line) :]))


def _words_start(lines: Sequence[str]) -> int:
    """Return the line at which the words begin: behind "Body", or behind the last of the lines about the article."""
    most = min(len(lines), _HEADER_LINES)
    first = next((n for n in range(most) if _key(lines[n]) in _LEADING), None)
    if first is None:
        return _top_end(lines[:most])
    body = next((n for n in range(first, most) if _BODY_LINE.fullmatch(lines[n])), None)
    if body is not None:
        return body + 1
    end = first
    while end < len(lines) and (_is_about(lines[end]) or _goes_on(lines, end)):
        end += 1
    return end


def _top_end(lines: Sequence[str]) -> int:
    """Return the line behind outlet, day and headline of an article that says no more of itself."""
    full = [n for n, line in enumerate(lines) if line and not RIGHTS.fullmatch(line)]
    at = next((k for k, n in enumerate(full[:5]) if day_in(lines[n])), None)
    return 0 if at is None else full[min(at + 1, len(full) - 1)] + 1


def _words_end(lines: Sequence[str], start: int) -> int:
    """Return the line behind the words: before the first that closes an article, and those beside it."""
    end = next((n for n in range(start, len(lines)) if _closes(lines[n])), len(lines))
    while (top := _last_block(lines, start, end)) < end and _stands_beside(lines[top]):
        end = top
    return end


def _last_block(lines: Sequence[str], start: int, end: int) -> int:
    """Return where the last lines before `end` without a blank one between them begin."""
    while end > start and not lines[end - 1]:
        end -= 1
    while end > start and lines[end - 1]:
        end -= 1
    return end


def _stands_beside(line: str) -> bool:
    """Tell whether a line is about the article; one in small letters that ends as a sentence does is of its words."""
    is_sentence = not line.partition(":")[0].isupper() and line.endswith((".", "!", "?", '"', "”"))
    return (_key(line) in _BESIDE and not is_sentence) or RIGHTS.fullmatch(line) is not None


def _key(line: str) -> str:
    match = _FIELD.fullmatch(line)
    return match[1].casefold() if match else ""


def _is_about(line: str) -> bool:
    return not line or _key(line) in _LEADING or _key(line) in _CLOSING or RIGHTS.fullmatch(line) is not None


def _goes_on(lines: Sequence[str], number: int) -> bool:
    """Tell whether a line goes on with the value of the one before, which is long, or has none yet."""
    before = lines[number - 1]
    return _key(before) in _LEADING and (len(before) >= _WRAPPED or before.endswith(":"))


def _closes(line: str) -> bool:
    if _END.fullmatch(line) or RIGHTS.fullmatch(line):
        return True
    match = _FIELD.fullmatch(line)
    if match is None or match[1].casefold() not in _CLOSING:
        return line.casefold() in _ALONE
    value = match[2] or ""
    return len(value.split()) <= 8 and (match[1].casefold() != "update" or day_in(value) is not None)


def _joined(lines: Sequence[str]) -> list[str]:
    """Return lines in which a value that goes on in the next stands on one."""
    found: list[str] = []
    for number, line in enumerate(lines):
        if number and line and not _is_about(line) and _goes_on(lines, number):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _fields(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        match = _FIELD.fullmatch(line)
        role = (_LEADING | _CLOSING).get(match[1].casefold()) if match else None
        if match and match[2] and role:
            found.setdefault(role, match[2].strip())
    return found
