"""The record as one SQLite file: its schema, what writes it, and what reads it."""
