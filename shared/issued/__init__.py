"""ADAPTER: the files of issued papers, in PostgreSQL, beside the facts that tell of them. Nothing in it is ever edited.

`store` is what others open; `schema` the one table behind it. It needs SELECT and INSERT only. The files are written
in the transaction of their fact, whose hashes are those of the files: neither is there without the other. They are
more than a copy: what a restored or rebuilt system makes of the facts is held against them, byte for byte.
"""
