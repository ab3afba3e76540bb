"""Statements: which quotations report one utterance: chosen (`blocking`), scored (`scores`), joined (`clustering`)."""
