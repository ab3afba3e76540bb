"""From one document to its readings, one stage a module: split, extract, correct, attribute, context, classify, accept.

`pipeline` has the order of the stages; `batch` runs them over many documents, `bounds` and `workers` hold each to its
time and memory. Nothing here knows of the store.
"""
