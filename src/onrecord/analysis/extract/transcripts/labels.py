"""Labels of turns: who speaks, as transcripts of all kinds print it at the beginning of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from onrecord.analysis.extract.transcripts.words import (
    UPPER,
    bare_name,
    is_a,
    is_before_name,
    is_capitals,
    is_name_like,
    is_uncased,
)
from onrecord.text.dates import MONTHS
from onrecord.text.masks import strip
from onrecord.types import Span

LabelForm = Literal["capitals", "stop", "dash", "mixed", "line", "question", "answer", "examiner", "change", "bare"]
"""How a label is set: capitals and a colon, a full stop or a dash behind it, a name and a colon, a line of its own,
"Q." and "A.", "BY MR. LASKER:" for who puts the questions that follow, a mere sign that somebody else speaks, and a
full name set off by so little that only a talk in questions and answers makes it a label."""

LONGEST = 160  # characters of a label
PREFIX = re.compile(
    r"(?:[\[(]?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[.,]\d{1,3})?[\])]?[ \t]*(?:[-–—][ \t]*)?)?"
    r"(?P<change>>{2,3}[ \t]*)?(?:[-–—•*][ \t]+)?[*_]{0,3}[\"“«„]?(?=\S)"
)
_PAREN = r"\s*[(\[（][^()\[\]（）\n]{0,90}[)\]）]"
_COLON = re.compile(r"[*_]{0,3}[ \t\xa0]?[:：][*_]{0,3}(?=[\s\"“«„(\[]|$)|：")
_ASIDE = re.compile(rf"{_PAREN}|\s[–—-]\s[^–—\n]{{2,90}}\s[–—-]\s*$")
_ENDS_SENTENCE = re.compile(r"[!?;…]|\.\s+\S|[\"“”«»]")
_ABBREVIATED = re.compile(r"\b(?:[^\W\d_]{1,5}|Senator|Mlle|Mssrs)\.(?=\s)")
_CAPITALS = rf"(?:Mc|Mac|O['’]|D['’]|De|Di|La|Le|Van|Von)?[{UPPER}][{UPPER}'’-]+"
_TITLE = rf"(?:[{UPPER}][^\W\d_{UPPER}]{{1,14}}\.?\s+)"
_STOP = re.compile(
    rf"(?P<name>{_TITLE}{{1,3}}(?P<capitals>{_CAPITALS}(?:\s+(?:{_CAPITALS}|of|the|de|la|van|von|pro|tempore))*)"
    rf"(?:\s+of(?:\s+[{UPPER}][\w.'’-]+){{1,3}})?)(?P<aside>(?:{_PAREN})*)(?P<mark>\.)\s+(?=\S)"
)
_FRENCH_STOP = re.compile(
    rf"(?P<name>(?:M|Mme|Mlle)\.?\s+(?:l[ae]\s+\w{{3,15}}|(?:[{UPPER}][\w'’-]+\s?){{1,4}}))"
    rf"(?P<aside>(?:,\s[^.:\n]{{3,90}})?)(?P<mark>\.)\s+(?:[–—]\s+)?(?=[{UPPER}])"
)
_DASH = re.compile(
    rf"(?P<name>(?:{_TITLE}{{1,3}}|[OA]\s+(?:SRA?\.\s+)?)?{_CAPITALS}(?:\s+{_CAPITALS})*)(?P<aside>(?:{_PAREN})*)\s?(?P<mark>[—–]|--)\s?(?=\S)"
)
_BARE_STOP = re.compile(
    rf"(?P<name>{_CAPITALS}(?:\s+{_CAPITALS}){{0,4}}(?:\s+(?:[{UPPER}]\.\s?){{1,2}})?)(?P<aside>(?:{_PAREN})*)"
    rf"(?P<mark>\.|(?<=\.))\s+(?=[{UPPER}¿¡«„“\"])"
)
_FULL = rf"[{UPPER}][\w'’-]+(?:\s+(?:van|von|de|der|el|al|bin)\b)?(?:\s+[{UPPER}][\w'’-]+){{1,3}}"
_BARE = re.compile(
    rf"(?:(?P<mark>\[)(?P<name>{_FULL})\]:?|(?P<full>{_FULL})(?P<stop>\.|\s[-–—]{{1,2}}))\s+(?=[{UPPER}¿¡«„“\"])"
)
_STOP_AND_DASH = re.compile(
    rf"(?P<name>[{UPPER}][\w.'’-]*?(?:\s+[\w.'’-]+?){{0,5}})(?P<aside>(?:{_PAREN})*(?P<role>,\s[^.\n]{{2,90}})?)"
    rf"(?P<mark>\.\s[–—−-]|\s[–—])\s+(?=\S)"
)
_QUESTION = re.compile(
    rf"(?P<name>\w{{1,10}})(?P<number>\s?\d{{1,3}})?(?:(?P<mark>[.:)：])\s+|\s{{2,}}|\t|(?<=Q)\s(?=[{UPPER}]))(?=\S)"
)
_EXAMINER = re.compile(rf"(?:BY|By)\s+(?P<name>[{UPPER}][^:\n]{{2,40}})(?P<mark>:)\s*$")
_OWN_LINE = re.compile(
    rf"(?P<name>[{UPPER}][^()\[\]\n:.!?;]{{1,60}}?(?:\.\s[^()\[\]\n:.!?;]{{2,40}})?)(?P<aside>(?:{_PAREN}){{0,3}})"
    r"(?P<time>\s+\d{1,2}:\d\d(?::\d\d)?)?$"
)
_INSIDE = re.compile(r"\s*[(\[（](?P<name>[^()\[\]（）]+)[)\]）]")
_SEAT = re.compile(rf"(?:{_PAREN}){{1,3}}$")
_ODD = re.compile(r"[^\w\s.,'’`´&/()-]")
_INITIAL = re.compile(r"\b\w\.\s?(?=\w)")
_LANGUAGE_TAG = re.compile(r"\((?:[A-Z]{2}|[a-z]{2})\)\s+")


@dataclass(frozen=True, slots=True)
class Label:
    """A label and where its parts stand.

    `name` is what names the speaker, None where that is unclear; `role` what the label says of them beside it; `mark`
    ends it, empty where nothing does; the words begin at `speech`. `key` tells whether two labels mean the same.
    """

    start: int
    name: Span | None
    mark: Span
    speech: int
    form: LabelForm
    key: str
    described: bool = False


def label_at(text: str, line: Span) -> Label | None:
    """Return the label with which a line begins, whether or not the text is a transcript, or None."""
    prefix = PREFIX.match(text, *line)
    start = prefix.end() if prefix else line.start
    limit = Span(start, min(line.end, start + LONGEST))
    for form in (_by_colon, _by_letter, _by_stop, _by_dash, _by_bare_stop, _by_bare_name):
        if found := form(text, limit, line):
            return found if _has_words(text, found.speech, line.end) else None
    if prefix and prefix["change"]:
        return Label(line.start, None, Span(*prefix.span("change")), start, "change", "")
    return None


def _has_words(text: str, start: int, end: int) -> bool:
    """Tell whether nothing stands behind a label on its line, or something with letters: no mere number."""
    words = text[start : min(end, start + LONGEST)]
    return not words.strip() or any(map(str.isalpha, words))


def own_line(text: str, line: Span, following: Span | None) -> Label | None:
    """Return the label that a line is by itself, with the seat on the line `following` it, or None."""
    match = _OWN_LINE.match(text, _after_marks(text, line), _before_marks(text, line))
    if match is None:
        return None
    name, words = Span(*match.span("name")), match["name"]
    if len(words.split()) > 12 or not _may_name(words):
        return None
    end = line.end
    if following and _SEAT.match(text, *following):
        end = following.end
    is_office = any(_is_of_person(word) for word in words.split()[:2])
    described = bool(match["aside"] or match["time"]) or end > line.end or is_office
    inner = _name_inside(text, name, Span(*match.span("aside")))
    return Label(line.start, inner, Span(end, end), end, "line", key_of(inner.of(text)), described)


def key_of(words: str) -> str:
    """Return what is common to two labels of one speaker: the surname, or all words of one that is no name."""
    tokens = [
        token for token in _INITIAL.sub("", words).replace("’", "'").casefold().split() if not is_before_name(token)
    ]
    tokens = [token.strip(".,:*()") for token in tokens]
    if not tokens or any(is_a(token, "role") for token in tokens):
        return " ".join(tokens)
    return tokens[-2] if len(tokens) > 1 and tokens[-1] in ("jr", "sr", "ii", "iii") else tokens[-1]


def _is_of_person(word: str) -> bool:
    return is_a(word, "title") or is_a(word, "role")


def _after_marks(text: str, line: Span) -> int:
    return line.start + len(line.of(text)) - len(line.of(text).lstrip("*_#> "))


def _before_marks(text: str, line: Span) -> int:
    return line.end - (len(line.of(text)) - len(line.of(text).rstrip("*_ ")))


def _may_name(words: str) -> bool:
    """Tell whether words may be a name or an office that labels a turn: no heading of a list, no common word."""
    tokens = words.split()
    is_date = any(token.casefold().strip(".,") in MONTHS for token in tokens) and any(map(str.isdigit, words))
    return is_name_like(words) and not is_date and not any(is_a(token, "other") for token in (tokens[0], tokens[-1]))


def _name_inside(text: str, name: Span, aside: Span) -> Span:
    """Return the name that stands in brackets behind an office, as in "The Secretary of State (Ilse Marn)"."""
    if bare_name(text, name) is not None:
        return name
    inside = _INSIDE.match(text, *aside)
    named = strip(text, Span(*inside.span("name"))) if inside else name
    comma = text.find(",", *named)
    named = Span(named.start, comma) if inside and comma > 0 else named
    is_full = len(named.of(text).split()) > 1 and is_name_like(named.of(text))
    return named if is_full else name


def _by_colon(text: str, limit: Span, line: Span) -> Label | None:
    colon = _first_colon(text, limit)
    if colon is None:
        return None
    head = Span(limit.start, colon.start)
    if found := _EXAMINER.match(text, head.start, line.end):
        name = Span(*found.span("name"))
        return Label(line.start, name, Span(*found.span("mark")), found.end(), "examiner", key_of(name.of(text)))
    aside = _ASIDE.search(text, *head)
    first = strip(text, Span(head.start, aside.start() if aside else head.end))
    if aside and aside.start() == head.start:
        first = strip(text, Span(aside.end(), head.end))
    comma = text.find(",", *first)
    name = strip(text, Span(first.start, comma if comma > first.start else first.end))
    speech = _past_space(text, colon.end, line.end)
    if any(is_a(word, "clause") for word in text[name.end : head.end].split()):
        return None
    inner = _name_inside(text, name, Span(*aside.span())) if aside else name
    return _named(text, line, inner, colon, speech, comma > 0 or aside is not None, head)


def _first_colon(text: str, limit: Span) -> Span | None:
    """Return the colon that may end a label, outside brackets, with no end of a sentence before it."""
    for match in _COLON.finditer(text, *limit):
        head = text[limit.start : match.start()]
        if head.count("(") + head.count("[") > head.count(")") + head.count("]"):
            continue
        plain = _ABBREVIATED.sub("", _ASIDE.sub("", head))
        if not head.strip() or (_ENDS_SENTENCE.search(plain) and not _is_damaged(head)):
            return None
        return Span(*match.span())
    return None


def _named(text: str, line: Span, name: Span, mark: Span, speech: int, described: bool, head: Span) -> Label | None:
    """Return the label of a name before a colon, of one whose letters are damaged, or None for other words."""
    words = name.of(text)
    first = words.split()[0] if words else ""
    if len(words.split()) == 1 and (is_a(first, "question") or is_a(first, "answer")) and not described:
        form: LabelForm = "question" if is_a(first, "question") else "answer"
        return Label(line.start, name, mark, speech, form, form)
    if words and _may_name(words):
        form = "capitals" if is_capitals(words) else "mixed"
        unclear = all(is_a(word, "unknown") for word in words.split()) or _ODD.search(words) is not None
        return Label(line.start, None if unclear else name, mark, speech, form, key_of(words), described)
    if is_uncased(words) and len(words) <= 12 and not is_a(words, "other"):
        return Label(line.start, name, mark, speech, "mixed", words, described)
    if _is_damaged(head.of(text)):
        return Label(line.start, None, mark, speech, "capitals", "?", described)
    return None


def _is_damaged(words: str) -> bool:
    """Tell whether words are capitals with other signs among them, or signs only: a label that was not read right."""
    letters = [character for character in words if character.isalpha()]
    if not letters:
        return len(words.split()) == 1 and not any(character.isdigit() for character in words)
    upper = sum(letter.isupper() for letter in letters)
    other = any(is_a(word, "other") for word in words.split())
    return len(letters) >= 2 and upper >= 0.8 * len(letters) and len(words.split()) <= 8 and not other


def _by_letter(text: str, limit: Span, line: Span) -> Label | None:
    """Return the label "Q." or "A.", also with a number or with nothing but space behind it."""
    match = _QUESTION.match(text, limit.start, line.end)
    if match is None or (len(match["name"]) > 1 and match["mark"] == ")"):
        return None
    sort: LabelForm = "question" if is_a(match["name"], "question") else "answer"
    if not is_a(match["name"], sort) or not match["name"][0].isupper():  # type: ignore[arg-type]
        return None
    end = match.end("number") if match["number"] else match.end("name")
    mark = Span(*match.span("mark")) if match["mark"] else Span(end, end)
    return Label(line.start, Span(match.start("name"), end), mark, match.end(), sort, sort)


def _by_stop(text: str, limit: Span, line: Span) -> Label | None:
    match = _STOP.match(text, limit.start, line.end)
    if match and is_capitals(match["capitals"]):
        return _of_match(text, match, line, "stop")
    match = _FRENCH_STOP.match(text, limit.start, line.end)
    return _of_match(text, match, line, "mixed") if match else None


def _by_dash(text: str, limit: Span, line: Span) -> Label | None:
    match = _DASH.match(text, limit.start, line.end)
    if match and is_capitals(match["name"]) and (match["aside"] or is_before_name(match["name"].split()[0])):
        return _of_match(text, match, line, "dash")
    match = _STOP_AND_DASH.match(text, limit.start, line.end)
    if (
        match is None
        or not is_name_like(match["name"])
        or not ("." in match["mark"] or match["aside"].startswith((" (", "(")))
    ):
        return None
    found = _of_match(text, match, line, "dash")
    return found if found and (len(match["name"].split()) > 1 or is_a(match["name"], "role")) else None


def _by_bare_stop(text: str, limit: Span, line: Span) -> Label | None:
    match = _BARE_STOP.match(text, limit.start, line.end)
    return _of_match(text, match, line, "mixed") if match and is_capitals(match["name"]) else None


def _by_bare_name(text: str, limit: Span, line: Span) -> Label | None:
    match = _BARE.match(text, limit.start, line.end)
    if match is None:
        return None
    name, mark = ("name", "mark") if match["name"] else ("full", "stop")
    if not _may_name(match[name]) or _is_of_person(match[name].split()[0]):
        return None
    return Label(line.start, Span(*match.span(name)), Span(*match.span(mark)), match.end(), "bare", key_of(match[name]))


def _of_match(text: str, match: re.Match[str], line: Span, form: LabelForm) -> Label | None:
    name = strip(text, Span(*match.span("name")))
    if any(is_a(word, "other") for word in name.of(text).split()[:1]):
        return None
    tag = _LANGUAGE_TAG.match(text, match.end(), line.end)
    speech = tag.end() if tag else match.end()
    inner = _name_inside(text, name, Span(*match.span("aside")))
    mark = strip(text, Span(*match.span("mark")))
    return Label(line.start, inner, mark, speech, form, key_of(name.of(text)), bool(match["aside"]))


def _past_space(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start
