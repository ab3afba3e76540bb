"""Lists of actors with ids, other names and offices: CSV, FollowTheMoney as JSON Lines, and entities of Wikidata.

CSV has a header line with `id` and `name`, and may have `aliases` (parted by `;`), `kind`, `role`, `since`, `until`;
several lines of one id add up. FollowTheMoney: https://followthemoney.tech (entities of people and bodies, with
`Position` and `Occupancy` for offices). Wikidata: the JSON of entities, one a line, in an array or under `entities`
(https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html); offices are P39 with P580 and P582, and need the
entity of the office in the same file for its name.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO, get_args

from onrecord.readers import limits
from onrecord.text.dates import leading_prefix
from onrecord.types import ListEntry, Office, Problem, SpeakerKind
from onrecord.types.problems import ProblemCounter

STAGE = "import"
_MOST_NAMES = 200  # of one entry
_LONGEST_NAME = 300
_PARTS = re.compile(r"\s*;\s*")
_BODIES = frozenset({"Organization", "PublicBody", "Company", "LegalEntity"})
_HUMAN = "Q5"
_COLUMNS = "Give it a header line with the columns id and name."
_REPAIR = "Repair or leave out this line; the others have been read."


def entries(path: Path) -> Iterator[ListEntry | Problem]:
    """Yield what the list at `path` holds, and of problems of its lines the first of each kind. May raise OSError."""
    counter = ProblemCounter()
    for found in _found(path):
        if isinstance(found, ListEntry) or counter.keeps(found):
            yield found
    yield from counter.others(str(path))


def _found(path: Path) -> Iterator[ListEntry | Problem]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        first = file.read(4096)
        file.seek(0)
        empty = True
        for found in _from_json(path, file) if first.lstrip()[:1] in ("{", "[") else _from_csv(path, file):
            empty = False
            yield found
        if empty:
            yield _problem(path, "holds no actor", "Name a list of people or bodies with ids.")


@dataclass(slots=True)
class _Gathered:
    """Entries as they grow line by line; offices may be named further down than those who hold them."""

    found: dict[str, ListEntry] = field(default_factory=dict)
    offices: dict[str, str] = field(default_factory=dict)
    terms: list[tuple[str, str, str, str]] = field(default_factory=list)  # holder, office, since, until

    def add(self, entry: ListEntry) -> None:
        there = self.found.get(entry.id)
        if there:
            names = tuple(dict.fromkeys((*there.names, *entry.names)))
            entry = replace(there, names=names, offices=tuple(dict.fromkeys((*there.offices, *entry.offices))))
        self.found[entry.id] = replace(entry, names=entry.names[:_MOST_NAMES])

    def entries(self) -> Iterator[ListEntry]:
        for holder, office, since, until in self.terms:
            if holder in self.found and office in self.offices:
                self.add(replace(self.found[holder], offices=(Office(self.offices[office], since, until),)))
        yield from self.found.values()

    def nameless(self) -> list[str]:
        """Return the ids of offices that somebody in the list holds, but that it does not name."""
        return sorted({office for holder, office, *_ in self.terms if holder in self.found} - self.offices.keys())


def _from_csv(path: Path, file: TextIO) -> Iterator[ListEntry | Problem]:
    rows = csv.DictReader(file)
    gathered = _Gathered()
    try:
        missing = {"id", "name"} - set(rows.fieldnames or ())
        if missing:
            yield _problem(path, f"a list without the column {' and '.join(sorted(missing))}", _COLUMNS)
            return
        for row in rows:
            entry = _of_row({key: (value or "").strip() for key, value in row.items() if isinstance(value, str)})
            if isinstance(entry, ListEntry):
                gathered.add(entry)
            else:
                yield _problem(path, f"line {rows.line_num}: {entry}", _REPAIR)
    except csv.Error as error:
        yield _problem(path, f"line {rows.line_num}: {error}; what follows was not read", _REPAIR)
    yield from gathered.entries()


def _of_row(row: dict[str, str]) -> ListEntry | str:
    if not row.get("id") or not row.get("name"):
        return "no id or no name"
    kind = row.get("kind") or "person"
    if kind not in get_args(SpeakerKind):
        return f"{kind[:40]!r} is no kind; it is one of {', '.join(get_args(SpeakerKind))}"
    dates = {name: _date(row.get(name, "")) for name in ("since", "until")}
    if wrong := [name for name in dates if row.get(name) and not dates[name]]:
        return f"{row[wrong[0]][:40]!r} is no date; write 2031, 2031-04 or 2031-04-09"
    offices = (Office(row["role"], **dates),) if row.get("role") else ()
    return ListEntry(row["id"], _names([row["name"], *_PARTS.split(row.get("aliases", ""))]), kind, offices)  # type: ignore[arg-type]


def _from_json(path: Path, file: TextIO) -> Iterator[ListEntry | Problem]:
    gathered = _Gathered()
    for place, value in _values(file):
        wrong = value if isinstance(value, str) else _take(value, gathered)
        if wrong:
            yield _problem(path, f"{place}: {wrong}", _REPAIR)
    yield from gathered.entries()
    if nameless := gathered.nameless():
        listed = ", ".join(nameless[:5]) + (" …" if len(nameless) > 5 else "")
        yield _problem(path, f"offices that the list does not name: {listed}", "Add their entities to the list.")


def _values(file: TextIO) -> Iterator[tuple[str, Any]]:
    """Yield each object and its place, or why it is none: those of lines, of one array, or under `entities`."""
    start = file.readline(limits.DOCUMENT_BYTES)
    opening = start.strip() == "["
    head = start + file.readline(limits.DOCUMENT_BYTES) if opening else start
    line = _parsed(head.strip().removeprefix("[").removesuffix("]").strip().rstrip(",")) if opening else _parsed(head)
    if isinstance(line, dict) and "entities" not in line:
        file.seek(0)
        yield from _of_lines(file)
        return
    whole = _parsed(head + file.read(limits.DOCUMENT_BYTES))
    values = whole.get("entities", whole) if isinstance(whole, dict) else whole
    values = list(values.values()) if isinstance(values, dict) and "id" not in values else values
    if not isinstance(values, list):
        yield "the file", "is no JSON of entities, or too large for one piece; write one entity a line"
        return
    yield from ((f"entity {number}", value) for number, value in enumerate(values, 1))


def _of_lines(file: TextIO) -> Iterator[tuple[str, Any]]:
    number = 0
    while line := file.readline(limits.DOCUMENT_BYTES):
        number += 1
        line = line.strip().rstrip(",")
        if line not in ("", "[", "]"):
            value = _parsed(line)
            yield f"line {number}", value if value is not None else "is no JSON"


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _take(value: Any, gathered: _Gathered) -> str:
    """Take in one entity; return what is wrong with it, "" where nothing is."""
    if not isinstance(value, dict) or not isinstance(value.get("id"), str) or not value["id"].strip():
        return "no object with an id"
    try:
        if "properties" in value:
            return _take_followthemoney(value["id"], value.get("schema"), value["properties"], gathered)
        if "labels" in value:
            return _take_wikidata(value["id"], value, gathered)
    except (AttributeError, KeyError, TypeError, IndexError):
        return "not built as its format has it"
    return "neither FollowTheMoney (`properties`) nor Wikidata (`labels`)"


def _take_followthemoney(identity: str, schema: Any, properties: dict[str, list[str]], gathered: _Gathered) -> str:
    def of(*names: str) -> list[str]:
        return [str(value) for name in names for value in properties.get(name, ())]

    if schema == "Occupancy":
        since, until = (_date(next(iter(of(name)), "")) for name in ("startDate", "endDate"))
        gathered.terms += [(holder, post, since, until) for holder in of("holder") for post in of("post")]
    elif schema == "Position":
        gathered.offices[identity] = next(iter(of("name")), identity)
    elif schema == "Person" or schema in _BODIES:
        names = _names(of("name", "alias", "weakAlias"))
        if not names:
            return "no name"
        offices = tuple(Office(role) for role in of("position"))
        gathered.add(ListEntry(identity, names, "person" if schema == "Person" else "organisation", offices))
    return ""  # of other schemata nothing is needed


def _take_wikidata(identity: str, entity: dict[str, Any], gathered: _Gathered) -> str:
    labels = [label["value"] for label in _english_first(entity["labels"])]
    aliases = [alias["value"] for several in (entity.get("aliases") or {}).values() for alias in several]
    names = _names([*labels, *aliases])
    if not names:
        return "no label"
    claims = entity.get("claims") or {}
    sorts = {_value(claim).get("id") for claim in claims.get("P31", ())}
    gathered.offices[identity] = names[0]
    if _HUMAN in sorts or "P39" in claims:
        for claim in claims.get("P39", ()):
            since, until = (_date(_qualifier(claim, name)) for name in ("P580", "P582"))
            gathered.terms.append((identity, str(_value(claim).get("id", "")), since, until))
        gathered.add(ListEntry(identity, names))
    return ""


def _english_first(labels: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return sorted(labels.values(), key=lambda label: label.get("language") != "en")


def _value(claim: dict[str, Any]) -> dict[str, Any]:
    found = claim["mainsnak"].get("datavalue", {}).get("value", {})
    return found if isinstance(found, dict) else {}


def _qualifier(claim: dict[str, Any], name: str) -> str:
    for snak in claim.get("qualifiers", {}).get(name, ()):
        value = snak.get("datavalue", {}).get("value", {})
        # Wikibase counts the precision of a time: 9 a year, 10 a month, 11 a day.
        length = {9: 5, 10: 8}.get(value.get("precision"), 11)
        return str(value.get("time", ""))[:length]
    return ""


def _date(text: str) -> str:
    return leading_prefix(text.removeprefix("+")) or ""  # Wikibase writes the sign of a year


def _names(names: Iterable[str]) -> tuple[str, ...]:
    plain = (" ".join(name.split())[:_LONGEST_NAME] for name in names)
    return tuple(dict.fromkeys(name for name in plain if name))[:_MOST_NAMES]


def _problem(path: Path, message: str, remedy: str) -> Problem:
    return Problem(STAGE, message, uri=str(path), remedy=remedy)
