"""The source and the verb of saying of a quotation, in the order in which the story prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.present.words import shortened
from onrecord.store.sqlite.reads.statements import Introduction, introductions
from onrecord.store.sqlite.record import Record

_LONGEST = 80  # characters of either


@dataclass(frozen=True, slots=True)
class Introduced:
    """The words that introduce a quotation, each with what it is: "source" or "cue"; none where the story has none."""

    parts: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> str:
        """Return the words alone, on one line, without a colon at their end."""
        return " ".join(words for words, _ in self.parts).rstrip(" :：")


NOTHING = Introduced()


def introduced(record: Record, quotations: Sequence[str]) -> Mapping[str, Introduced]:
    """Return for each of the quotations with these ids how its story introduces it."""
    found = introductions(record, quotations)
    return {identity: _of(found[identity]) if identity in found else NOTHING for identity in quotations}


def _of(one: Introduction) -> Introduced:
    source, cue = shortened(one.source, _LONGEST), shortened(one.cue, _LONGEST)
    both = [(source, "source")] if source else []
    both += [(cue, "cue")] if any(char.isalpha() for char in cue) else []
    return Introduced(tuple(both[::-1] if one.cue_first else both))
