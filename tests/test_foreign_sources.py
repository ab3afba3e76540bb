"""Who spoke in other languages than English: pronouns, nouns, forms of names, and whom a source means."""

from __future__ import annotations

import pytest

from onrecord.analysis.attribute import attribute
from onrecord.lexicons import languages, rows
from onrecord.lexicons.foreign_words import head_noun, is_foreign, name_behind_title, pronoun_of, stem
from onrecord.types import Document, NamedEntity, Quotation, Reading, Span, Story


@pytest.mark.parametrize(
    ("words", "language", "sort"),
    [
        ("a-t-il", "fr", "masculine"),
        ("celle-ci", "fr", "feminine"),
        ("ella misma", "es", "feminine"),
        ("её", "ru", "feminine"),
        ("kendisi", "tr", "person"),
        ("她还", "zh", "feminine"),
        ("她的丈夫", "zh", ""),
        ("ihr Anwalt", "de", ""),
    ],
)
def test_the_sort_of_a_pronoun(words: str, language: str, sort: str) -> None:
    assert pronoun_of(words, language) == sort


@pytest.mark.parametrize(
    ("words", "language", "kind"),
    [
        ("eine Regierungssprecherin", "de", "person"),
        ("министерства обороны", "ru", "office"),
        ("Kurumun başekonomisti", "tr", "person"),
        ("l’avocat de la ville", "fr", "person"),
        ("外交部发言人", "zh", "person"),
        ("источники", "ru", "group"),
    ],
)
def test_the_noun_of_a_source(words: str, language: str, kind: str) -> None:
    noun = head_noun(words, language)
    assert noun is not None
    assert noun.kind == kind


def test_forms_of_a_name_share_a_stem() -> None:
    assert stem("Дрёмина", "ru") == stem("Дрёминой", "ru") == stem("Дрёмин", "ru")
    assert stem("Arslan’ın", "tr") == stem("Arslan", "tr")


def test_a_name_stands_behind_a_title() -> None:
    assert name_behind_title("省财政厅厅长文素岚", "zh") == "文素岚"
    assert name_behind_title("外交部", "zh") == ""


def test_english_keeps_its_way() -> None:
    assert not is_foreign("en")
    assert not is_foreign(None)


def test_each_language_with_words_of_grammar_has_nouns() -> None:
    assert all(rows(language, "roles") for language in languages() if is_foreign(language))


def _reading(language: str, text: str, *quotations: tuple[str, str | None, str], people: tuple[str, ...]) -> Reading:
    named = tuple(NamedEntity(_place(text, name), "person") for name in people)
    made = tuple(
        Quotation(str(n), "indirect", (_place(text, content),), content, cue=_place(text, cue),
                  source=_place(text, source) if source else None)
        for n, (content, source, cue) in enumerate(quotations)
    )  # fmt: skip
    story = Story("s", Span(0, len(text)), language=language)
    return Reading(Document("a", text.encode(), text), story, text, quotations=made, named=named)


def _place(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def test_who_spoke_last_is_meant_where_a_verb_has_no_subject() -> None:
    text = "La alcaldesa Ana Ruel dijo que el puerto abre. Añadió que no hay plazo. La regidora negó la deuda."
    reading = _reading(
        "es", text, ("que el puerto abre", "La alcaldesa Ana Ruel", "dijo"), ("que no hay plazo", None, "Añadió"),
        ("la deuda", "La regidora", "negó"), people=("Ana Ruel",),
    )  # fmt: skip
    assert [q.speaker.name for q in attribute(reading).quotations if q.speaker] == ["Ana Ruel"] * 3


def test_a_pronoun_means_a_person_of_its_gender() -> None:
    text = "Министр Иван Дрёмин сказал, что порт открыт. Юлия Тольм заявила, что нет. Он добавил, что да."
    reading = _reading(
        "ru", text, ("что порт открыт", "Министр Иван Дрёмин", "сказал"), ("что нет", "Юлия Тольм", "заявила"),
        ("что да", "Он", "добавил"), people=("Иван Дрёмин", "Юлия Тольм"),
    )  # fmt: skip
    names = [q.speaker.name for q in attribute(reading).quotations if q.speaker]
    assert names == ["Иван Дрёмин", "Юлия Тольм", "Иван Дрёмин"]
