"""Facts to rows. Reads the log and what the broker carries; writes the row store, and nothing else.

`run` is the loop; `project` takes what was polled: `accept` says which facts are next, `batches` writes them, one batch
`aside` while the next is folded: `stream`, `versions`, `standing` and `parts` (pure) say what facts make of their
stream's rows, `folding` how far they get, `streams` keeps the streams at hand. A repeat is dropped, a gap is filled
from the log, a fact that cannot be projected is parked with its reason while other streams go on, and a projector that
is not alone is fenced and begins anew. `rebuild` makes all rows beside the live ones: `fill` goes through the log
stream by stream, by several processes (`fillers`, each a `filler`) where there is much of it, and `compare` says what
came out differently.
"""
