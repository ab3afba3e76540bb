"""Claims: what statements have to do with a proposition."""
