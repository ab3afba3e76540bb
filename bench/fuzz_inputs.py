"""Inputs for `bench.fuzz`: our own stories, cut short, mutated, and put into each kind of file that is read."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache
from random import Random
from typing import Any

from bench import corpora
from bench.fuzz_pages import TAGS as PAGE_TAGS
from bench.fuzz_pages import laid_out

MARKS = "\"'“”‘’«»‹›„‚「」『』–—…·•()[]<>/\\|@#:;,.!?"
SPACES = " \t\n\r\f\v\0\x1c\x1f\x85\xa0\u2028\u2029\u200b\u200d\u202e\u3000\ufeff\ufffd"
ODD = "\ud800\udc00\u0301\u0345İſßﬁΣ\U0001f5dd\U000e0041鍵кلå９²½١"
WORDS = (
    " said ", " she said, ", "He said: “", "” ", " that ", " according to ", " told ", "Ana Ruel", " Mr. ", " not ",
    "\n\n", "\n", "“", "”", "...", "on Monday", "12 March 2032", "31 February", "0000-00-00", "9999-12-31", "(AP)",
    "OSTREL, March 9 (Merewire) - ", "BY ANA RUEL\n", "- ", "* ", "1. ", "Question: ", "Ruel: ", "the minister",
    "https://lowen.example/a", "a@b.example", "=1+1", "…", "Speaker: ", "two years ago", "President ", " who ", "’s ",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<br/>", "<div", ">", "<!--", "-->", "<script>", "</script>", "<h1>", "<title>", "<blockquote>",
    "<a href='x'>", "&lt;", "&#xD800;", "&#0;", "&nbsp;", "<![CDATA[", "<meta charset=", "<svg>", "<table><tr><td>",
    '<meta property="og:title" content="', '<time datetime="2032-03-09">', "<html lang=xx>", "\x00", "<q>", "</",
)  # fmt: skip
KEYS = ("text", "html", "title", "date", "url", "outlet", "author", "language", "published", "document", "story", "x")
VALUES: tuple[Any, ...] = (
    None, True, -1, 1e308, 10**30, "", " ", "\0", "\ud800", [], {}, [[]], ["a", 1], "2032-03-09", "9999-99-99", "en",
    {"value": "2032-03-09"}, [0, 5], [5, 0], [-1, 10**9], [[0, 5], [3, 8]], "q1", "direct", "http://[", "a\nb\u2028c",
)  # fmt: skip
ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1251", "koi8-r", "gb18030",
    "shift_jis", "euc-jp", "big5", "iso2022_jp", "mac-roman", "cp437", "utf-7", "cp037", "iso8859-7",
)  # fmt: skip
CHARSETS = (
    *ENCODINGS, "idna", "punycode", "hex", "rot13", "zlib", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs",
    "utf-8\0", "x" * 99, "", "ünï", "base64", "charmap", "palmos", "hz", "iso2022_kr", "uu", "quopri", "bz2",
)  # fmt: skip


@cache
def paragraphs() -> tuple[str, ...]:
    """Return the paragraphs of the demo, short ones of all kinds among them."""
    texts = (text.document.text for text in corpora.demo())
    return tuple(part for text in texts for part in text.split("\n\n") if part.strip())


def text(chance: Random) -> str:
    """Return a short mutated text."""
    words = "\n\n".join(_short(chance, chance.choice(paragraphs())) for _ in range(chance.choice((1, 1, 1, 2, 3))))
    return mutated(chance, words, (MARKS, SPACES, ODD, WORDS))


def mutated(chance: Random, words: str, alphabets: Sequence[Sequence[str]]) -> str:
    """Return `words` with a few places changed: something put in, taken out, doubled, moved or repeated."""
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 8, 13))):
        start = chance.randint(0, len(words))
        end = min(len(words), start + chance.choice((0, 0, 1, 3, 20, 80)))
        new = chance.choice(chance.choice(alphabets)) * chance.choice((1, 1, 1, 1, 2, 3, 17))
        change = chance.randrange(5)
        if change == 0:
            new = words[start:end] * 2
        elif change == 1:
            new, end = words[end : end + 30] + words[start:end], min(len(words), end + 30)
        words = words[:start] + new + words[end:]
    return words


def damaged(chance: Random, raw: bytes) -> bytes:
    """Return `raw` with a few bytes changed, put in or taken out, or cut short."""
    for _ in range(chance.choice((0, 0, 1, 2, 5, 13))):
        start = chance.randint(0, len(raw))
        end = min(len(raw), start + chance.choice((0, 1, 1, 2, 9)))
        raw = raw[:start] + chance.randbytes(chance.choice((0, 1, 1, 2, 4))) + raw[end:]
    return raw[: chance.randint(0, len(raw))] if chance.random() < 0.1 else raw


def plain(chance: Random) -> tuple[str, bytes]:
    """Return a text as a file."""
    return "a.txt", text(chance).encode("utf-8", "surrogatepass")


def raw(chance: Random) -> tuple[str, bytes]:
    """Return a text in one of many encodings, damaged."""
    return "a.txt", damaged(chance, text(chance).encode(chance.choice(ENCODINGS), "ignore"))


def headed(chance: Random) -> tuple[str, bytes]:
    """Return a text behind mutated lines of metadata."""
    lines = [f"{chance.choice(KEYS)}: {chance.choice(VALUES)}" for _ in range(chance.randint(1, 5))]
    hashed, fenced = chance.random() < 0.4, chance.random() < 0.3
    head = "\n".join(("# " if hashed else "") + line for line in lines)
    head = f"---\n{head}\n---" if fenced else head
    stamp = chance.choice(("", "", " date 2032-12-21 https://lowen.example/a\n", "date 0000-13-40 x\n"))
    whole = stamp + mutated(chance, head, (MARKS, SPACES, KEYS, WORDS)) + "\n\n" + text(chance)
    return "a.txt", whole.encode("utf-8", "surrogatepass")


def page(chance: Random) -> str:
    """Return a mutated web page."""
    body = "".join(f"<p>{part}</p>" for part in text(chance).split("\n\n"))
    title, charset = _short(chance, chance.choice(paragraphs())), chance.choice(CHARSETS)
    declared = chance.choice((f'<meta charset="{charset}">', f"<?xml version='1.0' encoding='{charset}'?>", ""))
    whole = f"<!doctype html><html lang=en><head>{declared}<title>{title}</title></head><body>{body}</body></html>"
    return mutated(chance, whole, (TAGS, TAGS, MARKS, SPACES, ODD))


def layout(chance: Random) -> tuple[str, bytes]:
    """Return a mutated web page whose layout tells of quotations."""
    words = laid_out(chance, lambda by: _short(by, by.choice(paragraphs())))
    return "a.html", mutated(chance, words, (PAGE_TAGS, PAGE_TAGS, TAGS, MARKS, SPACES)).encode(
        "utf-8", "surrogatepass"
    )


def html(chance: Random) -> tuple[str, bytes]:
    """Return a page as a file, damaged."""
    encoding = chance.choice(ENCODINGS) if chance.random() < 0.3 else "utf-8"
    return "a.html", damaged(chance, page(chance).encode(encoding, "ignore"))


def jsonl(chance: Random) -> tuple[str, bytes]:
    """Return JSON Lines, or an array, of mutated records, damaged."""
    records = [_record(chance) for _ in range(chance.choice((1, 1, 2, 4)))]
    if chance.random() < 0.3:
        return "a.json", damaged(chance, json.dumps(records).encode())
    as_ascii = chance.random() < 0.5
    lines = (json.dumps(record, ensure_ascii=as_ascii) for record in records)
    return "a.jsonl", damaged(chance, "\n".join(lines).encode("utf-8", "surrogatepass"))


def packed(chance: Random) -> tuple[str, bytes]:
    """Return one of the others in gzip, damaged, cut short, or in several members."""
    name, content = chance.choice((plain, raw, html, jsonl))(chance)
    middle = chance.randint(0, len(content))
    parts = [content] if chance.random() < 0.7 else [content[:middle], b"", content[middle:]]
    return f"{name}.gz", damaged(chance, b"".join(gzip.compress(part, 1, mtime=0) for part in parts))


def reading(chance: Random) -> tuple[str, bytes]:
    """Return a Reading as another program might make it, with values of any kind in any place."""
    words = text(chance).encode("utf-8", "replace").decode()
    quotations = [_quotation(chance, words, number) for number in range(chance.choice((0, 1, 2, 4)))]
    record: dict[str, Any] = {
        "document": {"uri": chance.choice(("a.txt", "", "\u2028", "../x")), "text": words},
        "story": {"id": "s", "headline": "A", "published": {"value": "2032-03-09"}},
        "quotations": quotations,
    }
    for _ in range(chance.choice((0, 0, 1, 2, 4))):
        _spoil(chance, record)
    return "a.readings.jsonl", json.dumps(record).encode("utf-8", "surrogatepass")


def marked(chance: Random) -> tuple[str, bytes]:
    """Return the lines of an `.ann` file over the first of `paragraphs()`, damaged."""
    words = paragraphs()[0]
    lines = []
    for number in range(1, chance.randint(2, 6)):
        start, end = sorted(chance.choices(range(len(words)), k=2))
        lines.append(f"T{number}\t{chance.choice(('Content', 'Cue', 'Source'))} {start} {end}\t{words[start:end]}")
        lines.append(f"R{number}\t{chance.choice(('Has-cue', 'Has-source'))} Arg1:T{number} Arg2:T{number - 1}")
    whole = mutated(chance, "\n".join(lines), (SPACES, MARKS, ("T1", ";", "\t", "Arg1:", "9" * 12, "#1\tNote T1\tx")))
    return "a.ann", damaged(chance, whole.encode("utf-8", "surrogatepass"))


def listed(chance: Random) -> tuple[str, bytes]:
    """Return a list of actors, as CSV or as JSON of other programs, damaged."""
    if chance.random() < 0.5:
        lines = ["id,name,aliases,kind,role,since,until", "a1,Ana Ruel,A. Ruel;Ruel,person,minister,2031,2032-02"]
        whole = mutated(chance, "\n".join(lines * 2), (SPACES, MARKS, KEYS, WORDS))
        return "a.csv", damaged(chance, whole.encode("utf-8", "surrogatepass"))
    person = {"id": "a1", "schema": "Person", "properties": {"name": ["Ana Ruel"], "position": ["minister"]}}
    held = {"mainsnak": {"datavalue": {"value": {"id": "Q2"}}}, "qualifiers": {"P580": [{"datavalue": {"value": {}}}]}}
    entity = {"id": "Q1", "labels": {"en": {"language": "en", "value": "Ana Ruel"}}, "claims": {"P39": [held]}}
    record = deepcopy(chance.choice((person, entity)))
    for _ in range(chance.choice((0, 1, 2))):
        _spoil(chance, record)
    return "a.json", damaged(chance, json.dumps([record] * 2 if chance.random() < 0.5 else record).encode())


def _short(chance: Random, words: str) -> str:
    start = chance.choice((0, chance.randint(0, len(words))))
    return words[start : start + chance.choice((40, 80, 150, 300))]


def _record(chance: Random) -> dict[str, Any]:
    record: dict[str, Any] = {chance.choice(KEYS[2:]): chance.choice(VALUES) for _ in range(chance.randint(0, 4))}
    return record | ({"html": page(chance)} if chance.random() < 0.2 else {"text": text(chance)})


def _span(chance: Random, words: str) -> list[int]:
    start = chance.randint(0, max(0, len(words) - 2))
    return [start, min(len(words), start + chance.choice((1, 5, 20)))]


def _quotation(chance: Random, words: str, number: int) -> dict[str, Any]:
    edges = sorted(chance.sample(range(len(words) + 1), min(len(words) + 1, chance.choice((2, 2, 4))) // 2 * 2))
    content = [edges[place : place + 2] for place in range(0, len(edges), 2)]
    return {
        "id": f"q{number}",
        "form": "direct",
        "content": content,
        "text": " ".join(words[start:end] for start, end in content),
        "cue": _span(chance, words),
        "source": _span(chance, words),
        "speaker": {"id": "ana", "name": "Ana Ruel", "kind": "person", "role": None},
        "said": {"value": "2032-03-09", "basis": "stated", "span": _span(chance, words)},
        "relay": [{"name": words[start:end], "kind": "agency", "span": [start, end]} for start, end in content[:1]],
        "inside": chance.choice((None, None, "q0", f"q{number + 1}")),
        "act": "deny",
        "confidence": 0.5,
    }


def _spoil(chance: Random, record: dict[str, Any]) -> None:
    """Put an odd value, or none, in some place of a record, however deep."""
    here: Any = record
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(here[key], dict | list) and here[key] and chance.random() < 0.8:
            here = here[key]
            continue
        if isinstance(here, dict) and chance.random() < 0.2:
            del here[key]
        else:
            here[key] = deepcopy(chance.choice(VALUES))
        return


LABELS = (
    "ANA RUEL: ", "RUEL: ", "IVO SAND, MAYOR OF OSTREL (voice-over): ", "[02:50:05] SAND: ", "Mr. RUEL. ",
    "Q. ", "A. ", "Ms RUEL (Orme—Minister) (2.01 pm)—", "Ana Ruel (Orme) (Con): ", "Ana Ruel\n",
    "Präsidentin Ana Ruel:\n", "The SPEAKER. ", "BY MR. SAND:\n", "THE COURT: ", "АНА РУЭЛ: ", "Вопрос: ",
    ">> ", "(BEGIN VIDEO CLIP)\n\n", "(LAUGHTER)\n\n", "ENDS\n\n", "Speech by Ana Ruel\n\n", "###: ",
    "RU?L: ", "**Ana Ruel:** ", "12    Q.   ", "记者：", "M. le président. ", "", "President. – ",
)  # fmt: skip
CUES = (
    "<v Ana Ruel>", "<v.loud Ivo Sand>", "ANA RUEL: ", "- ", ">> ", "[music]", "♪ la ♪", "<i>", "</c>",
    "{\\an8}", "&amp;", "-->", "00:00:01,000 --> 00:00:02,000\n", "NOTE ", "\n\n", "STYLE\n",
    "<00:00:01.000>", "WEBVTT", "99:99:99.999", "",
)  # fmt: skip


def transcript(chance: Random) -> tuple[str, bytes]:
    """Return a transcript with labels of all forms, mutated."""
    forms = chance.choices(LABELS, k=chance.choice((1, 2, 4)))
    turns = (
        f"{chance.choice(forms)}{_short(chance, chance.choice(paragraphs()))}" for _ in range(chance.randint(2, 9))
    )
    return "a.txt", mutated(chance, "\n\n".join(turns), (MARKS, SPACES, ODD, LABELS, LABELS)).encode("utf-8", "ignore")


def subtitles(chance: Random) -> tuple[str, bytes]:
    """Return subtitles, mutated and damaged."""
    mark, cues = chance.choice(",."), []
    for n in range(chance.randint(1, 9)):
        time = f"00:00:{n:02}{mark}000 --> 00:00:{n + 1:02}{mark}500"
        words = "\n".join(chance.choice(CUES) + _short(chance, chance.choice(paragraphs()))[:80] for _ in range(2))
        cues.append(f"{n + 1}\n{time}\n{words}")
    whole = mutated(chance, chance.choice(("WEBVTT\n\n", "")) + "\n\n".join(cues), (CUES, CUES, SPACES, ODD))
    return chance.choice(("a.vtt", "a.srt")), damaged(chance, whole.encode("utf-8", "ignore"))


KINDS: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "text": plain,
    "encodings": raw,
    "header": headed,
    "html": html,
    "layout": layout,
    "jsonl": jsonl,
    "gzip": packed,
    "reading": reading,
    "brat": marked,
    "list": listed,
    "transcript": transcript,
    "subtitles": subtitles,
}
"""What is made, by its name: a function from chance to the name and the bytes of a file."""
