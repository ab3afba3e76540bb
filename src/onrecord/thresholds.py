"""Every threshold that turns a score into a decision, in one place (law 5).

Where nothing else is said, a number was set by hand with the demo in sight, and the bench holds what depends on it.
"""

from __future__ import annotations

# --- text -------------------------------------------------------------------------------------------------------------

LANGUAGE = 0.8
LANGUAGE_CHARACTERS = 20
"""Probability from which on a story is in a language, and characters below which its language is unknown."""

WRAPPED_LINES = 3
WRAPPED_LINE = 50
WRAPPED_LONGEST = 100
WRAPPED_GOES_ON = 0.5
WRAPPED_EVEN = 0.6
WRAPPED_BROKEN = 0.6
"""Hard-wrapped lines are one paragraph: the least number of them; characters of the longest line, at least (a narrower
column needs this share of lines that begin in mid-sentence) and at most; how long the shortest is beside the
longest; and the share of lines that end in mid-sentence."""

# --- split ------------------------------------------------------------------------------------------------------------

LINK_LIST_LINES = 3
LINK_WORDS = 14
"""More short lines in a row than this, none of them a sentence, are a list of links; words of such a line at most."""

HEADLINE_WORDS = 30
CAPITALISED_HEADLINE_WORDS = 25
PROSE_WORDS = 8
TITLE_CASE = 0.8
"""Words of a headline at most, and of a first line in title case that looks like a sentence; words of a paragraph from
which on it is prose; share of the words with a capital from which on a line is in title case."""

HEADLINE_IN_LEAD = 0.4
DIGEST_ITEMS = 2
ITEM_HEADLINE_WORDS = 4
TWO_ITEMS_WORDS = 6
DIGEST_MEAN_WORDS = 5
DIGEST_REPEATED = 0.5
DIGEST_CAPITALISED = 0.6
PREAMBLE_WORDS = 20
"""A digest: share of the long words of a headline that its lead repeats; the least number of items; words of the
headline of an item, of each of two items, and on average; share of headlines that are repeated, and in title case;
words of a paragraph before the first item from which on it is a story. Set on the demo and on monthly digests."""

DIGEST_OTHER_WEEKDAY = 12.0
DIGEST_MENTIONED = 0.5
DIGEST_COMING = 1.0
DIGEST_COMING_DAYS = 7
DIGEST_LATE_START = 0.01
DIGEST_STEP_BACK = 3.0
"""Costs (negative log-likelihoods) of a day for an item of a digest: another weekday than its lead names; less for a
day that it mentions; more for each mentioned day that would come in so many days; a little for each day that the
first item is late; and a step against the order, besides its days."""

# --- extract ----------------------------------------------------------------------------------------------------------

OUTRIGHT = 0.4
OTHERWISE = 0.45
"""Confidence from which on a finding of the model is a quotation: where it is said outright, and where it is attributed
otherwise ("pledged", "hopes"); chosen on PolNeAR dev."""

SAME_WORDS = 0.5
"""Share of common characters from which on two contents are readings of one passage, and the likelier is kept."""

NEARLY_MARKED = 0.6
"""Share of content that must lie in a passage in marks, or of the passage that it must cover, to be all of it."""

TOLD_IN_BLOCK = 0.75
"""Share of a block quotation that words, cue and source of quotations in it must cover for it to be a passage that
tells who spoke, not itself the words of somebody; chosen on our own pages."""

BY_LAYOUT = 0.85
IMPLICIT_IN_MARKS = 0.4
SHOWN = 0.35  # quotations of a lower confidence are kept, and shown on demand only
IMPLICIT_WITHOUT_MARKS = 0.1
"""Confidence in quotations by layout, in marked words without a cue, and in a paragraph without marks or cue."""

TRANSCRIPT_TURNS = 2
SPOKEN_WORDS = 5
FIRST_PERSON_WORDS = 12
"""Turns from which on a text is a transcript (one may be a label); words in marks without a cue from which on they are
speech (fewer are a term or a title); words of a paragraph in the first person from which on it continues a speaker."""

TRANSCRIPT_LABELS = 3
TRANSCRIPT_MANY = 10
TRANSCRIPT_DENSE = 0.25
TRANSCRIPT_FULL_NAMES = 0.6
TRANSCRIPT_INTRODUCTION = 0.35
"""Labels that make a transcript without more; labels below which one with prose before it is an article; share of lines
with a label that makes one of fewer or of plain names; share of full names among plain ones from which on one that
recurs is enough; share of a text before its first label up to which the rest belongs to turns. Chosen on made-up
texts."""

SPEECH_PARAGRAPHS = 2
SPEECH_FIRST_PERSON = 0.4
"""Paragraphs that a speech printed verbatim has at least, and the share of them that are in the first person."""

# --- attribute --------------------------------------------------------------------------------------------------------

ANTECEDENT = -7.0
"""Sum of the weights of `models/antecedents` from which on a name before a pronoun or description is its antecedent."""

LEARNED_LANGUAGES = (None, "en")
"""Languages that the model has learned to understand, and in which it was measured how often fields are right; None is
a story too short to tell. In others no probability is given."""

SPEAKER_RIGHT = {
    "name": 0.96,
    "pronoun": 0.92,
    "description of a person": 0.76,
    "description": 0.8,
    "continued": 0.86,
    "headline": 0.75,
}
"""How often a speaker is right, by what tells it: the source names the speaker, a pronoun or a description stands for a
person, a description or body stands for itself, there is no source, or a headline. Measured on the labelled events."""

ROLE_WORD_MISSING = 0.3
ROLE_WORD_EXTRA = 0.02
ROLE_FITS = 0.4
ROLE_FITS_SURELY = 0.9
ROLE_FITS_AS_WELL = 0.15
"""Fit of a description and a role of the same noun: 1, less for each word of the description that the role lacks, and
for each word more that it has; from which fit on it may mean somebody named before, or only named later; and by how
much less another one fits as well."""

HEADLINE_REPEATED = 0.3
"""Share of the long words of a headline that a quotation of the body must repeat to be its words."""

GENDER_BY_WORD = 5
GENDER_BY_NAME = 2
"""Votes for the gender of a person by a title or role, and by the given name; a pronoun right after it has one."""

PLACE_BY_CONTEXT = 2
PERSON_BY_TITLE = 3
ORGANISATION_BY_NOUN = 3
"""Votes for a place by "in" before a name or "its" after it, for a person by a title before it, and for an organisation
by what follows ("Tolm Link, the operator,"); each name that the model found has one for its kind."""

# --- context ----------------------------------------------------------------------------------------------------------

BACKGROUND_DAYS = 6
"""Days before the story beyond which a date is background, and dates its own paragraph only."""

READ_SURELY = 0.5
NAMED = {"addressee": 0.45, "venue": 0.3, "relay": 0.2}
"""Probability from which on what the model read beside words counts before what grammar finds there; and from which on
a hearer, a venue and a relay are given to a quotation; chosen on articles kept aside in training."""

NAMED_RIGHT = {"addressee": (-0.48, 0.35), "venue": (0.16, 1.03), "relay": (-0.37, 0.52)}
"""From the probability of what is given to how often it is right: constant and weight of its log-odds (Platt 1999),
fitted on the articles that the reading model has not learned from."""

BRIEF_QUOTATIONS = 4
"""Quotations up to which a story without any date is an item of the day on which it came out."""

DAY_TOLD = 0.3
"""Share of a day in the likelihood of all that a quotation may have, below which its day is unknown; chosen on labelled
events kept aside in turn: above .3 more days were lost than errors, and 72 of 100 that weights chose were right."""

DAY_TOLD_MULTILINGUAL = 0.65
"""The same in languages other than English: chosen on stories kept aside in turn, where above
.65 more days were lost than errors, and three in four of the days given were right."""

# --- classify ---------------------------------------------------------------------------------------------------------

ELLIPTICAL_WORDS = 4
"""Words up to which a denial is elliptical ("No, never") and about what came before."""

DENIES_WITH_WORDS = 0.03
"""Probability of a denial from which on words that deny by themselves make it one, in other languages than English: as
high as the floor of denials of several outlets allows. On stories nobody trained on, 70 of 100 are right then."""

ACT_READ = {"deny": 0.5, "confirm": 0.4}
"""Probability below which an act gives way to the next: a false denial is worse than none. On articles kept aside in
training three in four of the denials and confirmations from it on are right (two in three without it)."""

ALSO_DOES = 0.5
MODALITY = 0.25
MODALITY_WITH_WORDS = 0.125
"""Probability from which on a second act is named, and from which on a speaker is less than plain about something: by
the model alone, and where words say so, too; chosen on articles kept aside in training."""

STATEMENT = 0.75
"""Probability of a statement below which an attribution stays below the line of what is shown; chosen on articles kept
aside in training: of what is shown 3.5 % are no statements there, and 91 % of the statements are shown."""

# --- link -------------------------------------------------------------------------------------------------------------

NEAR_NAME = 0.8
"""Likeness of two plain spellings from which on one may be a slip or a transliteration of the other."""

NEAR_NAME_OF_ONE_SOUND = 0.7
"""The same, where both have the same consonants."""

SAME_ACTOR = 5.0
"""Sum of parts from which on two profiles are one actor."""

CLEAR_OF_OTHERS = 2.0
"""By how much a sum must beat that of another candidate who cannot be the same."""

MOSTLY = 0.8
"""Share of the quotations under one family name from which on it means one person more often than not."""

SAME_STATEMENT = 0.0
"""Sum of parts from which on two quotations may report one utterance."""

AGAINST_STATEMENT = -2.5
"""Sum of parts below which two quotations are never reports of one utterance, whoever else is like both."""

SAME_WORDING = 0.95
"""Share, by weight, of the words of the shorter of two quotations in the other from which on they are the same words,
whatever they mean; chosen on the labelled reports of several outlets."""

SAME_RENDERING = 0.6
MOSTLY_THE_SAME = 0.8
"""Share, by weight, of the words of a piece of a report that must stand in another report, in order, for both to render
the same words; and the same, for three words or more that were replaced to be alterations and no other rendering.
Chosen on the labelled wordings of several outlets."""

NEAR_DAYS = 120
"""Days between two quotations up to which they may report one utterance; chosen on the seeds, which print late."""

CLOSE_DAYS = 1
"""Days between two quotations up to which one word in common, be it a name, is enough to compare them."""

SHARED_STEMS = 0.3
"""Share of the words that carry meaning of the shorter of two quotations which must stand in both, further apart."""

ENOUGH_STEMS = 2
FEW_STEMS = 3
"""Words that carry meaning which two texts must have in common to be compared, and up to how many words of the shorter
one is enough; chosen, like the two above, so that no labelled pair of reports is lost."""

DENIES = 2.2
"""Sum of parts from which on a statement is held to deny an earlier one of somebody else; chosen, with the weights of
the parts, on the labelled groups of several outlets."""

NEAR_IN_MEANING = 0.85
"""Cosine of the closest passages above which their meaning speaks for a denial, below which against it; likewise."""

SOON = 14
"""Days within which a denial mostly follows: a later one speaks against it, and only within them is a statement
compared with one whose speaker it names; likewise."""

TRANSLATED_SOON = 30
"""Days within which statements of one speaker in two languages, whose words cannot be compared, are on one topic often
enough to be compared in meaning; likewise."""

REPEATS = 0.9
"""Cosine of the closest passages of two statements of one speaker from which on the later repeats the earlier; chosen,
as are the next four, on the labelled groups of several outlets and the demo."""

SHIFTS = 0.86
"""The same, where the later takes another side than the earlier."""

TAKES_BACK = 0.85
"""The same, where the later says in so many words that it takes something back, or explains it."""

SAME_AGAIN = 0.95
"""The same, from which on the later says the same again, whatever else it takes back."""

ONE_PROMISE = 0.8
"""Cosine of the closest passages from which on words that a promise was kept or broken may be about that one."""

OFTEN = 0.34
"""Share of the reports of a statement from which on an act that they have is that of the statement: a third of them."""

BEARS = 1.2
"""Sum of parts (meaning beyond what all passages share and rare words, each also of the surroundings) from which on a
statement bears on a claim; chosen on the demo and the seeds."""

TAKES_SIDE = 0.87
"""Cosine of the closest passage, and a tenth of the share of words in common, from which on a statement known to be on
the topic of a claim takes a side on it; chosen on the demo."""

OPPOSED = 0.86
OPPOSED_WORDS = 0.34
"""Cosine of claim and passage, and share of the words of the shorter that stand in both, from which on a negation in
one of them only turns the sense; chosen on the demo and the seeds."""

HEARSAY = 2
"""Links of the relay between speaker and outlet from which on words count as reported, not as attributed: nobody who
heard them is named."""

LIKELIER = 0.5
"""Probability from which on a user's own model of entailment shows the side that a passage takes on a claim."""

FOREMOST = 0.95
"""Share of the quotations under one family name that its foremost bearer must have for the bare name to mean them."""

ONE_TOPIC = 0.25
ONE_TOPIC_OF_FEW = 1.0
"""Mean likeness (of meaning and rare words, with and without their surroundings) from which on two groups of statements
are about one topic, among very many statements and among very few; chosen on the demo."""
