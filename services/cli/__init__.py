"""The `secchange` command: one file for each noun. The only place that may import every service.

`main` maps what can go wrong to exit codes: 0 done; 1 failed; 2 wrong usage; 3 done, and differences or refusals
were found; 4 a needed service cannot be reached. Tables on stdout, `--json` for programs; progress on stderr.
"""

import os


def main() -> None:
    """Entry point of the `secchange` script."""
    # Pydantic looks for plugins in every installed package, at each start. There are none for us.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from services.cli.app import run

    raise SystemExit(run())
