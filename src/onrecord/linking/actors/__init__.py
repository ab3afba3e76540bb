"""Actors: which names of different stories are one person or organisation; `scores` weighs two of them."""
