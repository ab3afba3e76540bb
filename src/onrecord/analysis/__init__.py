"""From a document to readings, one verb a module: split, extract, correct, attribute, context, classify, accept."""
