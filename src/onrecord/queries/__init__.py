"""Questions to a record, one a module: compare, timeline, relations, stances, certainty, claim discovery, commitments.

They read what linking decided; `comparable_statements` and `embeddings` give what several of them need.
"""
