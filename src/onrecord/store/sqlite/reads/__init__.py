"""What reads a record: bounded questions in SQL."""
