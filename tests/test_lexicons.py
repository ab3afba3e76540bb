"""Tables by language: what a text says its language is never leads out of the folder of tables."""

from __future__ import annotations

import pytest

from onrecord import lexicons
from onrecord.analysis.pipeline import analyse


def test_a_language_has_its_rows() -> None:
    assert any(row["word"] for row in lexicons.rows("en", "roles"))
    assert lexicons.rows("en", "no such table") == ()


@pytest.mark.parametrize(
    "language", ["", ".", "..", "en/../en", "../lexicons/en", "en\0", "x" * 5_000, "“" * 300, "xx"]
)
def test_what_is_no_language_of_ours_has_none(language: str) -> None:
    assert lexicons.rows(language, "roles") == ()


def test_a_story_may_say_anything_of_its_language() -> None:
    text = f"language: {'the minister ' * 40}\n\n“We keep the gates open,” Ana Ruel said."
    assert [quotation.text for reading in analyse(text, strict=True) for quotation in reading.quotations]
