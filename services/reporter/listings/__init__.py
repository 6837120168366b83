"""PURE. What the reading commands and the pages list: plain values whose keys others rely on, made from rows.

Each listing is a function of rows and a day ("as of"); `find` resolves what people type to a modification.
"""
