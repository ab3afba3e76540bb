"""Roles: the words beside a name that say what its bearer is, and which descriptions fit them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord import lexicons
from onrecord.types import Span, SpeakerKind

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_TOKEN = re.compile(r"\S+")
_COMPLEMENT = re.compile(r"\s(?:of|in|at|for|from|on|to|with|under|by|near|who|whose|that|which|and)\s|,")
_APPOSED = re.compile(r"(?:[^,.;:—–\n\"“”()]|(?<=\b[A-Z])\.|(?<=\b(?:Rep|Sen|Gov|Gen))\.){3,90}")
_RELATIVE = re.compile(r"\s(?:who|which|whose|that|said|says|told|was|is|has|had)\s")
_DETERMINER = re.compile(r"^(?:the|an?|his|her|its|their|our|my|this|that|one|another)\s+", re.IGNORECASE)
_DETERMINED = re.compile(r"\b(?:the|an?|his|her|its|their|our)\s|\b[A-ZÀ-Þ][\w-]+[’']s?\s")
_FARTHEST = 120
_SMALL = frozenset({"the", "a", "an", "of", "for", "to", "in", "at", "and", "his", "her", "its", "their", "s", "on"})


@dataclass(frozen=True, slots=True)
class Noun:
    """A word that tells what sort of speaker a mention names; words of one `sense` can stand for each other."""

    kind: str
    sense: str
    gender: str


@cache
def nouns() -> dict[str, Noun]:
    """Return the nouns of roles by their word."""
    return {row["word"]: Noun(row["kind"], row["sense"], row["gender"] or "") for row in lexicons.rows("en", "roles")}


@cache
def function_words(kind: str) -> frozenset[str]:
    """Return the words of grammar of one kind (`lexicons/en/function_words.tsv`)."""
    return frozenset(row["word"] for row in lexicons.rows("en", "function_words") if row["kind"] == kind)


@cache
def _states() -> dict[str, str]:
    """Return the code of a state by each single word for it: its name, its people, the seat of its government."""
    found: dict[str, str] = {}
    for row in lexicons.rows("en", "states"):
        name = [row["name"].lower()] if " " not in row["name"] else []
        found |= dict.fromkeys([*name, *(row["words"] or "").split(), *(row["seats"] or "").split()], row["code"])
    return found


@cache
def _offices() -> dict[str, tuple[str, ...]]:
    return {row["description"]: tuple(row["offices"].split("|")) for row in lexicons.rows("en", "descriptions")}


@lru_cache(maxsize=4096)
def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase in lower case, without the ending of a possessive."""
    plain = phrase.lower().replace("’", "'").replace("prime minister", "prime-minister")
    words = _WORD.findall(plain.replace("vice president", "vice-president"))
    return tuple(re.sub(r"[’']s?$", "", word) for word in words)


def head(phrase: str) -> str:
    """Return the head noun of a noun phrase: the last word before any complement."""
    bare = _DETERMINER.sub("", phrase, count=1)
    first = words_of(_COMPLEMENT.split(bare, maxsplit=1)[0])
    return first[-1] if first else ""


def noun_of(phrase: str) -> Noun | None:
    """Return what is known of the head noun of a phrase; of "secretary-general" at least that it is a secretary."""
    word = head(phrase)
    known = nouns()
    return known.get(word) or known.get(word.rsplit("-", 1)[-1]) or known.get(word.split("-", 1)[0])


def kind_of(phrase: str) -> SpeakerKind:
    """Return the sort of speaker that the head noun of a phrase tells, "unknown" where it tells none."""
    noun = noun_of(phrase)
    kinds: dict[str, SpeakerKind] = {
        "person": "person",
        "sort": "person",
        "group": "group",
        "organisation": "organisation",
        "office": "office",
        "document": "document",
    }
    return kinds.get(noun.kind, "unknown") if noun else "unknown"


def role_before(text: str, start: int, floor: int) -> Span | None:
    """Return the role that stands before a name at `start`, not further back than `floor`.

    It leads up to the name ("Harbour Master Ana Ruel"), or a comma parts them ("the league's chair, Ana Ruel").
    """
    floor = max(floor, start - _FARTHEST)
    if text[max(floor, start - 2) : start] == ", ":
        return _apposed_before(text, start - 2, floor)
    tokens = list(_TOKEN.finditer(text, floor, start))
    kept: list[re.Match[str]] = []
    for token in reversed(tokens):
        if not _leads_up(token.group(), first=not kept):
            break
        kept.insert(0, token)
    return _role_of(kept)


def _leads_up(token: str, *, first: bool) -> bool:
    word = token.lower().rstrip(".")
    if word in function_words("joint"):
        return not first
    if word in function_words("opener") or token[-1] in ',;:!?)”"' or (token[-1] == "." and len(token) > 5):
        return False
    return token[0].isupper() or word in nouns() or word in function_words("modifier") or token in ("’s", "'s")


def _role_of(tokens: list[re.Match[str]]) -> Span | None:
    """Return the part of `tokens` that is a role: it holds a noun for a person, and begins with no joint."""
    held = [token.group().lower() for token in tokens]
    while held and is_honorific(held[-1]):
        tokens, held = tokens[:-1], held[:-1]
    if held and held[-1] in function_words("joint"):
        return None
    if "and" in held and not {"of", "for"} & set(left := held[: held.index("and")]) and any(map(_is_bearer, left)):
        cut = len(held) - held[::-1].index("and")
        tokens, held = tokens[cut:], held[cut:]
    while held and held[0] in function_words("joint"):
        tokens, held = tokens[1:], held[1:]
    if not tokens or not any(_is_office(word) for word in held):
        return None
    return Span(tokens[0].start(), tokens[-1].end())


def is_honorific(word: str) -> bool:
    """Tell whether a word is a mere form of address: "Mr"."""
    noun = nouns().get(word.rstrip("."))
    return noun is not None and noun.sense in ("mr", "ms")


def _is_bearer(word: str) -> bool:
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
    told = (_DETERMINER.match(span.of(text)) or span.of(text)[:1].isupper()) and kind_of(span.of(text)) == "person"
    return span if told else None


def role_after(text: str, end: int, ceiling: int) -> Span | None:
    """Return the role that stands after a name that ends at `end`: "Ana Ruel, the league's chair"."""
    if text[end : end + 2] != ", " or not (match := _APPOSED.match(text, end + 2, ceiling)):
        return None
    relative = _RELATIVE.search(text, match.start(), match.end())
    span = Span(match.start(), relative.start() if relative else match.end())
    return span if kind_of(span.of(text)) == "person" else None


def title_before(text: str, start: int) -> str:
    """Return the sense of the title that is the word before a name at `start`, or ""."""
    before = text[max(0, start - 20) : start].split()
    noun = nouns().get(before[-1].lower().rstrip(".")) if before and before[-1][:1].isupper() else None
    return noun.sense if noun is not None and noun.kind in ("title", "person") else ""


def is_strong(role: str) -> bool:
    """Tell whether words name an office, and the one who holds it: not "a lawyer", "a resident"."""
    noun = noun_of(role)
    return noun is not None and noun.kind == "person" and not re.match(r"an?\s", role, re.IGNORECASE)


@lru_cache(maxsize=4096)
def fit(description: str, role: str) -> float:
    """Return how well a description fits a role, from 0 to 1: by the sense of its head noun, and its other words."""
    return max(_fit_plain(left, right) for left in _readings(description) for right in _readings(role))


def _readings(description: str) -> list[str]:
    """Return a description and the offices that it may stand for: "the top diplomat", "the foreign minister"."""
    plain = " ".join(words_of(description))
    return [plain, *(plain.replace(known, office) for known, offices in _offices().items() if known in plain
                     for office in offices)]  # fmt: skip


def _fit_plain(description: str, role: str) -> float:
    wanted, noun = set(words_of(description)) - _SMALL, noun_of(description)
    there = set(words_of(role)) - _SMALL
    if noun is None or not any((known := nouns().get(word)) and known.sense == noun.sense for word in there):
        return 0.0
    wanted.discard(head(description))
    there = {word for word in there if not ((known := nouns().get(word)) and known.sense == noun.sense)}
    missing = [word for word in wanted if not any(is_akin(word, other) for other in there)]
    extra = [word for word in there if not any(is_akin(word, other) for other in wanted)]
    if missing and extra:
        return 0.0
    return max(0.0, 1.0 - 0.3 * len(missing) - 0.02 * len(extra))


def is_akin(left: str, right: str) -> bool:
    """Tell whether two words share a stem, as a country and its people do."""
    left, right = left.replace(".", ""), right.replace(".", "")
    if left in (same := _states()) and same[left] == same.get(right):
        return True
    common = min(len(left), len(right), max(4, min(len(left), len(right)) - 2))
    return left == right or (common >= 4 and left[:common] == right[:common])
