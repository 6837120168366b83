"""PURE. What each kind of statement of a paper makes: facts in the Code's own words, one file a subject.

A maker takes one statement and the paper it stands in, and gives `Told`: facts that are not yet entries. What it
cannot understand it raises as `NotClear`, with the reason. `paper` is what all makers see; `numbering` tells which
assessment of a modification a row speaks of; `merging` makes one entry of what is said twice.
The table of kinds and makers is in `services/ingest/from_paper.py`.
"""
