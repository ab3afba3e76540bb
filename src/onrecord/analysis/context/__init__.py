"""The context stage: the day, venue, addressee and relay of each quotation, every one with its span and its reason."""

from __future__ import annotations

from onrecord.analysis.context.addressees import with_addressees
from onrecord.analysis.context.dates import with_days
from onrecord.analysis.context.relay import with_relays
from onrecord.analysis.context.venues import with_venues
from onrecord.types import Reading


def context(reading: Reading) -> Reading:
    """Add to each quotation when it was uttered, where, to whom, and through whom the outlet has it."""
    return with_relays(with_addressees(with_venues(with_days(reading))))
