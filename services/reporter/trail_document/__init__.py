"""PURE. The decision trail of a modification as a document: who decided what, when, on what evidence, by what votes,
what was corrected, each step with its fact and the proof that the log holds it.

`document` is the value; `made` makes it of rows and facts; `stages` and `votes` make parts of it. How it looks is in
`services/reporter/render/trail`.
"""
