"""Words in marks beside a verb of saying, in languages that the reading model was not trained on.

A rule for direct quotations only, kept apart so that it can go when a model reads these languages: a passage in marks
with a verb of saying next to it, and the words beside that verb as the source. The words are rows of
`lexicons/<language>/cues.tsv`. The author's clause inside the marks parts the content in two.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord import lexicons, thresholds
from onrecord.analysis.extract.spans import Draft, trimmed
from onrecord.models.reading import Page
from onrecord.text.dates import weekday_names
from onrecord.text.masks import strip
from onrecord.types import NamedEntity, Span

LANGUAGES = ("ar", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "tr", "uk", "zh", "de")
_UNTOLD = LANGUAGES[:-1]  # tried where a story is too short to tell its language; "so" of German is English, too
_UNSPACED = ("ja", "zh")
_VERB_LAST = ("tr", *_UNSPACED)
_WITHIN = 90  # characters between a verb and the marks, or of a source
_ARTICLE = r"(?:el|los?|las?|les?|il|gli|der|die|das|de[mn]?|de|het|een)"
_CLITIC = r"(?:-t)?-(?:ils?|elles?|on|je)"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĄĆĘŁŃŚŹŻĞİŞŠŽČĐА-ЯЁЄІЇҐ][\w.'’-]*"
_FULL_NAME = re.compile(
    rf"{_CAPITAL}(?:[ \xa0](?:(?:van|von|de[rn]?|del|della|d[aio]|al|el|bin|ibn|la|le|ter|ten)[ \xa0])*{_CAPITAL})+"
)
_NAMED = re.compile(rf"\s*(?P<source>(?:[^\W\d_]+ ){{0,3}}{_FULL_NAME.pattern})(?P<cue>:)\s*")
_END = re.compile(r"[.,،;:!?…—–«»„“”\"()。，！？；：、「」]|\s-\s")
_CLAUSE_START = re.compile(r".*(?:[.!?…;](?!\w)|[。！？；»”“\"」])", re.DOTALL)
_ENDS_ITSELF = re.compile(r"[,.!?…，。！？]\W*\Z")
_ENDS = {
    "ja": "[はが、，]",
    "zh": "[对對向在还還也则則曾，]|星期|[周週礼禮]|[昨今前]天",
}  # what ends a source without spaces
_FEW_WORDS = 3
_PARTED = re.compile(r"\s*[,،—–-]|\s*\Z")

Found = tuple[tuple[Span, ...], Span, Span | None]
"""Content, cue and source."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of one language: a cue, by itself, behind and inside marks, and what parts and ends sources."""

    language: str
    cue: re.Pattern[str]
    behind: re.Pattern[str]
    inside: tuple[re.Pattern[str], ...]
    aside: re.Pattern[str]
    ends: re.Pattern[str]
    pronoun: re.Pattern[str]
    title: re.Pattern[str]
    unresolved: frozenset[str]


@dataclass(frozen=True, slots=True)
class Foreign:
    """What was found by the verbs of another language, the names of people in the sources, and the language."""

    drafts: tuple[Draft, ...] = ()
    names: tuple[NamedEntity, ...] = ()
    language: str | None = None


def by_foreign_cues(page: Page, language: str | None) -> Foreign:
    """Return a draft for each outermost passage in marks that has a verb of saying of its language beside it.

    Where a story is too short to tell its language, any will do, and that of most drafts is the story's. Of a story in
    English, nothing is returned.
    """
    languages = _likely(page.text) if language is None else (language,)
    known = [_words(each) for each in languages if each in LANGUAGES]
    if not known:
        return Foreign(language=language)
    passages = (passage.span for passage in page.passages if passage.depth == 0 and passage.opened)
    found = [each for span in passages if (each := _draft(page, span, known))]
    names = [_name(page.text, draft.source, words) for draft, words in found if draft.source]
    told = Counter(words.language for _, words in found).most_common(1)
    return Foreign(
        tuple(draft for draft, _ in found),
        tuple(NamedEntity(name, "person") for name in names if name),
        language or (told[0][0] if told else None),
    )


def _likely(text: str) -> tuple[str, ...]:
    """Return the languages that a text may be in, by its letters."""
    if text.isascii():
        return ()
    return ("uk", *_UNTOLD) if re.search("[іїєґ]", text) else _UNTOLD


def _name(text: str, source: Span, words: _Words) -> Span | None:
    """Return the full name of a person in a source, or the surname behind a title that has a capital."""
    found = _FULL_NAME.search(text, *source)
    if not found:
        return None
    title = words.title.match(text, *found.span())
    return Span(title.end() if title else found.start(), found.end())


def _draft(page: Page, passage: Span, known: Sequence[_Words]) -> tuple[Draft, _Words] | None:
    paragraph = page.paragraphs[bisect_right(page.paragraphs, passage.start, key=lambda paragraph: paragraph.end)]
    for words in known:
        found = _inside(page.text, passage, words)
        if not found and _is_spoken(page.text, paragraph, passage, words):
            found = _behind(page.text, paragraph, passage, words) or _before(page.text, paragraph, passage, words)
        if found:
            content, cue, source = found
            if source and source.of(page.text).casefold() in words.unresolved:
                source = None  # whom it means is not told
            return Draft(content, cue, source, confidence=thresholds.BY_FOREIGN_CUE), words
    return None


def _is_spoken(text: str, paragraph: Span, passage: Span, words: _Words) -> bool:
    """Tell whether a passage is no name or title: it has three words, ends like a sentence, or begins one."""
    said = passage.of(text)
    size = len(said) / 2 if words.language in _UNSPACED else len(said.split())
    begins = not _clause(text, paragraph, passage.start).of(text).strip() and text[passage.end : passage.end + 1] == ","
    return size >= _FEW_WORDS or begins or _ENDS_ITSELF.search(said) is not None


def _inside(text: str, passage: Span, words: _Words) -> Found | None:
    """Return the parts, cue and source of a passage with the author's clause in it, between dashes or commas."""
    dashes, commas = (pattern.search(text, passage.start + 1, passage.end - 1) for pattern in words.inside)
    found = dashes or commas
    if not found:
        return None
    cue, rest = Span(*found.span("cue")), Span(found.end("cue"), found.end("clause"))
    source = _source_behind(text, rest, words)
    told = source or re.search(_CLITIC, cue.of(text))
    parts = trimmed(text, Span(passage.start, found.start())), trimmed(text, Span(found.end(), passage.end))
    return (parts, cue, source) if told and parts[0].start < parts[0].end else None


def _behind(text: str, paragraph: Span, passage: Span, words: _Words) -> Found | None:
    found = words.behind.match(text, passage.end, paragraph.end)
    parted = _PARTED.match(text, passage.end, paragraph.end) or _ENDS_ITSELF.search(passage.of(text))
    if not found or not (parted or words.language in _VERB_LAST):
        return None
    cue = Span(*found.span("cue"))
    if found["source"]:
        return (passage,), cue, _source_before(text, Span(*found.span("source")), words)
    if words.language in _VERB_LAST:
        return (passage,), cue, _source_before(text, _clause(text, paragraph, passage.start), words)
    return (passage,), cue, _source_behind(text, Span(cue.end, paragraph.end), words)


def _before(text: str, paragraph: Span, passage: Span, words: _Words) -> Found | None:
    """Return a passage that a verb leads up to, with a colon or nothing between."""
    clause = _clause(text, paragraph, passage.start)
    cues = [each.span() for each in words.cue.finditer(text, *clause) if passage.start - each.end() <= _WITHIN]
    lead = text[clause.start : passage.start].rstrip()
    if not cues and (named := _NAMED.fullmatch(text, *clause)):
        return (passage,), Span(*named.span("cue")), trimmed(text, Span(*named.span("source")))
    if not cues or not (lead.endswith((":", "：")) or cues[-1][1] == clause.start + len(lead)):
        return None
    cue = Span(*cues[-1])
    source = _source_before(text, Span(clause.start, cue.start), words)
    return (passage,), cue, source or _source_behind(text, Span(cue.end, passage.start), words)


def _clause(text: str, paragraph: Span, end: int) -> Span:
    """Return the rest of the sentence before a passage."""
    start = max(paragraph.start, end - 2 * _WITHIN)
    stop = _CLAUSE_START.match(text, start, end)
    return Span(stop.end() if stop else start, end)


def _source_behind(text: str, rest: Span, words: _Words) -> Span | None:
    """Return the source that stands behind a verb, a time between them left out, up to the next mark."""
    aside = words.aside.match(text, *rest)
    start = aside.end() if aside else rest.start
    stop = _END.search(text, start, rest.end)
    return _source(text, Span(start, stop.start() if stop else rest.end), words)


def _source_before(text: str, rest: Span, words: _Words) -> Span | None:
    """Return the source that stands before a verb, without a time at its head."""
    aside = words.aside.match(text, *rest)
    return _source(text, Span(aside.end() if aside else rest.start, rest.end), words)


def _source(text: str, within: Span, words: _Words) -> Span | None:
    """Return a source: a pronoun, or words that end with a full name, or else before a preposition or a time."""
    within = strip(text, within)
    if pronoun := words.pronoun.match(text, *within):
        within = Span(*pronoun.span())
    elif name := _FULL_NAME.search(text, *within):
        within = Span(within.start, name.end())
    elif ends := words.ends.search(text, *within):
        within = Span(within.start, ends.start())
    found = trimmed(text, within)
    return found if found.start < found.end <= found.start + _WITHIN and found.of(text)[0].isalpha() else None


@cache
def _words(language: str) -> _Words:
    rows = {row["kind"]: row["forms"].split(" ") for row in lexicons.rows(language, "cues")}
    verb, auxiliary, preposition = (_any_of(rows.get(kind, ())) for kind in ("verb", "auxiliary", "preposition"))
    pronoun = _any_of([form for kind in ("masculine", "feminine", "pronoun") for form in rows.get(kind, ())])
    time = _any_of([*weekday_names(language), *rows["adverb"], *_days(language)])
    edge = "" if language in _UNSPACED else r"\b"
    cue = rf"(?P<cue>{edge}(?:(?:s['’])?(?:{auxiliary})(?:{_CLITIC})?\s+)?(?:{verb})(?:{_CLITIC})?{edge})"
    before = {"zh": r"(?P<source>[^\s，。：,.]{2,15}?)??", "ja": r"(?:など)?と、?(?P<source>[^。、「」]{1,15}は)?"}
    clause = rf"(?P<clause>{cue}[^—–«»„“”\"\n]{{0,{_WITHIN}}}?)"
    return _Words(
        language,
        re.compile(cue),
        re.compile(rf"[,，،.]?\s*(?:[—–-]{{1,2}}\s*)?{before.get(language, '(?P<source>(?!))?')}{cue}"),
        (
            re.compile(rf"\s[—–-]\s?{clause}(?:[.,]?\s[—–-]\s|[—–](?:[.,]|(?=\s)))"),
            re.compile(rf",\s{clause},\s"),
        ),
        re.compile(
            rf"\s*(?:(?:(?:el|la|le|den|{preposition})\s+)?(?:{time}){edge}[\s,]*|(?:{preposition})\s(?:{_ARTICLE}\s)?\S+\s)+",
            re.IGNORECASE,
        ),
        re.compile(_ENDS.get(language, rf"\s(?:{preposition}|{time})\b"), re.IGNORECASE),
        re.compile(rf"(?:{pronoun}){edge}", re.IGNORECASE),
        re.compile(rf"(?:(?:\w*(?:{_any_of(rows.get('title', ()))})|Dr\.|Prof\.)\s)+", re.IGNORECASE),
        frozenset(rows.get("pronoun", ())),
    )


def _any_of(forms: Iterable[str]) -> str:
    """Return a pattern of words, the longest first; of none, one that fits nothing."""
    return "|".join(re.escape(form).replace("_", r"\s") for form in sorted(forms, key=len, reverse=True)) or r"(?!)"


def _days(language: str) -> Iterator[str]:
    for row in lexicons.rows("und", "calendars"):
        if row["language"] == language and row["sort"] in ("weekday", "day"):
            yield from row["forms"].split("|")
