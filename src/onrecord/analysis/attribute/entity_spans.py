"""Names in a story: those that the reading model found, with limits and kinds corrected by the words around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.analysis.attribute.roles import is_titled, role_before
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.names import is_given_name, name_words
from onrecord.lexicons.roles import kind_of, nouns
from onrecord.text.words import normalised
from onrecord.thresholds import ORGANISATION_BY_NOUN, PERSON_BY_TITLE, PLACE_BY_CONTEXT
from onrecord.types import NamedEntity, NamedKind, Reading, Span

_POSSESSIVE = re.compile(r"[’']s?$")
_IN = re.compile(r"\b(?:in|from|across|near|outside|inside|northern|southern|eastern|western)\s$", re.IGNORECASE)
_NAME = re.compile(
    r"(?:(?:van|von|de|der|den|del|della|di|da|al|el|bin|ibn)\s)*[^\W\d_a-z][\w’'-]+"
    r"(?:[ \t]+(?:[A-Z]\.|[^\W\d_a-z][\w’'-]+|(?:van|von|de|der|den|del|della|di|da|al|el|bin|ibn|la|le)\b)){0,7}"
)
_LOWER = re.compile(r"\b[a-zß-öø-ÿ]+\b")
_CAPITAL = re.compile(r"\b[A-ZÀ-Þ]\w+")
_PREFIX = re.compile(r"(?<!\w)[OD][’']$")
_SUFFIX = re.compile(r",?[ \t](?:[JS]r\b\.?|I{2,3}\b|IV\b)")
_LOWER_END = re.compile(r"(?:[ \t]+[a-zß-öø-ÿ][\w’'-]*)+$")
_NICKNAME = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w’'-]*(?:[ \t]+[^\W\d_a-z][\w’'.-]*){0,2}?"
    r"[ \t]+\(?(?:“[^\W\d_a-z]\w+”|\"[^\W\d_a-z]\w+\"|‘[^\W\d_a-z]\w+’|'[^\W\d_a-z]\w+')\)?"
    r"[ \t]+[^\W\d_a-z][\w’'-]*"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ \t]$")
_EXPLAINED = re.compile(r",\s(?:the|an?)\s((?:[\w’'-]+\s){0,5}?[\w’'-]+)[,.]")
_DEMONYM = ("n", "an", "ian", "nian", "ese", "i", "ish")
_ITS = re.compile(r"[^.!?\n]{0,60}?\b(?:(?P<its>its)|he|she|his|her|him)\b")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that a story prints without a capital, and those that it prints with one."""

    lower: frozenset[str]
    capital: frozenset[str]


def names_in(reading: Reading) -> list[NamedEntity]:
    """Return the people, organisations and places named in a story, in order; dates are left out."""
    text, story = reading.masked, reading.story.span
    words = _Words(
        frozenset(match.group() for match in _LOWER.finditer(text, *story)),
        frozenset(match.group() for match in _CAPITAL.finditer(text, *story)),
    )
    found = [_trimmed(text, named) for named in _with_nicknames(reading) if named.kind != "date"]
    found = [named for named in found if _is_proper(named.span.of(text))]
    surnames = {
        wording_of(text, named).split()[-1] for named in found if named.kind == "person" and " " in named.span.of(text)
    }
    headline = reading.story.headline_span
    names = [
        named
        if wording_of(text, named) in surnames or (headline and headline.covers(named.span))
        else _with_first_word(text, named, words)
        for named in found
    ]
    names = sorted([*names, *_missed(reading, names)], key=lambda named: named.span)
    kinds = _kinds(text, names, words, _articled(reading))
    return [replace(named, kind=kinds[wording_of(text, named)]) for named in names]


def _with_nicknames(reading: Reading) -> list[NamedEntity]:
    """Join the parts of a name around a nickname in marks, of which the model found one: "Edna “Birdie” Falk"."""
    text, names = reading.masked, list(reading.named)
    people = {named.span.of(text) for named in names if named.kind == "person"}
    starts = [named.span.start for named in names]
    for match in _NICKNAME.finditer(text, *reading.story.span):
        first, last = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        given, *middle = match.group().split()
        known = is_given_name(given) or people & {word.strip("“”\"‘’'()") for word in middle}
        if known or any(named.kind == "person" for named in names[first:last]):
            names[first:last] = [NamedEntity(Span(*match.span()), "person")]
            starts[first:last] = [match.start()]
    return names


def _is_proper(words: str) -> bool:
    """Tell whether words begin like a name: with a capital, or with a particle such as "de" and then a capital."""
    first, _, rest = words.partition(" ")
    return first[:1].isupper() or (first in name_words("particle") and rest[:1].isupper())


def wording_of(text: str, named: NamedEntity) -> str:
    """Return the wording of a name without regard to case and spacing."""
    return normalised(named.span.of(text))


def _missed(reading: Reading, names: Sequence[NamedEntity]) -> Iterator[NamedEntity]:
    """Yield names of people in a source that the model did not take for a name."""
    starts = [named.span.start for named in names]
    sources = dict.fromkeys(quotation.source for quotation in reading.quotations if quotation.source)
    for source in sources:
        if bisect_left(starts, source.start) < bisect_left(starts, source.end):
            continue
        comma = reading.masked.find(",", source.start, source.end)
        found = list(_NAME.finditer(reading.masked, source.start, comma if comma > source.start else source.end))
        if not found:
            continue
        named = _trimmed(reading.masked, NamedEntity(Span(*found[-1].span()), "person"))
        words = named.span.of(reading.masked)
        titled = named.span.start > found[-1].start() or role_before(reading.masked, named.span.start, source.start)
        if kind_of(words) == "unknown" and (titled or 2 <= len(words.split()) <= 4):
            yield named


def _trimmed(text: str, named: NamedEntity) -> NamedEntity:
    """Cut titles before a name and the possessive after it; take in the O' of a surname, and "Jr."."""
    words = _POSSESSIVE.sub("", named.span.of(text))
    words = _LOWER_END.sub("", words) if named.kind == "person" else words
    end = named.span.start + len(words)
    start = named.span.start
    for space in re.finditer(r"\s+", text[start:end]):
        if any(_is_title(word) for word in text[start : named.span.start + space.start()].split()):
            start = named.span.start + space.end()
    suffix = _SUFFIX.match(text, end)
    end = suffix.end() if suffix and " " in text[start:end] else end
    prefix = _PREFIX.search(text, max(0, start - 3), start)
    return replace(named, span=Span(prefix.start() if prefix else start, end))


def _is_title(word: str) -> bool:
    word = word.lower().rstrip(".")
    return word == "the" or (word in nouns() and nouns()[word].kind in ("title", "person"))


def _with_first_word(text: str, named: NamedEntity, words: _Words) -> NamedEntity:
    """Take in the word before a name if it has a capital and is no common word: the model left out a given name."""
    if named.kind not in ("person", "organisation") or " " in named.span.of(text):
        return named
    before = _WORD_BEFORE.search(text, max(0, named.span.start - 30), named.span.start)
    word = before[1] if before else ""
    common = word.lower() in words.lower or word.lower() in function_words("opener") or word.lower() in nouns()
    if before is None or not word[:1].isupper() or word.isupper() or common or len(word) < 3:
        return named
    if text[: before.start()].endswith("of "):
        return named
    return replace(named, span=Span(before.start(1), named.span.end))


def _stands_like_a_place(text: str, span: Span) -> bool:
    """Tell whether "in" or the like stands before a name, or "its" is the next pronoun after it."""
    pronoun = _ITS.match(text, span.end)
    return bool(_IN.search(text, max(0, span.start - 9), span.start)) or bool(pronoun and pronoun["its"])


def _votes(text: str, named: NamedEntity) -> dict[NamedKind, int]:
    """Return the votes for its kind of the model and of the words beside one place of a name."""
    explained = _EXPLAINED.match(text, named.span.end)
    beside: dict[NamedKind, int] = {
        "place": PLACE_BY_CONTEXT * (" " not in named.span.of(text) and _stands_like_a_place(text, named.span)),
        "person": PERSON_BY_TITLE * is_titled(text, named.span.start),
        "organisation": ORGANISATION_BY_NOUN * (explained is not None and kind_of(explained[1]) == "organisation"),
    }
    return beside | {named.kind: beside.get(named.kind, 0) + 1}


def _articled(reading: Reading) -> frozenset[str]:
    """Return the wordings that are a source with an article alone, as no person is: "the Courier"."""
    sources = {" ".join(q.source.of(reading.masked).split()) for q in reading.quotations if q.source}
    return frozenset(normalised(words[4:]) for words in sources if words[:4].lower() == "the ")


def _kinds(text: str, names: Sequence[NamedEntity], words: _Words, articled: Collection[str]) -> dict[str, NamedKind]:
    """Return the kind of each wording, by the votes of its occurrences and of the words around them.

    What one is "in" or "from", and what a people has its name from, is a place; a surname is a person.
    """
    votes: dict[str, Counter[NamedKind]] = {}
    for named in names:
        votes.setdefault(wording_of(text, named), Counter()).update(_votes(text, named))
    for wording, counted in votes.items():
        if any(f"{wording.capitalize()}{ending}" in words.capital for ending in _DEMONYM):
            counted["place"] += PLACE_BY_CONTEXT * counted["person"]
        elif any(
            wording.capitalize().removesuffix(ending) in words.capital
            for ending in _DEMONYM
            if wording.endswith(ending)
        ):
            counted["nationality"] += PLACE_BY_CONTEXT * counted["person"]
        if wording in articled and " " not in wording and counted.most_common(1)[0][0] == "person":
            counted["organisation"] += counted["person"] + 1
    found = {wording: counted.most_common(1)[0][0] for wording, counted in votes.items()}
    surnames = {wording.split()[-1] for wording, kind in found.items() if kind == "person"}
    for wording in found:
        if kind_of(wording) in ("organisation", "office"):
            found[wording] = "organisation"
        elif wording in surnames:
            found[wording] = "person"
    return found
