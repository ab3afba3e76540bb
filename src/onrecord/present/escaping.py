"""Text made safe for what shows it: terminals, spreadsheets and other programs."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BEFORE = re.compile("[\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]*")
"""What programs pass over before they look for a formula: spaces, and characters that nobody sees."""
# Control characters could move the cursor or recolour the screen, bidirectional ones could reorder what is read.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """Replace what could take over a terminal by U+FFFD."""
    return _UNSAFE.sub("\ufffd", text)


def as_json(value: Any) -> str:
    """Return `value` as one line of JSON, with what could take over a terminal written as escapes: nothing is lost."""
    plain = json.dumps(value, ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match.group()):04x}", plain)


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet may run a cell of this text: it begins with = + - @, or a wide or small form of one.

    Some programs turn those into the plain ones, and pass over spaces and invisible characters before them.
    """
    begins = text[_BEFORE.match(text).end() :][:1]  # type: ignore[union-attr]  # it matches nothing at the least
    return text.startswith(_FORMULA) or unicodedata.normalize("NFKC", begins).startswith(_FORMULA)
