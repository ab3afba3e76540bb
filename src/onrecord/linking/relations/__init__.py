"""Relations: which earlier statement one denies (`denials`), and how a speaker's later words stand to earlier ones."""
