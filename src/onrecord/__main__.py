"""`python -m onrecord` is the command line."""

from onrecord.present.cli import main

main()
