"""ADAPTER: what was answered to whom, in PostgreSQL, so that the same is answered to whoever asks again.

`store` is what others open; `schema` the two tables and three functions behind it. It needs SELECT and INSERT only:
what was asked is written down before it is carried out, the answer after it, and neither is ever changed. Nothing
reads an answer but who comes again with its key: the owner of the database may delete old ones at any time.
"""
