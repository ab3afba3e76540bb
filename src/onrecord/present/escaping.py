"""Text made safe for what shows it: terminals, spreadsheets and other programs."""

from __future__ import annotations

import json
import re
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
# Control characters could move the cursor or recolour the screen, bidirectional ones could reorder what is read.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """Replace what could take over a terminal by U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def as_json(value: Any) -> str:
    """Return `value` as one line of JSON, with what could take over a terminal written as escapes: nothing is lost."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", plain)


def guarded(value: Any) -> Any:
    """A leading = + - @ makes spreadsheets run a cell as a formula; an apostrophe keeps it text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in _FORMULA else value
