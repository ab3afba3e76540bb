"""Wordings: what each report made of one statement's words: the same, cut, spliced, retold, translated, altered.

Reports in the language of the statement are aligned word by word with the fullest and most repeated one of them. Nobody
knows the true words; the program says only how the reports differ. Differences have a kind and a place in both reports.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import groupby

from rapidfuzz.distance import LCSseq

from onrecord.linking.lexical_overlap import weight
from onrecord.text.sentences import sentences
from onrecord.text.words import plain
from onrecord.thresholds import MOSTLY_THE_SAME, SAME_RENDERING
from onrecord.types import Difference, DifferenceKind, Report, Span, Wording, WordingKind, with_offsets

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*|&")
_CUT = re.compile(r"\.\.\.|…|\[\s*\.\.|<\s*\.\.|\(\s*\.\.")
_BRACKETS = re.compile(r"\[[^\]\n]{0,80}\]|\([^)\n]{0,80}\)")
_MOST_WORDS = 400
_MOST_WORDINGS = 20  # of one statement, with which each other one is compared
_FEW = 3  # words at the edge of a piece that stand for others, not for the next sentence
_SLIPPED = 5  # letters of a word from which on one other letter may be a slip
_FRAGMENT = 8  # words up to which a report that begins in mid-sentence is a fragment


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a report: its plain form, its place in the document, its piece and sentence; whether a cut is shown."""

    form: str
    span: Span
    piece: int
    sentence: int
    after_cut: bool


@dataclass(frozen=True)
class _Text:
    """The words of a report in order."""

    report: Report
    words: tuple[_Word, ...]

    @property
    def is_spoken(self) -> bool:
        return self.report.form != "indirect" and bool(self.words)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        return tuple(word.form for word in self.words)

    @cached_property
    def pieces(self) -> tuple[tuple[_Word, ...], ...]:
        return tuple(tuple(group) for _, group in groupby(self.words, key=lambda word: word.piece))

    @cached_property
    def forms_of_pieces(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(word.form for word in piece) for piece in self.pieces)

    @property
    def is_fragment(self) -> bool:
        """Tell whether it is a few words that begin in mid-sentence."""
        first = self.report.text.lstrip("\"“”„«»‘’'‚ ([<.…")[:1]
        return first.islower() and len(self.words) <= _FRAGMENT


def wordings(reports: Sequence[Report]) -> tuple[Wording, ...]:
    """Return for each report of one statement its kind of wording, and how it differs from one that stands for all."""
    texts = [_Text(report, tuple(_words(report))) for report in reports]
    spoken = {language: _spoken(texts, language) for language in dict.fromkeys(report.language for report in reports)}
    agreement = {language: _agreement(several) for language, several in spoken.items()}
    # What the translators differ in, the stenographers do not. Where that tells nothing, it is another language than
    # English, into which most is translated.
    origin = max(spoken, key=lambda each: (sum(agreement[each].values()), each != "en", each), default="")
    model = _model(spoken.get(origin, []), agreement.get(origin, {}))
    return tuple(_wording(text, model, origin) for text in texts)


def wording_beside(model: Report, report: Report) -> Wording:
    """Return in what the words of one statement differ from those of another, whoever made them.

    No differences are given where the languages are not the same, or where either is retold in a reporter's words.
    """
    one, other = (_Text(each, tuple(_words(each))) for each in (model, report))
    if not (one.is_spoken and other.is_spoken):
        return Wording(report.id, "paraphrase")
    if model.language != report.language:
        return Wording(report.id, "translation")
    return _held_against(one, other)


def _wording(text: _Text, model: _Text | None, origin: str) -> Wording:
    name = text.report.id
    if not text.is_spoken:
        return Wording(name, "paraphrase")
    if text.report.language != origin or model is None:
        return Wording(name, "translation")
    if text is model:
        return Wording(name, "truncated" if text.is_fragment else "same")
    return _held_against(model, text)


def _words(report: Report) -> Iterator[_Word]:
    bracketed = [Span(*match.span()) for match in _BRACKETS.finditer(report.text)]
    cuts = [match.end() for match in _CUT.finditer(report.text)]
    last = count = 0
    for piece, (content, start) in enumerate(with_offsets(report.content)):
        end = min(start + content.end - content.start, len(report.text))
        for number, sentence in enumerate(sentences(report.text, Span(start, end))):
            for match in _WORD.finditer(report.text, *sentence):
                at = Span(*match.span())
                if any(span.covers(at) for span in bracketed) or count == _MOST_WORDS:
                    continue
                there = Span(content.start + at.start - start, content.start + at.end - start)
                after_cut = any(last <= cut <= at.start for cut in cuts)
                yield _Word(_plain(match.group()), there, piece, piece * 1000 + number, after_cut)
                last, count = at.end, count + 1


def _plain(word: str) -> str:
    bare = plain(word)
    return {"&": "and"}.get(bare, re.sub("['’ʼ]", "", bare))


def _spoken(texts: Sequence[_Text], language: str) -> list[_Text]:
    return [text for text in texts if text.report.language == language and text.is_spoken]


def _agreement(texts: Sequence[_Text]) -> dict[str, float]:
    """Return how much each report, by its id, has in common with the others, by weight of words.

    The same words in many reports are held against others once: a phrase may be printed thousands of times. Of very
    many wordings, each is held against those that stand for all, and counted as if it were held against all.
    """
    alike: dict[tuple[tuple[str, ...], ...], list[_Text]] = {}
    for text in texts:
        alike.setdefault(text.forms_of_pieces, []).append(text)
    groups = list(alike.values())
    foremost = _foremost(groups)
    weight_there = _weight_there if len(groups) <= _MOST_WORDINGS else _weight_in_order
    compared = sum(map(len, foremost))
    found = dict.fromkeys((text.report.id for text in texts), 0.0)
    for group in groups:
        # Of a report's own group, all but itself.
        several = ((other[0], len(other) - (other is group)) for other in foremost)
        common = sum(count * _common(group[0], other, weight_there) for other, count in several if count)
        others = compared - any(other is group for other in foremost)
        found |= dict.fromkeys((text.report.id for text in group), common * ((len(texts) - 1) / max(1, others)))
    return found


def _foremost(groups: Sequence[list[_Text]]) -> list[list[_Text]]:
    """Return the wordings, each with its reports, that stand for all: those printed most, and the longest."""
    if len(groups) <= _MOST_WORDINGS:
        return list(groups)
    first, *others = sorted(groups, key=lambda group: -len(group[0].words))
    return [first, *sorted(others, key=lambda group: -len(group))[: _MOST_WORDINGS - 1]]


def _common(left: _Text, right: _Text, weight_there: Callable[[Sequence[_Word], _Text], float]) -> float:
    """Return the weight of the words that pieces of one, in which most stands in the other, have in common."""
    return max(sum(weight_there(piece, other) for piece in one.pieces) for one, other in ((left, right), (right, left)))


def _weight_there(piece: Sequence[_Word], other: _Text) -> float:
    """Return the weight of the words of a piece that stand in another report in order, in long runs; 0 where few do."""
    share, there = _share(piece, other)
    return there if share >= SAME_RENDERING else 0.0


def _weight_in_order(piece: Sequence[_Word], other: _Text) -> float:
    """Return what `_weight_there` does, but of as many words as stand there, in any runs: it takes next to no time."""
    steps = LCSseq.opcodes([word.form for word in piece], other.forms)
    weights = [weight(word.form) for word in piece]
    there = sum(sum(weights[step.src_start : step.src_end]) for step in steps if step.tag == "equal")
    return there if there >= SAME_RENDERING * sum(weights) else 0.0


def _share(piece: Sequence[_Word], other: _Text) -> tuple[float, float]:
    """Return which share of a piece stands in another report in order, by weight, and that weight.

    Where it is less than SAME_RENDERING, it may be less than is returned, and so may the weight.
    """
    forms = [word.form for word in piece]
    in_order = LCSseq.similarity(forms, other.forms)
    most = sum(sorted(map(weight, forms), reverse=True)[:in_order])
    if most < SAME_RENDERING * sum(map(weight, forms)):
        return most / sum(map(weight, forms)), most
    blocks = SequenceMatcher(None, forms, other.forms, autojunk=False).get_matching_blocks()
    there = sum(weight(form) for b in blocks for form in forms[b.a : b.a + b.size])
    return there / sum(map(weight, forms)), there


def _model(texts: Sequence[_Text], agreement: Mapping[str, float]) -> _Text | None:
    """Return the report that has most words in common with the others; of several about as long, the first out.

    None where there are several and no two agree: each of them rendered the words anew.
    """
    if not texts:
        return None
    full = [text for text in texts if not text.is_fragment]
    if len(full) > 1 and not any(agreement.values()):
        return None
    longest = max(len(text.words) for text in texts)

    def standing(text: _Text) -> tuple[float, bool, str, int, str]:
        is_short = len(text.words) < MOSTLY_THE_SAME * longest
        return (-agreement[text.report.id], is_short, text.report.published or "9", -len(text.words), text.report.id)

    return min(texts, key=standing)


def _held_against(model: _Text, text: _Text) -> Wording:
    held = [piece for piece in text.pieces if _share(piece, model)[0] >= SAME_RENDERING]
    if not held:
        return Wording(text.report.id, "truncated" if text.is_fragment else "translation", model.report.id)
    found = [difference for piece in held for difference in _differences(model, piece)]
    kinds = {difference.kind for difference in found}
    kind: WordingKind = "same"
    if _is_rendered_anew(model, held, found):
        kind = "translation"
    elif kinds & {"replaced", "added"}:
        kind = "altered"
    elif "joined" in kinds:
        kind = "spliced"
    elif kinds or text.is_fragment or any(_breaks_off(model, piece) for piece in held):
        kind = "truncated"
    return Wording(text.report.id, kind, model.report.id, tuple(found))


def _is_rendered_anew(model: _Text, held: Sequence[Sequence[_Word]], found: Sequence[Difference]) -> bool:
    """Tell whether so many words are others that they were translated twice, not changed."""
    return sum(difference.kind == "replaced" for difference in found) >= _FEW and all(
        _share(piece, model)[0] < MOSTLY_THE_SAME for piece in held
    )


def _aligned(model: _Text, piece: Sequence[_Word]) -> Sequence[tuple[str, int, int, int, int]]:
    """Return the steps from the model to a piece, as SequenceMatcher has them."""
    return SequenceMatcher(None, model.forms, [word.form for word in piece], autojunk=False).get_opcodes()


def _differences(model: _Text, piece: Sequence[_Word]) -> Iterator[Difference]:
    """Yield what a piece has in place of words of the model, adds, leaves out inside, or joins."""
    codes = _aligned(model, piece)
    equal = [number for number, code in enumerate(codes) if code[0] == "equal"]
    for number, (tag, a, b, c, d) in enumerate(codes):
        there, here = model.words[a:b], piece[c:d]
        inside = equal[0] < number < equal[-1]
        if tag == "equal":
            continue
        if tag == "delete":
            if inside and not piece[d].after_cut:
                yield Difference(_left_out(model, a, b), _between(piece, d), _reach(there))
        elif (inside or (there and len(here) <= _FEW)) and not _are_slips(there, here):
            yield Difference("replaced" if there else "added", _reach(here), _reach(there) if there else None)


def _breaks_off(model: _Text, piece: Sequence[_Word]) -> bool:
    """Tell whether a piece begins or ends in mid-sentence, with more than one word of the sentence missing."""
    codes = _aligned(model, piece)
    ends = [code for code, first in ((codes[0], True), (codes[-1], False)) if code[0] == "delete"]
    return any(_breaks_a_sentence(model, a, b, first=a == 0) for _, a, b, _, _ in ends)


def _left_out(model: _Text, a: int, b: int) -> DifferenceKind:
    """Tell what it means that these words of the model are missing between two that are there."""
    return "joined" if model.words[a - 1].sentence != model.words[b].sentence else "cut"


def _breaks_a_sentence(model: _Text, a: int, b: int, *, first: bool) -> bool:
    """Tell whether more than one word of the sentence is missing that a piece begins or ends in."""
    near, kept = (b - 1, b) if first else (a, a - 1)
    sentence = model.words[kept].sentence
    return sum(word.sentence == sentence for word in model.words[a:b]) > 1 and model.words[near].sentence == sentence


def _are_slips(there: Sequence[_Word], here: Sequence[_Word]) -> bool:
    """Tell whether words may be other spellings of the same."""
    if "".join(word.form for word in there) == "".join(word.form for word in here):
        return True
    return len(there) == len(here) and all(
        a.form == b.form or _is_slip(a.form, b.form) for a, b in zip(there, here, strict=True)
    )


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


def _reach(words: Sequence[_Word]) -> Span:
    """Return the place of words, as far as they are of the piece of the first."""
    last = [word for word in words if word.piece == words[0].piece][-1]
    return Span(words[0].span.start, last.span.end)


def _between(words: Sequence[_Word], d: int) -> Span:
    """Return the gap before a word, where something is missing."""
    return Span(words[d - 1].span.end, words[d].span.start)
