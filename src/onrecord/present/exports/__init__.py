"""What a record holds, for other programs and for print: one format or standard, one file each."""
