"""Embeddings of what a record holds: those that linking kept are read back, others are made when needed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.models.embeddings import WIDTH, Vectors, packed, unpacked, vectors
from onrecord.store.sqlite.reads.statements import StatementView
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.embeddings import embeddings_of
from onrecord.store.sqlite.writes.passage_embeddings import keep_embeddings, kept_embeddings
from onrecord.text.passages import passages
from onrecord.versions import link_version

_MOST_KNOWN = 50_000  # passages, 400 bytes each and their words


class EmbeddingCache:
    """Embeddings of passages, each read back or made once, by so many threads."""

    def __init__(self, record: Record, jobs: int = 1) -> None:
        self._record = record
        self._jobs = jobs
        self._known: dict[str, bytes] = {}

    def recall(self, views: Iterable[StatementView]) -> None:
        """Read back the embeddings that linking kept of the words of these statements."""
        reports = {report.quotation.id: report.quotation for view in views for report in view.reports}
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        for identity, made in embeddings_of(self._record, list(reports)).items():
            said = passages(reports[identity].text, reports[identity].content)
            if len(made) == WIDTH * (len(said) + 1):  # those of a record that was linked otherwise fit nothing
                cut = (made[start : start + WIDTH] for start in range(0, len(made), WIDTH))
                self._known |= zip((*said, " ".join(said)), cut, strict=True)

    def make(self, texts: Iterable[str]) -> dict[str, bytes]:
        """Make the embeddings of texts that are neither known nor kept, and return those.

        Raises EmbeddingError where the model of meaning cannot be loaded.
        """
        lacking = [text for text in dict.fromkeys(texts) if text not in self._known]
        if not lacking:
            return {}
        self._known |= kept_embeddings(self._record, lacking, link_version())
        still = [text for text in lacking if text not in self._known]
        made = dict(zip(still, map(packed, vectors(still, self._jobs)), strict=True))
        self._known |= made
        return made

    def keep(self, texts: Iterable[str]) -> None:
        """Make the embeddings of texts, and keep in the record those that it did not have. Raises as `make` does."""
        if made := self.make(texts):
            keep_embeddings(self._record, made, link_version())

    def of(self, texts: Sequence[str]) -> Vectors:
        """Return an embedding of length one for each text: an array of shape (texts, 384). Raises as `make` does."""
        self.make(texts)
        return unpacked(b"".join(self._known[text] for text in texts))
