"""Statements: which quotations report one utterance."""
