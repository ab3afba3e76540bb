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
