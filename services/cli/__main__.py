"""`python -m services.cli` is the `secchange` command."""

from services.cli import main

main()
