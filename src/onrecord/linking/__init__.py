"""From readings to what belongs together: actors, statements, relations, claims. Nothing here knows of the store."""
