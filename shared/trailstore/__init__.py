"""ADAPTER: the verifiable trail as it is kept: the tree in PostgreSQL; keys and signed checkpoints in files outside it.

The tree grows after the log, by itself: each fact is hashed once, as it stood when it was first seen, and what was
hashed is never hashed anew over it. So a fact that is changed later differs from its leaf, and `verify` names it.
Whoever may write to the database may of course write a new tree too; against that stand the checkpoints outside.
"""
