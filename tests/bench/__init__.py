"""What it can do in a second, beside what it is measured against: the cases of a run take turns, medians are told.

`python -m tests.bench.<name>` runs one. Figures are those of the machine; ratios of one run may be compared.
"""
