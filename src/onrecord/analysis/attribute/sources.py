"""The words of a source, parsed: a name, several speakers, a pronoun, a description, an organisation or other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.analysis.attribute.entities import Entities
from onrecord.analysis.attribute.entity_attributes import Occurrence
from onrecord.lexicons.function_words import foreign_pronouns, function_words
from onrecord.lexicons.roles import head, is_honorific, is_writing, kind_of, nouns, role_words
from onrecord.types import Span, SpeakerKind

SourceSort = Literal["name", "names", "joint", "writing", "pronoun", "description", "organisation", "wording", "nobody"]

_PRONOUNS = ("masculine", "feminine", "organisation", "plural", "own", "relative")
_AFTER_NAME = re.compile(
    r"(?:[’']s?)?$|\s*[,(–—“\"]|\s+(?:of|from|in|at|who|whose|and|on|with|himself|herself|too|also|for|to|by|via|then|"
    r"during|after|before|when|while|later|as|again)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(r"(?:\s+of(?:\s+[A-ZÀ-Þ][\w.-]*){1,3})?(?:\s*,|\s*,?\s+and|\s*&)\s+(?:[\w’'.-]+\s+){0,5}")
_AND = re.compile(r",?\s+(?:and|as well as|along with)\s+|\s+&\s+")
_SEGMENT = re.compile(r".*(?:[,;:–—(]\s*|\s(?:and|&)\s+)", re.DOTALL)
_FIRST_SEGMENT = re.compile(r",\s(?!(?:Jr|Sr)\b)|\s[–—(]|[;:–—(“\"]")
_WHO_END = re.compile(r"(?<=\w)\s(?:who|that|which)$")
_NOUN_WITHIN = 90  # characters before a relative pronoun
_TOKEN = re.compile(r"\S+")
_DETERMINERS = frozenset(
    {
        "the",
        "a",
        "an",
        "some",
        "many",
        "those",
        "several",
        "other",
        "another",
        "his",
        "her",
        "its",
        "their",
        "all",
        "any",
    }
)
_VERBS = frozenset(
    {
        "was",
        "were",
        "is",
        "are",
        "be",
        "been",
        "said",
        "told",
        "among",
        "than",
        "over",
        "against",
        "between",
        "had",
        "has",
    }
)
_OWN = re.compile(r"(?P<who>(?:his|her|their|its)(?=\s)|[^,;]+?(?=[’']s?\s))(?:[’']s?)?\s(?P<what>.+)", re.IGNORECASE)
_SENT_BY = re.compile(r"(?P<what>[^,;]+?)\s(?:from|by)\s(?P<who>.+)", re.IGNORECASE)
_BESIDE_PRONOUN = {"also", "too", "all", "both", "then", "himself", "herself", "itself", "themselves"}
_PREPOSITION = re.compile(
    r"\b(?:of|for|to|from|with|by|at|in|against|under|near|about|over|around)\s+(?:both\s+)?(?:the\s+)?$", re.IGNORECASE
)
_COMPLEMENT = re.compile(r"\s(?:of|for|to|from|with|by|at|in|on|against|under|near|who|that|which)\s")
_PARTICIPLE = re.compile(r"\b[a-z]+ing\s+$|\b(?:who|that|which|whose)\s")
_EACH = re.compile(r"(?:every|each|few)\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|both(?:\sthe)?)\s+", re.IGNORECASE)
_INDEFINITE = re.compile(r"(?:an?|another|one|some|any)\s", re.IGNORECASE)
_DETERMINED = re.compile(r"(?:the|an?|his|her|its|their|our|my|other|several|many|some|fellow|both)\s", re.IGNORECASE)
_NOBODY = re.compile(
    r"(?:no|neither|none|nobody|not (?:one|a single|any|all|every|many)|hardly any(?:one|body)?|no-?one)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ParsedSource:
    """The words of a source and what they are; `speakers` are the entities that they name as having spoken.

    `parts` are the places of the sources that it joins, where they are not all names, or of who wrote what it is.
    """

    sort: SourceSort
    words: str
    kind: SpeakerKind = "unknown"
    speakers: tuple[Occurrence, ...] = ()
    pronoun: str = ""
    definite: bool = False
    parts: tuple[Span, ...] = ()


def parse_source(text: str, span: Span, entities: Entities) -> ParsedSource:
    """Return what the words of a source are."""
    words = " ".join(span.of(text).split())
    words = _WHO_END.sub("", words)
    first, *rest = re.findall(r"[\w’']+", words.lower()) or [""]
    pronoun = next((sort for sort in _PRONOUNS if first in function_words(sort)), "")
    pronoun = pronoun or ("" if rest else foreign_pronouns().get(first, ""))
    if pronoun and set(rest) <= _BESIDE_PRONOUN:
        return ParsedSource("pronoun", words, pronoun=pronoun)
    if _NOBODY.match(words):
        return ParsedSource("nobody", words)
    if _EACH.match(words):
        return ParsedSource("wording", words, "group")
    if author := _author(text, span, entities):
        return ParsedSource("writing", words, "document", parts=(author,))
    people = _speaking(text, span, entities)
    if len(people) > 1:
        return ParsedSource("names", words, "person", people)
    if parts := _joined(text, span, entities):
        return ParsedSource("joint", words, "group", parts=parts)
    if people:
        return ParsedSource("name", words, "person", people)
    return _without_person(text, span, entities, words)


def _author(text: str, span: Span, entities: Entities) -> Span | None:
    """Return where a source says who wrote or made what it names: "Ana Ruel's letter", "a tweet by the mayor"."""
    words = span.of(text)
    own = _OWN.match(words)
    if own and is_writing(head(own["what"])):
        who = Span(span.start, span.start + own.end("who"))
        named = any(occurrence.span.end >= who.end for occurrence in entities.within(who))
        return who if named or _is_pronoun(own["who"]) or _is_speaker(own["who"]) else None
    sent = _SENT_BY.match(words)
    if sent and is_writing(role_words(sent["what"])[-1]):
        who = Span(span.start + sent.start("who"), span.end)
        return who if entities.within(who) or _is_speaker(sent["who"]) else None
    return None


def _is_speaker(words: str) -> bool:
    return kind_of(words) in ("person", "group", "organisation", "office")


# --- several speakers -------------------------------------------------------------------------------------------------


def _joined(text: str, span: Span, entities: Entities) -> tuple[Span, ...]:
    """Return the places of two sources that "and" joins: "Ana Ruel and the port", "he and his wife"; else nothing."""
    if any(
        occurrence.span.start <= span.start and occurrence.span.end >= span.end for occurrence in entities.within(span)
    ):
        return ()
    both = re.match(r"both\s", span.of(text), re.IGNORECASE)
    start = span.start + (both.end() if both else 0)
    for match in _AND.finditer(text, start, span.end):
        left, right = Span(start, match.start()), Span(match.end(), span.end)
        if any(occurrence.span.end > right.start for occurrence in entities.within(left)):
            continue
        if _is_source(text, left, entities) and _may_follow(text, right, left, entities):
            return left, right
    return ()


def _is_source(text: str, span: Span, entities: Entities) -> bool:
    """Tell whether words before an "and" are a source by themselves: a name, a pronoun, a noun without complement."""
    words = span.of(text)
    if named := _ending(span, entities):
        is_person = entities[named.entity].kind == "person"
        before = text[span.start : named.span.start].strip().lower()
        return before in ("", "the") or (is_person and _is_head(text, span.start, named.span.start))
    if _is_pronoun(words) or entities.number_of(words) is not None:
        return True
    return kind_of(words) != "unknown" and not _COMPLEMENT.search(words) and "," not in words


def _may_follow(text: str, right: Span, left: Span, entities: Entities) -> bool:
    """Tell whether words after an "and" begin a second source: with an article, as a name, or as a group."""
    words, named = right.of(text), entities.within(right)
    if _DETERMINED.match(words) or entities.number_of(words) is not None:
        return True
    if named and named[0].span.end >= right.end and _is_head(text, right.start, named[0].span.start):
        return True
    before = _ending(left, entities)
    is_person = _is_pronoun(left.of(text)) or (before is not None and entities[before.entity].kind == "person")
    return kind_of(words) == "group" and (is_person or " " not in words.strip())


def _ending(span: Span, entities: Entities) -> Occurrence | None:
    """Return the name with which some words end."""
    return next((o for o in entities.within(span) if o.span.end >= span.end), None)


def _is_pronoun(words: str) -> bool:
    return any(words.lower() in function_words(sort) for sort in ("masculine", "feminine", "plural", "organisation"))


# --- one speaker ------------------------------------------------------------------------------------------------------


def _without_person(text: str, span: Span, entities: Entities, words: str) -> ParsedSource:
    """Tell the sort of a source by its head noun; without one it is an entity of the story, or only words."""
    kind, bare = kind_of(words), _ARTICLE.sub("", words, count=1)
    if kind == "person":
        return ParsedSource("description", words, kind, definite=not _INDEFINITE.match(words))
    if kind in ("organisation", "office", "document") and not _shares_group(words):
        return ParsedSource("organisation", bare, kind, definite=_is_common(bare) and not _INDEFINITE.match(words))
    if kind == "group" or _shares_group(words):
        return ParsedSource("wording", bare, "group")
    inside = [o for o in entities.within(span) if _is_meant(text, span, o)]
    if inside:
        return ParsedSource("name", bare, entities[inside[0].entity].kind, (inside[0],))
    return ParsedSource("wording", bare, "group" if _is_plural(words) else "unknown")


def _shares_group(words: str) -> bool:
    """Tell whether two adjectives share a noun for people: "Senate and House leaders"."""
    _, *rest = _AND.split(words)
    return len(rest) == 1 and " " in rest[0] and kind_of(rest[0]) == "group" and not _DETERMINED.match(rest[0])


def _is_meant(text: str, span: Span, occurrence: Occurrence) -> bool:
    """Tell whether a name in a source is what the source is about: its head, before any comma or complement."""
    before = text[span.start : occurrence.span.start]
    ends = occurrence.span.end >= span.end or _AFTER_NAME.match(text, occurrence.span.end, span.end)
    return bool(ends) and not _FIRST_SEGMENT.search(before) and not _PREPOSITION.search(before)


def _speaking(text: str, span: Span, entities: Entities) -> tuple[Occurrence, ...]:
    """Return the people named in a source who spoke, not those whom their description mentions."""
    found: list[Occurrence] = []
    first = _FIRST_SEGMENT.split(span.of(text), maxsplit=1)[0]
    is_body = kind_of(first) in ("organisation", "office", "document")
    for occurrence in entities.within(span):
        is_person = entities[occurrence.entity].kind == "person"
        at_end = occurrence.span.end >= span.end
        if not is_person or not (at_end or _AFTER_NAME.match(text, occurrence.span.end, span.end)):
            continue
        if not _is_head(text, span.start, occurrence.span.start):
            continue
        if not found and is_body and occurrence.span.start > span.start + len(first):
            continue
        if found and not _JOINED.fullmatch(text, found[-1].span.end, occurrence.span.start):
            continue
        found.append(occurrence)
    if len(found) > 1 and not re.search(r"\band\b|&", text[found[0].span.end : found[-1].span.start]):
        found = found[:1]
    return tuple(found)


def _is_head(text: str, start: int, name: int) -> bool:
    """Tell whether a name at `name` is what the words from `start` lead up to: not "a lawyer for Mr. Ruel"."""
    before = _SEGMENT.sub("", text[start:name], count=1)
    return not _PREPOSITION.search(_without_titles(before)) and not _PARTICIPLE.search(before)


def _without_titles(before: str) -> str:
    """Take the title off the end of the words before a name: "a lawyer for former Mayor", "a lawyer for"."""
    words, is_titled = before.split(), False
    while words and (_is_title(words[-1]) or (is_titled and _is_of_title(words[-1]))):
        is_titled = True
        words.pop()
    return " ".join(words) + " " if words else ""


def _is_title(word: str) -> bool:
    noun = nouns().get(word.lower().rstrip("."))
    return is_honorific(word.lower()) or (noun is not None and noun.kind in ("title", "person"))


def _is_of_title(word: str) -> bool:
    return word[:1].isupper() or word in function_words("modifier")


def bare_name(words: str) -> str:
    """Return a name without the titles before it and what a comma parts from it: "Mr. de Ruel, D-Tolm", "de Ruel"."""
    left = _FIRST_SEGMENT.split(words, maxsplit=1)[0].split()
    while len(left) > 1 and _is_title(left[0]):
        left.pop(0)
    return " ".join(left)


def noun_before(text: str, at: int) -> Span | None:
    """Return the noun phrase for people that ends right before a relative pronoun at `at`, if its noun is a common one.

    One that a comma parts from a name is none: it explains the name ("Ana Ruel, the mayor, who …").
    """
    tokens = list(_TOKEN.finditer(text, max(0, at - _NOUN_WITHIN), at))
    phrase: list[re.Match[str]] = []
    for token in reversed(tokens):
        if phrase and not _is_of_phrase(token.group()):
            break
        phrase.insert(0, token)
        if token.group().lower() in _DETERMINERS:
            break
    span = Span(phrase[0].start(), phrase[-1].end()) if phrase else Span(at, at)
    words = span.of(text).rstrip(",")
    is_apposed = text[: span.start].rstrip().endswith((",", "—", "–"))
    is_common = kind_of(words) != "unknown" or _is_plural(words)
    return Span(span.start, span.start + len(words)) if is_common and not is_apposed else None


def _is_of_phrase(token: str) -> bool:
    """Tell whether a word may stand inside a noun phrase, before its noun."""
    word = token.lower()
    if token[-1] in ",;:.!?—–)" or (word in function_words("opener") and not token[0].isupper()):
        return False
    return word == "of" or word not in function_words("joint") | _VERBS or word in _DETERMINERS


def _is_plural(words: str) -> bool:
    """Tell whether the noun of some words is not known, but looks like one for several people: "reformers"."""
    noun = head(words)
    ends = noun.endswith("s") and not noun.endswith(("ss", "us", "is", "'s"))
    return ends and noun not in nouns() and noun in words


def _is_common(bare: str) -> bool:
    """Tell whether an organisation is called by common words only: "ministry", "press service"."""
    return bare == bare.lower() or head(bare) == bare.lower()
