"""Corrections: what people judged of single quotations, kept as judgements; the last one on a quotation counts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any

from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.rows import insert, storable
from onrecord.types import Correction, Marks, Mention, Part, Span
from onrecord.types.json import to_plain

KIND = "quotation"
_REASON = "reason"
_KEPT = ("marks", "judged", "was", "beside")


def corrections(record: Record, sha256: str) -> tuple[Correction, ...]:
    """Return what stands of the judgements on the quotations of the document with this hash."""
    sql = f"SELECT * FROM judgements WHERE \"right\" = ? AND kind = '{KIND}' ORDER BY number"  # noqa: S608 our own word
    with record.reading() as db:
        last = {row["left"]: row for row in db.execute(sql, (storable(sha256),))}
    return tuple(_from(row) for row in last.values() if row["verdict"] != "withdrawn")


def note(record: Record, sha256: str, found: Sequence[Correction], *, at: str) -> range:
    """Append what a person judged of quotations of the document with this hash; return their numbers."""
    with record.writing() as db:
        first = _next(db)
        for one in found:
            verdict = "yes" if one.marks else "no"
            because = json.dumps(list(_because(one)), ensure_ascii=False)
            row = {"left": one.quotation, "right": sha256, "kind": KIND, "verdict": verdict, "because": because}
            told = json.dumps({name: to_plain(getattr(one, name)) for name in _KEPT}, ensure_ascii=False)
            insert(db, "judgements", {**row, "by": one.by, "at": at, "correction": told})
        return range(first, _next(db))


def withdraw(record: Record, quotation: str, sha256: str, *, because: str, by: str, at: str) -> None:
    """Append that what was judged of a quotation is withdrawn, and left to the program."""
    row = {"left": quotation, "right": sha256, "kind": KIND, "verdict": "withdrawn", "by": by, "at": at}
    parts = json.dumps([Part(_REASON, 0.0, because)] if because else [], ensure_ascii=False)
    with record.writing() as db:
        insert(db, "judgements", {**row, "because": parts})


def _next(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT coalesce(max(number), 0) + 1 FROM judgements").fetchone()[0])


def _because(one: Correction) -> Iterator[Part]:
    """Yield the reason, and each field that was judged as it is now; of what is nobody's words, the words."""
    if one.because:
        yield Part(_REASON, 0.0, one.because)
    for name in one.judged:
        yield Part(name, 0.0, _words(getattr(one.marks, name)))
    if one.marks is None:
        yield Part("content", 0.0, _words(one.was))


def _words(value: tuple[Mention, ...] | Mention | str | None) -> str:
    if isinstance(value, tuple):
        return " ".join(mention.text for mention in value)
    return value.text if isinstance(value, Mention) else value or "none"


def _from(row: sqlite3.Row) -> Correction:
    told = json.loads(row["correction"])
    reasons = [Part(*part) for part in json.loads(row["because"])]
    return Correction(
        quotation=row["left"],
        marks=_marks(told["marks"]) if told["marks"] else None,
        judged=tuple(told["judged"]),
        was=_mentions(told["was"]),
        beside=tuple(told["beside"]),
        by=row["by"],
        because=next((part.detail for part in reasons if part.part == _REASON), ""),
    )


def _marks(told: dict[str, Any]) -> Marks:
    cue, source = (_mentions([told[name]])[0] if told[name] else None for name in ("cue", "source"))
    return Marks(_mentions(told["content"]), cue, source, told["form"], told["kind"])


def _mentions(told: list[dict[str, Any]]) -> tuple[Mention, ...]:
    return tuple(Mention(one["text"], Span(*one["span"])) for one in told)
