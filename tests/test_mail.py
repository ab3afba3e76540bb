"""Mails, mailboxes and pages saved in the form of mails: their words are read, whatever they were sent in."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers import Input, limits
from onrecord.readers.places import read
from onrecord.types import Document, Problem

WORDS = "“We are ready to sail,” Osk Tarrin told reporters on Monday.\n\nHe said the talks would resume in a week.\n"
PAGE = (
    "<html><head><title>Ferry talks to resume</title></head><body><article><h1>Ferry talks to resume</h1>"
    + "".join(f"<p>{words}</p>" for words in WORDS.strip().split("\n\n"))
    + "</article></body></html>"
)


def message(**fields: str) -> EmailMessage:
    made = EmailMessage()
    headers = {
        "From": "Ferry Office <press@ferries.example>",
        "To": "news@courier.example",
        "Subject": "Ferry talks to resume",
        "Date": "Tue, 09 Mar 2032 10:15:00 +0100",
    } | fields
    for name, value in headers.items():
        made[name] = value
    return made


def plain(cte: str, charset: str = "utf-8", words: str = WORDS) -> bytes:
    made = message()
    made.set_content(words, cte=cte, charset=charset)
    return bytes(made)


def with_both() -> bytes:
    made = message()
    made.set_content(WORDS)
    made.add_alternative(PAGE, subtype="html")
    return bytes(made)


def page_only() -> bytes:
    made = message()
    made.set_content(PAGE, subtype="html", cte="base64")
    return bytes(made)


def with_file() -> bytes:
    made = message()
    made.set_content(WORDS)
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="timetable.pdf")
    return bytes(made)


def found(raw: bytes, name: str = "release.eml") -> list[Document | Problem]:
    return list(readers.documents(Input.open(name, io.BytesIO(raw), strict=True)))


def document(raw: bytes, name: str = "release.eml") -> Document:
    (only,) = found(raw, name)
    assert isinstance(only, Document), only
    return only


def problem(raw: bytes, name: str = "release.eml") -> str:
    (only,) = found(raw, name)
    assert isinstance(only, Problem), only
    assert only.remedy
    return only.message


def direct(read_document: Document) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            quotation.text,
            quotation.speaker.name if quotation.speaker else None,
            quotation.said.value if quotation.said else None,
        )
        for reading in readings(read_document, strict=True)
        for quotation in reading.quotations
        if quotation.form == "direct"
    ]


MAILS: dict[str, Callable[[], bytes]] = {
    "quoted-printable": lambda: plain("quoted-printable"),
    "base64": lambda: plain("base64"),
    "8bit": lambda: plain("8bit"),
    "an old code page": lambda: plain("quoted-printable", "cp1252"),
    "text and page": with_both,
    "page only": page_only,
    "with a file": with_file,
    "line ends of the wire": lambda: plain("quoted-printable").replace(b"\n", b"\r\n"),
    "behind the lines of its way": lambda: b"Received: from a.example\n\tby b.example\n" + plain("base64"),
}


@pytest.mark.parametrize("make", MAILS.values(), ids=MAILS)
@pytest.mark.parametrize("name", ["release.eml", "release.txt"])
def test_the_words_of_a_mail_are_read(make: Callable[[], bytes], name: str) -> None:
    only = document(make(), name)
    assert direct(only) == [("“We are ready to sail,”", "Osk Tarrin", "2032-03-08")]
    assert (only.metadata.title, only.metadata.published) == ("Ferry talks to resume", "2032-03-09")
    assert (only.metadata.author, only.metadata.outlet) == ("Ferry Office", "ferries.example")


def test_sender_and_day_are_the_header_and_the_subject_is_the_headline() -> None:
    only = document(plain("base64"))
    assert only.text[: only.header.end].startswith("From: Ferry Office <press@ferries.example>\nDate: Tue, 09 Mar 2032")
    assert only.text[only.header.end :] == f"Ferry talks to resume\n\n{WORDS.strip()}"
    (reading,) = readings(only, strict=True)
    published = reading.story.published
    assert published is not None
    assert published.span is not None
    assert (published.basis, published.span.of(only.text)) == ("stated", "09 Mar 2032")
    assert reading.story.headline_span is not None


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        ("=?utf-8?q?F=C3=A4hre_f=C3=A4hrt?=", "Fähre fährt"),
        ("=?iso-8859-1?b?RuRocmU=?= =?utf-8?b?IGbDpGhydA==?=", "Fähre fährt"),
        ("Fwd: RE: =?koi8-r?b?8MHSz80=?= =?koi8-r?b?IMnExdQ=?=", "Паром идет"),
        ("=?iso-2022-jp?b?GyRCOUEbKEI=?=", "港"),
        ("=?no-such-charset?q?F=E4hre?=", "Fähre"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
    ],
)
def test_encoded_words_of_the_subject_are_shown(subject: str, shown: str) -> None:
    raw = plain("base64").replace(b"Subject: Ferry talks to resume", f"Subject: {subject}".encode())
    assert document(raw).metadata.title == shown


def test_words_hidden_behind_ascii_are_read() -> None:
    raw = plain("8bit", words="x\n").replace(b'charset="utf-8"', b'charset="iso-2022-jp"')
    raw = raw.replace(b"\nx\n", "\n港は開くと言った。\n".encode("iso-2022-jp"))
    assert document(raw).text.endswith("港は開くと言った。")


def test_lines_broken_for_sending_are_whole_and_a_signature_is_left_out() -> None:
    body = '"We are ready \nto sail," Osk Tarrin \nsaid on Monday.\n\nNext week.\n-- \nFerry Office\n'
    raw = plain("8bit", words=body).replace(b"text/plain;", b"text/plain; format=flowed;")
    assert document(raw).text.endswith('"We are ready to sail," Osk Tarrin said on Monday.\n\nNext week.')


def test_the_text_that_a_mail_program_saves_is_read() -> None:
    saved = "From:\tFerry Office [mailto:press@ferries.example]\nSent:\tTuesday, 9 March 2032 10:15\nTo:\tNews desk\n"
    only = document(f"{saved}Subject:\tFerry talks to resume\n\n{WORDS}".encode(), "saved.txt")
    assert direct(only) == [("“We are ready to sail,”", "Osk Tarrin", "2032-03-08")]
    assert (only.metadata.author, only.metadata.outlet) == ("Ferry Office", "ferries.example")


FORWARDS = {
    "by Gmail": "For you.\n-- \nAna\n\n---------- Forwarded message ---------\n"
    "From: Ferry Office <press@ferries.example>\nDate: Tue, 9 Mar 2032 at 10:15\n"
    "Subject: Ferry talks to resume\nTo: <news@courier.example>\n\n\n",
    "by Outlook": "\n-----Original Message-----\nFrom: Ferry Office [mailto:press@ferries.example]\n"
    "Sent: Tuesday, March 9, 2032 10:15 AM\nTo: News desk\nSubject: Ferry talks to resume\n\n",
    "by Apple, in German": "Schau mal\n\nAnfang der weitergeleiteten Nachricht:\n\n"
    "Von: Ferry Office <press@ferries.example>\nBetreff: Ferry talks to resume\nDatum: 9. März 2032 um 10:15:00 MEZ\n"
    "An: news@courier.example\n\n",
}


@pytest.mark.parametrize("above", FORWARDS.values(), ids=FORWARDS)
def test_a_mail_that_was_only_sent_on_is_that_of_its_first_sender(above: str) -> None:
    made = message(From="Ana Ruel <ana@courier.example>", Subject="Fwd: news", Date="Thu, 11 Mar 2032 08:00:00 +0100")
    made.set_content(above + WORDS)
    only = document(bytes(made))
    assert direct(only) == [("“We are ready to sail,”", "Osk Tarrin", "2032-03-08")]
    assert (only.metadata.title, only.metadata.published) == ("Ferry talks to resume", "2032-03-09")
    assert (only.metadata.author, only.metadata.outlet) == ("Ferry Office", "ferries.example")
    assert only.published_span is not None
    assert "2032" in only.published_span.of(only.text)
    assert only.text[only.header.end :] == f"Ferry talks to resume\n\n{WORDS.strip()}"


def test_a_mail_quoted_below_an_answer_leaves_the_answer_its_own() -> None:
    above = FORWARDS["by Outlook"]
    only = document(plain("8bit", words=f"{WORDS}\n{'We wait for the ferry at the quay. ' * 8}\n{above}Not a word.\n"))
    assert only.metadata.published == "2032-03-09"
    assert only.metadata.author == "Ferry Office"
    assert only.text.endswith("Not a word.")
    assert "Original Message" in only.text[: only.header.end]


def test_a_text_that_only_points_to_the_page_gives_way_to_it() -> None:
    made = message()
    made.set_content("Your program shows no pages. Look at it in the browser.")
    made.add_alternative(PAGE.replace("</article>", "<p>The quay was full of people.</p>" * 150), subtype="html")
    assert direct(document(bytes(made)))[0][0] == "“We are ready to sail,”"


def test_what_is_attached_is_named() -> None:
    (told,) = document(with_file()).problems
    assert told.message == "of this mail the text was read, not what is attached to it: timetable.pdf"


@pytest.mark.parametrize("lost", [1, 10, 60])
def test_a_mail_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(lost: int) -> None:
    raw = with_both().rstrip()
    end = raw.rindex(b"\n--") if lost == 1 else raw.rindex(b"\n--") - lost
    only = document(raw[:end])
    assert direct(only)[0][0] == "“We are ready to sail,”"
    assert [told.message for told in only.problems] == ["this mail is cut off: its last part has no end"]


BAD = {
    "empty": (lambda: plain("8bit", words=" \n"), "this mail has no words in it"),
    "files only": (
        lambda: with_file().replace(b"text/plain", b"audio/basic"),
        "this mail has no words in it, not what is attached to it: ",
    ),
    "encrypted": (
        lambda: (
            b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nContent-Type: multipart/encrypted; boundary=x\n"
            b"\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--x--\n"
        ),
        "this mail is encrypted",
    ),
    "too deep": (
        lambda: (
            b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\n"
            + b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (n, n) for n in range(3000))
        ),
        "the parts of this mail are nested too deeply",
    ),
    "a page without words": (
        lambda: bytes(page_only()).split(b"\n\n")[0] + b"\n\nPGh0bWw+PC9odG1sPg==\n",
        "no words found on the page that this mail is",
    ),
}


@pytest.mark.parametrize(("make", "message"), BAD.values(), ids=BAD)
def test_a_mail_that_cannot_be_read_is_a_problem_that_names_it(make: Callable[[], bytes], message: str) -> None:
    assert message in problem(make())


def test_a_mailbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    envelope = b"From press@ferries.example Tue Mar  9 10:15:00 2032\n"
    mails = [envelope + plain("8bit") + b"\n", envelope + plain("8bit", words=" \n") + b"\n", envelope + page_only()]
    path = tmp_path / "press.mbox"
    path.write_bytes(b"".join(mails))
    first, bad, last = read([path])
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert isinstance(bad, Problem)
    assert (bad.message, bad.uri) == ("this mail has no words in it", f"{path}#2")
    for document_, raw, name in ((first, mails[0], "mail 1"), (last, mails[2], "mail 3")):
        assert document_.raw == raw
        assert document_.part is not None
        assert document_.original is not None
        assert document_.original.raw == path.read_bytes()
        assert path.read_bytes()[document_.part.start : document_.part.end] == raw
        assert document_.part.name == name


def test_a_mail_of_a_mailbox_that_is_too_large_leaves_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 2000)
    envelope = b"From press@ferries.example Tue Mar  9 10:15:00 2032\n"
    first, second = found(
        envelope + plain("8bit", words="long\n" * 1000) + b"\n" + envelope + plain("8bit"), "press.mbox"
    )
    assert isinstance(first, Problem)
    assert "mail 1 is too large" in first.message
    assert isinstance(second, Document)


@pytest.mark.parametrize(
    "text",
    [
        "Subject: ferries\nDate: 9 March 2032\n\nOsk Tarrin said no.\n",
        "From: the quay\n\nOsk Tarrin said no.\n",
        "Tarrin: We are ready.\nRuel: To sail?\n\nHe laughed.\n",
        "title: Ferry talks\ndate: 2032-03-09\nurl: https://courier.example/a\n\nOsk Tarrin said no.\n",
    ],
)
def test_other_texts_with_colons_are_no_mails(text: str) -> None:
    assert document(text.encode(), "a.txt").media_type == "text/plain"


# --- MHTML ----------------------------------------------------------------------------------------------------------


def saved(top: str, cte: str, payload: bytes, kind: str = "text/html") -> bytes:
    part = (
        f"Content-Type: {kind}\nContent-Transfer-Encoding: {cte}\nContent-Location: https://courier.example/ferry\n\n"
    )
    picture = b"\n--edge\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--edge--\n"
    return f"{top}\n\n--edge\n{part}".encode() + payload + picture


def quoted(raw: bytes) -> bytes:
    import quopri

    return quopri.encodestring(raw)


def encoded(raw: bytes) -> bytes:
    import base64

    return base64.encodebytes(raw)


KIND = 'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n\tboundary="edge"'
DAY = "Date: Wed, 5 May 2032 12:00:00 -0000"
SAVED: dict[str, Callable[[], bytes]] = {
    "by Chromium": lambda: saved(
        f"From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/ferry\nSubject: x\n{DAY}\n{KIND}",
        "quoted-printable",
        quoted(PAGE.encode()),
    ),
    "by Explorer": lambda: saved(
        f"From: <Saved by Windows Internet Explorer 11>\nSubject: =?utf-8?q?x?=\n{DAY}\n{KIND}",
        "base64",
        encoded(PAGE.encode()),
        "text/html; charset=utf-8",
    ),
    "by a word processor": lambda: saved(KIND, "8bit", PAGE.encode("cp1252"), 'text/html; charset="windows-1252"'),
    "in one part": lambda: (
        (
            f"From: <Saved by Blink>\nContent-Location: https://courier.example/ferry\n{DAY}\nMIME-Version: 1.0\n"
            "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        ).encode()
        + quoted(PAGE.encode())
    ),
}


@pytest.mark.parametrize("make", SAVED.values(), ids=SAVED)
@pytest.mark.parametrize("name", ["ferry.mhtml", "ferry"])
def test_a_page_saved_in_one_file_is_read_as_a_page(make: Callable[[], bytes], name: str) -> None:
    only = document(make(), name)
    assert [(text, speaker) for text, speaker, _ in direct(only)] == [("“We are ready to sail,”", "Osk Tarrin")]
    assert (only.metadata.title, only.metadata.url) == ("Ferry talks to resume", "https://courier.example/ferry")
    assert only.media_type == "multipart/related"


def test_the_day_of_saving_is_not_the_day_of_the_page() -> None:
    assert document(SAVED["by Chromium"]()).metadata.published is None


def test_a_saved_page_that_is_cut_off_is_read_and_says_so() -> None:
    raw = SAVED["by Chromium"]()
    only = document(raw[: raw.index(b"He said the talks")], "ferry.mhtml")
    assert direct(only)[0][0] == "“We are ready to sail,”"
    assert [told.message for told in only.problems] == ["this MHTML file is cut off: its last part has no end"]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SAVED["by Chromium"]()[:300], "no page was found in this MHTML file; perhaps it is cut off"),
        (
            lambda: SAVED["by Explorer"]().replace(b"text/html; charset", b"text/css; charset"),
            "no page was found in this MHTML file",
        ),
        (lambda: saved(KIND, "8bit", b"<html><body></body></html>"), "no words found on the page in this MHTML file"),
    ],
)
def test_a_saved_file_without_a_page_is_a_problem_that_names_it(make: Callable[[], bytes], message: str) -> None:
    assert message in problem(make(), "ferry.mhtml")
