"""The learned parts: inference code, weights, and a card for each."""
