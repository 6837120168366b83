"""The process once more, told naively: a plain list of facts, a table of what may be done where, and plain checks.

Nothing here comes from shared/process or the read models: where the two disagree, one of them is wrong. It keeps the
place of everything as the last accepted command left it.
"""
