"""Bytes to text: byte order marks, UTF-8, wide encodings without a mark, and the legacy code pages."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field

from onrecord.readers import limits
from onrecord.readers.inputs import STAGE
from onrecord.types import Problem, Span

# The longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
RESAVE = "Save the file as UTF-8 from a program that shows it rightly, and add it again."

# News is written in these; others are what detection confuses them with.
_BYTE_PAGES = [
    "cp1252", "cp1251", "cp1250", "koi8_r", "koi8_u", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859_2", "iso8859_5", "iso8859_7", "cp866", "mac_cyrillic", "cp874",
]  # fmt: skip
_WIDE_PAGES = ["shift_jis", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"]
_OF_NO_DOCUMENT = ("charmap", "mbcs", "oem")  # any bytes as they are, and the page of whatever machine reads them
_PROBE = b"<p>.xn--mnchen-3ya.\\u0041\\x41</p>"  # host names and escapes, which only read in text are themselves
_FEW = 16
"""Fewer odd bytes than this say nothing about the pages of East Asia, which take any for letters."""

_ODD = re.compile(rb"[\x80-\xff]")

# Detection takes "à" for "ŕ": for pages of Latin letters, the alphabets decide. The first of equal ones wins.
_CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "čćđšž", "ăâîşţ")
_ALPHABETS: dict[str, tuple[str, ...]] = {
    "cp1252": (
        "àâæçéèêëîïôœùûüÿ", "áéíñóúüºª", "àáâãçéêíóôõúü", "àèéìíîòóùú", "äöüß", "éëïóöü", "åäöé", "æøåéóòêô",
        "àçèéíïòóúü", "áðéíóúýþæö",
    ),
    "cp1250": _CENTRAL,
    "iso8859_2": _CENTRAL,
    "cp1254": ("çğıöşüâîû",),
    "cp1257": ("ąčęėįšųūž", "āčēģīķļņšūž", "äõöüšž"),
}  # fmt: skip
_MARKS = "„“”‘’‚«»‹›–—…•€£§°©®™¿¡\xa0"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was in and what was wrong with it; line ends are `\\n`, NULs are U+FFFD."""

    text: str = field(repr=False)
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes, uri: str, *, declared: str | None = None) -> Decoded:
    """Decode any bytes: a mark decides, then UTF-8 if it is that, then `declared`, then detection. Never raises."""
    if raw.isascii() and b"\0" not in raw:  # most lines of JSON, of which a file may have millions
        return Decoded(newlines(raw.decode("ascii")), "utf-8")
    mark, name = _mark(raw)
    name = name or wide(raw) or _eight_bit(raw, declared)
    text, problems = _lenient(raw, len(mark), name, uri)
    cleaned, more = clean(newlines(text), uri)
    return Decoded(cleaned, name, problems + more)


def wide(head: bytes) -> str | None:
    """Name the UTF-16 or UTF-32 that `head` is in by its mark, or by where its zero bytes stand; else None."""
    name = _mark(head)[1]
    if name is not None:
        return None if name == "utf-8" else name
    return _unmarked_wide(head[: limits.HEAD_BYTES])


def peek(head: bytes) -> str:
    """Return a view of the first bytes that is good enough for recognising markup or JSON."""
    mark, name = _mark(head)
    return head[len(mark) :].decode(name or wide(head) or "latin-1", "replace")


def newlines(text: str) -> str:
    """Return `text` with every line end as `\\n`, as Python reads files: offsets count in this text."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def clean(text: str, uri: str) -> tuple[str, tuple[Problem, ...]]:
    """Put U+FFFD for NULs and lone surrogates, one for one; the Problem points at the first."""
    try:
        text.encode("utf-8")
        cleaned = text.replace("\0", "\ufffd")
    except UnicodeEncodeError:
        cleaned = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    if cleaned == text:
        return text, ()
    places = [i for i, (old, new) in enumerate(zip(text, cleaned, strict=True)) if old != new]
    message = f"{_counted(len(places), 'character')} that no text may hold (NUL, lone surrogate), shown as U+FFFD"
    problem = Problem(STAGE, message, Span(places[0], places[0] + 1), uri, "Check the quotations near it by eye.")
    return cleaned, (problem,)


def _mark(head: bytes) -> tuple[bytes, str | None]:
    return next(((mark, name) for mark, name in MARKS if head.startswith(mark)), (b"", None))


def _unmarked_wide(head: bytes) -> str | None:
    """Recognise UTF-16 by one byte of each pair being nearly constant and sometimes zero (spaces, line ends)."""
    if len(head) < 8 or b"\0" not in head:
        return None
    for high, low, name in ((1, 0, "utf-16-le"), (0, 1, "utf-16-be")):
        highs, lows = head[high::2], head[low::2]
        top = sum(sorted((highs.count(value) for value in set(highs)), reverse=True)[:2])
        if b"\0" in highs and top >= 0.9 * len(highs) and lows.count(0) < 0.01 * len(lows) and len(set(lows)) > 3:
            return name
    return None


def _eight_bit(raw: bytes, declared: str | None) -> str:
    """Name the encoding of bytes that are neither marked nor wide."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(raw, error):
            return "utf-8"
    else:
        return "utf-8"
    return _known(declared) or _legacy(raw)


def _known(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding, or None: what is not UTF-8 although it says so is detected."""
    # Pages declare Latin-1 and mean Windows-1252: so read browsers, by the WHATWG Encoding Standard.
    alias = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    return alias.get(name, name) if _is_page(name) else None


def _is_page(name: str) -> bool:
    """Tell whether a codec is a legacy page for whole texts: ASCII stays itself, but for the ¥ on Japan's keyboards."""
    if name.startswith("utf") or name in _OF_NO_DOCUMENT:
        return False
    try:
        return _PROBE.decode(name).replace("¥", "\\").encode() == _PROBE
    except (LookupError, ValueError):  # not from bytes to text, or not these bytes
        return False


def _is_damaged_utf8(raw: bytes, error: UnicodeDecodeError) -> bool:
    """Tell damaged UTF-8 from a code page: whole sequences outweigh broken bytes, or only the end is cut off."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", "ignore")) - broken
    cut_off = error.reason == "unexpected end of data" and error.end == len(raw) and error.end - error.start > 1
    return cut_off or whole >= broken


def _legacy(raw: bytes) -> str:
    """Detect a code page from a sample: one of Latin letters if a language of it fits or there is little to go by."""
    sample = _sample(raw)
    odd = len(_ODD.findall(sample))
    latin = _latin(sample)
    if _fit(sample, latin) >= 0.98 * odd or odd <= min(8, len(sample) / 4):
        return latin
    from charset_normalizer import from_bytes  # here, since most texts are UTF-8 and need none of it

    pages = _BYTE_PAGES + (_WIDE_PAGES if odd >= _FEW else [])
    best = from_bytes(sample, cp_isolation=pages, threshold=0.4, preemptive_behaviour=False).best()
    if best is None:
        return "cp1252" if _decodes(raw, "cp1252") else "utf-8"
    return latin if best.encoding in _ALPHABETS else best.encoding


def _latin(sample: bytes) -> str:
    """Choose the page of Latin letters in which the sample stays closest to the alphabet of one language."""
    # Bytes 128 to 159 are letters and quotation marks in cp1250 and nothing in ISO 8859-2.
    absent = "iso8859_2" if any(128 <= byte < 160 for byte in sample) else "cp1250"
    return max((page for page in _ALPHABETS if page != absent), key=lambda page: _fit(sample, page))


def _fit(sample: bytes, page: str) -> int:
    """Count the characters beyond ASCII that the best fitting language of a page has use for."""
    counts = Counter(character for character in sample.decode(page, "replace").lower() if character > "\x7f")
    marks = sum(counts[mark] for mark in _MARKS)
    return marks + max(sum(counts[letter] for letter in alphabet) for alphabet in _ALPHABETS[page])


def _sample(raw: bytes) -> bytes:
    """Return whole lines with letters beyond ASCII: the others say nothing about the code page."""
    first = _ODD.search(raw)
    start = raw.rfind(b"\n", 0, first.start()) + 1 if first else 0
    start = max(start, first.start() - limits.SAMPLE_BYTES // 2) if first else 0
    lines, total = [], 0
    for line in raw[start : start + 64 * limits.SAMPLE_BYTES].splitlines(keepends=True):
        if not line.isascii() and total < limits.SAMPLE_BYTES:
            lines.append(line[: limits.SAMPLE_BYTES])
            total += len(lines[-1])
    return b"".join(lines)


def _decodes(raw: bytes, name: str) -> bool:
    try:
        raw.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _lenient(raw: bytes, start: int, name: str, uri: str) -> tuple[str, tuple[Problem, ...]]:
    """Decode `raw` from `start`; bytes that do not fit become U+FFFD and a Problem at the first of them."""
    try:
        return raw[start:].decode(name), ()
    except UnicodeDecodeError as error:
        offset = start + error.start
    text = raw[start:].decode(name, "replace")
    before = newlines(raw[start:offset].decode(name, "replace"))
    known = raw[start:].decode(name, "ignore").count("\ufffd")
    places = _counted(text.count("\ufffd") - known, "place")
    message = f"{places} with bytes that are not {name}, first at byte {offset}, line {before.count(chr(10)) + 1}"
    return text, (Problem(STAGE, message + ", shown as U+FFFD", Span(len(before), len(before) + 1), uri, RESAVE),)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
