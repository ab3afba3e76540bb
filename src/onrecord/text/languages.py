"""The language of a story, by a small classifier that works offline (py3langid)."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any

from onrecord import thresholds

_MODEL_SHA256 = "f4f4a2c3465ca1f081541037f9cac23021d68151c2f709c55ae5eedfca522963"
_SAMPLE = 2000  # characters; more does not change the answer
_SCRIPTS = (("zh", re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")),)
"""Letters that tell a language by themselves; of a Japanese text, fewer than half are such."""


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in, or nothing where it is too short to tell."""
    sample = " ".join(text[: 4 * _SAMPLE].split())[:_SAMPLE]
    if by_script := next((code for code, letters in _SCRIPTS if _mostly(letters, sample)), None):
        return by_script
    if len(sample) < thresholds.LANGUAGE_CHARACTERS:
        return None
    try:
        code, probability = _identifier().classify(sample)
    except OSError:  # the model is unpacked into the folder for temporary files, which may be full: not worth a story
        return None
    return str(code) if probability >= thresholds.LANGUAGE else None


def _mostly(letters: re.Pattern[str], sample: str) -> bool:
    """Tell whether at least half of the letters of a sample are of a sort."""
    return 2 * sum(map(len, letters.findall(sample))) > sum(map(str.isalpha, sample))


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
