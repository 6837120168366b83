"""What released versions stored is understood for ever, and brought up to today's by a command.

`released/<version>/` holds what a version left behind: `facts.ndjson`, its log line by line; `database.sql`, the whole
of its database with the live rows; `folds.json`, a hash of what each of its read models made of the facts. These files
are never edited. For a new release, before its tag: `python -m tests.upgrade.release`, which takes the version from
`pyproject.toml` and makes them from `story`, where each new fact gets its line.
"""
