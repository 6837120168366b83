"""Rows in, the monthly paper out: `load`, `view`, `assemble`, `render`. The same cut gives the same bytes for ever.

`view` is all that a section may see, `cut` the eight inputs that fix it, `views` the two roads to it. `sections` make
the lines, `figures` the numbers, `findings` what is in doubt, `glance` what a reader sees first. `compare` judges a
published paper against the report, `explain` tells how a figure or a line came about, `diff` holds two papers against
each other, `issued` is what a paper that goes out is made of, `tables` and `diary` what some formats have beside the
text, `trail_document` the decision trail of a modification, `listings` are the reading commands', `process` is the
change process itself as a page.
Pure but for `load` (rows from the row store), `replay` (all facts of the log), `press` (which issues, restates and
makes again) and the service's own wiring. To add a section: sections/__init__.py.
"""
