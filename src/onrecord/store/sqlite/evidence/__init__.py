"""What a record proves: the files as they were received, whether all still fits together, and copies of the whole."""
