"""Files in the form of mails: mails themselves, and pages that browsers save as one file."""
