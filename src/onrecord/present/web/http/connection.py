"""Keeps the record open for reading while the pages are served, and notices when the file is another one."""

from __future__ import annotations

import threading
from pathlib import Path

from onrecord.store.sqlite.record import Record

ActorLink = tuple[int, int]


class Shelf:
    """Opens the record when it is first asked for; a failure is tried again the next time."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._turn = threading.Lock()
        self._record: Record | None = None
        self._identity: ActorLink | None = None

    def record(self) -> Record:
        """Return the open record. Raises RecordError, in words for people, when it cannot be read."""
        with self._turn:
            identity = self._look()
            if self._record is None or identity != self._identity:
                self._let_go()
                self._record = Record.open(self.path, readonly=True)
                self._identity = identity
            return self._record

    def close(self) -> None:
        """Let go of the file."""
        with self._turn:
            self._let_go()

    def _let_go(self) -> None:
        if self._record is not None:
            self._record.close()
            self._record = None

    def _look(self) -> ActorLink | None:
        try:
            status = self.path.stat()
        except (OSError, ValueError):  # ValueError: a zero character in the path; opening it will say so
            return None
        return status.st_dev, status.st_ino
