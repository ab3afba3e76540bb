"""Differences of two wordings: words in place of others, added, or left out, each with what that hides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from onrecord.lexicons.wording_words import wording_words
from onrecord.linking.actors.name_order import word_kinds
from onrecord.linking.actors.person_names import skeleton
from onrecord.linking.report_words import Filler, ReportWords, Word
from onrecord.linking.sentence_matching import Match
from onrecord.types import Difference, DifferenceKind, Span

_FEW = 3  # words at the edge of a sentence that stand for others, not for the next sentence
_SLIPPED = 5  # letters of a word from which on one other letter may be a slip
_PROVED = 3  # words in a row that prove that a passage stands in another report
_NAME = 4  # letters of a name from which on it may be spelled otherwise
_GOVERNING = 6  # words at the edge of a sentence up to which a negation among them governs the rest
_TIES = 2  # words of contrast at the beginning of a sentence: "and so"
_TURNING = 3  # words of contrast, of those of a language, that tell even without the sentence before: "but"
_REST = {
    "d": ("would", "had"),
    "s": ("is", "has", "us"),
    "ll": ("will", "shall"),
    "re": ("are",),
    "ve": ("have",),
    "m": ("am",),
}


def differences(found: Match, covered: Collection[int], *, is_first: bool, is_last: bool) -> Iterator[Difference]:
    """Yield what a sentence has in place of words of the other report, adds, or leaves out.

    `covered` are the words of the other report that the report prints, in this sentence or in others; `is_first` and
    `is_last` tell that it begins or ends its passage.
    """
    for (a, c, n), (e, g, _) in pairwise(found.blocks):
        yield from _between_blocks(found.model, found.report, range(a + n, e), range(c + n, g))
    yield from _at_the_beginning(found, covered, is_first=is_first)
    yield from _at_the_end(found, covered, is_last=is_last)
    yield from _fillers(found)


def _between_blocks(model: ReportWords, report: ReportWords, there: range, here: range) -> Iterator[Difference]:
    """Yield what stands in a gap between two runs that both have, in either report."""
    gone, own = model.words[there.start : there.stop], report.words[here.start : here.stop]
    language = report.report.language
    crosses = model.words[there.start - 1].sentence != model.words[there.stop].sentence
    if not own:
        if gone and (kind := _left_out(model, there, report.words[here.stop], language, crosses=crosses)):
            yield Difference(kind, _gap(report, here.stop), _reach(gone))
    elif not gone and (_is_open(model, there.start) or (crosses and _only_ties(own, language))):
        return
    elif not _are_slips(gone, own, language):
        yield Difference("replaced" if gone else "added", _reach(own), _reach(gone) if gone else None)


def _only_ties(words: Sequence[Word], language: str) -> bool:
    return 0 < len(words) <= _TIES and all(word.form in wording_words("contrast", language) for word in words)


def _is_open(model: ReportWords, place: int) -> bool:
    """Tell whether the other report itself shows, or may have, a cut before a word."""
    before, word = model.words[place - 1], model.words[place]
    return word.after_cut or before.piece != word.piece


def _left_out(model: ReportWords, there: range, behind: Word, language: str, *, crosses: bool) -> DifferenceKind | None:
    """Tell what it means that words of the other report are missing before one that is there.

    Of whole sentences that a mark shows to be left out, only the rest of the last one can turn what is kept.
    """
    if crosses:
        if not behind.after_cut:
            return "joined"
        sentence = model.words[there.stop].sentence
        governing = [word for word in model.words[there.start : there.stop] if word.sentence == sentence]
        return "omitted" if any(_turns(word, language) for word in governing) else None
    gone = model.words[there.start : there.stop]
    told = not behind.after_insertion and any(_tells(word, language) for word in gone)  # a bracket may tell it, too
    if told or any(_turns(word, language) for word in gone):
        return "omitted"
    return None if behind.after_cut else "cut"


def _turns(word: Word, language: str) -> bool:
    """Tell whether a word is a negation or a modal."""
    return word.form in wording_words("negation", language) or word.form in wording_words("modal", language)


def _tells(word: Word, language: str) -> bool:
    """Tell whether a word is a number or a name."""
    return word.is_name or word.form[:1].isdigit() or word.form in wording_words("number", language)


def _at_the_beginning(found: Match, covered: Collection[int], *, is_first: bool) -> Iterator[Difference]:
    """Yield what a sentence begins with in place of other words, and what it lacks that ties it or turns it."""
    model, report, language = found.model, found.report, found.report.report.language
    a, c, _ = found.blocks[0]
    first = report.words[found.place.start]
    gone = of_sentence(model, a, covered, backwards=True)
    own = report.words[found.place.start : c]
    if own:
        yield from _at_an_edge(gone, own, language)
    elif gone and not first.after_cut and not (is_first and first.is_lower):
        gap = Span(first.span.start, first.span.start) if is_first else _gap(report, c)
        negated = any(word.form in wording_words("negation", language) for word in gone) and gone[0].form != "no"
        if negated and len(gone) <= _GOVERNING:
            yield Difference("omitted", gap, _reach(gone))
        elif _only_ties(gone, language):
            before = _sentence_before(model, a - 1)
            if before or list(wording_words("contrast", language)).index(gone[0].form) < _TURNING:
                yield Difference("cut", gap, _reach([*before, *gone]))
        elif not is_first:
            yield Difference("cut", gap, _reach(gone))


def _at_the_end(found: Match, covered: Collection[int], *, is_last: bool) -> Iterator[Difference]:
    """Yield what a sentence ends with in place of other words, and what it lacks that turns it."""
    model, report, language = found.model, found.report, found.report.report.language
    a, c, n = found.blocks[-1]
    gone = of_sentence(model, a + n - 1, covered, backwards=False)
    own = report.words[c + n : found.place.stop]
    if own:
        yield from _at_an_edge(gone, own, language)
    elif gone and is_last:
        last = report.words[found.place.stop - 1].span.end
        if report.report.form == "direct" and _ends_too_soon(gone, language):
            yield Difference("omitted", Span(last, last), _reach(gone))
    elif gone and not report.words[found.place.stop].after_cut:
        turned = len(gone) <= _GOVERNING and any(_turns(word, language) for word in gone)
        yield Difference("omitted" if turned else "cut", _gap(report, found.place.stop), _reach(gone))


def _ends_too_soon(gone: Sequence[Word], language: str) -> bool:
    """Tell whether the words that a passage lacks at its end turn it: few, with a negation; or one number or name."""
    negated = any(word.form in wording_words("negation", language) for word in gone)
    return (negated and len(gone) <= _GOVERNING and not gone[0].after_pause) or (
        len(gone) == 1 and _tells(gone[0], language)
    )


def _at_an_edge(gone: Sequence[Word], own: Sequence[Word], language: str) -> Iterator[Difference]:
    """Yield a few words at the edge of a sentence that stand for others; none that stand among those."""
    there = {word.form for word in gone}
    beside = gone if len(gone) <= len(own) else gone[: len(own)]
    if (
        gone
        and len(own) <= _FEW
        and any(word.form not in there for word in own)
        and not _are_slips(beside, own, language)
    ):
        yield Difference("replaced", _reach(own), _reach(gone))


def of_sentence(model: ReportWords, place: int, covered: Collection[int], *, backwards: bool) -> list[Word]:
    """Return the words before or behind one, in its sentence and passage: none beyond a cut, or that are `covered`."""
    found: list[Word] = []
    at, step, word = place, -1 if backwards else 1, model.words[place]
    while 0 <= at + step < len(model.words):
        cut = model.words[at if backwards else at + step].after_cut
        at += step
        if cut or at in covered or model.words[at].sentence != word.sentence:
            break
        found.append(model.words[at])
    return found[::-1] if backwards else found


def _sentence_before(model: ReportWords, place: int) -> list[Word]:
    """Return the words of the sentence before that of a word, in the same passage."""
    word = model.words[place]
    before = [one for one in model.words[:place] if one.sentence != word.sentence and one.piece == word.piece]
    return [one for one in before if one.sentence == before[-1].sentence] if before else []


def gap_between(before: Match, here: Match) -> Iterator[Difference]:
    """Yield what two sentences of a report leave out between them: whole ones without a mark, or what turns them."""
    model, report = here.model, here.report
    first, last = before.blocks[-1], here.blocks[0]
    start, stop = first[0] + first[2], last[0]
    if stop <= start or last[1] != here.place.start or first[1] + first[2] != before.place.stop:
        return
    word, previous = report.words[here.place.start], report.words[here.place.start - 1]
    gone = model.words[start:stop]
    if word.piece == previous.piece:
        between = [
            one for one in gone if one.sentence not in (model.words[start - 1].sentence, model.words[stop].sentence)
        ]
        if between and not word.after_cut and min(before.run, here.run) >= _PROVED:
            yield Difference("joined", _gap(report, here.place.start), _reach(between))
    elif model.words[start - 1].sentence == model.words[stop].sentence and len(gone) <= _FEW:
        yield from (
            Difference("omitted", _gap(report, here.place.start), _reach([one]))
            for one in gone
            if _turns(one, report.report.language)
        )


def _fillers(found: Match) -> Iterator[Difference]:
    """Yield the fillers that only one of the two has, within what both have."""
    (a, c, _), (e, g, n) = found.blocks[0], found.blocks[-1]
    there = [one for one in found.model.fillers if a <= one.before < e + n]
    here = [one for one in found.report.fillers if c <= one.before < g + n]
    forms = [[word.form for one in several for word in one.words] for several in (there, here)]
    if forms[0] == forms[1]:
        return
    for one in there:
        place = _beside(found, one)
        yield Difference("fillers", _gap(found.report, place), one.span if _is_in_one_piece(one) else one.words[0].span)
    if not there:
        for one in here:
            yield Difference("fillers", one.span if _is_in_one_piece(one) else one.words[0].span)


def _is_in_one_piece(filler: Filler) -> bool:
    return filler.words[0].piece == filler.words[-1].piece


def _beside(found: Match, filler: Filler) -> int:
    """Return the place in the report before which a filler of the other report would stand."""
    block = next(((a, c, n) for a, c, n in found.blocks if a + n > filler.before), found.blocks[-1])
    return block[1] + max(0, filler.before - block[0])


def _are_slips(there: Sequence[Word], here: Sequence[Word], language: str) -> bool:
    """Tell whether words may be other spellings, or short forms, of the same."""
    if _joined(there, language) == _joined(here, language):
        return True
    particles = word_kinds()["particle"]
    left, right = ([word for word in words if word.form not in particles] for words in (there, here))
    return bool(left) and len(left) == len(right) and all(_are_one(a, b) for a, b in zip(left, right, strict=True))


def _joined(words: Sequence[Word], language: str) -> str:
    short = wording_words("short", language)
    return "".join(short.get(word.form, word.form) for word in words)


def _are_one(left: Word, right: Word) -> bool:
    one, other = left.form, right.form
    if one == other or other in _REST.get(one, ()) or one in _REST.get(other, ()) or _is_slip(one, other):
        return True
    if "*" in one + other:
        return one[:1] == other[:1]
    is_name = left.is_name and right.is_name and min(len(one), len(other)) >= _NAME
    return is_name and skeleton(one) == skeleton(other)


def _is_slip(left: str, right: str) -> bool:
    """Tell whether one letter is other, missing, or two are swapped, behind the first: no figure, and no prefix."""
    if left[:1] != right[:1] or min(len(left), len(right)) < _SLIPPED or not (left + right).isalpha():
        return False
    same = next((n for n, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]), len(left))
    left, right = left[same:], right[same:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[1::-1] + left[2:]) == right
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[1:] == shorter


def _reach(words: Sequence[Word]) -> Span:
    """Return the place of words, as far as they are of the piece of the first."""
    last = [word for word in words if word.piece == words[0].piece][-1]
    return Span(words[0].span.start, last.span.end)


def _gap(report: ReportWords, place: int) -> Span:
    """Return the gap before a word, where something is missing."""
    if not place or report.words[place - 1].piece != report.words[min(place, len(report.words) - 1)].piece:
        start = report.words[min(place, len(report.words) - 1)].span.start
        return Span(start, start)
    end = report.words[place - 1].span.end
    return Span(end, max(end, report.words[place].span.start) if place < len(report.words) else end)
