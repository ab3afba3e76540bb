"""Transcripts and speeches: whose words the paragraphs are, by labels of many forms; what is nobody's; what is none."""

from __future__ import annotations

import pytest

from onrecord.analysis.pipeline import analyse
from onrecord.types import Quotation, Reading

Turn = tuple[str | None, str]


def read(text: str) -> Reading:
    (reading,) = analyse(text.strip() + "\n", strict=True)
    return reading


def spoken(text: str) -> list[Quotation]:
    return [quotation for quotation in read(text).quotations if quotation.inside is None and not quotation.headline]


def turns(text: str) -> list[Turn]:
    return [(quotation.speaker.name if quotation.speaker else None, quotation.text) for quotation in spoken(text)]


FAMILIES: list[tuple[str, str, list[Turn]]] = [
    (
        "broadcast: roles, time codes, asides, a clip",
        """
[20:00:03] PELL HARROW, HOST: Good evening from the ferry terminal.

Tonight we ask who pays for the new lock.

REP. MIRA VANT (R-Lowen), RANKING MEMBER (via telephone): The towns do, Pell.

HARROW: Let us hear the mayor.

(BEGIN VIDEOTAPE)

MAYOR JON HESK (D), LOWEN: We will not pay a penny.

(END VIDEOTAPE)

Welcome back to the terminal.

UNIDENTIFIED FEMALE (through translator): I have never seen that paper.

VANT: It is 6:40 p.m., and here is what I said: the towns pay.

(LAUGHTER)

That is all I said.
""",
        [
            ("Pell Harrow", "Good evening from the ferry terminal."),
            ("Pell Harrow", "Tonight we ask who pays for the new lock."),
            ("Mira Vant", "The towns do, Pell."),
            ("Pell Harrow", "Let us hear the mayor."),
            ("Jon Hesk", "We will not pay a penny."),
            ("Unidentified female", "I have never seen that paper."),
            ("Mira Vant", "It is 6:40 p.m., and here is what I said: the towns pay."),
            ("Mira Vant", "That is all I said."),
        ],
    ),
    (
        "broadcast: letters for the reporters",
        """
THE GOVERNOR:  Good afternoon. The lock is open.

Q    Governor, who opened it?

THE GOVERNOR:  I did, this morning.

Q    And the ferries?

MS. HALLOWAY:  One more question, please.
""",
        [
            ("Governor", "Good afternoon. The lock is open."),
            ("Governor", "I did, this morning."),
            ("Halloway", "One more question, please."),
        ],
    ),
    (
        "broadcast: turns run together in one paragraph",
        """
ANNA BELL: Is the lock open? MAYOR HESK: It is. ANNA BELL: Since when?

HESK: Since this morning.
""",
        [
            ("Anna Bell", "Is the lock open?"),
            ("Hesk", "It is."),
            ("Anna Bell", "Since when?"),
            ("Hesk", "Since this morning."),
        ],
    ),
    (
        "congress: stops, an aside, an officer",
        """
Mr. HARROW. Madam Speaker, I rise to speak for the ferries. They have waited long enough.

I ask that my letter be printed.

Mrs. VANT (during the reading). Madam Speaker, I object to the letter.

The SPEAKER pro tempore. Is there objection?

The Acting CHAIR (Ms. Lindle). The time has run out.

Mr. HESK of Lowen. I yield.
""",
        [
            ("Harrow", "Madam Speaker, I rise to speak for the ferries. They have waited long enough."),
            ("Harrow", "I ask that my letter be printed."),
            ("Vant", "Madam Speaker, I object to the letter."),
            ("Speaker pro tempore", "Is there objection?"),
            ("Lindle", "The time has run out."),
            ("Hesk", "I yield."),
        ],
    ),
    (
        "congress: what the clerk reads is nobody's",
        """
Mr. McKANE. I offer an amendment.

The Clerk read as follows:

Strike section 2 and put in its place the words below.

Mr. McKANE. It is a short amendment.

Ms. ODEL. I support it.
""",
        [
            ("McKANE", "I offer an amendment."),
            ("McKANE", "It is a short amendment."),
            ("Odel", "I support it."),
        ],
    ),
    (
        "congress: a state behind the name",
        """
The PRESIDING OFFICER. The Senator from Lowen.

Mr. HESK. Mr. President, I thank the clerks.

The PRESIDING OFFICER. Without objection.
""",
        [
            ("Presiding officer", "The Senator from Lowen."),
            ("Hesk", "Mr. President, I thank the clerks."),
            ("Presiding officer", "Without objection."),
        ],
    ),
    (
        "Hansard: names on their own lines, then by name alone",
        """
Ferry Services

Dora Penn (Lowen South) (Lab)

What assessment has he made of the ferries?

The Secretary of State for Waterways (Owain Kell)

I refer the hon. Lady to my answer of Monday.

We have published it. It is in the Library.

Dora Penn

That is no answer, and he knows it.

Owain Kell

The hon. Lady is wrong.

Mr Speaker

Order. The Secretary of State must be heard.
""",
        [
            ("Dora Penn", "What assessment has he made of the ferries?"),
            ("Owain Kell", "I refer the hon. Lady to my answer of Monday."),
            ("Owain Kell", "We have published it. It is in the Library."),
            ("Dora Penn", "That is no answer, and he knows it."),
            ("Owain Kell", "The hon. Lady is wrong."),
            ("Speaker", "Order. The Secretary of State must be heard."),
        ],
    ),
    (
        "Hansard: seat and party before a colon",
        """
Mr Lamb (Ostrel North) (Con): Will the Minister visit Ostrel?

The Minister for Ferries (Dora Penn): I have been there twice: once by boat.

Several hon. Members rose—

Sir Peter Rusk (Lowen) (LD): Will she come again?

Dora Penn: Gladly.
""",
        [
            ("Lamb", "Will the Minister visit Ostrel?"),
            ("Dora Penn", "I have been there twice: once by boat."),
            ("Peter Rusk", "Will she come again?"),
            ("Dora Penn", "Gladly."),
        ],
    ),
    (
        "Hansard: the seat on a line of its own",
        """
Mr Ivo Lamb
(Ostrel North) (Con)
I welcome the new timetable of the ferries.

Sir Peter Rusk
(Lowen) (LD)
I do not, for it leaves out Lowen.

Mr Ivo Lamb
Lowen has a bridge of its own, as he knows.
""",
        [
            ("Ivo Lamb", "I welcome the new timetable of the ferries."),
            ("Peter Rusk", "I do not, for it leaves out Lowen."),
            ("Ivo Lamb", "Lowen has a bridge of its own, as he knows."),
        ],
    ),
    (
        "Hansard: electorates, times and dashes",
        """
Ms PENN (Lowen—Minister for Ferries) (2.05 pm)—The ferries are safe. I have asked twice.

Mr Rusk interjecting—

The SPEAKER—Order! The member will be heard.

Mr RUSK (Ostrel—Leader of the Opposition) (2.07 pm)—They are not safe.

Ms PENN—Read the report.
""",
        [
            ("Penn", "The ferries are safe. I have asked twice."),
            ("Speaker", "Order! The member will be heard."),
            ("Rusk", "They are not safe."),
            ("Penn", "Read the report."),
        ],
    ),
    (
        "Hansard: senators with a time and a colon",
        """
Senator KELL (Ostrel) (14:05): My question is for Senator Penn.

Senator PENN (Lowen—Minister for Ferries) (14:06): The ferries are safe.

Opposition senators interjecting—

The PRESIDENT: Order!

Senator PENN: I thank the President.
""",
        [
            ("Kell", "My question is for Senator Penn."),
            ("Penn", "The ferries are safe."),
            ("President", "Order!"),
            ("Penn", "I thank the President."),
        ],
    ),
    (
        "Hansard: riding and party, words below, voices of many",
        """
Hon. Dora Penn (Ostrel, Lib.):

    Mr. Speaker, the ferry is gone.

Mr. Ivo Rusk (Lowen—Hill, CPC):  Mr. Speaker, it is not.

    It lies behind the pier.

Some hon. members: Oh, oh!

The Speaker: Order, please.

Hon. Dora Penn: Mr. Speaker, let him show it.
""",
        [
            ("Dora Penn", "Mr. Speaker, the ferry is gone."),
            ("Ivo Rusk", "Mr. Speaker, it is not."),
            ("Ivo Rusk", "It lies behind the pier."),
            ("Some hon. members", "Oh, oh!"),
            ("Speaker", "Order, please."),
            ("Dora Penn", "Mr. Speaker, let him show it."),
        ],
    ),
    (
        "German minutes: heckling apart, a saying inside",
        """
Vizepräsident Karl Odel:
Das Wort hat die Kollegin Mira Vant.

Mira Vant (Fährpartei):
Herr Präsident! Der Minister hat gesagt: Die Fähre fährt. Sie fährt nicht.

(Beifall bei der Fährpartei – Zuruf des Abg. Hesk [Brückenpartei]: Falsch!)

Lesen Sie den Fahrplan.

Jon Hesk, Bundesminister für Häfen:
Ich habe ihn gelesen.

Mira Vant – den Fahrplan hochhaltend –: Auch diesen?
""",
        [
            ("Karl Odel", "Das Wort hat die Kollegin Mira Vant."),
            ("Mira Vant", "Herr Präsident! Der Minister hat gesagt: Die Fähre fährt. Sie fährt nicht."),
            ("Mira Vant", "Lesen Sie den Fahrplan."),
            ("Jon Hesk", "Ich habe ihn gelesen."),
            ("Mira Vant", "Auch diesen?"),
        ],
    ),
    (
        "Dutch minutes",
        """
De voorzitter:
Het woord is aan mevrouw Vant.

Mevrouw Vant (VP):
Voorzitter. De veerboot vaart niet.

De heer Hesk (BP):
Dat klopt niet.

Mevrouw Vant (VP):
Lees het na.
""",
        [
            ("voorzitter", "Het woord is aan mevrouw Vant."),
            ("Vant", "Voorzitter. De veerboot vaart niet."),
            ("Hesk", "Dat klopt niet."),
            ("Vant", "Lees het na."),
        ],
    ),
    (
        "Spanish and Portuguese minutes",
        """
El señor PRESIDENTE: Se abre la sesión.

La señora VANT LÓPEZ: Gracias, señor presidente. El barco no sale.

El señor PRESIDENTE: Gracias.

El señor HESK PINO (Grupo del Puente): No es cierto.
""",
        [
            ("Presidente", "Se abre la sesión."),
            ("Vant López", "Gracias, señor presidente. El barco no sale."),
            ("Presidente", "Gracias."),
            ("Hesk Pino", "No es cierto."),
        ],
    ),
    (
        "Italian minutes",
        """
PRESIDENTE. Ha chiesto di parlare la deputata Vant.

MIRA VANT (PT). Grazie, Presidente. Il traghetto non parte.

PRESIDENTE. Grazie. Ha chiesto di parlare il deputato Hesk.

JON HESK. Non è vero.
""",
        [
            ("Presidente", "Ha chiesto di parlare la deputata Vant."),
            ("Mira Vant", "Grazie, Presidente. Il traghetto non parte."),
            ("Presidente", "Grazie. Ha chiesto di parlare il deputato Hesk."),
            ("Jon Hesk", "Non è vero."),
        ],
    ),
    (
        "French minutes",
        """
M. le président. La séance est ouverte.

Mme Mira Vant, ministre des bacs. Le bac ne part pas.

M. Jon Hesk. C'est faux !

Mme Mira Vant, ministre des bacs. Relisez l'horaire.

M. le président. Merci.
""",
        [
            ("président", "La séance est ouverte."),
            ("Mira Vant", "Le bac ne part pas."),
            ("Jon Hesk", "C'est faux !"),
            ("Mira Vant", "Relisez l'horaire."),
            ("président", "Merci."),
        ],
    ),
    (
        "European minutes: groups, tags of languages, a role",
        """
President. – The next item is the debate on ferries.

Mira Vant, on behalf of the Ferry Group. – Madam President, the boats are ours.

We shall keep them.

Jon Hesk (FG). – (DE) Frau Präsidentin, das ist falsch.

Dora Penn, rapporteur. − Madam President, I thank both.

President. – The debate is closed.
""",
        [
            ("President", "The next item is the debate on ferries."),
            ("Mira Vant", "Madam President, the boats are ours."),
            ("Mira Vant", "We shall keep them."),
            ("Jon Hesk", "Frau Präsidentin, das ist falsch."),
            ("Dora Penn", "Madam President, I thank both."),
            ("President", "The debate is closed."),
        ],
    ),
    (
        "court: who examines, who was sworn, who interrupts",
        """
MIRA VANT, called as a witness, having been sworn, testified:

DIRECT EXAMINATION

BY MR. RUSK:

Q.   When did you first see the timetable?

A.   In March. It lay on my desk.

MS. PENN: Objection. Leading.

THE COURT: Overruled.

THE WITNESS: I never read it.

CROSS-EXAMINATION

BY MS. PENN:

Q.   You signed it, though?

A.   I did.

JON HESK, a witness for the defence, was sworn.

Q.   Who are you?

A.   I steer the ferry.
""",
        [
            ("Rusk", "When did you first see the timetable?"),
            ("Mira Vant", "In March. It lay on my desk."),
            ("Penn", "Objection. Leading."),
            ("Court", "Overruled."),
            ("Mira Vant", "I never read it."),
            ("Penn", "You signed it, though?"),
            ("Mira Vant", "I did."),
            ("Penn", "Who are you?"),
            ("Jon Hesk", "I steer the ferry."),
        ],
    ),
    (
        "court: nobody was sworn",
        """
MS. PENN: Call the next one.

WITNESS 4: I am here.

JUROR NO. 7: May I ask something?

THE WITNESS: Of course.

THE COURT: Not now.
""",
        [
            ("Penn", "Call the next one."),
            ("Witness 4", "I am here."),
            ("Juror no. 7", "May I ask something?"),
            ("Witness", "Of course."),
            ("Court", "Not now."),
        ],
    ),
    (
        "court: numbered lines",
        """
 1              MR. RUSK:  Call the witness.
 2              THE COURT:  Proceed.
 3    BY MR. RUSK:
 4    Q.   Did you see it?
 5    A.   I did.
 6    Q.   When?
 7    A.   In March.
 8              THE COURT:  Thank you.
 9    Q.   Who else saw it?
10    A.   Nobody.
""",
        [
            ("Rusk", "Call the witness."),
            ("Court", "Proceed."),
            ("Rusk", "Did you see it?"),
            (None, "I did."),
            ("Rusk", "When?"),
            (None, "In March."),
            ("Court", "Thank you."),
            ("Rusk", "Who else saw it?"),
            (None, "Nobody."),
        ],
    ),
    (
        "Russian: capitals and an office",
        """
МИРА ВАНТ: Паром ходит каждый день.

ВЕДУЩИЙ: А ночью?

МИРА ВАНТ: Ночью нет.

Ночью мы спим.
""",
        [
            ("Мира Вант", "Паром ходит каждый день."),
            ("Ведущий", "А ночью?"),
            ("Мира Вант", "Ночью нет."),
            ("Мира Вант", "Ночью мы спим."),
        ],
    ),
    (
        "Russian: initials in capitals and not",
        """
Д.КОРР: Уважаемые коллеги, начинаем.

М.ВАНТ (начальник порта): Спасибо. Паром ходит.

Д.Корр: А ночью?

М.Вант: Ночью мы спим.
""",
        [
            ("Д.Корр", "Уважаемые коллеги, начинаем."),
            ("М.Вант", "Спасибо. Паром ходит."),
            ("Д.Корр", "А ночью?"),
            ("М.Вант", "Ночью мы спим."),
        ],
    ),
    (
        "Ukrainian: capitals and a stop",
        """
ГОЛОВУЮЧИЙ. Шановні колеги, починаємо.

ВАНТ М.П. Дякую. Пором ходить.

ГОЛОВУЮЧИЙ. Дякую.

ВАНТ М.П. Прошу.
""",
        [
            ("Головуючий", "Шановні колеги, починаємо."),
            ("Вант М.П.", "Дякую. Пором ходить."),
            ("Головуючий", "Дякую."),
            ("Вант М.П.", "Прошу."),
        ],
    ),
    (
        "radio: bylines, sounds, a notice of rights",
        """
LENA FORD, HOST:

This is the Morning Hour. I'm Lena Ford.

(SOUNDBITE OF WAVES)

FORD: The sea is rising in Lowen. Here is our reporter.

TOM BIRK, BYLINE: It starts with a bucket.

GRETA MOSS: I lift it every day.

BIRK: Greta Moss is 80.

Copyright © 2031 Morning Hour. All rights reserved.
""",
        [
            ("Lena Ford", "This is the Morning Hour. I'm Lena Ford."),
            ("Lena Ford", "The sea is rising in Lowen. Here is our reporter."),
            ("Tom Birk", "It starts with a bucket."),
            ("Greta Moss", "I lift it every day."),
            ("Tom Birk", "Greta Moss is 80."),
        ],
    ),
    (
        "an inquiry: a counsel by name, then letters",
        """
MR BIRK: Thank you. Ms Soll, can you hear me?
A. I can.
Q. When did you first learn of the crack?
A. In May 2029.
   I told the board.
LADY MOSS: We will rise for ten minutes.
(11.10 am)
MR BIRK: Thank you, my Lady.
""",
        [
            ("Birk", "Thank you. Ms Soll, can you hear me?"),
            (None, "I can."),
            (None, "In May 2029."),
            (None, "I told the board."),
            ("Moss", "We will rise for ten minutes."),
            ("Birk", "Thank you, my Lady."),
        ],
    ),
    (
        "Austrian minutes: titles, an office before a name, applause inside",
        """
Präsident Mag. Tom Birk: Zu Wort gelangt Frau Abgeordnete Soll. – Bitte.

Abgeordnete Brita Soll (Brückenliste): Die Brücke hält. (Beifall bei der Brückenliste.) Sie hält lange (bis 2090).

Präsident Mag. Tom Birk: Danke.

Bundesministerin für Brücken Dr. Lena Ford, MBA: Frau Abgeordnete, ich danke Ihnen.
""",
        [
            ("Tom Birk", "Zu Wort gelangt Frau Abgeordnete Soll. – Bitte."),
            ("Brita Soll", "Die Brücke hält. Sie hält lange (bis 2090)."),
            ("Tom Birk", "Danke."),
            ("Lena Ford", "Frau Abgeordnete, ich danke Ihnen."),
        ],
    ),
    (
        "a chair in brackets behind the office",
        """
The PRESIDENT: Please be seated. The sitting is open.

Mr. BIRK: It is an honour to appear.

The PRESIDENT (interpretation): I thank Mr. Birk. I now call Ms. Soll.

Ms. SOLL (Nordavia) (spoke in French): Thank you.
""",
        [
            ("President", "Please be seated. The sitting is open."),
            ("Birk", "It is an honour to appear."),
            ("President", "I thank Mr. Birk. I now call Ms. Soll."),
            ("Soll", "Thank you."),
        ],
    ),
    (
        "a machine's transcript: times behind names on their own lines",
        """
Lena Ford  0:12
Will the bridge hold?

Brita Soll  0:15
It will. We tested it twice.

Lena Ford  0:20
When did you test it?
""",
        [
            ("Lena Ford", "Will the bridge hold?"),
            ("Brita Soll", "It will. We tested it twice."),
            ("Lena Ford", "When did you test it?"),
        ],
    ),
    (
        "a talk: names before dashes",
        """
Lena Ford — Will the bridge hold?

Brita Soll — It will.

Lena Ford — Since when?

Brita Soll — Since May.
""",
        [
            ("Lena Ford", "Will the bridge hold?"),
            ("Brita Soll", "It will."),
            ("Lena Ford", "Since when?"),
            ("Brita Soll", "Since May."),
        ],
    ),
    (
        "Russian: initials, a question, a voice from the floor",
        """
Б.Солль: Добрый день!

Мы ждали вас.

Т.Бирк: Спасибо.

Вопрос: Выдержит ли мост?

Б.Солль: Выдержит.

Реплика: Не выдержит!

Б.Солль: Увидим.
""",
        [
            ("Б.Солль", "Добрый день!"),
            ("Б.Солль", "Мы ждали вас."),
            ("Т.Бирк", "Спасибо."),
            ("Б.Солль", "Выдержит."),
            (None, "Не выдержит!"),
            ("Б.Солль", "Увидим."),
        ],
    ),
    (
        "voices: each described",
        """
Voices from the bridge

Tom Birk, 43, baker: "It shakes."

Greta Moss, 80, retired: "It always has."

Lena Ford, pupil: "I like it."
""",
        [("Tom Birk", '"It shakes."'), ("Greta Moss", '"It always has."'), ("Lena Ford", '"I like it."')],
    ),
    (
        "an interview: names in small letters over paragraphs",
        """
Lowen Gazette: When will the ferry sail?

Mira Vant: Tomorrow. I have said so.

I will say it again: tomorrow.

Lowen Gazette: And at night?

Mira Vant: Not at night.
""",
        [
            ("Lowen Gazette", "When will the ferry sail?"),
            ("Mira Vant", "Tomorrow. I have said so."),
            ("Mira Vant", "I will say it again: tomorrow."),
            ("Lowen Gazette", "And at night?"),
            ("Mira Vant", "Not at night."),
        ],
    ),
    (
        "an interview: letters, the one asked named in the introduction",
        """
An interview with Mira Vant

Q: When will the ferry sail?
A: Tomorrow.
Q: And at night?
A: Not at night. We sleep at night.
""",
        [("Mira Vant", "Tomorrow."), ("Mira Vant", "Not at night. We sleep at night.")],
    ),
    (
        "an interview: Chinese",
        """
记者：船什么时候开？

玛恩：明天。

记者：晚上呢？

玛恩：晚上不开。
""",
        [("记者", "船什么时候开？"), ("玛恩", "明天。"), ("记者", "晚上呢？"), ("玛恩", "晚上不开。")],
    ),
    (
        "an interview: bold labels",
        """
**Host:** When will the ferry sail?

**Edda Korr:** Tomorrow.

**Host:** Sure?

**Edda Korr:** Quite sure.
""",
        [
            ("Host", "When will the ferry sail?"),
            ("Edda Korr", "Tomorrow."),
            ("Host", "Sure?"),
            ("Edda Korr", "Quite sure."),
        ],
    ),
]


# The model of other languages takes what a heckler called, in brackets between two turns, for a quotation in the text:
FAILS = {"German minutes: heckling apart, a saying inside": pytest.mark.xfail(strict=True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case[1:], id=case[0], marks=FAILS.get(case[0], ())) for case in FAMILIES],
)
def test_each_turn_is_that_of_its_label(text: str, expected: list[Turn]) -> None:
    assert turns(text) == expected


LOST: list[tuple[str, str, list[Turn]]] = [
    (
        "a label of signs",
        "MIRA VANT: The ferry sails.\n\n###: It does not.\n\nMIRA VANT: It does.",
        [("Mira Vant", "The ferry sails."), (None, "It does not."), ("Mira Vant", "It does.")],
    ),
    (
        "a label with a letter that was not read",
        "MIRA VANT: The ferry sails.\n\nJ?N HESK: It does not.\n\nNever did.\n\nVANT: It does.",
        [("Mira Vant", "The ferry sails."), (None, "It does not."), (None, "Never did."), ("Mira Vant", "It does.")],
    ),
    (
        "a label without its colon",
        "MIRA VANT: The ferry sails.\n\nJON HESK: It does not.\n\nVANT It does.\n\nHESK; Never.",
        [
            ("Mira Vant", "The ferry sails."),
            ("Jon Hesk", "It does not."),
            ("Mira Vant", "It does."),
            ("Jon Hesk", "Never."),
        ],
    ),
    (
        "a sign that somebody else speaks",
        ">> MIRA VANT: The ferry sails.\n\n>> It does not.\n\n>> JON HESK: It does.",
        [("Mira Vant", "The ferry sails."), (None, "It does not."), ("Jon Hesk", "It does.")],
    ),
    (
        "a clip without labels",
        "MIRA VANT: The ferry sails.\n\n(BEGIN VIDEO CLIP)\n\nIt does not.\n\n(END VIDEO CLIP)\n\nJON HESK: It does.",
        [("Mira Vant", "The ferry sails."), ("Jon Hesk", "It does.")],
    ),
    (
        "words about the speaker after the last turn",
        "MIRA VANT: The ferry sails.\n\nJON HESK: It does not.\n\nMira Vant and Jon Hesk spoke in Lowen.",
        [("Mira Vant", "The ferry sails."), ("Jon Hesk", "It does not.")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in LOST], ids=[case[0] for case in LOST])
def test_a_lost_turn_is_never_given_to_the_turn_before(text: str, expected: list[Turn]) -> None:
    assert turns(text) == expected


def test_paragraphs_without_a_speaker_are_a_problem_that_names_the_transcript() -> None:
    text = "MIRA VANT: The ferry sails.\n\n(COMMERCIAL BREAK)\n\nWelcome back.\n\nJON HESK: It does."
    (problem,) = read(text).problems
    assert "a paragraph of this transcript without a speaker" in problem.message
    assert problem.span is not None
    assert problem.span.of(text) == "Welcome back."


@pytest.mark.parametrize(
    ("label", "name", "role"),
    [
        ("MIRA VANT, MAYOR OF LOWEN:", "Mira Vant", "MAYOR OF LOWEN"),
        ("JON HESK, CHAIRMAN, FERRY LIST (voice-over):", "Jon Hesk", "CHAIRMAN, FERRY LIST"),
        ("SEN. DORA PENN (D-Ostrel):", "Dora Penn", "SEN."),
        ("Präsidentin Dora Penn:", "Dora Penn", "Präsidentin"),
        ("Dora Penn, Bundesministerin für Häfen:", "Dora Penn", "Bundesministerin für Häfen"),
        ("The Secretary of State for Waterways (Owain Kell):", "Owain Kell", "Secretary of State for Waterways"),
        ("Mr RUSK (Ostrel—Leader of the Opposition) (2.01 pm)—", "Rusk", "Leader of the Opposition"),
        ("МИРА ВАНТ, МЭР ЛОВЕНА:", "Мира Вант", "МЭР ЛОВЕНА"),
    ],
)
def test_a_label_tells_the_role(label: str, name: str, role: str) -> None:
    _, second, *_ = spoken(f"THE CHAIR: Welcome.\n\n{label} The ferry sails at noon.\n\nANNA BELL: Thank you.")
    assert second.speaker is not None
    assert (second.speaker.name, second.speaker.role) == (name, role)


@pytest.mark.parametrize("given", [("BERN", "SARA KELL"), ("IVO", "ANNA"), ("OTTO", "JON")])
def test_a_surname_of_two_speakers_is_neither(given: tuple[str, str]) -> None:
    text = "".join(f"{name} RUSKER: The ferry sails.\n\n" for name in given)
    *both, bare = spoken(f"{text}RUSKER: It does not.")
    assert bare.speaker is None or bare.speaker.id not in {each.speaker.id for each in both if each.speaker}


@pytest.mark.parametrize(
    ("he", "she"), [("Mr. RUSK.", "Ms. RUSK."), ("Mr RUSK—", "Mrs RUSK—"), ("MR. RUSK:", "MS. RUSK:")]
)
def test_a_man_and_a_woman_of_one_surname_are_two(he: str, she: str) -> None:
    text = f"{he} The ferry sails.\n\n{she} It does not.\n\n{he} It does.\n\n{she} Never."
    ids = [quotation.speaker.id for quotation in spoken(text) if quotation.speaker]
    assert ids[0] == ids[2] != ids[1] == ids[3]


def test_a_turn_is_direct_with_its_label_as_source_and_the_mark_as_cue() -> None:
    text = "MIRA VANT, MAYOR: The ferry sails.\n\nIt is safe.\n\nJON HESK: He said it would sink."
    first, second, third, inner = read(text).quotations
    assert [each.form for each in (first, second, third)] == ["direct"] * 3
    assert [each.source.of(text) if each.source else None for each in (first, second)] == ["MIRA VANT"] * 2
    assert [each.cue.of(text) if each.cue else None for each in (first, second)] == [":", None]
    assert (inner.text, inner.inside) == ("it would sink", third.id)


NONE = {
    "a day by the hour": "10:30 a.m.: The bridge shakes.\n\nNoon: It is shut.\n\n1 p.m.: The minister speaks.",
    "news by place": "Ormeport: The boats are in.\n\nTolm City: The boats are out.\n\nLowen: No boats at all.",
    "facts checked": "Claim: The ferry sank.\n\nVerdict: False.\n\nClaim: It sails.\n\nVerdict: True.",
    "details of an event": "Location: Lowen.\n\nTime: Noon.\n\nLocation: Ostrel.\n\nTime: Night.",
    "numbers by name": "Mira Vant: 1,204.\n\nJon Hesk: 981.\n\nMira Vant: 77.\n\nJon Hesk: 12.",
    "lettered items": "A. The ferry sails at noon.\n\nB. It sails at night.\n\nQ. It never sails.",
    "short news with places": "LOWEN — The ferry sails at noon.\n\nOSTREL — It does not sail at all.",
    "promotions": "WATCH: The ferry sails at noon.\n\nREAD: It does not sail at all.",
    "what was said, told": "Mira Vant said: The ferry sails.\n\nThen she added: It sails at noon.",
    "cross-heads": "The Ferry\n\nIt sails at noon, as it has for years.\n\nThe Bridge\n\nIt is shut, and will stay so.",
}


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_is_no_transcript_has_no_turns(text: str) -> None:
    assert read(text).document.blocks == ()


def test_what_an_author_adds_between_the_lines_of_a_talk_is_not_the_speakers() -> None:
    text = (
        "Vant and Hesk fall out\n\n"
        "Mira Vant and Jon Hesk met on Thursday in the council of Lowen, and fell out over the ferry.\n\n"
        "VANT: The ferry sails.\n\nWhat ferry would that be? It lies on the ground.\n\nHESK: It does not.\n\n"
        "I have seen it.\n\nVANT: It does.\n\nSo much for the new timetable."
    )
    said = [(name, words) for name, words in turns(text) if name in ("Mira Vant", "Jon Hesk")]
    assert said == [
        ("Mira Vant", "The ferry sails."),
        ("Jon Hesk", "It does not."),
        ("Jon Hesk", "I have seen it."),
        ("Mira Vant", "It does."),
    ]


def test_of_an_article_with_lines_of_a_transcript_only_these_are_turns() -> None:
    told = (
        "The two met on Thursday in the council of Lowen, and the talk soon turned to the ferry and its timetable.\n\n"
    )
    lines = "VANT: The ferry sails.\n\nHESK: It does not.\n\nVANT: It does.\n\n"
    text = told * 5 + lines + "The council adjourned until June.\n\nNobody on the quay was glad of it."
    blocks = read(text).document.blocks
    assert [block.span.of(text) for block in blocks] == ["The ferry sails.", "It does not.", "It does."]


SPEECHES: list[tuple[str, str, str, list[str]]] = [
    (
        "English",
        "Mira Vant",
        "Remarks by Mira Vant, Minister for Ferries, at the Skippers' Dinner\n\nCheck against delivery\n\n"
        "Ladies and gentlemen,\n\nIt is a pleasure to be with you tonight.\n\n(Applause)\n\nThe ferry\n\n"
        "We will build a new ferry, and we will build it soon.\n\nENDS\n\nNotes to editors: The ferry is old.",
        [
            "Ladies and gentlemen,",
            "It is a pleasure to be with you tonight.",
            "We will build a new ferry, and we will build it soon.",
        ],
    ),
    (
        "English, the office first",
        "Jon Hesk",
        "Opening statement by the Minister for Ferries, Jon Hesk\n\n2 May 2031\n\n"
        "Thank you all for coming to Lowen.\n\nI told you a year ago that the ferry would sail. It does.",
        ["Thank you all for coming to Lowen.", "I told you a year ago that the ferry would sail. It does."],
    ),
    (
        "English, whose it is",
        "Mira Vant",
        "Mira Vant's speech to the congress: full text\n\nI came here a year ago.\n\nWe have kept our word since.",
        ["I came here a year ago.", "We have kept our word since."],
    ),
    (
        "German",
        "Mira Vant",
        "Rede von Ministerin Mira Vant vor dem Fährrat\n\nEs gilt das gesprochene Wort.\n\n"
        "Sehr geehrte Damen und Herren,\n\nwir haben lange gewartet.\n\nHeute danke ich Ihnen allen.",
        ["Sehr geehrte Damen und Herren,", "wir haben lange gewartet.", "Heute danke ich Ihnen allen."],
    ),
    (
        "French",
        "Mira Vant",
        "Discours de Mme Mira Vant, ministre des bacs\n\nMesdames et messieurs,\n\nNous avons attendu.\n\n"
        "Je vous remercie.",
        ["Mesdames et messieurs,", "Nous avons attendu.", "Je vous remercie."],
    ),
    (
        "Russian",
        "Миры Вант",
        "Выступление Миры Вант на съезде паромщиков\n\nУважаемые коллеги!\n\nМы долго ждали.\n\nЯ благодарю вас.",
        ["Уважаемые коллеги!", "Мы долго ждали.", "Я благодарю вас."],
    ),
    (
        "Spanish",
        "Mira Vant",
        "Discurso de Mira Vant, ministra de Puertos\n\nSeñoras y señores:\n\nHemos esperado mucho.\n\n"
        "Quiero darles las gracias.",
        ["Señoras y señores:", "Hemos esperado mucho.", "Quiero darles las gracias."],
    ),
]


@pytest.mark.parametrize(("name", "text", "said"), [case[1:] for case in SPEECHES], ids=[case[0] for case in SPEECHES])
def test_all_paragraphs_of_a_speech_are_the_speakers(name: str, text: str, said: list[str]) -> None:
    assert turns(text) == [(name, words) for words in said]


def test_a_report_on_a_speech_is_none() -> None:
    text = (
        "Speech by Mira Vant angers skippers\n\nSkippers were angry on Thursday with a speech by the minister.\n\n"
        "“We were told nothing,” Jon Hesk said. Vant said that she would answer us.\n\nWe shall see, say others."
    )
    assert read(text).document.blocks == ()


def test_what_is_said_in_a_turn_is_of_the_day_of_the_story() -> None:
    text = "MIRA VANT: I will vote against it in June.\n\nJON HESK: We met in March 2029.\n\nVANT: We did."
    days = [quotation.said for quotation in spoken(f"date 2031-05-02\n\n{text}")]
    assert [day.value if day else None for day in days] == ["2031-05-02"] * 3
