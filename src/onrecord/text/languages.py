"""The language of a story, by a small classifier that works offline (py3langid)."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from onrecord import thresholds

_MODEL_SHA256 = "f4f4a2c3465ca1f081541037f9cac23021d68151c2f709c55ae5eedfca522963"
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
    from py3langid import langid  # loads a model: only when it is needed

    model = checked(Path(langid.__file__).parent / langid.MODEL_FILE)
    return langid.LanguageIdentifier.from_model_file(str(model), norm_probs=True)


def checked(model: Path) -> Path:
    """Return the file of the model of languages; raises ImportError if it is not the one of py3langid 0.4.0."""
    if hashlib.sha256(model.read_bytes()).hexdigest() != _MODEL_SHA256:
        raise ImportError(f"{model} is not the file of py3langid 0.4.0: install onrecord and py3langid again")
    return model
