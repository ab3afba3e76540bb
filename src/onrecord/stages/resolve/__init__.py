"""resolve: the day, the place, the hearer and the tellers of each quotation, every one with its span and its reason."""

from __future__ import annotations

from onrecord.stages.resolve.relay import relayed
from onrecord.stages.resolve.when import dated
from onrecord.stages.resolve.where import placed
from onrecord.stages.resolve.whom import addressed
from onrecord.types import Reading


def resolve(reading: Reading) -> Reading:
    """Say of each quotation when it was uttered, where, to whom, and through whom the outlet has it."""
    return relayed(addressed(placed(dated(reading))))
