"""Languages as archives name them ("ENGLISH", "GERMAN; DEUTSCH", "Français"), in two letters."""

from __future__ import annotations

import re

_CODES = {
    "en": "english englisch anglais inglés inglese engels inglês",
    "de": "german deutsch allemand alemán tedesco duits",
    "fr": "french französisch français francés francese frans",
    "es": "spanish spanisch espagnol español spagnolo spaans",
    "it": "italian italienisch italien italiano italiaans",
    "nl": "dutch niederländisch néerlandais nederlands neerlandés",
    "pt": "portuguese portugiesisch portugais português portugués",
    "pl": "polish polnisch polonais polski",
    "ru": "russian russisch russe русский ruso",
    "uk": "ukrainian ukrainisch українська",
    "tr": "turkish türkisch turc türkçe",
    "ar": "arabic arabisch arabe العربية",
    "zh": "chinese chinesisch chinois 中文",
    "ja": "japanese japanisch japonais 日本語",
    "sv": "swedish schwedisch svenska",
    "da": "danish dänisch dansk",
    "nb": "norwegian norwegisch norsk",
}
_BY_NAME = {name: code for code, names in _CODES.items() for name in names.split()}


def language_of(named: str) -> str | None:
    """Return the two letters of the first language that is named, or that are given; None if there is none."""
    words = re.findall(r"[^\W\d_]+", named.casefold())
    return next((_BY_NAME.get(word, word if word in _CODES else None) for word in words[:1]), None)
