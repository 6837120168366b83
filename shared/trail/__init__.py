"""PURE. The verifiable trail: the log as an append-only Merkle tree whose root is signed from time to time.

`leaf` says which bytes of a fact the tree covers, `tree` hashes and proves (RFC 9162), `checkpoint` is the text that
names a tree, `note` signs it, `keys` says which key may sign which tree. Where hashes, keys and checkpoints are kept is
`shared/trailstore`'s affair. Nothing here trusts the database: that is what it is for.
"""
