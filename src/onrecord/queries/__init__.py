"""Questions to a record: compare, timeline, stances, certainty, claim discovery, commitments."""
