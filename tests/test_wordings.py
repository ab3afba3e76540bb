"""Wordings by kind: what is hidden, what does not count, what cannot be compared, in several languages."""

from __future__ import annotations

import pytest

from onrecord.lexicons.wording_words import tells_of_translation
from onrecord.linking.quote_alignment import wordings
from onrecord.types import Report, Span, Wording


def report(name: str, *pieces: str, form: str = "direct", language: str = "en", translated: bool = False) -> Report:
    spans, start = [], 0
    for piece in pieces:
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 1
    return Report(name, " ".join(pieces), tuple(spans), form, language, "2034-02-01", translated)  # type: ignore[arg-type]


def held(against: str, *pieces: str, form: str = "direct", language: str = "en", translated: bool = False) -> Wording:
    """Return the wording of a report beside two others that print `against`."""
    several = [report(name, against, language=language) for name in ("a", "b")]
    found = wordings([*several, report("c", *pieces, form=form, language=language, translated=translated)])
    return next(wording for wording in found if wording.report == "c")


def told(wording: Wording, against: str) -> list[tuple[str, str]]:
    """Return the kinds of differences, each with the words of the other report."""
    return [
        (each.kind, against[each.other.start : each.other.end] if each.other else "") for each in wording.differences
    ]


@pytest.mark.parametrize(
    ("spoken", "printed", "hidden", "language"),
    [
        (
            "The council must not close the ferry this year,",
            "The council must … close the ferry this year,",
            "not",
            "en",
        ),
        ("The council must not close the ferry this year,", "The council must close the ferry this year,", "not", "en"),
        ("We can never pay for the bridge alone,", "We can ... pay for the bridge alone,", "never", "en"),
        ("The lock isn’t safe in this weather,", "The lock is safe in this weather,", "n’t", "en"),
        ("The bakers may strike before the feast,", "The bakers strike before the feast,", "may", "en"),
        ("We would have won the vote in the old hall,", "We … have won the vote in the old hall,", "would", "en"),
        ("We need forty boats before the storms come,", "We need boats before the storms come,", "forty", "en"),
        ("We lost 300 nets in the first night,", "We lost … nets in the first night,", "300", "en"),
        ("I told Urve Tamm about the leak that day,", "I told … about the leak that day,", "Urve Tamm", "en"),
        ("I don’t think the town will survive it,", "The town will survive it,", "I don’t think", "en"),
        ("We will give the smiths nothing", "We will give the smiths", "nothing", "en"),
        ("Der Hafen wird heuer nicht gesperrt werden,", "Der Hafen wird heuer … gesperrt werden,", "nicht", "de"),
        ("Le port ne sera jamais vendu à la ville,", "Le port sera vendu à la ville,", "ne", "fr"),
        ("El puerto no se cerrará este invierno,", "El puerto se cerrará este invierno,", "no", "es"),
        ("Мы не будем закрывать порт до осени,", "Мы будем закрывать порт до осени,", "не", "ru"),
        ("Ми не будемо закривати порт до осені,", "Ми … будемо закривати порт до осені,", "не", "uk"),
    ],
)
def test_what_hides_a_negation_a_number_a_name_or_a_modal_is_altered_and_says_so(
    spoken: str, printed: str, hidden: str, language: str
) -> None:
    found = held(f"“{spoken}”", f"“{printed}”", language=language)
    assert found.kind == "altered"
    assert ("omitted", hidden) in told(found, f"“{spoken}”")


def test_a_cue_between_two_pieces_hides_no_negation() -> None:
    spoken = "“The keeper is not allowed to open these gates before noon,”"
    found = held(spoken, "“The keeper is,”", "“allowed to open these gates before noon,”")
    assert (found.kind, told(found, spoken)) == ("altered", [("omitted", "not")])


@pytest.mark.parametrize(
    ("spoken", "printed"),
    [
        ("The old gates of the barrage will stay open,", "The … gates of the barrage will stay open,"),
        ("The gates will stay open until noon. Nobody will pay.", "The gates will stay open … Nobody will pay."),
        ("I told Urve Tamm about the leak that day,", "I told [her] about the leak that day,"),
        ("The governor is not permitted to sign it,", "[I am] not permitted to sign it,"),
        ("We lost 12 boats and 7 percent of the nets,", "We lost twelve boats and seven per cent of the nets,"),
        ("They are leaving the U.S. for good,", "They’re leaving the US for good,"),
        ("Gen. Marn and Dmitri Veskov have signed it,", "General Marn and Dmitry Veskov have signed it,"),
        ("I won’t pay for that f***ing barrage,", "I will not pay for that f**king barrage,"),
    ],
)
def test_a_cut_that_is_shown_and_another_spelling_are_the_same_words(spoken: str, printed: str) -> None:
    assert held(f"“{spoken}”", f"“{printed}”").kind == "same"


@pytest.mark.parametrize(
    ("spoken", "printed", "language"),
    [
        ("I, uh, we have to, you know, mend the lock,", "We have to mend the lock,", "en"),
        ("We have, we have to, um, mend the lock now,", "We have to mend the lock now,", "en"),
        ("It is, I mean, it is the best, er, offer so far,", "It is the best offer so far,", "en"),
        ("Wir müssen, äh, müssen die Schleuse richten,", "Wir müssen die Schleuse richten,", "de"),
        ("Мы, э, мы должны, так сказать, починить шлюз,", "Мы должны починить шлюз,", "ru"),
    ],
)
def test_fillers_and_repeated_words_are_no_difference_and_are_told(spoken: str, printed: str, language: str) -> None:
    texts = {"a": f"“{spoken}”", "b": f"“{printed}”"}
    for names in ("ab", "ba"):
        found = wordings([report(name, texts[name], language=language) for name in names])
        assert {each.kind for each in found} == {"same"}
        assert {one.kind for each in found for one in each.differences} == {"fillers"}


def test_words_that_only_look_like_fillers_count() -> None:
    assert held("“Do you know what the toll was last year?”", "“Do what the toll was last year?”").kind != "same"


@pytest.mark.parametrize(
    ("spoken", "printed", "cut"),
    [
        ("It was a hard year. But we kept every boat afloat,", "We kept every boat afloat,", "It was a hard year. But"),
        ("Nobody asked us. And so we built it ourselves,", "We built it ourselves,", "Nobody asked us. And so"),
        ("The plan is fine. However, it costs too much,", "It costs too much,", "The plan is fine. However"),
        ("But the toll must fall before the spring,", "The toll must fall before the spring,", "But"),
    ],
)
def test_a_sentence_cut_from_the_one_that_it_answers_is_cut_and_says_so(spoken: str, printed: str, cut: str) -> None:
    found = held(f"“{spoken}”", f"“{printed}”")
    assert (found.kind, told(found, f"“{spoken}”")) == ("truncated", [("cut", cut)])


@pytest.mark.parametrize(
    "retold",
    [
        "that the rusty gates would “stay open until the feast of lights” after all",
        "the barrage would never “stay open until the feast of lights” in her lifetime",
        "no gate of hers will “stay open until the feast of lights”, not even one",
    ],
)
def test_words_outside_marks_are_no_alteration(retold: str) -> None:
    found = held("“The gates will stay open until the feast of lights,”", retold, form="mixed")
    assert (found.kind, found.differences) == ("truncated", ())


@pytest.mark.parametrize(
    "retold", ["a “rotten” deal", "her view of the “so-called” offer as “a gift”", "“bread” first"]
)
def test_a_word_in_marks_that_the_others_have_not_is_not_comparable(retold: str) -> None:
    assert held("“The gates will stay open until the feast of lights,”", retold, form="mixed").kind == "unlike"


@pytest.mark.parametrize(
    "other",
    [
        "“Bread is dear in this town and fish is dearer,”",
        "“We have sold the boats, the nets and the sheds, and still they ask for more,”",
        "“Nobody in this hall has ever seen the barrage from below,”",
    ],
)
def test_reports_of_one_language_are_another_translation_only_where_one_is_told(other: str) -> None:
    spoken = "“The gates will stay open until the feast of lights,”"
    assert held(spoken, other).kind == "unlike"
    assert held(spoken, other, translated=True).kind == "translation"
    foreign = report("d", "«Ворота будут открыты до праздника огней»", language="ru")
    several = [report("a", spoken), report("b", spoken), report("c", other), foreign]
    assert [each.kind for each in wordings(several)] == ["same", "same", "translation", "translation"]


def test_a_report_of_which_the_language_is_not_known_is_no_translation() -> None:
    spoken = "“The gates will stay open until the feast of lights,”"
    several = [report("a", spoken), report("b", spoken, language=""), report("c", spoken)]
    assert {each.kind for each in wordings(several)} == {"same"}


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("“It was a hard year for the port. We will be back by next summer.”", "spliced"),
        ("“It was a hard year for the port. ... We will be back by next summer.”", "same"),
        ("“It was a hard year for the port,” “We will be back by next summer.”", "same"),
        ("“Trade was hard this year,”", "unlike"),
    ],
)
def test_what_lies_apart_is_joined_only_where_both_passages_stand_in_one_report(printed: str, kind: str) -> None:
    spoken = "“It was a hard year for the port. Trade fell by half. We will be back by next summer.”"
    pieces = [piece if piece.startswith("“") else f"“{piece}" for piece in printed.split(" “")]
    assert held(spoken, *pieces).kind == kind


@pytest.mark.parametrize(
    ("introduction", "language", "is_told"),
    [
        ("Tamm said through an interpreter", "en", True),
        ("she told the hall in Norwegian", "en", True),
        ("sagte sie auf Russisch", "de", True),
        ("dit-il, selon une traduction", "fr", True),
        ("сказал он через переводчика", "ru", True),
        ("the Norwegian minister said", "en", False),
        ("said", "", False),
    ],
)
def test_a_translator_or_a_language_that_is_named_tells_of_a_translation(
    introduction: str, language: str, is_told: bool
) -> None:
    assert tells_of_translation(introduction, language) is is_told
