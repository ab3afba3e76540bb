"""The subject of a sentence: who the words before a cue, or before a colon, say that spoke."""

from __future__ import annotations

import re

from onrecord.analysis.attribute.entities import Entities
from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import kind_of
from onrecord.types import Span

_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr))(?<!\b(?:Mrs|Rep|Sen|Gov|Gen))[.!?][\"”’»)]*\s*(?=[A-Z“\"«‘])|\n"
)
_SENTENCE_WITHIN = 500  # characters in which the beginning of a sentence is looked for
_FIRST_WORDS = 60  # characters after the beginning of a sentence, or a comma in it, in which its subject begins
_WORD = re.compile(r"[A-Za-z’'-]+")
_TOKEN = re.compile(r"\S+")
PARTICIPLE = re.compile(r"(?:(?:also|even|then|repeatedly|again|\w+ly)\s)*(?:\w{2,}ing\b|to\s[a-z]+)", re.IGNORECASE)
"""A cue that has the subject of the clause before it or after it: "saying", "to announce"."""

PASSIVE = re.compile(
    r"(?:(?:was|were|is|are|been|being|be|has been|have been|had been)\s.*\w+(?:ed|en|wn|nt)\b|asked|expected|accused)",
    re.IGNORECASE,
)
"""A cue whose subject did not speak: "was asked"."""

_SPOKEN_TO = (
    r"(?:asked|told|accused|questioned|warned|urged|ordered|advised|informed|reminded|blamed|mocked|bashed|rebuked)\b"
)
_BEEN = r"(?:was|were|is|are|been|being|be|got|has been|have been|had been)\s(?:\w+\s){0,2}?"
UNDERGONE = re.compile(rf"{_BEEN}{_SPOKEN_TO}|{_SPOKEN_TO}.*\bby$", re.IGNORECASE)
"""A cue whose subject was spoken to or spoken of: "was asked", "bashed by"."""

_FINITE = re.compile(
    r"(?:(?:also|even|then|later|again|\w+ly)\s)*(?:\w+ed|said|told|wrote|says|tells|writes|held|spoke|made)\b"
)
_GOT = re.compile(r"\b(?:received|faced|drew|suffered|got|heard|escaped)\b")
_CONJOINED = re.compile(r"(?:\b(?:and|but|or)\s|,\s)(?:(?:\w+ly|also|then|even)\s)?$")
_ADVERBIAL = re.compile(r"(?:,?\s(?:on|in|at|also|later|then|again|\w+ly|[A-Z]\w+day)(?:\s[A-Z]\w+)?)?,?\s*")
_COMPLEMENT = re.compile(r"\s(?:of|at|in|from|with|for|on)\s[^.;:“\"]{2,90}$")
_VERB = re.compile(r"\b(?:was|were|is|are|has|had|have|will|would|said|told|[a-z]+ed)\b")
_BY = re.compile(r"\sby\s(?=(?:[\w’'.-]+\s){0,4}$)")
_AGENT_WITHIN = 90  # characters at the end of words in which the agent of a passive is named
_NUMBERS = frozenset({"two", "three", "some", "many", "several", "few", "most", "both", "those", "one"})
_POSSESSIVE = ("'s", "’s", "’ ", "' ")
_BEFORE_NAME = re.compile(
    r"\b(?:of|by|with|to|for|from|about|against|on|in|at|between|under|after|before)\s+(?:\S+\s+){0,3}$"
)


def sentence_start(text: str, at: int) -> int:
    """Return where the sentence begins in which a place stands."""
    floor = max(0, at - _SENTENCE_WITHIN)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, floor, at)]
    return ends[-1] if ends else floor


def subject(text: str, entities: Entities, start: int, end: int) -> Span | None:
    """Return the first name, pronoun or noun for speakers that is no complement in a sentence, up to a place."""
    found = [_named(text, entities, start, end), _pronoun(text, start, end), _noun(text, start, end)]
    return min((span for span in found if span), default=None)


def belongs(text: str, found: Span, cue: Span) -> bool:
    """Tell whether a subject is that of a cue: the cue is a participle, joined on by "and", or right behind it.

    A noun is none: of "allegations that …" nobody in the sentence need be the speaker.
    """
    words, between = cue.of(text), text[found.end : cue.start]
    if PARTICIPLE.match(words):
        return True
    if not _FINITE.match(words) or _GOT.search(words):
        return False
    if _CONJOINED.search(between) or _ADVERBIAL.fullmatch(between):
        return True
    return bool(_COMPLEMENT.match(between)) and not _VERB.search(between)


def agent_of(text: str, entities: Entities, content: Span) -> Span | None:
    """Return the agent of a passive behind its words or at their end: "was asked whether … by Ana Ruel"."""
    floor = max(content.start, content.end - _AGENT_WITHIN)
    for named in (*entities.before(content.end, 1), *entities.after(content.end - 1, 1)):
        by = _BY.search(text, floor, named.span.start)
        if by and (named.span.end == content.end or by.start() == content.end):
            return Span(by.end(), named.span.end)
    return None


def _named(text: str, entities: Entities, start: int, end: int) -> Span | None:
    for occurrence in entities.within(Span(start, end)):
        before = text[start : occurrence.span.start]
        if text[occurrence.span.end : occurrence.span.end + 2] in _POSSESSIVE or occurrence.span.end > end:
            continue
        if not _BEFORE_NAME.search(before):
            return occurrence.span
    return None


def _pronoun(text: str, start: int, end: int) -> Span | None:
    known = {"he", "she", "they", "it"}
    for match in _WORD.finditer(text, start, end):
        if match.group().lower() in known:
            return Span(*match.span())
    return None


def _noun(text: str, start: int, end: int) -> Span | None:
    """Return the noun phrase with which a sentence begins, up to its noun, if that is one for speakers."""
    words = list(_TOKEN.finditer(text, start, min(end, start + _FIRST_WORDS)))
    if not words or words[0].group().lower() in function_words("opener"):
        return None
    for n, word in enumerate(words[:7]):
        following = words[n + 1].group().lower().strip(",") if n + 1 < len(words) else ""
        if word.group().lower() in _NUMBERS and following:
            continue
        phrase = Span(words[0].start(), word.end())
        if kind_of(phrase.of(text)) != "unknown" and not _continues(following):
            return phrase
    return None


def _continues(word: str) -> bool:
    """Tell whether a word after a noun goes on with the noun phrase: "the council | member"."""
    return (bool(word) and kind_of(word) != "unknown") or word in function_words("modifier")
