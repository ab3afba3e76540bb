"""Polarity: what is reported as said, what as not said, and what as something that somebody would say."""

from __future__ import annotations

import pytest

from onrecord import analyse
from onrecord.analysis.classify import classify
from onrecord.types import Quotation
from tests.support.readings import quoted, reading

LEAD = "The council of Velm met on Thursday in the old hall to hear about the dam.\n\n"


def told(sentence: str) -> Quotation:
    """The last quotation in a sentence, put behind the first paragraph of a story."""
    text = LEAD + sentence
    *_, quotation = [q for r in analyse(text) for q in r.quotations]
    assert quotation.content[-1].end > len(LEAD)
    return quotation


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn has not said that the dam will be closed.",
        "Orla Benn hasn't promised to repair the dam.",
        "Orla Benn has not, so far, said that the dam is safe.",
        "Orla Benn, who spoke for an hour, did not once say that the dam was safe.",
        "Orla Benn never claimed that the dam was safe.",
        "Orla Benn did not confirm that the dam was leaking.",
        "Orla Benn didn't deny that the dam was leaking.",
        "Orla Benn made no promise that the dam would be repaired.",
        "Orla Benn told no one that the dam was leaking.",
        "Orla Benn failed to mention that the dam was leaking.",
        "The minister has yet to explain why the dam is leaking.",
    ],
)
def test_a_negated_cue_says_nothing(sentence: str) -> None:
    quotation = told(sentence)
    assert quotation.polarity == "not_said"
    assert quotation.act == "assert"
    assert not quotation.about


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn refused to promise that the dam would be repaired.",
        "Orla Benn declined to say whether the dam would be closed.",
        "Orla Benn would not say whether the dam was leaking.",
        "Orla Benn won't say when the dam will be closed.",
        "Orla Benn did not say when the dam would be closed.",
        "Orla Benn avoided saying that the dam was leaking.",
        "Orla Benn has stayed silent on whether the dam is leaking.",
        "Orla Benn neither confirmed nor denied that the dam was leaking.",
    ],
)
def test_what_somebody_refuses_to_say_is_declined(sentence: str) -> None:
    quotation = told(sentence)
    assert (quotation.polarity, quotation.act) == ("not_said", "decline")


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn stopped short of saying that the dam was unsafe.",
        "Orla Benn fell short of calling the dam unsafe.",
        "Orla Benn was far from admitting that the dam was leaking.",
        "Orla Benn left the hall without saying whether the dam was leaking.",
        "Orla Benn denied saying that the dam was unsafe.",
        "Orla Benn denied having said that the dam was unsafe.",
        "Orla Benn denies ever having told the council that the dam was unsafe.",
        "Orla Benn denies she ever said that the dam was unsafe.",
        "Orla Benn is misquoted as saying that the dam was unsafe.",
        "There is no evidence that Orla Benn said “the dam is finished”.",
    ],
)
def test_words_round_a_cue_tell_that_it_never_came_to_saying(sentence: str) -> None:
    assert told(sentence).polarity == "not_said"


@pytest.mark.parametrize(
    "sentence",
    [
        "No minister has said that the dam is unsafe.",
        "Neither Orla Benn nor Tam Sorrel has said that the dam is unsafe.",
        "None of the engineers told the council that the dam was unsafe.",
        "Few engineers have said that the dam is unsafe.",
        "At no point did Orla Benn say that the dam was unsafe.",
        "Nor did Orla Benn promise that the dam would be repaired.",
        "Nowhere does Orla Benn claim that the dam is safe.",
    ],
)
def test_what_nobody_said_and_what_was_said_at_no_point(sentence: str) -> None:
    assert told(sentence).polarity == "not_said"


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn would say that the dam is safe.",
        "Orla Benn will tell the congress on Saturday that the dam is safe.",
        "Orla Benn is expected to announce that the dam will close.",
        "Orla Benn is to announce that the dam will close.",
        "Orla Benn plans to tell the council that the dam is safe.",
        "Orla Benn should admit that the dam is leaking.",
        "Orla Benn has to admit that the dam is leaking.",
        "Orla Benn might claim that the dam was safe.",
        "If Orla Benn says that the dam is safe, the council will vote.",
        "Unless Orla Benn confirms that the dam is safe, the festival is off.",
        "Critics would call the plan “a gift to the builders”.",
        "Did Orla Benn say that the dam is leaking?",
        "Has Orla Benn ever said that the dam is leaking?",
    ],
)
def test_what_would_be_said_is_hypothetical(sentence: str) -> None:
    assert told(sentence).polarity == "hypothetical"


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Orla Benn denied that the dam was leaking.", "deny"),
        ("Orla Benn said that the dam was not leaking.", None),
        ("“I never said that the dam was safe,” Orla Benn said.", None),
        ("“I would say the dam is safe,” Orla Benn said.", None),
        ("“We will not close the dam,” Orla Benn promised.", "promise"),
        ("Orla Benn not only said that the dam was leaking but showed a photograph.", None),
        ("Orla Benn never tires of saying that the dam is safe.", None),
        ("Orla Benn could not but admit that the dam was leaking.", "confirm"),
        ("Orla Benn did not hesitate to say that the dam was unsafe.", None),
        ("Orla Benn is not alone in saying that the dam is unsafe.", None),
        ("Hasn't Orla Benn said that the dam is safe?", None),
        ("Why did Orla Benn say that the dam was safe?", None),
        ("Orla Benn would like to say that the dam is safe.", None),
        ("Orla Benn would later say that the dam was safe.", None),
        ("Orla Benn, who has not spoken for a month, said that the dam was safe.", None),
        ("Orla Benn did not attend the meeting but said that the dam was safe.", None),
        ("Asked if she would resign, Orla Benn said that the dam was safe.", None),
        ("Nobody listened when Orla Benn said that the dam was leaking.", None),
        ("Orla Benn said she would not say that again.", None),
        ("Will Tanner said that the dam was safe.", None),
        ("Orla Benn falsely claimed that the dam was safe.", None),
        ("Orla Benn denied that Tam Sorrel had called the dam unsafe.", "deny"),
        ("Orla Benn, who is expected to resign, said that the dam was safe.", None),
        ("Without naming the engineer, Orla Benn said that the dam was safe.", None),
        ("Orla Benn refused to apologise for calling the engineers “idle”.", None),
        ("Orla Benn rose to say that the dam was safe.", None),
        ("Orla Benn could only say that the dam was old.", None),
    ],
)
def test_what_only_looks_unsaid_is_said(sentence: str, act: str | None) -> None:
    quotation = told(sentence)
    assert quotation.polarity == "said"
    assert act is None or quotation.act == act


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Orla Benn has not said that the dam will be closed.", "has not said"),
        ("No minister has said that the dam is unsafe.", "No"),
        ("If Orla Benn says that the dam is safe, the council will vote.", "If"),
    ],
)
def test_the_reason_is_where_the_text_tells_it(sentence: str, words: str) -> None:
    (reason,) = [reason for reason in told(sentence).because if reason.part == "polarity"]
    assert reason.span is not None
    assert reason.span.of(LEAD + sentence) == words
    assert words in reason.detail


# --- fact-checks and corrections --------------------------------------------------------------------------------------


def polarities(text: str) -> dict[str, str]:
    """The innermost words in marks of each quotation of a text, and whether they were said."""
    found = [(q.text.strip("“”.,").rpartition("“")[2], q.polarity) for r in analyse(text) for q in r.quotations]
    return {words.rstrip("”.,"): polarity for words, polarity in found}


@pytest.mark.parametrize(
    ("text", "invented", "true"),
    [
        (
            "Did Tam Sorrel call schools a waste?\n\n"
            "A video viewed two million times claims Tam Sorrel, the mayor of Velm, said that “schools are a waste of "
            "money”.\n\nHe did not. The clip was cut.\n\n"
            "At the fair in May Sorrel said: “Those who call schools a waste should visit one.”",
            "schools are a waste of money",
            "Those who call schools a waste should visit one",
        ),
        (
            "Claim: Lev Odar said “I will close every library by spring”.\n\n"
            "Verdict: False. There is no record of Odar ever saying this.\n\n"
            "At a fair in May he said: “I will open every library by spring.”",
            "I will close every library by spring",
            "I will open every library by spring",
        ),
        (
            "Old words about a bridge\n\n"
            "“A bridge is a promise to the other bank,” Gil Ormond said at the opening on Monday.\n\n"
            "A leaflet shared in Velm has Ormond say: “Nobody needs a bridge.” The sentence was made up by a "
            "website in 2029.",
            "Nobody needs a bridge",
            "A bridge is a promise to the other bank",
        ),
        (
            "Minister and bakers\n\n"
            "A picture passed round in Velm shows minister Orla Benn, and claims that she told bakers: “You earn too "
            "much.” Benn said nothing of the kind.\n\n"
            "What she told the chamber in March was: “Bakers earn too little.”",
            "You earn too much",
            "Bakers earn too little",
        ),
    ],
)
def test_invented_words_are_told_from_true_ones(text: str, invented: str, true: str) -> None:
    found = polarities(text)
    assert found[invented] == "not_said"
    assert found[true] == "said"


def test_the_reason_is_the_sentence_that_tells_of_the_invention() -> None:
    text = (
        "Claim: Lev Odar said “I will close every library by spring”.\n\n"
        "Verdict: Wrong. No transcript of the debate contains these words."
    )
    (first, *_) = (q for r in analyse(text) for q in r.quotations)
    (why,) = [reason for reason in first.because if reason.part == "polarity"]
    assert why.span is not None
    assert why.span.of(text) == "No transcript of the debate contains these words."


@pytest.mark.parametrize(
    ("note", "wrong", "right"),
    [
        (
            "A previous version of this report wrongly said that Mr Arden had called the ferry “a ruin”. He said that "
            "the ferry was old.",
            "a ruin",
            "that the ferry was old",
        ),
        (
            "An earlier version of this story had Mr Arden say that the ferry would cost nothing. He said that it "
            "would cost little.",
            "that the ferry would cost nothing",
            "that it would cost little",
        ),
        (
            "The first edition of our paper wrongly quoted Mr Arden as saying “the ferry is finished”. He said that "
            "the ferry was old.",
            "the ferry is finished",
            "that the ferry was old",
        ),
        (
            "On Monday we reported that Mr Arden had promised “a ferry for nothing”; in fact he promised a "
            "cheaper ferry.",
            "a ferry for nothing",
            "a cheaper ferry",
        ),
    ],
)
def test_a_correction_takes_back_what_was_wrong_only(note: str, wrong: str, right: str) -> None:
    found = polarities(f"The ferry will run on Sundays\n\n“We start on Sunday,” Pell Arden said on Monday.\n\n{note}")
    assert found[wrong] == "not_said"
    assert found[right] == "said"
    assert found["We start on Sunday"] == "said"


@pytest.mark.parametrize(
    "text",
    [
        "The Courier reported on Monday that Una Keld had said the engineers were “cowards”.\n\n"
        "“I never said that,” Keld told reporters on Tuesday.",
        "“The gauge was read twice,” Una Keld said.\n\n“That is a fabricated story,” Osk Tarrin told reporters.",
        "“The dam is safe,” Una Keld wrote in a post on Monday. The claim is false, Osk Tarrin said.",
        "“We will win,” Una Keld said before the vote. She did not.",
        "“The dam is safe,” Una Keld said. Osk Tarrin said no such thing.",
    ],
)
def test_what_somebody_else_disputes_was_said_all_the_same(text: str) -> None:
    first, *_ = (q for r in analyse(f"The week in Velm\n\n{text}") for q in r.quotations)
    assert first.polarity == "said"


# --- other languages, on readings made by hand ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "source", "cue", "polarity"),
    [
        ("de", "Orla Benn hat nicht gesagt, dass der Damm hält.", "Orla Benn", "hat nicht gesagt", "not_said"),
        ("de", "Orla Benn sagte nicht, dass der Damm hält.", "Orla Benn", "sagte", "not_said"),
        ("de", "Kein Minister hat gesagt, dass der Damm hält.", "Kein Minister", "hat gesagt", "not_said"),
        ("de", "Orla Benn weigerte sich zu sagen, dass der Damm hält.", "Orla Benn", "weigerte sich", "not_said"),
        ("de", "Orla Benn bestritt, gesagt zu haben, dass der Damm hält.", "Orla Benn", "bestritt", "not_said"),
        (
            "de",
            "Orla Benn wird am Samstag sagen, dass der Damm hält.",
            "Orla Benn",
            "wird am Samstag sagen",
            "hypothetical",
        ),
        ("de", "Orla Benn sagte am Freitag, dass der Damm hält.", "Orla Benn", "sagte", "said"),
        ("de", "Orla Benn sagte nicht nur, dass der Damm hält.", "Orla Benn", "sagte nicht nur", "said"),
        ("fr", "Orla Benn n’a pas dit que le barrage tient.", "Orla Benn", "n’a pas dit", "not_said"),
        ("fr", "Orla Benn n'a jamais promis que le barrage tient.", "Orla Benn", "promis", "not_said"),
        ("fr", "Aucun ministre n'a dit que le barrage tient.", "Aucun ministre", "a dit", "not_said"),
        ("fr", "Orla Benn a refusé de dire que le barrage tient.", "Orla Benn", "a refusé de dire", "not_said"),
        ("fr", "Orla Benn devrait annoncer que le barrage tient.", "Orla Benn", "devrait annoncer", "hypothetical"),
        ("fr", "Orla Benn a dit que le barrage tient.", "Orla Benn", "a dit", "said"),
        ("es", "Orla Benn no dijo que la presa resiste.", "Orla Benn", "dijo", "not_said"),
        ("es", "Orla Benn nunca ha dicho que la presa resiste.", "Orla Benn", "ha dicho", "not_said"),
        ("es", "Ningún ministro dijo que la presa resiste.", "Ningún ministro", "dijo", "not_said"),
        ("es", "Orla Benn se negó a decir que la presa resiste.", "Orla Benn", "se negó a decir", "not_said"),
        ("es", "Orla Benn dirá el sábado que la presa resiste.", "Orla Benn", "dirá", "hypothetical"),
        ("es", "Orla Benn dijo que la presa resiste.", "Orla Benn", "dijo", "said"),
        ("ru", "Орла Бенн не говорила, что плотина стоит.", "Орла Бенн", "говорила", "not_said"),
        ("ru", "Никто не заявлял, что плотина стоит.", "Никто", "заявлял", "not_said"),
        ("ru", "Орла Бенн отказалась сказать, что плотина стоит.", "Орла Бенн", "отказалась сказать", "not_said"),
        ("ru", "Орла Бенн никогда не обещала, что плотина стоит.", "Орла Бенн", "обещала", "not_said"),
        ("ru", "Орла Бенн заявит в субботу, что плотина стоит.", "Орла Бенн", "заявит", "hypothetical"),
        ("ru", "Орла Бенн заявила в субботу, что плотина стоит.", "Орла Бенн", "заявила", "said"),
        ("pt", "Orla Benn não disse que a barragem resiste.", "Orla Benn", "disse", "said"),  # no rows: not decided
    ],
)
def test_other_languages_have_rows_of_their_own(language: str, text: str, source: str, cue: str, polarity: str) -> None:
    words = {"de": "dass der", "fr": "que le", "es": "que la", "ru": "что плотина", "pt": "que a"}[language]
    made = reading(text, quoted(text, text[text.index(words) : -1], cue, source), language=language)
    (quotation,) = classify(made).quotations
    assert quotation.polarity == polarity


@pytest.mark.parametrize(
    "sentence",
    [
        "Orla Benn ruled out a second dam.",
        "Benn rules out higher fees for water, saying the council has enough.",
        "The ministry has ruled out closing the dam this year.",
    ],
)
def test_what_somebody_rules_out_is_said(sentence: str) -> None:
    found = [(r, q) for r in analyse(LEAD + sentence) for q in r.quotations if q.cue]
    quotation = next(q for r, q in found if q.cue and "rule" in r.mention(q.cue).text)
    assert quotation.polarity == "said"


@pytest.mark.parametrize("words", ["no such thing", "no such words"])
def test_no_such_thing_is_not_said(words: str) -> None:
    assert told(f"Orla Benn said {words}.").polarity == "not_said"
