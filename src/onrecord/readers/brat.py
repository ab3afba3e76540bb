"""brat standoff, read back: what people have marked in the texts of a folder, and what was marked when they began.

Three files belong together: NAME.txt, NAME.ann, which people change in brat, and NAME.orig, the same as it was exported
(https://brat.nlplab.org/standoff.html). A document of which any line cannot be used is left out whole, so that a mark
that was not understood is never taken for one that was deleted.
"""

from __future__ import annotations

import re
import stat
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast, get_args

from onrecord.readers import limits
from onrecord.text.marks import form_by_marks
from onrecord.text.masks import strip
from onrecord.text.sentences import paragraphs
from onrecord.types import Form, Kind, Marks, Mention, Problem, Span

STAGE = "judge"
_ENDINGS = (".txt", ".ann", ".orig")
_TIES = {"Has-cue": "Cue", "Has-source": "Source"}
_MOST_TOLD = 20  # lines of one file that are named
_LONGEST_SHOWN = 40
_ID = "T[0-9]{1,9}"
_MARK = re.compile(rf"({_ID})\t(\S+) ([0-9]{{1,9}} [0-9]{{1,9}}(?:;[0-9]{{1,9}} [0-9]{{1,9}})*)\t(.*)")
_TIE = re.compile(rf"R[0-9]+\t(\S+) Arg1:({_ID}) Arg2:({_ID})\s*")
_ATTRIBUTE = re.compile(rf"[AM][0-9]+\t(\S+) ({_ID})(?: (\S+))?\s*")
_NOTE = re.compile(r"#[0-9]*\t\S+ (\S+)\t(.*)")
_OURS = re.compile(r"\s*Onrecord (\S.*?)\s*")
_AGAIN = "The document was left out. Put it right in brat or in the file, and judge the folder again."
_RESTORE = "Copy it back from the folder as it was exported, or export anew."


@dataclass(frozen=True, slots=True)
class Marked:
    """A quotation as it is marked, and the id that its note has; None where it has none."""

    marks: Marks
    quotation: str | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with the quotations that were marked when it was exported, and those that are marked now."""

    path: Path
    text: str
    exported: tuple[Marked, ...]
    marked: tuple[Marked, ...]


def annotated(folder: Path) -> Iterator[Annotated | Problem]:
    """Yield each document of a folder in the order of names, and a Problem for each line or file that is in the way.

    What is in folders below, or behind a link, is not read. Raises OSError where the folder itself cannot be read.
    """
    names = sorted({path.stem for path in folder.iterdir() if path.suffix in _ENDINGS})
    for name in names:
        yield from _document(folder, name)
    if not names:
        yield Problem(STAGE, "holds no .ann file", uri=str(folder), remedy="Name a folder that was exported for brat.")


def _document(folder: Path, name: str) -> Iterator[Annotated | Problem]:
    path = folder / f"{name}.ann"
    try:
        text, ann, orig = (_text_of(folder / f"{name}{ending}") for ending in _ENDINGS)
    except _UnusableError as error:
        yield error.problem
        return
    before, now = _Gathered(text), _Gathered(text)
    for gathered, lines, ending in ((before, orig, ".orig"), (now, ann, ".ann")):
        gathered.take_all(lines)
        yield from _problems(gathered.wrong, folder / f"{name}{ending}")
    if before.wrong or now.wrong:
        return
    untied = list(now.untied(set(before.places.values())))
    yield from _problems(untied, path)
    if not untied:
        yield Annotated(path, text, tuple(before.quotations()), tuple(now.quotations()))


def _problems(wrong: list[str], path: Path) -> Iterator[Problem]:
    for message in wrong[:_MOST_TOLD]:
        yield Problem(STAGE, message, uri=str(path), remedy=_AGAIN)
    if len(wrong) > _MOST_TOLD:
        yield Problem(STAGE, f"{len(wrong) - _MOST_TOLD:,} more such lines", uri=str(path), remedy=_AGAIN)


class _UnusableError(Exception):
    """A file cannot be used; `problem` says why."""

    def __init__(self, path: Path, message: str, remedy: str = _RESTORE) -> None:
        super().__init__(message)
        self.problem = Problem(STAGE, message, uri=str(path), remedy=remedy)


def _text_of(path: Path) -> str:
    """Return what a file says. Raises _UnusableError for one that is missing, a link, too large, or not UTF-8."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            raise _UnusableError(path, "is a link, a folder or a device, and was not opened")
        if status.st_size > limits.ANNOTATED_BYTES:
            size, most = limits.megabytes(status.st_size), limits.megabytes(limits.ANNOTATED_BYTES)
            raise _UnusableError(path, f"is larger ({size}) than what is read ({most})")
        return path.read_bytes().decode("utf-8-sig" if path.suffix == ".ann" else "utf-8")
    except FileNotFoundError:
        raise _UnusableError(path, "is missing; NAME.txt, NAME.ann and NAME.orig belong together") from None
    except OSError as error:
        raise _UnusableError(path, f"cannot be read: {error.strerror or error}", "Make it readable.") from None
    except UnicodeDecodeError as error:
        raise _UnusableError(path, f"is not UTF-8 from byte {error.start:,} on") from None


@dataclass(slots=True)
class _Gathered:
    """The lines of one file of marks as they are understood; `wrong` says of each other one why it is not."""

    text: str
    places: dict[str, tuple[str, tuple[Span, ...]]] = field(default_factory=dict)
    ties: dict[tuple[str, str], str] = field(default_factory=dict)
    forms: dict[str, Form] = field(default_factory=dict)
    beliefs: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)  # by the ids of quotations
    wrong: list[str] = field(default_factory=list)

    def take_all(self, file: str) -> None:
        """Take in a whole file, its marks first: what is said of them may stand before."""
        lines = [(number, line.removesuffix("\r")) for number, line in enumerate(file.split("\n"), 1) if line.strip()]
        if len(lines) > limits.ANNOTATIONS:
            self.wrong.append(f"has more lines ({len(lines):,}) than are read ({limits.ANNOTATIONS:,})")
            return
        for number, line in sorted(lines, key=lambda each: not each[1].startswith("T")):
            if why := self._take(line):
                self.wrong.append(f"line {number}: {why}")

    def _take(self, line: str) -> str:
        """Take in one line; return what is wrong with it, "" where nothing is."""
        sorts: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
            (_MARK, self._take_mark),
            (_TIE, self._take_tie),
            (_ATTRIBUTE, self._take_attribute),
            (_NOTE, self._take_note),
        )
        for pattern, take in sorts:
            if match := pattern.fullmatch(line):
                return take(*match.groups())
        return "it is no mark, relation, attribute or note in the way brat writes them"

    def _take_mark(self, name: str, sort: str, places: str, words: str) -> str:
        if sort not in ("Content", *_TIES.values()):
            return f"{name} is marked as {_shown(sort)}, which is none of Content, Cue and Source"
        if name in self.places:
            return f"{name} is there twice"
        pairs = [place.split(" ") for place in places.split(";")]
        spans = sorted(Span(int(start), int(end)) for start, end in pairs)
        if not all(span.start < span.end <= len(self.text) for span in spans):
            return f"{name} stands at {_shown(places)}, which is no place in the text of {len(self.text):,} characters"
        if _plain("".join(span.of(self.text) for span in spans)) != _plain(words):
            return f"{name} is not the words that stand at its place"
        spans = [strip(self.text, span) for span in spans]
        if not all(span.start < span.end for span in spans):
            return f"{name} marks white space"
        self.places[name] = (sort, tuple(spans))
        return ""

    def _take_tie(self, relation: str, content: str, other: str) -> str:
        sort = _TIES.get(relation)
        if sort is None:
            return f"{_shown(relation)} is neither Has-cue nor Has-source"
        for name, wanted in ((content, "Content"), (other, sort)):
            if name not in self.places:
                return f"{relation} ties {content} to {other}, and {name} is not there"
            if self.places[name][0] != wanted:
                return f"{relation} ties {content} to {other}, and {name} is no {wanted}"
        if self.ties.setdefault((content, sort), other) != other:
            return f"{content} has two marks of {sort}: {self.ties[content, sort]} and {other}; leave one"
        return ""

    def _take_attribute(self, attribute: str, name: str, value: str | None) -> str:
        if self.places.get(name, ("",))[0] != "Content":
            return f"{_shown(attribute)} is said of {name}, which is no Content"
        if attribute == "Belief":
            self.beliefs.add(name)
        elif attribute != "Form" or value not in get_args(Form):
            shown = _shown(" ".join(filter(None, (attribute, value))))
            return f"{shown} is neither Belief nor Form direct, mixed or indirect"
        elif self.forms.setdefault(name, cast(Form, value)) != value:
            return f"{name} has two forms; leave one"
        return ""

    def _take_note(self, name: str, words: str) -> str:
        ours = _OURS.fullmatch(words)
        if ours is None or self.places.get(name, ("",))[0] != "Content":
            return ""  # somebody's own note, or one on a mark that was deleted
        if (other := self.notes.setdefault(ours[1], name)) != name:
            return f"the notes of {other} and {name} name one quotation; delete that of the new mark"
        return ""

    def untied(self, before: set[tuple[str, tuple[Span, ...]]]) -> Iterator[str]:
        """Yield what is wrong with marks that belong to no quotation; those of a deleted one were there before."""
        tied = set(self.ties.values())
        for name, place in self.places.items():
            sort, spans = place
            if sort != "Content" and name not in tied and place not in before:
                yield f"{name}, a {sort}, is tied to no Content: tie it (Has-{sort.lower()}), or delete it"
            elif sort != "Content" and len(self._whole(spans)) > 1:
                yield f"{name}, a {sort}, is in {len(spans)} pieces: mark one"

    def quotations(self) -> Iterator[Marked]:
        """Yield each content with what is tied to it."""
        starts = [paragraph.start for paragraph in paragraphs(self.text, Span(0, len(self.text)))]
        named = {name: quotation for quotation, name in self.notes.items()}
        for name, (sort, spans) in self.places.items():
            if sort == "Content":
                content = self._whole(spans, starts)
                cue, source = (self._tied(name, other) for other in _TIES.values())
                form = self.forms.get(name) or form_by_marks(self.text, content)
                kind: Kind = "belief" if name in self.beliefs else "speech"
                mentions = tuple(map(self._mention, content))
                yield Marked(Marks(mentions, cue, source, form, kind), named.get(name))

    def _tied(self, content: str, sort: str) -> Mention | None:
        name = self.ties.get((content, sort))
        return self._mention(self._whole(self.places[name][1])[0]) if name else None

    def _mention(self, span: Span) -> Mention:
        return Mention(span.of(self.text), span)

    def _whole(self, spans: tuple[Span, ...], starts: list[int] | None = None) -> list[Span]:
        """Join pieces that nothing but white space parts, as brat parts them at line ends; never two paragraphs."""
        joined: list[Span] = []
        for span in spans:
            last = joined[-1] if joined else None
            if last and not self.text[last.end : span.start].strip() and _together(last, span, starts):
                joined[-1] = Span(last.start, max(last.end, span.end))
            else:
                joined.append(span)
        return joined


def _together(left: Span, right: Span, starts: list[int] | None) -> bool:
    return starts is None or bisect_right(starts, left.start) == bisect_right(starts, right.start)


def _plain(words: str) -> str:
    return "".join(words.split())


def _shown(words: str) -> str:
    return repr(words if len(words) <= _LONGEST_SHOWN else words[: _LONGEST_SHOWN - 1] + "…")
