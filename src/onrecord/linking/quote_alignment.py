"""Wordings: what each report made of one statement's words: the same, cut, spliced, retold, translated, altered.

Reports in the language of the statement are aligned word by word with the fullest and most repeated one of them. Nobody
knows the true words; the program says only how the reports differ. Differences have a kind and a place in both reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from rapidfuzz.distance import LCSseq

from onrecord.linking.lexical_overlap import weight
from onrecord.linking.report_words import ReportWords, Word, words_of_report
from onrecord.linking.sentence_matching import Match, match
from onrecord.linking.word_differences import differences, gap_between, of_sentence
from onrecord.thresholds import MOSTLY_THE_SAME, SAME_RENDERING, SAME_WORDING
from onrecord.types import Difference, Report, Wording, WordingKind

_MOST_WORDINGS = 20  # of one statement, with which each other one is compared
_PROVED = 4  # words in a row that prove that two reports print the same words
_BROKEN_OFF = 0.9  # how much a report stands for all that begins in mid-sentence, beside one that does not


def wordings(reports: Sequence[Report]) -> tuple[Wording, ...]:
    """Return for each report of one statement its kind of wording, and how it differs from one that stands for all."""
    texts = [words_of_report(report) for report in _with_languages(reports)]
    spoken = {language: _spoken(texts, language) for language in dict.fromkeys(text.report.language for text in texts)}
    agreement = {language: _agreement(several) for language, several in spoken.items()}
    # What the translators differ in, the stenographers do not. Where that tells nothing, it is another language than
    # English, into which most is translated.
    languages = [language for language, several in spoken.items() if several]
    origin = max(languages, key=lambda each: (sum(agreement[each].values()), each != "en", each), default="")
    model = _model(spoken.get(origin, []), agreement.get(origin, {}))
    into_english = origin == "en" and len(languages) > 1
    return tuple(_wording(text, model, origin, may_be_translated=into_english) for text in texts)


def wording_beside(model: Report, report: Report) -> Wording:
    """Return in what the words of one statement differ from those of another, whoever made them.

    No differences are given where the languages are not the same, or where either is retold in a reporter's words.
    """
    one, other = (words_of_report(each) for each in _with_languages((model, report)))
    if not (one.is_spoken and other.is_spoken):
        return Wording(report.id, "paraphrase")
    if one.report.language != other.report.language:
        return Wording(report.id, "translation")
    return _held_against(one, other, may_be_translated=False)


def _with_languages(reports: Sequence[Report]) -> list[Report]:
    """Return reports with the language of most of them where theirs is not known."""
    known = Counter(report.language for report in reports if report.language)
    most = max(known, key=lambda language: (known[language], language), default="")
    return [report if report.language else replace(report, language=most) for report in reports]


def _wording(text: ReportWords, model: ReportWords | None, origin: str, *, may_be_translated: bool) -> Wording:
    name = text.report.id
    if not text.is_spoken:
        return Wording(name, "paraphrase")
    if text.report.language != origin or model is None:
        return Wording(name, "translation")
    if text is model:
        return Wording(name, "truncated" if text.is_fragment else "same")
    translated = may_be_translated or text.report.translated or model.report.translated
    return _held_against(model, text, may_be_translated=translated)


def _spoken(texts: Sequence[ReportWords], language: str) -> list[ReportWords]:
    return [text for text in texts if text.report.language == language and text.is_spoken]


def _agreement(texts: Sequence[ReportWords]) -> dict[str, float]:
    """Return how much each report, by its id, has in common with the others, by weight of words.

    The same words in many reports are held against others once: a phrase may be printed thousands of times. Of very
    many wordings, each is held against those that stand for all, and counted as if it were held against all.
    """
    alike: dict[tuple[tuple[str, ...], ...], list[ReportWords]] = {}
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


def _foremost(groups: Sequence[list[ReportWords]]) -> list[list[ReportWords]]:
    """Return the wordings, each with its reports, that stand for all: those printed most, and the longest."""
    if len(groups) <= _MOST_WORDINGS:
        return list(groups)
    first, *others = sorted(groups, key=lambda group: -len(group[0].words))
    return [first, *sorted(others, key=lambda group: -len(group))[: _MOST_WORDINGS - 1]]


def _common(
    left: ReportWords, right: ReportWords, weight_there: Callable[[Sequence[Word], ReportWords], float]
) -> float:
    """Return the weight of the words that pieces of one, in which most stands in the other, have in common."""
    return max(sum(weight_there(piece, other) for piece in one.pieces) for one, other in ((left, right), (right, left)))


def _weight_there(piece: Sequence[Word], other: ReportWords) -> float:
    """Return the weight of the words of a piece that stand in another report in order, in long runs; 0 where few do."""
    share, there = _share(piece, other)
    return there if share >= SAME_RENDERING else 0.0


def _weight_in_order(piece: Sequence[Word], other: ReportWords) -> float:
    """Return what `_weight_there` does, but of as many words as stand there, in any runs: it takes next to no time."""
    steps = LCSseq.opcodes([word.form for word in piece], other.forms)
    weights = [weight(word.form) for word in piece]
    there = sum(sum(weights[step.src_start : step.src_end]) for step in steps if step.tag == "equal")
    return there if there >= SAME_RENDERING * sum(weights) else 0.0


def _share(piece: Sequence[Word], other: ReportWords) -> tuple[float, float]:
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


def _model(texts: Sequence[ReportWords], agreement: Mapping[str, float]) -> ReportWords | None:
    """Return the report that has most words in common with the others; of several about as long, the first out.

    None where they are told to be translated, and no two agree: each of them rendered the words anew.
    """
    if not texts:
        return None
    full = [text for text in texts if not text.is_fragment]
    if len(full) > 1 and any(text.report.translated for text in texts) and not any(agreement.values()):
        return None
    longest = max(len(text.words) for text in texts)

    def standing(text: ReportWords) -> tuple[float, bool, str, int, str]:
        common = agreement[text.report.id] * (_BROKEN_OFF if text.begins_lower else 1)
        is_short = len(text.words) < MOSTLY_THE_SAME * longest
        return (-common, is_short, text.report.published or "9", -len(text.words), text.report.id)

    return min(texts, key=standing)


def _held_against(model: ReportWords, text: ReportWords, *, may_be_translated: bool) -> Wording:
    """Return what a report made of the words of another one; only where a translation is told can it be another one."""
    name = text.report.id
    found, held = _found(model, text)
    if not held:
        return Wording(name, "translation" if may_be_translated else "unlike", model.report.id)
    kind = _kind(text, held, found)
    if may_be_translated and kind == "altered" and all(here.share < SAME_WORDING for here in held):
        kind = "translation"  # two who translate choose other words in every sentence
    return Wording(name, kind, model.report.id, tuple(found))


def _kind(text: ReportWords, held: Sequence[Match], found: Sequence[Difference]) -> WordingKind:
    kinds = {difference.kind for difference in found}
    if kinds & {"replaced", "added", "omitted"}:
        return "altered"
    if "joined" in kinds:
        return "spliced"
    return "truncated" if "cut" in kinds or text.is_fragment or any(map(_breaks_off, held)) else "same"


def _found(model: ReportWords, text: ReportWords) -> tuple[list[Difference], list[Match]]:
    """Return the differences of all sentences that both print, and those sentences."""
    held = _held([match(model, text, place) for place in text.sentences])
    covered = {number for here in held for a, _, n in here.blocks for number in range(a, a + n)}
    found: list[Difference] = []
    for before, here in zip((None, *held), held, strict=False):
        if before and before.place.stop == here.place.start:
            found += gap_between(before, here)
        place = here.place
        found += differences(here, covered, is_first=_is_first(text, place), is_last=_is_last(text, place))
    told = {(difference.kind, difference.other or difference.span): difference for difference in reversed(found)}
    return list(told.values())[::-1], held


def _held(matches: Sequence[Match | None]) -> list[Match]:
    """Return the sentences that have so many words of the other report that they print the same.

    Of fewer words, or in short runs, it is the sentence that stands next to one that both print.
    """
    likely = [here if here and here.share >= SAME_RENDERING else None for here in matches]
    sure = [here if here and (here.share >= MOSTLY_THE_SAME or here.run >= _PROVED) else None for here in likely]
    beside = zip((None, *sure), likely, sure, (*sure[1:], None), strict=False)
    return [here for before, here, own, behind in beside if here and (own or _follow(before, here, behind))]


def _follow(before: Match | None, here: Match, behind: Match | None) -> bool:
    """Tell whether a sentence stands in the other report right behind, or before, one that both print."""
    after = before is not None and before.window.stop == here.window.start
    return after or (behind is not None and here.window.stop == behind.window.start)


def _is_first(text: ReportWords, place: range) -> bool:
    return place.start == 0 or text.words[place.start - 1].piece != text.words[place.start].piece


def _is_last(text: ReportWords, place: range) -> bool:
    return place.stop == len(text.words) or text.words[place.stop - 1].piece != text.words[place.stop].piece


def _breaks_off(here: Match) -> bool:
    """Tell whether a passage begins or ends in mid-sentence, with more than one word of the sentence missing."""
    (a, c, _), (e, g, n) = here.blocks[0], here.blocks[-1]
    first = here.report.words[here.place.start]
    starts = _is_first(here.report, here.place) and c == here.place.start and not first.after_cut
    ends = _is_last(here.report, here.place) and g + n == here.place.stop
    return (starts and len(of_sentence(here.model, a, (), backwards=True)) > 1) or (
        ends and len(of_sentence(here.model, e + n - 1, (), backwards=False)) > 1
    )
