"""Subtitles: cues joined to sentences and turns, with their times; what is damaged in them."""

from __future__ import annotations

import io

import pytest

from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers.inputs import Input
from onrecord.types import Document, Problem

Turn = tuple[str | None, str]


def found(name: str, text: str) -> Document | Problem:
    raw = text.encode()
    (only,) = readers.documents(Input.open(name, io.BytesIO(raw), len(raw), strict=True))
    return only


def document(name: str, text: str) -> Document:
    only = found(name, text)
    assert isinstance(only, Document)
    return only


def turns(name: str, text: str) -> list[Turn]:
    (reading,) = readings(document(name, text), strict=True)
    spoken = [quotation for quotation in reading.quotations if quotation.inside is None and not quotation.headline]
    return [(quotation.speaker.name if quotation.speaker else None, quotation.text) for quotation in spoken]


VOICES = """WEBVTT - Evening talk

STYLE
::cue { color: red }

00:01.000 --> 00:03.500 align:start
<v.loud Dora Penn>Good evening, <i>skipper</i>.</v>

00:03.600 --> 00:05.000
<v Jon Hesk>Good evening. The ferry is

00:05.000 --> 00:07.000
<v Jon Hesk>old &amp; slow.
<v Dora Penn>Since when?

00:07.100 --> 00:08.000
Somebody calls from the quay.

00:08.100 --> 00:09.000
<v Jon Hesk>Since spring.
"""
LABELS = """1
00:00:01,000 --> 00:00:02,500
DORA PENN: Skipper, does the ferry sail?

2
00:00:02,500 --> 00:00:03,000
[door slams]

3
00:00:03,000 --> 00:00:05,000
JON HESK: It has sailed

4
00:00:05,000 --> 00:00:07,000
for thirty years.

5
00:00:09,000 --> 00:00:11,000
It will sail for thirty more.

6
00:00:11,000 --> 00:00:12,000
- Will it?
- It will.
"""
QUESTIONS = """1
00:00:01,000 --> 00:00:02,000
Вопрос: Паром ходит?

2
00:00:02,000 --> 00:00:03,000
М.Вант: Ходит

3
00:00:03,000 --> 00:00:04,000
каждый день.

4
00:00:04,000 --> 00:00:05,000
Вопрос: А ночью?

5
00:00:05,000 --> 00:00:06,000
М.Вант: Ночью нет.
"""
CASES: dict[str, tuple[str, str, list[Turn]]] = {
    "voices": (
        "a.vtt",
        VOICES,
        [
            ("Dora Penn", "Good evening, skipper."),
            ("Jon Hesk", "Good evening. The ferry is old & slow."),
            ("Dora Penn", "Since when?"),
            (None, "Somebody calls from the quay."),
            ("Jon Hesk", "Since spring."),
        ],
    ),
    "labels": (
        "a.srt",
        LABELS,
        [
            ("Dora Penn", "Skipper, does the ferry sail?"),
            ("Jon Hesk", "It has sailed for thirty years. It will sail for thirty more."),
            (None, "Will it?"),
            (None, "It will."),
        ],
    ),
    "labels without a suffix, line ends of another system": (
        "talk.txt",
        LABELS.replace("\n", "\r\n"),
        [
            ("Dora Penn", "Skipper, does the ferry sail?"),
            ("Jon Hesk", "It has sailed for thirty years. It will sail for thirty more."),
            (None, "Will it?"),
            (None, "It will."),
        ],
    ),
    "Russian": ("a.srt", QUESTIONS, [("М.Вант", "Ходит каждый день."), ("М.Вант", "Ночью нет.")]),
}


@pytest.mark.parametrize(("name", "text", "expected"), CASES.values(), ids=CASES)
def test_cues_are_joined_to_sentences_and_turns(name: str, text: str, expected: list[Turn]) -> None:
    assert turns(name, text) == expected


def test_the_text_keeps_the_times_and_the_notes() -> None:
    text = (
        "WEBVTT\n\nNOTE talk with Jon Hesk, Radio Lowen, 2 May 2031\n\n01:02:03.5 --> 01:02:04.000\n<v Jon Hesk>Yes.\n"
    )
    (reading,) = readings(document("a.vtt", text), strict=True)
    assert reading.document.text == "talk with Jon Hesk, Radio Lowen, 2 May 2031\n\n[01:02:03] Jon Hesk: Yes.\n"
    assert reading.story.published is not None
    assert reading.story.published.value == "2031-05-02"


def test_a_pause_begins_a_paragraph_of_the_same_speaker() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Jon Hesk>It sails.\n\n00:30.000 --> 00:31.000\n<v Jon Hesk>It does.\n"
    assert document("a.vtt", text).text == "[00:00:01] Jon Hesk: It sails.\n\n[00:00:30] It does.\n"
    assert turns("a.vtt", text) == [("Jon Hesk", "It sails."), ("Jon Hesk", "It does.")]


def test_rolling_captions_say_each_line_once() -> None:
    text = (
        "WEBVTT\nKind: captions\n\n00:01.000 --> 00:02.000\nthe ferry sails\n\n00:02.000 --> 00:03.000\n"
        "the ferry sails\nat <00:02.500><c>noon</c>\n\n00:03.000 --> 00:04.000\nat noon\nand at night\n"
    )
    assert document("a.vtt", text).text == "[00:00:01] the ferry sails at noon and at night\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n[music]\n", "these subtitles have no words"),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:02,000 --> 00:00:03,000\n\n", "these subtitles have no words"),
        ("WEBVTT", "these subtitles have no words"),
    ],
)
def test_subtitles_without_words_are_a_problem_that_names_them(text: str, message: str) -> None:
    problem = found("a.vtt", text)
    assert isinstance(problem, Problem)
    assert (problem.message, bool(problem.remedy)) == (message, True)


def test_a_damaged_time_is_a_problem_and_its_words_stay() -> None:
    spoilt = LABELS.replace("00:00:03,000 --> 00:00:05,000", "00:0o:03,000 --> 00:00:05")
    made = document("a.srt", spoilt)
    assert [problem.message for problem in made.problems] == ["a time of these subtitles could not be read"]
    assert ("Jon Hesk", "It has sailed for thirty years. It will sail for thirty more.") in turns("a.srt", spoilt)


@pytest.mark.parametrize(
    "text",
    [
        "The ferry sails at noon.",
        "1\n\nThe ferry sails.",
        "00:00:01 The ferry sails.",
        "WEBVTTS are files of subtitles.",
    ],
)
def test_what_is_no_subtitles_is_text(text: str) -> None:
    assert document("a.txt", text).text == text
