"""ADAPTER: the one log of facts, in PostgreSQL, through the library `eventsourcing`. Nothing in it is ever edited.

`log` is what others open. Below it: `schema` (the table, its order and its keeping), `recorder` and `mapper` (the
library's two joints, in our form), `appending` with its `trips` (threads share transactions), `importing` with its
`plan` (which entries of a list are new), `reader`, and `tail` (waiting for more). `progress` is the relay's: how far
it has carried the log, alone.
Positions rise in the order of commits and may have gaps: a failed append burns its number.
May import shared.domain, shared.database, shared.logs, eventsourcing and psycopg.
"""
