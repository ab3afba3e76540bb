"""Exports of newspaper archives: each article is a document, and the lines about it are none of its words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from onrecord import readers
from onrecord.analysis.pipeline import readings
from onrecord.readers import Input
from onrecord.readers.exports.days import day_of
from onrecord.readers.places import read
from onrecord.types import Document, Problem, Reading

CLASSIC = """\
                               1 of 2 DOCUMENTS


                    Copyright 2032 The Quell Courier Company
                              All Rights Reserved
                              The Quell Courier

                            March 9, 2032 Tuesday
                             Late Edition - Final

SECTION: Section A; Column 0; Harbour Desk; Pg. 6; a line so long that it goes
   on in the next

LENGTH: 1,035 words

HEADLINE: Ferry Talks to Resume

BYLINE: By ANA RUEL

DATELINE: PORTVALE

BODY:
   "We are ready to sail," Osk Tarrin told reporters on Monday.

   He said the talks would resume within the week.

SUBJECT: FERRIES (90%); TALKS (78%)

LOAD-DATE: March 10, 2032

LANGUAGE: ENGLISH

GRAPHIC: Photo: "The ferry," by Ivo Sand

PUBLICATION-TYPE: Newspaper

                               2 of 2 DOCUMENTS

The Orme Gazette

11 April 2032

Bakers of Orme at the End of
the Long Strike

LENGTH: 40 words

"Flour is dear," Edda Korr said.

LOAD-DATE: April 12, 2032
"""
GERMAN = """\
Dokument 1 von 2

Quellener Bote

9. März 2032 Dienstag

Fährgespräche gehen weiter

AUTOR: Von Ana Ruel

RUBRIK: POLITIK; S. 3

LÄNGE: 61 Wörter

„Wir sind bereit“, sagte Osk Tarrin am Montag.

UPDATE: 10. März 2032

SPRACHE: GERMAN; DEUTSCH

PUBLICATION-TYPE: Zeitung

Copyright 2032 Quellener Bote GmbH
Alle Rechte vorbehalten

Dokument 2 von 2

Ormer Blatt

11. April 2032 Sonntag

Bäcker rechnen

LÄNGE: 40 Wörter

„Mehl ist teuer“, sagte Edda Korr.

UPDATE: 12. April 2032
"""
UNI = """\
Ferry Talks to Resume

The Quell Courier

March 9, 2032 Tuesday 10:15 AM GMT

Late Edition

Copyright 2032 Quell Courier All Rights Reserved

Section: NEWS; Pg. 6

Length: 1,035 words

Byline: By Ana Ruel

Body

"We are ready to sail," Osk Tarrin told reporters on Monday.

Subject: to approval, he said, the talks would resume within the week.

Graphic

"The ferry," photo by Ivo Sand

Load-Date: March 10, 2032

End of Document

Bakers of Orme at Work
The Orme Gazette
11 April 2032
Copyright 2032 Orme Gazette
Length: 40 words
Body

"Flour is dear," Edda Korr said.

Load-Date: April 12, 2032
End of Document
"""
DISPLAYED = """\
Harbour
Ferry Talks to Resume
By Ana Ruel
1,035 words
9 March 2032
10:15
The Quell Courier
QUELLC
6
English
Copyright 2032 The Quell Courier Company. All rights reserved.

"We are ready to sail," Osk Tarrin told reporters on Monday.

He said the talks would resume within the week.

Document QUELLC0020320309ec390001b

Bakers of Orme at Work
40 words
11 April 2032
The Orme Gazette
ORMEG
English
(c) 2032 Orme Gazette

"Flour is dear," Edda Korr said.

Document ORMEG00020320411ec4b0001x

Search Summary
Text    ferry
Date    All dates
"""
CODED = """\
HD     Ferry Talks to Resume
BY     By Ana Ruel
WC     1,035 words
PD     9 March 2032
ET     10:15
SN     The Quell Courier
SC     QUELLC
LA     English
CY     Copyright 2032 The Quell Courier Company
LP
"We are ready to sail," Osk Tarrin told reporters on Monday.
TD
He said the talks would resume within the week.

IN PORTVALE nobody was surprised.

CO     qcour : Quell Courier
NS     gpol : Harbours
PUB    Quell Courier
AN     Document QUELLC0020320309ec390001b

HD     Bakers of Orme at Work
WC     40 words
PD     11 April 2032
SN     The Orme Gazette
LP     "Flour is dear," Edda Korr said.
AN     Document ORMEG00020320411ec4b0001x
"""
EXPORTS = {"LexisNexis": CLASSIC, "Nexis Uni": UNI, "displayed by Factiva": DISPLAYED, "codes of Factiva": CODED}


def found(text: str | bytes) -> list[Document | Problem]:
    raw = text.encode() if isinstance(text, str) else text
    return list(readers.documents(Input.open("export.txt", io.BytesIO(raw), strict=True)))


def articles(text: str | bytes) -> list[Document]:
    return [each for each in found(text) if isinstance(each, Document)]


def problems(text: str) -> list[str]:
    all_found = found(text)
    of_file = [each.message for each in all_found if isinstance(each, Problem)]
    return of_file + [p.message for each in all_found if isinstance(each, Document) for p in each.problems]


def quoted(text: str | bytes) -> list[Reading]:
    return [reading for document in articles(text) for reading in readings(document, strict=True)]


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_each_article_is_a_document_that_knows_where_it_is_from(export: str) -> None:
    first, second = articles(export)
    assert first.metadata.title == "Ferry Talks to Resume"
    assert (first.metadata.outlet, first.metadata.published) == ("The Quell Courier", "2032-03-09")
    assert (first.metadata.author or "").lower() == "ana ruel"
    assert (second.metadata.outlet, second.metadata.published) == ("The Orme Gazette", "2032-04-11")
    assert second.metadata.title in ("Bakers of Orme at Work", "Bakers of Orme at the End of the Long Strike")
    assert problems(export) == []


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_the_day_is_the_one_that_the_text_states(export: str) -> None:
    for document, day in zip(articles(export), (("March 9, 2032", "9 March 2032"), ("11 April 2032",)), strict=True):
        assert document.published_span is not None
        assert document.published_span.of(document.text) in day
        (reading,) = readings(document, strict=True)
        assert reading.story.published is not None
        assert reading.story.published.basis == "stated"


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_lines_about_an_article_are_no_quotations(export: str) -> None:
    first, second = quoted(export)
    direct = [quotation for quotation in first.quotations if quotation.form == "direct"]
    assert [(each.text, each.speaker and each.speaker.name) for each in direct] == [
        ('"We are ready to sail,"', "Osk Tarrin")
    ]
    assert [each.said and each.said.value for each in direct] == ["2032-03-08"]
    assert [each.text for each in second.quotations] == ['"Flour is dear,"']
    for reading in (first, second):
        outside = [each for each in reading.quotations if each.content[0].start < reading.document.header.end]
        assert outside == []


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_lines_about_an_article_are_kept_in_its_header(export: str) -> None:
    first = articles(export)[0]
    header = first.text[: first.header.end]
    assert "1,035 words" in header
    assert "Copyright 2032" in header
    assert first.text[first.header.end :].startswith("Ferry Talks to Resume\n\n")


@pytest.mark.parametrize(("export", "end"), [(CLASSIC, "the week"), (UNI, "the week"), (CODED, "surprised")])
def test_words_that_look_like_such_lines_stay_words(export: str, end: str) -> None:
    body = articles(export)[0].text
    assert end in body[articles(export)[0].header.end :].splitlines()[-1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_an_export_in_german_is_read_in_any_encoding(encoding: str) -> None:
    first, second = articles(GERMAN.replace("\n", "\r\n").encode(encoding))
    assert (first.metadata.title, first.metadata.author) == ("Fährgespräche gehen weiter", "Ana Ruel")
    assert (first.metadata.published, first.metadata.language) == ("2032-03-09", "de")
    assert (second.metadata.outlet, second.metadata.published) == ("Ormer Blatt", "2032-04-11")
    assert second.text[second.header.end :] == "Bäcker rechnen\n\n„Mehl ist teuer“, sagte Edda Korr."


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_what_factiva_displays_in_german_is_read(encoding: str) -> None:
    german = DISPLAYED.replace("1,035 words", "1.035 Wörter").replace("9 March 2032", "9 März 2032")
    german = german.replace("English", "Deutsch").replace("Document QUELLC", "Dokument QUELLC")
    first = articles(german.encode(encoding))[0]
    assert (first.metadata.published, first.metadata.outlet) == ("2032-03-09", "The Quell Courier")
    assert first.metadata.language == "de"


def test_a_sentence_on_copyright_is_a_sentence() -> None:
    (only,) = articles(
        CLASSIC[: CLASSIC.index("SUBJECT:")] + "Copyright is dear, he said in 2032.\n\nLOAD-DATE: May 1, 2032\n"
    )
    assert only.text.endswith("\n\nCopyright is dear, he said in 2032.")


def test_an_export_in_french_is_read() -> None:
    french = GERMAN.replace("Dokument 1 von 2", "Document 1 de 2").replace("Dokument 2 von 2", "Document 2 de 2")
    french = french.replace("9. März 2032 Dienstag", "9 mars 2032 mardi").replace(
        "LÄNGE: 61 Wörter", "LONGUEUR: 61 mots"
    )
    french = french.replace("SPRACHE: GERMAN; DEUTSCH", "LANGUE: FRENCH; FRANÇAIS").replace("AUTOR: Von", "AUTEUR: Par")
    first = articles(french)[0]
    assert (first.metadata.author, first.metadata.published, first.metadata.language) == (
        "Ana Ruel",
        "2032-03-09",
        "fr",
    )


@pytest.mark.parametrize(
    ("export", "last"), [(CLASSIC, "within the"), (UNI, "Flour is"), (DISPLAYED, "Flour is"), (CODED, "Flour is")]
)
def test_an_export_that_is_cut_off_is_read_as_far_as_it_goes_and_says_so(export: str, last: str) -> None:
    cut = export[: export.index(last) + len(last)]
    assert articles(cut)[-1].text.endswith(last)
    assert "the export ends in the middle of this article" in problems(cut)


def test_an_article_without_words_is_a_problem_and_the_others_are_read() -> None:
    cut = CLASSIC[: CLASSIC.index("11 April 2032") + 13]
    assert len(articles(cut)) == 1
    assert problems(cut) == ["article 2 of this LexisNexis export has no words in it"]


def test_articles_that_are_missing_are_told() -> None:
    first = CLASSIC[: CLASSIC.index("2 of 2 DOC")].replace("1 of 2", "1 of 200")
    assert problems(first) == ["this LexisNexis export says that it is of 200 articles; it holds 1"]


def test_what_stands_before_the_first_article_is_none() -> None:
    cover = "User Name: Ana Ruel\nJob Number: 17\nDocuments (2)\nSearch Terms: ferry\n| About LexisNexis | Terms |\n"
    assert [each.text for each in articles(cover + UNI)] == [each.text for each in articles(UNI)]


def test_each_article_knows_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "export.txt"
    raw = GERMAN.replace("\n", "\r\n").encode("cp1252")
    path.write_bytes(raw)
    parts = [each for each in read([path]) if isinstance(each, Document)]
    assert [each.part.name for each in parts if each.part] == ["article 1", "article 2"]
    for each in parts:
        assert each.part is not None
        assert each.original is not None
        assert raw[each.part.start : each.part.end] == each.raw
        assert (each.original.raw, each.original.media_type) == (raw, "text/plain")


@pytest.mark.parametrize(
    "text",
    [
        "Ferry talks\n\nThe report has 40 words\n\n9 March 2032 was the day, Osk Tarrin said.\n",
        "Page 1 of 2\n\nOsk Tarrin said the ferry was late.\n",
        "1 of 2 documents was lost, Osk Tarrin said.\n",
        "HD pictures of the ferry\n\nTD Tarrin said nothing.\n",
    ],
)
def test_other_texts_are_no_exports(text: str) -> None:
    (only,) = articles(text)
    assert only.text == text


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2. Mai 2031", "2031-05-02"),
        ("le 1er juin 2031", "2031-06-01"),
        ("2 de mayo de 2031", "2031-05-02"),
        ("2 мая 2031", "2031-05-02"),
        ("02.05.2031", "2031-05-02"),
        ("2031年5月2日", "2031-05-02"),
        ("May 2031", "2031-05"),
        ("31. Februar 2031", None),
        ("03/04/2031", None),
    ],
)
def test_days_are_read_as_archives_write_them(written: str, day: str | None) -> None:
    assert day_of(written) == day
