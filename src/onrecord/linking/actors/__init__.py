"""Actors: which names of different stories are one person or one body."""
