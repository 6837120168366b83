"""Rows in, the monthly paper out. `view` is all that a section may see; `SECTIONS` make the report; `render` the bytes.

Pure but for `load` (rows from the row store) and the service's own wiring. The same cut gives the same bytes for ever.
"""
