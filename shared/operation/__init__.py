"""How a running system is seen from outside: how far it is, whether it is ready, and its numbers over time.

`lag` and `status` are values; `look` reads them from the log and the row store. Nothing here changes anything, and
nothing that flows through the system waits for it.
"""
