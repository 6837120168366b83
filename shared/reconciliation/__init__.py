"""PURE. Both sides beside each other: what the DCC's tickets tell, and what the register has.

`sides` puts tickets and assessments together, `checks` says where they differ, `rules` which of that is explained, and
`reconcile` makes one account of it. To add a check: a function of the sides, and a line in `CHECKS`.
"""
