"""PURE. Where a command leads, as a drawing: `charts` says which places stand in which column, `boxes` what is written
in them, `layout` where boxes and lines stand, `tracks` in which order the lines run, `svg` how it looks.
"""
