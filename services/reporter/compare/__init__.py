"""PURE. A published paper against the report of its month: one verdict for everything that either says.

`judge` compares; `verdict` is what it concludes, `sides` what it is given. `pairs` finds which statement answers
which; `alike` and `unlike` are the rules, in visible lists, none of which knows a particular paper; `wordings` are the
ways of saying the same. `sentences` compares the words as they are printed, by `report_words` and
`sentence_rules`. `table` prints. Shares nothing with what reads papers or writes reports but the values that both
speak in: statements, findings, figures.
"""
