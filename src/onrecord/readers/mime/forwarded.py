"""Mails forwarded in the text of another: the lines that tell of them, which are no words of anybody."""

from __future__ import annotations

import re
from dataclasses import dataclass

_KEYS = {
    "from": "from", "von": "from", "de": "from", "da": "from", "van": "from", "от": "from",
    "date": "date", "sent": "date", "datum": "date", "gesendet": "date", "envoyé": "date", "fecha": "date",
    "enviado": "date", "data": "date", "verzonden": "date", "дата": "date",
    "subject": "subject", "betreff": "subject", "objet": "subject", "asunto": "subject", "oggetto": "subject",
    "onderwerp": "subject", "тема": "subject", "to": "", "an": "", "à": "", "para": "", "aan": "", "a": "", "cc": "",
    "кому": "", "reply-to": "", "antwort an": "", "kopie": "",
}  # fmt: skip
"""Keys of the lines above a forwarded mail, and what we take from them."""

_KEY = "|".join(sorted(map(re.escape, _KEYS), key=len, reverse=True))
_LINE = re.compile(rf"[ \t>*]*({_KEY})[ \t*]*:[ \t*]*(.*)", re.IGNORECASE)
_BLOCK = re.compile(
    rf"(?:^[ \t>]*-{{2,}}[^\n]{{1,60}}-{{2,}}[ \t]*\n|^[ \t>]*[^\n:]{{3,60}}:[ \t]*\n(?:[ \t>]*\n)?)?"
    rf"(?:^[ \t>*]*(?:{_KEY})[ \t*]*:[^\n]*(?:\n|\Z)){{3,12}}",
    re.IGNORECASE | re.MULTILINE,
)
_LEAD_WORDS = 40  # up to which what stands above a forwarded mail is a note of whoever sent it on


@dataclass(frozen=True, slots=True)
class Forwarded:
    """A text without the lines above the first mail forwarded in it; `is_all` tells that it holds little else."""

    before: str
    after: str
    lines: tuple[str, ...]
    fields: dict[str, str]

    @property
    def is_all(self) -> bool:
        return len(self.before.split()) <= _LEAD_WORDS


def forwarded(text: str) -> Forwarded | None:
    """Return the text parted at the first mail that is forwarded in it, None if there is none."""
    match = next((block for block in _BLOCK.finditer(text) if "from" in _fields(block.group())), None)
    if match is None:
        return None
    lines = tuple(line.strip() for line in match.group().splitlines() if line.strip())
    return Forwarded(text[: match.start()], text[match.end() :], lines, _fields(match.group()))


def _fields(block: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in block.splitlines():
        match = _LINE.fullmatch(line)
        role = _KEYS[match[1].casefold()] if match else ""
        if match and role:
            found.setdefault(role, match[2].strip())
    return found
