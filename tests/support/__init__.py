"""What several tests use: made-up stories, records of them, and the pages as a browser gets them."""
