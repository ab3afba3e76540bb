"""Terms of the record in plain words, the same on the command line and the pages."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.thresholds import LEARNED_LANGUAGES

BELIEF = "a belief or intention put down to the speaker, not words spoken"
POLARITIES = {"not_said": "reported as not said", "hypothetical": "expected or supposed, not reported as said"}
"""What is said of words that the story does not report as said, by their polarity; in a word or two: `NOT_SAID`."""

NOT_SAID = {"not_said": "not said", "hypothetical": "not said yet"}
IMPLICIT = "it has no cue of its own: it is read as going on in the voice of the speaker before it"
CONFIDENCE = (
    "the program’s estimate that this is a quotation with about these words; measured to be right about that often"
)
_CONFIDENCE_UNMEASURED = (
    "the program’s estimate that this is a quotation with about these words; how often it is right in this language "
    "is not measured yet"
)
_CONFIDENCE_OF_OTHERS = (
    "the number that another program gave, 1.00 where it gave none; how often that is right is not known here"
)
NOT_NAMED = "Speaker not named"
FORMS = {
    "direct": "direct: in quotation marks",
    "mixed": "mixed: partly in quotation marks",
    "indirect": "indirect: in the reporter’s words",
}
ORDERS = {"best": "best match first", "newest": "newest first"}
UNKNOWN = "unknown: the text does not say"
BASES = {
    "stated": "the document states it",
    "weekday": "worked out from a weekday in the text",
    "relative": "worked out from words such as “yesterday”",
    "dateline": "from the dateline",
    "published": "taken from the day of publication",
    "inferred": "inferred from what stands around it",
    "unknown": "how it is known was not noted",
}
"""How a day is known, by its basis in the contract."""

PARTS = {
    "speaker": "who",
    "role": "role then",
    "said": "when",
    "addressee": "said to",
    "venue": "where",
    "relay": "through",
    "act": "act",
    "about": "about",
    "modality": "modality",
    "polarity": "said or not",
    "condition": "condition",
    "deadline": "deadline",
    "judgement": "judged",
}
"""What the fields of a quotation for which reasons are given are called."""


def confidence_of(read_by: str, language: str | None) -> str:
    """Tell what the confidence of a quotation is worth that `read_by` has found in a story in a language."""
    if read_by != "onrecord":
        return _CONFIDENCE_OF_OTHERS
    return CONFIDENCE if language in LEARNED_LANGUAGES else _CONFIDENCE_UNMEASURED


_SURE = (
    "“0.98 sure”: of a hundred fields of that kind with this number, about 98 were right on labelled news; "
    "what a person judged is 1.00"
)
_SURE_OF_OTHERS = "“sure” is the number that another program gave; how often that is right is not known here"


def sureness_of(read_by: str) -> str:
    """Tell what the numbers are worth that say how sure the fields of a quotation are which `read_by` has found."""
    return _SURE if read_by == "onrecord" else _SURE_OF_OTHERS


def hearsay(tellers: int) -> str:
    """Say how many tellers stand between the speaker and the outlet."""
    if tellers == 0:
        return "none: the outlet has it from the speaker, as far as it says"
    return f"{tellers} {'teller' if tellers == 1 else 'tellers'} between the speaker and the outlet"


WORDINGS = {
    "same": "same words",
    "truncated": "fewer words",
    "spliced": "words apart",
    "paraphrase": "retold",
    "translation": "other translation",
    "altered": "other words",
    "unlike": "not comparable",
}
"""How the words of a report look beside those of another: to be compared."""

DIFFERENCES = {
    "replaced": "{0} has “{1}” where {2} has “{3}”.",
    "added": "{0} has “{1}”, which {2} has not.",
    "omitted": "{0} leaves out “{3}”, which {2} has, and which bears on what is said.",
    "cut": "{0} leaves out “{3}”, without a mark, which {2} has.",
    "joined": "{0} joins what lies apart in {2}, leaving out “{3}”, without a mark.",
    "fillers": "Fillers left out by {0}: “{3}”, which {2} has.",
}
"""One difference of two reports: an outlet and its words, the other outlet and its words."""

VERSIONS = "{0} has {1} versions of one page, {2}."
"""What is told of reports that come from one address."""

TO_COMPARE = (
    "These passages were found by likeness, and most such pairs are no change, denial, kept or broken promise, side "
    "taken or altered quotation at all: compare them yourself."
)
"""What every page and table says that sets passages side by side; it stands here alone."""

TWO_PASSAGES = "Two passages to compare"

RELATIONS = {
    "denies": "one may answer the other: compare them",
    "repeats": "the words may be the same again: compare them",
    "shifts": "the later words may differ: compare them",
    "keeps_promise": "the later words may say what became of it: compare them",
    "breaks_promise": "the later words may say what became of it: compare them",
}
"""What to look for in the passages of two statements, by how the program ties them, whichever is the earlier."""

STANCES = {
    "affirms": "may affirm it",
    "denies": "may deny it",
    "questions": "may question it",
    "neutral": "speaks of it",
}
"""What to look for in a passage beside a claim."""

STANCES_NOTE = f"{TO_COMPARE} Nothing is said of whether the claim is true."

CERTAINTIES = {
    "hedged": "in words that hedge",
    "alleged": "at a distance",
    "reported": "without a name to it",
    "attributed": "in the words of somebody who is named",
    "bare": "in an outlet’s own voice",
}
"""How surely a story states a claim, the least sure first."""


class ActClass(NamedTuple):
    """Acts that are shown together: what they are called, and which they are."""

    label: str
    acts: tuple[str, ...]


ACT_CLASSES = {
    "states": ActClass("states or other", ("assert", "confirm", "announce", "predict", "praise", "other")),
    "binds": ActClass("promises or demands", ("promise", "propose", "demand", "threaten")),
    "disputes": ActClass("denies or asks", ("deny", "accuse", "question", "decline")),
}
"""The classes of acts in the order in which they are stacked; where no act is known, it is the first."""


def act_class(act: str) -> str:
    """Return the class of an act, by its name in `ACT_CLASSES`."""
    return next((name for name, each in ACT_CLASSES.items() if act in each.acts), "states")
