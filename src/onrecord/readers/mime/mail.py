"""Mails (.eml) and mailboxes (mbox): press releases as they were sent, sender and day as the header, then the words.

The plain text of a mail is read, or its page where it has no other; files attached to it are named and not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect
from email.message import Message
from email.utils import parseaddr

from onrecord.readers import encoding, html, limits
from onrecord.readers.exports.articles import Article, Piece, document
from onrecord.readers.exports.days import day_in, day_of
from onrecord.readers.inputs import SPLIT, STAGE, Input, why
from onrecord.readers.mime import parts
from onrecord.readers.mime.forwarded import forwarded
from onrecord.types import Document, FilePart, Metadata, Problem

MEDIA_TYPE = "message/rfc822"
SAVE = "Save the text of the mail as a .txt file and add that."
WHOLE = "Save the mail again, whole; what there is of it has been read."
ATTACHED = "Save what is wanted of it and add it as a file of its own."
_ENVELOPE = b"From "
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv|sv|vs|antw|doorst|отв|пер)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)
_SIGNED = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
_SEALED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_STUB = 200  # characters of a plain text that only tells to look at the page
_ADDRESS = re.compile(r"[\[<(]?(?:mailto:)?[\w.+-]{1,64}@([\w.-]{1,253}\w)[\])>]?")


def recognises(head: bytes, name: str) -> bool:  # noqa: ARG001  (the header says it all)
    """Tell whether the content begins with the header of a mail."""
    return parts.is_mail(parts.fields_of(head))


def documents(file: Input) -> Iterator[Document | Problem]:
    """Yield each mail as a Document, or the Problem that it is; may raise OSError."""
    if file.head.startswith(_ENVELOPE):
        yield from _of_mailbox(file)
        return
    raw = file.read_all()
    yield raw if isinstance(raw, Problem) else mail(raw, file.uri)


def _of_mailbox(file: Input) -> Iterator[Document | Problem]:
    """Yield the mails of a mailbox, held in memory one by one."""
    for number, (start, end, raw) in enumerate(_mails(file), 1):
        uri, name = f"{file.uri}#{number}", f"mail {number}"
        if end - start > limits.DOCUMENT_BYTES:
            yield Problem(STAGE, f"{name} is too large: {limits.megabytes(end - start)}", uri=uri, remedy=SPLIT)
            continue
        try:
            found = mail(raw, uri)
        except Exception as error:
            if file.strict:
                raise
            found = Problem(STAGE, f"{name} was not read: {why(error)}", uri=uri, remedy=SAVE)
        yield replace(found, part=FilePart(name, start, end)) if isinstance(found, Document) else found


def _mails(file: Input) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each mail of a mailbox begins and ends, and its bytes, no more of them than a document may have."""
    start = end = 0
    held, is_blank = bytearray(), True
    while line := file.stream.readline(limits.DOCUMENT_BYTES):
        if is_blank and line.startswith(_ENVELOPE) and held:
            yield start, end, bytes(held)
            held.clear()
            start = end
        is_blank = not line.strip()
        end += len(line)
        if len(held) <= limits.DOCUMENT_BYTES:
            held += line
    if held:
        yield start, end, bytes(held)


def mail(raw: bytes, uri: str) -> Document | Problem:
    """Return the Document of a mail, or the Problem that it has no words that are read."""
    try:
        message = parts.parsed(raw)
        found = list(parts.parts_of(message))
    except RecursionError:
        return Problem(STAGE, "the parts of this mail are nested too deeply", uri=uri, remedy=SAVE)
    if message.get_content_type() in _SEALED or any(part.get_content_type() in _SEALED for part in found):
        return Problem(
            STAGE,
            "this mail is encrypted, or sealed as a whole",
            uri=uri,
            remedy="Open it in your mail program. " + SAVE,
        )
    words = _words(found, uri)
    if words is None:
        return Problem(STAGE, f"this mail has no words in it{_beside(found, None)}", uri=uri, remedy=SAVE)
    part, decoded = words
    doubts = tuple(_doubts(message, found, part))
    if part.get_content_type() == "text/html":
        return _of_page(raw, message, decoded, uri, doubts)
    return document(replace(_article(message, part, decoded.text), doubts=doubts), _piece(raw, decoded, uri))


def _piece(raw: bytes, decoded: encoding.Decoded, uri: str) -> Piece:
    return Piece(raw, decoded, uri, None, MEDIA_TYPE)


def _words(found: list[Message], uri: str) -> tuple[Message, encoding.Decoded] | None:
    """Return the part with the words of a mail: plain text, or the page where that only tells to look at it."""
    plain = _first(found, "text/plain", uri)
    page = _first(found, "text/html", uri)
    if plain and page and len(plain[1].text.strip()) < _STUB and len(page[1].text) > 20 * _STUB:
        return page
    return plain or page


def _first(found: list[Message], kind: str, uri: str) -> tuple[Message, encoding.Decoded] | None:
    texts = (part for part in found if part.get_content_type() == kind and not parts.is_attached(part))
    decoded = ((part, parts.content(part, uri)) for part in texts)
    return next(((part, text) for part, text in decoded if text.text.strip()), None)


def _doubts(message: Message, found: list[Message], read: Message) -> Iterator[tuple[str, str]]:
    defects = [defect for part in (message, *found) for defect in part.defects]
    if any(isinstance(each, CloseBoundaryNotFoundDefect | StartBoundaryNotFoundDefect) for each in defects):
        yield "this mail is cut off: its last part has no end", WHOLE
    if beside := _beside(found, read):
        yield f"of this mail the text was read{beside}", ATTACHED


def _beside(found: list[Message], read: Message | None) -> str:
    """Name the files attached to a mail, in words that go on with a sentence; pictures in its text are none."""
    files = [part for part in found if part is not read and part.get_content_type() not in _SIGNED]
    names = [parts.file_name(part) or part.get_content_type() for part in files if _is_file(part)]
    if not names:
        return ""
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f", not what is attached to it: {', '.join(names[:3])}{more}"


def _is_file(part: Message) -> bool:
    if part.get_content_disposition() == "attachment":
        return True
    return part.get_content_maintype() not in ("text", "image", "multipart") and not part.get("Content-ID")


def _metadata(sender: str, sent: str, subject: str) -> Metadata:
    name = parseaddr(sender)[0] or _ADDRESS.sub("", sender).strip()
    host = match[1].lower() if (match := _ADDRESS.search(sender)) else None
    title = _PREFIX.sub("", subject, count=1) or None
    return Metadata(title=title, author=name or None, published=day_of(sent), outlet=host)


def _of_header(message: Message) -> tuple[str, str, str]:
    """Return sender, day and subject as the header of a mail has them."""
    sent = parts.field(message, "Date") or parts.field(message, "Sent")
    return parts.field(message, "From"), sent, parts.field(message, "Subject")


def _article(message: Message, part: Message, text: str) -> Article:
    """Return a mail as an article: who sent it, and when, are the lines about it, its subject is its headline.

    Of a mail that was only sent on, all this is that of the mail in it.
    """
    sender, sent, subject = _of_header(message)
    lines = (f"From: {sender}" if sender else "", f"Date: {sent}" if sent else "")
    about, body = tuple(filter(None, lines)), _plain(part, text)
    if inner := forwarded(text):
        about = (*about, *inner.lines)
        body = "\n\n".join(filter(None, (_plain(part, inner.before), _plain(part, inner.after))))
        if inner.is_all:
            values = inner.fields
            sender, sent = values["from"], values.get("date") or sent
            subject, body = values.get("subject") or subject, _plain(part, inner.after) or body
    metadata = _metadata(sender, sent, subject)
    day = day_in(sent) if metadata.published else None
    return Article(about, metadata.title, body, metadata, day[0].of(sent) if day else None)


def _plain(part: Message, text: str) -> str:
    """Return the words of a plain text: lines that were broken only to be sent are whole again (RFC 3676)."""
    words = text[: match.start()] if (match := _SIGNATURE.search(text)) else text
    if str(part.get_param("format", "")).lower() == "flowed":
        words = re.sub(r"(?<=\S) \n(?=[^>\n])", " ", words)
    return words.strip("\n")


def _of_page(
    raw: bytes, message: Message, decoded: encoding.Decoded, uri: str, doubts: tuple[tuple[str, str], ...]
) -> Document | Problem:
    found = html.page(raw, decoded, uri, MEDIA_TYPE, _metadata(*_of_header(message)))
    if isinstance(found, Problem):
        return replace(found, message=f"{found.message} that this mail is", remedy=SAVE)
    told = tuple(Problem(STAGE, message, uri=uri, remedy=remedy) for message, remedy in doubts)
    return replace(found, problems=(*found.problems, *told))
