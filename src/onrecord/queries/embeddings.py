"""The meaning of what a record holds: vectors that linking made and kept are read back, others are made when needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.models.embeddings import WIDTH, Vectors, packed, unpacked, vectors
from onrecord.store.sqlite.reads.statements import StatementView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.embeddings import kept
from onrecord.text.passages import passages

_MOST_KEPT = 50_000  # passages, 400 bytes each and their words


class EmbeddingCache:
    """Vectors of passages, each read back or made once."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[str, bytes] = {}

    def recall(self, views: Iterable[StatementView]) -> None:
        """Read back what linking kept of the words of these statements."""
        reports = {report.quotation.id: report.quotation for view in views for report in view.reports}
        if len(self._known) > _MOST_KEPT:
            self._known.clear()
        for identity, made in kept(self._record, list(reports)).items():
            said = passages(reports[identity].text, reports[identity].content)
            if len(made) == WIDTH * (len(said) + 1):  # those of a record that was linked otherwise fit nothing
                cut = (made[start : start + WIDTH] for start in range(0, len(made), WIDTH))
                self._known |= zip((*said, " ".join(said)), cut, strict=True)

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return a vector of length one for each text: an array of shape (texts, 384).

        Raises EmbeddingError where the model of meaning cannot be loaded.
        """
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= zip(lacking, map(packed, vectors(lacking)), strict=True)
        return unpacked(b"".join(self._known[text] for text in texts))
