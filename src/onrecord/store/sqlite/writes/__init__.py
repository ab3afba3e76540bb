"""What writes a record: documents, judgements, and the links made of them."""
