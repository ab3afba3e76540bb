"""Keeps the record open for reading while the pages are served, and notices when the file is another one."""

from __future__ import annotations

import threading
from pathlib import Path

from onrecord.store.sqlite.record import Record

_FileIdentity = tuple[int, int]


class RecordConnection:
    """Opens the record when it is first asked for; a failure is tried again the next time."""

    def __init__(self, path: str | Path) -> None:
        self.path = Path(path)
        self._lock = threading.Lock()
        self._record: Record | None = None
        self._identity: _FileIdentity | None = None

    def record(self) -> Record:
        """Return the open record. Raises RecordError, in words for people, when it cannot be read."""
        with self._lock:
            identity = self._file_identity()
            if self._record is None or identity != self._identity:
                self._close()
                self._record = Record.open(self.path, readonly=True)
                self._identity = identity
            return self._record

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._record is not None:
            self._record.close()
            self._record = None

    def _file_identity(self) -> _FileIdentity | None:
        try:
            status = self.path.stat()
        except (OSError, ValueError):  # ValueError: a zero character in the path; opening it will say so
            return None
        return status.st_dev, status.st_ino
