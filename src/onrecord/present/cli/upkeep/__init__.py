"""The commands that keep a record: the files as received, what is verified, copies."""
