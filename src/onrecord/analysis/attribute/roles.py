"""Roles: the words beside a name that say what the person is."""

from __future__ import annotations

import re

from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import DETERMINER, is_honorific, kind_of, nouns
from onrecord.types import Span

_TOKEN = re.compile(r"\S+")
_APPOSED = re.compile(r"(?:[^,.;:—–\n\"“”()]|(?<=\b[A-Z])\.|(?<=\b(?:Rep|Sen|Gov|Gen))\.){3,90}")
_RELATIVE = re.compile(r"\s(?:who|which|whose|that|said|says|told|was|is|has|had)\s")
_ROLE_WITHIN = 120  # characters before a name
_TITLE_WITHIN = 20  # characters before a name in which the word before it stands
_LONGEST_ABBREVIATION = 5  # characters of a title that a full stop ends, as in "Gov."


def role_before(text: str, start: int, floor: int) -> Span | None:
    """Return the role that stands before a name at `start`, not further back than `floor`.

    It leads up to the name ("Harbour Master Ana Ruel"), or a comma parts them ("the league's chair, Ana Ruel").
    """
    floor = max(floor, start - _ROLE_WITHIN)
    if text[max(floor, start - 2) : start] == ", ":
        return _apposed_before(text, start - 2, floor)
    tokens = list(_TOKEN.finditer(text, floor, start))
    leading: list[re.Match[str]] = []
    for token in reversed(tokens):
        if not _leads_up(token.group(), first=not leading):
            break
        leading.insert(0, token)
    return _role_of(leading)


def _leads_up(token: str, *, first: bool) -> bool:
    word = token.lower().rstrip(".")
    if word in function_words("joint"):
        return not first
    if (
        word in function_words("opener")
        or token[-1] in ',;:!?)”"'
        or (token[-1] == "." and len(token) > _LONGEST_ABBREVIATION)
    ):
        return False
    return token[0].isupper() or word in nouns() or word in function_words("modifier") or token in ("’s", "'s")


def _role_of(tokens: list[re.Match[str]]) -> Span | None:
    """Return the part of `tokens` that is a role: it has a noun for a person and begins with no word such as "of"."""
    words = [token.group().lower() for token in tokens]
    while words and is_honorific(words[-1]):
        tokens, words = tokens[:-1], words[:-1]
    if words and words[-1] in function_words("joint"):
        return None
    if (
        "and" in words
        and not {"of", "for"} & set(left := words[: words.index("and")])
        and any(map(_is_office_or_group, left))
    ):
        cut = len(words) - words[::-1].index("and")
        tokens, words = tokens[cut:], words[cut:]
    while words and words[0] in function_words("joint"):
        tokens, words = tokens[1:], words[1:]
    if not tokens or not any(_is_office(word) for word in words):
        return None
    return Span(tokens[0].start(), tokens[-1].end())


def _is_office_or_group(word: str) -> bool:
    return _is_office(word) or ((noun := nouns().get(word)) is not None and noun.kind in ("group", "sort"))


def _is_office(word: str) -> bool:
    noun = nouns().get(word.rstrip(".")) or nouns().get(word.rsplit("-", 1)[-1])
    return noun is not None and noun.kind == "person"


def _apposed_before(text: str, end: int, floor: int) -> Span | None:
    window = text[floor:end]
    start = floor + max(window.rfind(mark) + 1 for mark in ',.;:!?\n"“”—')
    while start < end and text[start].isspace():
        start += 1
    span = Span(start, end)
    is_definite = DETERMINER.match(span.of(text)) or span.of(text)[:1].isupper()
    return span if is_definite and kind_of(span.of(text)) == "person" else None


def role_after(text: str, end: int, ceiling: int) -> Span | None:
    """Return the role that stands after a name that ends at `end`: "Ana Ruel, the league's chair"."""
    if text[end : end + 2] != ", " or not (match := _APPOSED.match(text, end + 2, ceiling)):
        return None
    relative = _RELATIVE.search(text, match.start(), match.end())
    span = Span(match.start(), relative.start() if relative else match.end())
    return span if kind_of(span.of(text)) == "person" else None


def title_before(text: str, start: int) -> str:
    """Return the sense of the title that is the word before a name at `start`, or ""."""
    before = text[max(0, start - _TITLE_WITHIN) : start].split()
    noun = nouns().get(before[-1].lower().rstrip(".")) if before and before[-1][:1].isupper() else None
    return noun.sense if noun is not None and noun.kind in ("title", "person") else ""


def is_titled(text: str, start: int) -> bool:
    """Tell whether a form of address or the title of an office is the word before a name at `start`."""
    before = text[max(0, start - _TITLE_WITHIN) : start].split()
    if not before or not before[-1][:1].isupper() or before[-1].isupper():
        return False
    noun = nouns().get(before[-1].lower().rstrip("."))
    return noun is not None and (noun.kind == "person" or noun.sense in ("mr", "ms", "dr"))
