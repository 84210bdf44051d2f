"""`python -m quest …` is the `quest` command."""

from quest.entry import main

main()
