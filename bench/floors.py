"""The floors that CI must not fall below, pinned with the hash of the gold and the texts they were set on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench import corpora, extract, split

PATH = Path(__file__).with_name("floors.json")


def pinned() -> dict[str, Any]:
    """Return the floors as they are kept: the hash under `gold`, and a floor for each score."""
    found: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return found


def measured() -> dict[str, Any]:
    """Measure on the demo what `pinned` keeps floors for."""
    texts = corpora.demo()
    result = extract.run(texts)
    return {
        "gold": corpora.fingerprint(texts),
        "headline F1": split.headlines(texts).f1,
        "digest days right": split.dates(texts).recall,
        "quotations without furniture": float(split.leaks(texts) == 0),
        **{f"{name} F1": score.f1 for name, score in result.scores.items()},
    }
