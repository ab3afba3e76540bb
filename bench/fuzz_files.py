"""Inputs for `bench.fuzz`: mails, exports of archives, tables, PDF and Word documents, made of mutated texts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from random import Random

from bench import fuzz_inputs as made
from bench.office_files import pdf, word, workbook

FIELDS = (
    "1 of 2 DOCUMENTS", "2 of 2 DOCUMENTS", "Dokument 1 von 1", "\nLENGTH: 61 words\n", "\nLÄNGE: 61 Wörter\n",
    "\nBYLINE: Ana Ruel\n", "\nBody\n", "\nEnd of Document\n", "\nLOAD-DATE: March 9, 2032\n", "\nLANGUAGE: ENGLISH\n",
    "\nCopyright 2032 The Lowen Post\n", "\nMarch 9, 2032 Tuesday\n", "\nHD ", "\nLP\n", "\nTD ", "\nWC 61 words\n",
    "\nPD 9 March 2032\n", "\nSN ", "\n61 words\n", "\n9 March 2032\n", "\nDocument LOWENP0020320309ec390001b\n",
    "\nAN ", "SECTION:", ":", "\nAll Rights Reserved\n", "\nClassification\n", "\t", "   ",
)  # fmt: skip
HEADERS = (
    "From: a@b.example\n", "To: c@d.example\n", "Subject: =?utf-8?q?F=E4?=\n", "Date: Tue, 09 Mar 2032\n", "\n\n",
    "--edge\n", "--edge--\n", "Content-Type: multipart/mixed; boundary=edge\n", "Content-Type: text/html; charset=x\n",
    "=?x?b?AA?=",
    "Content-Transfer-Encoding: base64\n", "Content-Transfer-Encoding: quoted-printable\n", "=E2=80", "=\n", "\n ",
    "Content-Disposition: attachment; filename*=x''%FF\n", "Content-Type: message/rfc822\n", ";",
    "MIME-Version: 1.0\n", "\nFrom a@b.example Tue Mar  9 10:15:00 2032\n", "Snapshot-Content-",
    "Content-Type: text/plain; charset*=utf-7''x\n",
)  # fmt: skip
CELLS = (",", ";", "\t", '"', '""', "\r\n", "\n", "\r", "text", "title,date,text\n", "sep=;\n", "|", ",,,,,,\n")
_CTES = ("7bit", "8bit", "base64", "quoted-printable")


def _plain(words: str) -> str:
    """Return words without what the libraries that write files refuse."""
    sound = words.encode("utf-8", "replace").decode()
    return "".join(c for c in sound if (c >= " " or c == "\n") and c not in "\ufffe\uffff")


def mail(chance: Random) -> tuple[str, bytes]:
    """Return a mail, a mailbox or a page saved in the form of one, damaged."""
    raw = b"".join(_mail(chance) for _ in range(chance.choice((1, 1, 1, 2))))
    whole = made.mutated(chance, raw.decode("utf-8", "surrogateescape"), (HEADERS, made.MARKS, made.SPACES))
    return chance.choice(("a.eml", "a.mhtml", "a.mbox")), made.damaged(chance, whole.encode("utf-8", "surrogateescape"))


def _mail(chance: Random) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Ana Ruel <ana@lowen.example>", "Föhrde"
    message["Date"] = "Tue, 09 Mar 2032 10:15:00 +0100"
    words, page = (_plain(content(chance)) for content in (made.text, made.page))
    if chance.random() < 0.7:
        message.set_content(words, cte=chance.choice(_CTES[1:]))
    if chance.random() < 0.5:
        message.add_alternative(page, subtype="html", cte=chance.choice(_CTES[1:]))
    if chance.random() < 0.2:
        message.add_attachment(b"%PDF-", maintype="application", subtype="pdf", filename="a\u00e4.pdf")
    envelope = b"From a@b.example Tue Mar  9 10:15:00 2032\n" if chance.random() < 0.2 else b""
    kind = b"Content-Location: https://lowen.example/a\n" if chance.random() < 0.3 else b"To: c@d.example\n"
    return envelope + kind + bytes(message) + b"\n"


def archive(chance: Random) -> tuple[str, bytes]:
    """Return an export of articles, its lines mutated, damaged."""
    form = chance.choice((_lexis, _uni, _displayed, _coded))
    words = "".join(form(made.text(chance)) for _ in range(chance.choice((1, 2, 3))))
    whole = made.mutated(chance, words, (FIELDS, FIELDS, made.SPACES, made.WORDS))
    return "a.txt", made.damaged(chance, whole.encode(chance.choice(made.ENCODINGS[:7]), "ignore"))


def _lexis(words: str) -> str:
    head = "1 of 2 DOCUMENTS\n\nLowen Post\n\nMarch 9, 2032\n\nHarbour\n\nBYLINE: Ana Ruel\n\nLENGTH: 61 words\n\n"
    return f"{head}{words}\n\nLOAD-DATE: March 9, 2032\n\nLANGUAGE: ENGLISH\n\nCopyright 2032 Lowen Post\n\n"


def _uni(words: str) -> str:
    head = (
        "Harbour\nLowen Post\nMarch 9, 2032\n\nCopyright 2032 Lowen Post\nLength: 61 words\nByline: Ana Ruel\nBody\n\n"
    )
    return f"{head}{words}\n\nLoad-Date: March 9, 2032\nEnd of Document\n\n"


def _displayed(words: str) -> str:
    head = "Harbour\nBy Ana Ruel\n61 words\n9 March 2032\nThe Lowen Post\nLOWENP\nEnglish\n(c) 2032 Lowen Post\n\n"
    return f"{head}{words}\n\nDocument LOWENP0020320309ec390001b\n\n"


def _coded(words: str) -> str:
    head = "HD Harbour\nBY Ana Ruel\nWC 61 words\nPD 9 March 2032\nSN The Lowen Post\nLP\n"
    return f"{head}{words}\nTD {words}\nNS x\nAN Document LOWENP0020320309ec390001b\n\n"


def table(chance: Random) -> tuple[str, bytes]:
    """Return a table of articles as CSV, damaged, or as a workbook whose parts are."""
    rows: list[list[object]] = [["id", "title", "date", chance.choice(made.KEYS), "text"]]
    rows += [[n, "Harbour", "9.3.2032", chance.choice(made.VALUES), made.text(chance)] for n in range(3)]
    if chance.random() < 0.2:
        return "a.xlsx", _repacked(chance, workbook({"A": [[_cell(value) for value in row] for row in rows]}))
    separator = chance.choice((",", ";", "\t"))
    lines = (separator.join('"' + str(value).replace('"', '""') + '"' for value in row) for row in rows)
    whole = made.mutated(chance, "\r\n".join(lines), (CELLS, CELLS, made.MARKS, made.SPACES))
    return chance.choice(("a.csv", "a.tsv", "a.txt")), made.damaged(chance, whole.encode("utf-8", "surrogatepass"))


def _cell(value: object) -> object:
    return value if isinstance(value, int) and abs(value) < 10**9 else _plain(str(value))


def printed(chance: Random) -> tuple[str, bytes]:
    """Return a PDF of a mutated text, its objects mutated, or overwritten where they stand, and damaged."""
    raw = pdf([made.text(chance).splitlines() for _ in range(chance.choice((1, 1, 2, 4)))])
    parts = (" 0 R", "<<", ">>", "[", "]", "endobj", "stream\n", "/Length 9", "/Kids", "/Parent 1 0 R", "Tj", "9" * 12)
    if chance.random() < 0.3:
        return "a.pdf", made.damaged(chance, made.mutated(chance, raw.decode("latin-1"), (parts,)).encode("latin-1"))
    for _ in range(chance.choice((0, 1, 2, 5, 13))):
        part = chance.choice(parts).encode()
        start = chance.randint(0, len(raw) - len(part))
        raw = raw[:start] + part + raw[start + len(part) :]
    return "a.pdf", raw


def written(chance: Random) -> tuple[str, bytes]:
    """Return a Word document of a mutated text, damaged, or its parts."""
    paragraphs = [_plain(part) for part in made.text(chance).split("\n\n")]
    return "a.docx", _repacked(chance, word(paragraphs, "Harbour" if chance.random() < 0.5 else None))


def _repacked(chance: Random, raw: bytes) -> bytes:
    """Return a package that is damaged, or in which one of the parts is."""
    if chance.random() < 0.3:
        return made.damaged(chance, raw)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        parts = old.namelist()
        bad = chance.choice(parts)
        for name in parts:
            content = old.read(name)
            new.writestr(name, _spoiled(chance, content) if name == bad else content)
    return file.getvalue()


def _spoiled(chance: Random, content: bytes) -> bytes:
    marks = (
        "<w:p>",
        "</w:p>",
        "<w:t>",
        "<c r='ZZZ9'>",
        "<v>9999</v>",
        "&x;",
        "<!DOCTYPE x>",
        "w:",
        "x:",
        "<",
        ">",
        "Id=",
    )
    return made.damaged(
        chance, made.mutated(chance, content.decode("latin-1"), (marks, made.TAGS)).encode("latin-1", "ignore")
    )


KINDS: dict[str, Callable[[Random], tuple[str, bytes]]] = {
    "mail": mail,
    "archive": archive,
    "table": table,
    "pdf": printed,
    "word": written,
}
"""What is made, by its name."""
