"""What people see: the command line (`cli`), the pages (`web`), and files for other programs (`exports`)."""
