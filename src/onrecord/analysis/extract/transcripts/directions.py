"""What stands in a transcript and is no speech: stage directions, headings, the end, words about the speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from onrecord import lexicons
from onrecord.analysis.extract.transcripts.words import UPPER, is_a
from onrecord.text.masks import gaps, strip
from onrecord.types import Span

_BRACKETED = re.compile(r"[*_]{0,2}(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\]|<[^<>]*>|♪.*)[*_.]{0,3}", re.DOTALL)
_CLIP = re.compile(r"\b(?:clip|video|audio|tape|film|recording|break|commercial|newscast)", re.IGNORECASE)
_STANDS_UP = re.compile(r"(?:\S+\s+){1,9}(?:rose|rising|interject\w*|interrupt\w*|having left the chamber)\s*[—–-]+")
_CLERK = re.compile(r"(?:The )?(?:\w+ )?(?:[Cc]lerk|CLERK)\b.{0,80}\bread\b.{0,120}|There was no objection\.")
_END = re.compile(
    r"\W*(?:end(?:s| of (?:the )?(?:transcript|interview|recording|document|briefing|session))?|transcript ends"
    r"|ende|fin|конец|#\s?#\s?#|-?\s?30\s?-?|©.{0,120}|\(c\) .{0,120}|copyright\b.{0,120}"
    r"|(?:the )?(?:meeting|sitting|session|committee|house|briefing|proceedings|hearing)\b[^.]{0,40}"
    r"(?:adjourned|concluded|was closed|rose|ended|suspended|recessed)\b.{0,60})\W*",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"\W*(?:notes? to editors?|contacts?|media contact|about the |for (?:more|further) information)\b", re.IGNORECASE
)
_CAPITAL_ASIDE = rf"[{UPPER}]{{2,}}(?:[ ,.'’-]+[{UPPER}]{{2,}}){{1,8}}[.]?"
_SENTENCE_WORDS = 10
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CONTINUED = re.compile(r"\([a-z][^()\n]{2,40}\):\s*")  # "(voice-over): ", in the middle of a turn
_REPORTS = r"(?:said|says|told|tells|added|adds|replied|answered|asked|insisted|explained|declared|noted|argued|wrote)"


def is_no_speech(words: str) -> bool:
    """Tell whether a paragraph is a stage direction, a heading or the end of the transcript."""
    return is_direction(words) or is_heading(words) or is_end(words)


def ends_turn(words: str, key: str) -> bool:
    """Tell whether nothing from this paragraph on is known to belong to the turn of the speaker with this key."""
    if is_direction(words):
        return starts_clip(words)
    return is_heading(words) or is_end(words) or _CLERK.fullmatch(words) is not None or is_about(words, key)


def is_direction(words: str) -> bool:
    """Tell whether a paragraph is a stage direction: all in brackets, or a note that somebody rose or interjected."""
    return _BRACKETED.fullmatch(words) is not None or _STANDS_UP.fullmatch(words) is not None


def starts_clip(words: str) -> bool:
    """Tell whether a direction begins or ends a clip or a break, so that what follows is nobody's known."""
    return _CLIP.search(words) is not None


def is_heading(words: str) -> bool:
    """Tell whether a line is a heading: in capitals, or with the sign of one, and no sentence."""
    if words.startswith("#"):
        return True
    letters = [] if is_direction(words) else [character for character in words if character.isalpha()]
    ends = words.rstrip("*_\"'”’")[-1:] in ".!?…,;-—–"
    return len(letters) >= 4 and not ends and "".join(letters).isupper()


def is_title(words: str) -> bool:
    """Tell whether a line is too short and too open for a sentence, as a heading in small letters is."""
    return len(words.split()) <= 10 and words.rstrip("*_\"'”’)")[-1:].isalnum()


def is_end(words: str) -> bool:
    """Tell whether a paragraph says that the transcript is over, or turns to the editors."""
    return len(words) <= 200 and (_END.fullmatch(words) is not None or _NOTES.match(words) is not None)


def is_about(words: str, key: str) -> bool:
    """Tell whether a paragraph names the speaker with this key, and nobody in the first person: it is not by them."""
    named = len(key) > 1 and not any(is_a(word, "role") for word in key.split())
    if not named or re.search(rf"\b{re.escape(key)}\b", words, re.IGNORECASE) is None:
        return False
    return reports_on(words, key) or not addresses(words)


def is_prose(words: str) -> bool:
    """Tell whether a paragraph is a sentence or more, not in capitals: of an article, not the head of a transcript."""
    ends = words.rstrip("\"'”’»)")[-1:] in (".", "!", "?")
    return ends and len(words.split()) >= _SENTENCE_WORDS and not words.isupper()


def addresses(words: str) -> bool:
    """Tell whether words are in the first person, or speak to somebody."""
    return not (persons("first") | persons("hearer")).isdisjoint(_plain_words(words))


def is_own(words: str) -> bool:
    """Tell whether words are in the first person."""
    return not persons("first").isdisjoint(_plain_words(words))


def _plain_words(words: str) -> Iterator[str]:
    return (word.replace("’", "'") for word in _WORD.findall(words.casefold()))


@cache
def persons(kind: Literal["first", "hearer"]) -> frozenset[str]:
    """Return the words of the first person, or of those who are addressed (`lexicons/und/speeches.tsv`)."""
    rows = (row for row in lexicons.rows("und", "speeches") if row["kind"] == kind)
    return frozenset(word for row in rows for word in row["words"].split())


def reports_on(words: str, key: str) -> bool:
    """Tell whether a paragraph tells what the speaker with this key said."""
    if not key or not key.isalpha() or key not in words.casefold():
        return False
    name = rf"\b{re.escape(key)}\b"
    beside = rf"{name}(?:,[^,.]{{3,60}},)?\s+{_REPORTS}\b|\b{_REPORTS}\s+(?:\w+\.?\s+){{0,2}}{name}"
    return re.search(beside, words, re.IGNORECASE) is not None


def spoken(text: str, span: Span) -> Span:
    """Return a paragraph without the stage directions at its edges; empty where it is nothing else."""
    parts = without_asides(text, span)
    return Span(parts[0].start, parts[-1].end) if parts else Span(span.start, span.start)


def without_asides(text: str, span: Span) -> tuple[Span, ...]:
    """Return the parts of a paragraph between the stage directions in it: "(LAUGHTER)", "(Beifall bei …)"."""
    if aside := _CONTINUED.match(text, *span):
        span = Span(aside.end(), span.end)
    asides = [Span(*match.span()) for match in _asides().finditer(text, *span)]
    parts = (strip(text, gap) for gap in gaps(asides, span))
    return tuple(part for part in parts if any(map(str.isalnum, part.of(text))))


@cache
def _asides() -> re.Pattern[str]:
    rows = (row["words"].split() for row in lexicons.rows("und", "transcript_labels") if row["kind"] == "aside")
    known = "|".join(re.escape(word) for row in rows for word in row)
    note = rf"(?i:{known})\b[^()\[\]]{{0,200}}(?:\[[^\[\]]{{0,80}}\][^()\[\]]{{0,200}})?"
    return re.compile(rf"[(\[](?:{_CAPITAL_ASIDE}|{note}|\d\d:\d\d:\d\d)[)\]]")
