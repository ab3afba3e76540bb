"""Exports of Factiva as text, with a code before each field (HD, BY, PD, LP, TD) or in the display format.

An article ends with "Document" and its code. The lines about it become its header, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.readers.exports.articles import CUT_OFF, RIGHTS, Article, author_of, beginning, exported
from onrecord.readers.exports.days import day_in
from onrecord.readers.exports.languages import language_of
from onrecord.readers.inputs import Input
from onrecord.types import Document, Metadata, Problem

_WORDS = re.compile(
    r"^[ \t]*\d[\d.,]*[ \t]+(?:words?|w\S{1,2}rter|mots|palabras|parole|palavras|woorden|ord)[ \t\r]*$", re.M | re.I
)
_NUMBER = re.compile(r"^[ \t]*(?:Document|Dokument|Documento)[ \t]+(?=\w*\d{6})[A-Z]\w{13,40}[ \t\r]*$", re.M)
_SUMMARY = re.compile(r"^[ \t]*Search Summary[ \t\r]*$", re.M)
_CODE_LINES = {code: re.compile(rf"^{code}(?:[ \t]|\r?$)", re.M) for code in ("HD", "WC", "PD", "SN", "LP", "TD")}

_HEADER = ("SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX", "DLN", "PTG")
_BODY = ("LP", "TD")
_INDEX = ("ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "CLM")
_SURE = ("ART", "CT", "RF", "NS", "IPC", "IPD", "PUB", "AN")  # no word of news begins a line like these
_CODE = re.compile(rf"(?P<code>{'|'.join((*_HEADER, *_BODY, *_INDEX))})(?:(?P<gap>[ \t]+)(?P<value>\S.*))?")

_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b.{0,12}")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,10}")
_NAMES_AT_MOST = 4
_LINES_OF_HEADER = 14


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (names of exports say nothing)
    """Tell whether the content begins as an export of articles."""
    return is_export(beginning(head))


def is_export(top: str) -> bool:
    """Tell whether a text has the codes of the fields, or the lines about an article that Factiva displays."""
    if _is_coded(top):
        return True
    words = _WORDS.search(top, 0, 8192)
    if words is None:
        return False
    below = [line.strip() for line in top[words.end() : words.end() + 1000].split("\n") if line.strip()]
    is_dated = bool(below) and day_in(below[0]) is not None
    return is_dated and (_NUMBER.search(top) is not None or any(map(RIGHTS.fullmatch, below[:8])))


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield each article as a Document, or the Problem that it has no words; may raise OSError."""
    yield from exported(file, bounds, article, "Factiva")


def bounds(seen: str) -> list[tuple[int, int]]:
    """Return where each article of an export begins and ends; the summary of the search is none."""
    ends = [match.end() for match in _NUMBER.finditer(seen)]
    if not ends and _is_coded(seen):
        starts = [match.start() for match in _CODE_LINES["HD"].finditer(seen)]
        return list(zip([0, *starts[1:]], [*starts[1:], len(seen)], strict=True))
    summary = _SUMMARY.search(seen, ends[-1] if ends else 0)
    end = summary.start() if summary else len(seen)
    found = list(zip([0, *ends], [*ends, end], strict=True))
    return found if _is_article(seen[slice(*found[-1])]) else found[:-1]


def article(text: str) -> Article:
    """Return the article that a text of one is: its words, and what the lines about it say."""
    lines = [line.strip() for line in text.split("\n")]
    return _coded(lines) if _is_coded(text) else _displayed(lines)


def _is_coded(text: str) -> bool:
    if _CODE_LINES["HD"].search(text) is None:
        return False
    has = {code for code, line in _CODE_LINES.items() if line.search(text)}
    return bool(has & {"LP", "TD"}) and bool(has & {"WC", "PD", "SN"})


def _is_article(text: str) -> bool:
    return _is_coded(text) or _WORDS.search(text) is not None


def _coded(lines: Sequence[str]) -> Article:
    """Read the fields of an article by the codes before them."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _CODE.fullmatch(line)
        if match and _begins_field(match, code):
            code, line = match["code"], match["value"] or ""
        fields.setdefault(code, []).append(line)
    one = {code: " ".join(filter(None, values)) for code, values in fields.items()}
    about = tuple(f"{code} {value}".strip() for code, value in one.items() if value and code not in (*_BODY, "HD"))
    body = "\n\n".join("\n".join(fields[code]).strip() for code in _BODY if code in fields)
    return _made(about, one.get("HD"), body.strip(), one, is_whole="AN" in one)


def _begins_field(match: re.Match[str], before: str) -> bool:
    """Tell a code from a word in capitals: it stands alone, before a wide gap, or where no words of news are."""
    code, gap = match["code"], match["gap"]
    if gap is None or "\t" in gap or len(gap) > 1:
        return True
    return code in (*_SURE, *_BODY) or (before not in _BODY and code in _HEADER)


def _displayed(lines: Sequence[str]) -> Article:
    """Read an article as Factiva displays it: headline, byline, number of words, day, source, code, rights, words."""
    full = [number for number, line in enumerate(lines) if line]
    at = next((k for k, n in enumerate(full) if _WORDS.fullmatch(lines[n])), None)
    if at is None:
        return Article()
    start = _words_start(lines, full, at)
    end = next((n for n in range(start, len(lines)) if _NUMBER.fullmatch(lines[n])), len(lines))
    section, title, author = _top([lines[n] for n in full[:at]])
    below = [lines[n] for n in full[at + 1 :] if n < start]
    names = [line for line in below[1:] if not _CLOCK.fullmatch(line)]
    language = next((line for line in below if language_of(line) and len(line.split()) == 1), "")
    fields = {"BY": author, "PD": below[0] if below else "", "SN": names[0] if names else "", "LA": language}
    about = [line for line in (section, author, lines[full[at]], *below, *lines[end:]) if line]
    return _made(tuple(about), title, "\n".join(lines[start:end]).strip("\n"), fields, is_whole=end < len(lines))


def _words_start(lines: Sequence[str], full: Sequence[int], at: int) -> int:
    """Return the line behind those about an article: on its rights, else its language, else its source's code."""
    below = full[at + 1 : at + 1 + _LINES_OF_HEADER]
    for is_last in (RIGHTS.fullmatch, lambda line: len(line) < 20 and language_of(line), _SOURCE_CODE.fullmatch):
        found = [n for n in below if is_last(lines[n])]
        if found:
            return found[0] + 1
    return below[min(1, len(below) - 1)] + 1 if below else len(lines)


def _top(lines: Sequence[str]) -> tuple[str, str, str]:
    """Tell section, headline and byline among the lines before the number of words; any but the headline may lack."""
    kept = list(lines)
    is_author = len(kept) > 1 and (author_of(kept[-1]) != kept[-1] or _is_name(kept[-1]))
    author = kept.pop() if is_author else ""
    section = kept.pop(0) if len(kept) > 1 and len(kept[0].split()) <= _NAMES_AT_MOST else ""
    return section, " ".join(kept), author


def _is_name(line: str) -> bool:
    words = line.split()
    return 1 < len(words) <= _NAMES_AT_MOST and all(word[:1].isupper() for word in words)


def _made(about: tuple[str, ...], title: str | None, body: str, fields: dict[str, str], *, is_whole: bool) -> Article:
    day = day_in(fields.get("PD", ""))
    return Article(
        about=about,
        title=title or None,
        body=body,
        metadata=Metadata(
            author=author_of(fields.get("BY", "")),
            published=day[1] if day else None,
            outlet=fields.get("SN") or None,
            language=language_of(fields.get("LA", "")),
        ),
        day=day[0].of(fields["PD"]) if day else None,
        doubts=() if is_whole else (CUT_OFF,),
    )
