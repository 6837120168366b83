"""PURE. What the DCC's ticket systems tell, read into one canonical form, and what follows from it.

A *ticket revision* is one state of one ticket, as its system had it. Revisions may come late, twice and in any order;
the life of an assessment (`timeline`) is a fold over them in the order of their numbers, so arrival cannot matter.
`policy` compares what the timeline says with what the log holds, and gives the facts that are missing or to be mended.
What cannot be used is a *quarantine reason*, by a stable code; what is other people's work is *ignored*, and counted.
Contract: "DCC ticket feed", version 1. Business dates are Europe/London; instants are UTC.
"""
