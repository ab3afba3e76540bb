"""What people type, and the words it is compared with: folding, search expressions, snippets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from onrecord.store.sqlite import search_text
from onrecord.store.sqlite.rows import form_token
from onrecord.text.words import plain
from onrecord.types import Form

Piece = tuple[str, bool]

_LONGEST = 400  # characters of a query that are read; nobody types more, and the index walks a list for each word
_MOST_TERMS = 24
_SNIPPET = 240
_READ = 20_000  # characters of one quotation in which hits are looked for
_CHUNK = re.compile(r'"([^"]*)"?(\*?)|([^\s"]+)')
_NAME_WORD = re.compile(r"[^\W_]+")
_NOT_DECOMPOSED = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand next to each other; with `prefix`, the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def fold(name: str) -> str:
    """Return the words of `name` without case and accents, each after a space, so that ' pes' finds a word's start."""
    return "".join(f" {word}" for word in _NAME_WORD.findall(plain(name).translate(_NOT_DECOMPOSED)))


def parse(words: str) -> tuple[Term, ...]:
    """Read words, "phrases" and prefix* from any text whatever; what holds no letter or digit is passed over."""
    terms = []
    for phrase, phrase_star, word in _CHUNK.findall(words[:_LONGEST]):
        if found := search_text.words(phrase or word):
            terms.append(Term(found, prefix=bool(phrase_star) or word.endswith("*")))
    return tuple(dict.fromkeys(terms))[:_MOST_TERMS]


def expression(terms: tuple[Term, ...]) -> str:
    """Return FTS5's way of asking for all `terms`; every word is quoted, so none can be syntax."""
    return " AND ".join(map(_phrase, terms))


def _phrase(term: Term) -> str:
    tokens, goes_on = search_text.tokens([each for word in term.words for each in search_text.words(word)])
    return f'"{" ".join(tokens)}"{" *" if term.prefix or goes_on else ""}'


def snippet(text: str, terms: tuple[Term, ...]) -> tuple[Piece, ...]:
    """Return the part of `text` where the first hits stand, cut into pieces that are hits and pieces that are not."""
    hits = _hits(text[:_READ], terms)
    start, end = _window(text, hits[0][0] if hits else 0)
    pieces: list[Piece] = [("… ", False)] if start else []
    at = start
    for hit_start, hit_end in hits:
        if hit_start >= at and hit_end <= end:
            pieces += [(text[at:hit_start], False), (text[hit_start:hit_end], True)]
            at = hit_end
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple(piece for piece in pieces if piece[0])


def _hits(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    places, words = _parted(text)
    found: set[tuple[int, int]] = set()
    for term in terms:
        wanted = [unit for word in term.words for unit in _parted(word)[1]]
        for at in range(len(words) - len(wanted) + 1):
            if _matches(wanted, words[at : at + len(wanted)], prefix=term.prefix):
                found.update(places[at : at + len(wanted)])
    return sorted(found)


def _parted(text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Return where the words of a text stand, and what each is compared as."""
    found = list(search_text.units(text))
    return [place for place, _ in found], [word for _, word in found]


def _matches(wanted: list[str], words: list[str], *, prefix: bool) -> bool:
    last_fits = words[-1].startswith(wanted[-1]) if prefix else words[-1] == wanted[-1]
    return last_fits and words[:-1] == wanted[:-1]


def _window(text: str, hit: int) -> tuple[int, int]:
    if len(text) <= _SNIPPET + 40:
        return 0, len(text)
    start = max(0, min(hit - _SNIPPET // 3, len(text) - _SNIPPET))
    end = min(len(text), start + _SNIPPET)
    if start:
        start = min(text.find(" ", start, start + 40) + 1 or start, hit)
    if end < len(text):
        end = max(text.rfind(" ", end - 40, end), 0) or end
    return start, end


def without(match: str, tokens: Sequence[str]) -> str:
    """Return an expression of the index without what has one of these tokens; NOT needs a left side, a form is one."""
    if not tokens:
        return match
    left = f"({match})" if match else f"tags : ({' OR '.join(map(form_token, get_args(Form)))})"
    return f"{left} NOT tags : ({' OR '.join(tokens)})"
