"""ADAPTER: how facts are carried from the log to those who project them. Kafka, or a broker in this process.

Kafka carries, PostgreSQL keeps: whatever is lost here is refilled from the log. Every carried fact names its
position and the position of the fact before it in the same partition, so that a consumer knows of a gap at once.

`broker` holds the two ports and their promises; `memory` and `kafka` stand behind them, and one contract suite asks
both. `carried` is what travels, `topics` what it travels on.
"""
