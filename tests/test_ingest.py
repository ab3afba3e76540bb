"""From places into a record: what is stored is a document as people have corrected it, whenever they did."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from onrecord.ingest import Added, add, analyse_again
from onrecord.store.sqlite.reads import views
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes import corrections
from onrecord.types import Correction, Document, Mention, Quotation, Reading

AT = "2032-01-01T00:00:00+00:00"
STORY = """Port Of Orme Raises Its Fees

"They rise for everybody," Harbour Master Ana Ruel told reporters on 9 March 2032.

"We will not pay," said Linnet Moss, the head of the ship owners' league.
"""


def removal(quotation: Quotation, text: str) -> Correction:
    """Return the judgement that these are nobody's words."""
    was = tuple(Mention(span.of(text), span) for span in quotation.content)
    return Correction(quotation.id, None, (), was, (), "ed", "nobody said it")


class Interrupted(Record):
    """A record into which another person writes a correction right after a document was stored, once."""

    correction: tuple[str, Correction] | None = None
    stored = 0

    def add(self, document: Document, readings: Iterable[Reading], *, by: str) -> None:
        super().add(document, readings, by=by)
        self.stored += 1
        if self.correction:
            sha256, one = self.correction
            self.correction = None
            corrections.note(self, sha256, [one], at=AT)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "orme.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Interrupted]:
    with Interrupted.open(tmp_path / "onrecord.db") as opened:
        yield opened


def held(record: Record) -> dict[str, str]:
    hits = views.search(record, views.Query(order="newest")).hits
    return {hit.text.strip('"“”,'): hit.id for hit in hits}


def document_of(record: Record, place: Path) -> tuple[str, str]:
    (document,) = [Document(str(place), place.read_bytes(), STORY)]
    return document.sha256, views.document_text(record, document.sha256) or ""


def test_a_place_is_added_once(record: Interrupted, place: Path) -> None:
    first, again = list(add(record, [place])), list(add(record, [place]))
    assert [(one.new, one.stories, one.quotations) for one in first if isinstance(one, Added)] == [(True, 1, 2)]
    assert [(one.new, one.stories, one.quotations) for one in again if isinstance(one, Added)] == [(False, 0, 0)]
    assert set(held(record)) == {"They rise for everybody", "We will not pay"}


def test_a_correction_that_is_made_while_the_document_is_stored_is_not_lost(record: Interrupted, place: Path) -> None:
    list(add(record, [place]))
    sha256, text = document_of(record, place)
    view = views.quotation(record, held(record)["We will not pay"])
    assert view is not None
    record.stored, record.correction = 0, (sha256, removal(view.quotation, text))
    analyse_again(record, sha256)
    assert set(held(record)) == {"They rise for everybody"}
    assert record.stored == 2


def test_a_correction_that_stands_is_applied_without_storing_twice(record: Interrupted, place: Path) -> None:
    list(add(record, [place]))
    sha256, text = document_of(record, place)
    view = views.quotation(record, held(record)["They rise for everybody"])
    assert view is not None
    corrections.note(record, sha256, [removal(view.quotation, text)], at=AT)
    record.stored = 0
    analyse_again(record, sha256)
    assert set(held(record)) == {"We will not pay"}
    assert record.stored == 1
    with pytest.raises(KeyError):
        analyse_again(record, "0" * 64)


def test_a_correction_that_is_made_before_a_document_is_first_stored_counts(tmp_path: Path, place: Path) -> None:
    with Record.open(tmp_path / "other.db") as other:
        list(add(other, [place]))
        sha256, text = document_of(other, place)
        view = views.quotation(other, held(other)["We will not pay"])
        assert view is not None
        one = removal(view.quotation, text)
    with Record.open(tmp_path / "new.db") as record:
        corrections.note(record, sha256, [one], at=AT)
        (added,) = [each for each in add(record, [place]) if isinstance(each, Added)]
        assert added.quotations == 1
        assert set(held(record)) == {"They rise for everybody"}
