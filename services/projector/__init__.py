"""Facts to rows. Reads the log and what the broker carries; writes the row store, and nothing else.

`run` is the loop; `project` does one batch: `accept` says which facts are next, `stream` and `versions` (pure) what
they make of their stream's rows, `streams` keeps the streams at hand. A repeat is dropped, a gap is filled from the
log, a fact that cannot be projected is parked with its reason while other streams go on, and a projector that is not
alone is fenced and begins anew. `rebuild` makes all rows beside the live ones: `fill` goes through the log stream by
stream, by several processes (`fillers`) where there is much of it, and `compare` says what came out differently.
"""
