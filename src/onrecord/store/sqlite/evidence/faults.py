"""A fault: something in a record that does not fit."""

from __future__ import annotations

import json
import sqlite3
import zlib
from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["file", "schema", "reference", "index", "bytes", "span"]
UNREADABLE = (sqlite3.Error, zlib.error, json.JSONDecodeError, EOFError, OSError, TypeError, ValueError, LookupError)
"""What reading a row raises that is damaged or was altered."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a record that does not fit: of what kind, where, and what it is; never words of a document."""

    kind: FaultKind
    where: str
    what: str
