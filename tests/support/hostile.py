"""Words that try to harm whoever shows or exports them, and a reading full of them."""

from __future__ import annotations

from onrecord.types import (
    Dated,
    Document,
    Metadata,
    Problem,
    Quotation,
    Reading,
    Relay,
    Span,
    Speaker,
    Story,
    content_id,
)

HOSTILE_WORDS = (
    '=HYPERLINK("https://evil.example","click")',
    "+1; DROP TABLE statements",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '</script><script>alert("x")</script>',
    "\"Quotes\", 'more', “curly” and, commas",
    "Back\\slash {brace} $x_1^2$ 100% #1 & ~",
    "bell \x07 escape \x1b[31m and null \x00 end",
    "half \ud800 a character, and \u202eright to left\u202c",
    "two\nlines\r\nof words\u2028and a third",
    "[link](https://evil.example) *bold* _dash-dash_ <b>",
    "鍵は開いている 🗝 ключ",
)


def hostile_reading(number: int, words: str) -> Reading:
    text = f"{words}\n\nBefore it, {words} said Ana {words} Ruel, and more after it."
    url = f"https://lowen.example/{number}?q=<\"'>`{{}}|^#top"
    document = Document(
        f"{words}.txt", text.encode("utf-8", "surrogatepass"), text, metadata=Metadata(url=url, title=words),
        retrieved="2033-01-02T03:04:05Z",
    )  # fmt: skip
    start = text.index(words, 1 + len(words))
    end = start + len(words)
    source = text.index(f"Ana {words} Ruel")
    quotation = Quotation(
        content_id("hostile", number), "direct", (Span(start, end),), words, Span(end + 1, end + 5),
        Span(source, source + len(words) + 9), Speaker(f"ana{number}", f"{words} Ana Ruel", "person", words),
        Dated("2033-01-01/2033-01-02", "relative"), relay=(Relay(words, "agency", Span(0, 1)),), act="promise",
    )  # fmt: skip
    story = Story(
        f"story{number}", Span(0, len(text)), words, Span(0, len(words)), words, words, Dated("2033-01", "stated"), "en"
    )
    return Reading(document, story, text, (quotation,), problems=(Problem("extract", words, Span(0, 1), words, words),))


HOSTILE_NAME = '<script>alert("x")</script> & \u202esons'

EVIL = Speaker("evil00", HOSTILE_NAME, "person", HOSTILE_NAME)
