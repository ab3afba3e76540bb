"""Names for the things of a record that hold anywhere: of documents by their hash, of the rest by their ids."""

from __future__ import annotations

import base64
from urllib.parse import quote

from onrecord.types import Span


def urn(kind: str, identity: str) -> str:
    """Return the name of a quotation, statement, story, claim or actor."""
    return f"urn:onrecord:{kind}:{quote(identity, safe='', errors='replace')}"


def of_bytes(sha256: str) -> str:
    """Return the name of a document as its hash (RFC 6920): whoever has the same bytes can check it."""
    try:
        plain = bytes.fromhex(sha256)
    except ValueError:  # a Reading of another program may name its document as it likes
        return urn("document", sha256)
    return f"ni:///sha-256;{base64.urlsafe_b64encode(plain).decode().rstrip('=')}"


def of_passage(sha256: str, span: Span) -> str:
    """Return the name of a passage of the text of a document (RFC 5147): the characters that it stands on."""
    return f"{of_bytes(sha256)}#char={span.start},{span.end}"
