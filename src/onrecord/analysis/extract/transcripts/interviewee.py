"""Who answers where the labels are only "Q." and "A.": the person with whom an introduction announces a talk."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analysis.extract.transcripts.words import UPPER, bare_name, is_a
from onrecord.text.masks import strip
from onrecord.types import Span

_NAME = rf"[{UPPER}][\w.'’-]*(?:[ \t]+(?:[{UPPER}][\w.'’-]*|von|van|de|der|den|bin|al|el|da|di)){{1,5}}"
_SWORN = re.compile(rf"(?P<name>{_NAME}),?[^.:\n]{{0,90}}?\b(?i:sworn(?! in)|affirmed|called as|witness(?:es)? for)\b")
_ANNOUNCED = re.compile(
    r"\b(?:transcripts?|interview(?:ed)?|minutes|proceedings|verbatim|hearing|deposition|q\s?&\s?a"
    r"|(?:edited|condensed) for"
    r"|protokoll|wortlaut|gespräch|entretien|compte rendu|entrevista|transcripción|intervista|wywiad|rozmowa|stenogram"
    r"|стенограмма|интервью|беседа|стенограма|інтерв['’]ю|gesprek|verslag)\b",
    re.IGNORECASE,
)
_LONGEST = 200  # characters of a line that announces a witness
_WITH = re.compile(
    r"\b(?:[Ii]nterview(?:ed)?|[Cc]onversation|[Tt]alk|Q\s?(?:&|and)\s?A|[Qq]uestions|[Dd]eposition|[Tt]estimony|[Ee]xamination"
    r"|[Gg]espräch|[Ee]ntretien|[Ee]ntrevista|[Ii]ntervista|[Ии]нтервью|[Бб]еседа|[Іі]нтерв’ю|[Ww]ywiad|[Rr]ozmowa|[Vv]raaggesprek)"
    r"\s+(?:\w+\s+){0,3}?(?:with|of|mit|avec|con|com|a|с|со|з|із|z|met|by)\s+(?:\w+\s+){0,4}?"
    rf"(?P<name>{_NAME})"
)
_SPOKE = re.compile(
    rf"(?P<name>{_NAME})(?:,[^,.\n]{{3,90}},)?\s+(?:spoke|talked|talks|speaks|sat down|answers|answered)\b"
)


def interviewee(text: str, introduction: Span) -> Span | None:
    """Return where an introduction names the one person who answers, None where it names nobody so or several."""
    for pattern in (_WITH, _SPOKE):
        found = [name for match in pattern.finditer(text, *introduction) if (name := _name(text, match))]
        if found:
            keys = {span.of(text).casefold().split()[-1].strip(".,’'") for span in found}
            return found[0] if len(keys) == 1 else None
    return None


def announces(words: str) -> bool:
    """Tell whether a paragraph of an introduction says that a talk, or the record of one, follows."""
    return _ANNOUNCED.search(words) is not None


def witnesses(text: str, rows: Sequence[Span]) -> list[Span]:
    """Return where lines of their own announce a witness, in order: who answers from there on."""
    short = (row for row in rows if row.end - row.start <= _LONGEST)
    found = (match for row in short if (match := _SWORN.match(text, *row)))
    return [name for match in found if (name := _name(text, match))]


def _name(text: str, match: re.Match[str]) -> Span | None:
    name = bare_name(text, strip(text, Span(*match.span("name"))))
    if name is None or is_a(name.of(text).split()[0], "other"):
        return None
    words = name.of(text)
    return Span(name.start, name.end - (len(words) - len(words.rstrip(".")))) if words[-3:-2].isalpha() else name
