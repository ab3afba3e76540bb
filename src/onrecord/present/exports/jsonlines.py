"""JSON Lines: each thing whole, as the interchange contract has it (docs/reference/contract.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO, TypeVar

from onrecord.columns import Table
from onrecord.present.escaping import as_json
from onrecord.queries.claim_discovery import DiscoveredClaim
from onrecord.queries.contents import CONTENTS, NamedActor, QuotationInStory
from onrecord.queries.lines import claim_line, statement_line
from onrecord.store.sqlite.reads.views import ProblemView
from onrecord.store.sqlite.record import Record
from onrecord.types import Progress
from onrecord.types.json import to_plain

T = TypeVar("T")


def write(record: Record, what: str, out: TextIO, progress: Progress | None = None) -> None:
    """Write all of one sort, one object a line."""
    write_lines(map(_LINES[what], CONTENTS[what](record, progress)), out)


def write_table(columns: Table[T], things: Iterable[T], out: TextIO) -> None:
    """Write things as flat objects, a value for each column of a table; what is not known is null."""
    write_lines(map(columns.row, things), out)


def write_lines(objects: Iterable[Mapping[str, Any]], out: TextIO) -> None:
    """Write objects, one a line."""
    out.writelines(f"{as_json(one)}\n" for one in objects)


def quotation_line(one: QuotationInStory) -> dict[str, Any]:
    """Return a quotation with its statement and actor, its story and its document."""
    context = {"document": to_plain(one.document), "story": to_plain(one.story)}
    return {**to_plain(one.quotation), "statement": one.recorded.statement, "actor": one.recorded.actor, **context}


def actor_line(one: NamedActor) -> dict[str, Any]:
    """Return an actor with its names, roles and offices."""
    view = one.view
    return {
        **to_plain(view.actor),
        "source": view.source,
        "printed": list(one.names),
        "names": [
            {**to_plain(name), "because": [part._asdict() for part in name.because]}  # why it is taken for the actor
            for name in view.names
        ],
        "roles": to_plain(view.roles),
        "offices": to_plain(view.offices),
    }


def problem_line(one: ProblemView) -> dict[str, Any]:
    """Return a problem with the document that it is of."""
    return {**to_plain(one.problem), "document": one.document, "sha256": one.sha256, "story": one.story}


def _claim_line(one: DiscoveredClaim) -> dict[str, Any]:
    return claim_line(one.claim, one.stances)


def _as_it_is(line: dict[str, Any]) -> dict[str, Any]:
    return line


_LINES: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "quotations": quotation_line,
    "statements": statement_line,
    "claims": _claim_line,
    "actors": actor_line,
    "judgements": _as_it_is,
    "problems": problem_line,
}
