"""What it can do in a second, beside what it is measured against: `make bench`, or `python -m tests.bench CASE`.

`cases` lists them; each gives rows of the `table`, a row being what was measured beside its goal. Ours and the peer
take turns within one run (`rounds`), since figures are those of the machine at that moment and ratios are not.
`peers` holds what others do in our place: the library's own recorder and runner, and a plain Kafka client.
A case that fails is a failed row; the others go on.
"""
