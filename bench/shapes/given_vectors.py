"""Vectors made up from words, in place of those of the encoder: what they cost tells nothing of linking itself.

Texts with words in common lie close together, and none far apart, as with the encoder.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from onrecord.models.embeddings import WIDTH, Vectors, packed
from onrecord.queries.stances import texts_to_embed, weighted
from onrecord.store.sqlite.linking import SqliteLinkingStore
from onrecord.store.sqlite.reads.search import sharing_words
from onrecord.store.sqlite.reads.statements import reported_by
from onrecord.store.sqlite.record import Record
from onrecord.store.sqlite.writes.claims import Claim
from onrecord.store.sqlite.writes.passage_embeddings import keep_embeddings
from onrecord.text.passages import passages
from onrecord.types import Quotation
from onrecord.versions import link_version

_ALIKE = 0.75  # cosine of texts without a word in common


def give_to_quotations(record: Record, quotations: Iterable[Quotation]) -> None:
    """Keep vectors of quotations that were added to a record, of which linking has noted its version."""
    texts = {one.id: passages(one.text, one.content) for one in quotations}
    made = {name: packed(np.stack([*map(vector, said), vector(" ".join(said))])) for name, said in texts.items()}
    SqliteLinkingStore(record).keep_embeddings(made)


def give_to_claim(record: Record, claim: Claim) -> None:
    """Keep vectors of what stands around the quotations that are held against a claim."""
    views = reported_by(record, sharing_words(record, tuple(weighted(record, claim).weights)))
    texts = {text for view in views for text in texts_to_embed(record, view)}
    keep_embeddings(record, {text: packed(vector(text)) for text in texts}, link_version())


def vector(text: str) -> Vectors:
    """Return a vector of length one, an array of shape (384,); the same for the same text."""
    words = np.sum([_word(word) for word in text.casefold().split()] or [_word("")], axis=0)
    made = _ALIKE**0.5 * _word("any text") + (1 - _ALIKE) ** 0.5 * words / np.linalg.norm(words)
    return np.asarray(made / np.linalg.norm(made), dtype=np.float32)


@lru_cache(maxsize=4096)
def _word(word: str) -> Vectors:
    found = np.random.default_rng(zlib.crc32(word.encode())).standard_normal(WIDTH)
    return np.asarray(found / np.linalg.norm(found), dtype=np.float32)
