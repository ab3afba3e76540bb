"""The words of a report as they are compared with those of others: only what stands in marks, fillers set aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from onrecord.lexicons.function_words import function_words
from onrecord.lexicons.roles import nouns
from onrecord.lexicons.wording_words import Kind, wording_words
from onrecord.text.marks import pair_marks
from onrecord.text.sentences import sentences
from onrecord.text.words import plain
from onrecord.types import Report, Span, with_offsets

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’ʼ*][^\W_]+)*(?:\*+[^\W_]*)*|[&%]")
_CUT = re.compile(r"\.\.\.|…|\[\s*\.\.|<\s*\.\.|\(\s*\.\.")
_BRACKETS = re.compile(r"\[[^\]\n]{0,80}\]|\([^)\n]{0,80}\)")
_APOSTROPHE = re.compile("['’ʼ]")
_NEGATED = re.compile(r"(?i)(\w+)(n['’ʼ]t)")
_OPENS = re.compile("[\"“„«‘'(:]")
_PAUSE = re.compile("[,;—–-]")
_LETTERS = re.compile(r"[^\W\d_]")
_MOST_WORDS = 400
_FRAGMENT = 8  # words up to which a report that begins in mid-sentence is a fragment
_LONGEST_REPEATED = 3  # words that are said twice in a row
_WHOLE = {"wo": "will", "ca": "can", "sha": "shall", "ai": "is"}  # before n't
_SIGNS = {"&": "and", "%": "percent", "n": "ne"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a report: its plain form, its place in the document, its piece and sentence.

    `after_cut` tells that a cut or an insertion is shown before it, `after_insertion` that words in brackets are,
    `after_pause` that a comma or dash is; `is_name` that a capital marks it as a name.
    """

    form: str
    span: Span
    piece: int
    sentence: int
    after_cut: bool = False
    after_insertion: bool = False
    after_pause: bool = False
    is_name: bool = False
    is_lower: bool = False


@dataclass(frozen=True, slots=True)
class Filler:
    """Words without meaning, or said twice, that stand before a word, by its number among those that are compared."""

    before: int
    words: tuple[Word, ...]

    @property
    def span(self) -> Span:
        """Return where they stand."""
        return Span(self.words[0].span.start, self.words[-1].span.end)


@dataclass(frozen=True)
class ReportWords:
    """The words of a report in order, and the fillers that were set aside."""

    report: Report
    words: tuple[Word, ...]
    fillers: tuple[Filler, ...] = ()

    @property
    def is_spoken(self) -> bool:
        """Tell whether any of its words are the speaker's."""
        return bool(self.words)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """Return the forms of all words."""
        return tuple(word.form for word in self.words)

    @cached_property
    def pieces(self) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each pair of marks."""
        return tuple(tuple(group) for _, group in groupby(self.words, key=lambda word: word.piece))

    @cached_property
    def sentences(self) -> tuple[range, ...]:
        """Return the places of the words of each sentence."""
        found: list[range] = []
        for _, group in groupby(range(len(self.words)), key=lambda number: self.words[number].sentence):
            places = list(group)
            found.append(range(places[0], places[-1] + 1))
        return tuple(found)

    @cached_property
    def forms_of_pieces(self) -> tuple[tuple[str, ...], ...]:
        """Return the forms of the words of each pair of marks."""
        return tuple(tuple(word.form for word in piece) for piece in self.pieces)

    @property
    def is_fragment(self) -> bool:
        """Tell whether it is a few words that begin in mid-sentence."""
        return self.begins_lower and len(self.words) <= _FRAGMENT

    @property
    def begins_lower(self) -> bool:
        """Tell whether it begins in mid-sentence."""
        first = [*(filler.words[0] for filler in self.fillers[:1] if not filler.before), *self.words[:1]]
        return bool(first) and first[0].is_lower and not first[0].after_insertion


def words_of_report(report: Report) -> ReportWords:
    """Return the words of a report; none where it is retold without any in marks."""
    if report.form == "indirect":
        return ReportWords(report, ())
    kept, fillers = _without_fillers(list(_words(report)), report.language)
    return ReportWords(report, tuple(kept), tuple(fillers))


def _words(report: Report) -> Iterator[Word]:
    bracketed = [Span(*match.span()) for match in _BRACKETS.finditer(report.text)]
    cuts = [match.end() for match in _CUT.finditer(report.text)]
    figures = wording_words("number", report.language)
    last = count = 0
    for piece, (passage, shift) in enumerate(_passages(report)):
        for number, sentence in enumerate(sentences(report.text, passage)):
            is_first = True
            for match in _WORD.finditer(report.text, *sentence):
                at = Span(*match.span())
                if count >= _MOST_WORDS or any(span.covers(at) for span in bracketed):
                    continue
                inserted = any(last <= span.end <= at.start for span in bracketed)
                after_cut = inserted or any(last <= cut <= at.start for cut in cuts)
                pause = is_first or _PAUSE.search(report.text, last, at.start) is not None
                place = (piece, piece * 1000 + number)
                for form, span in _parts(match.group(), Span(at.start + shift, at.end + shift)):
                    opens = is_first or _OPENS.match(report.text, max(0, at.start - 1), at.start)
                    name = not opens and _is_name(match.group(), form, report.language)
                    yield Word(
                        figures.get(form) or form,
                        span,
                        *place,
                        after_cut,
                        inserted,
                        pause,
                        name,
                        match.group()[:1].islower(),
                    )
                    after_cut = inserted = pause = False
                    count += 1
                last, is_first = at.end, False


def _passages(report: Report) -> Iterator[tuple[Span, int]]:
    """Yield the passages of the text that are the speaker's words, and how far from their place in the document."""
    pieces = []
    for content, start in with_offsets(report.content):
        span = Span(start, min(start + content.end - content.start, len(report.text)))
        pieces.append((span, content.start - start))
    if report.form == "mixed":
        marked = [(quoted, shift) for span, shift in pieces for quoted in _in_marks(report.text, span)]
        pieces = marked or pieces  # their marks stand around them
    yield from pieces


def _in_marks(text: str, span: Span) -> list[Span]:
    passages, _ = pair_marks(text, [span])
    return [passage.span for passage in passages if not passage.depth]


def _parts(word: str, span: Span) -> Iterator[tuple[str, Span]]:
    """Yield the plain forms of the words that an apostrophe joins: "don’t" is "do" and "not"."""
    if match := _NEGATED.fullmatch(word):
        start = match.group(1).casefold()
        yield _WHOLE.get(start, plain(start)), Span(span.start, span.start + len(start))
        yield "not", Span(span.start + len(start), span.end)
    elif plain(word) == "cannot":
        yield "can", Span(span.start, span.start + 3)
        yield "not", Span(span.start + 3, span.end)
    elif "*" in word:
        yield word.casefold(), span
    else:
        start = span.start
        for part in _APOSTROPHE.split(word):
            bare = plain(part).replace(".", "")
            if bare:
                yield (
                    (_SIGNS.get(bare, bare) if len(word) > 1 or bare in "&%" else bare),
                    Span(start, start + len(part)),
                )
            start += len(part) + 1


def _is_name(word: str, form: str, language: str) -> bool:
    """Tell whether a capital inside a sentence marks a word as a name: no role, no word of grammar; German has none."""
    if language == "de" or not word[:1].isupper() or form in nouns() or len(form) < 2:
        return False
    return form not in function_words("common") and not any(form in wording_words(kind, language) for kind in _KINDS)


_KINDS: tuple[Kind, ...] = ("modal", "negation", "filler", "contrast", "short")


def _without_fillers(words: Sequence[Word], language: str) -> tuple[list[Word], list[Filler]]:
    """Part the words that are compared from those without meaning and those said twice in a row."""
    fillers = wording_words("filler", language)
    kept: list[Word] = []
    found: list[Filler] = []
    place = 0
    while place < len(words):
        count = _fillers_at(words, place, fillers) or _repeated_at(kept, words, place)
        if count:
            dropped = tuple(words[place : place + count])
            if found and found[-1].before == len(kept) and found[-1].words[-1].piece == dropped[0].piece:
                dropped = (*found.pop().words, *dropped)
            found.append(Filler(len(kept), dropped))
            place += count
        else:
            kept.append(words[place])
            place += 1
    return kept, found


def _fillers_at(words: Sequence[Word], place: int, fillers: Iterable[str]) -> int:
    pair = words[place : place + 2]
    if " ".join(word.form for word in pair) in fillers and len(pair) > 1:
        behind = words[place + 2 : place + 3]
        return 2 if pair[0].after_pause or (behind and behind[0].after_pause) else 0
    return int(words[place].form in fillers)


def _says_again(before: Sequence[Word], here: Sequence[Word]) -> bool:
    in_one = before[0].sentence == here[-1].sentence and not here[0].after_cut
    forms = ([word.form for word in words] for words in (before, here))
    return in_one and _LETTERS.match(here[0].form) is not None and next(forms) == next(forms)


def _repeated_at(kept: Sequence[Word], words: Sequence[Word], place: int) -> int:
    """Return how many words at a place repeat those right before them, in one piece."""
    for count in range(1, _LONGEST_REPEATED + 1):
        before, here = kept[len(kept) - count :], words[place : place + count]
        if len(kept) >= count == len(here) and _says_again(before, here):
            return count
    return 0
