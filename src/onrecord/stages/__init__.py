"""The stages, one verb a file or package: read, split, extract, attribute, resolve, classify, link."""
