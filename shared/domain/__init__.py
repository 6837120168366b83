"""The Smart Energy Code's change process as values: facts, references, days. Pure, and imports nothing of ours.

A *fact* is what happened (`AssessmentReturned`). An *entry* is a fact with who told us, when, and of what it
speaks. A *recorded* fact is an entry at its place in the log: its id is `106#4`, its position is nobody's to
choose. A *stream* is what a fact belongs to: a modification (`106`, `102B`), a meeting, a release, a paper.
Three clocks: `occurred_on` (the day in the process), `known_at` (when the administrator knew), the position.
May import the standard library and pydantic.
"""
