"""Statements and what only looks like one: acts, attitudes and bare names that are attributed to somebody."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord import thresholds
from onrecord.lexicons.cue_classes import cue_classes
from onrecord.lexicons.function_words import function_words
from onrecord.models.statements import probability
from onrecord.types import READING_MEDIA_TYPE, Quotation, Reading, Reason

_LANGUAGE = "en"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLAUSE = ("that", "whether", "if", "why", "how", "what", "when", "who", "where", "which")
_ON_SOMEBODY = ("judging", "asking", "naming")
_EMPTY = re.compile(
    r"(?:it|them|this|that|these|those|him|her|us|me|(?:the|these|those) (?:very )?same(?: \w+)?"
    r"|(?:the )?[$€£]?[\d.,]+(?: (?:million|billion|trillion|percent|per cent|%))?)\W*",
    re.IGNORECASE,
)
_EMPTY_CHANCE = 0.2  # what people only talked about is little, but not nothing
_LENGTHS = (2, 5, 10, 20)
_WHY = "what is attributed tells of an act or an attitude rather than of words"


def weighed(reading: Reading) -> Reading:
    """Return a reading in which what hardly reports a statement has a confidence below the line of what is shown.

    What other programs or people gave keeps theirs, and so does what has no cue in words.
    """
    is_given = reading.document.media_type == READING_MEDIA_TYPE
    if is_given or (reading.story.language or _LANGUAGE) != _LANGUAGE:
        return reading
    return replace(reading, quotations=tuple(_weighed(reading.masked, one) for one in reading.quotations))


def _weighed(text: str, quotation: Quotation) -> Quotation:
    if quotation.confidence == 1.0 or not has_cue(text, quotation):  # a person has judged it, or it stands by itself
        return quotation
    chance = _EMPTY_CHANCE if _is_empty(text, quotation) else probability(features(text, quotation))
    if chance >= thresholds.STATEMENT:
        return quotation
    lowered = round(min(quotation.confidence, thresholds.SHOWN * chance / thresholds.STATEMENT), 3)
    reasons = (*quotation.because, Reason("confidence", _WHY, quotation.cue))
    return replace(quotation, confidence=lowered, because=reasons)


def has_cue(text: str, quotation: Quotation) -> bool:
    """Tell whether words, not only marks such as a colon, attribute a quotation."""
    return bool(_cue_words(text, quotation))


def _is_empty(text: str, quotation: Quotation) -> bool:
    """Tell whether content says nothing by itself: "it", "the same words", a sum, or what people only talked about."""
    classes = cue_classes(_LANGUAGE, cue := _cue_words(text, quotation))
    if quotation.form != "indirect" or not classes.isdisjoint(_ON_SOMEBODY):
        return False
    if _EMPTY.fullmatch(quotation.text):
        return True
    is_topic = classes == {"discussing"} and cue[-1] in ("about", "of", "on", "over")
    return is_topic and _shape(quotation, _words(quotation.text)) == "phrase"


def features(text: str, quotation: Quotation) -> Mapping[str, float]:
    """Return what tells a statement: the class of its cue beside the shape of its content, and how it was found."""
    sure = min(max(quotation.confidence, 0.001), 0.999)
    words, cue = _words(quotation.text), _cue_words(text, quotation)
    shape = _shape(quotation, words)
    classes = cue_classes(_LANGUAGE, cue) or {"other"}
    found = {"constant": 1.0, "sure": math.log(sure / (1 - sure)), "cue words": min(len(cue), 8) / 4}
    found |= {f"class {name}": 1.0 for name in classes}
    found |= {f"class {name}, {shape}": 1.0 for name in classes}
    return found | dict.fromkeys(_signs(text, quotation, words, cue, shape), 1.0)


def _signs(text: str, quotation: Quotation, words: Sequence[str], cue: Sequence[str], shape: str) -> Iterator[str]:
    yield f"shape {shape}"
    yield f"form {quotation.form}"
    yield f"length {sum(len(words) > most for most in _LENGTHS)}"
    follows = quotation.cue is not None and quotation.content[-1].end > quotation.cue.start
    yield "after the cue" if follows else "before the cue"
    if follows and cue[-1] in function_words("preposition"):
        yield "behind a preposition"
        yield f"behind {cue[-1]}"
    if cue[0] == "to":
        yield "cue begins with to"
    if cue[0] in function_words("determiner"):
        yield "cue is a noun"
    if len(cue) == 1:
        yield "cue of one word"
    if quotation.form != "direct":
        yield f"first {_first(words)}"
    if len(quotation.content) > 1:
        yield "in parts"
    if quotation.headline:
        yield "headline"
    if quotation.inside:
        yield "inside another"
    yield _source(text, quotation)


def _shape(quotation: Quotation, words: Sequence[str]) -> str:
    """Tell what the content looks like: in marks, a clause, an infinitive, a sentence, or a phrase without a verb."""
    if quotation.form != "indirect":
        return quotation.form
    if words and words[0] in _CLAUSE:
        return "clause"
    if words and words[0] == "to":
        return "infinitive"
    return "sentence" if not function_words("finite").isdisjoint(words) else "phrase"


def _first(words: Sequence[str]) -> str:
    first = words[0] if words else ""
    kinds = ("determiner", "pronoun", "preposition")
    if first in _CLAUSE or first == "to":
        return first if first in ("that", "to") else "question word"
    kind = next((kind for kind in kinds if first in function_words(kind)), "other")
    return "gerund" if kind == "other" and first.endswith("ing") else kind


def _source(text: str, quotation: Quotation) -> str:
    if quotation.source is None:
        return "no source"
    first = next(iter(_words(quotation.source.of(text))), "")
    if first in ("who", "which", "that", "it"):
        return f"source {first}"
    return "source pronoun" if first in function_words("pronoun") else "source named"


def _cue_words(text: str, quotation: Quotation) -> list[str]:
    return _words(quotation.cue.of(text)) if quotation.cue else []


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text[:2_000].lower())]
