"""Traits of a quotation that tell whether its day is that of the news, another, or not told: form, cue, source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from onrecord import lexicons
from onrecord.analysis.context.date_scope import BREAK, DateScope
from onrecord.analysis.context.day_candidates import DayCandidate, Decided, StoryDays, speaker_of
from onrecord.analysis.context.foreign_dates import UNSPACED, folded
from onrecord.text.masks import gaps
from onrecord.thresholds import LEARNED_LANGUAGES
from onrecord.types import Span

_SELDOM = 6  # of so many quotations fewer than one has a day beside it
_TELLING = ("beside", "sentence", "paragraph", "speaker before", "speaker after", "decided of speaker")
_NEAR = 120  # characters each side of the anchor whose words are looked at
_RECENTLY_WITHIN = 10  # characters before a cue in which "recently" belongs to it
_ROUGHLY = (
    r"(?:(?:days|weeks|months|years|decades)\sago|the\sother\sday|(?:some\stime|long)\sago"
    r"|in\srecent\s(?:days|weeks|months|years))\b"
)
_LOOSELY = re.compile(rf"\b{_ROUGHLY}", re.IGNORECASE)
_LOOSELY_FIRST = re.compile(rf"\W*(?:an?\s)?(?:few\s|several\s|some\s|many\s|couple\sof\s)?{_ROUGHLY}", re.IGNORECASE)
_PRONOUNS = {"he", "she", "they", "it", "who", "we", "i", "you"}
_TOLD_A_NAME = re.compile(r"\btold (?:the |The )?[A-Z]")
_LOWER_CASE_WORD = re.compile(r"(?<![A-Za-z])[a-z][a-z’'-]*")
_FOREIGN_WORD = re.compile(r"\b[^\W\d_]+\b")
_TENSES = (
    ("perfect", re.compile(r"(?:has|have|['’]s|['’]ve)\b", re.IGNORECASE)),
    ("pluperfect", re.compile(r"(?:had|once|previously)\b", re.IGNORECASE)),
    ("continuous past", re.compile(r"(?:was|were)\b", re.IGNORECASE)),
    ("present", re.compile(r"(?:is|are)\b", re.IGNORECASE)),
    ("participle", re.compile(r"\w+ing\b", re.IGNORECASE)),
    ("past", re.compile(r"(?:\w+ed|said|told|wrote|made|took|gave|thought|went|shot|put|spoke|began|saw|felt|knew|held"
                        r"|stood|found|laid|cast|led|sent)\b", re.IGNORECASE)),
    ("according to", re.compile(r"according\b", re.IGNORECASE)),
    ("infinitive", re.compile(r"to\b", re.IGNORECASE)),
    ("present", re.compile(r"[a-z]+s\b", re.IGNORECASE)),
    ("mark", re.compile(r"[:—–-]")),
)  # fmt: skip


def traits(one: DateScope) -> Iterator[str]:
    """Yield the traits of a quotation that its own sentence shows; those of its story and neighbours are not here."""
    quotation, text = one.quotation, one.text
    yield from ("always", quotation.form)
    cue = quotation.cue.of(text) if quotation.cue else None
    yield f"tense: {_tense(cue)}" if cue else "no cue"
    if cue and _beliefs() & set(re.findall(r"\w+", cue.lower())):
        yield "belief"
    yield f"source: {_source(one)}"
    yield f"speaker: {quotation.speaker.kind if quotation.speaker else 'none'}"
    for name in ("headline", "inside", "implicit"):
        if getattr(quotation, name):
            yield name
    if one.is_before_the_news():
        yield "before the news"
    yield from _told_around(one)


def story_traits(
    days: StoryDays, place: int, decided: Sequence[Decided], candidates: Sequence[DayCandidate]
) -> Iterator[str]:
    """Yield the traits that the story of a quotation and the quotations before it show."""
    scope, count = days.scopes[place], len(days.scopes)
    speaker = speaker_of(scope)
    if days.story.language not in LEARNED_LANGUAGES:
        yield from _foreign_traits(days.story.language or "", scope)
    yield f"speaker quoted {_step(days.quoted[speaker], (0, 1, 3)) if speaker else 0}"
    if speaker and speaker == days.main_speaker:
        yield "main speaker"
    yield f"place {_step(place, (1, 4))}"
    if decided:
        yield from _beside_the_words_before(scope, decided[-1].scope)
    told = sum(own is not None for own in days.owns)
    yield "told never" if not told else "told seldom" if told < count / _SELDOM else "told often"
    yield f"days named {_step(len({dated.value for dated in days.recent}), (0, 1, 2))}"
    ties = {tie for candidate in candidates for tie in candidate.ties}
    yield from (f"has {tie}" for tie in _TELLING if tie in ties)


def _foreign_traits(language: str, scope: DateScope) -> Iterator[str]:
    """Yield the language of a story and the words around a quotation: weights of other languages know them."""
    yield f"language: {language}"
    around = unquoted_around(scope)
    pattern, kinds = _day_words(language)
    yield from sorted({kinds[folded(match.group())] for match in pattern.finditer(around)})
    words = {word for word in _FOREIGN_WORD.findall(around) if word.islower()}
    yield from sorted(f"word: {language} {word}" for word in words)


def _beside_the_words_before(scope: DateScope, before: DateScope) -> Iterator[str]:
    if before.paragraph == scope.paragraph:
        yield "same paragraph"
    if speaker := speaker_of(scope):
        yield "same speaker" if speaker_of(before) == speaker else "other speaker"


def _step(number: int, steps: Sequence[int]) -> int:
    return sum(number > step for step in steps)


def is_standing(one: DateScope) -> bool:
    """Tell whether a cue tells what somebody holds at this time: "insists", "has called"."""
    return one.quotation.cue is not None and _tense(one.quotation.cue.of(one.text)) in ("present", "perfect")


def is_loosely_dated(one: DateScope) -> bool:
    """Tell whether words were said at a time that is told only roughly: "several weeks ago", "recently said"."""
    cue, sentence = one.quotation.cue, one.sentence
    if cue is None:
        return False
    end = min([sentence.end, *(c.start for c in one.quotation.content if c.start >= cue.end)])
    after = BREAK.split(one.text[cue.end : min(end, cue.end + _NEAR)], maxsplit=1)[0]
    told = cue.of(one.text) + after
    beside = one.text[max(sentence.start, cue.start - _RECENTLY_WITHIN) : cue.start].endswith("recently ")
    recently = beside or after.startswith(" recently") or "recently" in cue.of(one.text)
    loosely = _LOOSELY.search(told) or _LOOSELY_FIRST.match(one.text, sentence.start, cue.start)
    return recently or loosely is not None


def _tense(cue: str) -> str:
    bare = cue.strip(" ,")
    return next((name for name, pattern in _TENSES if pattern.match(bare)), "other")


def _source(one: DateScope) -> str:
    words = one.quotation.source.of(one.text) if one.quotation.source else ""
    if not words:
        return "none"
    return "pronoun" if words.lower() in _PRONOUNS else "name" if words[0].isupper() else "description"


def _told_around(one: DateScope) -> Iterator[str]:
    """Yield what the words around cue and source tell, quoted words left out."""
    around = unquoted_around(one)
    if _TOLD_A_NAME.search(around):
        yield "told a name"
    pattern, kinds = _day_words("en")
    yield from {kinds[folded(match.group())] for match in pattern.finditer(around)}
    yield from {f"word: {word}" for word in _LOWER_CASE_WORD.findall(around)}


def unquoted_around(one: DateScope) -> str:
    """Return the sentence around the anchor without the quoted words that stand in it."""
    if one.anchor is None:
        return ""
    near = Span(max(one.sentence.start, one.anchor.start - _NEAR), min(one.sentence.end, one.anchor.end + _NEAR))
    return " ".join(part.of(one.text) for part in gaps(one.dates.quoted_in(near), near))


@cache
def _beliefs() -> frozenset[str]:
    rows = (row for row in lexicons.rows("en", "cues") if row["kind"] == "belief")
    return frozenset(form for row in rows for form in row["forms"].split())


@cache
def _day_words(language: str) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {form: row["trait"] for row in lexicons.rows(language, "day_words") for form in row["forms"].split("|")}
    edge = "" if language in UNSPACED else r"\b"
    longest_first = sorted(kinds, key=len, reverse=True)
    kinds = {folded(form): trait for form, trait in kinds.items()}
    forms = "|".join(map(re.escape, longest_first)) or r"(?!)"
    return re.compile(rf"{edge}(?:{forms}){edge}", re.IGNORECASE), kinds
