"""The form of mails (RFC 5322, MIME): header fields, encoded words, and the bytes of each part as text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from itertools import islice

from onrecord.readers import encoding, limits

FIELD = re.compile(rb"([!-9;-~]{1,60})[ \t]*:(?:[ \t]|\r?$|$|\S)")
_ENVELOPE = re.compile(rb"From \S+ .*\d{4}\r?$")
_OF_TRANSPORT = frozenset((b"received", b"return-path", b"message-id", b"mime-version", b"delivered-to", b"x-mailer"))
_OF_MAIL = frozenset((b"from", b"to", b"cc", b"subject", b"date", b"sent", b"sender", b"reply-to", b"content-type"))
_LONGEST_FIELD = 10_000  # characters; the time of decoding grows with the square of their number
_ESCAPED = re.compile(r"(?:iso-?2022-|utf-?7$|hz)", re.IGNORECASE)


def fields_of(head: bytes) -> dict[bytes, bytes]:
    """Return the header fields with which a file begins, by their names in small letters; none if it does not."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n")
    if lines and _ENVELOPE.fullmatch(lines[0]):
        del lines[0]
    found: dict[bytes, bytes] = {}
    name = b""
    for line in lines[: limits.MAIL_FIELDS]:
        if not line.strip():
            return found
        match = FIELD.match(line)
        if match and line[:1] not in b" \t":
            name = match[1].lower()
            found.setdefault(name, line[match.end(1) :].lstrip(b": \t").rstrip())
        elif name and line[:1] in b" \t":
            found[name] += b" " + line.strip()
        else:
            return {}
    return found


def is_mail(fields: dict[bytes, bytes]) -> bool:
    """Tell the header of a mail from other lines with a colon: one field of its transport, or two of its people."""
    of_mail = fields.keys() & _OF_MAIL
    return bool(of_mail and fields.keys() & _OF_TRANSPORT) or (b"from" in of_mail and len(of_mail) >= 3)


def parsed(raw: bytes) -> Message:
    """Return the message that bytes are; raises RecursionError where parts are nested beyond reason."""
    return message_from_bytes(raw.lstrip(b"\r\n"))


def parts_of(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that hold something themselves, outermost first, no more than are looked at."""
    yield from (part for part in islice(message.walk(), limits.MAIL_PARTS) if not part.is_multipart())


def field(message: Message, name: str) -> str:
    """Return a header field on one line, its encoded words decoded; empty where there is none."""
    value = str(message.get(name, ""))[:_LONGEST_FIELD]
    try:
        shown = "".join(_decoded(word, charset) for word, charset in decode_header(value))
    except (HeaderParseError, ValueError, LookupError):
        shown = value
    return " ".join(encoding.clean(shown, "")[0].split())


def _decoded(word: bytes | str, charset: str | None) -> str:
    return word if isinstance(word, str) else encoding.decode(_plain(word, charset), "", declared=charset).text


def content(part: Message, uri: str) -> encoding.Decoded:
    """Return the text of a part, its transfer encoding and its charset undone."""
    payload = part.get_payload(decode=True)
    charset = charset_of(part)
    return encoding.decode(_plain(payload if isinstance(payload, bytes) else b"", charset), uri, declared=charset)


def charset_of(part: Message) -> str | None:
    """Return the charset that a part declares."""
    try:
        return part.get_content_charset()
    except (LookupError, ValueError, AttributeError, TypeError):
        return None


def file_name(part: Message) -> str:
    """Return the name under which a part was attached, empty where it has none."""
    try:
        return " ".join((part.get_filename() or "").split())[:100]
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""


def is_attached(part: Message) -> bool:
    """Tell whether a part is a file beside the words of the mail."""
    return part.get_content_disposition() == "attachment" or bool(file_name(part))


def _plain(payload: bytes, charset: str | None) -> bytes:
    """Return bytes of a charset that hides other scripts behind ASCII as UTF-8; others as they are."""
    if not charset or not _ESCAPED.match(charset):
        return payload
    try:
        return codecs.decode(payload, charset, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):
        return payload
