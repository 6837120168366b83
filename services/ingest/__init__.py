"""What comes in, and the only writer of the event log.

Papers come in by `import_paper`: text → statements (`shared/papers`) → facts (`from_paper`, whose table says which
statement makes which) → the log, all of a paper or nothing. Facts as JSON come in by `import_facts`, line by line:
what is no fact is listed with its line and reason, the rest is recorded. `export_facts` is the way back out.
Importing the same again adds nothing; a fact that another source repeats gains evidence.
Commands come in by `commanding` (one), `bulk` (many) and `sheets` (the outcomes of a meeting), and over HTTP by `web`:
what the process does not allow is refused, and nothing recorded. The DCC's tickets come in by `feed`.
The relay carries the log to the broker. `papers/` holds the published papers that come with the project.
"""
