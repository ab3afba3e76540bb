"""Interviews: who is asked, by the headline or the introduction, and who asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from onrecord.lexicons.outlets import is_media
from onrecord.models.reading import Page
from onrecord.types import Block, NamedEntity, Span

_BY = re.compile(r"\W*(?:(?:interview(?:ed)?\W+)?by|from|von|par|por|di|door|words|text|автор)\W*", re.IGNORECASE)
_INTRODUCTION = 6  # paragraphs before the first question in which the interviewee is named


class Interview:
    """The people of an interview: `interviewee` and `hearer` are where the text names them, None where it does not."""

    def __init__(self, page: Page, blocks: Sequence[Block], named: Sequence[NamedEntity]) -> None:
        self.interviewee: Span | None = None
        self.hearer: Span | None = None
        asked = [block for block in blocks if block.kind in ("question", "answer")]
        if not asked:
            return
        first = min(block.span.start for block in asked)
        before = [paragraph for paragraph in page.paragraphs if paragraph.end <= first][-_INTRODUCTION:]
        head = [page.headline] if page.headline and page.headline not in before else []
        introduction = [*head, *before]
        self.interviewee = _interviewee(page, _named(named, introduction, "person"))
        outlets = _named(named, introduction, "organisation")
        self.hearer = next((span for span in outlets if is_media(span.of(page.text))), None)


def _named(named: Sequence[NamedEntity], within: Sequence[Span], kind: str) -> list[Span]:
    return [each.span for each in named if each.kind == kind and any(part.covers(each.span) for part in within)]


def _interviewee(page: Page, people: Sequence[Span]) -> Span | None:
    """Return where the one asked is named: in the headline, else whom the introduction names most; no author."""
    spoken = [person for person in people if not _is_byline(page.text, person)]
    if not spoken:
        return None
    in_headline = [person for person in spoken if page.headline and page.headline.covers(person)]
    counts = Counter(_surname(person.of(page.text)) for person in spoken)
    wanted = _surname(in_headline[0].of(page.text)) if in_headline else counts.most_common(1)[0][0]
    fullest = [person for person in spoken if _surname(person.of(page.text)) == wanted]
    return max(fullest, key=lambda person: (" " in person.of(page.text), -person.start))


def _surname(name: str) -> str:
    return re.sub(r"['’]s?$", "", name.split()[-1].casefold())


def _is_byline(text: str, person: Span) -> bool:
    """Tell whether a name is that of the author: behind "by" or the like, at the head of a line."""
    line = text[text.rfind("\n", 0, person.start) + 1 : person.start]
    return _BY.fullmatch(line) is not None
