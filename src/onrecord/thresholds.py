"""Every threshold that turns a score into a decision, in one place (law 5)."""

from __future__ import annotations

OUTRIGHT = 0.4
OTHERWISE = 0.45
"""Confidence from which on a finding is a quotation: where it is said outright, and where it is attributed otherwise
("pledged", "hopes"); chosen on PolNeAR dev."""

SAME_WORDS = 0.5
"""Share of common characters from which on two contents are readings of one passage, and the likelier is kept."""

NEARLY_MARKED = 0.6
"""Share of content that must lie in a passage in marks, or of the passage that it must cover, to be all of it."""

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

DENIES = 2.2
"""Sum of parts from which on a statement is held to deny an earlier one of somebody else."""

REPEATS = 0.9
"""Cosine of the closest passages of two statements of one speaker from which on the later repeats the earlier."""

SHIFTS = 0.86
"""The same, where the later takes another side than the earlier."""

TAKES_BACK = 0.85
"""The same, where the later says in so many words that it takes something back."""

SAME_AGAIN = 0.95
"""The same, from which on the later says the same again, whatever else it takes back."""

ONE_PROMISE = 0.8
"""Cosine of the closest passages from which on words that tell of a promise kept or broken may be about that one."""

OFTEN = 0.34
"""Share of the reports of a statement from which on an act that they tell is that of the statement."""

BEARS = 1.2
"""Sum of parts (meaning beyond what all passages share and rare words, each also of the surroundings) from which on a
statement bears on a claim; chosen on the demo and the seeds."""

TAKES_SIDE = 0.87
"""Cosine of the closest passage, and a tenth of the share of words in common, from which on a statement known to be on
the matter of a claim takes a side on it; chosen on the demo."""

OPPOSED = 0.86
"""Cosine of claim and passage from which on a negation in one of them only turns the sense; chosen on the demo and the
seeds."""

LIKELIER = 0.5
"""Probability from which on a user's own model of entailment tells the side that a passage takes on a claim."""

FOREMOST = 0.95
"""Share of the quotations under one family name that its foremost bearer must have for the bare name to mean them."""

ONE_MATTER = 0.25
ONE_MATTER_OF_FEW = 1.0
"""Mean likeness (of meaning and rare words, with and without their surroundings) from which on two groups of statements
are about one matter, among very many statements and among very few; chosen on the demo."""
