"""resolve: the day, the place, the hearer and the tellers of each quotation, every one with its span and its reason."""

from __future__ import annotations

from onrecord.analysis.context.addressees import addressed
from onrecord.analysis.context.dates import dated
from onrecord.analysis.context.relay import relayed
from onrecord.analysis.context.venues import placed
from onrecord.types import Reading


def context(reading: Reading) -> Reading:
    """Say of each quotation when it was uttered, where, to whom, and through whom the outlet has it."""
    return relayed(addressed(placed(dated(reading))))
