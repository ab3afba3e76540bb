"""How much of a page's story the reader keeps, how much furniture it lets through, and how fast.

The pages are generated: invented stories in ten layouts of news sites, each with the furniture of its kind.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from onrecord.readers import html
from onrecord.readers.encoding import decode
from onrecord.types import Document, Metadata

STORIES = 12
PASSES = 2
BODY_WORDS = """
the minister of Arvenia told reporters in Quell on Monday that the northern harbour would open again once the survey
had ended and both councils had agreed on the toll while officials from Brannoth said they knew of no such plan and
called the offer a matter for later talks between the two governments about grain fish and water
"""
MENU = ["Home", "World", "Business", "Weather", "Sport", "Culture", "Subscribe to our letter", "Sign in", "About us"]
TEASERS = [
    "Ten bakeries that you must not miss this winter",
    "Quiz: how well do you know the rivers of Brannoth?",
    "Tram drivers vote on new timetable",
    "What the stars of the small screen wore to the gala",
]
BLURB = "Readers have sent us their favourites from all over the country, and our tasters went to see for themselves."
LETTER = "Sign up for our morning letter: the five things to know today, in your inbox by seven, free of charge."
BIO = (
    "Mira Dellan has covered harbours and rivers for the Courier since 2011 and teaches at the Quell school of letters."
)
CAPTION = "The old crane on the northern quay, seen from the ferry. Photo: Courier archive"
COMMENTS = ["I do not believe a word of it, as so often with this paper!", "First! Also, who pays for all this?"]
COOKIES = "We use cookies to improve your experience. Accept all cookies or manage your choices in the settings."


@dataclass(frozen=True, slots=True)
class Tale:
    """An invented story: what a reader of its page must find."""

    title: str
    day: str
    author: str
    paragraphs: tuple[str, ...]


def tale(seed: int) -> Tale:
    """Make a story of 2 to 13 paragraphs: long ones, ones with a direct quotation, and very short ones."""
    chance = random.Random(seed)  # noqa: S311  (nothing is secret here)
    vocabulary = BODY_WORDS.split()

    def words(count: int) -> str:
        return " ".join(chance.choice(vocabulary) for _ in range(count))

    def paragraph(number: int) -> str:
        if number % 4 == 2:
            return f"“No,” said {words(1)} Tarrin ({seed}-{number})."
        said = f"“{words(14).capitalize()},” said Osk Tarrin, the harbour master. " if number % 2 else ""
        return f"{said}{words(chance.randint(18, 40)).capitalize()} ({seed}-{number})."

    paragraphs = tuple(paragraph(number) for number in range(2 + seed % 12))
    return Tale(f"Harbour talks, round {seed}: {words(4)}", f"2024-03-{seed % 27 + 1:02}", "Mira Dellan", paragraphs)


def _paragraphs(story: Tale, tag: str = "p") -> str:
    return "".join(f"<{tag}>{escape(text)}</{tag}>" for text in story.paragraphs)


def _menu() -> str:
    return "<ul>" + "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(MENU)) + "</ul>"


def _teasers() -> str:
    return "".join(
        f'<div class="teaser"><h3><a href="/t{i}">{t}</a></h3><p>{BLURB}</p></div>' for i, t in enumerate(TEASERS)
    )


def _head(story: Tale, extra: str = "") -> str:
    return (
        f'<head><meta charset="utf-8"><title>{escape(story.title)} - The Quell Courier</title>'
        f'<meta property="og:site_name" content="The Quell Courier"><meta name="author" content="{story.author}">'
        f'<meta property="article:published_time" content="{story.day}T08:30:00Z">'
        f'<link rel="canonical" href="https://courier.example/{story.day}">{extra}</head>'
    )


def _semantic(story: Tale) -> str:
    return (
        f'<html lang="en">{_head(story)}<body><header><nav>{_menu()}</nav></header><main><article>'
        f"<h1>{story.title}</h1><figure><img src='/c.jpg'><figcaption>{CAPTION}</figcaption></figure>"
        f"{_paragraphs(story)}<div class='author-bio'><p>{BIO}</p></div></article>"
        f"<aside>{_teasers()}</aside></main><footer>{_menu()}</footer></body></html>"
    )


def _divs(story: Tale) -> str:
    return (
        f'<html lang="en">{_head(story)}<body><div id="top">{_menu()}</div><div class="wrap"><div class="headline">'
        f'<h1>{story.title}</h1></div><div class="story-body">{_paragraphs(story, "div")}</div><div class="related">'
        f'{_teasers()}</div></div><div id="footer">{_menu()}</div></body></html>'
    )


def _breaks(story: Tale) -> str:
    text = "<br><br>".join(escape(text) for text in story.paragraphs)
    return (
        f'<html lang="en">{_head(story)}<body><div class="menu">{_menu()}</div><h1>{story.title}</h1>'
        f'<div class="content">{text}</div><div class="footer">{_menu()}</div></body></html>'
    )


def _tables(story: Tale) -> str:
    return (
        f'<html lang="en">{_head(story)}<body><table width="100%"><tr><td>{_menu()}</td><td><h1>{story.title}</h1>'
        f"{_paragraphs(story)}</td><td>{_teasers()}</td></tr></table></body></html>"
    )


def _commented(story: Tale) -> str:
    comments = "".join(f'<li class="comment"><p>{comment}</p></li>' for comment in COMMENTS)
    return (
        f'<html lang="en">{_head(story)}<body><nav>{_menu()}</nav><article><h1>{story.title}</h1>{_paragraphs(story)}'
        f'</article><section id="comments"><ol>{comments}</ol></section></body></html>'
    )


def _interrupted(story: Tale) -> str:
    """Promotion lines stand between the paragraphs, as on many portals."""
    promo = f'<div class="related-link"><a href="/p">{TEASERS[1]}</a></div><div class="ad">Advertisement</div>'
    text = promo.join(f"<p>{escape(text)}</p>" for text in story.paragraphs)
    text += f'<div class="newsletter"><p>{LETTER}</p></div>'
    return (
        f'<html lang="en">{_head(story)}<body><nav>{_menu()}</nav><article><h1>{story.title}</h1>{text}</article>'
        f"<footer>{_menu()}</footer></body></html>"
    )


def _banner(story: Tale) -> str:
    return (
        f'<html lang="en">{_head(story)}<body><div class="cookie-banner"><p>{COOKIES}</p></div><main>'
        f"<h1>{story.title}</h1><section>{_paragraphs(story)}</section></main>{_teasers()}</body></html>"
    )


def _linked(story: Tale) -> str:
    """The metadata stands in linked data only, the story in nested containers with inline mark-up."""
    data = (
        f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",'
        f'"headline":"{story.title}","datePublished":"{story.day}","author":{{"@type":"Person","name":"{story.author}"}},"publisher":{{"@type":"Organization",'
        '"name":"The Quell Courier"}}</script>'
    )
    text = _paragraphs(story).replace("harbour", '<a href="/h">harbour</a>').replace("minister", "<b>minister</b>")
    return (
        f'<html lang="en"><head><title>{story.title}</title>{data}</head><body><div><div><div>{_menu()}</div>'
        f'<div class="article__body"><h1>{story.title}</h1>{text}</div></div></div></body></html>'
    )


def _bare(story: Tale) -> str:
    return f"<title>{story.title}</title><h1>{story.title}</h1>{_paragraphs(story)}"


def _quoting(story: Tale) -> str:
    """Every quotation is a block of its own, and a list and sub-headlines interrupt the text."""
    parts = [f"<blockquote>{escape(t)}</blockquote>" if "“" in t else f"<p>{escape(t)}</p>" for t in story.paragraphs]
    parts.insert(2, "<h2>What comes next</h2>")
    return (
        f'<html lang="en">{_head(story)}<body><nav>{_menu()}</nav><article><h1>{story.title}</h1>{"".join(parts)}'
        f"</article>{_teasers()}</body></html>"
    )


LAYOUTS: dict[str, Callable[[Tale], str]] = {
    "semantic": _semantic,
    "divs": _divs,
    "breaks": _breaks,
    "tables": _tables,
    "commented": _commented,
    "interrupted": _interrupted,
    "banner": _banner,
    "linked data": _linked,
    "bare": _bare,
    "block quotes": _quoting,
}
FURNITURE = [*MENU, *TEASERS, *COMMENTS, COOKIES, BLURB, LETTER, BIO, CAPTION, "Advertisement"]


def kept(story: Tale, text: str) -> float:
    """Return the share of the story's characters that stand in `text`, counted by whole paragraphs."""
    paragraphs = (story.title, *story.paragraphs)
    return sum(len(p) for p in paragraphs if p in text) / sum(map(len, paragraphs))


def furniture(text: str) -> float:
    """Return the share of characters of `text` in lines that are furniture."""
    lines = text.splitlines()
    return sum(len(line) for line in lines if any(item in line for item in FURNITURE)) / max(1, sum(map(len, lines)))


def read_page(page: str) -> Document | None:
    """Read one page as a file would be."""
    raw = page.encode()
    found = html.page(raw, decode(raw, "page"), "page", "text/html", Metadata())
    return found if isinstance(found, Document) else None


def score(layout: Callable[[Tale], str]) -> tuple[float, float, float]:
    """Return the means over the stories of one layout: kept, furniture, and date, outlet and author found."""
    totals = [0.0, 0.0, 0.0]
    for story in map(tale, range(STORIES)):
        document = read_page(layout(story))
        text, known = (document.text, document.metadata) if document else ("", Metadata())
        found = (known.published == story.day, known.outlet == "The Quell Courier", known.author == story.author)
        for index, value in enumerate((kept(story, text), furniture(text), sum(found) / 3)):
            totals[index] += value / STORIES
    return totals[0], totals[1], totals[2]


def weighed(page: str) -> str:
    """Add to a page what real ones carry along: 90 kB of scripts and styles, and 200 links in the footer."""
    links = "".join(f'<div class="l"><a class="link" href="/a/{i}">Section {i}</a></div>' for i in range(200))
    weight = f"<script>{'var state=1;' * 6000}</script><style>{'.a{color:red}' * 1400}</style>"
    return f'{weight}{page.replace("</body>", "")}<div class="site-footer">{links}</div></body>'


def speed() -> float:
    """Return pages per CPU-second over all layouts at the weight of real pages, after one to load everything."""
    pages = [weighed(layout(tale(seed))) for layout in LAYOUTS.values() for seed in range(STORIES)]
    read_page(pages[0])
    start = time.process_time()
    for _ in range(PASSES):
        for page in pages:
            read_page(page)
    return PASSES * len(pages) / (time.process_time() - start)


def run() -> dict[str, float]:
    """Return how much is kept and let through over all layouts, and pages read per CPU-second.

    The layouts are clean: they notice what breaks and do not foretell the figures of real sites. The bare layout
    states no metadata, so that .9 is the most there is.
    """
    rows = [score(layout) for layout in LAYOUTS.values()]
    means = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    return dict(zip(("words kept", "furniture let through", "metadata found"), means, strict=True)) | {
        "pages a CPU-second": speed()
    }


def main() -> None:
    """Print the figures of each layout and of all."""
    print(f"{'layout':<14}{'kept':>8}{'furniture':>11}{'metadata':>10}")
    for name, layout in LAYOUTS.items():
        row = score(layout)
        print(f"{name:<14}{row[0]:>8.3f}{row[1]:>11.3f}{row[2]:>10.2f}")
    print("  ".join(f"{name} {value:.3f}" for name, value in run().items()))


if __name__ == "__main__":
    main()
