"""JSON Lines, one record a line, streamed; also one JSON object or one array of records.

A record has `text` or `html`, and any of the keys in `onrecord.readers.metadata`. It becomes the Document `uri#N`,
N being its line (in an array: its place), counted from 1.
A file none of whose records has words (labels, statistics) is one Problem; Readings are those of `readings`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from onrecord.readers import encoding, html, limits, readings, text
from onrecord.readers.inputs import SPLIT, STAGE, Input, why
from onrecord.readers.metadata import field_of, gather
from onrecord.types import Document, FilePart, Metadata, Problem

LINE_SUFFIXES = (".jsonl", ".ndjson")
REPAIR = "Repair or export this record again; the others have been read."
FIELDS = "Give each record a `text` or `html` field that holds the words as a string."
LABELS = "Leave it out if it holds labels or metadata; else give each record a `text` or `html` field with the words."
_START = re.compile(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)')


def recognises(head: bytes, name: str) -> bool:
    """Tell whether the content begins as JSON records do; the suffix of JSON Lines is believed."""
    return name.endswith(LINE_SUFFIXES) or _START.match(_beginning(head)) is not None


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield a Document or a Problem for each record; may raise OSError."""
    if encoding.wide(file.head):
        yield file.problem("JSON in UTF-16 or UTF-32 is not read", "Save it as UTF-8, as JSON demands, and add that.")
    elif file.name.endswith(LINE_SUFFIXES) or _is_lines(file.head):
        yield from _gathered(file, _without_foreign(file, _from_lines(file)))
    else:
        yield from _gathered(file, _without_foreign(file, _from_whole(file)))


def _without_foreign(file: Input, records: Iterator[_Found]) -> Iterator[Document | Problem | _Wordless]:
    """Leave out the Readings of a file that were not asked for; they become one Problem of it, behind the others."""
    foreign = 0
    for found in records:
        if isinstance(found, readings.NotAskedFor):
            foreign += 1
        else:
            yield found
    if foreign:
        yield readings.not_taken(file, foreign)


def _gathered(file: Input, records: Iterator[Document | Problem | _Wordless]) -> Iterator[Document | Problem]:
    """Hold back records without words until one has some; if none has, they become one Problem of the file."""
    wordless = _WordlessRecords(file)
    try:
        for found in records:
            if isinstance(found, Document):
                yield from wordless.reported()
                yield found
                break
            if isinstance(found, _Wordless):
                wordless.add(found.problem)
            else:
                wordless.others += 1
                yield found
        else:
            yield from wordless.summed_up()
            return
    except Exception:  # the stream failed: what came before is reported first
        yield from wordless.reported()
        raise
    yield from (found.problem if isinstance(found, _Wordless) else found for found in records)


@dataclass(frozen=True, slots=True)
class _Wordless:
    """The Problem of a record that has no words, in a file that may hold nothing else."""

    problem: Problem


_Found = Document | Problem | readings.NotAskedFor | _Wordless


class _WordlessRecords:
    """Records without words: the first few as they are, the others counted."""

    def __init__(self, file: Input) -> None:
        self._file = file
        self._first: list[Problem] = []
        self._last: Problem | None = None
        self._count = self.others = 0

    def add(self, problem: Problem) -> None:
        self._count += 1
        self._last = problem
        if self._count <= limits.HELD_RECORDS:
            self._first.append(problem)

    def reported(self) -> Iterator[Problem]:
        """Yield each of them, or where they are if they are many, and forget them."""
        if self._last is not None and self._count > limits.HELD_RECORDS:
            places = f"{self._first[0].uri} to {self._last.uri}"
            yield self._file.problem(f"{self._count:,} records of {places} have neither `text` nor `html`", LABELS)
        else:
            yield from self._first
        self._first, self._last, self._count = [], None, 0

    def summed_up(self) -> Iterator[Problem]:
        """Yield one Problem for the whole file, if all its records are like this."""
        if self._count < 2 or self.others:
            yield from (replace(problem, remedy=LABELS) for problem in self.reported())
        else:
            yield self._file.problem(f"none of its {self._count:,} records has `text` or `html`", LABELS)


def _beginning(head: bytes) -> bytes:
    return encoding.peek(head).lstrip().encode("utf-8")


def _is_lines(head: bytes) -> bool:
    """Tell lines of records from one value over many lines, in which no second line begins with a brace."""
    lines = [line for line in _beginning(head).split(b"\n") if line.strip()]
    if lines[0].startswith(b"["):
        return False
    return len(lines) == 1 or lines[1].startswith(b"{") or isinstance(_parsed(lines[0].decode("utf-8")), dict)


def _from_lines(file: Input) -> Iterator[_Found]:
    """Read line by line in memory bounded by the longest line that a document may be."""
    number = blank = end = 0
    while raw := file.stream.readline(limits.DOCUMENT_BYTES + 1):
        number += 1
        start, end = end, end + len(raw)
        if len(raw) > limits.DOCUMENT_BYTES:
            end += _skip_line(file)
            yield _too_long(file, number, end - start)
        elif raw.strip():
            yield _record(file, raw, f"{file.uri}#{number}", FilePart(f"line {number}", start, end))
        else:
            blank += 1
    if number == blank:
        yield file.problem("the file holds no records", text.EMPTY)


def _too_long(file: Input, number: int, size: int) -> Problem:
    limit, found = limits.megabytes(limits.DOCUMENT_BYTES), limits.megabytes(size)
    message = f"line {number} is too large for one document: {found}, and the limit is {limit}"
    return Problem(STAGE, message, uri=f"{file.uri}#{number}", remedy=SPLIT)


def _skip_line(file: Input) -> int:
    """Read on to the end of the line, keeping nothing, and return how much that was."""
    count = 0
    while piece := file.stream.readline(1 << 20):
        count += len(piece)
        if piece.endswith(b"\n"):
            break
    return count


def _from_whole(file: Input) -> Iterator[_Found]:
    """Read one object, or the elements of one array up to the first that is broken."""
    raw = file.read_all()
    if isinstance(raw, Problem):
        yield raw
        return
    if _has_too_many_values(raw):
        yield file.problem(f"it has more than {limits.JSON_VALUES:,} values in it", SPLIT)
        return
    content = raw.decode("utf-8", "surrogateescape")  # which can be turned back into the very bytes
    start = len(content) - len(content.removeprefix("\ufeff").lstrip())
    in_array = content.startswith("[", start)
    position, number = start + in_array, 0
    end_of_bytes = len(_bytes(content[:position]))
    while position < len(content):
        while position < len(content) and content[position] in " \t\r\n,":
            position, end_of_bytes = position + 1, end_of_bytes + 1
        if position == len(content) or content[position] == "]":
            break
        number += 1
        end = _value_end(content, position) or len(content)
        raw_record = _bytes(content[position:end])
        start_of_bytes, end_of_bytes = end_of_bytes, end_of_bytes + len(raw_record)
        part = FilePart(f"record {number}", start_of_bytes, end_of_bytes)
        yield _record(file, raw_record, f"{file.uri}#{number}", part)
        position = end
    if not number:
        yield file.problem("the file holds no records", text.EMPTY)


def _bytes(content: str) -> bytes:
    return content.encode("utf-8", "surrogateescape")


def _value_end(content: str, position: int) -> int | None:
    try:
        return json.JSONDecoder().raw_decode(content, position)[1]
    except (ValueError, RecursionError):
        return None


def _parsed(line: str) -> Any:
    """Return the value of a line of JSON, or the error that it raises."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return error


def _record(file: Input, raw: bytes, uri: str, part: FilePart) -> _Found:
    """Make the Document of the record that is this `part` of its file, or the Problem that it is; raises nothing."""
    try:
        found = _record_at(file, raw, uri, part.name)
    except Exception as error:
        if file.strict:
            raise
        return Problem(STAGE, f"{part.name} was not read: {why(error)}", uri=uri, remedy=SPLIT)
    return replace(found, part=part) if isinstance(found, Document) else found


def _has_too_many_values(raw: bytes) -> bool:
    """Tell whether JSON may have more values than memory should be taken for; marks in its strings count, too."""
    return sum(map(raw.count, (b",", b"[", b"{"))) > limits.JSON_VALUES


def _record_at(file: Input, raw: bytes, uri: str, where: str) -> _Found:
    if _has_too_many_values(raw):
        return Problem(STAGE, f"{where} has more than {limits.JSON_VALUES:,} values in it", uri=uri, remedy=SPLIT)
    decoded = encoding.decode(raw.removeprefix(b"\xef\xbb\xbf"), uri)
    record = _parsed(decoded.text)
    if isinstance(record, RecursionError):
        return Problem(STAGE, f"{where} is nested too deeply", uri=uri, remedy=REPAIR)
    if isinstance(record, Exception):
        return Problem(STAGE, f"{where} is not valid JSON: {record}", uri=uri, remedy=REPAIR)
    if not isinstance(record, dict):
        return _Wordless(Problem(STAGE, f"{where} is {_kind(record)}, not an object", uri=uri, remedy=FIELDS))
    if readings.is_reading(record):
        return readings.document(record, raw, uri, where) if file.holds_readings else readings.NotAskedFor()
    return _document(record, raw, uri, where)


def _document(record: dict[str, Any], raw: bytes, uri: str, where: str) -> _Found:
    key = "text" if record.get("text") is not None else "html"
    content = record.get(key)
    if content is None:
        return _Wordless(Problem(STAGE, f"{where} has neither `text` nor `html`", uri=uri, remedy=FIELDS))
    if not isinstance(content, str):
        return Problem(STAGE, f"`{key}` of {where} is {_kind(content)}, not a string", uri=uri, remedy=FIELDS)
    known, doubts = _metadata(record, uri, where)
    cleaned, problems = encoding.clean(encoding.newlines(content), uri)
    decoded = encoding.Decoded(cleaned, "utf-8", doubts + problems)
    if key == "html":
        return html.page(raw, decoded, uri, "application/json", known)
    document = text.with_header(raw, decoded, uri, "application/json", known)
    blank = Problem(STAGE, f"`text` of {where} is blank", uri=uri, remedy=FIELDS)
    return document if text.words(document) else blank


def _metadata(record: dict[str, Any], uri: str, where: str) -> tuple[Metadata, tuple[Problem, ...]]:
    """Read the metadata of a record; a value that is no string (or list of them) is left out with a Problem."""
    pairs, problems = [], []
    for key, value in record.items():
        if field_of(key) is None or value is None:
            continue
        parts = value if isinstance(value, list) else [value]
        if all(isinstance(part, str) for part in parts):
            pairs.append((key, encoding.clean("; ".join(parts), uri)[0]))
        else:
            message = f"`{key}` of {where} is {_kind(value)}, not a string: left out"
            problems.append(Problem(STAGE, message, uri=uri, remedy="Write it as a string."))
    return gather(pairs), tuple(problems)


def _kind(value: object) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
