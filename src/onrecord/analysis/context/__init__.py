"""The context stage: the day, hearer, venue and relay of each quotation, every one with its span and its reason."""

from __future__ import annotations

from onrecord.analysis.context.dates import with_days
from onrecord.analysis.context.named import with_named
from onrecord.analysis.context.relay import with_tellers
from onrecord.types import Reading


def context(reading: Reading) -> Reading:
    """Add to each quotation when it was uttered, to whom, where, and through whom the outlet has it."""
    return with_tellers(with_named(with_days(reading)))
