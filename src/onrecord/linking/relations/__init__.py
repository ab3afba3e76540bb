"""Relations: how a statement stands to earlier ones."""
