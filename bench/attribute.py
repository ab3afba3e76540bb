"""Attribute: who spoke, and in which role, of the quotations found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from bench.corpora import Text
from bench.matched import Found, found
from bench.score import Score

_ANAPHORIC = re.compile(r"(?:he|she|it|they|him|her|his|them|who|which|i|we)\b|(?:the|that|this|his|her|its)\s", re.I)
_WORD = re.compile(r"\w+")
_SMALL = {"the", "a", "an", "of", "unnamed"}


def run(texts: Iterable[Text]) -> dict[str, Score]:
    """Return speakers right, those of pronouns and descriptions apart, and roles right where the text states one."""
    scores = {"speaker": Score(), "speaker, pronouns and descriptions": Score(), "role": Score()}
    for one in found(texts):
        right = is_right(one)
        scores["speaker"] += Score(right, 1, 1)
        if is_anaphoric(one):
            scores["speaker, pronouns and descriptions"] += Score(right, 1, 1)
        if one.row.label.get("role"):
            scores["role"] += Score(is_role_right(one), 1, 1)
    return scores


def is_right(one: Found) -> bool:
    """Tell whether the speaker has the name in the gold, or one that is right as well.

    Of joint speakers each must be there; of speakers without a name, a word of their description; a body may be called
    by two or more words of its name.
    """
    label, speaker = one.row.label, one.quotation.speaker
    names = [label["speaker"], *label["speaker_alt"]]
    if speaker is None:
        return label["speaker"] in (None, "unnamed")
    said = _words(speaker.name)
    for name in names:
        if name.startswith("unnamed"):
            if said & _words(name) or name == "unnamed" or speaker.kind in ("group", "unknown"):
                return True
        elif _is_called(name, said) or (speaker.kind != "person" and len(said) > 1 and said <= _words(name)):
            return True
    return False


def _is_called(name: str, said: set[str]) -> bool:
    parts = [_words(part) for part in name.split(";")]
    return all(part == said for part in parts) or (len(parts) > 1 and all(part <= said for part in parts))


def is_anaphoric(one: Found) -> bool:
    """Tell whether the source of the gold is a pronoun or a description, not a name."""
    text = one.text.document.text
    words = " ".join(text[start:end] for start, end in one.row.source)
    if not words:
        return False
    named = _words(str(one.row.label["speaker"]))
    return bool(_ANAPHORIC.match(words)) or not _words(words) & named


def is_role_right(one: Found) -> bool:
    """Tell whether the role shares most of its words with that of the gold."""
    stated = one.quotation.speaker.role if one.quotation.speaker else None
    wanted, said = _words(one.row.label["role"]), _words(stated or "")
    return bool(said) and 2 * len(wanted & said) >= min(len(wanted), len(said)) and bool(wanted & said)


def _words(value: Any) -> set[str]:
    return {word for word in _WORD.findall(str(value).casefold()) if word not in _SMALL}
