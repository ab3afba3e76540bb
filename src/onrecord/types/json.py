"""The interchange contract (docs/reference/contract.md): the nouns as JSON knows them."""

from __future__ import annotations

from typing import Any

from onrecord.types import Reading


def to_json(reading: Reading, *, with_text: bool = False) -> dict[str, Any]:
    """Return `reading` as the JSON object of the interchange contract; `with_text` adds `document.text`."""
    document: dict[str, Any] = {"uri": reading.document.uri, "sha256": reading.document.sha256}
    if with_text:
        document["text"] = reading.document.text
    return {
        "document": document,
        "story": to_plain(reading.story),
        "quotations": [to_plain(quotation) for quotation in reading.quotations],
        "named": [to_plain(named) for named in reading.named],
        "problems": [to_plain(problem) for problem in reading.problems],
    }


def to_plain(value: Any) -> Any:
    """Return dataclasses and tuples as dictionaries and lists, spans as `[start, end]`."""
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return {name: to_plain(getattr(value, name)) for name in value.__dataclass_fields__}
    return value
