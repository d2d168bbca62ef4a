"""``python -m lrcourse`` does what the command ``lrcourse`` does."""

from lrcourse.command import main

main()
