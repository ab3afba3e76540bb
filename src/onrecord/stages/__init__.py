"""The stages, one verb a file: read, split, extract, attribute."""
