"""Which labels of a text are those of a transcript: by their form, how many they are, and whether they recur."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from onrecord import thresholds
from onrecord.analysis.extract.transcripts.labels import PREFIX, Label, label_at, own_line
from onrecord.analysis.extract.transcripts.words import is_a, is_capitals, is_given_name, is_uncased
from onrecord.types import Span

_STRONG = ("capitals", "stop", "dash")
_LETTERS = ("question", "answer")
_OWN_LINE_LONGEST = 110  # characters
_PROSE_WORDS = 4
_NUMBERED = re.compile(r"[BC][.)]\s")
_MOST_NAMES = 200  # that are looked for without their mark
_SMALL = re.compile(r"(?<!\S)[^\W\d_A-ZÀ-ÖØ-Þ]+(?=[\s.,;:!?]|$)")


@dataclass
class Lines:
    """The lines of a text, and the words that it prints without a capital."""

    text: str
    rows: Sequence[Span]

    @cached_property
    def small(self) -> frozenset[str]:
        """Return the words that stand somewhere without a capital: no names."""
        return frozenset(word for word in _SMALL.findall(self.text) if word.islower())

    def density(self, labels: Sequence[Label]) -> float:
        """Return the share of lines from the first label on that begin with one."""
        after = len(self.rows) - bisect_left(self.rows, labels[0].start, key=lambda row: row.start)
        return len(labels) / max(1, after)

    def names_person(self, label: Label) -> bool:
        """Tell whether a label names somebody: by a title, an office, or words that are common nowhere in the text."""
        if label.name is None:
            return False
        words = label.name.of(self.text).split()
        if any(is_a(word, "title") or is_a(word, "role") for word in words) or is_uncased(" ".join(words)):
            return True
        if any(word.casefold() in self.small for word in words if not word.islower()):
            return False
        return is_capitals(" ".join(words)) or len(_words(" ".join(words))) > 1 or self._is_name(words[0])

    def _is_name(self, word: str) -> bool:
        """Tell whether a single word is a given name, or stands in the text also where no colon follows it."""
        return is_given_name(word) or re.search(rf"\b{re.escape(word)}\b(?!\s?[:：])", self.text) is not None


def labels_in(text: str, rows: Sequence[Span]) -> list[Label]:
    """Return the labels of the turns of a text, in order; nothing where it is no transcript."""
    page = Lines(text, rows)
    found = [label for line in rows if (label := label_at(text, line))]
    strong = [label for label in found if label.form in _STRONG]
    mixed = [label for label in found if label.form == "mixed" or _is_word(label)]
    if _are_enough(page, strong):
        return _completed(page, found, {label.key for label in strong})
    if _are_letters(page, found) or sum(label.form == "change" for label in found) >= thresholds.TRANSCRIPT_LABELS:
        return _completed(page, found, set())
    if _alternate(page, mixed) or _are_of_people(page, mixed):
        return _completed(page, found, {label.key for label in mixed})
    bare = [label for label in found if label.form == "bare"]
    if _alternate(page, bare) and any(text[row.end - 1] == "?" for row in rows):
        return bare
    return _on_own_lines(page)


def _is_word(label: Label) -> bool:
    """Tell whether a question or answer is labelled by a word: not by a letter, which may number a list."""
    return label.form in _LETTERS and label.name is not None and label.name.end - label.name.start > 1


def _are_enough(page: Lines, labels: Sequence[Label]) -> bool:
    """Tell whether labels are so many, stand so close or recur so often that the text is a transcript."""
    keys = Counter(label.key for label in labels if label.name is not None)
    if len(labels) < thresholds.TRANSCRIPT_TURNS or not keys:
        return False
    if len(keys) > 1 and max(keys.values()) > 1:
        return True
    named = sum(label.name is None or page.names_person(label) for label in labels)
    many = len(labels) >= thresholds.TRANSCRIPT_LABELS or page.density(labels) >= thresholds.TRANSCRIPT_DENSE
    return many and 2 * named > len(labels)


def _are_letters(page: Lines, found: Sequence[Label]) -> bool:
    """Tell whether "Q." and "A." are questions and answers: not where letters number a list."""
    forms = [label.form for label in found if label.form in _LETTERS]
    if "question" not in forms or "answer" not in forms:
        return False
    return forms[0] == "question" or not any(_NUMBERED.match(page.text, *row) for row in page.rows)


def _alternate(page: Lines, labels: Sequence[Label]) -> bool:
    """Tell whether names with a colon are those of a talk: two or more that recur in turn, one of them of a person."""
    counts = Counter(label.key for label in labels)
    recurring = [label for label in labels if counts[label.key] > 1]
    sure = [label for label in labels if _is_word(label) or (_is_full(page, label) and page.names_person(label))]
    if recurring and len(sure) >= thresholds.TRANSCRIPT_FULL_NAMES * len(labels):
        recurring = sure  # where most are full names, one that recurs is enough
    if len({label.key for label in recurring}) < 2 or page.density(recurring) < thresholds.TRANSCRIPT_DENSE:
        return False
    changes = sum(left.key != right.key for left, right in pairwise(recurring))
    return 2 * changes >= len(recurring) and any(page.names_person(label) or _is_word(label) for label in recurring)


def _are_of_people(page: Lines, labels: Sequence[Label]) -> bool:
    """Tell whether close on each line begins with the name of a person, who is described or has a title."""
    people = [label for label in labels if page.names_person(label) and (label.described or _has_title(page, label))]
    enough = len(people) >= thresholds.TRANSCRIPT_LABELS or 1 < len(people) == len(labels)
    return enough and len({label.key for label in people}) > 1 and page.density(people) >= thresholds.TRANSCRIPT_DENSE


def _has_title(page: Lines, label: Label) -> bool:
    words = label.name.of(page.text).split() if label.name else []
    return any(is_a(word, "title") or is_a(word, "role") for word in words)


def _completed(page: Lines, found: Sequence[Label], keys: set[str]) -> list[Label]:
    """Return the labels of a transcript: those like the ones that made it one, and those that lost their mark."""
    letters = _are_letters(page, found)
    first = int(_is_headline(page, found[0]) and any(label.form in _STRONG for label in found))
    kept = [label for label in found[first:] if _belongs(page, label, keys, letters=letters)]
    starts = {label.start for label in kept}
    lost = _without_mark(page, kept, [row for row in page.rows if row.start not in starts])
    return sorted([*kept, *lost], key=lambda label: label.start)


def _is_headline(page: Lines, label: Label) -> bool:
    """Tell whether a name and a colon begin the text: where other labels have capitals, they are its headline."""
    return label.form == "mixed" and not label.described and label.start == page.rows[0].start


def _belongs(page: Lines, label: Label, keys: set[str], *, letters: bool) -> bool:
    if label.form == "bare":
        return label.key in keys
    if label.form in _LETTERS:
        return letters or label.form == "question" or _is_word(label)
    if label.form == "mixed" and label.key not in keys:
        return page.names_person(label) and (label.described or _has_title(page, label) or _is_full(page, label))
    return True


def _is_full(page: Lines, label: Label) -> bool:
    return label.name is not None and len(_words(label.name.of(page.text))) > 1


def _words(name: str) -> list[str]:
    """Return the words of a name, an initial without a space behind it by itself."""
    return name.replace(".", ". ").split()


def _without_mark(page: Lines, labels: Sequence[Label], rows: Sequence[Span]) -> list[Label]:
    """Return labels whose colon or stop was lost: lines that begin with a name in capitals that labels other turns."""
    full = {label.name.of(page.text): label for label in labels if label.name and label.form in _STRONG}
    known = {name.split()[-1]: label for name, label in full.items()} | full
    names = [re.escape(name) for name in sorted(known, key=len, reverse=True)[:_MOST_NAMES] if is_capitals(name)]
    if not names:
        return []
    pattern = re.compile(rf"(?P<name>{'|'.join(names)})(?:\s*\([^()\n]{{1,60}}\))?[;.,]?\s+(?=\S)")
    found = []
    for row in rows:
        prefix = PREFIX.match(page.text, *row)
        match = pattern.match(page.text, prefix.end() if prefix else row.start, row.end)
        if match and not page.text[match.end() : row.end].isupper() and not page.text[match.end()].islower():
            known_as = known[match["name"]]
            end = Span(match.end("name"), match.end("name"))
            found.append(Label(row.start, Span(*match.span("name")), end, match.end(), "capitals", known_as.key))
    return found


def _on_own_lines(page: Lines) -> list[Label]:
    """Return the labels that stand on lines of their own before prose, if enough are described or recur."""
    found = [label for n in range(len(page.rows) - 1) if (label := _before_prose(page, n))]
    counts = Counter(label.key for label in found)
    good = [label for label in found if label.described or counts[label.key] > 1]
    described = {label.key for label in good if label.described}
    if len(good) < thresholds.TRANSCRIPT_LABELS or len({label.key for label in good}) < 2 or not described:
        return []
    if page.density(good) < thresholds.TRANSCRIPT_DENSE or 2 * sum(label.described for label in good) < len(good):
        return []
    return [label for label in good if label.described or label.key in described or counts[label.key] > 1]


def _before_prose(page: Lines, n: int) -> Label | None:
    row = page.rows[n]
    if row.end - row.start > _OWN_LINE_LONGEST:
        return None
    label = own_line(page.text, row, page.rows[n + 1])
    following = n + 2 if label and label.speech > row.end else n + 1
    if label is None or following >= len(page.rows):
        return None
    words = page.rows[following].of(page.text)
    return label if len(words.split()) >= _PROSE_WORDS or words[-1] in ".!?…" else None
