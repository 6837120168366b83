"""PURE. Two papers, and what is different: figures first, then rows, then lines; each with its kind and its cause.

`printed` pairs what both print; `causes` finds the facts by taking each away; `find` puts the difference together;
`as_text` and `as_json` tell it, and `revisions` is what a restated paper says of it itself.
"""
