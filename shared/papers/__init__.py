"""PURE. What a Change Status Report says, read from a published paper or about to be printed.

A `Statement` is one thing a paper says; importer, reporter and comparison speak in statements, and share nothing else.
`decode` makes text of bytes, `document` blocks of text, and the readers of `READERS` (in `read`) statements of blocks,
with an account of every line. `checks` find where statements contradict one another, in any paper. To teach a reader a
sentence: a form in the `GRAMMAR` of its section, and a line in the tests. May import the domain, and no adapter.
"""
