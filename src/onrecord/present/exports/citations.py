"""Citations of a quotation, in plain text, Markdown, BibTeX and CSL-JSON, each with a link to the words and the proof.

What is cited is the story, as the place where the words stand; who is reported to have said them, and the hash and the
characters by which anybody can check them, go with it. A statement is cited by all its reports, the first out first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from onrecord.present.terms import NOT_NAMED, POLARITIES
from onrecord.present.words import LONGEST_NAME, characters, dated, language_tag, moment, shortened, times, undirected
from onrecord.store.sqlite.reads.views import QuotationView
from onrecord.text.dates import leading_prefix
from onrecord.text.web_addresses import outside, safe_address
from onrecord.types import Quotation, Span, Story

MOST_WORDS = 8_000  # characters of a quotation that are shown; the rest stands in the story
_MOST_CITED = 600
_MOST_SPANS = 40
_MOST_LINKED = 8  # spans that a link leads to: addresses have their limits
_WHOLE = 12  # words of a passage that a link holds whole; of a longer one, the words at its ends
_AT_ENDS = 5
_EDGES = "\"'“”„‟‘’‚‛«»‹›「」『』,.;: \t\r\n"
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
}


def cite(reports: Sequence[QuotationView], style: str) -> str:
    """Return the citations of quotations in one of the `STYLES`; those of a statement are all its reports."""
    return STYLES[style](reports)


def plain(found: QuotationView) -> str:
    """Return a citation on one line."""
    return " ".join(" ".join(plain_parts(found)).split())


def plain_parts(found: QuotationView) -> tuple[str, ...]:
    """Return the parts of a plain citation: speaker, words, story, outlet, day, address, and the proof."""
    quotation, document = found.quotation, found.document
    parts = (
        f"{_who(quotation)}:",
        _words(found),
        f"— {_where(found.story)}.",
        outside(document.url) or document.uri,
        f"({_proof(found)})",
    )
    return tuple(undirected(part) for part in parts)


def markdown(found: QuotationView) -> str:
    """Return a citation as a paragraph of Markdown that links to the words, whatever stands in them."""
    where = _marked_down(_where(found.story))
    link = linked(found)
    place = f"[{where}](<{link}>)." if link else f"{where}. {_marked_down(found.document.uri)}"
    who, words, proof = (_marked_down(part) for part in (_who(found.quotation), _words(found), _proof(found)))
    return f"{who}: {words} — {place} ({proof})"


def bibtex(found: QuotationView) -> str:
    """Return an entry for a bibliography in BibTeX, in UTF-8: the story as an article, the words as its note."""
    story = found.story
    fields = {
        "author": f"{{{_tex(story.byline)}}}" if story.byline else "",
        "title": f"{{{_tex(shortened(story.headline or _untitled(found), 200))}}}",
        "journal": _tex(story.outlet or ""),
        **_bibtex_date(story),
        "url": _tex_address(linked(found) or ""),
        "urldate": (found.document.retrieved or "")[:10] if _issued(found.document.retrieved) else "",
        "language": language_tag(story.language),
        "note": _tex(f"{_who(found.quotation)}: {_words(found)} ({_proof(found)})"),
    }
    rows = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'article' if story.outlet else 'misc'}{{onrecord-{_key(found)},\n{rows}}}"


def csl(found: QuotationView) -> dict[str, Any]:
    """Return an item of CSL-JSON, which Zotero, pandoc and others read: an article of a newspaper."""
    story = found.story
    item = {
        "id": f"onrecord-{_key(found)}",
        "type": "article-newspaper",
        "title": _clean(shortened(story.headline or _untitled(found), 200)),
        "author": [{"literal": _clean(story.byline)}] if story.byline else None,
        "container-title": _clean(story.outlet or ""),
        "issued": _issued(story.published.value if story.published else None),
        "accessed": _issued(found.document.retrieved),
        "URL": linked(found),
        "language": language_tag(story.language),
        "note": _clean(f"{_who(found.quotation)}: {_words(found)} ({_proof(found)})"),
    }
    return {name: value for name, value in item.items() if value}


def linked(found: QuotationView) -> str | None:
    """Return the web address of the document with a text fragment, so that a browser goes to the words; or None."""
    url = outside(found.document.url)
    return text_fragment(url, parts_of(found)[0]) if url else None


def text_fragment(url: str, passages: Sequence[str]) -> str:
    """Return `url` with the directive that has browsers find and mark passages (WICG, URL Fragment Text Directives).

    Of a long passage, or one that goes over a line, the words at both ends are named. Marks at its edges are left out:
    pages curl and place them as they like.
    """
    directives = "&".join(filter(None, map(_directive, passages[:_MOST_LINKED])))
    address = safe_address(url).partition(":~:")[0].rstrip("#")
    if not directives:
        return address
    return f"{address}{'' if '#' in address else '#'}:~:{directives}"


def parts_of(found: QuotationView) -> tuple[tuple[str, ...], bool]:
    """Return the words part by part, as the story interrupts them, and whether they had to be cut."""
    start = found.paragraph.start
    parts, room = [], MOST_WORDS
    for span in found.quotation.content:
        words = Span(max(span.start - start, 0), max(span.end - start, 0)).of(found.paragraph_text)
        if words and room > 0:
            parts.append(words[:room])
            room -= len(words)
    return tuple(parts) or (found.quotation.text[:MOST_WORDS],), room < 0


def speaker_of(quotation: Quotation) -> str:
    """Return the name of the speaker, or that there is none."""
    return shortened(quotation.speaker.name, LONGEST_NAME) if quotation.speaker else NOT_NAMED


def place_of(quotation: Quotation) -> str:
    """Return the characters that the words stand on, as people write ranges."""
    more = ", …" if len(quotation.content) > _MOST_SPANS else ""
    return ", ".join(map(characters, quotation.content[:_MOST_SPANS])) + more


def _words(found: QuotationView) -> str:
    return shortened(" […] ".join(parts_of(found)[0]), _MOST_CITED)


def _who(quotation: Quotation) -> str:
    speaker = quotation.speaker
    parts = (
        speaker_of(quotation),
        shortened(speaker.role or "", LONGEST_NAME) if speaker else "",
        dated(times(quotation.said.value)) if quotation.said else "",
        "a belief or intention" if quotation.kind == "belief" else "",
        POLARITIES.get(quotation.polarity, ""),
        "in the reporter’s words" if quotation.form == "indirect" else "",
    )
    return ", ".join(filter(None, parts))


def _where(story: Story) -> str:
    headline = f"‘{shortened(story.headline, 200)}’" if story.headline else ""
    published = dated(times(story.published.value)) if story.published else "undated"
    return ", ".join(filter(None, (headline, story.outlet, published)))


def _proof(found: QuotationView) -> str:
    captured = moment(found.document.retrieved)
    parts = (
        f"captured {dated(captured)}" if captured else "",
        f"SHA-256 {found.document.sha256}",
        f"page {found.page}" if found.page else "",
        f"characters {place_of(found.quotation)}",
        f"Onrecord {found.quotation.id}",
    )
    return "; ".join(filter(None, parts))


def _directive(passage: str) -> str:
    lines = [line.split() for line in passage.strip(_EDGES).splitlines()]
    words = [word for line in lines for word in line]
    if not words:
        return ""
    if len(words) <= _WHOLE and sum(map(bool, lines)) == 1:
        return f"text={_encoded(words)}"
    # The ends may not meet, and each must stand in one block of the page, which is a line of ours.
    first = next(filter(None, lines))[:_AT_ENDS]
    last = next(filter(None, reversed(lines)))[-_AT_ENDS:]
    return f"text={_encoded(first)},{_encoded(last)}"


def _encoded(words: Sequence[str]) -> str:
    # The dash has a meaning of its own in this directive, and `quote` leaves it as it is.
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", undirected(text)).strip()


def _marked_down(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _clean(text))


def _tex(text: str) -> str:
    return "".join(_TEX.get(character, character) for character in _clean(text))


def _tex_address(url: str) -> str:
    # Not escaped: packages for addresses print them as they are. Braces are encoded, so they cannot end the field.
    return safe_address(url)


def _untitled(found: QuotationView) -> str:
    return found.document.title or "Untitled story"


def _key(found: QuotationView) -> str:
    return re.sub("[^A-Za-z0-9]", "", found.quotation.id)[:40]


def _bibtex_date(story: Story) -> dict[str, str]:
    prefix = leading_prefix(story.published.value) if story.published else None
    year, month, day = [*(prefix or "").split("-"), "", ""][:3]
    return {"year": year, "month": month, "day": day}


def _issued(value: str | None) -> dict[str, Any] | None:
    """Return a day, or an interval of two, as CSL has it."""
    found = filter(None, map(leading_prefix, (value or "").split("/")[:2]))
    parts = [list(map(int, prefix.split("-"))) for prefix in found]
    return {"date-parts": parts} if parts else None


def _in_csl(reports: Sequence[QuotationView]) -> str:
    return json.dumps([csl(each) for each in reports], ensure_ascii=False, indent=2)


STYLES: Mapping[str, Callable[[Sequence[QuotationView]], str]] = {
    "plain": lambda reports: "\n".join(map(plain, reports)),
    "markdown": lambda reports: "\n\n".join(map(markdown, reports)),
    "bibtex": lambda reports: "\n\n".join(map(bibtex, reports)),
    "csl": _in_csl,
}
"""How each style writes citations."""
