"""PURE. What a Change Status Report says, read from a published paper or about to be printed.

A `Statement` is one thing a paper says. `read` turns the text of a paper into statements and accounts for every line;
`CHECKS` find where statements contradict one another, in any paper. Importer, reporter and comparison all speak in
statements, and share nothing else. May import the domain, and no adapter.
"""
