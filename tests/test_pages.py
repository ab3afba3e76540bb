"""Web pages: what their layout sets apart, what is not of their story, and when they came out."""
# ruff: noqa: E501  (markup is easier to read on one line)

from __future__ import annotations

import io
import json
from collections.abc import Sequence

import pytest

from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers.inputs import Input
from onrecord.types import Document, Quotation, Reading
from onrecord.types.validity import faults

BEFORE = "<p>The council of Merrow met on Tuesday to talk about the ferry, which has not run since the storms.</p>"
AFTER = (
    "<p>The council meets again next week, and the islanders wait for the timetable before they sell their boats.</p>"
)
SPOKEN = "<p>“The ferry will run on Sundays,” Ana Ruel said on Tuesday.</p>"


def page(body: str, *, title: str = "Ferry to run on Sundays", language: str = "en", head: str = "") -> str:
    """Return a page of an outlet with a day; `head` takes their place."""
    known = (
        '<meta property="og:site_name" content="Merrow Courier">'
        '<meta property="article:published_time" content="2032-03-11T08:00:00Z">'
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{title}</title>{head or known}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article><footer>© Courier</footer></body></html>'
    )


def document(markup: str) -> Document:
    raw = markup.encode()
    (found,) = readers.documents(Input.open("page.html", io.BytesIO(raw), len(raw), strict=True))
    assert isinstance(found, Document)
    return found


def stories(markup: str) -> Sequence[Reading]:
    found = readings(document(markup), strict=True)
    assert [fault for reading in found for fault in faults(reading)] == []
    return found


def quotations(markup: str) -> list[Quotation]:
    return [quotation for reading in stories(markup) for quotation in reading.quotations]


def direct(markup: str) -> list[tuple[str, str | None]]:
    """Return words and speaker of the direct quotations of a page, headlines left out."""
    found = [one for one in quotations(markup) if one.form == "direct" and not one.headline]
    return [(one.text, one.speaker.name if one.speaker else None) for one in found]


# --- q --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "language", "printed"),
    [
        (
            "Ana Ruel told the council <q>the ferry will run</q>.",
            "en",
            "Ana Ruel told the council “the ferry will run”.",
        ),
        ("Sie sagte: <q>Sie fährt am <b>Sonntag</b>.</q>", "de", "Sie sagte: „Sie fährt am Sonntag.“"),
        ("Elle a dit : <q>Il part dimanche</q>.", "fr", "Elle a dit : «Il part dimanche»."),
        ('She wrote <q lang="es">sale el domingo</q>.', "en", "She wrote «sale el domingo»."),
        ("He said <q>she called it <q>my boat</q></q>.", "en", "He said “she called it ‘my boat’”."),
        ("<q>No ferry</q>, she said. <q>Not now</q>, she added.", "en", "“No ferry”, she said. “Not now”, she added."),
        ("He said “<q>it will run</q>” twice, and <q>“again”</q>.", "en", "He said “it will run” twice, and “again”."),
    ],
)
def test_q_gets_the_marks_that_a_browser_shows(words: str, language: str, printed: str) -> None:
    assert printed in document(page(f"{BEFORE}<p>{words}</p>{AFTER}", language=language)).text.split("\n\n")


def test_a_sentence_with_q_is_a_direct_quotation() -> None:
    found = direct(page(f"{BEFORE}<p>Ivo Sand said <q>nobody will miss the old rule</q> and left by boat.</p>{AFTER}"))
    assert found == [("“nobody will miss the old rule”", "Ivo Sand")]


# --- block quotations -------------------------------------------------------------------------------------------------

WORDS = "The ferry will run on Sundays. Nobody will pay for a bicycle."


@pytest.mark.parametrize(
    ("markup", "speaker"),
    [
        (f"<p>Ferry master Ana Ruel said in a letter:</p><blockquote>{WORDS}</blockquote>", "Ana Ruel"),
        (f"<p>Ivo Sand, who speaks for the islanders, wrote:</p><blockquote><p>{WORDS}</p></blockquote>", "Ivo Sand"),
        (f"<p>The harbour office said in a statement:</p><blockquote><p>{WORDS}</p></blockquote>", "harbour office"),
        (f"<p>Ivo Sand was angry. “We wait,” he said, and went on:</p><blockquote>{WORDS}</blockquote>", "Ivo Sand"),
        (f"<p>In einer Mitteilung schrieb Ana Ruel:</p><blockquote>{WORDS}</blockquote>", "Ana Ruel"),
        (f"<blockquote><p>{WORDS}</p><footer>— <cite>Ana Ruel</cite>, ferry master</footer></blockquote>", "Ana Ruel"),
        (f"<blockquote><p>{WORDS}</p><cite>Ivo Sand</cite></blockquote>", "Ivo Sand"),
        (f"<blockquote>{WORDS}<br>– Tamsin Oray</blockquote>", "Tamsin Oray"),
        (f"<figure><blockquote>{WORDS}</blockquote><figcaption>Ana Ruel, in 2031</figcaption></figure>", "Ana Ruel"),
        (f'<blockquote><p>{WORDS}</p></blockquote><p class="attribution">Ivo Sand</p>', "Ivo Sand"),
        (f"<blockquote>{WORDS}</blockquote><p>— Tamsin Oray</p>", "Tamsin Oray"),
        (f"<p>The rule has been on the wall since 1932.</p><blockquote>{WORDS}</blockquote>", None),
    ],
)
def test_a_block_quotation_is_whole_and_its_speakers(markup: str, speaker: str | None) -> None:
    assert [one for one in direct(page(BEFORE + markup + AFTER)) if one[0] == WORDS] == [(WORDS, speaker)]


def test_a_block_quotation_of_two_paragraphs_is_one_quotation_of_two_spans() -> None:
    markup = "<blockquote><p>The ferry will run.</p><p>Nobody will pay for it.</p><cite>Ana Ruel</cite></blockquote>"
    (one,) = [one for one in quotations(page(BEFORE + markup + AFTER)) if one.form == "direct"]
    assert (one.text, len(one.content)) == ("The ferry will run. Nobody will pay for it.", 2)


@pytest.mark.parametrize(
    "pulled",
    [
        "<blockquote>The ferry will run on Sundays</blockquote>",
        '<aside class="pullquote"><p>“The ferry will run on Sundays”</p><p>Ana Ruel</p></aside>',
        '<div class="article__pull-quote">The ferry will run … on Sundays</div>',
        "<figure><blockquote>The ferry will run on Sundays<cite>Ana Ruel</cite></blockquote></figure>",
    ],
)
def test_a_pull_quote_is_no_second_quotation(pulled: str) -> None:
    assert direct(page(BEFORE + SPOKEN + pulled + AFTER)) == [("“The ferry will run on Sundays,”", "Ana Ruel")]


def test_a_block_that_says_itself_who_spoke_is_read_as_prose() -> None:
    markup = "<blockquote><p>“The ferry will run on Sundays,” Ana Ruel said.</p></blockquote>"
    assert direct(page(BEFORE + markup + AFTER)) == [("“The ferry will run on Sundays,”", "Ana Ruel")]


def test_a_page_that_is_all_in_block_quotations_is_set_so() -> None:
    assert document(page(f"<blockquote>{BEFORE}{SPOKEN}{AFTER}</blockquote>")).blocks == ()


# --- posts ----------------------------------------------------------------------------------------------------------

POSTS = {
    "X": '<blockquote class="twitter-tweet"><p lang="en">The pier is open. <a href="https://t.co/a">https://t.co/a</a></p>'
    '&mdash; Ana Ruel (@ruel) <a href="https://twitter.com/ruel/status/1">March 9, 2032</a></blockquote>',
    "X in German": '<div class="embed"><blockquote class="twitter-tweet"><p>The pier is open.</p>&mdash; Ana Ruel (@ruel) '
    '<a href="https://twitter.com/ruel/status/1">9. März 2032</a></blockquote></div>',
    "Bluesky": '<figure class="social-embed"><blockquote class="bluesky-embed"><p>The pier is open.<br><br>'
    '<a href="https://bsky.example/x">[image or embed]</a></p>&mdash; Ana Ruel (<a href="https://b.example">@ruel.example</a>)'
    ' <a href="https://b.example/p">March 9, 2032 at 10:42 AM</a></blockquote></figure>',
    "Instagram": '<blockquote class="instagram-media"><div><a href="https://i.example/p/1">View this post on Instagram</a>'
    '<p><a href="https://i.example/p/1">The pier is open.</a></p><p>A post shared by <a href="#">Ana Ruel</a> (@ruel) on '
    '<time datetime="2032-03-09T09:00:00+00:00">Mar 9, 2032 at 1:00am PST</time></p></div></blockquote>',
    "Facebook": '<div class="fb-post" data-href="https://f.example/1"><blockquote class="fb-xfbml-parse-ignore">'
    '<p>The pier is open.</p>Posted by <a href="#">Ana Ruel</a> on&nbsp;<a href="#">Tuesday, 9 March 2032</a></blockquote></div>',
    "Telegram": '<div class="tgme_widget_message"><a class="tgme_widget_message_owner_name">Ana Ruel</a>'
    '<div class="tgme_widget_message_text">The pier is open.</div><span class="tgme_widget_message_views">1.2K</span>'
    '<a href="#"><time datetime="2032-03-09T06:00:00+00:00">06:00</time></a></div>',
    "TikTok": '<blockquote class="tiktok-embed"><section><p>The pier is open.</p> — Ana Ruel (@ruel) 2032-03-09</section>'
    "</blockquote>",
}  # fmt: skip


@pytest.mark.parametrize("network", POSTS)
def test_a_post_is_its_authors_and_of_its_own_day(network: str) -> None:
    markup = page(f"{BEFORE}<p>She was up late.</p>{POSTS[network]}{AFTER}")
    assert [block.kind for block in document(markup).blocks] == ["post"]
    (one,) = [one for one in quotations(markup) if one.form == "direct"]
    assert (one.text, one.speaker and one.speaker.name) == ("The pier is open.", "Ana Ruel")
    assert (one.said and one.said.value) == "2032-03-09"


@pytest.mark.parametrize(
    ("network", "markup"),
    [
        ("Mastodon", '<blockquote class="mastodon-embed" data-embed-url="https://m.example/1"><a href="https://m.example/1">'
         "<div>Post by @ruel@m.example</div><div>View on Mastodon</div></a></blockquote>"),
        ("Threads", '<blockquote class="text-post-media"><a href="https://t.example/1"><div>View on Threads</div></a></blockquote>'),
        ("Instagram", '<blockquote class="instagram-media"><a href="https://i.example/p/1">View this post on Instagram</a>'
         "<p>A post shared by Ana Ruel (@ruel)</p></blockquote>"),
    ],
)  # fmt: skip
def test_a_post_whose_words_the_page_lacks_is_a_problem(network: str, markup: str) -> None:
    found = document(page(BEFORE + markup + AFTER))
    assert found.blocks == ()
    assert [problem.message for problem in found.problems if f"a post on {network}" in problem.message] != []


# --- interviews -----------------------------------------------------------------------------------------------------

WHO = "<p>Ana Ruel has run the Merrow ferry for a year. She spoke to the Courier on her boat.</p>"
ANSWERS = ["Because I overslept.", "It will, and I will steer it.", "I sold mine. I needed the money."]
INTERVIEWS = {
    "bold": "<p><b>Why was it late?</b></p><p>{}</p><p><b>Will it run on Sundays?</b></p><p>{}</p><p><b>You sold your boat.</b></p><p>{}</p>",
    "italics": "<p><em>Why was it late?</em></p><p>{}</p><p><i>Will it run?</i></p><p>{}</p><p><em>Where is your boat?</em></p><p>{}</p>",
    "headings": "<h3>Why was it late?</h3><p>{}</p><h3>Will it run on Sundays?</h3><p>{}</p><h3>Where is your boat?</h3><p>{}</p>",
    "one paragraph": "<p><strong>Why was it late?</strong><br>{}</p><p><strong>Will it run?</strong> {}</p><p><strong>Your boat?</strong><br>{}</p>",
    "classes": '<div class="question">Why was it late?</div><div class="answer">{}</div><div class="question">Will it run?</div>'
    '<div class="answer">{}</div><div class="question">And your boat?</div><div class="answer">{}</div>',
    "letters": "<p><b>Q: Why was it late?</b></p><p>A: {}</p><p><b>Q: Will it run?</b></p><p>A: {}</p><p><b>Q: Your boat?</b></p><p>A: {}</p>",
    "list": "<dl><dt>Why was it late?</dt><dd>{}</dd><dt>Will it run on Sundays?</dt><dd>{}</dd><dt>Where is your boat?</dt><dd>{}</dd></dl>",
}  # fmt: skip


@pytest.mark.parametrize("layout", INTERVIEWS)
def test_the_answers_of_an_interview_are_the_interviewees(layout: str) -> None:
    markup = page(WHO + INTERVIEWS[layout].format(*ANSWERS), title="Ana Ruel on the ferry")
    assert direct(markup) == [(answer, "Ana Ruel") for answer in ANSWERS]


@pytest.mark.parametrize(
    ("introduction", "title", "author", "speaker"),
    [
        ("Dora Kemp spoke to Ivo Sand on the quay.", "A boat for bread", "Dora Kemp", "Ivo Sand"),
        ("Dora Kemp spoke to Ivo Sand on the quay.", "A boat for bread", "Mira Dellan", None),
        ("Ivo Sand fishes off Merrow. Ana Ruel runs its ferry.", "Ivo Sand: ‘I wait’", "Dora Kemp", "Ivo Sand"),
        (
            "An interview with Ivo Sand, who fishes; Ana Ruel runs the ferry.",
            "A boat for bread",
            "Dora Kemp",
            "Ivo Sand",
        ),
        ("Ana Ruel dirige le bac. Elle a reçu le Courrier.", "Ana Ruel : entretien", "Dora Kemp", "Ana Ruel"),
        ("Анна Руэль ведёт паром. Она дала интервью.", "Анна Руэль: интервью", "Дора Кемп", "Анна Руэль"),
    ],
)
def test_who_is_asked_is_told_by_headline_and_introduction(
    introduction: str, title: str, author: str, speaker: str | None
) -> None:
    head = f'<meta name="author" content="{author}"><meta property="article:published_time" content="2032-03-11">'
    markup = page(f"<p>{introduction}</p>{INTERVIEWS['bold'].format(*ANSWERS)}", title=title, head=head)
    assert direct(markup)[-3:] == [(answer, speaker) for answer in ANSWERS]


@pytest.mark.parametrize(
    ("outlet", "called"),
    [("Merrow Courier", "Merrow Courier"), ("Island Today", "Island Today"), ("Merrow Courier", "Courier")],
)
def test_the_outlet_is_the_hearer_of_the_answers(outlet: str, called: str) -> None:
    named = f"the {called}" if called == "Courier" else called
    markup = page(f"<p>Ana Ruel talked to {named} on her boat.</p>{INTERVIEWS['bold'].format(*ANSWERS)}")
    found = [one for one in quotations(markup.replace("Merrow Courier", outlet)) if one.text in ANSWERS]
    assert [one.addressee and one.addressee.text for one in found] == [called] * 3


def test_what_follows_an_interview_is_no_answer() -> None:
    body = (
        INTERVIEWS["bold"].format(*ANSWERS)
        + "<p>The interview has been edited for length.</p><p>Tamsin Oray is our reporter.</p>"
    )
    assert direct(page(WHO + body, title="Ana Ruel on the ferry")) == [(answer, "Ana Ruel") for answer in ANSWERS]


@pytest.mark.parametrize(
    "body",
    [
        "<h3>What is the rule?</h3><p>No ferry may run on Sundays.</p><h3>Do you have to pay?</h3><p>Islanders do not.</p>",
        f"<h3>Late again</h3>{SPOKEN}<h3>What now?</h3><p>Nobody knows when the pier will be mended.</p>",
        "<p><b>Will it run?</b></p><p>Nobody knows. We asked the harbour office, and it did not answer.</p>",
    ],
)
def test_questions_that_the_outlet_answers_are_no_interview(body: str) -> None:
    assert document(page(BEFORE + body + AFTER)).blocks == ()


@pytest.mark.parametrize(
    ("markup", "turns"),
    [
        (
            "<dl><dt>MS RUEL</dt><dd>I was on the pier.</dd><dt>MR SAND</dt><dd>I came at ten.</dd><dt>THE CHAIR</dt><dd>Order!</dd></dl>",
            [("I was on the pier.", "Ruel"), ("I came at ten.", "Sand"), ("Order!", "Chair")],
        ),
        (
            "<dl><dt>Ana Ruel:</dt><dd><p>I was there.</p><p>Nobody came.</p></dd><dt>Ivo Sand:</dt><dd>I came at ten.</dd></dl>",
            [("I was there.", "Ana Ruel"), ("Nobody came.", "Ana Ruel"), ("I came at ten.", "Ivo Sand")],
        ),
        (
            "<p><b>Ana Ruel</b><br>I was there.</p><p><b>Ivo Sand</b><br>I came at ten.</p><p><b>Ana Ruel</b><br>You were late.</p><p><b>Ivo Sand</b><br>I was.</p>",
            [
                ("I was there.", "Ana Ruel"),
                ("I came at ten.", "Ivo Sand"),
                ("You were late.", "Ana Ruel"),
                ("I was.", "Ivo Sand"),
            ],
        ),
        (
            "<p><strong>Ana Ruel</strong> I was there.</p><p>Nobody came.</p><p><strong>Ivo Sand</strong> I came.</p><p><strong>Ana Ruel</strong> Late.</p><h3>Bread</h3><p>The bakers were heard next.</p><p><strong>Ivo Sand</strong> I was.</p>",
            [
                ("I was there.", "Ana Ruel"),
                ("Nobody came.", "Ana Ruel"),
                ("I came.", "Ivo Sand"),
                ("Late.", "Ana Ruel"),
                ("I was.", "Ivo Sand"),
            ],
        ),
        (
            "<p><b>Harbour</b> The pier is shut.</p><p><b>Bread</b> It costs more.</p><p><b>Weather</b> Rain.</p><p><b>Sport</b> No games.</p>",
            [],
        ),
        ("<dl><dt>Published</dt><dd>11 March 2032.</dd><dt>Section</dt><dd>Harbour news.</dd></dl>", []),
        ("<dl><dt>Pier</dt><dd>A bridge that ends in the sea.</dd><dt>Quay</dt><dd>A wall for ships.</dd></dl>", []),
    ],
)
def test_a_list_of_names_and_words_is_a_transcript(markup: str, turns: list[tuple[str, str]]) -> None:
    assert direct(page(BEFORE + markup + f"<h2>Next week</h2>{AFTER}", title="Committee record")) == turns


# --- live blogs -------------------------------------------------------------------------------------------------------

ENTRIES = [
    ("2032-03-11T07:05:00+00:00", "7.05", "Ruel speaks", SPOKEN),
    (
        "2032-03-10T21:40:00+00:00",
        "21.40",
        "Islanders wait",
        "<p>Ivo Sand said the islanders would wait until the morning.</p>",
    ),
]
LIVE = {
    "sections": '<div class="liveblog">{}</div>|<section><time datetime="{0}">{1}</time><h2>{2}</h2>{3}</section>',
    "articles": '<div id="live-feed">{}</div>|<article class="post"><header><h3>{2}</h3><p class="timestamp"><time datetime="{0}">{1}</time>'
    '</p></header><div class="entry-content">{3}</div><ul class="social"><li>Share</li></ul></article>',
    "flat": '<div id="ticker">{}</div>|<h4><time datetime="{0}">{1}</time> {2}</h4>{3}',
    "named times": '<div class="entries">{}</div>|<div><span class="entry-time">{0} {1}</span><h3>{2}</h3>{3}</div>',
    "microdata": '<div itemtype="https://schema.org/LiveBlogPosting">{}</div>|<div itemprop="liveBlogUpdate">'
    '<meta itemprop="datePublished" content="{0}"><h2>{2}</h2>{3}</div>',
    "list": '<ol class="live-blog">{}</ol>|<li><p><time datetime="{0}">{1}</time></p><h3>{2}</h3>{3}</li>',
}


@pytest.mark.parametrize("layout", LIVE)
def test_each_entry_of_a_live_blog_is_a_story_of_its_own_day(layout: str) -> None:
    around, _, entry = LIVE[layout].partition("|")
    body = around.format("".join(entry.format(*each) for each in ENTRIES))
    markup = page(body, title="Ferry vote live")
    found = stories(markup)
    assert document(markup).metadata.title == "Ferry vote live"
    assert found[0].document.text.startswith("Ferry vote live\n\n")
    assert [(one.story.headline, one.story.published and one.story.published.value) for one in found] == [
        ("Ferry vote live", "2032-03-11"),
        ("Ruel speaks", "2032-03-11"),
        ("Islanders wait", "2032-03-10"),
    ]
    assert [quotation.speaker and quotation.speaker.name for one in found for quotation in one.quotations] == [
        "Ana Ruel",
        "Ivo Sand",
    ]


def test_a_live_blog_that_only_its_code_holds() -> None:
    updates = [
        {"@type": "BlogPosting", "headline": head, "datePublished": day, "articleBody": body}
        for day, _, head, body in ENTRIES
    ]
    data = {
        "@graph": [
            {
                "@type": ["LiveBlogPosting"],
                "headline": "Ferry vote",
                "datePublished": "2032-03-10",
                "liveBlogUpdate": updates,
            }
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    found = stories(
        f"<html lang=en><head><title>Ferry vote</title>{script}</head><body><div id=root></div></body></html>"
    )
    assert [(one.story.headline, one.story.published and one.story.published.value) for one in found] == [
        ("Ferry vote", "2032-03-10"),
        ("Ruel speaks", "2032-03-11"),
        ("Islanders wait", "2032-03-10"),
    ]
    assert [quotation.text for one in found for quotation in one.quotations if quotation.form == "direct"] == [
        "“The ferry will run on Sundays,”"
    ]


def test_a_page_with_several_times_is_no_live_blog() -> None:
    body = (
        '<p>Posted <time datetime="2032-03-11">11 March</time>, changed <time datetime="2032-03-12">12 March</time></p>'
    )
    assert document(page(body + BEFORE + SPOKEN + AFTER)).entries == ()


def test_a_list_of_other_stories_with_their_times_is_no_live_blog() -> None:
    cards = "".join(
        f'<div><h3><a href="/{n}">Another story of the day {n}</a></h3><time datetime="2032-03-0{n}">{n} March</time></div>'
        for n in range(1, 5)
    )
    found = document(
        page(BEFORE + SPOKEN + BEFORE + AFTER + f"<div>{cards}</div>", title="Islanders live in fear of the ferry")
    )
    assert found.entries == ()


def test_a_story_that_only_its_code_holds() -> None:
    body = "\n\n".join(
        ["“The ferry will run on Sundays,” Ana Ruel said.", *(f"Paragraph {n} of a long story." for n in range(2000))]
    )
    data = {"@type": "NewsArticle", "headline": "Ferry", "datePublished": "2032-03-11", "articleBody": body}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    found = document(
        f"<html lang=en><head><title>Ferry</title>{script}</head><body><noscript>Enable it.</noscript></body></html>"
    )
    assert found.text.endswith("Paragraph 1999 of a long story.")


# --- what is not of the story -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "asks"),
    [
        (
            '<div class="paywall"><h3>Already a subscriber? Log in</h3><p>“The best of papers,” says Ivo Sand, a reader.</p></div>',
            True,
        ),
        (
            '<section id="x7"><h4>To continue reading, choose your plan</h4><p>“I start with it,” says Tamsin Oray.</p></section>',
            True,
        ),
        ("<div><p><strong>Jetzt weiterlesen</strong></p><p>„Die beste Zeitung“, sagt Leser Ivo Sand.</p></div>", True),
        ("<h3>Already a subscriber? Log in</h3><p>“The best of papers,” says Ivo Sand, a reader.</p>", True),
        (
            "<div><p>“Worth every crown” – Ivo Sand, subscriber</p><p>Subscribe now for one crown a week.</p></div>",
            True,
        ),
        ("<p>Уже подписаны? Войдите</p><p>«Лучшая газета», – говорит Иво Санд, читатель.</p>", True),
        ("<aside><p>Abonnez-vous pour lire la suite</p><p>« Le meilleur journal », dit Ivo Sand.</p></aside>", True),
        (
            '<div class="newsletter-box"><p>Get the day in one mail.</p><p>“Short and sharp,” says reader Ivo Sand.</p></div>',
            False,
        ),
        (
            '<div class="testimonials"><blockquote>The only paper that comes on time.<cite>Ivo Sand</cite></blockquote></div>',
            False,
        ),
        (
            '<aside class="related-stories"><h3>More on this</h3><ul><li><a href="/a">Sand: “I never said so”</a></li></ul></aside>',
            False,
        ),
        ("<section><h3>Read more</h3><p>“I never promised a boat,” says Ivo Sand.</p></section>", False),
    ],
)
def test_boxes_are_not_of_the_story(box: str, asks: bool) -> None:
    found = document(page(BEFORE + SPOKEN + box))
    assert [text for text, _ in direct(page(BEFORE + SPOKEN + box))] == ["“The ferry will run on Sundays,”"]
    assert any("asks for a subscription" in problem.message for problem in found.problems) == asks


def test_readers_who_speak_in_a_story_are_read() -> None:
    markup = page(
        BEFORE
        + "<p>“The library is shut,” said Ivo Sand, a reader.</p><p>Sign up for the next ferry, he said.</p>"
        + AFTER
    )
    assert direct(markup) == [("“The library is shut,”", "Ivo Sand")]


def test_a_story_that_is_called_a_paywall_is_read() -> None:
    assert "Ana Ruel said" in document(page(f'{BEFORE}<div class="paywall">{SPOKEN}{BEFORE}{AFTER}</div>')).text


RELEASE = "<p>MERROW, 11 March 2032 – The ferry will run, the harbour office said.</p>{}<p>“We have waited,” said Ana Ruel.</p>{}"


@pytest.mark.parametrize(
    ("head", "tail"),
    [
        (
            "<p>FOR IMMEDIATE RELEASE</p>",
            "<p>ENDS</p><p>Notes to editors</p><p>“It is the oldest ferry,” says Ivo Sand.</p>",
        ),
        (
            "<p>Embargoed until 9 a.m.</p>",
            "<p>-Ends-</p><p>For further information, contact Ivo Sand, who says more.</p>",
        ),
        ("<p>PRESS RELEASE</p>", "<p>###</p><p>About the ferry</p><p>Ivo Sand said that it was founded in 1932.</p>"),
        ("<p>Press release</p>", "<p>Media contact: Ivo Sand</p><p>Ivo Sand said that he answers at any hour.</p>"),
        ("<p>Pressemitteilung</p>", "<p>Pressekontakt</p><p>Ivo Sand said that he answers at any hour.</p>"),
    ],
)
def test_what_a_press_release_says_to_the_press_is_no_statement(head: str, tail: str) -> None:
    said = [one.speaker and one.speaker.name for one in quotations(page(head + RELEASE.format(BEFORE, tail)))]
    assert "Ana Ruel" in said
    assert "Ivo Sand" not in said


def test_a_digest_that_says_ends_after_each_item_is_read_to_the_end() -> None:
    items = "".join(f"<p>“Pier {n} is open,” Ana Ruel said.</p>{BEFORE}<p>ENDS</p>" for n in range(4))
    assert len(direct(page(items))) == 4


# --- saved and printed pages ------------------------------------------------------------------------------------------


def test_a_page_saved_as_one_file_keeps_its_address_and_words() -> None:
    data = "data:image/png;base64," + "A" * 300_000
    saved = page(f'<img src="{data}">{BEFORE}<div style="background:url({data})">{SPOKEN}</div>{POSTS["X"]}{AFTER}')
    remark = (
        "<!--\n Page saved with SingleFile \n url: https://courier.example/ferry \n saved date: Thu Mar 11 2032\n-->"
    )
    saved = saved.replace("<head>", f"<head>{remark}<style>a{{background:url({data})}}</style>", 1)
    found = document(saved)
    assert found.metadata.url == "https://courier.example/ferry"
    assert [text for text, _ in direct(saved)] == ["“The ferry will run on Sundays,”", "The pier is open."]
    assert len(found.text) < 1000


def test_what_a_page_shows_of_a_shadow_tree_is_read() -> None:
    assert (
        "Ana Ruel said"
        in document(page(f"{BEFORE}<x-a><template shadowrootmode=open>{SPOKEN}</template></x-a>{AFTER}")).text
    )


def test_a_page_for_a_printer_has_the_title_and_address_of_its_story() -> None:
    found = document(
        "<html><head><title>Print</title></head><body onload='window.print()'><table><tr><td><b>Merrow Courier</b><br>"
        f"Printed from https://courier.example/a<br><h2>Ferry to run on Sundays</h2>By Tamsin Oray<br>{BEFORE}{SPOKEN}"
        "<a href='javascript:window.close()'>Close window</a></td></tr></table></body></html>"
    )
    assert (found.metadata.title, found.metadata.url) == ("Ferry to run on Sundays", "https://courier.example/a")


def test_a_day_in_a_sentence_is_not_lost() -> None:
    markup = f'{BEFORE}<p>Ana Ruel spoke on <time datetime="2032-03-09">9 March 2032</time>, in the rain.</p>{AFTER}'
    assert "spoke on 9 March 2032, in the rain" in document(page(markup)).text


@pytest.mark.parametrize(
    ("head", "line", "language"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","dateModified":"2032-03-14","datePublished":"2032-03-11"}</script>', "", "en"),
        ('<meta property="og:updated_time" content="2032-03-14"><meta name="publish-date" content="2032-03-11">', "", "en"),
        ("<meta name=x>", '<time itemprop="dateModified" datetime="2032-03-14">14 March</time> <time itemprop="datePublished" datetime="2032-03-11">11 March</time>', "en"),
        ("<meta name=x>", "Updated 14 March 2032. Published 11 March 2032.", "en"),
        ("<meta name=x>", "Aktualisiert: 14. März 2032 · Veröffentlicht: 11. März 2032", "de"),
        ("<meta name=x>", "Publié le 11 mars 2032, mis à jour le 14 mars 2032", "fr"),
        ("<meta name=x>", "Actualizado el 14 de marzo de 2032 | Publicado el 11 de marzo de 2032", "es"),
        ("<meta name=x>", "Обновлено 14 марта 2032, опубликовано 11 марта 2032", "ru"),
    ],
)  # fmt: skip
def test_the_day_of_a_page_is_that_on_which_it_came_out(head: str, line: str, language: str) -> None:
    found = document(page(f'<p class="dates">{line}</p>{BEFORE}{SPOKEN}{AFTER}', language=language, head=head))
    assert found.metadata.published == "2032-03-11"
