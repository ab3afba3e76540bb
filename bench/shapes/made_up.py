"""Generators of the shapes of text: a unit repeated, a template numbered, marks nested, and others."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from itertools import count

_SORTS = ("Ministry", "Council", "Office", "Foreign Ministry", "Press Service", "Agency", "Committee", "Department")
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "ol")]

RUNS: Mapping[str, str] = {
    "full stops": ".",
    "dashes": "-",
    "long dashes": "—",
    "ellipses": "…",
    "exclamation marks": "!",
    "ideographic full stops": "。",
    "straight quotation marks": '"',
    "opening marks": "“",
    "closing marks": "”",
    "apostrophes": "'",
    "closing single marks": "’",
    "guillemets": "«",
    "corner brackets": "「",
    "brackets": "(",
    "slashes": "/",
    "underscores": "_",
    "combining characters": "\u0301",
    "letters with combining characters": "a\u0301\u0302\u0303 ",
    "zero-width characters": "\u200b",
    "emoji": "😀",
    "replacement characters": "\ufffd",
    "one letter": "a",
    "one capital": "A",
    "one digit": "7",
    "dot and space": ". ",
    "dot and quotation mark": '."',
    "comma and quotation mark": '," ',
    "open and close": "“”",
    "close and open": "”“",
    "quotation mark and letter": '"a',
    "quotation mark and space": '" ',
    "apostrophe and letter": "a’ ",
    "empty brackets": "() ",
    "marks in turn": ".,;:!?-",
    "asterisks": "* ",
    "slashes and words": "a/b-c_d.",
    "Thai": "รัฐมนตรีกล่าวว่าจะไม่เห็นด้วย",
    "Japanese": "大臣は合意しないと述べた",
    "Chinese": "部长说他们不会同意这项协议",
    "e-mail addresses without spaces": "ana@lowen.example;",
    "hyphens": "so-and-so-and-",
    "initials without spaces": "U.S.A.F.B.I.",
}
"""Units of runs that stand between two words of a sentence, in each of many paragraphs."""

REPEATED: Mapping[str, str] = {
    # marks without any words
    "dots": ".",
    "dots in lines": "." * 900 + "\n",
    "dots in short lines": "." * 330 + "\n\n",
    "marks and a letter": "-" * 300 + "a\n",
    "apostrophes and a promotion": "’" * 300 + "a\nRead more: the harbour opens\n",
    # letters and digits
    "single letters": "a b c d e f g h " * 60 + "\n",
    "single capitals": "A B C D E F G H " * 60 + "\n",
    "initials": "A. B. C. D. E. F. " * 50 + "\n",
    "words in capitals": "HARBOUR LEAGUE TALKS " * 45 + "\n",
    "numbers": "1,234.5 67% " * 80 + "\n",
    "web addresses": "https://lowen.example/a/b?c=d&e=f " * 28 + "\n",
    "e-mail addresses": "ana.ruel@lowen.example, " * 40 + "\n",
    "Chinese with marks": "部长说:「我们不会同意。」" * 70 + "\n",
    "Arabic": "قال الوزير إنه لن يوافق على الاتفاق " * 27 + "\n",
    "Cyrillic": "Министр заявил, что не согласится на это. " * 23 + "\n",
    "look-alike letters": "Тhе mіnіstеr sаіd tо thе рrеss " * 30 + "\n",
    # white space
    "wide gaps": "It ended." + " " * 9000 + "and they left.\n",
    "spaces": " " * 999 + "a\n",
    "tabs": "\t" * 999 + "a\n",
    "form feeds": "a\f" * 499 + "\n",
    "line ends": "\n",
    "carriage returns": "\r",
    "short lines": "a\n",
    "short lines apart": "Yes.\n\n",
    "lines of one word": "Harbour\n",
    "odd spaces": "a\u2003b\u00a0" * 240 + "\n",
    "line separators": "Harbour talks\u2028" * 60 + "\n",
    # words
    "one line": "The harbour was quiet and the ships lay still. ",
    "one sentence": "and the harbour was quiet and the ships lay still ",
    "one sentence in lines": "and the harbour was quiet and the ships lay still " * 18 + "\n",
    "same paragraphs": "Ana Ruel said on Monday that the harbour would open, and that she was glad of it.\n\n",
    "same paragraph wrapped": "Ana Ruel said on Monday that the harbour would\nopen, and that she was glad of it\n",
    "said": "said " * 200 + "\n",
    "said that": "said that it said that she said " * 30 + "\n",
    "according to": "according to " * 76 + "\n",
    "had said": "had said, who said, which said, " * 30 + "\n",
    "names": "Ana Ruel, Ivo Sand, Mira Tolm, " * 30 + "\n",
    "titles": "President Prime Minister Foreign Minister General Secretary " * 16 + "\n",
    "titles and a name": "Deputy Prime Minister and Foreign Minister Ana Ruel of Lowen, " * 16 + "\n",
    "of the": "the chair of the league of the port of the " * 22 + "\n",
    "joined names": "Ana and Ivo and Mira and " * 40 + "\n",
    "said names": "Ana Ruel said Ivo Sand said Mira Tolm said " * 22 + "\n",
    "dates": "May 3, 2031, 4 June 2032, 2033-01-02, on Monday, " * 20 + "\n",
    "weekdays": "on Monday on Tuesday last week " * 30 + "\n",
    "months": "May " * 249 + "\n",
    "days before": "a day before the two days after the day before " * 20 + "\n",
    "told in an interview": "told in an interview with the " * 32 + "\n",
    "in the": "in the meeting at the talks during the " * 25 + "\n",
    "conditions": "if unless until by the end of the " * 29 + "\n",
    "denials": "did not deny that he never denied that no one ever denied " * 17 + "\n",
    "relays": "according to Ana Ruel, citing Ivo Sand, as quoted by Mira Tolm, as reported by the Lowen Post, " * 10
    + "\n",
    "agencies": "TOLM, May 3 (Merewire) - Ana Ruel said so.\n\n",
    # quotations
    "quotations": "“The harbour will open,” she said.\n\n",
    "quotations in one paragraph": "“The harbour will open,” he said. " * 28 + "\n\n",
    "quotations in one long paragraph": "“The harbour will open,” he said. " * 1450 + "\n\n",
    "marked words in one long paragraph": "“No.” " * 8000 + "\n\n",
    "marked words that go on": "“No,” she said. " + "“No.” " * 8000 + "\n\n",
    "one open mark": "“" + "The harbour will open, she said. " * 1450 + "\n\n",
    "quotations of one word": "“no” “yes” " * 90 + "\n",
    "quotations without a cue": "“The harbour will open soon, and all the ships will sail.”\n\n",
    "unclosed quotations": "“The harbour will open, she said.\n\n",
    "unopened quotations": "The harbour will open,” she said.\n\n",
    "quotation inside a quotation": "“She said, ‘The harbour will open,’ and he said, ‘No,’” said Ivo Sand.\n\n",
    "pronouns": "He said she said that they had said it. She said he knew. " * 17 + "\n",
    "pronouns in paragraphs": "“We will see,” he said.\n\n“We will not,” she said.\n\n",
    "descriptions": "“We will see,” the minister said.\n\n“No,” the spokesman said.\n\n",
    "turns of a transcript": "RUEL: We will open the harbour.\n\nSAND: I do not think so.\n\n",
    "first person": "I think that we will open the harbour and that our ships will sail in May or so.\n\n",
    "signed words": "“The harbour will open soon, and all will sail.” – Ana Ruel\n\n",
    "introduced words": "She said:\n\n“The harbour will open soon, and all will sail.”\n\n",
    "ellipses in quotations": "“The … harbour … will … open …,” she said … . " * 20 + "\n",
    "glued sentences": "It ended.On Friday it began.In PortvaleForeign Minister Ruel spoke." * 14 + "\n",
    "glued words": "PortvaleForeignMinisterRuelSaid HarbourMasterSand " * 20 + "\n",
    # layout
    "headings": "Harbour Talks End in Lowen\n\n",
    "days of a digest": "Harbour Talks End in Lowen Today\n\nThe harbour talks in Lowen end today, Ana Ruel said.\n\n",
    "bullets": "- The harbour will open, Ana Ruel said\n",
    "links": "Home | News | Sport | Weather | Contact\n",
    "promotions": "Read more: “Harbour ‘talks’ “end” in “Lowen”” ’ ’ ’ ’ ’ ’\n",
    "captions": "Ana Ruel speaks in Lowen. Photo: Ivo Sand / Merewire via Lowen Post\n",
    "credits": "It ended. " + "A Photo / Credit " * 18 + "\n",
    "datelines": "LOWEN A.B-C, May. B. C., (Merewire) /Tolm/ - \n",
    "capitals for a dateline": "LOWEN’S TOLM-PORT A.B " * 14 + "\n",
    "share buttons": "facebook twitter x whatsapp " * 11 + "\n",
    "header lines": "title: Harbour talks\nauthor: Ana Ruel\n",
    "hashed header lines": "# title: Harbour talks\n",
}
"""Units that are repeated; a thousand characters or so a line, where lines are not the point."""

NUMBERED: Mapping[str, str] = {
    "different surnames": "“We will see,” said {name}.\n\n",
    "surname of many": "{name} Ruel left Lowen. “We will see,” Ruel said. “No,” {other} said.\n\n",
    "generic organisations": "“We will see,” the {sort} of the {kind} said. The {name} {sort} said no.\n\n",
    "different full names": "Ana {name} met Ivo {other} in Lowen. “We will see,” {name} said.\n\n",
    "one surname": "“We will see,” said {name} Ruel, the minister of {other}.\n\n",
    "different organisations": "“We will see,” the {name} Ministry said. The ministry of {other} said nothing.\n\n",
    "different roles": "The {name} minister of {other}, Ana Ruel, said on Monday that the minister would see.\n\n",
    "different people and descriptions": (
        "{name} Sand, the {other} minister, met the {other} envoy. “We will see,” the {name} minister said.\n\n"
    ),
    "different delayed names": "“We will see,” the {other} minister said. “No,” {name} Sand said.\n\n",
    "different dates": "Ana Ruel said on May {day}, 20{year}, that {name} would open.\n\n",
    "different headings": "{name} Talks End in {other} Today\n\nThe {name} talks in {other} ended, Ana Ruel said.\n\n",
    "different words": "{name} {other} ",
    "different words in lines": "{name} {other}, said {other} {name}\n\n",
}
"""Templates with numbers and names that are others each time."""

NESTED: Mapping[str, tuple[str, str, str]] = {
    "nested double marks": ("“so ", "”", " and "),
    "nested guillemets": ("«so ", "»", " and "),
    "nested marks in turn": ("“so ‘so ", "’”", " and "),
    "nested straight marks": ('"so ', '"', " and "),
    "nested corner brackets": ("「so『so ", "』」", " "),
    "nested brackets": ("(so [so ", "])", " "),
    "nested sayings": ("“She said, ", "” he said,", " no "),
}
"""Marks that open, as many that close, and what stands between; a paragraph has two hundred."""


def repeated(unit: str, size: int) -> str:
    """Return a unit over and over, `size` characters in all."""
    return (unit * (size // len(unit) + 1))[:size]


def run(unit: str, size: int) -> str:
    """Return paragraphs in which a unit is repeated between words, `size` characters in all."""
    return repeated(f"They said so {repeated(unit, 960)} and left.\n\n", size)


def name_of(number: int) -> str:
    """Return a made-up name: another one for each number."""
    letters = ""
    number += len(_SYLLABLES) ** 2
    while number:
        number, at = divmod(number, len(_SYLLABLES))
        letters = _SYLLABLES[at] + letters
    return letters.title()


def numbered(template: str, size: int) -> str:
    """Return a template over and over, with other names each time, of `size` characters."""
    return _until(
        size,
        lambda n: template.format(
            name=name_of(n),
            other=name_of(7 * n + 3),
            day=n % 28 + 1,
            year=10 + n % 89,
            sort=_SORTS[n % len(_SORTS)],
            kind=_SORTS[n // len(_SORTS) % len(_SORTS)],
        ),
    )


def nested(opening: str, closing: str, between: str, size: int) -> str:
    """Return paragraphs of marks in marks, of `size` characters in all."""
    return repeated(opening * 100 + between + closing * 100 + "\n\n", size)


def _until(size: int, part: Callable[[int], str]) -> str:
    parts, length = [], 0
    for n in count():
        parts.append(part(n))
        length += len(parts[-1])
        if length >= size:
            break
    return "".join(parts)[:size]


def _random(letters: str, size: int) -> str:
    chance = random.Random(size)  # noqa: S311 nothing here is secret
    made = chance.choices(letters, k=size)
    made[999::1000] = "\n" * len(made[999::1000])
    return "".join(made)


def _divs(size: int) -> str:
    depth = size // 11
    return "<div>" * depth + "Ana Ruel said so." + "</div>" * depth


def _page(body: str, size: int) -> str:
    return f"<html><body>{repeated(body, size)}</body></html>"


def _attributes(size: int) -> str:
    return "<p " + _until(size, lambda n: f"a{n}='{n}' ") + ">Ana Ruel said so.</p>"


def _tiny_stories(size: int) -> str:
    def line(n: int) -> str:
        text = f"Ana {name_of(n)} said that the harbour would open."
        return json.dumps({"title": f"Talks {n}", "text": text}) + "\n"

    return _until(size, line).rpartition("\n")[0]


def _one_long_story(size: int) -> str:
    return json.dumps({"title": "Talks", "text": repeated("Ana Ruel said that the harbour would open.\n\n", size)})


MADE: Mapping[str, Callable[[int], str]] = {
    "random marks.txt": lambda size: _random(".,;:!?\"'()-…", size),
    "random marks and spaces.txt": lambda size: _random(".,;:!?\"'()- ", size),
    "random letters.txt": lambda size: _random("abcdefghijklmnopqrstuvwxyz", size),
    "random words.txt": lambda size: _random("abcdefghijklmnopqrstuvwxyz    ", size),
    "random quotations.txt": lambda size: _random("ab “”‘’\"' .,", size),
    "base64.txt": lambda size: _random("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", size),
    "hexadecimal digits.txt": lambda size: _random("0123456789abcdef", size),
    "random Chinese.txt": lambda size: _random("".join(map(chr, range(0x4E00, 0x5200))), size),
    "lone surrogates.txt": lambda size: _random("ab \ud800\udfff", size),
    "nested divs.html": _divs,
    "paragraphs.html": lambda size: _page("<p>Ana Ruel said that the harbour would open.</p>", size),
    "empty paragraphs.html": lambda size: _page("<p>", size),
    "unclosed tags.html": lambda size: _page("<b><i>so ", size),
    "tags opened.html": lambda size: _page("<", size),
    "tables.html": lambda size: _page("<table><tr><td>", size),
    "entities.html": lambda size: _page("&amp;&quot;&#8220;", size),
    "comments.html": lambda size: _page("<!-- -- ", size),
    "scripts.html": lambda size: _page("<script>'<script>'", size),
    "attributes.html": _attributes,
    "tiny stories.jsonl": _tiny_stories,
    "one long story.jsonl": _one_long_story,
    "brackets.jsonl": lambda size: '{"text":' + "[" * size,
    "escapes.jsonl": lambda size: '{"title": "Talks", "text": "' + repeated("\\ud83d\\u2026 ", size)[:-14] + '"}',
}
"""Shapes with a way of their own, each by its name as a file."""
