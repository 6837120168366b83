"""PURE. What the paper of a month forecast, as it was known then, and what came of it.

`made` finds the forecasts in the view of the paper; `came` looks for each in the rows of a later day; `needed` says
which rows those are. To add a kind: a function in both, and a line in `CAME`.
"""
