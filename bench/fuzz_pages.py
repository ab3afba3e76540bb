"""Web pages with a layout for `bench.fuzz`: quotations, posts, interviews, live blogs, boxes, drawn by chance."""

from __future__ import annotations

import json
from collections.abc import Callable
from random import Random
from typing import Any

PIECES = (
    "<p>Ana Ruel said <q>{}</q>.</p>",
    "<p>She wrote:</p><blockquote><p>{}</p><footer>— <cite>Ana Ruel</cite></footer></blockquote>",
    "<figure><blockquote>{}</blockquote><figcaption>Ivo Sand</figcaption></figure>",
    '<aside class="pull-quote">{}</aside>',
    '<blockquote class="twitter-tweet"><p>{}</p>&mdash; Ana Ruel (@ruel) <a href="https://x.example/1">9 March 2032</a>'
    "</blockquote>",
    '<div class="fb-post" data-href="https://f.example"><blockquote><p>{}</p>Posted by Ivo Sand 9 March 2032'
    "</blockquote></div>",
    '<div class="tgme_widget_message"><a class="owner_name">Ana Ruel</a><div class="message_text">{}</div>'
    '<time datetime="2032-03-09T06:00">6</time></div>',
    '<blockquote class="mastodon-embed"><a href="https://m.example">View on Mastodon</a></blockquote>',
    "<p><b>{}?</b></p><p>I said: {}</p><p><b>{}?</b><br>We did. {}</p>",
    "<h3>Will you?</h3><p>I will. {}</p><h3>Why do you?</h3><p>{} We do.</p>",
    "<dl><dt>MS RUEL</dt><dd>{}</dd><dt>MR SAND:</dt><dd>{}</dd><dt>MS RUEL</dt><dd>{}</dd></dl>",
    '<section class="live-post"><time datetime="2032-03-09T06:00">6.00</time><h2>{}</h2><p>{}</p></section>',
    '<li data-sort-time="1962774300000"><h4><time datetime="x">6.00</time></h4>{}</li>',
    '<div class="paywall"><p>Subscribe now</p><p>{}</p></div>',
    "<aside><h4>Read more</h4><p>{}</p></aside>",
    "<p>FOR IMMEDIATE RELEASE</p><p>{}</p><p>ENDS</p><p>Notes to editors</p>",
    "<p>Updated 31 February 2032, published 9 March 2032</p>",
    "<x-a><template shadowrootmode=open><p>{}</p></template></x-a>",
    "<p>{}</p>",
)
NAMES = ("paywall", "live", "q", "a", "author", "pullquote", "embed", "", "ü", "question answer")
TAGS = (
    "<q>", "</q>", "<blockquote>", "</blockquote>", "<figure>", "</figure>", "<figcaption>", "<cite>", "</cite>", "<b>",
    "</b>", "<br>", "<dl>", "<dt>", "<dd>", "</dl>", "<time datetime='9'>", "</time>", "<article>", "</article>",
    "<h1>", "<template>", "</template>", "<footer>", "</p>", "<p>", "</div>", "\U0001d2f0", "\U0001d2f1",
    "\U0001d2f2\U0001d2e1",
    "&#x1D2F0;&#x1D2E0;&#x1D2F2;", "<a href=x>", "<li>", "—", "“", "(@x)",
)  # fmt: skip


def laid_out(chance: Random, words: Callable[[Random], str]) -> str:
    """Return a page of a few pieces of layout around texts that `words` makes, with linked data of any shape."""
    pieces = [chance.choice(PIECES) for _ in range(chance.choice((1, 2, 3, 5)))]
    body = "".join(piece.replace("{}", words(chance)) for piece in pieces)
    for _ in range(chance.choice((0, 0, 1, 2))):
        name = chance.choice(NAMES)
        body = f'<div class="{name}" id="{chance.choice(NAMES)}">{body}</div>'
    title = chance.choice(("Ferry vote live", "An interview with Ana Ruel", "Print", ""))
    head = f'<title>{title}</title><script type="application/ld+json">{json.dumps(_linked(chance))}</script>'
    return (
        f"<!doctype html><html lang={chance.choice(('en', 'de', 'xx'))}><head>{head}</head><body>{body}</body></html>"
    )


def _linked(chance: Random) -> Any:
    """Return linked data of an article or a live blog, with values that nobody promised."""
    odd: tuple[Any, ...] = (None, 7, [], {}, "", "2032-03-09", ["2032-03-09"], "x" * 40, "<p>A</p><p>B</p>")
    update = {"@type": "BlogPosting", "headline": chance.choice(odd), "datePublished": chance.choice(odd)}
    article = {
        "@type": chance.choice(("NewsArticle", "LiveBlogPosting", ["LiveBlogPosting", 3], None)),
        "headline": chance.choice(odd),
        "datePublished": chance.choice(odd),
        "articleBody": chance.choice(odd),
        "liveBlogUpdate": chance.choice(([update | {"articleBody": chance.choice(odd)}] * 3, update, *odd)),
    }
    return chance.choice(
        (article, [article], {"@graph": [article]}, {"mainEntity": article}, [[[[[article]]]]], odd[0])
    )
