"""ADAPTER: what came from ticket systems, as it came, until it has been read: the inbox of the feed.

Whatever door something comes through, it is kept here first, sealed, with its SHA-256; then the sender is answered.
Reading it comes later, and may be done again. Its loss would cost what was answered and not yet read; what was read is
in the log. A row is never changed; keys are thrown away by month, and the hashes stay.
"""
