"""Claims: whether a statement affirms, denies or questions a proposition (`stances`), and which claims there are."""
