"""The record: one SQLite file that holds what was received, what was found in it, and where that stands.

`record` writes, `views` reads; nothing else of this package is meant for others.
"""
