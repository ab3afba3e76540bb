"""Speeches printed verbatim: a title that names who gave one, and paragraphs that are all that speaker's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, pairwise

from onrecord import lexicons, thresholds
from onrecord.analysis.extract.transcripts import directions
from onrecord.analysis.extract.transcripts.labels import key_of
from onrecord.analysis.extract.transcripts.words import UPPER, bare_name, is_a, is_name_like
from onrecord.lexicons.roles import kind_of
from onrecord.text.masks import strip
from onrecord.text.sentences import lines, paragraphs
from onrecord.text.words import lower_words
from onrecord.types import Block, Span

_OFFICE_WORDS = 12
_TOP = 8  # lines in which a title or a note on the delivery stands
_LONGEST_TITLE = 250  # characters
_PARTICLE = r"(?:von|van|de|der|den|del|della|di|da|do|dos|du|la|le|al|el|bin|ibn|zu|ter|ten)"
_RUN = re.compile(rf"[{UPPER}][\w.'’-]*(?:[ \t]+(?:{_PARTICLE}[ \t]+){{0,2}}[{UPPER}][\w.'’-]*){{0,5}}")
_OF = re.compile(r"\b(?:of|for)\s+\Z")
_POSSESSIVE = re.compile(r"['’]s?$")
_THIRD_PERSON = re.compile(r"\b(?:he|she|they)\s+(?:said|told|added)\b|[”»]\s+(?:said|sagte)\b", re.IGNORECASE)


@cache
def _words(kind: str) -> tuple[str, ...]:
    rows = (row["words"].split() for row in lexicons.rows("und", "speeches") if row["kind"] == kind)
    return tuple(dict.fromkeys(word.replace("-", " ") for row in rows for word in row))


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    """Return the shapes of a title: what it is and by whom; whose it is; a line "Speaker: …"."""
    kinds = ("noun", "by", "line", "genitive")
    nouns, by, line, genitive = ("|".join(map(re.escape, _words(kind))) for kind in kinds)
    return (
        re.compile(
            rf"\W*(?:[\w-]+[ \t]+){{0,4}}?(?:{nouns})\b(?:[ \t]+\w+){{0,4}}?[ \t]+(?:{by})\b(?P<who>.+)", re.IGNORECASE
        ),
        re.compile(
            rf"\W*(?:[\w-]+[ \t]+){{0,4}}?(?P<who>[^\n:]{{3,80}}['’]s?)[ \t]+(?:\w+[ \t]+){{0,2}}?(?:{nouns})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"(?P<who>[^\n:]{{3,80}})[:–—-][ \t]+(?:\w+[ \t]+){{0,2}}?(?:{nouns})\b", re.IGNORECASE),
        re.compile(rf"\W*(?:{line})[ \t]*:(?P<who>.+)", re.IGNORECASE),
        re.compile(rf"\W*(?:[\w-]+[ \t]+){{0,4}}?(?:{nouns})\b[^:\n]{{0,40}}:(?P<who>.+)", re.IGNORECASE),
        re.compile(rf"\W*(?:[\w-]+[ \t]+){{0,2}}?(?:{genitive})[ \t]+(?P<who>.+)", re.IGNORECASE),
    )


def speech(text: str, body: Span, title: str | None) -> tuple[Block, ...]:
    """Return a block for each paragraph of a speech printed verbatim, nothing where the text is none.

    `title` is what the source says of itself, where its text does not begin with it.
    """
    found = _speaker(text, list(islice(lines(text, body), _TOP)), title)
    if found is None:
        return ()
    name, after = found
    said = list(_spoken(text, paragraphs(text, Span(after, body.end))))
    if said and directions.is_about(said[-1].of(text), key_of(name.of(text))):
        said.pop()  # a note on the speaker
    if len(said) < thresholds.SPEECH_PARAGRAPHS or not _is_verbatim(text, said, key_of(name.of(text))):
        return ()
    return tuple(Block(span, "turn", name) for span in said)


def _speaker(text: str, top: Sequence[Span], title: str | None) -> tuple[Span, int] | None:
    """Return where a title names the speaker, and where the words begin at the earliest."""
    for line in top:
        if line.end - line.start <= _LONGEST_TITLE and (name := _named(text, line)):
            return name, line.end
    if any(map(_is_title, (line.of(text) for line in top[:2]))) and (found := _above_office(text, top)):
        return found
    if title and (name := _named(title, Span(0, min(len(title), _LONGEST_TITLE)))):
        at = text.find(name.of(title), top[0].start if top else 0)
        return (Span(at, at + name.end - name.start), top[0].start) if at >= 0 else None
    return None


def _is_title(words: str) -> bool:
    """Tell whether a line is the title of a speech that does not say by whom."""
    return len(words) <= _LONGEST_TITLE and any(word in _words("noun") for word in lower_words(words))


def _above_office(text: str, top: Sequence[Span]) -> tuple[Span, int] | None:
    """Return a name in full that stands on a line of its own above the line with its office."""
    for line, following in pairwise(top[1:]):
        name, office = bare_name(text, line), following.of(text).split()
        is_full = name == line and 2 <= len(line.of(text).split()) <= 4 and is_name_like(line.of(text))
        is_office = is_a(office[0], "role") or kind_of(following.of(text)) == "person"
        if name and is_full and is_office and len(office) <= _OFFICE_WORDS:
            return name, following.end
    return None


def _named(text: str, line: Span) -> Span | None:
    """Return the name of who gave a speech in its title."""
    for pattern in _titles():
        match = pattern.match(text, *line)
        if match and (name := _first_name(text, Span(*match.span("who")))):
            return name
    return None


def _first_name(text: str, within: Span) -> Span | None:
    """Return the first name of a person in some words: two words with a capital or more, or one behind an office."""
    for run in _RUN.finditer(text, *within):
        whole = strip(text, Span(*run.span()))
        name = bare_name(text, whole)
        if name is None or any(is_a(word, "other") for word in name.of(text).split()):
            continue
        name = Span(name.start, name.end - (len(name.of(text)) - len(_POSSESSIVE.sub("", name.of(text)).rstrip("."))))
        alone = len(name.of(text).split()) == 1
        if _OF.search(text, within.start, name.start) and len(name.of(text).split()) > 2:
            name = Span(name.start + len(" ".join(name.of(text).split()[:-2])) + 1, name.end)  # "of State Ana Ruel"
        if (
            is_name_like(name.of(text))
            and kind_of(name.of(text)) == "unknown"
            and not (alone and name.start == whole.start)
        ):
            return name
    return None


def _spoken(text: str, parts: Sequence[Span]) -> Iterator[Span]:
    """Yield the paragraphs of a speech up to its end, without notes, headings and stage directions."""
    for n, paragraph in enumerate(parts):
        words = paragraph.of(text)
        if n and directions.is_end(words):
            return
        is_note = n < _TOP and any(note in words.casefold() for note in _words("note")) and len(words) < _LONGEST_TITLE
        span = directions.spoken(text, paragraph)
        if not (is_note or directions.is_no_speech(words) or directions.is_title(words) or span.start == span.end):
            yield span


def _is_verbatim(text: str, said: Sequence[Span], key: str) -> bool:
    """Tell whether paragraphs are in the first person and tell nothing of the speaker: no report on a speech."""
    own = 0
    for span in said:
        words = span.of(text)
        if directions.is_about(words, key) or _THIRD_PERSON.search(words):
            return False
        own += directions.addresses(words)
    return own >= thresholds.SPEECH_FIRST_PERSON * len(said)
