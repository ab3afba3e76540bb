"""Pages that put passages side by side for a reader to compare, and conclude nothing."""
