"""Packages: the ZIP files that Word documents and workbooks are, opened only where they stay within bounds."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any
from zipfile import BadZipFile, ZipFile

from onrecord.readers import limits

MAGIC = b"PK\x03\x04"
_FOLDER = re.compile(rb"PK\x03\x04.{26}(word|xl|ppt)/", re.DOTALL)


class PackageError(Exception):
    """A package that is not opened; the message says why, in words that go on with "this document"."""


def holds(head: bytes, name: str, folder: bytes, suffixes: tuple[str, ...]) -> bool:
    """Tell whether a file begins as a package with such a folder in it, or has the name of one."""
    if not head.startswith(MAGIC):
        return False
    first = _FOLDER.search(head)
    return name.endswith(suffixes) or (first is not None and first[1] == folder)


def opened(raw: bytes, main: str, load: Callable[[io.BytesIO], Any]) -> Any:
    """Return what a library makes of a package within bounds; `main` begins the name of its main part.

    Raises PackageError.
    """
    _check(raw, main)
    try:
        return load(io.BytesIO(raw))
    except (MemoryError, RuntimeError):
        raise
    except Exception as error:  # whatever others' code trips over
        raise PackageError("is damaged, or of a kind that is not read") from error


def _check(raw: bytes, main: str) -> None:
    """Raise PackageError unless `raw` is a package that has its main part and becomes no larger than it may.

    The sizes that a package states bind whoever unpacks it: no part yields more bytes than it states.
    """
    try:
        with ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise PackageError("is damaged or cut off") from error
    size = sum(part.file_size for part in parts)
    if len(parts) > limits.PACKAGE_PARTS:
        raise PackageError(f"has {len(parts):,} parts")
    if size > min(limits.PACKAGE_BYTES, limits.EXPANSION_FREE + limits.EXPANSION * len(raw)):
        raise PackageError(f"becomes {limits.megabytes(size)} when unpacked, as no text does")
    if any(part.flag_bits & 1 for part in parts):
        raise PackageError("is encrypted")
    if not any(part.filename.lower().startswith(main) for part in parts):
        raise PackageError("lacks its main part")
