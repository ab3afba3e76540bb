"""Files and folders that appear whole or not at all: written beside their place, synced, then moved there."""

from __future__ import annotations

import os
import platform
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.present.exports.errors import ExportError

_HOST = re.sub("[^A-Za-z0-9-]+", "-", platform.node())[:40] or "here"


@contextmanager
def atomic_file(place: Path) -> Iterator[Path]:
    """Give a path beside `place` to write to; what is there goes to `place` at the end, or away if anything raises.

    A device or a pipe is written to as it is. Raises ExportError where no file can stand there.
    """
    place = place.resolve()  # what a link leads to is written, and the link stays
    if place.is_dir():
        raise ExportError(f"{place} is a folder. Name a file in it.")
    if place.exists() and not place.is_file():
        yield place
        return
    with _beside(place) as aside:
        yield aside
        sync(aside)
        aside.replace(place)
        sync(place.parent)


@contextmanager
def atomic_folder(place: Path) -> Iterator[Path]:
    """Give a new folder beside `place`, which must be new or empty; it takes that place at the end, or goes away.

    Raises ExportError where it cannot.
    """
    place = place.resolve()
    if place.exists() and not place.is_dir():
        raise ExportError(f"{place} is a file. Name a new folder.")
    if place.is_dir() and any(place.iterdir()):
        raise ExportError(f"The folder {place} is not empty. Name a new one, so that no annotation is lost.")
    place.parent.mkdir(parents=True, exist_ok=True)
    with _beside(place) as aside:
        aside.mkdir()
        yield aside
        for path in (*aside.iterdir(), aside):
            sync(path)
        if place.is_dir():
            place.rmdir()
        aside.rename(place)
        sync(place.parent)


def sync(path: Path) -> None:
    """Have the system put a file, or the names in a folder, on the disk; where folders cannot be opened, those not."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def scratch_file(place: Path) -> Iterator[Path]:
    """Give a path beside `place` for a file that is needed for a while, and take it away at the end."""
    with _beside(place) as aside:
        yield aside


@contextmanager
def _beside(place: Path) -> Iterator[Path]:
    """Give the path of nothing yet beside `place`, and take away what stands there at the end; so of runs before."""
    if not place.parent.is_dir():
        raise ExportError(f"The folder {place.parent} does not exist. Make it, or write elsewhere.")
    _clear_litter(place)
    aside = place.with_name(f".{place.name}.{_HOST}.{os.getpid()}.part")
    try:
        yield aside
    finally:
        _remove(aside)


def _clear_litter(place: Path) -> None:
    """Take away what runs on this machine left beside `place` that were killed while they wrote it."""
    ours = re.compile(rf"\.{re.escape(place.name)}\.{re.escape(_HOST)}\.([0-9]{{1,9}})\.part(-wal|-shm|-journal)?")
    for path in place.parent.iterdir():
        found = ours.fullmatch(path.name)
        if found and not _runs(int(found[1])):
            _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    """Tell whether there is a process of this number; where that cannot be known, that there is."""
    if os.name == "nt":
        return True  # to ask there would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
