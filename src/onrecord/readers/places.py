"""From places to documents: files, folders, patterns and standard input, each failure a Problem with a way on."""

from __future__ import annotations

import errno
import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from functools import partial
from pathlib import Path
from typing import BinaryIO

from onrecord import clock, readers
from onrecord.process_limits import run_within
from onrecord.readers import limits
from onrecord.readers.inputs import STAGE, Counted, Input, why
from onrecord.readers.originals import Received
from onrecord.types import Document, Problem
from onrecord.types.problems import ProblemCounter, first_of_each_kind

STANDARD_INPUT = "-"
RECORD_SUFFIXES = (".db", ".db-wal", ".db-shm", ".db-journal")
NOT_SOURCES = frozenset({"CVS", "_darcs", "__MACOSX", "__pycache__"})
"""Folders that hold no coverage; hidden ones (.git, .hg, .svn) are passed over by their dot."""

_REMEDIES = {
    errno.ENOENT: "Check the spelling and the folder you are in.",
    errno.EACCES: "Ask for the right to read it, or copy it to where you may.",
    errno.EPERM: "Ask for the right to read it, or copy it to where you may.",
    errno.ELOOP: "Remove the link that points back to itself, or give the folder it was meant for.",
    errno.ENOTDIR: "Check the spelling: a part of the path is a file.",
}
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read(
    places: Iterable[str | Path], *, stdin: BinaryIO | None = None, strict: bool = False, readings: bool = False
) -> Iterator[Document | Problem]:
    """Yield a Document or a Problem for everything at `places`, lazily and in a stable order; raises nothing for input.

    A place is a file, a folder (read recursively, each folder sorted by name), a pattern with `*`, `?`, `[…]` or
    `**` if no such file exists, or `-` for `stdin` (standard input by default). Memory holds one document, and for the
    stable order the names in each folder on the path being read (all paths that a pattern without `**` matches).
    Whatever a reader raises at a file, or takes beyond its time and memory, is a Problem, too, and the next file is
    read; `strict` raises it. Of the problems of a file the first of each kind are told, and how many more there are.
    Readings that another program made are taken over with `readings`, or from files whose names end in
    `.readings.jsonl`.
    """
    manner = _Manner(strict, readings)
    for place in places:
        if place == STANDARD_INPUT:
            yield from _standard_input(stdin, manner)
            continue
        for found in _found(os.fspath(place)):
            if isinstance(found, Problem):
                yield found
            else:
                yield from _file(found, manner)


@dataclass(frozen=True, slots=True)
class _Manner:
    """How inputs are read: whether what a reader raises is raised, and whether Readings are taken over."""

    strict: bool
    readings: bool


def size(places: Iterable[str | Path]) -> int | None:
    """Return how many bytes `read` would go through, None if that cannot be known (standard input)."""
    total = 0
    for place in places:
        if place == STANDARD_INPUT:
            return None
        total += sum(_size(found) for found in _found(os.fspath(place)) if isinstance(found, str))
    return total


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:  # gone since it was listed: `read` will say so
        return 0


def _file(path: str, manner: _Manner) -> Iterator[Document | Problem]:
    """Read one path that is no folder; it may have gone since it was listed."""
    uri = _shown(path)
    try:
        kind = _KINDS.get(stat.S_IFMT(Path(path).stat().st_mode))
        if kind:
            remedy = "Give a file, or pass what it yields through standard input as `-`."
            yield Problem(STAGE, f"{uri} is {kind}, not a file", uri=uri, remedy=remedy)
            return
        with Path(path).open("rb") as stream:
            yield from _documents(uri, stream, path, manner)
    except OSError as error:
        yield _failed(uri, error)


def _standard_input(stdin: BinaryIO | None, manner: _Manner) -> Iterator[Document | Problem]:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None or stream.closed:
        remedy = "Pass text to it with a pipe or `<`, or name a file."
        yield Problem(STAGE, "standard input is closed", uri=STANDARD_INPUT, remedy=remedy)
        return
    yield from _documents(STANDARD_INPUT, stream, None, manner)


def _documents(uri: str, stream: BinaryIO, path: str | None, manner: _Manner) -> Iterator[Document | Problem]:
    """Yield what the readers find, and of problems the first of each kind."""
    counter = ProblemCounter()
    for found in _guarded(uri, stream, path, manner):
        if isinstance(found, Document) or counter.keeps(found):
            yield found
    yield from counter.others(uri)


def _guarded(uri: str, stream: BinaryIO, path: str | None, manner: _Manner) -> Iterator[Document | Problem]:
    """Yield what the readers find, with the file and the time; the one guard around them."""
    try:
        received = Received(uri, stream, path)
        length = None if path is None else Path(path).stat().st_size
        for found in _steps(uri, Counted(received), length, manner):
            if isinstance(found, Document):
                yield from received.placed(_finished(found))
            else:
                yield found
        yield from received.changes()
    except OSError as error:
        yield _failed(uri, error)
    except Exception as error:
        if manner.strict:
            raise
        remedy = "Please report it with the file that caused it. What came before in it has been read."
        yield Problem(STAGE, f"{uri} was not read to the end: {why(error)}", uri=uri, remedy=remedy)


def _steps(uri: str, stream: Counted, length: int | None, manner: _Manner) -> Iterator[Document | Problem]:
    """Yield what the readers find, each within its time and memory. Raises what a reader raises."""
    file = Input.open(uri, stream, length, readings=manner.readings, strict=manner.strict)
    found = readers.documents(file)
    before = 0
    while True:
        step = run_within(partial(next, found, None), partial(_seconds, stream, before), limits.MEMORY_BYTES)
        if step is None:
            return
        before = stream.count
        yield step


def _seconds(stream: Counted, before: int) -> float:
    """Return how long a step may take: the longer, the more it has read since `before`."""
    return limits.SECONDS + limits.SECONDS_PER_MEBIBYTE * (stream.count - before) / 2**20


def _finished(document: Document) -> Document:
    """Return a document stamped with the time, and with the first of its problems of each kind."""
    problems = first_of_each_kind(document.problems, document.uri)
    return replace(document, retrieved=_moment(), problems=problems)


def _moment() -> str | None:
    now = clock.now()
    return now.strftime("%Y-%m-%dT%H:%M:%SZ") if now else None


def _found(place: str) -> Iterator[str | Problem]:
    """Yield the paths of the files at a place, and a Problem for each part that cannot be gone through."""
    if "://" in place and not os.path.lexists(place):
        remedy = "Addresses are not fetched: save the page and add the file."
        yield Problem(STAGE, f"{_shown(place)} is an address, not a file", uri=_shown(place), remedy=remedy)
        return
    is_pattern = glob.has_magic(place) and "\0" not in place and not os.path.lexists(place)
    paths = _matching(place) if is_pattern else _below(place)
    first = next(paths, None)
    if first is None:
        yield _unmatched(place) if is_pattern else _empty(place)
        return
    yield first
    yield from paths


def _below(place: str) -> Iterator[str | Problem]:
    """Yield `place` itself if it is no folder, else all files in it, depth first, sorted by name in each folder.

    Links are followed, but no folder is entered twice: one that holds the link to it is a Problem.
    """
    pending: list[Iterator[str]] = [iter([place])]
    path_ids: list[tuple[int, int]] = []
    entered: set[tuple[int, int]] = set()
    while pending:
        path = next(pending[-1], None)
        if path is None:
            pending.pop()
            del path_ids[len(pending) - 1 :]
            continue
        try:
            status = Path(path).stat()
            identity = (status.st_dev, status.st_ino)
            if not stat.S_ISDIR(status.st_mode):
                yield path
            elif identity in path_ids:
                yield _looped(path)
            elif identity not in entered:
                pending.append(map(partial(os.path.join, path), _listing(path)))
                path_ids.append(identity)
                entered.add(identity)
        except (OSError, ValueError) as error:  # ValueError: a zero character in the path
            yield _failed(_shown(path), error)


def _listing(folder: str) -> list[str]:
    """Return the sorted names in a folder, without hidden ones, records of ours and version control."""
    with os.scandir(folder) as entries:
        return sorted(entry.name for entry in entries if not _passed_over(entry.name))


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name in NOT_SOURCES or name.lower().endswith(RECORD_SUFFIXES)


def _matching(pattern: str) -> Iterator[str | Problem]:
    """Return the files a pattern means; folders it names are gone through, except by `**`, which does so itself."""
    return _recursive(pattern) if "**" in pattern else _flat(pattern)


def _flat(pattern: str) -> Iterator[str | Problem]:
    for path in sorted(glob.iglob(pattern)):  # noqa: PTH207  (keeps "./a" as it was given)
        if not _passed_over(os.path.basename(path)):  # noqa: PTH119
            yield from _below(path)


def _recursive(pattern: str) -> Iterator[str | Problem]:
    """Match all files below the part of the pattern that has no wildcard; unlike glob, safe from looping links."""
    parts = pattern.replace(os.sep, "/").split("/")
    fixed = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    base = "/".join(parts[:fixed]) + "/" if fixed else ""
    for path in _below(base or "."):
        if isinstance(path, Problem):
            yield path
        elif _matches(Path(os.path.relpath(path, base or ".")).parts, parts[fixed:]):
            yield path if base else os.path.relpath(path)


def _matches(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Tell whether the names along a path fit a pattern: `**` is any folders, or any files where it comes last."""
    if not parts:
        return not names
    if parts[0] == "**":
        return len(parts) == 1 or any(_matches(names[skipped:], parts[1:]) for skipped in range(len(names)))
    return bool(names) and fnmatch(names[0], parts[0]) and _matches(names[1:], parts[1:])


def _unmatched(pattern: str) -> Problem:
    remedy = "Check the pattern and the folder you are in; hidden files are not matched."
    return Problem(STAGE, f"no file matches {_shown(pattern)}", uri=_shown(pattern), remedy=remedy)


def _empty(folder: str) -> Problem:
    remedy = "Check that it is the right folder; hidden files, version control and records (*.db) are passed over."
    return Problem(STAGE, f"{_shown(folder)} is a folder with no file in it", uri=_shown(folder), remedy=remedy)


def _looped(path: str) -> Problem:
    message = f"{_shown(path)} links back to a folder that it stands in"
    return Problem(STAGE, message, uri=_shown(path), remedy="Nothing is lost: what it links to is read already.")


def _failed(uri: str, error: OSError | ValueError) -> Problem:
    number = error.errno if isinstance(error, OSError) else None
    reason = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    remedy = _REMEDIES.get(number or 0, "Check the disk, or copy the file elsewhere and add the copy.")
    return Problem(STAGE, f"{uri} cannot be read: {reason}", uri=uri, remedy=remedy)


def _shown(path: str) -> str:
    """Return a path that any text may hold: bytes in it that are not UTF-8 are written as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
