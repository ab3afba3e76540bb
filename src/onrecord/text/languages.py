"""The language of a story, by a small classifier that works offline (py3langid)."""

from __future__ import annotations

from functools import cache
from typing import Any

from onrecord import thresholds

_SAMPLE = 2000  # characters; more does not change the answer


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in, or nothing where it is too short to tell."""
    sample = " ".join(text[: 4 * _SAMPLE].split())[:_SAMPLE]
    if len(sample) < thresholds.LANGUAGE_CHARACTERS:
        return None
    try:
        code, probability = _identifier().classify(sample)
    except OSError:  # the model is unpacked into the folder for temporary files, which may be full: not worth a story
        return None
    return str(code) if probability >= thresholds.LANGUAGE else None


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # loads a model: only when it is needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
