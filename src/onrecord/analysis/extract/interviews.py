"""Interviews: who is asked, by the headline or the introduction, and who asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.analysis.extract.transcripts.interviewee import interviewee
from onrecord.analysis.extract.transcripts.words import UPPER
from onrecord.lexicons.outlets import is_media
from onrecord.models.reading import Page
from onrecord.types import Block, NamedEntity, Span, Story

_BY = re.compile(r"\W*(?:(?:interview(?:ed)?\W+)?by|from|von|par|por|di|door|words|text|автор)\W*", re.IGNORECASE)
_NAME = re.compile(rf"\b[{UPPER}][\w'’-]+(?:\s[{UPPER}][\w'’-]+){{1,3}}")
_SPOKE_TO = re.compile(r"\s(?:\w+\s){0,2}?(?:to|with|met)\s")
_INTRODUCTION = 6  # paragraphs before the first question in which the interviewee is named


class Interview:
    """The people of an interview: `interviewee` and `hearer` are where the text names them, None where it does not.

    `story` says who wrote it, who is not asked, and for which outlet, to which the answers are given.
    """

    def __init__(self, page: Page, blocks: Sequence[Block], named: Sequence[NamedEntity], story: Story) -> None:
        self.interviewee: Span | None = None
        self.hearer: Span | None = None
        asked = [block for block in blocks if block.kind in ("question", "answer")]
        if not asked:
            return
        first = min(block.span.start for block in asked)
        before = [paragraph for paragraph in page.paragraphs if paragraph.end <= first][-_INTRODUCTION:]
        head = [page.headline] if page.headline and page.headline not in before else []
        introduction = [*head, *before]
        people = [span for span in _named(named, introduction, "person") if not _is_author(page.text, span, story)]
        named_most, repeated = _interviewee(page, people, before), _repeated(page, before, story)
        is_whole = named_most is not None and " " in named_most.of(page.text)
        self.interviewee = named_most if is_whole else repeated or named_most
        outlets = [*_outlet(page.text, introduction, story.outlet), *_named(named, introduction, "organisation")]
        self.hearer = next((span for span in outlets if _is_outlet(span.of(page.text), story.outlet)), None)


def with_interviewee(page: Page, blocks: Sequence[Block], named: Sequence[NamedEntity], story: Story) -> list[Block]:
    """Return blocks with the interviewee as the speaker of answers that name none."""
    asked = Interview(page, blocks, named, story).interviewee
    return [replace(b, speaker=asked) if b.kind == "answer" and b.speaker is None else b for b in blocks]


def _named(named: Sequence[NamedEntity], within: Sequence[Span], kind: str) -> list[Span]:
    return [each.span for each in named if each.kind == kind and any(part.covers(each.span) for part in within)]


def _outlet(text: str, within: Sequence[Span], name: str | None) -> Iterator[Span]:
    """Yield where an introduction names the outlet of the story, in full or as "the Courier"."""
    short = f"the {name.split()[-1]}" if name and name.split() and is_media(name.split()[-1]) else ""
    for part in within:
        if name and (at := text.find(name, *part)) >= 0:
            yield Span(at, at + len(name))
        elif short and (at := text.find(short, *part)) >= 0:
            yield Span(at + len("the "), at + len(short))


def _is_outlet(name: str, outlet: str | None) -> bool:
    return name == outlet or is_media(name)


def _interviewee(page: Page, people: Sequence[Span], introduction: Sequence[Span]) -> Span | None:
    """Return where the one asked is named: in the headline, beside "an interview with", or more often than others."""
    if not people:
        return None
    in_headline = [person for person in people if page.headline and page.headline.covers(person)]
    counts = Counter(_surname(person.of(page.text)) for person in in_headline or people)
    most = counts.most_common(2)
    if len(most) > 1 and (in_headline or most[0][1] == most[1][1]):
        announced = _announced(page.text, introduction, people)
        return announced if announced is None else _fullest(page.text, people, _surname(announced.of(page.text)))
    return _fullest(page.text, people, most[0][0])


def _announced(text: str, introduction: Sequence[Span], people: Sequence[Span]) -> Span | None:
    """Return whom an introduction says that the talk was with; nobody where two people "spoke" to each other."""
    if not introduction:
        return None
    found = interviewee(text, Span(introduction[0].start, introduction[-1].end))
    if found is None or any(_SPOKE_TO.fullmatch(text, found.end, person.start) for person in people):
        return None
    return found


def _fullest(text: str, people: Sequence[Span], surname: str) -> Span | None:
    same = [person for person in people if _surname(person.of(text)) == surname]
    return max(same, key=lambda person: (" " in person.of(text), -person.start), default=None)


def _repeated(page: Page, introduction: Sequence[Span], story: Story) -> Span | None:
    """Return the one name of two words or more that headline and introduction share, in whatever language."""
    if page.headline is None:
        return None
    told = {
        match.group() for part in introduction if part != page.headline for match in _NAME.finditer(page.text, *part)
    }
    told -= {story.byline or "", story.outlet or ""}
    found = [match for match in _NAME.finditer(page.text, *page.headline) if match.group() in told]
    return Span(*found[0].span()) if len({match.group() for match in found}) == 1 else None


def _surname(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.split()[-1].casefold())


def _is_author(text: str, person: Span, story: Story) -> bool:
    """Tell whether a name is that of the author: of the story's byline, or behind "by" at the head of a line."""
    line = text[text.rfind("\n", 0, person.start) + 1 : person.start]
    return person.of(text).casefold() in (story.byline or "").casefold() or _BY.fullmatch(line) is not None
