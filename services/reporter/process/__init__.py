"""PURE. The process as a page to read, made from the rules, the policy and the facts themselves.

`page` joins its parts, `parts` say what stands in each, `diagram` draws where things may go; `as_markdown` is the file
in docs/, and the web page is made of the same parts. The same code gives the same bytes.
"""
